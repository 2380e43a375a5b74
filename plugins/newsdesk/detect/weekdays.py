"""How much each day of the week usually brings, where the history is long enough to know.

The hour needs no such care: every day's window ends at the edition's own hour, so that mornings are compared
with mornings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from statistics import median

WEEK = 7
#: Equal weekdays in the baseline from which on they are compared with each other.
EQUAL_DAYS = 2
#: No weekday is believed to bring less or more than this part of an average day.
BOUNDS = (0.5, 2.0)
#: Where the median day has less, nothing can be measured against it.
LEAST = 0.01
#: A difference smaller than this is not worth telling.
TELLING = 0.05


def weights(totals: Mapping[int, float]) -> dict[int, float]:
    """Return for each earlier day what its counts are multiplied with to be those of day 0's weekday.

    ``totals`` are what was collected by day (1, 2, …: so many days before the window). Each weekday's factor
    is its mean over that of all days, shrunk toward 1 by the part of its variance that equal weekdays do not
    share (a one-way random-effects model; Searle, Casella and McCulloch 1992, chapter 3). All are 1 where day
    0's weekday stands fewer than twice in the history, and where the median day is empty.
    """
    level = median(totals.values()) if totals else 0.0
    plain = dict.fromkeys(totals, 1.0)
    if level < LEAST:
        return plain
    by_weekday: dict[int, list[float]] = defaultdict(list)
    for day, total in sorted(totals.items()):
        by_weekday[day % WEEK].append(total / level)
    if len(by_weekday[0]) < EQUAL_DAYS:
        return plain
    factors = _shrunk(by_weekday)
    if abs(factors[0] - 1) < TELLING:
        return plain
    return {day: factors[0] / factors[day % WEEK] for day in totals}


def _shrunk(by_weekday: Mapping[int, list[float]]) -> dict[int, float]:
    means = {weekday: sum(values) / len(values) for weekday, values in by_weekday.items()}
    middle = sum(means.values()) / len(means)
    freedom = sum(len(values) - 1 for values in by_weekday.values())
    inside = sum((v - means[weekday]) ** 2 for weekday, values in by_weekday.items() for v in values)
    inside /= max(freedom, 1)
    each = len(by_weekday) / sum(1 / len(values) for values in by_weekday.values())
    spread = sum((mean - middle) ** 2 for mean in means.values()) / max(len(means) - 1, 1)
    between = max(0.0, spread - inside / each)
    factors = {}
    for weekday, values in by_weekday.items():
        noise = inside / len(values)
        belief = between / (between + noise) if between else 0.0
        factor = 1 + belief * (means[weekday] / middle - 1)
        factors[weekday] = min(max(factor, BOUNDS[0]), BOUNDS[1])
    return factors
