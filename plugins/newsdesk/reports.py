"""Values of a worked edition: every candidate with its fate, and the report that the ledger keeps."""

from __future__ import annotations

from typing import Literal

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
