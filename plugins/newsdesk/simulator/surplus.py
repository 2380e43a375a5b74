"""What a planted event adds to the usual talk: posts of its own."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from newsdesk.records import Engagement, Platform, Record
from newsdesk.simulator import grammar, material, platforms
from newsdesk.simulator.chance import pick, poisson, stream, weighted
from newsdesk.simulator.climate import USUAL_VOTES
from newsdesk.simulator.details import pattern
from newsdesk.simulator.planting import HOURS, NAMING, REPLIES, REPLIES_SEEN, Plant
from newsdesk.simulator.posting import post
from newsdesk.simulator.talk import SOBER, Tone, say
from newsdesk.simulator.timing import within

#: The part of an event's voices that were never seen before; the rest are regulars of every kind.
NEWCOMERS = 0.3
#: All that an event says has been collected when it is over.
SPOKEN = HOURS - 2


@dataclass(frozen=True)
class Life:
    """How one beat usually lives.

    ``per_day`` are the posts of a working day, ``mood`` the shares of negative and positive ones, ``parts``
    those of the platforms, ``names`` the part of the posts that mentions each name.
    """

    slug: str
    per_day: float
    mood: tuple[float, float]
    parts: Mapping[Platform, float]
    names: Mapping[str, float]

    @property
    def rooms(self) -> dict[Platform, float]:
        """The platforms on which people speak for themselves, with their parts."""
        return {platform: part for platform, part in sorted(self.parts.items()) if platform not in SOBER}


@dataclass(frozen=True)
class Made:
    """A record with its truth: its beat, the tone of its words, how likely each was, and its event."""

    record: Record
    beat: str
    tone: Tone
    chances: Mapping[Tone, float]
    event: str | None


class World(Protocol):
    """What planting needs to know of a world."""

    @property
    def seed(self) -> int:
        """What names its chance."""

    @property
    def variant(self) -> str:
        """Which of its presents it is."""

    @property
    def post(self) -> Callable[..., Record]:
        """What makes a post of it."""

    def life(self, beat: str) -> Life:
        """Return how a beat usually lives."""

    def chances(self, beat: str, platform: Platform, moment: datetime) -> dict[Tone, float]:
        """Return how likely each tone is."""


def drawn(rng: random.Random, chances: Mapping[Tone, float]) -> Tone:
    """Return a tone as likely as its chance says."""
    tones = sorted(chances)
    return weighted(rng, tones, [chances[tone] for tone in tones])


def of(plant: Plant, world: World) -> Iterator[Made]:
    """Yield the posts that an event adds; a changed mood or tone adds none."""
    if plant.kind == "carried":
        yield from _carried(plant, world)
        return
    for beat in plant.beats:
        rng = stream(world.seed, world.variant, plant.name, beat)
        life = world.life(beat)
        for _ in range(_many(rng, plant, life)):
            rooms = life.parts if plant.kind == "volume_anomaly" else life.rooms
            platform = weighted(rng, list(rooms), list(rooms.values()))
            yield _voice(rng, plant, world, beat, platform)


def _many(rng: random.Random, plant: Plant, life: Life) -> int:
    """Return how many posts it adds on a beat."""
    if plant.kind == "volume_anomaly":
        return poisson(rng, life.per_day / 2 * (plant.amount - 1)) + poisson(
            rng, life.per_day / 2 * (plant.amount - 1)
        )
    if plant.kind == "entity_surge":
        usual = life.per_day * sum(life.rooms.values()) * life.names[plant.subject or ""]
        return poisson(rng, usual * (plant.amount - 1))
    return round(plant.amount) if plant.kind in ("phrase_trending", "novelty", "cross_beat") else 0


def _voice(rng: random.Random, plant: Plant, world: World, beat: str, platform: Platform) -> Made:
    published = within(rng, plant.start, SPOKEN)
    chances = world.chances(beat, platform, published)
    tone = drawn(rng, chances)
    more, links, name = _about(rng, plant, platform)
    said = {"name": name, "more": more, "links": links}
    record = world.post(rng, beat, platform, tone, published, newcomers=NEWCOMERS, even=True, **said)
    return Made(record, beat, tone, chances, plant.name)


def _about(
    rng: random.Random, plant: Plant, platform: Platform
) -> tuple[tuple[str, ...], tuple[str, ...], str | None]:
    """Return what a post says of the event: sentences, links, and the id of a known name."""
    lines = material.load()
    subject = plant.subject or ""
    if plant.kind == "volume_anomaly":
        names = bool(subject) and platform not in SOBER and rng.random() < NAMING
        return (), (), subject if names else None
    if plant.kind == "novelty":
        return (pattern(pick(rng, lines.novelty_lines)).fill(rng, {"name": subject}),), (), None
    if plant.kind == "phrase_trending" or plant.thing == "phrase":
        return (pattern(pick(rng, lines.phrase_lines)).fill(rng, {"phrase": subject}),), (), None
    if plant.thing == "link":
        return (pattern(pick(rng, lines.link_lines)).fill(rng),), (subject,), None
    return (), (), subject


def _carried(plant: Plant, world: World) -> Iterator[Made]:
    """Yield one thread that its community carries, and the answers that the collector sees."""
    (beat,) = plant.beats
    rng = stream(world.seed, world.variant, plant.name)
    published = plant.start + timedelta(minutes=20 + int(60 * rng.random()))
    community = grammar.load().beats[beat].communities[0]
    words = say(rng, beat, "reddit", "neutral", top=True)
    score = round(plant.amount * USUAL_VOTES["reddit"][0])
    thread = post(
        "reddit",
        platforms.key(world.seed, world.variant, plant.name),
        platforms.account("reddit", f"carrier_{plant.name}"),
        type(words)(words.title, words.text, community),
        published,
        Engagement(score=score, replies=REPLIES),
    )
    yield Made(thread, beat, "neutral", {"neutral": 1.0}, plant.name)
    for _ in range(REPLIES_SEEN):
        moment = within(rng, published, 12)
        chances = world.chances(beat, "reddit", moment)
        tone = drawn(rng, chances)
        record = world.post(
            rng, beat, "reddit", tone, moment, parent=thread.id, newcomers=NEWCOMERS, even=True
        )
        yield Made(record, beat, tone, chances, plant.name)
