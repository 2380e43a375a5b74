"""Numbers to small drawings: geometry for SVG attributes, rounded, so that equal numbers give equal bytes.

A drawing never stands alone: the page says the same in words or in a table. None is a gap, not nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from newsdesk.site import printed

_BAR: Final = 100.0  # width of the longest bar of a list, in the drawing's own units
_LEAST: Final = 1.0  # what was measured is seen, even if it is nothing


class Grid(NamedTuple):
    """Where columns stand: every ``pitch`` units one that is ``width`` wide, in a drawing ``height`` high."""

    pitch: float
    width: float
    height: float

    def across(self, columns: int) -> float:
        """Return how wide a drawing of so many columns is."""
        return max(self.pitch * columns - (self.pitch - self.width), self.width)


def bars(counted: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    """Return rows for the partial of bars, the highest count first, with the length of each bar."""
    ordered = sorted(counted, key=lambda item: (-item[1], item[0].casefold()))
    most = max((posts for _, posts in ordered), default=0)
    return [
        {"name": name, "posts": printed.number(posts), "bar": round(_BAR * posts / most, 1) if most else 0.0}
        for name, posts in ordered
    ]


def columns(values: Sequence[float | None], most: float, grid: Grid, *, base: float, scale: float = 1) -> str:
    """Return a path of columns that stand on ``base``; a negative ``scale`` lets them hang from it.

    ``most`` is the value that ``scale`` times the height belongs to.
    """
    return "".join(
        f"M{_n(place * grid.pitch)} {_n(base)}v{_n(-_length(value, most, grid, scale))}"
        f"h{_n(grid.width)}v{_n(_length(value, most, grid, scale))}z"
        for place, value in enumerate(values)
        if value is not None
    )


def ticks(values: Sequence[float | None], most: float, grid: Grid, *, base: float, scale: float = 1) -> str:
    """Return a path of short lines, one over each column, at the height that the value has."""
    return "".join(
        f"M{_n(place * grid.pitch)} {_n(base - scale * grid.height * value / most)}h{_n(grid.width)}"
        for place, value in enumerate(values)
        if value is not None and most > 0
    )


def _length(value: float, most: float, grid: Grid, scale: float) -> float:
    drawn = abs(scale) * grid.height * value / most if most > 0 else 0.0
    return max(drawn, _LEAST) * (1 if scale > 0 else -1)


def _n(value: float) -> str:
    """Return a number as SVG has it, to one decimal at most."""
    return f"{round(value, 1):g}"
