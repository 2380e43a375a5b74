"""What printed numbers should have been: the world's parameters, seen through the analysis."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from statistics import fmean
from typing import Any

import pytest

from factories import ROOT
from newsdesk.records import Statistic, Window
from newsdesk.simulator.climate import Climate
from newsdesk.simulator.planting import SCALES, Plant
from newsdesk.simulator.scenarios import Scenario
from newsdesk.simulator.surplus import Life

DAY = timedelta(days=1)
BEAT = "ai-bias"
STILL = Climate(day=0, platform_day=0, hour=0, mood=0)
WORLD = Scenario(
    5,
    datetime(2026, 10, 5, tzinfo=UTC),
    past=7,
    present=2,
    lives=(Life(BEAT, 300, (0.25, 0.25), {"bluesky": 0.6, "reddit": 0.4}, {"orrery": 0.05}),),
    climate=STILL,
)
Truths = Callable[..., Any]


@pytest.fixture
def truth(monkeypatch: pytest.MonkeyPatch) -> Truths:
    """Return a maker of truths about a present with some events, for an analysis that makes some slips."""
    monkeypatch.syspath_prepend(str(ROOT))
    module = importlib.import_module("benchmarks.quality.worlds.truth")
    rooms = importlib.import_module("benchmarks.quality.worlds.rooms")

    def make(*plants: Plant, deaf: float = 0.0) -> Any:
        """Return the truth where so large a part of the negative posts is read as neutral."""
        world = replace(WORLD, plants=plants)
        made = (*world.history(), *world.today())
        readings = {}
        for number, item in enumerate(made):
            slips = item.tone == "negative" and number % 100 < 100 * deaf
            readings[item.record.id] = rooms.Reading("neutral" if slips else item.tone, "neutral", (BEAT,))
        slips = module.Slips()
        slips.count(made, readings)
        return module.Truth(world, made, readings, slips)

    return make


def statistic(id: str, *, end: datetime = WORLD.now + DAY, days: int = 1) -> Statistic:
    """Return a printed number by its id and window."""
    return Statistic(
        id=id,
        role="share",
        label="l",
        value=0.0,
        unit="share",
        n=1,
        interval=(0.0, 1.0),
        window=Window(start=end - days * DAY, end=end),
        forms={},
    )


def test_a_share_is_what_the_analysis_would_find_in_the_long_run(truth: Truths) -> None:
    """The world's share, less what the analysis doesn't hear."""
    assert truth().of(statistic("negative.now"), BEAT) == pytest.approx(0.25, abs=0.001)
    assert truth().of(statistic("negative.bluesky.now"), BEAT) == pytest.approx(0.25, abs=0.001)
    deaf = truth(deaf=0.2).of(statistic("negative.usual", end=WORLD.now, days=7), BEAT)
    assert deaf == pytest.approx(0.2, abs=0.02)


def test_a_change_is_that_of_the_planted_event(truth: Truths) -> None:
    """So many points more negative posts are so many points, and the positive ones give way."""
    points = 100 * SCALES["sentiment_shift"].design
    event = Plant("m", "sentiment_shift", "design", (BEAT,), WORLD.now, label="negative")
    assert truth(event).of(statistic("negative.change"), BEAT) == pytest.approx(points, abs=0.1)
    assert truth(event).of(statistic("positive.change"), BEAT) == pytest.approx(-points / 3, abs=0.1)
    half = truth(event).of(statistic("negative.change", end=WORLD.now + DAY / 2), BEAT)
    assert 0.25 * points < half < 0.95 * points


def test_a_ratio_is_that_of_the_planted_event(truth: Truths) -> None:
    """A volume event at so many times the usual is that, whatever the day's own chance; so is a name's."""
    volume, name = (SCALES[kind].design for kind in ("volume_anomaly", "entity_surge"))
    event = Plant("v", "volume_anomaly", "design", (BEAT,), WORLD.now)
    assert truth(event).of(statistic("volume.ratio"), BEAT) == pytest.approx(volume, rel=0.03)
    assert truth().of(statistic("volume.ratio"), BEAT) == 1
    surge = Plant("e", "entity_surge", "design", (BEAT,), WORLD.now, "orrery")
    assert truth(surge).of(statistic("entity.orrery.ratio"), BEAT) == pytest.approx(name, rel=0.03)
    assert truth(surge).of(statistic("entity.corvid.ratio"), BEAT) is None
    assert truth().of(statistic("reach.r1"), BEAT) is None


def test_the_truth_is_what_many_worlds_show(truth: Truths) -> None:
    """The mean over many draws of the same event comes to the stated ratio."""
    event = Plant("v", "volume_anomaly", "design", (BEAT,), WORLD.now)
    counts = [
        sum(item.record.published_at <= WORLD.now + DAY - timedelta(minutes=55) for item in world.today())
        for world in (replace(WORLD, plants=(event,), variant=str(n)) for n in range(6))
    ]
    stated = truth(event).of(statistic("volume.ratio"), BEAT)
    usual = 300 * (1 - 0.9 * 8 / 245)
    assert fmean(counts) / usual == pytest.approx(stated, rel=0.06)
