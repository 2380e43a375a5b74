"""What is planted: events of every kind at three strengths, and what a world looks like while they last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from newsdesk.records import Platform, Register, SentimentLabel
from newsdesk.simulator.events import EventKind

Strength = Literal["weak", "design", "strong"]
Thing = Literal["entity", "phrase", "link"]
STRENGTHS: tuple[Strength, ...] = ("weak", "design", "strong")


@dataclass(frozen=True)
class Scale:
    """How strong an event of a kind is: weak, as the newsroom is designed for, and strong; and why."""

    weak: float
    design: float
    strong: float
    unit: str
    why: str

    def at(self, strength: Strength) -> float:
        """Return the amount at a strength."""
        amount: float = getattr(self, strength)
        return amount


#: What a newsroom of a few hundred posts a day should not miss, and what lies below and above it.
SCALES: dict[EventKind, Scale] = {
    "volume_anomaly": Scale(
        1.7, 2.5, 4.0, "times", "days vary by a fifth on their own; from 1.8 times on it is told"
    ),
    "sentiment_shift": Scale(
        0.12, 0.20, 0.32, "points", "a day's mood drifts by three points; a reader notices one post in five"
    ),
    "register_shift": Scale(0.12, 0.20, 0.32, "points", "a tone that one post in five takes up at once"),
    "platform_divergence": Scale(
        0.18, 0.30, 0.45, "points", "between two shares of about a hundred posts each"
    ),
    "entity_surge": Scale(2.5, 4.0, 8.0, "times", "from eight posts a day to some thirty"),
    "phrase_trending": Scale(
        8, 15, 30, "voices", "of a phrase that nobody used before; fewer might be one conversation"
    ),
    "cross_beat": Scale(6, 12, 24, "voices on each of two beats", "each half alone is a small surge"),
    "novelty": Scale(
        8, 15, 30, "voices", "of a name that was never said before, by people who don't know each other"
    ),
    "carried": Scale(
        4.0, 8.0, 20.0, "times its community's median", "votes reach three times by themselves, five are told"
    ),
}
#: A carried post gets so many replies, of which the collector sees some.
REPLIES, REPLIES_SEEN = 24, 12
#: The part of a volume event's posts that names what it is about.
NAMING = 0.4
#: How long an event lasts, in hours, and how soon its posts fall off.
HOURS = 24


@dataclass(frozen=True)
class Plant:
    """One planted event with its truth.

    ``subject`` is a name's id in the gazetteer (volume_anomaly, entity_surge), a new name (novelty), a
    phrase, or what moves on two beats; ``thing`` says which. ``label`` is the mood or register that gains.
    ``gap`` are the platforms of a divergence: the first turns negative, the second the other way.
    """

    name: str
    kind: EventKind
    strength: Strength
    beats: tuple[str, ...]
    start: datetime
    subject: str | None = None
    thing: Thing = "entity"
    label: SentimentLabel | Register | None = None
    gap: tuple[Platform, Platform] | None = None

    @property
    def amount(self) -> float:
        """How strong it is, in its kind's unit."""
        return SCALES[self.kind].at(self.strength)

    @property
    def end(self) -> datetime:
        """When it is over."""
        return self.start + timedelta(hours=HOURS)

    def runs(self, moment: datetime, beat: str) -> bool:
        """Whether it lasts at that moment on that beat."""
        return beat in self.beats and self.start < moment <= self.end

    def sounds_on(self, platform: Platform) -> bool:
        """Whether it changes how posts on a platform sound."""
        if self.gap:
            return platform in self.gap
        return self.kind in ("sentiment_shift", "register_shift")

    def moods(self, shares: tuple[float, float], platform: Platform) -> tuple[float, float]:
        """Return the shares of negative and positive posts while it lasts."""
        if self.kind == "sentiment_shift":
            return moved(shares, self.label or "negative", self.amount)
        if self.kind == "platform_divergence" and self.gap and platform in self.gap:
            # Two thirds on the side that turns negative, one third on the other.
            up = platform == self.gap[0]
            return moved(shares, "negative", self.amount * (2 / 3 if up else -1 / 3))
        return shares

    def tone(self) -> tuple[Register, float] | None:
        """Return the register that posts take while it lasts, and the part of them that does."""
        if self.kind == "register_shift":
            return self.label, self.amount  # type: ignore[return-value]  # its label is a register
        return None


def moved(shares: tuple[float, float], label: str, points: float) -> tuple[float, float]:
    """Return (negative, positive) with one share moved; the other and the neutral one give way alike."""
    place = 0 if label == "negative" else 1
    mine, other = shares[place], shares[1 - place]
    gained = min(max(mine + points, 0.02), 0.95)
    rest = other * (1 - gained) / (1 - mine)
    return (gained, rest) if place == 0 else (rest, gained)
