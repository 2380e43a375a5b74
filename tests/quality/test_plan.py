"""The programme of detection's measure: what is planted where."""

from __future__ import annotations

import importlib
from collections import Counter
from datetime import timedelta
from types import ModuleType

import pytest

from factories import ROOT
from newsdesk.simulator.planting import SCALES
from newsdesk.simulator.scenarios import Scenario


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the module under test."""
    monkeypatch.syspath_prepend(str(ROOT))
    return importlib.import_module("benchmarks.quality.worlds.plan")


def presents(plan: ModuleType, seed: int = 0) -> list[Scenario]:
    """Return all presents with events, of all worlds."""
    return [
        present
        for number in range(len(plan.NOWS))
        for present in plan.planted(plan.base(number, seed), plan.WHOLE.events, number)
    ]


def test_every_kind_is_planted_as_often_as_stated(plan: ModuleType) -> None:
    """Each kind has its count of events at each strength, over all worlds, each under its own name."""
    plants = [plant for present in presents(plan) for plant in present.plants]
    planted = Counter((plant.kind, plant.strength) for plant in plants)
    assert planted == {
        (kind, strength): count for kind in SCALES for strength, count in plan.WHOLE.events.items()
    }
    names = [plant.name for plant in plants]
    assert len(set(names)) == len(names)


def test_no_event_stands_in_anothers_past(plan: ModuleType) -> None:
    """Events of one present are on different beats, are of one strength, and end a day before it does."""
    for present in presents(plan):
        beats = [beat for plant in present.plants for beat in plant.beats]
        assert len(set(beats)) == len(beats)
        assert len({plant.strength for plant in present.plants}) == 1
        assert all(plant.end + timedelta(days=1) <= present.end for plant in present.plants)


def test_a_seed_names_the_worlds(plan: ModuleType) -> None:
    """Another seed is the same programme in other worlds."""
    mine, other = (plan.base(0, seed) for seed in (0, 1))
    assert {item.record.id for item in mine.history()}.isdisjoint(i.record.id for i in other.history())
    assert [len(p.plants) for p in presents(plan, 0)] == [len(p.plants) for p in presents(plan, 1)]


def test_a_part_of_the_programme_has_something_of_everything(plan: ModuleType) -> None:
    """However small the part, every kind is planted and both manners of campaigns are there."""
    small = plan.WHOLE.scaled(0.01)
    assert set(small.events.values()) == {1}
    assert small.quiet >= 1
    assert small.broken >= 1
    assert small.campaigns >= 2
