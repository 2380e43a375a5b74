"""What is told because it is striking has wider intervals: selection must not fool the reader."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from statistics import NormalDist, mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.detect.statistics import Z95, Outcome, adjust, selection_widening, widened
from newsdesk.detect.trial import for_selection
from newsdesk.records import Statistic, Window

NORMAL = NormalDist()
NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)


def test_selected_intervals_hold_their_truth() -> None:
    """Of 200 effects, most of them nothing, intervals of those told are rarely wrong; plain ones often."""
    rng = random.Random(7)
    plain, wide = [], []
    for _ in range(600):
        truths = [rng.choice((2.5, 3.5)) if n < 12 else 0.0 for n in range(200)]
        seen = [truth + rng.gauss(0, 1) for truth in truths]
        adjusted = adjust([2 * NORMAL.cdf(-abs(z)) for z in seen])
        held = [n for n, p in enumerate(adjusted) if p <= 0.05]
        reach = Z95 * selection_widening(len(held), len(truths))
        plain.append(sum(abs(seen[n] - truths[n]) > Z95 for n in held) / max(len(held), 1))
        wide.append(sum(abs(seen[n] - truths[n]) > reach for n in held) / max(len(held), 1))
    assert mean(wide) <= 0.055
    assert mean(plain) > 0.08


def test_what_is_not_selected_stays_as_it_is() -> None:
    """Where everything or nothing is told there was no choice, and intervals are plain."""
    assert selection_widening(0, 50) == selection_widening(50, 50) == selection_widening(0, 0) == 1.0


@given(st.floats(0.1, 50), st.floats(1.01, 5), st.floats(1, 3))
def test_a_ratio_is_widened_on_its_own_scale(effect: float, spread: float, times: float) -> None:
    """A widened ratio stays above nothing and holds the plain interval."""
    outcome = Outcome(0.01, effect, effect / spread, effect * spread).widened(times, log=True)
    assert 0 < outcome.low <= effect / spread * 1.0001
    assert outcome.high >= effect * spread * 0.9999
    assert outcome.low * outcome.high == pytest.approx(effect**2)


def test_a_difference_is_widened_on_each_side() -> None:
    """An interval that is longer on one side stays so."""
    assert widened(-0.1, 0.3, 0.0, 2.0, log=False) == pytest.approx((-0.2, 0.6))


@pytest.mark.parametrize(
    ("role", "interval", "wider"),
    [
        ("share", (0.5, 0.9), (0.3, 1.0)),
        ("change", (0.5, 0.9), (0.3, 1.1)),
        ("baseline", (0.5, 0.9), (0.5, 0.9)),
        ("share", None, None),
    ],
    ids=["share now", "change", "usual share", "no interval"],
)
def test_what_was_selected_is_widened(role, interval, wider) -> None:
    """Shares now and changes are wider for being told, a share within 0 and 1; usual shares stay."""
    told = Statistic(
        id="negative.now",
        role=role,
        label="Negative posts",
        value=0.7,
        unit="share",
        n=60,
        window=Window(start=NOON - timedelta(days=1), end=NOON),
        interval=interval,
        forms={},
    )
    assert for_selection(told, 2.0).interval == (pytest.approx(wider) if wider else None)
