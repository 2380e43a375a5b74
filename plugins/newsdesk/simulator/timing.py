"""When people post, and when the collector comes by."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from newsdesk.simulator.chance import weighted

#: The collector runs at five past every hour (UTC).
COLLECTED_MINUTE = 5
#: How much is posted in each hour of a day (UTC); a mix of time zones, never quite asleep.
HOURS = (7, 6, 5, 4, 4, 4, 5, 7, 9, 11, 12, 13, 14, 15, 16, 16, 16, 15, 14, 13, 12, 11, 10, 8)
#: How much is posted on a Saturday or Sunday, against a working day.
WEEKEND = 0.86


def moment(rng: random.Random, day: datetime) -> datetime:
    """Return a time on that day by the daily rhythm."""
    hour = weighted(rng, range(24), HOURS)
    return day + timedelta(hours=hour, seconds=int(3600 * rng.random()))


def within(rng: random.Random, start: datetime, hours: int) -> datetime:
    """Return a time within an event; more is said at its beginning."""
    return start + timedelta(seconds=1 + int((hours * 3600 - 2) * rng.random() ** 1.2))


def weekday_factor(day: datetime) -> float:
    """Return how much is posted on that day of the week, against a working day."""
    return WEEKEND if day.weekday() >= 5 else 1.0


def collected(published: datetime) -> datetime:
    """Return when the collector's next run finds a post: within the hour."""
    run = published.replace(minute=COLLECTED_MINUTE, second=0, microsecond=0)
    return run if run > published else run + timedelta(hours=1)
