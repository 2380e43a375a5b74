"""How much moods and tones wander from day to day beyond chance, learned from all beats of an edition.

A fortnight tells badly how restless one beat is; two dozen beats together tell it well. So a beat's own
dispersion is drawn toward what its edition shows, as variances are moderated by those of like series (Smyth
2004), and the test of its mood loses less to not knowing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from newsdesk.detect.statistics import Scatter, steadied

if TYPE_CHECKING:
    from newsdesk.detect.ground import Ground
    from newsdesk.detect.panel import Panel


def mood_drift(panel: Panel, label: str) -> Scatter:
    """Return the variance of a mood's daily share beyond the binomial law, pooled over all beats."""
    return _pooled(
        [panel.judged(ground.beat, list(ground.platforms), day, label) for day in ground.days]
        for ground in _grounds(panel)
    )


def tone_drift(panel: Panel, register: str) -> Scatter:
    """Return the same of a register's daily share."""
    return _pooled(
        [(tones[register], tones.total()) for tones in (panel.tones(ground, day) for day in ground.days)]
        for ground in _grounds(panel)
    )


def _grounds(panel: Panel) -> Iterator[Ground]:
    return filter(None, map(panel.ground, sorted(panel.moods)))


def _pooled(series: Iterable[Sequence[tuple[int, int]]]) -> Scatter:
    """Pool series of daily (hits, total), odd days steadied."""
    beyond = expected = 0.0
    freedom = 0
    for days in series:
        chi2, own, one = _scatter(steadied(days))
        beyond, freedom, expected = beyond + chi2 - own, freedom + own, expected + one
    return Scatter(max(0.0, beyond / expected) if expected else 0.0, freedom)


def _scatter(days: Sequence[tuple[float, int]]) -> tuple[float, int, float]:
    """Return Pearson's chi-square, its degrees of freedom, and how much of it a variance of 1 would make."""
    judged = [(hits, total) for hits, total in days if total]
    hits, total = sum(h for h, _ in judged), sum(n for _, n in judged)
    if len(judged) < 2 or not 0 < hits < total:
        return 0.0, 0, 0.0
    share = hits / total
    even = share * (1 - share)
    chi2 = sum((h - n * share) ** 2 / (n * even) for h, n in judged)
    own = len(judged) - 1
    return chi2, own, own / len(judged) * sum(n - 1 for _, n in judged) / even
