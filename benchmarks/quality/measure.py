"""One number with the floor that it must hold."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """A measured number. ``floor`` is a ceiling where not ``higher``; None or NaN: the number is only told.

    ``beside`` says what it is compared with, computed in the same run, such as "VADER 0.596". ``unit`` is
    printed behind the value; "%" takes a value of 0…1.
    """

    name: str
    value: float
    floor: float | None = None
    unit: str = ""
    beside: str = ""
    higher: bool = True

    @property
    def judged(self) -> bool:
        """Whether there is a floor."""
        return self.floor is not None and not math.isnan(self.floor)

    @property
    def held(self) -> bool:
        """Whether the floor is held; a number that is none holds no floor."""
        if self.floor is None or math.isnan(self.floor):
            return True
        return self.value >= self.floor if self.higher else self.value <= self.floor


@dataclass(frozen=True)
class Skipped:
    """A measure that can't be taken here, because data or an extra is absent."""

    name: str
    reason: str
