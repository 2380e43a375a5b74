"""Small neutral sentences in which nearly every word is drawn, and patterns that fill quickly."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import yaml

from newsdesk.simulator import grammar
from newsdesk.simulator.chance import pick

_SLOT = re.compile(r"\{(\w+)\}")
Words = Mapping[str, Sequence[str]]


class Pattern:
    """A sentence with {slots}, taken apart once so that filling it is a few draws."""

    def __init__(self, text: str) -> None:
        """Take the sentence apart into what stands and what is drawn."""
        self.text = text
        self._stands = _SLOT.split(text)[::2]
        self._drawn = _SLOT.findall(text)

    def fill(self, rng: random.Random, more: Mapping[str, str] | None = None) -> str:
        """Return the sentence with its slots drawn, ``more`` before the grammar's; its first letter large."""
        if not self._drawn:
            return self.text
        parts = [self._stands[0]]
        for name, after in zip(self._drawn, self._stands[1:], strict=True):
            parts.append(more[name] if more and name in more else _draw(rng, name))
            parts.append(after)
        return grammar.capitalized("".join(parts))


def _draw(rng: random.Random, name: str) -> str:
    if name == "thing":
        names = grammar.load().names
        return f"{pick(rng, names.first)} {pick(rng, names.second)}"
    return pick(rng, _slots()[name])


@cache
def _slots() -> dict[str, tuple[str, ...]]:
    return {name: tuple(map(str, words)) for name, words in grammar.load().slots.items()}


@cache
def pattern(text: str) -> Pattern:
    """Return the pattern of a sentence, taken apart once for all."""
    return Pattern(text)


@cache
def _patterns() -> tuple[Pattern, ...]:
    text = resources.files("newsdesk.simulator").joinpath("details.yaml").read_text(encoding="utf-8")
    data: Any = yaml.safe_load(text)
    return tuple(map(Pattern, data["details"]))


def details(rng: random.Random, count: int) -> list[str]:
    """Return so many different details."""
    start, patterns = int(rng.random() * len(_patterns())), _patterns()
    # A fixed step that shares no divisor with their number visits different ones.
    return [patterns[(start + 7 * step) % len(patterns)].fill(rng) for step in range(count)]
