"""What moved, told in counted sentences: the changes of a brief, and the moods and numbers beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from newsdesk.stories import Brief, Sentence
from newsdesk.write import count_patterns as patterns
from newsdesk.write.counting import Counting
from newsdesk.write.subject import (
    Movement,
    is_mixed,
    is_of_a_matter,
    is_same,
    is_still,
    moods_are_wider,
    movements,
    tone_names,
)

#: So many changes are told in a row.
MOST = 3
_PHRASES = 2


class Changes:
    """The changes of one brief, and what has been told of them."""

    def __init__(self, brief: Brief, counting: Counting, names: Mapping[str, str]) -> None:
        self.moved = movements(brief, counting.phrasing)
        self._brief, self._counting, self._names = brief, counting, names
        if is_mixed(brief, self.moved):
            counting.phrasing.widen()

    @property
    def of_a_mood(self) -> bool:
        """Whether a mood is among what moved."""
        return any(movement.kind == "mood" for movement in self.moved)

    def told(self) -> Iterator[Sentence]:
        """Tell what moved: what crosses beats and names first, then the beat around it, then the mood."""
        done: list[Movement] = []
        for movement in self.moved:
            phrases = sum(other.kind == "phrase" for other in done)
            if len(done) >= MOST or (movement.kind == "phrase" and phrases >= _PHRASES):
                continue
            names = {**self._names, **movement.names}
            sentence = self._counting.count(
                f"moved {movement.kind} {movement.key}",
                self._options(movement, done),
                names,
                movement.quotes,
            )
            if sentence:
                done.append(movement)
                yield sentence
            gap = movement.kind == "divergence" and self._counting.count("gap", patterns.GAP, names)
            if gap:
                yield gap

    def _options(self, movement: Movement, done: list[Movement]) -> tuple[str, ...]:
        if done and movement.kind == "volume":
            return patterns.VOLUME_TOO
        if done and movement.kind == "phrase":
            return patterns.PHRASE_TOO
        return _MOVED.get(movement.kind, ())

    def moods(self, after: bool) -> Iterator[Sentence]:
        """Tell the moods; where one moved, the other one, and only ``after`` it was told."""
        told = {movement.names["tone"] for movement in self.moved if movement.kind == "mood"}
        if not told:
            yield from self._plain_moods()
        elif after:
            other = "positive" if "negative" in told else "negative"
            yield from self.pace() if other in told else self._other_mood(other)

    def _other_mood(self, other: str) -> Iterator[Sentence]:
        still = is_still(self._counting.phrasing, other)
        options: tuple[str, ...] = patterns.OTHER_MOOD_STILL if still else patterns.OTHER_MOOD
        if is_same(self._counting.phrasing, other):
            options = patterns.OTHER_MOOD_SAME
        yield from self._one("other mood", options, tone_names(other))

    def _plain_moods(self) -> Iterator[Sentence]:
        if moods_are_wider(self._counting.phrasing):
            return
        for options in (patterns.MOODS_AGAINST, patterns.BOTH_MOODS, patterns.ONE_MOOD):
            found = list(self._one("moods", options, {}))
            if found:
                yield from found
                return

    def pace(self) -> Iterator[Sentence]:
        """Tell how many posts there were where their number is not what moved."""
        if is_of_a_matter(self._brief) or any(movement.kind == "volume" for movement in self.moved):
            return
        yield from self._one("pace", patterns.PACE, {})

    def _one(self, slot: str, options: tuple[str, ...], names: Mapping[str, str]) -> Iterator[Sentence]:
        sentence = self._counting.count(slot, options, {**self._names, **names})
        if sentence:
            yield sentence


_MOVED: dict[str, tuple[str, ...]] = {
    "volume": patterns.VOLUME,
    "mood": patterns.MOOD,
    "tone": patterns.TONE,
    "divergence": patterns.DIVERGENCE,
    "entity": patterns.ENTITY,
    "phrase": patterns.PHRASE,
    "cross.entity": patterns.CROSS_ENTITY,
    "cross.phrase": patterns.CROSS_PHRASE,
    "cross.link": patterns.CROSS_LINK,
    "wording": patterns.WORDING,
    "cross.wording": patterns.CROSS_WORDING,
    "novel.names": patterns.NOVEL_NAMES,
    "novel.phrases": patterns.NOVEL_PHRASES,
    "novel.authors": patterns.NOVEL_AUTHORS,
    "carried": patterns.CARRIED_LATER,
}
