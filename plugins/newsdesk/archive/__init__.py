"""Snapshot files and the ledger: what was collected is kept here, whole and unchanged.

parquet       records to Parquet bytes and back; the only module that holds DuckDB
snapshots     one Parquet file and one manifest a run: write, list, verify, read
interchange   one record a line: canonical JSON in and out
importing     files of such lines to snapshots, every bad line named
exporting     snapshots to such lines or to one Parquet file: the inverse of importing
ledger        worked editions, one small JSON file each
"""
