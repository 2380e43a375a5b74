"""Stances: who within a group stands against whom. Opposed claims about one thing share its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsdesk.analyse.terms import stem
from newsdesk.analyse.vectors import content_words

if TYPE_CHECKING:
    from newsdesk.detect.drivers.positions import Said

#: A side is one if so many speakers take it, by what they deny and by mood; a post's mood is heard wrong too
#: often for fewer.
SIDE, SIDE_BY_MOOD = 3, 5
#: A mood within this of 0 takes no side by itself.
EVEN = 0.05
#: A word that this part of a group's texts holds is what the group speaks of.
CORE = 0.5
#: How many words after a negation it still governs.
GOVERNED = 4
_NEGATION = re.compile(
    r"\b(?:not|never|no|nothing|nobody|without|hardly|barely|cannot|(?:is|are|was|were|do|does|did|has|have|had"
    r"|ca|wo|would|should|could|ai)n['’]?t)\b",
    re.I,
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[.!?;\n]")


def sides(said: Sequence[Said]) -> tuple[list[list[int]], bool]:
    """Return the rows of a group in one part or two, and whether mood parted them.

    By mood: the positive ones on one side, the negative ones on the other, the neutral ones with the larger.
    Else by negation: those that negate a word that half of the group uses, and the rest.
    """
    rows = list(range(len(said)))
    light = [row for row in rows if said[row].label == "positive" and said[row].mood > EVEN]
    dark = [row for row in rows if said[row].label == "negative" and said[row].mood < -EVEN]
    if _is_side(light, said, SIDE_BY_MOOD) and _is_side(dark, said, SIDE_BY_MOOD):
        smaller = min(dark, light, key=len)
        return [[row for row in rows if row not in smaller], smaller], True
    denying = negating([one.text for one in said])
    against = [row for row in rows if denying[row]]
    rest = [row for row in rows if not denying[row]]
    parted = _is_side(against, said, SIDE) and _is_side(rest, said, SIDE)
    return [rest, against] if parted else [rows], False


def _is_side(rows: Sequence[int], said: Sequence[Said], least: int) -> bool:
    """Whether enough independent speakers stand on a side."""
    return len({said[row].speaker or said[row].id for row in rows}) >= least


def negating(texts: Sequence[str]) -> list[bool]:
    """Say of each text whether it negates a word that the group shares."""
    used = [{stem(word) for word in content_words(text)} for text in texts]
    often = Counter(word for words in used for word in words)
    core = {word for word, n in often.items() if n >= CORE * len(texts)}
    return [bool(core & governed(text)) for text in texts]


def governed(text: str) -> set[str]:
    """Return the stems of the words that stand within reach of a negation, in its sentence."""
    found: set[str] = set()
    for negation in _NEGATION.finditer(text):
        for word in _WORD.findall(text[negation.end() : negation.end() + 80])[:GOVERNED]:
            if word in ".!?;\n":
                break
            found.add(stem(word.lower()))
    return found
