"""The two sides that a paragraph has just set against each other: "the two", "two positions"."""

from __future__ import annotations

import re

from newsdesk.check.view import Place, View

#: Never a count of posts, people or time: those are owed a statistic or a source.
_SIDES = r"camps|positions|sides|views|readings|arguments|claims|tempers|opinions|moods"
_TWO = re.compile(
    rf"\b(?:the|these|those) two(?= (?:{_SIDES})\b| (?:are|do|can|have|meet|agree|differ|part)\b|[,.;]|$)"
    rf"|\btwo(?= (?:{_SIDES})\b)",
    re.I,
)
#: Words of a source that take two together.
_PAIR = re.compile(r"\b(?:either|neither|both)\b", re.I)


def without(view: View, place: Place, own: str) -> str:
    """Return a part's own text without its "two", where its paragraph or its source has named two."""
    if place.part.kind not in {"reading", "said"}:
        return own
    paired = place.part.kind == "said" and _PAIR.search(view.evidence_text(place))
    return _TWO.sub(" ", own) if paired or len(_named(view, place)) > 1 else own


def _named(view: View, place: Place) -> set[str]:
    """Return the ids of what a paragraph cites or counts up to a part."""
    so_far = view.places[: view.places.index(place) + 1]
    here = [one for one in so_far if one.group == place.group]
    return {id for one in here for id in (*one.cites, one.part.stat) if id}
