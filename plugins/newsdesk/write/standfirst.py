"""The standfirst: what changed, then what that change leaves out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product

from newsdesk.prose import render_sentence
from newsdesk.stories import Brief, Sentence
from newsdesk.voice import Lately
from newsdesk.write import heading_patterns as written
from newsdesk.write.candidates import words_of
from newsdesk.write.choice import Chooser
from newsdesk.write.phrasing import Phrasing
from newsdesk.write.spare_patterns import spares
from newsdesk.write.subject import (
    Movement,
    is_mixed,
    is_same,
    is_steady,
    is_still,
    moods_are_wider,
    tone_names,
)

STANDFIRST = range(140, 281)  #: characters
#: So many words in a row that headline and standfirst both have is a phrase repeated.
ECHO = 4
#: Names that a pattern can do without, or that every story has.
_OPTIONAL = {"ofbeat", "posts", "beat"}
#: Changes of which the number of posts is no part.
_OF_NO_NUMBER = frozenset({"tone", "novel.names", "novel.phrases", "novel.authors"})

#: Gives the patterns of a kind as they are, or those that stand in for them.
_Kind = Callable[[tuple[str, ...]], tuple[str, ...]]


class Standfirst:
    """Composes the standfirst of one brief from what moved."""

    def __init__(
        self,
        brief: Brief,
        phrasing: Phrasing,
        choose: Chooser,
        names: Mapping[str, str],
        moved: Sequence[Movement],
        lately: Lately,
    ) -> None:
        self._brief, self._phrasing, self._choose, self._lately = brief, phrasing, choose, lately
        self._names, self._moved = dict(names), moved
        self._mixed = is_mixed(brief, moved[:1])
        if self._mixed:
            self._names["ofbeat"] = f" of all talk about {phrasing.names['beat']}"

    def sentences(self, headline: str) -> tuple[Sentence, ...]:
        """Return two sentences in bounds that repeat no phrase of the headline, as nearly as can be.

        They are one where nothing is left out, none where nothing moved. Neither has six words in a row of a
        story of late: where every pattern would, spare ones stand in.
        """
        above = words_of(headline)
        numbers = set(re.findall(r"\d[\d,.]*%?", re.sub(r"“[^”]*”", "", headline)))
        headed, others = self._headed(_usual), self._others(_usual)
        firsts = [*headed, *others] or self._headed(spares)
        seconds = self._unheard(self._left_out(_usual)) or self._unheard(self._left_out(spares))
        pairs: list[tuple[Sentence, ...]] = list(product(firsts, seconds)) or [(first,) for first in firsts]
        if not pairs:
            return ()

        def cost(pair: tuple[Sentence, ...]) -> tuple[int, int, bool, int]:
            text = " ".join(self._text(sentence) for sentence in pair)
            again = len(numbers & set(re.findall(r"\d[\d,.]*%?", text)))
            outside = max(0, STANDFIRST.start - len(text), len(text) - STANDFIRST.stop + 1)
            return (outside, _echoes(above, words_of(text)), pair[0] not in headed, again)

        return min(pairs, key=cost)

    def _headed(self, of: _Kind) -> list[Sentence]:
        """Tell the change of the headline."""
        return self._unheard(self._changes(self._moved[0], of)) if self._moved else []

    def _others(self, of: _Kind) -> list[Sentence]:
        """Tell the second change."""
        return self._unheard(s for moved in self._moved[1:2] for s in self._changes(moved, of, alone=True))

    def _unheard(self, sentences: Iterable[Sentence]) -> list[Sentence]:
        return [sentence for sentence in sentences if not self._lately.repeats(sentence)]

    def _changes(self, movement: Movement, of: _Kind, *, alone: bool = False) -> Iterator[Sentence]:
        """Tell a change; ``alone`` without the headline, which can't be pointed back to then."""
        names = {**self._names, **movement.names}
        options = of(_STAND.get(movement.kind, ()))
        for pattern in self._choose.order(f"stand {movement.kind}", options):
            if alone and "<these>" in pattern:
                continue
            if self._phrasing.can(pattern, names) and pattern.count("{quote}") <= len(movement.quotes):
                quotes = movement.quotes if "{quote}" in pattern else ()
                yield self._phrasing.sentence(pattern, quotes, names)

    def _left_out(self, of: _Kind) -> Iterator[Sentence]:
        """Yield what the change leaves out, the best first: the best kind that can be told, and the next."""
        for pattern, names in self._left_out_patterns(of):
            needed = set(re.findall(r"<([a-z]\w*)>", pattern)) - _OPTIONAL
            if not all(names.get(name) for name in needed):
                continue
            if self._phrasing.can(pattern, names):
                told, self._phrasing.told_time = self._phrasing.told_time, True
                yield self._phrasing.sentence(pattern, (), names)
                self._phrasing.told_time = told

    def _left_out_patterns(self, of: _Kind) -> Iterator[tuple[str, dict[str, str]]]:
        movement = self._moved[0] if self._moved else None
        tone = next((moved.names["tone"] for moved in self._moved if "tone" in moved.names), None)
        if self._brief.kind == "dispatch":
            kinds = (written.LEFT_OUT_REPLIES, written.LEFT_OUT_REPLIES_ONE, written.LEFT_OUT_CARRIED)
            yield from ((pattern, self._names) for kind in kinds for pattern in of(kind))
            return
        if movement and movement.kind == "divergence":
            yield from ((p, {**self._names, **movement.names}) for p in of(written.LEFT_OUT_PLACE))
        if is_steady(self._phrasing) and movement and movement.kind in _OF_NO_NUMBER:
            yield from ((p, self._names) for p in self._choose.order("pace", of(written.LEFT_OUT_PACE)))
        wider = moods_are_wider(self._phrasing)
        for other in () if wider else ("positive", "negative"):
            names = {**self._names, **tone_names(other)}
            if other != tone and is_still(self._phrasing, other):
                same = is_same(self._phrasing, other)
                options = of(written.LEFT_OUT_SAME if same else written.LEFT_OUT_STILL)
                yield from ((p, names) for p in options)
            elif tone and other != tone:
                yield from ((p, names) for p in of(written.LEFT_OUT_OTHER))
        rest = (*self._choose.order("left out", self._rooms(of)), *of(written.LEFT_OUT_MOODS))
        rest = of(written.LEFT_OUT_BEAT) if self._mixed else rest
        rest = (*rest, *of(written.LEFT_OUT_ALSO))
        yield from ((p, self._names) for p in rest if not (wider and "[negative." in p))

    def _rooms(self, of: _Kind) -> tuple[str, ...]:
        if (self._phrasing.value("platforms.now") or 0) < 2:
            return of(written.LEFT_OUT_ONE_ROOM)
        return (*of(written.LEFT_OUT_LEAST), *of(written.LEFT_OUT_SPREAD))

    def _text(self, sentence: Sentence) -> str:
        return render_sentence(sentence, self._brief)


_STAND: dict[str, tuple[str, ...]] = {
    "volume": written.STAND_VOLUME,
    "mood": written.STAND_MOOD,
    "divergence": written.STAND_DIVERGENCE,
    "entity": written.STAND_ENTITY,
    "carried": written.STAND_CARRIED,
    "tone": written.STAND_TONE,
    "phrase": written.STAND_PHRASE,
    "cross.entity": written.STAND_CROSS_ENTITY,
    "cross.phrase": written.STAND_CROSS_PHRASE,
    "cross.link": written.STAND_CROSS_LINK,
    "wording": written.STAND_WORDING,
    "cross.wording": written.STAND_CROSS_WORDING,
    "novel.names": written.STAND_NAMES,
    "novel.phrases": written.STAND_TURNS,
    "novel.authors": written.STAND_NEWCOMERS,
}


def _usual(options: tuple[str, ...]) -> tuple[str, ...]:
    return options


def _echoes(above: list[str], below: list[str]) -> bool:
    runs = {tuple(above[n : n + ECHO]) for n in range(len(above) - ECHO + 1)}
    return any(tuple(below[n : n + ECHO]) in runs for n in range(len(below) - ECHO + 1))
