"""What a panel computes of its counts once, and forgets when they are counted again."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from newsdesk.detect.panel import Panel

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)


def test_gaps_follow_a_beat_that_is_counted_again() -> None:
    """The pairs of platforms are those of the last count, as soon as the first one is forgotten."""
    panel = Panel(NOON, days=14, minimum_days=3)
    for platform in ("bluesky", "reddit"):
        for day in range(6):
            panel.presence[platform][day] = 100
            panel.moods["work"][platform][day] = Counter({"negative": 30, "neutral": 30})
    ground = panel.ground("work")
    assert ground is not None
    (gap,) = panel.gaps(ground)
    assert gap.now == [(30, 60), (30, 60)]

    panel.moods["work"]["bluesky"][0] = Counter({"negative": 50, "neutral": 10})
    panel.forget("work")
    again = panel.ground("work")
    assert again is not None
    (gap,) = panel.gaps(again)
    assert gap.now == [(50, 60), (30, 60)]
