"""Choices that look free and aren't: each is a function of the brief's id and the slot it is for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chooser:
    """Order and pick among options by a hash, so that the same brief always reads the same."""

    def __init__(self, seed: str) -> None:
        self._seed = seed

    def order(self, slot: str, options: Sequence[T]) -> list[T]:
        """Return the options in the order that this brief tries them for a slot."""
        ranked = sorted(range(len(options)), key=lambda index: self._rank(slot, index))
        return [options[index] for index in ranked]

    def pick(self, slot: str, options: Sequence[T]) -> T:
        """Return the first option of that order; raise IndexError for none."""
        return self.order(slot, options)[0]

    def _rank(self, slot: str, index: int) -> str:
        return hashlib.sha256(f"{self._seed}\x1f{slot}\x1f{index}".encode()).hexdigest()
