"""Which beats a record is on, and how surely: the phrases of newsdesk.yaml, all in one pass.

A record is on a beat by its phrases (one of ``any``, and one of ``with`` where that is given), by a community
or by a named entity; ``none`` keeps it out. Confidence is 0…1 and says how much of the record is about it:

    phrases          0.5  + 0.1 for each further phrase of `any`, to three
                          + 0.2 where a phrase stands in the title, or in the first 120 characters
                          - 0.2 where no `with` word stands within 160 characters of a phrase
                          - 0.1 where one phrase, not among the first, is all in more than 600 characters,
                            or 0.2 in more than 1,500
    entity alone     0.4  + 0.1 in the title
    community alone  0.35

A record that comes in by several ways has the surest of them plus 0.05 for each other, at most 1. What is
below ``FLOOR`` is not reported: a word in passing in a long text. A phrase in a row of hashtags doesn't count
either: such rows name every subject there is, so that somebody finds the post. Only the record's own words
are read. A reply that says "exactly this" under a post on bias is on no beat; guessing its subject from its
parent would need the parent, which may not have been collected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from newsdesk.analyse.matching import Phrases
from newsdesk.config import Beat

FLOOR = 0.35
PHRASE, ENTITY, COMMUNITY = 0.5, 0.4, 0.35
FURTHER, FURTHER_AT_MOST = 0.1, 3
EARLY, EARLY_CHARACTERS = 0.2, 120
APART, NEAR_CHARACTERS = 0.2, 160
#: How many characters make a single phrase something said in passing, and what that takes off.
PASSING = ((1500, 0.2), (600, 0.1))
OTHER_WAY = 0.05

_TAGS = re.compile(r"(?:#\w+[\s,.|]*){4,}")


class Beats:
    """The matcher for a newsroom's beats."""

    def __init__(self, beats: Iterable[Beat]) -> None:
        """Compile the rules of all beats into one automaton."""
        self._beats = tuple(beats)
        numbers: dict[str, int] = {}
        self._any: dict[int, list[int]] = {}
        self._rules: list[_Rules] = []
        for place, beat in enumerate(self._beats):
            match = beat.match
            roles = [
                frozenset(numbers.setdefault(phrase, len(numbers)) for phrase in phrases)
                for phrases in (match.any, match.also, match.none)
            ]
            for number in roles[0]:
                self._any.setdefault(number, []).append(place)
            self._rules.append(_Rules(roles[1], roles[2], match.entities))
        self._phrases = Phrases(numbers)
        self._by_community = _index((beat.match.communities for beat in self._beats), str.casefold)
        self._by_entity = _index((beat.match.entities for beat in self._beats), str)

    def of(
        self, folded: str, title_end: int, entities: Mapping[str, int], community: str | None
    ) -> dict[str, float]:
        """Return confidence by slug for a folded text (see :func:`newsdesk.analyse.matching.fold`).

        ``title_end`` is where its title ends (0 without one); ``entities`` are the places where each entity
        is named first.
        """
        hits: dict[int, list[int]] = {}
        for number, start, _ in self._phrases.find(folded):
            hits.setdefault(number, []).append(start)
        phrases = self._chosen(hits, folded)
        at_home = self._by_community.get(community.casefold(), ()) if community else ()
        named = {place for entity in entities for place in self._by_entity.get(entity, ())}
        found: dict[str, float] = {}
        for place in sorted({*phrases, *at_home, *named}):
            rules = self._rules[place]
            if not rules.none.isdisjoint(hits):
                continue
            ways = [
                _by_phrases(phrases.get(place, []), rules.context(hits), title_end, len(folded)),
                _by_entities(rules.entities, entities, title_end),
                COMMUNITY if place in at_home else 0.0,
            ]
            confidence = max(ways) + OTHER_WAY * (sum(1 for way in ways if way) - 1)
            if confidence >= FLOOR:
                found[self._beats[place].slug] = round(min(confidence, 1.0), 2)
        return found

    def _chosen(self, hits: Mapping[int, list[int]], folded: str) -> dict[int, list[list[int]]]:
        """Return by beat where each phrase of its ``any`` stands, but for those in rows of hashtags."""
        rows = rows_of_tags(folded)
        chosen: dict[int, list[list[int]]] = {}
        for number, starts in hits.items():
            beats = self._any.get(number, ())
            if beats and rows:
                starts = [at for at in starts if not any(first <= at < last for first, last in rows)]
            if starts:
                for place in beats:
                    chosen.setdefault(place, []).append(starts)
        return chosen


@dataclass(frozen=True, slots=True)
class _Rules:
    """What stands beside a beat's own phrases: numbers of phrases, and entities."""

    also: frozenset[int]
    none: frozenset[int]
    entities: tuple[str, ...]

    def context(self, hits: Mapping[int, list[int]]) -> list[int] | None:
        """Return where a word of ``with`` stands; None where no such word is asked for."""
        if not self.also:
            return None
        return [start for number, starts in hits.items() if number in self.also for start in starts]


def _index(lists: Iterable[tuple[str, ...]], form: Callable[[str], str]) -> dict[str, tuple[int, ...]]:
    """Return the places of the lists in which each name stands."""
    places: dict[str, tuple[int, ...]] = {}
    for place, names in enumerate(lists):
        for name in dict.fromkeys(map(form, names)):
            places[name] = (*places.get(name, ()), place)
    return places


def rows_of_tags(folded: str) -> list[tuple[int, int]]:
    """Return where four hashtags or more stand in a row."""
    if folded.count("#") < 4:
        return []
    return [found.span() for found in _TAGS.finditer(folded)]


def _by_phrases(phrases: list[list[int]], context: list[int] | None, title_end: int, size: int) -> float:
    if not phrases or (context is not None and not context):
        return 0.0
    places = [place for starts in phrases for place in starts]
    confidence = PHRASE + FURTHER * min(len(phrases) - 1, FURTHER_AT_MOST)
    early = min(places) < max(title_end, EARLY_CHARACTERS)
    if early:
        confidence += EARLY
    if context and _distance(places, context) > NEAR_CHARACTERS:
        confidence -= APART
    if len(places) == 1 and not early:
        confidence -= next((off for characters, off in PASSING if size > characters), 0.0)
    return confidence


def _distance(some: Sequence[int], others: Sequence[int]) -> int:
    """Return the smallest distance between a place of ``some`` and one of ``others``, both not empty."""
    marked = sorted([(place, 0) for place in some] + [(place, 1) for place in others])
    return min(second[0] - first[0] for first, second in pairwise(marked) if first[1] != second[1])


def _by_entities(wanted: tuple[str, ...], found: Mapping[str, int], title_end: int) -> float:
    places = [found[entity] for entity in wanted if entity in found]
    if not places:
        return 0.0
    return ENTITY + (0.1 if min(places) < title_end else 0.0)
