"""The tests, their effect sizes and intervals.

The distributions' tails come from :mod:`scipy.special`: the regularised incomplete beta function is the
negative binomial's distribution (Abramowitz and Stegun 26.5.26), ``ndtr`` the normal's.
Counts of a day vary more than Poisson's law says, shares more than the binomial law; both are widened by
an overdispersion factor estimated from the baseline days and drawn toward a prior, because a fortnight of
days estimates a variance badly. A day far above the others, such as an earlier event, counts only as far
as an unusual day would (it is winsorised), so that one event can't hide the next.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist, median
from typing import NamedTuple

#: Overdispersion that a count of posts a day is believed to have, and how many days that belief weighs.
PRIOR_DISPERSION = 1.5
PRIOR_DAYS = 4
#: How many days the scatter that all series of an edition share weighs beside a series' own.
SHARED_DAYS = 14
#: How far a count may be from where it stands, because it has no values between (Yates 1934).
HALF = 0.5
#: How much days are believed to differ on their own, as a part of the usual level: what makes large counts
#: more restless than small ones.
VOLATILITY = 0.2
#: An interval is as wide as if the dispersion were this many D-ths greater: D days estimate it badly
#: (simulated: with 4, 95 % intervals cover 95 % for dispersions of 1 to 3).
UNSURE_DAYS = 4
#: Two-sided 95 % point of the normal distribution.
Z95 = 1.959963984540054
#: A day above the median by more than so many robust standard deviations counts as if it stood there.
FAR = 3.0
#: What makes the median absolute deviation a standard deviation (Rousseeuw and Croux 1993).
MAD_SCALE = 1.4826
#: Where fewer posts a day than this are usual, a ratio is told as if it were this many, so that it stays
#: finite.
LEAST_MEAN = 0.5
#: What a ratio's interval begins with at least: printed with four digits, a smaller one is nothing.
LEAST_RATIO = 1e-4


@dataclass(frozen=True, slots=True)
class Outcome:
    """A test's outcome: p, the effect and its 95 % interval, both in the effect's own unit.

    ``spread`` is how many times the variance of independent posts was taken, for the intervals of what is
    compared.
    """

    p: float
    effect: float
    low: float
    high: float
    spread: float = 1.0

    def widened(self, times: float, *, log: bool) -> Outcome:
        """Return the outcome with an interval so many times as wide, on a logarithmic scale if asked."""
        low, high = widened(self.low, self.high, self.effect, times, log=log)
        return replace(self, low=low, high=high)


class Scatter(NamedTuple):
    """How much days scatter beyond chance, as all series of an edition know it together.

    ``amount`` is in its test's own unit, ``freedom`` the degrees of freedom that it was estimated with.
    """

    amount: float
    freedom: int


def winsorised(counts: Sequence[float]) -> list[float]:
    """Return daily counts with those far above the median brought down to where an unusual day would stand.

    The scale is the median absolute deviation, but never less than that of a count as restless as believed.
    """
    middle = median(counts)
    scale = MAD_SCALE * median(abs(count - middle) for count in counts)
    roof = middle + FAR * max(scale, math.sqrt(PRIOR_DISPERSION * (middle + 1)))
    return [min(float(count), roof) for count in counts]


def dispersion(counts: Sequence[float], prior: float = PRIOR_DISPERSION) -> float:
    """Return variance/mean of daily counts, drawn toward what is believed of such counts, at least 1."""
    mean = sum(counts) / len(counts)
    prior += VOLATILITY**2 * mean
    if mean == 0 or len(counts) < 2:
        return prior
    variance = sum((count - mean) ** 2 for count in counts) / (len(counts) - 1)
    weight = len(counts) - 1
    return max(1.0, (weight * variance / mean + PRIOR_DAYS * prior) / (weight + PRIOR_DAYS))


def usual(days: Sequence[float]) -> float:
    """Return what a day usually has: the mean of the winsorised days."""
    return sum(winsorised(days)) / len(days)


def count_against_days(
    now: int,
    days: Sequence[float],
    *,
    least: float = LEAST_MEAN,
    prior: float = PRIOR_DISPERSION,
    unsure: float = UNSURE_DAYS,
) -> Outcome:
    """Test a day's count against earlier days: negative binomial with the predictive variance.

    Mean m and dispersion φ come from the winsorised days, φ drawn toward ``prior`` and, because it is
    estimated, widened as if ``unsure`` of them were missing; the predictive variance φ·m·(1+1/D) gives the
    negative binomial's size by moments, where a mean below ``least`` counts as that. The effect is the ratio
    now/m with m at least :data:`LEAST_MEAN`, its interval that of a quasi-Poisson log-ratio.
    """
    held = winsorised(days)
    mean = sum(held) / len(held)
    phi = dispersion(held, prior)
    p = min(1.0, 2 * min(_predicted(now, max(mean, least), phi * (1 + unsure / len(held)), len(held))))
    level = max(mean, LEAST_MEAN)
    widened = phi * (1 + UNSURE_DAYS / len(held))
    spread = Z95 * math.sqrt(widened * (1 / max(now, 0.5) + 1 / (level * len(held))))
    middle = max(now, 0.5) / level
    return Outcome(p, now / level, middle * math.exp(-spread), middle * math.exp(spread))


def _predicted(now: int, mean: float, phi: float, days: int) -> tuple[float, float]:
    variance = max(phi * mean * (1 + 1 / days), mean * 1.0001)
    return negative_binomial_tails(now, mean**2 / (variance - mean), mean)


def negative_binomial_tails(now: int, size: float, mean: float) -> tuple[float, float]:
    """Return P(X ≥ now) and P(X ≤ now) for a negative binomial of that size and mean."""
    from scipy.special import betainc

    success = size / (size + mean)
    above = float(betainc(now, size, 1 - success)) if now > 0 else 1.0
    return above, float(betainc(size, now + 1, success))


def normal_p(z: float) -> float:
    """Return the two-sided p of a standard normal deviate."""
    from scipy.special import ndtr

    return 2 * float(ndtr(-abs(z)))


def student_p(t: float, freedom: float) -> float:
    """Return the two-sided p of Student's t with so many degrees of freedom."""
    from scipy.special import stdtr

    return 2 * float(stdtr(freedom, -abs(t)))


