"""Today's value and the usual one, and what is set against what in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdesk.check.aspects import aspects
from newsdesk.check.placed import Placed, Rule
from newsdesk.check.view import SLOT_MARK, View
from newsdesk.prose import SLOT

_USUAL = re.compile(
    r"\b(?:usual\w*|rule|norm|normal\w*|typical\w*|customary|ordinar\w+|had been|in the days before"
    r"|previous\w*"
    r"|baseline|average|habitual\w*|before|until then|otherwise)\b",
    re.I,
)
_TODAYS_AS_USUAL = re.compile(rf"\b(?:usual|the rule|the norm|had been)\b|{SLOT_MARK}\s+before\b", re.I)
_AGAINST = re.compile(r"\b(?:against|from|versus|compared (?:with|to)|than)\s+(?:the |an? )?$", re.I)
_FROM = re.compile(r"(?<!came )(?<!come )(?<!comes )(?<!coming )\bfrom\s*$", re.I)


def _time(_view: View, one: Placed) -> Iterator[str]:
    if one.of.usual:
        same = one.around[: one.beside]
        if not any(_USUAL.search(text) for text in (one.clause, *same)) and not (
            _AGAINST.search(one.before) or _FROM.search(one.before)
        ):
            yield "nothing says that this is the usual value"
    elif not one.statistic.id.startswith("carried.") and _TODAYS_AS_USUAL.search(one.outside):
        yield "it is today's value, not the usual one"


def _pairs(view: View, one: Placed) -> Iterator[str]:
    """Check what is set against what in one sentence: one measure at two times, or two of a kind."""
    opens = _FROM.search(one.before)
    other = one.span or one.previous or (one.following if one.of.usual else None)
    if other is None:
        return
    that = aspects(other, view.brief)
    compared = _AGAINST.search(one.before) or (one.of.usual and other is one.previous)
    if compared and not _FROM.search(one.before) and that.scale != one.of.scale:
        yield f"it is set against {other.id}, which is of another kind"
    if compared and not one.of.usual and bool(that.places) != bool(one.of.places):
        yield f"it is set against {other.id}, which is of other places"
    if one.span and other is one.span and _base(other.id) != _base(one.statistic.id):
        yield f"it is no end of a span with {other.id}"
    if opens and one.span is one.following and not one.of.usual and that.usual:
        yield f"from {one.statistic.id} to {other.id} is the wrong way round"
    same = (that.mood, that.places, that.subject) == (one.of.mood, one.of.places, one.of.subject)
    if one.of.usual and that.scale == one.of.scale and not that.usual and not same:
        yield f"it is not the usual value of {other.id}"
    bare = not re.search(r"\w", SLOT.sub("", one.place.part.text))
    if bare and one.previous and _base(one.previous.id) != _base(one.statistic.id):
        yield f"it goes on from {one.previous.id} as if they were one"


def _base(id: str) -> str:
    return id.rpartition(".")[0]


RULES: tuple[Rule, ...] = (_time, _pairs)
