"""Plain background posts out of cores, openers, tails and word lists."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

import yaml
from pydantic import Field

from newsdesk.records import SentimentLabel, Value
from newsdesk.simulator.chance import pick

#: How often a post opens with a remark, ends on one, and ends on two.
OPENING, TAIL, SECOND_TAIL = 0.28, 0.94, 0.32
#: How often a pair that was said before is drawn again before it is accepted.
TRIES = 30
#: How often a final period is forgotten, a first letter stays small, two letters trade places.
NO_PERIOD, SMALL_START, SWAPPED = 0.08, 0.05, 0.01
SMALL_WORDS = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "under", "with")
)
_SLOT = re.compile(r"\{(\w+)\}")
_LONG_WORD = re.compile(r"\b[a-z]{6,}\b")


class Talk(Value):
    """What is said about one matter, by mood. Every core alone is on the matter's beat."""

    negative: tuple[str, ...]
    neutral: tuple[str, ...]
    positive: tuple[str, ...]

    def of(self, mood: SentimentLabel) -> tuple[str, ...]:
        """Return the sentences of a mood."""
        return {"negative": self.negative, "neutral": self.neutral, "positive": self.positive}[mood]


class BeatTalk(Talk):
    """What is said on one beat, where on Reddit, and what papers and articles are about."""

    communities: tuple[str, ...]
    topics: tuple[str, ...]


class Forms(Value):
    """Titles and texts of papers or articles."""

    titles: tuple[str, ...]
    texts: tuple[str, ...]


class Names(Value):
    """Parts of which invented names are made."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    given: tuple[str, ...]
    surnames: tuple[str, ...]


class Grammar(Value):
    """All word lists."""

    slots: dict[str, tuple[str | int | float, ...]]
    openers: tuple[str, ...]
    tails: Talk
    beats: dict[str, BeatTalk] = Field(min_length=1)
    news: Forms
    arxiv: Forms
    names: Names


@cache
def load() -> Grammar:
    """Read grammar.yaml."""
    text = resources.files("newsdesk.simulator").joinpath("grammar.yaml").read_text(encoding="utf-8")
    data: Any = yaml.safe_load(text)
    return Grammar.model_validate(data)


def fill(rng: random.Random, pattern: str, more: dict[str, str] | None = None) -> str:
    """Return the pattern with its slots filled; two slots of one name get different words."""
    slots = load().slots
    used: set[str] = set()

    def word(match: re.Match[str]) -> str:
        name = match.group(1)
        if more and name in more:
            return more[name]
        choice = str(pick(rng, slots[name]))
        while choice in used:
            choice = str(pick(rng, slots[name]))
        used.add(choice)
        return choice

    return capitalized(_SLOT.sub(word, pattern))


def capitalized(text: str) -> str:
    """Return the text with its first letter large."""
    return text[:1].upper() + text[1:]


def title_case(text: str) -> str:
    """Return a headline's words with large first letters, small words aside."""
    first, *rest = text.split(" ")
    return " ".join([first, *(word if word in SMALL_WORDS else capitalized(word) for word in rest)])


class Composer:
    """Composes posts of one world and remembers what was said: nobody says the same twice.

    A remembered thing is a pair of core and first tail, as patterns; where every pair has been used, or after
    some tries, an old one is used again.
    """

    def __init__(self) -> None:
        self._said: set[tuple[str, str]] = set()

    def sentences(
        self, rng: random.Random, cores: Sequence[str], mood: SentimentLabel, *, without: str | None = None
    ) -> list[str]:
        """Return the sentences of one post: a filled core, perhaps an opener before it, tails after it.

        ``without`` is a core that stands in the post's title already.
        """
        tails = load().tails.of(mood)
        core, tail = self._fresh(rng, [core for core in cores if core != without] or cores, tails)
        parts = [fill(rng, core)]
        if rng.random() < OPENING:
            parts.insert(0, fill(rng, pick(rng, load().openers)))
        if tail:
            parts.append(_slip(rng, fill(rng, tail)))
            second = pick(rng, tails)
            if rng.random() < SECOND_TAIL and second != tail:
                parts.append(fill(rng, second))
        if rng.random() < NO_PERIOD:
            parts[-1] = parts[-1].rstrip(".")
        return parts

    def _fresh(self, rng: random.Random, cores: Sequence[str], tails: Sequence[str]) -> tuple[str, str]:
        """Return a core and a tail, or no tail, that were not said together before."""
        for _ in range(TRIES):
            pair = pick(rng, cores), pick(rng, tails) if rng.random() < TAIL else ""
            if pair not in self._said:
                break
        self._said.add(pair)
        return pair


def _slip(rng: random.Random, text: str) -> str:
    """Type a sentence as people do: now and then with a small first letter, or with a typo."""
    if rng.random() < SMALL_START and not text.startswith("I "):
        text = text[:1].lower() + text[1:]
    if rng.random() < SWAPPED:
        text = _LONG_WORD.sub(lambda found: _swapped(found.group()), text, count=1)
    return text


def _swapped(word: str) -> str:
    return word[:3] + word[4] + word[3] + word[5:]
