"""The tests against published values and against their own promises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.detect import statistics
from newsdesk.detect.statistics import Scatter

#: Gaps that scatter by chance alone, as a dozen pairs show.
CALM = Scatter(1.0, 150)

shares = st.tuples(st.integers(1, 200), st.integers(1, 200)).map(lambda t: (min(t), max(t)))


def test_wilson_matches_the_textbook() -> None:
    """Wilson's interval for 81 of 263 is 0.2553 to 0.3662 (Newcombe 1998, table I)."""
    low, high = statistics.share_interval(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


def test_newcombe_matches_the_textbook() -> None:
    """The difference 56/70 − 48/80 has the interval 0.0524 to 0.3339 (Newcombe 1998, method 10)."""
    low, high = statistics.newcombe(56 / 70, 70, 48 / 80, 80)
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)


def test_benjamini_hochberg_by_hand() -> None:
    """Adjusted values are the running minimum of p·m/rank from the largest."""
    assert statistics.adjust([0.01, 0.04, 0.03, 0.5]) == pytest.approx([0.04, 0.16 / 3, 0.16 / 3, 0.5])
    assert statistics.adjust([]) == []


@pytest.mark.parametrize(
    ("now", "days", "significant"),
    [
        (63, [20, 22, 19, 18, 21, 20, 23, 17, 20, 21], True),
        (24, [20, 22, 19, 18, 21, 20, 23, 17, 20, 21], False),
        (63, [20, 70, 9, 55, 12, 48, 31, 60, 15, 40], False),
        (1, [30, 28, 33, 31, 29, 30, 32], True),
        (9, [0, 0, 1, 0, 0, 0, 1], True),
    ],
    ids=["tripled", "ordinary", "restless beat", "fell silent", "from nothing"],
)
def test_counts_against_days(now: int, days: list[int], significant: bool) -> None:
    """A day stands out only against how restless its own days are."""
    assert (statistics.count_against_days(now, days).p < 0.01) is significant


@given(st.integers(0, 300), st.lists(st.integers(0, 300), min_size=3, max_size=14))
def test_count_test_is_always_sane(now: int, days: list[int]) -> None:
    """Whatever the counts, p is a probability and the interval holds the ratio it is about."""
    tested = statistics.count_against_days(now, days)
    assert 0 <= tested.p <= 1
    assert tested.low <= tested.high
    assert now == 0 or tested.low <= tested.effect <= tested.high


@given(shares, st.lists(shares, min_size=3, max_size=14))
def test_share_test_is_always_sane(now: tuple[int, int], days: list[tuple[int, int]]) -> None:
    """Whatever the shares, p is a probability and the interval holds the effect."""
    tested = statistics.shares_differ(now, days)
    assert 0 <= tested.p <= 1
    assert -1 <= tested.low <= tested.effect <= tested.high <= 1


@given(st.integers(20, 200), st.lists(st.integers(20, 200), min_size=3, max_size=14))
def test_same_share_is_no_shift(total: int, totals: list[int]) -> None:
    """Where half are negative now and half were before, nothing has shifted."""
    tested = statistics.shares_differ((total, 2 * total), [(n, 2 * n) for n in totals])
    assert tested.effect == pytest.approx(0)
    assert tested.p == pytest.approx(1)


def test_gap_is_tested_against_its_own_history() -> None:
    """Platforms that always differ have no changed gap; a gap that opens has."""
    history = ([(6, 20)] * 10, [(14, 20)] * 10)
    same = statistics.gaps_differ(((9, 30), (21, 30)), history, CALM)
    opened = statistics.gaps_differ(((24, 30), (6, 30)), history, CALM)
    assert same.p > 0.9
    assert opened.p < 0.001
    assert opened.effect == pytest.approx(1.0)


def test_a_mood_that_both_platforms_share_widens_no_gap() -> None:
    """Days that move both platforms alike leave their gap sure; days that move one do not."""
    up_and_down = [(20, 100), (40, 100)] * 6
    shared = statistics.gaps_differ(((48, 100), (30, 100)), (up_and_down, up_and_down), CALM)
    apart = statistics.gaps_differ(((48, 100), (30, 100)), (up_and_down, up_and_down[::-1]), CALM)
    assert shared.effect == apart.effect == pytest.approx(0.18)
    assert shared.p < 0.02 < apart.p


@given(
    shares,
    shares,
    st.lists(st.tuples(shares, shares), min_size=3, max_size=14),
    st.floats(1, 4),
    st.integers(0, 200),
)
def test_gap_test_is_always_sane(one, other, days, restlessness: float, freedom: int) -> None:
    """Whatever the shares, p is a probability and the interval holds the effect."""
    history = ([first for first, _ in days], [second for _, second in days])
    tested = statistics.gaps_differ((one, other), history, Scatter(restlessness, freedom))
    assert 0 <= tested.p <= 1
    assert -2 <= tested.effect <= 2
    assert tested.low <= tested.effect <= tested.high


def test_what_other_beats_show_is_believed_of_one() -> None:
    """The same days count for less where the edition's beats are known to drift, by their posts."""
    days, now = [(20, 100), (30, 100)] * 6, (40, 100)
    calm = statistics.shares_differ(now, days, Scatter(0.0, 100))
    drifting = statistics.shares_differ(now, days, Scatter(0.03**2, 100))
    assert drifting.p > 1.5 * calm.p
    assert statistics.share_dispersion(days, Scatter(0.03**2, 100)) == pytest.approx((16 + 14 * 1.4752) / 25)


def test_what_many_beats_know_is_known_better() -> None:
    """The same share and the same gap are surer where more days of other beats tell how days scatter."""
    days, now = [(25, 100), (30, 100)] * 6, (46, 100)
    gap, history = ((46, 100), (20, 100)), ([(25, 100)] * 12, [(25, 100)] * 12)
    for few, many in ((12, 60), (60, 300)):
        known = [Scatter(0.0, freedom) for freedom in (few, many)]
        less, more = (statistics.shares_differ(now, days, scatter).p for scatter in known)
        assert more < less
        less, more = (statistics.gaps_differ(gap, history, Scatter(1.0, f)).p for f in (few, many))
        assert more < less


def test_a_change_of_half_a_post_is_none() -> None:
    """A share of 31 can't be 25 % to the post: what is nearest to it has not changed."""
    assert statistics.shares_differ((8, 31), [(25, 100)] * 8).p == pytest.approx(1)
    assert statistics.shares_differ((9, 31), [(25, 100)] * 8).p < 1


def test_restless_days_widen_the_share_test() -> None:
    """The same shift counts for less where the days before it scattered."""
    calm = statistics.shares_differ((15, 30), [(6, 20)] * 8)
    restless = statistics.shares_differ((15, 30), [(0, 20), (12, 20)] * 4)
    assert restless.p > calm.p
