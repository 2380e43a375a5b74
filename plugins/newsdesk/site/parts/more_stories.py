"""Which stories stand beside a story, and why: shared evidence, then names, beat and nearness in time.

A story never stands beside itself, and considers only stories up to 14 days younger than itself: a story
of next year does not change the pages of this one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Final, NamedTuple

from newsdesk.site.abstract import Abstract

CARDS: Final = 5
YOUNGER: Final = timedelta(days=14)
_NEAR_DAYS: Final = 30  # beyond it, nearness in time adds nothing
_NEAREST: Final = 40  # so many on either side in time are considered, of all stories and of each tie
_AGAIN: Final = 1.5  # what a card loses for each card of the same beat before it


class Related(NamedTuple):
    """A story for the rail, and the reason that its card prints."""

    version: Abstract
    why: str


class _Tie(NamedTuple):
    version: Abstract
    evidence: int
    names: tuple[str, ...]
    beat: bool
    days: float
    score: float


def _score(evidence: int, names: int, beat: bool, days: float) -> float:
    """Weigh a tie: evidence most, then names, then the beat; nearness decides between equals."""
    near = max(0.0, 1 - days / _NEAR_DAYS)
    return 4.0 * min(evidence, 5) + 1.5 * min(names, 4) + 2.0 * beat + 1.5 * near


class Rail:
    """Finds related stories among those of a site; built once for all of them."""

    def __init__(self, versions: Iterable[Abstract]) -> None:
        """Index the stories by what they share."""
        self._ordered = sorted(versions, key=lambda v: (v.published_at, v.slug))
        self._place = {version.address: place for place, version in enumerate(self._ordered)}
        self._evidence = {version.address: frozenset(version.evidence) for version in self._ordered}
        self._names = {version.address: version.named for version in self._ordered}
        self._sharing: dict[str, list[int]] = defaultdict(list)
        for place, version in enumerate(self._ordered):
            for key in self._keys(version):
                self._sharing[key].append(place)

    def _keys(self, version: Abstract) -> Iterable[str]:
        yield f"beat {version.beat.slug}"
        yield from sorted(f"record {record}" for record in self._evidence[version.address])
        yield from sorted(f"name {name}" for name in self._names[version.address])

    def beside(self, version: Abstract, cards: int = CARDS) -> tuple[Related, ...]:
        """Return up to ``cards`` related stories, the closest first, not all of one beat."""
        ties = [self._tie(version, other) for other in self._candidates(version)]
        taken: Counter[str] = Counter()
        chosen: list[_Tie] = []
        while ties and len(chosen) < cards:
            best = max(range(len(ties)), key=lambda place: _rank(ties[place], taken))
            chosen.append(ties.pop(best))
            taken[chosen[-1].version.beat.slug] += 1
        return tuple(Related(tie.version, _reason(tie, version)) for tie in chosen)

    def _candidates(self, version: Abstract) -> list[Abstract]:
        here = self._place[version.address]
        places = set(range(max(0, here - _NEAREST), min(len(self._ordered), here + _NEAREST)))
        for key in self._keys(version):
            sharing = self._sharing[key]
            middle = bisect_left(sharing, here)
            places.update(sharing[max(0, middle - _NEAREST) : middle + _NEAREST])
        latest = version.published_at + YOUNGER
        return [
            self._ordered[place]
            for place in sorted(places)
            if place != here and self._ordered[place].published_at <= latest
        ]

    def _tie(self, version: Abstract, other: Abstract) -> _Tie:
        shared = self._names[version.address].keys() & self._names[other.address].keys()
        evidence = len(self._evidence[version.address] & self._evidence[other.address])
        beat = version.beat.slug == other.beat.slug
        days = abs((version.published_at - other.published_at).total_seconds()) / 86_400
        return _Tie(
            version=other,
            evidence=evidence,
            names=tuple(sorted(self._names[other.address][name] for name in shared)),
            beat=beat,
            days=days,
            score=_score(evidence, len(shared), beat, days),
        )


def _rank(tie: _Tie, taken: Counter[str]) -> tuple[float, float, str]:
    """Return what the next card is chosen by, after cards of the beats that are taken."""
    again = _AGAIN * taken[tie.version.beat.slug]
    return (tie.score - again, -tie.days, tie.version.address)


def _reason(tie: _Tie, version: Abstract) -> str:
    if tie.evidence:
        return f"Rests on {tie.evidence if tie.evidence > 1 else 'one'} of the same posts"
    if tie.names:
        return "Also about " + " and ".join(tie.names[:2])
    if tie.beat:
        return f"More on {version.beat.name}"
    if tie.days < 1:
        return "Published within a day"
    return "From the same days" if tie.days <= 7 else "Earlier on another beat"
