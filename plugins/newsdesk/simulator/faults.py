"""What goes wrong between the network and the newsroom; what was said, and when, stays as it was.

Each function returns the records that a newsroom would hold after the fault. Only ``collected_at`` is ever
changed; where a post was never collected, it is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from newsdesk.records import Platform, Record
from newsdesk.simulator.chance import stream
from newsdesk.simulator.timing import collected

Records = tuple[Record, ...]


def late(records: Iterable[Record], platform: Platform, since: datetime, by: timedelta) -> Records:
    """Let a platform's posts arrive so much later than usual from a time on."""
    return tuple(
        _arriving(record, record.collected_at + by)
        if record.platform == platform and record.published_at >= since
        else record
        for record in records
    )


def missing(records: Iterable[Record], platform: Platform, since: datetime, until: datetime) -> Records:
    """Lose what was posted on a platform in a stretch of time, for good."""
    return tuple(r for r in records if r.platform != platform or not since <= r.published_at < until)


def thin(records: Iterable[Record], since: datetime, until: datetime, part: float) -> Records:
    """Keep only so large a part of what was posted anywhere in a stretch of time."""
    return tuple(
        record
        for record in records
        if not since <= record.published_at < until or stream("thin", record.id).random() < part
    )


def outage(records: Iterable[Record], since: datetime, until: datetime) -> Records:
    """Stop the collector for a stretch of time; afterwards it catches up on everything at once."""
    first_run = collected(until)
    return tuple(
        _arriving(record, first_run) if since <= record.collected_at < first_run else record
        for record in records
    )


def backfill(records: Sequence[Record], arrival: datetime) -> Records:
    """Let posts of any age arrive at once, as when a source's archive is read: old times, new arrival."""
    return tuple(_arriving(record, arrival) for record in records if record.published_at < arrival)


def _arriving(record: Record, collected_at: datetime) -> Record:
    return record.model_copy(update={"collected_at": collected_at})
