"""Drawings: numbers to SVG geometry, inside the drawing and the same for the same numbers."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from newsdesk.site.parts.charts import Grid, bars, columns, ticks

GRID = Grid(pitch=10, width=7, height=100)
COLUMN = re.compile(r"M(-?[\d.]+) (-?[\d.]+)v(-?[\d.]+)h(-?[\d.]+)v(-?[\d.]+)z")
VALUES = st.lists(st.none() | st.floats(0, 1e6, allow_nan=False), min_size=1, max_size=14)


@given(VALUES)
def test_columns_stand_on_their_base_inside_the_drawing(values: list[float | None]) -> None:
    """Each number has a column in its place, a gap has none, and none is higher than the drawing."""
    most = max(value or 0 for value in values)
    found = COLUMN.findall(columns(values, most, GRID, base=100))
    assert len(found) == sum(value is not None for value in values)
    places = [place for place, value in enumerate(values) if value is not None]
    for place, (left, base, up, width, down) in zip(places, found, strict=True):
        assert (float(left), float(base), float(width)) == (place * 10, 100, 7)
        assert float(up) == -float(down)
        assert -100 <= float(up) <= -1
    assert GRID.across(len(values)) == 10 * len(values) - 3


def test_columns_have_the_height_of_their_numbers() -> None:
    """The highest fills the drawing, half of it is half as high, and nothing is a line, not a gap."""
    assert columns([4, 2, 0, None], 4, GRID, base=100) == "M0 100v-100h7v100zM10 100v-50h7v50zM20 100v-1h7v1z"


def test_columns_can_hang_from_their_base() -> None:
    """A negative scale draws downwards, in the same measure."""
    assert columns([1], 4, GRID, base=40, scale=-1) == "M0 40v25h7v-25z"


@given(VALUES)
def test_ticks_lie_inside_the_drawing(values: list[float | None]) -> None:
    """There is a short line for each number, between top and base."""
    most = max(value or 0 for value in values)
    found = re.findall(r"M[\d.]+ (-?[\d.]+)h7", ticks(values, most, GRID, base=100))
    assert len(found) == (sum(value is not None for value in values) if most else 0)
    assert all(0 <= float(y) <= 100 for y in found)


def test_bars_are_ordered_and_measured_by_the_longest() -> None:
    """The highest count comes first, equal ones by name; nothing at all has no length and no fault."""
    rows = bars([("b", 1), ("a", 1), ("c", 4)])
    assert [(row["name"], row["posts"], row["bar"]) for row in rows] == [
        ("c", "4", 100.0),
        ("a", "1", 25.0),
        ("b", "1", 25.0),
    ]
    assert bars([]) == []
    assert bars([("a", 0)])[0]["bar"] == 0.0
