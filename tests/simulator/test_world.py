"""The simulator as truth to measure against: worlds of one's own."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice

import pytest

from newsdesk.simulator import chance, events, grammar, posts
from newsdesk.simulator.demonstration import BEATS, PLATFORMS
from newsdesk.simulator.world import World

PINNED_COUNTS = [12, 8, 1, 7, 6, 9, 9, 3]
PINNED_LETTERS = "eadbghbahaah"
START = datetime(2026, 11, 1, tzinfo=UTC)


def test_a_seed_names_a_world() -> None:
    """The same seed gives the same records, another seed others."""
    one, again, other = (World(seed, START, 2, PLATFORMS, BEATS, ()).records() for seed in (1, 1, 2))
    assert one == again
    assert {record.id for record in one}.isdisjoint(record.id for record in other)


def test_a_world_without_events_is_everyday_talk() -> None:
    """Nothing is planted where no event was asked for, and moods come in about their stated shares."""
    simulated = World(5, START, 6, PLATFORMS, BEATS, ()).simulated()
    assert {item.event for item in simulated} == {None}
    moods = Counter(item.mood for item in simulated if item.record.platform not in ("news", "arxiv"))
    assert moods["negative"] / moods.total() == pytest.approx(0.25, abs=0.05)
    assert moods["positive"] / moods.total() == pytest.approx(0.25, abs=0.05)


def test_an_event_multiplies_its_beat_alone() -> None:
    """A volume event adds its surplus on its own beat; every other beat says just as much as without it."""
    event = next(event for event in events.load() if event.name == "orrery-weights")
    quiet, loud = (
        Counter(item.beat for item in World(3, START, 7, PLATFORMS, BEATS, planted).simulated())
        for planted in ((), (event,))
    )
    assert loud[event.beat] > quiet[event.beat] + 60
    assert {beat: loud[beat] for beat in loud if beat != event.beat} == {
        beat: quiet[beat] for beat in quiet if beat != event.beat
    }


def test_a_world_has_only_its_platforms_and_beats() -> None:
    """Platforms and beats that were not asked for don't speak, planted posts included."""
    world = World(4, START, 8, ("bluesky", "reddit"), BEATS[:1], events.load()[:1])
    assert {record.platform for record in world.records()} == {"bluesky", "reddit"}
    assert {item.beat for item in world.simulated()} == {BEATS[0].slug}


def test_what_is_said_elsewhere_stands_as_it_is() -> None:
    """Given records are there on their beat, on the platforms of the world, and change nothing else."""
    written = posts.elsewhere(START)
    plain = World(6, START, 1, ("bluesky", "reddit"), BEATS, ())
    added = set(replace(plain, elsewhere=written).simulated()) - set(plain.simulated())
    wanted = {
        (beat, record)
        for beat, records in written.items()
        for record in records
        if record.platform in plain.platforms
    }
    assert {(item.beat, item.record) for item in added} == wanted
    assert {(item.mood, item.event) for item in added} == {(None, None)}


def test_chance_is_the_same_everywhere() -> None:
    """Streams are pinned, so that another Python or machine that draws otherwise is noticed."""
    rng = chance.stream("pinned", 1)
    assert [chance.poisson(rng, 6.5) for _ in range(8)] == PINNED_COUNTS
    assert "".join(chance.pick(rng, "abcdefgh") for _ in range(12)) == PINNED_LETTERS


def test_steady_draws_fill_the_range_evenly() -> None:
    """Any hundred steady draws put 24 to 26 into each quarter."""
    steady = chance.Steady(chance.stream("steady"))
    quarters = Counter(int(4 * steady.draw()) for _ in range(100))
    assert all(24 <= quarters[quarter] <= 26 for quarter in range(4))


@pytest.mark.parametrize("mood", ["negative", "neutral", "positive"])
def test_nobody_says_the_same_twice(mood: grammar.SentimentLabel) -> None:
    """A composer doesn't repeat a core with the same first tail while others are left."""
    composer = grammar.Composer()
    rng = chance.stream("composer")
    cores = grammar.load().beats["ai-bias"].of(mood)
    said = [" ".join(composer.sentences(rng, cores, mood)) for _ in range(150)]
    assert len(set(said)) >= 149


def test_slots_of_one_name_get_different_words() -> None:
    """A pattern that asks twice for a number gets two numbers."""
    rng = chance.stream("slots")
    for text in islice(iter(lambda: grammar.fill(rng, "{n} and {n}"), None), 50):
        first, second = text.lower().split(" and ")
        assert first != second
