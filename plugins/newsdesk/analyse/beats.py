"""Which beats a record is on, and how surely: the phrases of newsdesk.yaml, all in one pass.

A record is on a beat by its phrases (one of ``any``, and one of ``with`` where that is given), by a community
or by a named entity; ``none`` keeps it out. Confidence is 0…1 and says how much of the record is about it:

    phrases          0.5  + 0.1 for each further phrase of `any`, to three
                          + 0.2 where a phrase stands in the title, or in the first 120 characters
                          - 0.2 where no `with` word stands within 160 characters of a phrase
                          - 0.1 where the text is longer than 1,500 characters and one phrase is all
    entity alone     0.4  + 0.1 in the title
    community alone  0.35

A record that comes in by several ways has the surest of them plus 0.05 for each other, at most 1. What is
below ``FLOOR`` is not reported: a word in passing in a long text. Only the record's own words are read. A
reply that says "exactly this" under a post on bias is on no beat; guessing its subject from its parent would
need the parent, which may not have been collected.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from newsdesk.analyse.matching import Phrases
from newsdesk.config import Beat

FLOOR = 0.35
PHRASE, ENTITY, COMMUNITY = 0.5, 0.4, 0.35
FURTHER, FURTHER_AT_MOST = 0.1, 3
EARLY, EARLY_CHARACTERS = 0.2, 120
APART, NEAR_CHARACTERS = 0.2, 160
PASSING, LONG_CHARACTERS = 0.1, 1500
OTHER_WAY = 0.05


@dataclass(slots=True)
class _Hits:
    """Where the phrases of one beat stand in a text."""

    any: dict[int, list[int]] = field(default_factory=dict)
    also: list[int] = field(default_factory=list)
    barred: bool = False


class Beats:
    """The matcher for a newsroom's beats."""

    def __init__(self, beats: Iterable[Beat]) -> None:
        """Compile the rules of all beats into one automaton."""
        self._beats = tuple(beats)
        uses: dict[str, list[tuple[int, str]]] = {}
        for place, beat in enumerate(self._beats):
            rules = beat.match
            for role, phrases in (("any", rules.any), ("also", rules.also), ("none", rules.none)):
                for phrase in phrases:
                    uses.setdefault(phrase, []).append((place, role))
        self._uses = list(uses.values())
        self._phrases = Phrases(uses)
        self._communities = [
            frozenset(name.casefold() for name in beat.match.communities) for beat in self._beats
        ]

    def of(
        self, folded: str, title_end: int, entities: Mapping[str, int], community: str | None
    ) -> dict[str, float]:
        """Return confidence by slug for a folded text (see :func:`newsdesk.analyse.matching.fold`).

        ``title_end`` is where its title ends (0 without one); ``entities`` are the places where each entity
        is named first.
        """
        hits = self._hits(folded)
        found: dict[str, float] = {}
        for place, beat in enumerate(self._beats):
            mine = hits.get(place)
            if mine is not None and mine.barred:
                continue
            ways = [
                _by_phrases(mine, bool(beat.match.also), title_end, len(folded)) if mine else 0.0,
                _by_entities(beat.match.entities, entities, title_end),
                COMMUNITY if community and community.casefold() in self._communities[place] else 0.0,
            ]
            confidence = max(ways) + OTHER_WAY * (sum(1 for way in ways if way) - 1)
            if confidence >= FLOOR:
                found[beat.slug] = round(min(confidence, 1.0), 2)
        return found

    def _hits(self, folded: str) -> dict[int, _Hits]:
        hits: dict[int, _Hits] = {}
        for number, start, _ in self._phrases.find(folded):
            for place, role in self._uses[number]:
                mine = hits.setdefault(place, _Hits())
                if role == "any":
                    mine.any.setdefault(number, []).append(start)
                elif role == "also":
                    mine.also.append(start)
                else:
                    mine.barred = True
        return hits


def _by_phrases(hits: _Hits, needs_also: bool, title_end: int, size: int) -> float:
    if not hits.any or (needs_also and not hits.also):
        return 0.0
    places = [place for places in hits.any.values() for place in places]
    confidence = PHRASE + FURTHER * min(len(hits.any) - 1, FURTHER_AT_MOST)
    if min(places) < max(title_end, EARLY_CHARACTERS):
        confidence += EARLY
    if needs_also and _distance(places, hits.also) > NEAR_CHARACTERS:
        confidence -= APART
    if size > LONG_CHARACTERS and len(places) == 1:
        confidence -= PASSING
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
