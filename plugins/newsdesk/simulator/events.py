"""Planted events: what is true in a simulated world, and therefore what detection should find."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import Annotated, Any, Literal

import yaml
from pydantic import Field

from newsdesk.records import Platform, SentimentLabel, SignalKind, UtcTime, Value
from newsdesk.simulator.grammar import Talk

#: What can be planted: a kind of signal, or one post that carries its community.
EventKind = SignalKind | Literal["carried"]
Mood = Annotated[tuple[float, float], Field(description="shares of negative and of positive posts")]
EVERYWHERE = "*"


class Event(Value):
    """One planted event with its truth.

    ``strength`` is what the window shows at least, over the usual: times for volume_anomaly, entity_surge
    (posts that name ``subject``) and carried (score over its community's median); points (0…1) for
    sentiment_shift (share of ``label``) and platform_divergence (change of the gap between the negative
    shares of the two platforms of ``gap``). ``volume`` multiplies the background on ``platforms`` (all, if
    empty); ``about`` is the part of it that talks of the event, in the ``moods`` of its platform or of "*".
    ``carried`` is the key of the hand-written post that carries, ``replies`` how many invented answers
    it gets beside the hand-written ones.
    """

    name: str
    beat: str
    kind: EventKind
    start: UtcTime
    hours: Annotated[int, Field(gt=0)]
    strength: Annotated[float, Field(gt=0)]
    volume: Annotated[float, Field(ge=1)] = 1.0
    about: Annotated[float, Field(ge=0, le=1)] = 0.5
    platforms: tuple[str, ...] = ()
    subject: str | None = None
    label: SentimentLabel | None = None
    gap: tuple[Platform, Platform] | None = None
    moods: dict[str, Mood]
    carried: str | None = None
    replies: int = 0
    talk: Talk

    @property
    def end(self) -> datetime:
        """When it is over."""
        return self.start + timedelta(hours=self.hours)

    def touches(self, beat: str, platform: str) -> bool:
        """Whether it multiplies the background of that beat and platform."""
        return beat == self.beat and (not self.platforms or platform in self.platforms)

    def mood(self, platform: str) -> Mood:
        """Return the shares of negative and positive posts about it on a platform."""
        return self.moods.get(platform, self.moods[EVERYWHERE])


@cache
def load() -> tuple[Event, ...]:
    """Read events.yaml, in the order of their start."""
    text = resources.files("newsdesk.simulator").joinpath("events.yaml").read_text(encoding="utf-8")
    data: Any = yaml.safe_load(text)
    return tuple(sorted((Event.model_validate(item) for item in data), key=lambda event: event.start))
