"""The composer of ``newsdesk collect``: asks the sources, saves what is new, then moves the cursors.

Sources are asked at the same time and saved one after the other. What a source gave is on disk before its
cursor moves, so that a run that ends at any instant is made good by the next: what was not saved is found
again, what was saved is known by its id.

reports      what became of each source
run          what the sources of one run share
door         is a record about AI, or does it answer one that is?
hauling      what batches come to: what is new and wanted, left out and why, gone or lost
saving       that to a snapshot and the ledger, and the cursor after all of it
asking       every due source at the same time
around       what stands behind posts that travel: threads, and the pages that are linked to
rechecking   are the posts that published stories quote still there?
standing     how each platform stands: on or off, and when it was read
"""

from newsdesk.collecting.asking import Progress, collect
from newsdesk.collecting.hauling import NOT_ABOUT_AI, TOMBSTONE, TOO_OLD
from newsdesk.collecting.rechecking import recheck
from newsdesk.collecting.reports import CollectReport, SourceReport

__all__ = [
    "NOT_ABOUT_AI",
    "TOMBSTONE",
    "TOO_OLD",
    "CollectReport",
    "Progress",
    "SourceReport",
    "collect",
    "recheck",
]
