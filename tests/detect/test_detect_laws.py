"""The newer tests against what is known of them: tails, weekdays, robustness, log-odds, coverage."""

from __future__ import annotations

import math
import random
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsdesk.detect import log_odds, mixture, statistics, weekdays
from newsdesk.detect.kinds.register_shift import homogeneity
from newsdesk.detect.statistics import Scatter


@pytest.mark.parametrize(
    ("now", "size", "mean"), [(0, 2.0, 3.0), (7, 0.8, 0.5), (63, 40.0, 20.0), (200, 5.5, 90.0)]
)
def test_tails_are_the_negative_binomial(now: int, size: float, mean: float) -> None:
    """The incomplete beta function gives SciPy's own distribution."""
    from scipy import stats

    law = stats.nbinom(size, size / (size + mean))
    above, below = statistics.negative_binomial_tails(now, size, mean)
    assert above == pytest.approx(law.sf(now - 1), rel=1e-9)
    assert below == pytest.approx(law.cdf(now), rel=1e-9)


def test_one_spike_among_the_days_changes_little() -> None:
    """A day of ten times the usual moves what is usual by less than a fifth, and hides nothing."""
    calm = [20, 22, 19, 18, 21, 20, 23, 17, 20, 21, 19, 22, 20]
    spiked = [*calm[:6], 200, *calm[7:]]
    assert statistics.usual(spiked) < 1.2 * statistics.usual(calm)
    assert statistics.count_against_days(60, spiked).p < 1e-4
    assert statistics.winsorised(calm) == calm


def test_one_odd_day_of_mood_changes_little() -> None:
    """A day on which everybody was angry neither sets what is usual nor hides the next."""
    days = [(6, 30)] * 6 + [(58, 60)] + [(6, 30)] * 6
    usual = sum(h for h, _ in statistics.steadied(days)) / sum(n for _, n in days)
    assert usual < 0.28
    assert statistics.shares_differ((15, 30), statistics.steadied(days)).p < 0.01


def test_weekdays_weigh_what_they_repeat() -> None:
    """A day of the week that twice brought the double is expected to again; what doesn't repeat is not."""
    steady = {day: 200.0 if day % 7 == 0 else 100.0 for day in range(1, 15)}
    assert weekdays.weights(steady)[1] == pytest.approx(2.0, abs=0.05)
    assert weekdays.weights(steady)[7] == pytest.approx(1.0)
    rng = random.Random(1)
    restless = {day: 100.0 * rng.uniform(0.5, 1.5) for day in range(1, 15)}
    assert abs(weekdays.weights(restless)[1] - 1) < 0.45


def test_a_short_history_knows_no_weekday() -> None:
    """With one equal day in the history nothing is weighed."""
    assert set(weekdays.weights({day: float(day * day) for day in range(1, 13)}).values()) == {1.0}


@example({2: 2.8e-224, 21: 0.0, 15: 1.0, 14: 0.0})  # squares of parts of next to nothing overflow
@given(st.dictionaries(st.integers(1, 60), st.floats(0, 1e5), max_size=60))
def test_weights_are_always_sane(totals: dict[int, float]) -> None:
    """Whatever was collected, every day has a weight that is positive and bounded."""
    found = weekdays.weights(totals)
    assert found.keys() == totals.keys()
    assert all(0.2 <= weight <= 5 for weight in found.values())


def test_log_odds_by_hand() -> None:
    """δ and its variance are those of Monroe, Colaresi and Quinn's equations 16 and 20."""
    delta = math.log(21 / (100 + 50 - 21)) - math.log(11 / (1000 + 50 - 11))
    expected = delta / math.sqrt(1 / 21 + 1 / 11)
    assert log_odds.z_score((20, 100), (10, 1000), (1.0, 50.0)) == pytest.approx(expected)
    assert log_odds.rise_p(1.6448536) == pytest.approx(0.05)


@given(st.integers(0, 50), st.integers(0, 50), st.floats(0, 60))
def test_log_odds_are_always_sane(hits: int, before: int, prior: float) -> None:
    """Whatever the counts, p is a probability."""
    p = log_odds.rise_p(log_odds.z_score((hits, 50), (before, 500), (prior, 60.0)))
    assert 0 <= p <= 1


def test_homogeneity_of_equal_tones() -> None:
    """Where the registers are spread as before, nothing differs; where one doubles, it does."""
    usual = Counter(neutral=60, angry=10, amused=10, anxious=10, hopeful=10)
    same = homogeneity(usual, Counter({k: 10 * n for k, n in usual.items()}), [usual] * 10)
    assert same[0] == pytest.approx(1.0)
    now = Counter(neutral=45, angry=25, amused=10, anxious=10, hopeful=10)
    p, association = homogeneity(now, Counter({k: 10 * n for k, n in usual.items()}), [usual] * 10)
    assert p < 1e-3
    assert association == pytest.approx(0.2, abs=0.05)


