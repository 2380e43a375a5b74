"""Snapshots to canonical JSON lines or to one Parquet file: the inverse of importing.

The records of the active snapshots by (published_at, id), each id once, as it was first collected.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from newsdesk.archive import snapshots
from newsdesk.archive.interchange import dump
from newsdesk.config import Layout
from newsdesk.files import write_atomic
from newsdesk.records import Record


def records(layout: Layout, *, since: datetime | None = None) -> Iterator[Record]:
    """Yield the records that were collected at ``since`` or later; all of them without it."""
    every = snapshots.active(snapshots.manifests(layout))
    yield from snapshots.records(layout, every, collected_since=since)


def export_lines(layout: Layout, *, since: datetime | None = None) -> Iterator[bytes]:
    """Yield one line of canonical JSON for each record."""
    yield from map(dump, records(layout, since=since))


def export_parquet(layout: Layout, target: Path, *, since: datetime | None = None) -> int:
    """Write the records to one Parquet file in the snapshots' own columns; return how many."""
    from newsdesk.archive import parquet

    found = tuple(records(layout, since=since))
    write_atomic(target, parquet.encode(found))
    return len(found)
