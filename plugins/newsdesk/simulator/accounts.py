"""Who speaks: regulars of very unequal activity, and people that nobody has seen before."""

from __future__ import annotations

import random
from bisect import bisect
from functools import cache
from itertools import accumulate

from newsdesk.records import Platform
from newsdesk.simulator import grammar, platforms

#: How many regulars a platform has, and how much its busiest lead: activity falls as 1/(rank + LEAD).
REGULARS, LEAD = 700, 6
#: How much of everyday talk comes from people who were never seen before.
NEWCOMERS = 0.15


@cache
def _activity() -> tuple[float, ...]:
    return tuple(accumulate(1 / (rank + LEAD) for rank in range(REGULARS)))


def regular(rng: random.Random, platform: Platform, *, even: bool = False) -> str:
    """Return a regular, by Zipf's law of activity, or each as likely as the others where ``even``."""
    if even:
        return _name(platform, "regular", int(REGULARS * rng.random()))
    activity = _activity()
    return _name(platform, "regular", bisect(activity, activity[-1] * rng.random()))


def newcomer(rng: random.Random, platform: Platform) -> str:
    """Return an account that has never spoken and hardly will again."""
    return _name(platform, "new", int(10**9 * rng.random()))


def speaker(rng: random.Random, platform: Platform, newcomers: float, *, even: bool = False) -> str:
    """Return a newcomer so often, else a regular; the press and papers have authors of their own."""
    if platform in ("news", "arxiv"):
        return platforms.invented_author(rng, platform)
    if rng.random() < newcomers:
        return newcomer(rng, platform)
    return regular(rng, platform, even=even)


def _name(platform: Platform, what: str, number: int) -> str:
    names = grammar.load().names
    mixed = int(platforms.key(platform, what, number), 16)
    first, second = names.first[mixed % len(names.first)], names.second[mixed // 97 % len(names.second)]
    # The number keeps accounts apart; regulars' are short, newcomers' look like what a form proposes.
    return platforms.account(platform, f"{first}{second}{number}")
