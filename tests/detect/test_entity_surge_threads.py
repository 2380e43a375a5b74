"""Who takes part in the talk about a name: answers belong to the title above them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from newsdesk.analyse.entities import gazetteer
from newsdesk.detect.detector import detect

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
MODEL = "kimi-k2"
TITLE = "Kimi K2 is out"


def topics(world: Any) -> set[tuple[str, str]]:
    """Return the answers of a world and what the titles above them name."""
    corpus = world.corpus()
    return {(row["id"], row["entity"]) for row in corpus.engine.rows(corpus.topics)}


def surges(world: Any) -> set[str]:
    """Return the names that surge at noon."""
    (view,) = detect(world.corpus(), world.config, gazetteer(), [NOON])
    return {signal.subject for signal in view.signals if signal.kind == "entity_surge"}


def days(world: Any, now: int) -> None:
    """Fill twelve ordinary days on which two voices name the model, and a day on which so many do."""
    for day in range(12):
        world.day(NOON - timedelta(days=day), 30)
        world.day(NOON - timedelta(days=day), now if day == 0 else 2, entities=(MODEL,))


def test_an_answer_belongs_to_the_title_above_it_however_deep(world: Any) -> None:
    """Answers to answers are about what the title names; the titled post itself is no answer."""
    above = world.say(NOON, title=TITLE)
    ids = set()
    for depth in range(1, 7):
        above = world.say(NOON + timedelta(minutes=depth), reply_to=above.id)
        ids.add(above.id)
    world.say(NOON, reply_to=world.say(NOON, title="What have you read today?").id)
    assert topics(world) == {(id, MODEL) for id in ids}


def test_the_way_up_is_what_was_known_when_the_answer_was_collected(world: Any) -> None:
    """A title that arrives after the answer tells nothing of it: an edition has no future."""
    late = world.say(NOON, title=TITLE, lag=timedelta(hours=9))
    between = world.say(NOON + timedelta(minutes=1), reply_to=late.id)
    world.say(NOON + timedelta(minutes=2), reply_to=between.id)
    assert topics(world) == set()


def test_a_thread_makes_a_small_rise_believed(world: Any) -> None:
    """Six mentions where two are usual are few; with thirty answers under the name they are a surge."""
    days(world, now=6)
    assert surges(world) == set()
    top = world.say(NOON - timedelta(hours=9), title=TITLE, entities=(MODEL,))
    for minute in range(30):
        world.say(NOON - timedelta(hours=8, minutes=minute), reply_to=top.id)
    assert surges(world) == {MODEL}


def test_a_thread_alone_is_no_surge(world: Any) -> None:
    """Answers under a name make no surge of mentions that are as many as ever."""
    days(world, now=2)
    top = world.say(NOON - timedelta(hours=9), title=TITLE, entities=(MODEL,))
    for minute in range(60):
        world.say(NOON - timedelta(hours=8, minutes=minute), reply_to=top.id)
    assert surges(world) == set()


def test_an_account_takes_part_once(world: Any) -> None:
    """One account that answers again and again makes no small rise believed."""
    days(world, now=5)
    top = world.say(NOON - timedelta(hours=9), title=TITLE, author="@one.example")
    for minute in range(30):
        world.say(NOON - timedelta(hours=8, minutes=minute), reply_to=top.id, author="@one.example")
    assert surges(world) == set()


def test_one_long_thread_is_one_conversation(world: Any) -> None:
    """A name that many say in one thread surges but makes no story alone; in threads of their own it does."""
    for together in (True, False):
        room = type(world)(type(world.layout)(world.layout.root / str(together)))
        days(room, now=2)
        top = room.say(NOON - timedelta(hours=9), title=TITLE, entities=(MODEL,))
        for minute in range(30):
            parent = top.id if together else None
            room.say(NOON - timedelta(hours=8, minutes=minute), reply_to=parent, entities=(MODEL,))
        (view,) = detect(room.corpus(), room.config, gazetteer(), [NOON])
        (surge,) = [signal for signal in view.signals if signal.kind == "entity_surge"]
        assert (surge.id in view.thin) is together
        assert any("conversations" in note for note in surge.notes) is together
