"""Lists that only grow, and which part of a platform's days was lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from factories import RecordFactory
from newsdesk.archive import gaps, snapshots
from newsdesk.archive.gaps import KeptGap
from newsdesk.config import Layout
from newsdesk.errors import LedgerError
from newsdesk.files import write_atomic

NOON = datetime(2026, 3, 15, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def gap(source: str, start: float, end: float, *, seen: datetime = NOON) -> KeptGap:
    """Return a gap of a news source, in hours before noon."""
    return KeptGap(
        seen_at=seen,
        source=source,
        platform="news",
        start=NOON - start * HOUR,
        end=NOON - end * HOUR,
        reason="r",
    )


def test_entries_stand_in_the_file_of_their_month(newsroom: Layout) -> None:
    """Each is read back in its order; one that is there already changes nothing."""
    old, new = gap("news-a", 9, 8, seen=NOON - timedelta(days=30)), gap("news-a", 3, 2)
    assert gaps.add(newsroom, [old, new, old]) == 2
    assert gaps.add(newsroom, [new.model_copy(update={"seen_at": NOON + HOUR})]) == 0
    assert gaps.GAPS.read(newsroom) == (old, new)
    names = sorted(path.name for path in (newsroom.ledger / "gaps").iterdir())
    assert names == ["2026-02.json", "2026-03.json"]


@pytest.mark.parametrize("text", ["{", "[]", '{"schema_version": "gaps/1", "gaps": [{"source": 1}]}'])
def test_a_damaged_file_is_named(newsroom: Layout, text: str) -> None:
    """A file that isn't ours is named with its place and left alone."""
    write_atomic(newsroom.ledger / "gaps" / "2026-03.json", text.encode())
    with pytest.raises(LedgerError, match=r"content/ledger/gaps/2026-03\.json"):
        gaps.GAPS.read(newsroom)


def test_a_source_loses_its_part_of_the_day(newsroom: Layout, record: RecordFactory) -> None:
    """Half a day of a source with three quarters of the records is three eighths; overlaps count once.

    A little more, as it brought its records in a fortnight of which it was lost for half a day.
    """
    for source, count in (("news-big", 30), ("news-small", 10), ("mastodon-x", 99)):
        made = [
            record(id=f"news:{source}-{n}", published_at=NOON - HOUR, collected_at=NOON - HOUR / 2)
            for n in range(count)
        ]
        snapshots.write(newsroom, source, made)
    manifests = snapshots.manifests(newsroom)
    found = [gap("news-big", 12, 3), gap("news-big", 9, 0), gap("news-small", 30, 24)]
    lost = gaps.lost_parts(found, manifests, NOON, 3)
    big, small = 30 / (1 - 0.5 / 14), 10 / (1 - 0.25 / 14)
    by_day = {0: pytest.approx(0.5 * big / (big + small)), 1: pytest.approx(0.25 * small / (big + small))}
    assert lost == {"news": by_day}
    assert lost["news"][0] == pytest.approx(0.375, abs=0.002)


def test_what_is_lost_for_long_is_missed_no_less(newsroom: Layout, record: RecordFactory) -> None:
    """One of two like sources is half of the platform, also when it was lost for all days but one."""
    for source, days in (("news-a", 14), ("news-b", 1)):
        made = [
            record(
                id=f"news:{source}-{day}",
                published_at=NOON - (13.5 - day) * 24 * HOUR,
                collected_at=NOON - (13.5 - day) * 24 * HOUR,
            )
            for day in range(days)
        ]
        snapshots.write(newsroom, source, made)
    lost = gaps.lost_parts([gap("news-b", 13 * 24, 0)], snapshots.manifests(newsroom), NOON, 3)
    assert lost["news"][0] == pytest.approx(0.5)


def test_an_edition_knows_only_what_had_been_seen(newsroom: Layout, record: RecordFactory) -> None:
    """A gap that is found later is not known earlier, and a source without records loses nothing."""
    made = record(id="news:1", published_at=NOON - HOUR, collected_at=NOON - HOUR / 2)
    snapshots.write(newsroom, "news-a", [made])
    manifests = snapshots.manifests(newsroom)
    late, unknown = gap("news-a", 5, 1, seen=NOON + HOUR), gap("news-b", 24, 0)
    assert gaps.lost_parts([late], manifests, NOON, 3) == {}
    assert gaps.lost_parts([unknown], manifests, NOON, 3) == {"news": {0: 0.0}}
