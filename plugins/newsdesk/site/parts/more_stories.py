"""Which stories stand beside a story, and why: shared evidence, then names, beat and nearness in time.

A story never stands beside itself, and considers only stories up to 14 days younger than itself: a story
of next year does not change the pages of this one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
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
    """What ties a story to the one at ``place``; of several, the greatest is the closest."""

    score: float
    after: float
    address: str
    place: int


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
        self._times = [version.published_at.timestamp() for version in self._ordered]
        self._evidence = [frozenset(version.evidence) for version in self._ordered]
        self._names = [version.named.keys() for version in self._ordered]
        shared = _shared(self._ordered)
        self._sharing: dict[str, list[int]] = defaultdict(list)
        for place, version in enumerate(self._ordered):
            for key in shared.intersection(_keys(version)):
                self._sharing[key].append(place)

    def beside(self, version: Abstract, cards: int = CARDS) -> tuple[Related, ...]:
        """Return up to ``cards`` related stories, the closest first, not all of one beat."""
        here = self._place[version.address]
        by_beat: dict[str, list[_Tie]] = defaultdict(list)
        for place in self._candidates(version, here):
            by_beat[self._ordered[place].beat.slug].append(self._tie(here, place))
        for ties in by_beat.values():
            ties.sort()
        taken: Counter[str] = Counter()
        chosen: list[_Tie] = []
        while by_beat and len(chosen) < cards:
            beat = max(by_beat, key=lambda beat: _rank(by_beat[beat][-1], taken[beat]))
            chosen.append(by_beat[beat].pop())
            taken[beat] += 1
            if not by_beat[beat]:
                del by_beat[beat]
        return tuple(Related(self._ordered[tie.place], self._reason(here, tie)) for tie in chosen)

    def _candidates(self, version: Abstract, here: int) -> Iterator[int]:
        places = set(range(max(0, here - _NEAREST), min(len(self._ordered), here + _NEAREST)))
        for key in _keys(version):
            sharing = self._sharing.get(key, [])
            middle = bisect_left(sharing, here)
            places.update(sharing[max(0, middle - _NEAREST) : middle + _NEAREST])
        places.discard(here)
        latest = (version.published_at + YOUNGER).timestamp()
        return (place for place in places if self._times[place] <= latest)

    def _tie(self, here: int, there: int) -> _Tie:
        days = abs(self._times[here] - self._times[there]) / 86_400
        mine, other = self._ordered[here], self._ordered[there]
        score = _score(
            len(self._evidence[here] & self._evidence[there]),
            len(self._names[here] & self._names[there]),
            mine.beat.slug == other.beat.slug,
            days,
        )
        return _Tie(score, -days, other.address, there)

    def _reason(self, here: int, tie: _Tie) -> str:
        mine, other = self._ordered[here], self._ordered[tie.place]
        if evidence := len(self._evidence[here] & self._evidence[tie.place]):
            return f"Rests on {evidence if evidence > 1 else 'one'} of the same posts"
        if names := sorted(other.named[name] for name in self._names[here] & self._names[tie.place]):
            return "Also about " + " and ".join(names[:2])
        if mine.beat.slug == other.beat.slug:
            return f"More on {mine.beat.name}"
        if -tie.after < 1:
            return "Published within a day"
        return "From the same days" if -tie.after <= 7 else "Earlier on another beat"


def _keys(version: Abstract) -> Iterator[str]:
    """Yield what a story may share with others; a record's id holds a colon, and the others a space."""
    yield f"beat {version.beat.slug}"
    yield from version.evidence
    yield from (f"name {name}" for name in version.named)


def _shared(versions: Iterable[Abstract]) -> set[str]:
    """Return what more than one story has: of all records that is the smallest part."""
    once: set[str] = set()
    more: set[str] = set()
    for version in versions:
        for key in _keys(version):
            (more if key in once else once).add(key)
    return more


def _rank(tie: _Tie, taken: int) -> tuple[float, float, str]:
    """Return what the next card is chosen by, after so many cards of its beat."""
    return (tie.score - _AGAIN * taken, tie.after, tie.address)
