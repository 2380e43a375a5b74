"""A great many records, a day at a time."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache

from factories import ROOT
from newsdesk import config
from newsdesk.analyse import duplicates
from newsdesk.analyse.analyser import Analyser
from newsdesk.records import Record
from newsdesk.simulator import bulk, grammar
from newsdesk.simulator.material import OTHER_NAMES, load

START = datetime(2026, 10, 1, tzinfo=UTC)


@cache
def made() -> tuple[tuple[Record, ...], ...]:
    """Return three days."""
    return tuple(bulk.days(1, START, 3, 3000))


def test_days_come_one_by_one_in_order() -> None:
    """Each day holds its own hours by (published_at, id), about as many as asked for, fewer on weekends."""
    for number, day in enumerate(made()):
        first = START + timedelta(days=number)
        assert all(first <= record.published_at < first + timedelta(days=1) for record in day)
        assert list(day) == sorted(day, key=lambda record: (record.published_at, record.id))
    assert [len(day) for day in made()] == [3000, 3000, round(3000 * 0.86)]
    assert next(iter(bulk.days(1, START, 10_000, 100)))  # nothing is made before it is asked for


def test_equal_seeds_make_equal_records_and_ids_stand_once() -> None:
    """The same seed gives the same day, another seed others; no id comes twice."""
    assert next(iter(bulk.days(1, START, 1, 200))) == next(iter(bulk.days(1, START, 1, 200)))
    assert next(iter(bulk.days(1, START, 1, 200))) != next(iter(bulk.days(2, START, 1, 200)))
    ids = [record.id for day in made() for record in day]
    assert len(set(ids)) == len(ids)


def test_texts_are_their_own() -> None:
    """Fewer than three in a hundred texts are near another."""
    records = [record for day in made() for record in day]
    groups = duplicates.group((record.id, duplicates.bands(record.text)) for record in records)
    assert sum(first != id for id, first in groups.items()) / len(records) < 0.03


def test_talk_is_on_all_beats_and_some_is_beside_them() -> None:
    """The newsroom's analysis finds every beat of the grammar, and posts that are on none."""
    analyser = Analyser(config.load(ROOT))
    on = Counter(slug for record in made()[0][:800] for slug in analyser.analyse(record).beats or ("none",))
    assert set(grammar.load().beats) <= set(on)
    assert on["none"] >= 60


def test_a_day_has_something_to_find() -> None:
    """A name is on many lips each day, another every day."""
    names = [*load().known.values(), *OTHER_NAMES]
    loudest = [
        Counter(name for record in day for name in names if f"{name} again" in record.text).most_common(1)[0]
        for day in made()
    ]
    assert len({name for name, _ in loudest}) == 3
    assert all(count >= 100 for _, count in loudest)