def share_interval(hits: float, total: int, spread: float = 1.0) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share (Wilson 1927); total must be above zero.

    Posts that are not independent count as fewer: the total is divided by ``spread``.
    """
    return _wilson(hits / total, total / spread)


def steadied(days: Sequence[tuple[int, int]]) -> list[tuple[float, int]]:
    """Return daily (hits, total) with a share far from the days' median brought to where it would be odd.

    As :func:`winsorised`, on both sides; a day's own binomial scatter is the least scale.
    """
    shares = sorted((hits / total, total) for hits, total in days if total)
    if len(shares) < 3:
        return [(float(hits), total) for hits, total in days]
    middle = _weighted_median(shares)
    scale = MAD_SCALE * _weighted_median(sorted((abs(share - middle), n) for share, n in shares))
    steady = []
    for hits, total in days:
        even = (middle * total + 1) / (total + 2)
        reach = FAR * max(scale, math.sqrt(even * (1 - even) / max(total, 1))) * total
        steady.append((min(max(float(hits), middle * total - reach), middle * total + reach), total))
    return steady


def _weighted_median(values: Sequence[tuple[float, int]]) -> float:
    """Return the value of ascending (value, weight) at which half of the weight is reached."""
    half, reached = sum(weight for _, weight in values) / 2, 0
    for value, weight in values:
        reached += weight
        if reached >= half:
            return value
    return values[-1][0]


def share_dispersion(days: Sequence[tuple[float, int]], drift: Scatter | None = None) -> float:
    """Return the Pearson dispersion of daily (hits, total) around their pooled share, at least 1.

    It is drawn toward 1, or, where ``drift`` is known (a variance of the share between days), toward what
    that makes of so many posts.
    """
    hits, total = sum(day[0] for day in days), sum(day[1] for day in days)
    if len(days) < 2 or hits <= 0 or hits >= total:
        return 1.0
    share = hits / total
    chi2 = sum((h - n * share) ** 2 / (n * share * (1 - share)) for h, n in days if n)
    belief = 1 + (drift.amount if drift else 0.0) * (total / len(days) - 1) / (share * (1 - share))
    own, weight = len(days) - 1, SHARED_DAYS if drift else PRIOR_DAYS
    return max(1.0, (chi2 + weight * belief) / (own + weight))


def _freedom(own: int, shared: Scatter) -> float:
    """Return the degrees of freedom of a series' own scatter drawn toward a shared one (Satterthwaite 1946).

    What all know together is known better than a fortnight of one series tells, but no better than from so
    many days.
    """
    mine = own / (own + SHARED_DAYS)
    return 1 / (mine**2 / max(own, 1) + (1 - mine) ** 2 / max(shared.freedom, 1))


def shares_differ(
    now: tuple[float, int], days: Sequence[tuple[float, int]], drift: Scatter | None = None
) -> Outcome:
    """Test a day's share against the pooled share of earlier days: two proportions, corrected for continuity.

    Widened by the days' dispersion, with Student's law because that is estimated; ``drift`` is that of
    :func:`share_dispersion`. ``now`` and each of ``days`` are (hits, total). The effect is now − before
    (−1…1); its interval is Newcombe's hybrid score interval (Newcombe 1998, method 10) with totals divided by
    the dispersion.
    """
    phi = share_dispersion(days, drift)
    before = (sum(day[0] for day in days), sum(day[1] for day in days))
    p1, n1 = now[0] / now[1], now[1] / phi
    p0, n0 = before[0] / before[1], before[1] / phi
    pooled = (p1 * n1 + p0 * n0) / (n1 + n0)
    error = math.sqrt(max(pooled * (1 - pooled), 1e-9) * (1 / n1 + 1 / n0))
    spread = spread_of(days, drift)
    low, high = newcombe(p1, now[1] / spread, p0, before[1] / spread)
    beyond = max(abs(p1 - p0) - HALF / now[1], 0.0)
    own = len(days) - 1
    p = student_p(beyond / error, _freedom(own, drift) if drift else own + PRIOR_DAYS)
    return Outcome(p, p1 - p0, low, high, spread)


def spread_of(days: Sequence[tuple[float, int]], drift: Scatter | None = None) -> float:
    """Return how many times the variance of independent posts a share of such days has, with care."""
    return share_dispersion(days, drift) * (1 + UNSURE_DAYS / len(days))


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


#: Daily (hits, total) of two platforms on the same days.
PairOfDays = tuple[Sequence[tuple[float, int]], Sequence[tuple[float, int]]]


def gaps_differ(
    now: tuple[tuple[int, int], tuple[int, int]], days: PairOfDays, restlessness: Scatter
) -> Outcome:
    """Test whether the gap between two platforms' shares has changed against its own history.

    Arguments are pairs (first platform, second platform) of (hits, total). The effect is the gap now − the
    pooled gap before. The score test: what chance does to the four shares is taken from the usual ones, as if
    nothing had changed, because a share that moved toward the middle would count as less certain for it. The
    variance is widened by the dispersion of the daily gaps, so that a mood that both platforms share from day
    to day costs nothing; it is drawn toward ``restlessness``, how many times the variance of chance the gaps
    of all pairs of the edition have. Student's law, because that is estimated. The interval is the normal one
    with the shares as they are.
    """
    pooled = [_pooled(rows) for rows in days]
    usual = pooled[0][0] / pooled[0][1] - pooled[1][0] / pooled[1][1]
    effect = now[0][0] / now[0][1] - now[1][0] / now[1][1] - usual
    chi2, own = gap_scatter(days)
    phi = max(1.0, (chi2 + SHARED_DAYS * restlessness.amount) / (own + SHARED_DAYS))
    unchanged = (
        _even(*before) * (1 / today[1] + 1 / before[1]) for today, before in zip(now, pooled, strict=True)
    )
    p = student_p(effect / math.sqrt(phi * sum(unchanged)), _freedom(own, restlessness))
    spread = 1 + UNSURE_DAYS / len(days[0])
    changed = sum(_even(*tally) / (tally[1] + 2) for tally in (*now, *pooled))
    reach = Z95 * math.sqrt(spread * phi * changed)
    return Outcome(p, effect, effect - reach, effect + reach, spread)


def _pooled(rows: Sequence[tuple[float, int]]) -> tuple[float, int]:
    return sum(hits for hits, _ in rows), sum(total for _, total in rows)


def gap_scatter(days: PairOfDays) -> tuple[float, int]:
    """Return the chi-square of daily gaps around the usual one, by chance alone about its degrees of freedom.

    The second number are those: the days on which both platforms were judged, less one.
    """
    pooled = [_pooled(rows) for rows in days]
    shares = [(hits + 1) / (total + 2) for hits, total in pooled]
    usual = shares[0] - shares[1]
    chi2, judged = 0.0, 0
    for (first, n), (second, m) in zip(*days, strict=True):
        if n and m:
            chance = sum(share * (1 - share) / total for share, total in zip(shares, (n, m), strict=True))
            chi2 += (first / n - second / m - usual) ** 2 / chance
            judged += 1
    return chi2, max(judged - 1, 0)


def _even(hits: float, total: int) -> float:
    """Return the variance of one post's share with one success and one failure added (Agresti-Caffo)."""
    share = (hits + 1) / (total + 2)
    return share * (1 - share)


