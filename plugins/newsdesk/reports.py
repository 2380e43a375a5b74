"""Values of a worked edition: every candidate with its fate, and the report that the ledger keeps."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from newsdesk.records import Signal, UtcTime, Value
from newsdesk.stories import StoryKind

Fate = Literal["story", "version", "held", "declined"]


class Candidate(Value):
    """Something that could have become a story in an edition, and what became of it.

    ``score`` is ``effect`` + ``breadth`` − ``saturation``, of which the last is the price of being like the
    recent story ``like``; ``other_beats`` are the further beats that a crossing matter moves on.
    """

    kind: StoryKind
    beat: str
    subject: str | None
    signals: tuple[str, ...]
    lead_record: str | None
    score: float
    effect: float = 0.0
    breadth: float = 0.0
    saturation: float = 0.0
    like: str | None = None
    other_beats: tuple[str, ...] = ()
    voices: int
    platforms: tuple[str, ...]
    fate: Fate
    reason: str
    story: str | None = None


class Mentions(Value):
    """How often a name stood in the posts of a beat: in the 24 hours, and on a usual day before them.

    ``usual`` is None where the beat has no baseline yet.
    """

    entity: str
    name: str
    posts: int
    usual: float | None = None


class BeatWeather(Value):
    """How a beat stood at an edition, whether or not anything changed: 24 hours against a usual day.

    ``posts`` counts independent voices in the 24 hours before the edition, ``platforms`` the same by each
    platform that takes part: one with 0 was silent, one that isn't listed couldn't be compared. ``usual`` is
    what a day of the baseline has at the same lag (None where they are too few). ``judged`` of the posts have
    a mood; ``positive`` and ``negative`` are those of either, their usual shares (0…1) are over the baseline
    (None where it has few that are judged). ``names`` are the most mentioned, at most eight, each by at least
    two posts; ``quiet`` are at most five that usually are and now hardly so, the most missed first.
    """

    beat: str
    posts: int
    usual: float | None = None
    judged: int = 0
    positive: int = 0
    negative: int = 0
    usual_positive: float | None = None
    usual_negative: float | None = None
    platforms: dict[str, int] = Field(default_factory=dict)
    names: tuple[Mentions, ...] = ()
    quiet: tuple[Mentions, ...] = ()


class EditionReport(Value):
    """One worked edition as the ledger keeps it: what was seen, what was decided, and why."""

    schema_version: Literal["edition/1"] = "edition/1"
    as_of: UtcTime
    demo: bool
    records: int
    signals: tuple[Signal, ...]
    candidates: tuple[Candidate, ...]
    stories: tuple[str, ...]
    tool: str
    weather: tuple[BeatWeather, ...] = ()
