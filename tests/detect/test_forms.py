"""Numbers in words: every form is true of the number behind it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.detect import forms
from newsdesk.detect.statistics import Outcome
from newsdesk.records import Window

END = datetime(2026, 3, 2, 12, tzinfo=UTC)
WINDOW = Window(start=END - timedelta(days=1), end=END)


@pytest.mark.parametrize(
    ("ratio", "verb"),
    [
        (1.8, "nearly doubled"),
        (1.99, "nearly doubled"),
        (2.0, "roughly doubled"),
        (2.2, "roughly doubled"),
        (2.21, "more than doubled"),
        (2.69, "more than doubled"),
        (2.7, "nearly tripled"),
        (3.0, "roughly tripled"),
        (3.5, "more than tripled"),
        (4.0, "roughly quadrupled"),
        (5.2, "rose to more than five times the usual level"),
        (12.7, "rose to more than 12 times the usual level"),
        (1.4, "rose by 40%"),
        (0.5, "fell by about half"),
        (0.3, "fell by 70%"),
    ],
)
def test_multiples(ratio: float, verb: str) -> None:
    """Doubled is said of 1.8 to 2.2 times, nearly of up to ten per cent short."""
    assert forms.multiple(ratio) == verb


@pytest.mark.parametrize(
    ("share", "hits", "word"),
    [
        (0.95, 19, "almost all"),
        (0.9, 9, "almost all"),
        (0.61, 20, "most"),
        (0.6, 20, "many"),
        (0.5, 9, "about half"),
        (0.2, 12, "many"),
        (0.2, 9, "several"),
        (0.1, 2, "two"),
        (0.05, 1, "one"),
    ],
)
def test_ladder_of_quantifiers(share: float, hits: int, word: str) -> None:
    """A quantifier word is used only where the ladder allows it."""
    assert forms.quantifier(share, hits) == word


@given(st.integers(1, 500), st.integers(1, 500))
def test_share_forms_tell_the_share(a: int, b: int) -> None:
    """The printed percentage is the share to the nearest whole, and the interval holds the share."""
    hits, total = min(a, b), max(a, b)
    statistic = forms.share("negative.now", "Negative", hits, total, WINDOW)
    printed = re.fullmatch(r"(under |over )?(\d+)%", statistic.forms["value"])
    assert printed
    assert abs(int(printed.group(2)) - 100 * hits / total) <= (1 if printed.group(1) else 0.51)
    assert (statistic.forms["value"] == "100%") == (hits == total)
    assert statistic.interval is not None
    assert statistic.interval[0] - 1e-4 <= statistic.value <= statistic.interval[1] + 1e-4
    assert statistic.n == total


@given(st.floats(0, 1), st.floats(0, 1), st.integers(3, 14))
def test_change_verbs_agree_with_their_direction(before: float, now: float, days: int) -> None:
    """A share that grew never fell in print, nor the other way round."""
    tested = Outcome(0.01, now - before, now - before, now - before)
    verb = forms.change("negative.change", "", before, now, days, 40, tested, WINDOW).forms["verb"]
    if now > before:
        assert re.search(r"rose|doubled|tripled|quadrupled", verb)
    else:
        assert "fell" in verb


def test_a_day_of_nearly_nothing_has_no_multiple() -> None:
    """Forty times nearly nothing is told by its counts alone."""
    statistic = forms.ratio("entity.x.ratio", "", 9, 0.3, Outcome(0.001, 18.0, 5.0, 40.0), WINDOW)
    assert statistic.forms["verb"] == "rose sharply"
    assert statistic.forms["clause"] == "from fewer than one post a day to 9"


def test_a_gap_that_changes_sides_turned_around() -> None:
    """A gap of eight points that becomes one of twenty the other way is told as that."""
    turned = forms.gap_change(0.08, -0.20, 60, Outcome(0.01, -0.28, -0.4, -0.1), WINDOW)
    assert turned.forms["verb"] == "turned around"
    assert turned.forms["clause"] == "from 8 points to 20 the other way"
    widened = forms.gap_change(0.04, 0.26, 60, Outcome(0.01, 0.22, 0.1, 0.4), WINDOW)
    assert widened.forms["verb"] == "widened by 22 percentage points"


@pytest.mark.parametrize(
    ("before", "now", "verb", "value"),
    [
        (0.064, 0.686, "widened by 62 percentage points", "62 points"),
        (0.02, -0.2, "widened by 18", "22 points"),
    ],
)
def test_a_gap_tells_one_change(before: float, now: float, verb: str, value: str) -> None:
    """Words and figure are of the change before rounding; one that changes sides has moved by both sides."""
    tested = Outcome(0.001, now - before, now - before - 0.1, now - before + 0.1)
    told = forms.gap_change(before, now, 88, tested, WINDOW)
    assert told.forms["verb"].startswith(verb)
    assert told.forms["value"] == value