def widened(low: float, high: float, effect: float, times: float, *, log: bool) -> tuple[float, float]:
    """Return an interval so many times as wide around its effect; ratios on a logarithmic scale."""
    if log:
        low, high = max(low, LEAST_RATIO), max(high, LEAST_RATIO)
        middle = math.sqrt(low * high)
        return middle * (low / middle) ** times, middle * (high / middle) ** times
    return effect - (effect - low) * times, effect + (high - effect) * times


def selection_widening(selected: int, tested: int) -> float:
    """Return how many times as wide 95 % intervals must be because only what was striking is told.

    Of ``tested`` effects ``selected`` are told; at 1 − 0.05·selected/tested each, 95 % of those that are
    told hold their truth on average (false coverage-statement rate; Benjamini and Yekutieli 2005).
    """
    if not 0 < selected < tested:
        return 1.0
    return NormalDist().inv_cdf(1 - 0.025 * selected / tested) / Z95


def adjust(ps: Sequence[float]) -> list[float]:
    """Adjust p-values for the number of tests (Benjamini-Hochberg 1995), in the order given."""
    order = sorted(range(len(ps)), key=lambda index: ps[index], reverse=True)
    adjusted, least = [1.0] * len(ps), 1.0
    for place, index in enumerate(order):
        least = min(least, ps[index] * len(ps) / (len(ps) - place))
        adjusted[index] = least
    return adjusted
