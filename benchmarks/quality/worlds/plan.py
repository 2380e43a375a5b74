"""The programme: worlds, and what is planted, broken or faked in each of their presents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from newsdesk.records import Platform, Register, SentimentLabel
from newsdesk.simulator import material
from newsdesk.simulator.chance import stream
from newsdesk.simulator.climate import Climate
from newsdesk.simulator.events import EventKind
from newsdesk.simulator.planting import STRENGTHS, Plant, Strength, Thing
from newsdesk.simulator.scenarios import Scenario
from newsdesk.simulator.surplus import Life

BEATS = (
    "open-source-ai",
    "coding-agents",
    "ai-safety",
    "ai-consciousness",
    "ai-and-work",
    "ai-regulation",
    "ai-and-art",
    "ai-bias",
)
#: Posts of a working day on the eight beats of a world, the busiest first; the worlds turn the beats.
PER_DAY = (320, 200, 180, 110, 100, 60, 60, 50)
MOOD = (0.25, 0.25)
PARTS: dict[Platform, float] = {
    "bluesky": 0.34,
    "reddit": 0.26,
    "hackernews": 0.16,
    "mastodon": 0.12,
    "youtube": 0.06,
    "news": 0.04,
    "arxiv": 0.02,
}
#: The parts of a beat's posts that mention its first, second and third name.
NAMED = (0.08, 0.02, 0.01)
#: The past of every world and each of its presents, in days; what breaks or is faked shows within SHORT.
PAST, PRESENT, SHORT = 15, 6, 3
#: Events begin on the days of a present that these are: each has its day and the day after.
BEGINNINGS = (0, 2, 4)
#: The first instant of the present of each world: presents begin on every day of the week.
NOWS = tuple(datetime(2026, 9, 1, tzinfo=UTC) + timedelta(days=days) for days in range(0, 8 * 10, 10))
#: Which beats are busy enough for a kind at its design strength, as places in PER_DAY.
ROOM: dict[EventKind, tuple[int, ...]] = {
    "platform_divergence": (0,),
    "sentiment_shift": (0, 1, 2),
    "register_shift": (0, 1, 2),
    "entity_surge": (3, 4),
    "carried": (1, 2, 3, 4),
    "volume_anomaly": (3, 4, 5, 6, 7),
    "phrase_trending": (3, 4, 5, 6, 7),
    "novelty": (5, 6, 7),
    "cross_beat": (4, 5, 6, 7),
}
REGISTERS: tuple[Register, ...] = (
    "analytical", "anxious", "angry", "amused", "hopeful", "celebratory", "skeptical", "resigned", "confused",
)  # fmt: skip
THINGS: tuple[Thing, ...] = ("entity", "phrase", "link")
GAPS: tuple[tuple[Platform, Platform], ...] = (("bluesky", "reddit"), ("reddit", "bluesky"))


@dataclass(frozen=True)
class Programme:
    """How much is measured: events of every kind at each strength, quiet presents, faults, campaigns.

    ``seed`` names the worlds: other seeds are other worlds of the same making.
    """

    events: dict[Strength, int]
    quiet: int
    restless: int
    broken: int
    campaigns: int
    seed: int = 0

    def scaled(self, part: float) -> Programme:
        """Return so large a part of the programme; the first world has something of everything."""
        return Programme(
            {strength: max(1, round(count * part)) for strength, count in self.events.items()},
            max(1, round(self.quiet * part)),
            round(self.restless * part),
            max(1, round(self.broken * part)),
            max(2, round(self.campaigns * part)),
            self.seed,
        )


#: Sixteen events of each of nine kinds tell 0.9 from 0.8; ten quiet presents are 240 editions.
WHOLE = Programme({"weak": 5, "design": 16, "strong": 5}, quiet=10, restless=2, broken=18, campaigns=6)


def base(number: int, seed: int = 0) -> Scenario:
    """Return one of the worlds, with nothing planted."""
    beats = [BEATS[(place + 3 * number) % len(BEATS)] for place in range(len(BEATS))]
    known = sorted(material.load().known)
    lives = []
    for place, (beat, per_day) in enumerate(zip(beats, PER_DAY, strict=True)):
        names = [known[(place + step) % len(known)] for step in range(len(NAMED))]
        lives.append(Life(beat, per_day, MOOD, PARTS, dict(zip(names, NAMED, strict=True))))
    now = NOWS[number]
    return Scenario(100 + 1000 * seed + number, now - timedelta(days=PAST), PAST, PRESENT, tuple(lives))


def restless(scenario: Scenario) -> Scenario:
    """Return the same world with votes as unequal as on a front page."""
    return replace(scenario, climate=Climate(votes=1.2))


def planted(scenario: Scenario, counts: dict[Strength, int], number: int) -> Iterator[Scenario]:
    """Yield presents that hold this world's share of the events, of one strength each, each on its beats."""
    for strength in STRENGTHS:
        wanted = [
            (kind, order) for kind in ROOM for order in range(counts[strength]) if order % len(NOWS) == number
        ]
        rng = stream("plan", number, strength)
        wanted.sort(key=lambda _item: rng.random())
        for place, group in enumerate(_grouped(scenario, wanted)):
            plants = tuple(
                _plant(wanted, beats, strength, scenario, BEGINNINGS[turn % len(BEGINNINGS)])
                for turn, (wanted, beats) in enumerate(group.items())
            )
            yield replace(scenario, plants=plants, variant=f"{strength}-{place}")


