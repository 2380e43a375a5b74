"""A beat's volume is told beside what all that was collected did."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from newsdesk.config import Beat, BeatRules, Detection
from newsdesk.detect.kinds import volume
from newsdesk.detect.panel import Panel

BIAS = Beat(slug="bias", name="Bias", group="g", description="d", match=BeatRules(any=("x",)))


def _p(now: int, collected: int) -> float:
    """Return the p of a beat of about 48 voices a day, of 500 records that are usually collected."""
    panel = Panel(datetime(2026, 9, 1, tzinfo=UTC), 14, 3)
    for day, count in enumerate([now, *(44, 52, 47, 50, 45, 51, 48) * 2]):
        panel.moods["bias"]["bluesky"][day] = Counter(neutral=count)
        panel.presence["bluesky"][day] = 500 if day else collected
    (trial,) = volume.trials(panel, BIAS, Detection())
    return trial.tested.p


def test_a_beat_that_falls_with_all_that_is_collected_is_no_news() -> None:
    """The same fall is sure on a sound day, and chance on one on which half was collected."""
    assert _p(16, collected=500) < 0.001
    assert _p(16, collected=240) > 0.05


@pytest.mark.parametrize(("now", "collected"), [(16, 900), (120, 300)])
def test_a_change_against_the_collectors_own_is_as_sure_as_without(now: int, collected: int) -> None:
    """A beat that falls while more is collected, or rises while less is, is tested as on a sound day."""
    assert _p(now, collected) == _p(now, collected=500)


def test_a_flood_explains_a_rise() -> None:
    """A beat that triples while three times as much is collected has not risen."""
    assert _p(145, collected=500) < 0.001
    assert _p(145, collected=1500) > 0.5
