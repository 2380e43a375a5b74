"""What can't be had any more: stretches of time that a source lost, so that nobody takes them for silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from newsdesk.archive.monthly import Monthly, Seen
from newsdesk.config import Layout
from newsdesk.records import Manifest, Platform, UtcTime, iso

#: How far back a source's part in its platform is measured.
_LATELY = timedelta(days=14)
#: Of a source that was there for less than this part of it, no more is made than this allows.
_LEAST_THERE = 1 / 14


class KeptGap(Seen):
    """A stretch after ``start`` up to ``end`` of which a source can't say what was published."""

    source: str
    platform: Platform
    start: UtcTime
    end: UtcTime
    reason: str

    @property
    def identity(self) -> tuple[str, ...]:
        """A source loses a stretch once."""
        return (self.source, iso(self.start), iso(self.end))


GAPS = Monthly("gaps", KeptGap)


def add(layout: Layout, found: Iterable[KeptGap]) -> int:
    """Enter gaps; return how many were new."""
    return GAPS.add(layout, found)


def lost_parts(
    gaps: Iterable[KeptGap], manifests: Iterable[Manifest], as_of: datetime, days: int
) -> dict[str, dict[int, float]]:
    """Return by platform and day before ``as_of`` (0: its 24 hours) which part of the records was lost, 0…1.

    Known at ``as_of`` are the gaps that had been seen by then. A source that loses a quarter of a day loses a
    quarter of its part in the platform, which is its part of the records collected lately: a small feed that
    turned over does not silence all news.
    """
    lost: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    stretches: dict[tuple[str, str], list[tuple[datetime, datetime]]] = defaultdict(list)
    earliest = as_of - max(_LATELY, timedelta(days=days + 1))
    for gap in gaps:
        if gap.seen_at <= as_of and gap.end > earliest:
            stretches[gap.platform, gap.source].append((gap.start, gap.end))
    parts = _parts(manifests, stretches, as_of) if stretches else {}
    for (platform, source), found in sorted(stretches.items()):
        for day in range(days + 1):
            end = as_of - timedelta(days=day)
            share = _covered(found, end - timedelta(days=1), end)
            if share:
                lost[platform][day] += share * parts.get(source, 0.0)
    return {platform: dict(by_day) for platform, by_day in lost.items()}


def _parts(
    manifests: Iterable[Manifest],
    stretches: Mapping[tuple[str, str], Iterable[tuple[datetime, datetime]]],
    as_of: datetime,
) -> Mapping[str, float]:
    """Return each source's part of its platform's records of the last fortnight.

    Of a source that was lost for most of it, what it brought while it was there counts for all of it: else
    the more is lost, the less would be missed.
    """
    records: dict[str, float] = defaultdict(float)
    for manifest in manifests:
        if as_of - _LATELY < manifest.collected_last <= as_of:
            records[manifest.source] += manifest.records
    for (_, source), found in stretches.items():
        there = 1 - _covered(found, as_of - _LATELY, as_of)
        records[source] /= max(there, _LEAST_THERE)
    whole: dict[str, float] = defaultdict(float)
    for source, count in records.items():
        whole[_platform(source)] += count
    return {source: count / whole[_platform(source)] for source, count in records.items() if count}


def _platform(source: str) -> str:
    """Return the platform of a source: its name begins with it."""
    return source.partition("-")[0]


def _covered(stretches: Iterable[tuple[datetime, datetime]], start: datetime, end: datetime) -> float:
    """Return which part of the time from ``start`` to ``end`` the stretches cover together."""
    covered, reached = timedelta(0), start
    for first, last in sorted(stretches):
        first, last = max(first, reached), min(last, end)
        if last > first:
            covered, reached = covered + (last - first), last
    return covered / (end - start)
