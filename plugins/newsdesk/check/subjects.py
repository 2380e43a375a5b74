"""A statistic is told of the mood, the place and the subject that it counts, and what it counts is said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdesk.check.aspects import hints_at, moods_in
from newsdesk.check.placed import Placed, Rule
from newsdesk.check.view import View
from newsdesk.check.words import contains_phrase, platforms_in

_CAME_UP = re.compile(
    r"\b(?:came|come|comes) up in\s*$|\b(?:stood|stands|mentioned|named|turned up) in\s*$", re.I
)
_ENTITY = re.compile(r"^(?:entity|also|silence\.entity)\.([\w-]+).*$")
_NAMED = re.compile(r"^\s*(?:also )?(?:named|name|mentioned|mention)\b", re.I)
_SUPPOSING = re.compile(
    r"\b(?:would|remain\w*|left|leaves?|still|without|take (?:away|out)|taken out|subtract\w*|but for)\b",
    re.I,
)
_OF_ALL = frozenset({"count", "share", "ratio", "change", "baseline"})


def _mood(_view: View, one: Placed) -> Iterator[str]:
    mood = one.of.mood
    if mood is None:
        named = moods_in(one.outside)
        if (
            named
            and one.statistic.role not in {"reach", "contribution"}
            and not one.statistic.id.startswith("gap.")
        ):
            yield f"it counts no mood, and {', '.join(sorted(named))} stands beside it"
        return
    for text in (one.clause, *one.around):
        named = moods_in(text)
        if named:
            if mood not in named:
                yield f"the words around it say {', '.join(sorted(named))}"
            return
        if hints_at(mood, text):
            return
    yield f"nothing near it says {mood}"


def _place(view: View, one: Placed) -> Iterator[str]:
    named = set(platforms_in(one.outside))
    if not one.of.places:
        if (
            named
            and one.statistic.role in _OF_ALL
            and not one.statistic.id.startswith("gap.")
            and len(view.brief.platforms) > 1
            and one.of.family != "platforms"
        ):
            yield f"it counts all platforms, not {', '.join(sorted(named))}"
        return
    # Where the id names the platform, check.speakers says so.
    if named and not named & one.of.places and not one.of.places & set(one.statistic.id.split(".")):
        yield f"it is not of {', '.join(sorted(named))}"
    if one.of.record or one.statistic.role == "overlap":
        return
    for text in (one.clause, *one.around[: one.beside + 1]):
        found = set(platforms_in(text))
        if found:
            if not found & one.of.places:
                yield f"the words around it speak of {', '.join(sorted(found))}"
            return
    yield f"nothing near it says {' or '.join(sorted(one.of.places))}"


def _subject(view: View, one: Placed) -> Iterator[str]:
    names = view.brief.names
    subject, start = one.of.subject, one.statistic.id.split(".")[0]
    texts = (one.clause, *one.around)
    if subject is not None:
        name = names.get(subject) or re.sub(r"^.*?mentions? |;.*$", "", one.statistic.label, flags=re.I)
        near = texts if start == "entity" else texts[: one.beside + 1]
        if subject != view.brief.subject and not any(contains_phrase(text, name) for text in near):
            yield f"nothing near it names {name}"
        return
    counted = {key for other in view.statistics if (key := _ENTITY.sub(r"\1", other)) in names}
    named = [other for other in sorted(counted) if contains_phrase(one.outside, names[other])]
    crossing = start == "cross"  # of a name, phrase or link that its signal alone knows
    if (
        named
        and one.of.mood is None
        and not crossing
        and (_CAME_UP.search(one.before) or _NAMED.match(one.after))
    ):
        yield f"it does not count {names[named[0]]}"
    if start == "volume":
        suffix = one.statistic.id.partition(".")[2]
        for other in named:
            if f"entity.{other}.{suffix}" in view.statistics:
                yield f"it counts the whole beat, not {names[other]}"


def _needs(view: View, one: Placed) -> Iterator[str]:
    near = (one.clause, *one.around[: one.beside + 1])
    term = one.statistic.id.startswith("phrase.") and any(
        place.part.quote for place in view.places if place.sentence == one.place.sentence
    )
    if one.of.needs is not None and not term and not any(one.of.needs.search(text) for text in near):
        yield "nothing near it says what it counts"
    supposed = one.place.part.kind == "because" or _SUPPOSING.search(one.outside)
    if one.statistic.role == "contribution" and not supposed:
        yield "it is what would be left, and is told as what is there"


RULES: tuple[Rule, ...] = (_mood, _place, _subject, _needs)
