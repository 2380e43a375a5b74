"""A world of invented talk: background volume, planted events, and for every post the truth about it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from newsdesk.records import Platform, Record, SentimentLabel
from newsdesk.simulator import background, chorus, posts
from newsdesk.simulator.chance import Steady, poisson, stream
from newsdesk.simulator.events import Event, Mood
from newsdesk.simulator.grammar import Composer
from newsdesk.simulator.timing import moment, weekday_factor, within

#: Platforms whose background reports and never takes sides.
SOBER = ("news", "arxiv")


@dataclass(frozen=True)
class BeatLife:
    """How one beat usually lives: posts a working day, their mood, and their parts by platform."""

    slug: str
    per_day: float
    mood: Mood
    parts: Mapping[Platform, float]


@dataclass(frozen=True)
class Simulated:
    """A record with its truth: the beat it was made for, the mood of its words, and its event.

    ``mood`` is None for hand-written posts: what they feel is for readers to say.
    """

    record: Record
    beat: str
    mood: SentimentLabel | None
    event: str | None


@dataclass(frozen=True)
class World:
    """A seeded world over whole days (UTC) from ``start``; equal arguments give equal records everywhere.

    Moods are drawn at random, as a measurement wants it, or dealt out in their stated shares where ``even``,
    so that nothing but the planted events moves. ``elsewhere`` are more records by beat, taken as they are.
    """

    seed: int
    start: datetime
    days: int
    platforms: Sequence[Platform]
    beats: Sequence[BeatLife]
    events: Sequence[Event]
    even: bool = False
    elsewhere: Mapping[str, Sequence[Record]] = field(default_factory=dict)

    @property
    def end(self) -> datetime:
        """The first instant after it."""
        return self.start + timedelta(days=self.days)

    def records(self) -> tuple[Record, ...]:
        """Return all records by (published_at, id)."""
        return tuple(item.record for item in self.simulated())

    def simulated(self) -> tuple[Simulated, ...]:
        """Return all records with their truth, by (published_at, id)."""
        composer = Composer()
        made = [
            *self._planted(),
            *self._elsewhere(),
            *self._chorus(),
            *self._surplus(composer),
            *self._answers(composer),
            *self._everyday(composer),
        ]
        inside = (item for item in made if item.record.published_at < self.end)
        return tuple(sorted(inside, key=lambda item: (item.record.published_at, item.record.id)))

    def _planted(self) -> Iterator[Simulated]:
        for event in self.events:
            for record in posts.records(event):
                if record.platform in self.platforms:
                    yield Simulated(record, event.beat, None, event.name)

    def _elsewhere(self) -> Iterator[Simulated]:
        for beat, written in self.elsewhere.items():
            for record in written:
                if record.platform in self.platforms:
                    yield Simulated(record, beat, None, None)

    def _everyday(self, composer: Composer) -> Iterator[Simulated]:
        """Yield what is said on every day, events or not; during an event part of it is about the event."""
        for number in range(self.days):
            day = self.start + timedelta(days=number)
            for beat in self.beats:
                for platform in self.platforms:
                    rng = stream(self.seed, "everyday", f"{day:%Y-%m-%d}", beat.slug, platform)
                    mean = beat.per_day * beat.parts.get(platform, 0.0) * weekday_factor(day)
                    times = sorted(moment(rng, day) for _ in range(poisson(rng, mean)))
                    yield from self._said(rng, composer, beat, platform, times)

    def _surplus(self, composer: Composer) -> Iterator[Simulated]:
        """Yield what an event adds to the usual volume."""
        for event in self.events:
            for beat in self.beats:
                for platform in self.platforms:
                    if not event.touches(beat.slug, platform):
                        continue
                    rng = stream(self.seed, "surplus", event.name, platform)
                    usual = beat.per_day * beat.parts.get(platform, 0.0) * event.hours / 24
                    many = poisson(rng, usual * (event.volume - 1))
                    times = sorted(within(rng, event.start, event.hours) for _ in range(many))
                    yield from self._said(rng, composer, beat, platform, times)

    def _said(
        self,
        rng: random.Random,
        composer: Composer,
        beat: BeatLife,
        platform: Platform,
        times: Iterable[datetime],
    ) -> Iterator[Simulated]:
        open_threads: list[str] = []
        steady = Steady(rng)
        for number, published in enumerate(times):
            event = self._event_at(rng, beat, platform, published)
            point = steady.draw() if self.even else rng.random()
            mood = _mood(point, event.mood(platform) if event else beat.mood, platform)
            name = f"{self.seed}|{event and event.name}|{number}"
            place = background.Place(beat.slug, platform, event, name)
            record = background.record(rng, composer, place, mood, published, open_threads)
            if record.reply_to is None:
                open_threads.append(record.id)
            yield Simulated(record, beat.slug, mood, event.name if event else None)

    def _event_at(
        self, rng: random.Random, beat: BeatLife, platform: Platform, published: datetime
    ) -> Event | None:
        """Return the event that a post of that time is about, drawing once whether it is about one."""
        chance = rng.random()
        for event in self.events:
            running = event.start < published <= event.end
            if running and beat.slug == event.beat and platform not in SOBER and chance < event.about:
                return event
        return None

    def _answers(self, composer: Composer) -> Iterator[Simulated]:
        """Yield the background's answers to posts that carry."""
        for event in self.events:
            thread = posts.carried(event)
            if thread is None or thread.platform not in self.platforms:
                continue
            rng = stream(self.seed, "answers", event.name)
            for number in range(event.replies):
                published = within(rng, thread.published_at, event.hours - 2)
                mood = _mood(rng.random(), event.mood(thread.platform), thread.platform)
                name = f"{self.seed}|answer|{event.name}|{number}"
                place = background.Place(event.beat, thread.platform, event, name, thread.id)
                record = background.record(rng, composer, place, mood, published)
                yield Simulated(record, event.beat, mood, event.name)

    def _chorus(self) -> Iterator[Simulated]:
        lives = {beat.slug: beat for beat in self.beats}
        for event in self.events:
            if event.beat in lives:
                open_to = {p: lives[event.beat].parts.get(p, 0.0) for p in self.platforms if p not in SOBER}
                for record, mood in chorus.lines(self.seed, event, open_to):
                    yield Simulated(record, event.beat, mood, event.name)


def _mood(point: float, shares: Mood, platform: Platform) -> SentimentLabel:
    """Return the mood at a point of 0…1."""
    negative, positive = shares
    if platform in SOBER:
        return "neutral"
    if point < negative:
        return "negative"
    return "positive" if point < negative + positive else "neutral"
