"""Placed statistics with the words around them: what :mod:`newsdesk.check.roles` reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from newsdesk.check.aspects import Aspects, aspects
from newsdesk.check.view import SLOT_MARK, Place, View
from newsdesk.prose import SLOT
from newsdesk.records import Statistic

_STAT = re.compile(r"\{[sS]tat\}")
_FROM, _TO = re.compile(r"\bfrom \{stat\}"), re.compile(r"\s*to \{stat\}")
#: Where a clause ends, for what is said of a number.
_EDGE = re.compile(r"[;:()—–]|,(?!\d)|\s-\s|\b(?:while|whereas|but|though)\b", re.I)


@dataclass(frozen=True)
class Placed:
    """One statistic where it stands.

    ``before`` and ``after`` are the words of its part around its slot as far as its clause goes, ``shown``
    its own words; ``around`` are further texts that may say what it counts, the nearest first, of which the
    first ``beside`` stand in its sentence. ``previous`` and ``following`` are its neighbours there,
    ``span`` the one of them that is the other end of "from … to …".
    """

    place: Place
    statistic: Statistic
    of: Aspects
    before: str
    shown: str
    after: str
    around: tuple[str, ...]
    beside: int
    previous: Statistic | None = None
    following: Statistic | None = None
    span: Statistic | None = None

    @property
    def clause(self) -> str:
        """The words of its clause, its own included."""
        return f"{self.before}{self.shown}{self.after}"

    @property
    def outside(self) -> str:
        """The words of its clause without its own."""
        return f"{self.before} {SLOT_MARK} {self.after}"


#: What one rule says against a placed statistic, if anything.
Rule = Callable[[View, Placed], Iterator[str]]


def placed(view: View) -> Iterator[Placed]:
    """Yield every statistic that is placed and known, in reading order."""
    told = {path: "".join(f" {one.told}" for one in group) for path, group in _by_sentence(view)}
    for _, group in _by_sentence(view):
        known = [one for one in group if one.part.stat in view.statistics and _STAT.search(one.part.text)]
        beside = [None, *(view.statistics[one.part.stat or ""] for one in known), None]
        texts = ["", *(one.part.text for one in known), ""]
        for n, place in enumerate(known):
            statistic = view.statistics[place.part.stat or ""]
            before, after = (SLOT.sub(SLOT_MARK, text) for text in _STAT.split(place.part.text, maxsplit=1))
            yield Placed(
                place=place,
                statistic=statistic,
                of=aspects(statistic, view.brief),
                before=_EDGE.split(before)[-1],
                shown=statistic.forms.get(place.part.form or "value", ""),
                after=_EDGE.split(after)[0],
                around=tuple(_around(view, place, told)),
                beside=len(group),
                previous=beside[n],
                following=beside[n + 2],
                span=_other_end(texts[n : n + 3], beside[n], beside[n + 2]),
            )


def _other_end(texts: list[str], previous: Statistic | None, following: Statistic | None) -> Statistic | None:
    """Return the other end of a span: "from {stat}" with "to {stat}" in the next part."""
    before, here, after = texts
    if _FROM.search(here) and _TO.match(after):
        return following
    return previous if _FROM.search(before) and _TO.match(here) else None


def _by_sentence(view: View) -> Iterator[tuple[str, list[Place]]]:
    for path, group in groupby(view.places, key=lambda place: place.sentence):
        yield path, list(group)


def _around(view: View, place: Place, told: dict[str, str]) -> Iterator[str]:
    same = [one for one in view.places if one.sentence == place.sentence]
    here = same.index(place)
    yield place.told
    yield from (one.told for one in reversed(same[:here]))
    yield from (one.told for one in same[here + 1 :])
    before = dict.fromkeys(one.sentence for one in view.places if one.group == place.group)
    earlier = list(before)[: list(before).index(place.sentence)]
    yield from (told[path] for path in reversed(earlier))
    if place.region == "standfirst":
        yield told.get("headline", "")
