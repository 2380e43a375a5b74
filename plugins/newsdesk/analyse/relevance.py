"""Is a record about AI at all? A sum of what speaks for and against it, by relevance.yaml.

Lexical: terms that hardly mean anything else, names of the gazetteer, weak words that count only together,
other senses, the community and the beats. What is said in passing in a long text counts for less. The answer
is the logistic function of the sum, 0…1; from ``ABOUT`` on a record is about AI. It orders records and is no
probability: nothing was fitted to make it one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import yaml

from newsdesk.analyse.beats import rows_of_tags
from newsdesk.analyse.entities import gazetteer
from newsdesk.analyse.matching import Phrases

ABOUT = 0.5
EARLY_CHARACTERS = 120
CHARACTERS_A_WORD = 5.7
FURTHER_AT_MOST, REPEATED_AT_MOST, WEAK_AT_MOST, OTHER_AT_MOST = 3, 3, 4, 3
#: Below this confidence a beat is the community's or rests on a name, which speak for themselves.
BY_WORDS = 0.5
#: From this one on, its words stand early or are several.
EARLY_BEAT = 0.7
ROLES = ("certain", "likely", "weak", "other", "chatter")


def score(
    folded: str,
    entities: Mapping[str, int],
    beats: Mapping[str, float],
    community: str | None,
    *,
    title_end: int = 0,
) -> float:
    """Return how surely a folded text is about AI, 0…1, to three digits.

    ``entities`` are the places where each entity is named first, ``beats`` the confidences by slug,
    ``title_end`` is where the text's title ends (0 without one).
    """
    rules = _rules()
    weights = rules.weights
    read = _read(rules, folded, entities)
    odds = weights["bias"] + _terms(weights, read, title_end) + _weak(weights, read)
    odds += weights["other"] * min(len(read.other), OTHER_AT_MOST)
    odds += weights["chatter"] * read.chatter
    early = _early(read, beats, title_end)
    odds -= _doublings(weights, folded) * weights["early" if early else "passing"]
    odds += _surroundings(rules, read, beats, community, _words(folded))
    return round(1 / (1 + math.exp(-odds)), 3)


@dataclass(slots=True)
class _Reading:
    """What was found: the weight of each term, where terms stand, and the rest by number of the phrase."""

    terms: dict[str, float] = field(default_factory=dict)
    repeated: int = 0
    places: list[int] = field(default_factory=list)
    weak: set[str] = field(default_factory=set)
    other: set[str] = field(default_factory=set)
    chatter: bool = False


def _read(rules: _Rules, folded: str, entities: Mapping[str, int]) -> _Reading:
    hits = sorted(rules.phrases.find(folded), key=lambda hit: (hit[1], -hit[2]))
    elsewhere = [(start, end) for number, start, end in hits if rules.roles[number] == "other"]
    rows = rows_of_tags(folded)
    read = _Reading()
    told: list[tuple[int, int]] = []
    seen_to = 0
    for number, start, end in hits:
        role, name = rules.roles[number], rules.names[number]
        if role == "other":
            read.other.add(name)
        elif role == "chatter":
            read.chatter = True
        elif _inside(start, end, elsewhere):
            continue
        elif role == "weak":
            read.weak.add(name)
        elif start >= seen_to:  # of two terms that overlap, the one that begins first, and then the longer
            seen_to = end
            told.append((start, end))
            _note(read, name, start, rules.weights[role] * _share(rules, start, rows))
    for entity, start in entities.items():
        weight = rules.of_entity(entity)
        if weight and not _inside(start, start + 1, [*elsewhere, *told]):
            _note(read, f"entity {entity}", start, weight * _share(rules, start, rows))
    return read


def _note(read: _Reading, name: str, start: int, weight: float) -> None:
    if name in read.terms:
        read.repeated += 1
    read.terms[name] = max(weight, read.terms.get(name, 0.0))
    read.places.append(start)


def _inside(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in spans)


def _share(rules: _Rules, start: int, rows: list[tuple[int, int]]) -> float:
    return rules.weights["in_a_row"] if _inside(start, start, rows) else 1.0


def _terms(weights: Mapping[str, float], read: _Reading, title_end: int) -> float:
    if not read.terms:
        return 0.0
    strongest, *others = sorted(read.terms.values(), reverse=True)
    total = strongest + weights["further"] * sum(others[:FURTHER_AT_MOST])
    total += weights["repeated"] * min(read.repeated, REPEATED_AT_MOST)
    return total + (weights["title"] if min(read.places) < title_end else 0.0)


def _weak(weights: Mapping[str, float], read: _Reading) -> float:
    return weights["weak"] * min(max(len(read.weak) - 1, 0), WEAK_AT_MOST)


def _early(read: _Reading, beats: Mapping[str, float], title_end: int) -> bool:
    """Whether the text comes to AI, or to the subject of a beat, in its title or first characters."""
    first = min(read.places, default=math.inf)
    return first < max(title_end, EARLY_CHARACTERS) or max(beats.values(), default=0.0) >= EARLY_BEAT


def _doublings(weights: Mapping[str, float], folded: str) -> float:
    """Return how often the text doubles the length at which anything may be said in passing."""
    return math.log2(max(_words(folded) / weights["short"], 1.0))


def _words(folded: str) -> float:
    return len(folded) / CHARACTERS_A_WORD


def _surroundings(
    rules: _Rules, read: _Reading, beats: Mapping[str, float], community: str | None, words: float
) -> float:
    weights = rules.weights
    total = weights["beat"] * max((value for value in beats.values() if value >= BY_WORDS), default=0.0)
    if community and community.casefold() in rules.communities:
        total += weights["home"]
        if words > weights["strange_words"] and not read.terms and len(read.weak) < 2:
            total -= weights["strange"]
    return total


@dataclass(frozen=True)
class _Rules:
    """relevance.yaml, ready to read with."""

    weights: Mapping[str, float]
    names: tuple[str, ...]
    roles: tuple[str, ...]
    phrases: Phrases
    by_type: Mapping[str, float]
    general: frozenset[str]
    communities: frozenset[str]

    def of_entity(self, entity: str) -> float:
        """Return what the mention of an entity weighs, by its type; nothing for one of general talk."""
        if entity in self.general:
            return 0.0
        known = gazetteer().get(entity)
        return self.by_type.get(known.type, 0.0) if known else 0.0


@cache
def _rules() -> _Rules:
    text = resources.files("newsdesk.analyse").joinpath("relevance.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    roles = {str(phrase): role for role in reversed(ROLES) for part in data[role] for phrase in part}
    return _Rules(
        weights=data["weights"],
        names=tuple(roles),
        roles=tuple(roles.values()),
        phrases=Phrases(roles),
        by_type=data["entities"],
        general=frozenset(name for part in data["general"] for name in part),
        communities=frozenset(name.casefold() for name in data["communities"]),
    )
