"""A rise is no fall, a level no change, and a form fits the words that it stands among."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdesk.check.aspects import moods_in, move
from newsdesk.check.placed import Placed, Rule
from newsdesk.check.view import View

_UP = (
    r"rose|rises?n?|rising|grew|grow(?:s|n|ing)?|climb\w*|jump\w*|surg\w+|swell\w*|swelled|soar\w*|increas\w*"
    r"|gain\w*|(?<!made )(?<!make )(?<!makes )(?<!making )up|spik\w+|leap\w*|leapt"
)
_DOWN = (
    r"fell|fall(?:s|en|ing)?|drop\w*|declin\w*|shr[aiu]nk\w*|slid(?:es?|ing)?|s[aiu]nk\w*|dip\w*|decreas\w*"
    r"|cool\w*|eas(?:es|ed|ing)|thinn\w*|down|plung\w+|plummet\w*|halv\w+|dwindl\w+"
)
#: Words of movement no farther from a number than a few of these stand for it.
_NEAR = r"(?:\s+[\w'’-]+){0,3}\s*$"
_RISING, _FALLING = (re.compile(rf"\b(?:{words}){_NEAR}", re.I) for words in (_UP, _DOWN))
_THEN = r"^\s*(?:[\w'’-]+\s+){0,1}"
_RISING_AFTER, _FALLING_AFTER = (
    re.compile(rf"{_THEN}(?:{words})\b", re.I)
    for words in (f"{_UP}|more|higher", f"{_DOWN}|fewer|less|lower")
)
_STILL = re.compile(
    r"\b(?:hardly moved|barely moved|did not move|stayed|unchanged|held (?:at|steady)|steady|hold (?:at"
    r"|steady)"
    r"|flat)\b",
    re.I,
)
#: A share or ratio that moved by more than this part of itself did not stay where it was.
_MOVED = 0.3
_MOVES = rf"(?:{_UP}|{_DOWN}|widened|narrowed|moved|shifted|changed)"
_BY = re.compile(
    rf"\b{_MOVES}\s+by\s*$|\ba (?:rise|fall|gain|drop|jump|increase|decrease|swing|shift) of\s*$", re.I
)
_TO = re.compile(rf"\b{_MOVES}\s+to\s*$", re.I)
_LEVEL = re.compile(
    r"\b(?:stood at|made up|make up|stands at|held at|amounts? to|accounts? for|is|are|was|were)\s*$", re.I
)
_GOES = re.compile(r"\b(?:goes|went|go|going|gone)\s*$", re.I)
_TIMES = re.compile(
    r"\b(?:usual|as many|as much|rate|level|pace|normal\w*|factor|typical|ordinary|norm)\b", re.I
)


def _direction(view: View, one: Placed) -> Iterator[str]:
    moved = move(one.statistic, view.brief)
    if moved is None or one.of.usual:
        return
    up = _RISING.search(one.before) or _RISING_AFTER.match(one.after)
    down = _FALLING.search(one.before) or _FALLING_AFTER.match(one.after)
    told = up or down
    if told and not (up and down) and moved.sign != (1 if up else -1):
        yield f"{told.group().strip()!r} beside what {('fell', 'did not move', 'rose')[moved.sign + 1]}"
    still = _STILL.search(one.place.told)
    if still and moved.size > _MOVED and moved.sign:
        yield f"{still.group()!r} beside what moved"


def _form(_view: View, one: Placed) -> Iterator[str]:
    role, form = one.statistic.role, one.place.part.form
    if _BY.search(one.before) and (role not in {"change"} or form != "value"):
        yield "a level is told as a change"
    if _TO.search(one.before) and (role in {"change", "ratio", "reach"} or one.of.usual):
        yield "a change is told as a level"
    if role == "change" and form == "value" and _LEVEL.search(one.before):
        yield "a change is told as a level"
    if form == "verb" and re.search(r"\b(?:by|to|at|of|in|were|was|is|are)\s*$", one.before, re.I):
        yield "a verb stands as a noun"
    if role == "ratio" and form == "value" and not _TIMES.search(one.outside):
        yield "a multiple is told as a level"
    becomes = moods_in(" ".join(one.after.split()[:1]))  # "goes 63% negative"
    if (
        _GOES.search(one.before)
        and not becomes
        and (role not in {"ratio", "change", "contribution"} or form != "clause")
    ):
        yield "a level is told as a change"
    # The clause of a carried post is its score, with the usual one beside it.
    if (
        role == "ratio"
        and form == "clause"
        and not one.statistic.id.startswith("carried.")
        and re.search(r"\b(?:of|at|by|in|were|drew|to)\s*$", one.before, re.I)
    ):
        yield "a change is told as a level"


RULES: tuple[Rule, ...] = (_direction, _form)
