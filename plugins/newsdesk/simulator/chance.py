"""Chance that is the same on every machine: only ``random()`` of a named, seeded stream is used.

``random.Random`` promises the same floats for the same seed in every Python; its other methods do not.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def stream(*names: object) -> random.Random:
    """Return the stream of that name; other names are independent of it."""
    return random.Random("|".join(str(name) for name in names))


def pick(rng: random.Random, choices: Sequence[T]) -> T:
    """Return one of the choices, each as likely as the others."""
    return choices[int(rng.random() * len(choices))]


def weighted(rng: random.Random, choices: Sequence[T], weights: Sequence[float]) -> T:
    """Return one of the choices, as likely as its weight says."""
    point = rng.random() * sum(weights)
    for choice, weight in zip(choices, weights, strict=True):
        point -= weight
        if point < 0:
            return choice
    return choices[-1]


def poisson(rng: random.Random, mean: float) -> int:
    """Return a Poisson count (Knuth, TAOCP 3.4.1); fit for means below some hundreds."""
    limit = math.exp(-mean)
    count, product = 0, rng.random()
    while product > limit:
        count += 1
        product *= rng.random()
    return count


def between(rng: random.Random, low: int, high: int) -> int:
    """Return a whole number from low to high, both included; the middle is likelier than the ends."""
    return low + int((high - low + 1) * (rng.random() + rng.random()) / 2)


class Steady:
    """Draws from 0…1 that fill it evenly: steps of the golden ratio from a random start (Weyl's sequence)."""

    STEP = 0.6180339887498949

    def __init__(self, rng: random.Random) -> None:
        self._at = rng.random()

    def draw(self) -> float:
        """Return the next number."""
        self._at = (self._at + self.STEP) % 1.0
        return self._at
