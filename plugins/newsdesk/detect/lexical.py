"""Ibis expressions: what is said on a beat, in tones, phrases and links, and what of it is new.

Pure expressions over the tables of :mod:`newsdesk.detect.observations`; they mean the same on any engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ibis.expr.types import Table

#: What identifies a thing said on a beat in an edition.
THING = ("as_of", "beat", "item")


def registers(voices: Table) -> Table:
    """Count voices by as_of, beat, platform, day and register."""
    return voices.group_by(["as_of", "beat", "platform", "day", "register"]).agg(voices=voices.count())


def shared(voices: Table, items: Table, last_day: int, least: int) -> Table:
    """Return what at least so many voices by as many authors carry within one day of a beat.

    ``items`` has id and item. Columns: as_of, beat, item, day, voices, authors; days 0…``last_day``.
    """
    said = voices.filter(voices.day <= last_day).join(items, "id")
    # Two plain counts: engines count what is distinct within many groups slowly.
    mine = said.group_by([*THING, "day", "author"]).agg(voices=said.count())
    counted = mine.group_by([*THING, "day"]).agg(voices=mine.voices.sum(), authors=mine.author.count())
    return counted.filter((counted.voices >= least) & (counted.authors >= least))


def usage(voices: Table, items: Table, wanted: Table) -> Table:
    """Count the voices of wanted things by as_of, beat, item, platform and day."""
    said = _said(voices, items, wanted)
    return said.group_by([*THING, "platform", "day"]).agg(voices=said.count())


def _said(voices: Table, items: Table, wanted: Table) -> Table:
    things = items.semi_join(wanted.select("item").distinct(), "item")
    said = voices.join(things, "id")
    return said.semi_join(wanted.select(*THING).distinct(), list(THING))


def rising(used: Table, days: int, voices: int, rise: float) -> Table:
    """Return as_of, beat and item of what may be rising: enough voices on day 0, and ``rise`` times usual.

    Usual is taken over all ``days``, so that nothing is missed where fewer of them can be compared.
    """
    now = used.filter(used.day == 0)
    now = now.group_by(list(THING)).agg(now=now.voices.sum())
    before = used.filter(used.day > 0)
    before = before.group_by(list(THING)).agg(before=before.voices.sum())
    joined = now.left_join(before, list(THING)).select(*[now[name] for name in THING], now.now, before.before)
    enough = (joined.now >= voices) & (joined.now * days >= joined.before.fill_null(0) * rise)
    return joined.filter(enough).select(*THING)


def carriers(voices: Table, items: Table, wanted: Table) -> Table:
    """Return which voices of day 0 carry the wanted things, with id, platform, author and thread."""
    said = _said(voices.filter(voices.day == 0), items, wanted)
    return said.select(*THING, "id", "platform", "author", "thread")


def background(voices: Table, items: Table, wanted: Table) -> Table:
    """Count in how many voices of any beat and platform wanted things stood on the days before.

    Columns: as_of, item, voices. A voice on several beats counts once.
    """
    things = items.semi_join(wanted.select("item").distinct(), "item")
    speaking = voices.filter(voices.day > 0).select("as_of", "id").distinct()
    said = speaking.join(things, "id")
    said = said.semi_join(wanted.select("as_of", "item").distinct(), ["as_of", "item"])
    return said.group_by(["as_of", "item"]).agg(voices=said.count())


def spread(voices: Table, items: Table, wanted: Table, least: int) -> Table:
    """Return the voices of any day that carry a wanted thing, on beats where ``least`` of day 0 carry it.

    ``wanted`` has as_of and item. Columns: as_of, item, id, beat, platform, day, author.
    """
    things = items.semi_join(wanted.select("item").distinct(), "item")
    said = voices.join(things, "id").semi_join(wanted, ["as_of", "item"])
    said = said.select("as_of", "item", "id", "beat", "platform", "day", "author")
    today = said.filter(said.day == 0)
    loud = today.group_by(list(THING)).agg(voices=today.count())
    return said.semi_join(loud.filter(loud.voices >= least), list(THING))


def overlap(spread_voices: Table, platforms: Table) -> Table:
    """Count the earlier voices that a beat has in common with each beat, itself included: all of them.

    ``platforms`` has as_of, beat and platform: those on which a beat is compared. Columns: as_of, item, beat,
    other, day, voices.
    """
    before = spread_voices.filter(spread_voices.day > 0)
    others = before.select("as_of", "item", "id", other=before.beat)
    both = before.semi_join(platforms, ["as_of", "beat", "platform"]).join(others, ["as_of", "item", "id"])
    return both.group_by([*THING, "other", "day"]).agg(voices=both.count())


def first_heard(presence: Table, lookbacks: Table) -> Table:
    """Return the things that were not heard on their beat within the lookback before the day.

    ``presence`` has as_of, beat, item and day (each combination once); ``lookbacks`` has as_of and lookback
    (days). Columns: as_of, beat, item, day, for days no older than the lookback.
    """
    import ibis

    earlier = ibis.window(group_by=list(THING), order_by=presence.day)
    known = presence.mutate(heard=presence.day.lead().over(earlier)).join(lookbacks, "as_of")
    new = known.heard.isnull() | (known.heard - known.day > known.lookback)
    return known.filter(new & (known.day <= known.lookback)).select(*THING, "day")


def bearers(voices: Table, items: Table, new: Table) -> Table:
    """Return the voices that carry something new on their day: as_of, beat, day, id, author, platform."""
    things = items.semi_join(new.select("item").distinct(), "item")
    said = voices.join(things, "id").semi_join(new, [*THING, "day"])
    return said.select("as_of", "beat", "day", "id", "author", "platform").distinct()