def test_a_changed_mixture_is_no_change() -> None:
    """If only the platforms' parts moved, nothing remains of a changed share."""
    before = {"bluesky": (50, 500), "reddit": (300, 500)}
    now = {"bluesky": (2, 20), "reddit": (48, 80)}
    assert mixture.standardised(now, before) == pytest.approx(0.0, abs=0.02)
    assert not mixture.remains(0.5 - 0.35, now, before)


def _day(rng: random.Random, share: float, total: int, spread: float) -> tuple[int, int]:
    """Return one day's (hits, total); the share itself scatters by ``spread``."""
    around = min(max(rng.gauss(share, spread), 0.01), 0.99)
    return sum(rng.random() < around for _ in range(total)), total


def _count(rng: random.Random, mean: float, phi: float) -> int:
    """Return a count with that mean and dispersion (a Poisson count of a gamma rate)."""
    rate = rng.gammavariate(mean / (phi - 1), phi - 1) if phi > 1 else mean
    step, count = math.exp(-rate), 0
    product = rng.random()
    while product > step:
        product *= rng.random()
        count += 1
    return count


@pytest.mark.parametrize("phi", [1.0, 1.5, 2.5])
def test_ratio_intervals_cover_the_truth(phi: float) -> None:
    """The interval of a ratio holds the true one at least 95 times in a hundred, give or take chance."""
    rng, runs, held = random.Random(7), 600, 0
    for _ in range(runs):
        days = [_count(rng, 20, phi) for _ in range(13)]
        tested = statistics.count_against_days(_count(rng, 50, phi), days)
        held += tested.low <= 2.5 <= tested.high
    assert held / runs >= 0.935


@pytest.mark.parametrize("spread", [0.0, 0.06])
def test_change_intervals_cover_the_truth(spread: float) -> None:
    """The interval of a changed share holds the true change, on calm beats and on restless ones."""
    rng, runs, held = random.Random(8), 400, 0
    for _ in range(runs):
        days = [_day(rng, 0.25, 40, spread) for _ in range(13)]
        tested = statistics.shares_differ(_day(rng, 0.45, 60, spread), statistics.steadied(days))
        held += tested.low <= 0.20 <= tested.high
    assert held / runs >= 0.93


@pytest.mark.parametrize("posts", [25, 60, 200])
def test_chance_alone_is_rarely_a_shift(posts: int) -> None:
    """Where nothing has moved, a share's p is below a hundredth once in a hundred at most, however small."""
    rng, runs, calm = random.Random(10), 3_000, Scatter(0.0, 150)
    low = 0
    for _ in range(runs):
        days = [_day(rng, 0.25, posts, 0.0) for _ in range(13)]
        low += statistics.shares_differ(_day(rng, 0.25, posts, 0.0), days, calm).p < 0.01
    assert 0.001 < low / runs < 0.014


@pytest.mark.parametrize("posts", [45, 100])
def test_chance_alone_is_rarely_a_changed_gap(posts: int) -> None:
    """Where nothing has moved, a gap's p is below a hundredth once in a hundred at most."""
    rng, runs, calm = random.Random(11), 3_000, Scatter(1.0, 150)
    low = 0
    for _ in range(runs):
        days = tuple([_day(rng, share, posts, 0.0) for _ in range(13)] for share in (0.2, 0.35))
        now = _day(rng, 0.2, posts, 0.0), _day(rng, 0.35, posts, 0.0)
        low += statistics.gaps_differ(now, days, calm).p < 0.01
    assert 0.001 < low / runs < 0.014


def test_a_gap_that_opens_is_found() -> None:
    """Five in six gaps that open by thirty points between two hundred posts have a p below a thousandth."""
    rng, runs, calm = random.Random(12), 1_000, Scatter(1.0, 150)
    found = 0
    for _ in range(runs):
        days = tuple([_day(rng, 0.25, 100, 0.0) for _ in range(13)] for _ in range(2))
        now = _day(rng, 0.45, 100, 0.0), _day(rng, 0.15, 100, 0.0)
        found += statistics.gaps_differ(now, days, calm).p < 0.001
    assert found / runs > 0.84


def test_share_intervals_cover_the_truth() -> None:
    """Wilson's interval holds the true share about 95 times in a hundred."""
    rng, runs, held = random.Random(9), 800, 0
    for _ in range(runs):
        low, high = statistics.share_interval(*_day(rng, 0.3, 50, 0.0))
        held += low <= 0.3 <= high
    assert held / runs >= 0.93