Wanted = tuple[EventKind, int]


def _grouped(scenario: Scenario, events: list[Wanted]) -> Iterator[dict[Wanted, tuple[str, ...]]]:
    """Pack events into presents so that no two share a beat: none stands in another's past."""
    presents: list[tuple[set[str], dict[Wanted, tuple[str, ...]]]] = []
    for kind, order in events:
        rooms = [scenario.lives[place].slug for place in ROOM[kind]]
        turned = [rooms[(order + step) % len(rooms)] for step in range(len(rooms))]
        needed = 2 if kind == "cross_beat" else 1
        room = next((p for p in presents if sum(beat not in p[0] for beat in turned) >= needed), None)
        if room is None:
            room = (set(), {})
            presents.append(room)
        taken, packed = room
        packed[kind, order] = tuple(beat for beat in turned if beat not in taken)[:needed]
        taken.update(packed[kind, order])
    for _, packed in presents:
        yield packed


def _plant(wanted: Wanted, beats: tuple[str, ...], strength: Strength, scenario: Scenario, day: int) -> Plant:
    kind, order = wanted
    lines = material.load()
    subject: str | None = None
    label: SentimentLabel | Register | None = None
    thing: Thing = THINGS[order % len(THINGS)] if kind == "cross_beat" else "entity"
    # No subject is drawn twice in one world: the numbers of a kind are spread over the lists.
    place = order + 5 * STRENGTHS.index(strength)
    if kind in ("volume_anomaly", "entity_surge"):
        subject = next(iter(scenario.life(beats[0]).names))
    elif kind == "novelty":
        subject = lines.names[place % len(lines.names)]
    elif kind == "phrase_trending" or thing == "phrase":
        thing, subject = "phrase", lines.phrases[(place + (kind == "cross_beat")) % len(lines.phrases)]
    elif thing == "link":
        subject = lines.links[place % len(lines.links)]
    elif kind == "cross_beat":
        lives = [scenario.life(beat) for beat in beats]
        subject = min(lines.known, key=lambda name: (sum(life.names.get(name, 0) for life in lives), name))
    elif kind == "sentiment_shift":
        label = ("negative", "positive")[order % 2]
    elif kind == "register_shift":
        label = REGISTERS[place % len(REGISTERS)]
    gap = GAPS[order % len(GAPS)] if kind == "platform_divergence" else None
    name = f"{kind}-{strength}-{order}"
    start = scenario.now + timedelta(days=day)
    return Plant(name, kind, strength, beats, start, subject, thing, label, gap)
