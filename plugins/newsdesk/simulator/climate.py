"""How a quiet world still varies: days that are fuller than others, moods that drift, busy hours, votes."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from newsdesk.records import Engagement, Platform
from newsdesk.simulator.chance import stream

#: The middle of votes and of replies on each platform: for a post that opens a thread, and for an answer.
USUAL_VOTES: dict[Platform, tuple[float, float]] = {
    "bluesky": (36, 12), "mastodon": (9, 4), "reddit": (24, 6), "hackernews": (22, 5), "youtube": (14, 6),
    "lemmy": (11, 4), "x": (40, 10),
}  # fmt: skip
USUAL_REPLIES = 3.0


def normal(rng: random.Random) -> float:
    """Return a standard normal number (Box and Muller 1958)."""
    return math.sqrt(-2 * math.log(1 - rng.random())) * math.cos(2 * math.pi * rng.random())


@dataclass(frozen=True)
class Climate:
    """The usual restlessness; all spreads are standard deviations.

    ``day``, ``platform_day`` and ``hour`` are of log volume: a beat's days, a platform's days over all beats,
    a beat's hours. ``mood`` is of a beat's shares of negative and positive posts, in points (0…1), and
    ``memory`` what a day's deviation owes to the day before. ``votes`` is of log votes: a quiet community at
    0.5, a front page far above 1.

    The defaults stand beside what 24 days of one large subreddit show: a beat's days vary by 0.27 (here, with
    weekends, 0.15 to 0.24), its moods by 0.012 beyond chance (here twice that), and the daily mentions of a
    name have a variance of 2 to 5 times their mean (here, by threads alone, 1 to 2.4).
    """

    day: float = 0.15
    platform_day: float = 0.08
    hour: float = 0.25
    mood: float = 0.025
    memory: float = 0.6
    votes: float = 0.5

    def volume(self, *name: object, spread: float) -> float:
        """Return the factor of a named day or hour; its mean is 1."""
        return math.exp(spread * normal(stream("volume", *name)) - spread**2 / 2)


@dataclass(frozen=True)
class Drift:
    """How one beat's mood wanders from day to day: two shares' deviations, each with a memory."""

    climate: Climate
    name: Callable[[int], tuple[object, ...]]
    days: int

    @cached_property
    def _path(self) -> list[tuple[float, float]]:
        fresh = math.sqrt(1 - self.climate.memory**2)
        path, at = [], (0.0, 0.0)
        for day in range(self.days):
            rng = stream("drift", *self.name(day))
            step = [self.climate.mood * fresh * normal(rng) for _ in range(2)]
            at = (self.climate.memory * at[0] + step[0], self.climate.memory * at[1] + step[1])
            path.append(at)
        return path

    def on(self, day: int) -> tuple[float, float]:
        """Return the deviations of the negative and the positive share on a day."""
        return self._path[day]


def votes(rng: random.Random, platform: Platform, spread: float, *, top: bool) -> Engagement:
    """Return how a post is noticed: log-normal votes, and replies that follow them half way."""
    if platform not in USUAL_VOTES:
        return Engagement()
    above = spread * normal(rng)
    count = round(USUAL_VOTES[platform][0 if top else 1] * math.exp(above))
    replies = round(USUAL_REPLIES * math.exp(0.5 * above + 0.4 * normal(rng)))
    if platform in ("reddit", "hackernews", "lemmy"):
        return Engagement(score=count, replies=replies)
    reposts = round(count * 0.2) if platform != "youtube" else None
    return Engagement(likes=count, reposts=reposts, replies=replies)
