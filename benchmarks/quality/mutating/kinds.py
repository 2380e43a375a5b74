"""What a kind of corruption is, and the tools that all of them use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random
from typing import Any

from benchmarks.quality.mutating.goods import Good

from newsdesk.stories import Draft, Part, Sentence

_END = re.compile(r"[.?!,;:]*$")


@dataclass(frozen=True)
class Target:
    """One part of a good draft, and the chance (seeded by kind and place) by which it is corrupted."""

    good: Good
    path: str
    part: Part
    chance: Random

    @property
    def record(self) -> Any:
        """The record that the part quotes, else cites first, or None."""
        known = {item.id: item for item in self.good.brief.records}
        cites = ([self.part.quote.record] if self.part.quote else []) + list(self.part.cites)
        return next((known[cite] for cite in cites if cite in known), None)

    def with_text(self, text: str) -> list[Part]:
        """Return the part with another text."""
        return [self.part.model_copy(update={"text": text})]

    def with_tail(self, words: str) -> list[Part]:
        """Return the part with words put in before its closing punctuation."""
        end = _END.search(self.part.text)
        at = end.start() if end else len(self.part.text)
        return self.with_text(self.part.text[:at] + words + self.part.text[at:])


#: Parts instead of the part; nothing where it can't be corrupted so.
Corrupt = Callable[[Target], Iterable[list[Part]]]


@dataclass(frozen=True)
class Kind:
    """A kind of corruption: its group, how much must be caught (None: is told), how it is done."""

    name: str
    group: str
    floor: float | None
    corrupt: Corrupt


def replaced(draft: Draft, path: str, parts: list[Part]) -> Draft:
    """Return a draft with parts instead of the part at a path."""
    steps = [int(step) for step in re.findall(r"\d+", path)]
    if path.startswith("headline"):
        return draft.model_copy(update={"headline": _in(draft.headline, steps[0], parts)})
    if path.startswith("standfirst"):
        standfirst = list(draft.standfirst)
        standfirst[steps[0]] = _in(standfirst[steps[0]], steps[1], parts)
        return draft.model_copy(update={"standfirst": tuple(standfirst)})
    paragraphs = list(draft.paragraphs)
    sentences = list(paragraphs[steps[0]].sentences)
    sentences[steps[1]] = _in(sentences[steps[1]], steps[2], parts)
    paragraphs[steps[0]] = paragraphs[steps[0]].model_copy(update={"sentences": tuple(sentences)})
    return draft.model_copy(update={"paragraphs": tuple(paragraphs)})


def _in(sentence: Sentence, at: int, parts: list[Part]) -> Sentence:
    return Sentence(parts=(*sentence.parts[:at], *parts, *sentence.parts[at + 1 :]))
