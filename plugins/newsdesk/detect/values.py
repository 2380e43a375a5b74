"""What a look at one as-of time gives: voices, carried posts and signals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from newsdesk.records import Register, SentimentLabel, Signal, Statistic
from newsdesk.reports import BeatWeather

#: How many records there are, on any beat or none, by platform and day.
Presence = Mapping[str, Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class Voice:
    """One independent voice on a beat in the window before an edition.

    ``reach`` is the percentile (0…1) of its engagement among that platform's ``told`` records of the window
    that tell theirs, None where unknown or where fewer than twenty do. ``thread`` is what it answers, else
    its own id.
    """

    id: str
    beat: str
    platform: str
    kind: str
    community: str | None
    author: str | None
    published_at: datetime
    label: SentimentLabel | None
    score: float
    engagement: int | None
    replies: int | None
    reach: float | None
    confidence: float
    entities: tuple[str, ...]
    flags: tuple[str, ...] = ()
    told: int = 0
    voice_register: Register = "neutral"
    terms: tuple[int, ...] = ()
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Outspoken:
    """One voice of the window that carries a thing: its beat, platform and author."""

    id: str
    beat: str
    platform: str
    author: str | None


@dataclass(frozen=True, slots=True)
class Carried:
    """A post whose score is far above what its community usually gives; ``times`` is score / median."""

    id: str
    platform: str
    community: str | None
    beats: tuple[str, ...]
    score: int
    replies: int
    median: float
    posts: int
    times: float


@dataclass(frozen=True, slots=True)
class EditionView:
    """What the newsroom sees at ``as_of``: only records that had been collected by then.

    ``voices`` holds, by beat, the voices of the window for beats that have a signal or a carried post, from
    the platforms that take part; ``context`` holds the volume and moods of those beats, moved or not;
    ``behind`` holds, by signal, the ids of all its voices, of which the signal lists the weightiest; ``thin``
    is why no story is told for a signal alone, by the signals of which that is so; ``presence`` counts all
    records by platform and day; ``weather`` is how every followed beat stands, moved or not, but those that
    never had a post.
    """

    as_of: datetime
    records: int
    signals: tuple[Signal, ...]
    voices: dict[str, tuple[Voice, ...]]
    carried: tuple[Carried, ...]
    context: dict[str, tuple[Statistic, ...]]
    behind: dict[str, frozenset[str]] = field(default_factory=dict)
    thin: Mapping[str, str] = field(default_factory=dict)
    presence: Presence | None = None
    weather: tuple[BeatWeather, ...] = ()
