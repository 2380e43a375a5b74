"""Worlds to measure on: restless everyday talk, planted events, and for every post the truth about it.

A world has a past that all its variants share, record for record, and a present that differs from variant
to variant; so a measurement analyses the past once. Equal arguments give equal records everywhere.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from newsdesk.records import Platform, Record
from newsdesk.simulator import accounts, climate, material, platforms, surplus
from newsdesk.simulator.chance import pick, poisson, stream
from newsdesk.simulator.climate import Climate, Drift
from newsdesk.simulator.details import pattern
from newsdesk.simulator.planting import Plant
from newsdesk.simulator.posting import post
from newsdesk.simulator.surplus import Life, Made
from newsdesk.simulator.talk import SOBER, Tone, say
from newsdesk.simulator.timing import HOURS, weekday_factor

#: How often a post answers a thread, how old a thread may be, and what an answer takes from it.
ANSWERS: dict[Platform, float] = {
    "bluesky": 0.3, "mastodon": 0.3, "reddit": 0.6, "hackernews": 0.6, "lemmy": 0.5, "x": 0.3,
}  # fmt: skip
OPEN = timedelta(hours=8)
SAME_NAME, SAME_MOOD = 0.3, 0.1
USUAL = Climate()
PLATFORMS: tuple[Platform, ...] = ("arxiv", "bluesky", "hackernews", "mastodon", "news", "reddit", "youtube")


@dataclass(frozen=True)
class Thread:
    """A thread that may still be answered."""

    root: str
    published: datetime
    name: str | None
    tone: Tone


@dataclass
class _Threads:
    """The posts of a beat on a platform, newest last: who answers one answers its thread."""

    posts: list[Thread] = field(default_factory=list)

    def answered(self, rng: random.Random, platform: Platform, now: datetime) -> Thread | None:
        """Return the thread that a post answers: one with many answers is the likelier to get another."""
        if rng.random() >= ANSWERS.get(platform, 0.0):
            return None
        self.posts = [post for post in self.posts if post.published > now - OPEN]
        return pick(rng, self.posts) if self.posts else None


@dataclass(frozen=True)
class Scenario:
    """A seeded world of whole days (UTC); the first ``past`` of them are the same in all variants."""

    seed: int
    start: datetime
    past: int
    present: int
    lives: tuple[Life, ...]
    climate: Climate = USUAL
    plants: tuple[Plant, ...] = ()
    variant: str = ""

    @property
    def now(self) -> datetime:
        """When the present begins."""
        return self.start + timedelta(days=self.past)

    @property
    def end(self) -> datetime:
        """The first instant after it."""
        return self.now + timedelta(days=self.present)

    def history(self) -> tuple[Made, ...]:
        """Return the past by (published_at, id): the same in every variant."""
        return _ordered(self._talk(range(self.past)))

    def today(self) -> tuple[Made, ...]:
        """Return the present, with what is planted, by (published_at, id)."""
        talk = self._talk(range(self.past, self.past + self.present))
        planted = (made for plant in self.plants for made in surplus.of(plant, self))
        return _ordered(made for source in (talk, planted) for made in source)

    def life(self, beat: str) -> Life:
        """Return how a beat usually lives."""
        return self._lives[beat]

    @cached_property
    def _lives(self) -> Mapping[str, Life]:
        return {life.slug: life for life in self.lives}

    @cached_property
    def _drifts(self) -> Mapping[str, Drift]:
        days = self.past + self.present
        return {
            life.slug: Drift(self.climate, lambda day, slug=life.slug: (*self.name(day), slug), days)  # type: ignore[misc]
            for life in self.lives
        }

    def name(self, day: int) -> tuple[object, ...]:
        """Return what chance of that day is named by: variants share their past."""
        return (self.seed, self.variant if day >= self.past else "past", day)

    def chances(self, beat: str, platform: Platform, moment: datetime) -> dict[Tone, float]:
        """Return how likely each tone is for a post of that beat, platform and time."""
        if platform in SOBER:
            return {"neutral": 1.0}
        day = (moment - self.start) // timedelta(days=1)
        drift = self._drifts[beat].on(min(day, self.past + self.present - 1))
        shares = tuple(
            min(max(usual + by, 0.03), 0.6) for usual, by in zip(self.life(beat).mood, drift, strict=True)
        )
        running = [plant for plant in self.plants if plant.runs(moment, beat)]
        for plant in running:
            shares = plant.moods((shares[0], shares[1]), platform)
        tones: dict[Tone, float] = {"negative": shares[0], "positive": shares[1], "neutral": 1 - sum(shares)}
        for plant in running:
            if tone := plant.tone():
                tones = {t: chance * (1 - tone[1]) for t, chance in tones.items()} | {tone[0]: tone[1]}
        return tones

    def _talk(self, days: range) -> Iterator[Made]:
        """Yield everyday talk: Poisson by hour, around a rate that varies by day, platform and hour."""
        for day in days:
            for life in self.lives:
                for platform, part in sorted(life.parts.items()):
                    mean = life.per_day * part * self._fullness(life.slug, platform, day)
                    yield from self._day(day, life, platform, mean)

    def _fullness(self, beat: str, platform: Platform, day: int) -> float:
        weather, name = self.climate, self.name(day)
        return (
            weekday_factor(self.start + timedelta(days=day))
            * weather.volume(*name, beat, spread=weather.day)
            * weather.volume(*name, platform, spread=weather.platform_day)
        )

    def _day(self, day: int, life: Life, platform: Platform, mean: float) -> Iterator[Made]:
        rng = stream(*self.name(day), "talk", life.slug, platform)
        threads = _Threads()
        for hour, weight in enumerate(HOURS):
            busy = self.climate.volume(*self.name(day), life.slug, "hour", hour, spread=self.climate.hour)
            start = self.start + timedelta(days=day, hours=hour)
            seconds = sorted(
                int(3600 * rng.random()) for _ in range(poisson(rng, mean * busy * weight / sum(HOURS)))
            )
            for second in seconds:
                yield self._said(rng, life, platform, start + timedelta(seconds=second), threads)

    def _said(
        self, rng: random.Random, life: Life, platform: Platform, published: datetime, threads: _Threads
    ) -> Made:
        thread = threads.answered(rng, platform, published)
        chances = self.chances(life.slug, platform, published)
        tone = surplus.drawn(rng, chances)
        name = _drawn_name(rng, life.names) if platform not in SOBER else None
        if thread:
            name = thread.name if rng.random() < SAME_NAME else name
            tone = thread.tone if thread.tone in chances and rng.random() < SAME_MOOD else tone
        root = thread.root if thread else None
        record = self.post(rng, life.slug, platform, tone, published, name=name, parent=root)
        threads.posts.append(Thread(thread.root if thread else record.id, published, name, tone))
        return Made(record, life.slug, tone, chances, self._event(life.slug, platform, published))

    def post(
        self,
        rng: random.Random,
        beat: str,
        platform: Platform,
        tone: Tone,
        published: datetime,
        *,
        name: str | None = None,
        parent: str | None = None,
        more: tuple[str, ...] = (),
        links: tuple[str, ...] = (),
        newcomers: float = accounts.NEWCOMERS,
        even: bool = False,
    ) -> Record:
        """Return a post of the world; ``name`` is the id of a name that it mentions."""
        words = material.load()
        if name:
            more = (pattern(pick(rng, words.name_lines)).fill(rng, {"name": words.known[name]}), *more)
        parent = parent or (f"youtube:thread-{int(300 * rng.random())}" if platform == "youtube" else None)
        author = accounts.speaker(rng, platform, newcomers, even=even)
        said = say(rng, beat, platform, tone, more, top=parent is None, links=links)
        key = platforms.key(self.seed, beat, published, author, rng.random())
        noticed = climate.votes(rng, platform, self.climate.votes, top=parent is None)
        return post(platform, key, author, said, published, noticed, parent)

    def _event(self, beat: str, platform: Platform, moment: datetime) -> str | None:
        """Return the event that changes how such posts sound, if one does."""
        for plant in self.plants:
            if plant.sounds_on(platform) and platform not in SOBER and plant.runs(moment, beat):
                return plant.name
        return None


def _drawn_name(rng: random.Random, names: Mapping[str, float]) -> str | None:
    point = rng.random()
    for name, part in names.items():
        point -= part
        if point < 0:
            return name
    return None


def _ordered(made: Iterator[Made]) -> tuple[Made, ...]:
    return tuple(sorted(made, key=lambda item: (item.record.published_at, item.record.id)))
