"""The tests, their effect sizes and intervals. Thin: the distributions are SciPy's.

Counts of a day vary more than Poisson's law says, shares more than the binomial law; both are widened by
an overdispersion factor estimated from the baseline days and drawn toward a prior, because a fortnight of
days estimates a variance badly.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

#: Overdispersion that a count of posts a day is believed to have, and how many days that belief weighs.
PRIOR_DISPERSION = 1.5
PRIOR_DAYS = 4
#: Two-sided 95 % point of the normal distribution.
Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Outcome:
    """A test's outcome: two-sided p, the effect and its 95 % interval, both in the effect's own unit."""

    p: float
    effect: float
    low: float
    high: float


def dispersion(counts: Sequence[int]) -> float:
    """Return variance/mean of daily counts, drawn toward the prior, never below 1."""
    mean = sum(counts) / len(counts)
    if mean == 0 or len(counts) < 2:
        return PRIOR_DISPERSION
    variance = sum((count - mean) ** 2 for count in counts) / (len(counts) - 1)
    weight = len(counts) - 1
    return max(1.0, (weight * variance / mean + PRIOR_DAYS * PRIOR_DISPERSION) / (weight + PRIOR_DAYS))


def count_against_days(now: int, days: Sequence[int]) -> Outcome:
    """Test a day's count against earlier days: negative binomial with the predictive variance.

    Mean m and dispersion φ come from the days; the predictive variance φ·m·(1+1/D) gives the negative
    binomial's size by moments. The effect is the ratio now/m, its interval that of a quasi-Poisson
    log-ratio. A mean below half a post counts as half a post, so that a ratio stays finite.
    """
    from scipy import stats

    mean = max(sum(days) / len(days), 0.5)
    phi = dispersion(days)
    variance = max(phi * mean * (1 + 1 / len(days)), mean * 1.0001)
    size = mean**2 / (variance - mean)
    law = stats.nbinom(size, size / (size + mean))
    p = min(1.0, 2 * min(float(law.sf(now - 1)), float(law.cdf(now))))
    ratio = now / mean
    spread = Z95 * math.sqrt(phi * (1 / max(now, 0.5) + 1 / (mean * len(days))))
    middle = max(now, 0.5) / mean
    return Outcome(p, ratio, middle * math.exp(-spread), middle * math.exp(spread))


def share_interval(hits: int, total: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share (Wilson 1927); total must be above zero."""
    from scipy import stats

    low, high = stats.binomtest(hits, total).proportion_ci(0.95, method="wilson")
    return float(low), float(high)


def share_dispersion(days: Sequence[tuple[int, int]]) -> float:
    """Return the Pearson dispersion of daily (hits, total) around their pooled share, at least 1."""
    hits, total = sum(day[0] for day in days), sum(day[1] for day in days)
    if len(days) < 2 or hits in (0, total):
        return 1.0
    share = hits / total
    chi2 = sum((h - n * share) ** 2 / (n * share * (1 - share)) for h, n in days if n)
    weight = len(days) - 1
    return max(1.0, (chi2 + PRIOR_DAYS) / (weight + PRIOR_DAYS))


def shares_differ(now: tuple[int, int], days: Sequence[tuple[int, int]]) -> Outcome:
    """Test a day's share against the pooled share of earlier days: two proportions, widened by dispersion.

    ``now`` and each of ``days`` are (hits, total). The effect is now − before (−1…1); its interval is
    Newcombe's hybrid score interval (Newcombe 1998, method 10) with totals divided by the dispersion.
    """
    from scipy import stats

    phi = share_dispersion(days)
    before = (sum(day[0] for day in days), sum(day[1] for day in days))
    p1, n1 = now[0] / now[1], now[1] / phi
    p0, n0 = before[0] / before[1], before[1] / phi
    pooled = (p1 * n1 + p0 * n0) / (n1 + n0)
    error = math.sqrt(max(pooled * (1 - pooled), 1e-9) * (1 / n1 + 1 / n0))
    p = 2 * float(stats.norm.sf(abs(p1 - p0) / error))
    low, high = newcombe(p1, n1, p0, n0)
    return Outcome(p, p1 - p0, low, high)


def newcombe(p1: float, n1: float, p0: float, n0: float) -> tuple[float, float]:
    """Return the 95 % interval of p1 − p0 from the two Wilson intervals; sizes may be fractional."""
    low1, high1 = _wilson(p1, n1)
    low0, high0 = _wilson(p0, n0)
    difference = p1 - p0
    return (
        difference - math.hypot(p1 - low1, high0 - p0),
        difference + math.hypot(high1 - p1, p0 - low0),
    )


def _wilson(share: float, size: float) -> tuple[float, float]:
    z2 = Z95**2
    middle = (share + z2 / (2 * size)) / (1 + z2 / size)
    half = Z95 / (1 + z2 / size) * math.sqrt(share * (1 - share) / size + z2 / (4 * size**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def gaps_differ(
    now: tuple[tuple[int, int], tuple[int, int]],
    days: tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]],
) -> Outcome:
    """Test whether the gap between two platforms' shares has changed against its own history.

    Arguments are pairs (first platform, second platform) of (hits, total). The effect is the gap now − the
    pooled gap before; a normal test on the four shares, variances widened by each platform's dispersion.
    """
    from scipy import stats

    effect, variance = 0.0, 0.0
    for sign, today, history in ((1, now[0], days[0]), (-1, now[1], days[1])):
        phi = share_dispersion(history)
        hits, total = sum(day[0] for day in history), sum(day[1] for day in history)
        effect += sign * (today[0] / today[1] - hits / total)
        variance += phi * (_spread(*today) + _spread(hits, total))
    error = math.sqrt(variance)
    p = 2 * float(stats.norm.sf(abs(effect) / error))
    return Outcome(p, effect, effect - Z95 * error, effect + Z95 * error)


def _spread(hits: int, total: int) -> float:
    """Return the variance of a share with one success and one failure added (Agresti-Caffo)."""
    share = (hits + 1) / (total + 2)
    return share * (1 - share) / (total + 2)


def adjust(ps: Sequence[float]) -> list[float]:
    """Adjust p-values for the number of tests (Benjamini-Hochberg 1995)."""
    if not ps:
        return []
    from scipy import stats

    return [float(p) for p in stats.false_discovery_control(list(ps), method="bh")]
