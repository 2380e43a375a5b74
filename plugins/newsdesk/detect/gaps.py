"""Pairs of platforms on a beat: how far apart their negative shares stand, and how restless such gaps are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from newsdesk.detect.statistics import Scatter, gap_scatter, steadied

if TYPE_CHECKING:
    from newsdesk.detect.ground import Ground
    from newsdesk.detect.panel import Panel

#: How many judged voices a platform needs now, and on the earlier days.
NOW, BEFORE = 40, 120
#: (hits, total) of the window, and of an earlier day once it was steadied.
Tally = tuple[int, int]
Usual = tuple[float, int]


class Gap(NamedTuple):
    """Two platforms, the days that they share, and their (hits, total): now, and on each of the days."""

    pair: tuple[str, str]
    days: list[int]
    now: list[Tally]
    history: list[list[Usual]]


def gaps_of(panel: Panel, ground: Ground) -> Iterator[Gap]:
    """Yield the pairs of a beat's platforms with enough judged voices."""
    for first, second in combinations(sorted(ground.platforms), 2):
        days = sorted(ground.platforms[first] & ground.platforms[second])
        if len(days) < panel.minimum_days:
            continue
        judged = [
            [panel.judged(ground.beat, [platform], day, "negative") for day in (0, *days)]
            for platform in (first, second)
        ]
        now, history = [rows[0] for rows in judged], [steadied(rows[1:]) for rows in judged]
        before = [sum(n for _, n in rows) for rows in history]
        if min(n for _, n in now) >= NOW and min(before) >= BEFORE:
            yield Gap((first, second), days, now, history)


def restlessness(panel: Panel) -> Scatter:
    """Return how much more the daily gaps of all pairs and beats scatter than chance would, at least 1."""
    grounds = (panel.ground(beat) for beat in sorted(panel.moods))
    scatter = [
        gap_scatter((gap.history[0], gap.history[1]))
        for ground in grounds
        if ground is not None
        for gap in panel.gaps(ground)
    ]
    free = sum(own for _, own in scatter)
    return Scatter(max(1.0, sum(chi2 for chi2, _ in scatter) / free) if free else 1.0, free)
