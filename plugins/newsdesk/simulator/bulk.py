"""A great many records, a day at a time: what the cost of the newsroom is measured on.

Talk on the grammar's beats and beside them, by accounts of very unequal activity, with the rhythms of the day
and the week. Every day another beat talks twice as much, more angrily, and of one name, so that editions
have something to find. Texts differ nearly as much as people's do: fewer than three in a hundred are near
another. Memory holds one day.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from itertools import accumulate

from newsdesk.records import Platform, Record, SentimentLabel
from newsdesk.simulator import grammar, platforms
from newsdesk.simulator.chance import pick, stream
from newsdesk.simulator.details import details, pattern
from newsdesk.simulator.posting import Words, post
from newsdesk.simulator.timing import HOURS, weekday_factor

#: Where people talk, and the parts of the platforms.
PARTS: dict[Platform, float] = {
    "bluesky": 0.34, "reddit": 0.26, "hackernews": 0.14, "mastodon": 0.14, "youtube": 0.12,
}  # fmt: skip
#: The part of all records that is on no beat, and how often a record answers another.
BESIDE, ANSWERS = 0.15, 0.4
#: The parts of negative and of positive posts, usually and where something is going on.
USUAL, ANGRY = (0.25, 0.25), (0.45, 0.15)
#: How much a beat talks on its day, against the usual, and the part of it that names what it is about.
RISE, NAMING = 2.0, 0.3
#: Accounts a platform has, and how unequally they post.
ACCOUNTS, UNEQUAL = 20_000, 3.0
#: Names of the gazetteer's invented section, in turn what a day is about.
NAMES = ("Orrery", "Tessel", "Corvid", "Lantern", "Brightwork", "Dovetail", "Halden Labs", "Marlowe Systems")


@dataclass
class _Day:
    """What the records of one day have in common."""

    rng: random.Random
    seed: int
    start: datetime
    number: int
    threads: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    @property
    def loud(self) -> str:
        """The beat whose day it is."""
        beats = sorted(grammar.load().beats)
        return beats[self.number % len(beats)]

    @property
    def name(self) -> str:
        """The name that is on many lips there."""
        return NAMES[self.number % len(NAMES)]


def days(seed: int, start: datetime, days: int, per_day: int) -> Iterator[tuple[Record, ...]]:
    """Yield the records of each day (UTC) from ``start`` by (published_at, id); equal seeds, equal records.

    ``per_day`` is what a working day holds; a weekend's day holds less.
    """
    for number in range(days):
        first = start + timedelta(days=number)
        day = _Day(stream(seed, "bulk", number), seed, first, number)
        count = round(per_day * weekday_factor(first))
        made = (_record(day, published, index) for index, published in enumerate(_times(day, count)))
        yield tuple(sorted(made, key=lambda record: (record.published_at, record.id)))


def _times(day: _Day, count: int) -> list[datetime]:
    bounds = list(accumulate(HOURS))
    draw = day.rng.random
    seconds = sorted(3600 * bisect(bounds, draw() * bounds[-1]) + int(3600 * draw()) for _ in range(count))
    return [day.start + timedelta(seconds=second) for second in seconds]


def _record(day: _Day, published: datetime, number: int) -> Record:
    rng = day.rng
    beat = _beat(day)
    platform = _platform(rng)
    author = _account(platform, int(ACCOUNTS * rng.random() ** UNEQUAL))
    parent = _parent(day, platform, beat)
    key = platforms.key(day.seed, day.number, number)
    noticed = platforms.background_engagement(rng, platform, top=parent is None)
    words = _words(day, beat, platform, asks=platform == "reddit" and parent is None)
    record = post(platform, key, author, words, published, noticed, parent)
    if parent is None:
        day.threads.setdefault((platform, beat), []).append(record.id)
    return record


def _beat(day: _Day) -> str:
    """Return a beat, or "" for none; the day's own is as likely as it is loud."""
    point = day.rng.random()
    if point < BESIDE:
        return ""
    beats = sorted(grammar.load().beats)
    place = (point - BESIDE) / (1 - BESIDE) * (len(beats) - 1 + RISE)
    return beats[int(place)] if place < len(beats) else day.loud


def _platform(rng: random.Random) -> Platform:
    point = rng.random()
    for platform, part in PARTS.items():
        point -= part
        if point < 0:
            return platform
    return platform


def _parent(day: _Day, platform: Platform, beat: str) -> str | None:
    """Return one of the day's threads, or None for a post that opens one."""
    threads = day.threads.get((platform, beat))
    if platform == "youtube":
        return f"youtube:thread-{day.number}-{int(400 * day.rng.random())}"
    return pick(day.rng, threads) if threads and day.rng.random() < ANSWERS else None


@cache
def _account(platform: Platform, number: int) -> str:
    names = grammar.load().names
    mixed = int(platforms.key(platform, "bulk", number), 16)
    first, second = names.first[mixed % len(names.first)], names.second[mixed // 97 % len(names.second)]
    return platforms.account(platform, f"{first}{second}{number}")


def _words(day: _Day, beat: str, platform: Platform, *, asks: bool) -> Words:
    """Return what is said, with a title where a thread needs one."""
    rng = day.rng
    sentences = details(rng, 3)
    if not beat:
        return Words(None, " ".join(sentences))
    talk = grammar.load().beats[beat]
    community = pick(rng, talk.communities) if platform == "reddit" else None
    loud = beat == day.loud
    mood = _mood(rng.random(), ANGRY if loud else USUAL)
    core = pattern(pick(rng, talk.of(mood))).fill(rng)
    tail = pattern(pick(rng, grammar.load().tails.of(mood))).fill(rng)
    if loud and rng.random() < NAMING:
        tail = f"{day.name} again, {tail[:1].lower()}{tail[1:]}"
    title = core.removesuffix(".") if asks else None
    return Words(title, " ".join([*([] if title else [core]), tail, *sentences]), community)


def _mood(point: float, shares: Sequence[float]) -> SentimentLabel:
    if point < shares[0]:
        return "negative"
    return "positive" if point < sum(shares) else "neutral"
