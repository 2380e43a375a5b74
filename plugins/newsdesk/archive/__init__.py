"""Snapshot files and the ledger: what was collected is kept here, whole and unchanged.

parquet       records to Parquet bytes and back: the archive's engine
manifests     which snapshots there are, and which are in use
verification  each file is the one that was saved
snapshots     one Parquet file and one manifest a run: write, read, fetch; the door to the three above
known         which records there are, by id: an index of the snapshots
travelled     which posts of the last days went farthest
addresses     web addresses without what doesn't tell pages apart
interchange   one record a line: canonical JSON in and out
line_files    files of lines, plain or packed
payload_files files that a platform wrote: API answers and exports
importing     both kinds of files to snapshots, every bad item named
exporting     snapshots to such lines or to one Parquet file: the inverse of importing
ledger        worked editions, one small JSON file each
monthly       lists in the ledger that only grow, one small JSON file a month
gaps          stretches of time that a source lost
writing       one writer at a time
removals      records that their platforms no longer show
corrections   what editors say was wrong in published stories
"""
