"""In which tone of voice a record is written: ten registers, by what people write and how they write it.

Each register has phrases (registers.yaml) that weigh 1 ("strong") or a half ("weak"); a phrase counts once,
and not where a negation stands before it. To them come formal cues: capitals and exclamation marks speak
for whichever of anger and celebration the mood agrees with, questions for confusion, numbers and long
sentences for analysis. A cue that the mood contradicts weighs half. The heaviest register is the answer if
it weighs at least ``ENOUGH``, in a long text more; else the record is neutral.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml

from newsdesk.analyse.matching import Phrases, fold
from newsdesk.records import RecordKind, Register

#: Characters that are read: the opening of a text sets its tone.
READ = 1500
#: The least weight of a register; a text of more than ``LONG`` words needs proportionally more.
ENOUGH, LONG = 0.75, 90
STRONG, WEAK = 1.0, 0.5
#: Mood (−1…1, :mod:`newsdesk.analyse.sentiment`) from which on it agrees or disagrees with a tone.
MOOD = 0.15
#: What a cue weighs that the mood contradicts.
AGAINST = 0.5
#: What a clear mood, shouting or an exclamation mark adds.
CLEAR_MOOD, LOUD = 0.4, 0.25
#: Words a text needs before it can be an analysis, and words a sentence of one has.
REASONED, SENTENCE = 25, 15
_GLAD = frozenset({"hopeful", "celebratory"})  # what amuses may be dark
_GLUM = frozenset({"angry", "anxious", "skeptical", "resigned"})
#: Among equals the first: the rarer and the more telling.
_ORDER: tuple[Register, ...] = (
    "angry",
    "anxious",
    "confused",
    "amused",
    "resigned",
    "skeptical",
    "hopeful",
    "celebratory",
    "analytical",
)
_NEGATED = re.compile(
    r"(?:\b(?:not|never|no|without|nobody|none|hardly"
    r"|isn't|aren't|wasn't|don't|doesn't|didn't|can't|won't)(?: \w+)? )$"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)|\n")
_SHOUTED = re.compile(r"\b[A-Z]{4,}\b")


def of(words: str, mood: float, kind: RecordKind = "post") -> Register:
    """Return the register of an author's own words, given their mood in −1…1 and the record's kind.

    Papers are neutral: their tone is their genre's. Nor is an article analytical for being one.
    """
    if kind == "paper":
        return "neutral"
    read = words[:READ]
    folded = fold(read)
    weights = _cues(folded)
    count = folded.count(" ") + 1
    for register, extra in _forms(read, folded, count, mood).items():
        weights[register] = weights.get(register, 0.0) + extra
    best, weight = "neutral", 0.0
    for register in _ORDER[:-1] if kind == "article" else _ORDER:
        found = weights.get(register, 0.0) * _agreement(register, mood)
        if found > weight:
            best, weight = register, found
    return best if weight >= ENOUGH * max(1.0, count / LONG) else "neutral"  # type: ignore[return-value]


def _cues(folded: str) -> dict[str, float]:
    """Return what the phrases weigh for each register; of phrases inside one another the longest counts."""
    phrases, meanings = _lexicon()
    weights: dict[str, float] = {}
    seen: set[int] = set()
    taken: dict[str, int] = {}
    hits = sorted((start, -end, number) for number, start, end in phrases.find(folded))
    for start, minus_end, number in hits:
        if number in seen or _NEGATED.search(folded, max(0, start - 24), start):
            continue
        for register, weight in meanings[number]:
            if start >= taken.get(register, 0):
                weights[register] = weights.get(register, 0.0) + weight
                taken[register] = -minus_end
                seen.add(number)
    return weights


def _forms(read: str, folded: str, count: int, mood: float) -> Mapping[str, float]:
    """Return what the way of writing weighs for each register."""
    found: dict[str, float] = {}
    loud = LOUD * min(read.count("!"), 2) + (LOUD if len(_SHOUTED.findall(read)) >= 2 else 0.0)
    if mood >= MOOD:
        found["celebratory"] = loud + (CLEAR_MOOD if mood >= 3 * MOOD else 0.0)
    elif mood <= -MOOD:
        found["angry"] = loud + (CLEAR_MOOD if mood <= -3 * MOOD else 0.0)
    questions = read.count("?")
    if questions:
        found["confused"] = 0.25 * min(questions, 3)
    if count >= REASONED:
        sentences = len(_SENTENCE_END.findall(read)) or 1
        numbers = min(len(_NUMBER.findall(folded)), 3)
        found["analytical"] = 0.1 * numbers + (0.2 if count / sentences >= SENTENCE else 0.0)
    return found


def _agreement(register: str, mood: float) -> float:
    against = (register in _GLAD and mood <= -MOOD) or (register in _GLUM and mood >= MOOD)
    return AGAINST if against else 1.0


@cache
def _lexicon() -> tuple[Phrases, list[list[tuple[str, float]]]]:
    text = resources.files("newsdesk.analyse").joinpath("registers.yaml").read_text(encoding="utf-8")
    meanings: dict[str, list[tuple[str, float]]] = {}
    for register, lists in yaml.safe_load(text).items():
        for strength, weight in (("strong", STRONG), ("weak", WEAK)):
            for phrase in lists[strength]:
                meanings.setdefault(str(phrase), []).append((register, weight))
    return Phrases(meanings), list(meanings.values())
