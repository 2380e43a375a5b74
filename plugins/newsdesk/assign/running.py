"""Running stories: which story a proposal goes on with, and whether it has something new to tell.

A story that is still moving gets a new version under its address, not a second story beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from newsdesk.assign.candidates import Proposal
from newsdesk.assign.memory import Memory, Remembered, event_of

#: A story is running for so long after its newest version.
RUNNING = timedelta(hours=24)
#: A change of the same beat belongs to the running story if this part of its voices was in it already, or
#: names its subject.
SHARED, NAMING = 0.1, 0.25
#: So many voices that the story hasn't heard yet make a new version worth reading.
NEW_VOICES = 3
#: A version on less than this part of the voices of the one before it tells less than the reader has.
NARROWER = 0.75
#: A matter with its own name splits off a running story if so many voices, and this part of its own, are new
#: to the story, and fewer than ``NAMING`` of them name what the story is about.
SPLITTING_VOICES, SPLITTING = 8, 0.6


def goes_on(
    proposal: Proposal, recent: Sequence[Remembered], memory: Memory, as_of: datetime
) -> Remembered | None:
    """Return the running story that the proposal belongs to, or None if it is a matter of its own."""
    if proposal.carried is not None:
        return None
    by_slug = {story.slug: story for story in recent if as_of - story.modified_at <= RUNNING}
    running = {memory.running(signal, as_of) for signal in proposal.signals}
    if len(running) == 1 and (only := running.pop()) in by_slug:
        return by_slug[only]
    related = [s for s in by_slug.values() if _related(proposal, s) and not splits_off(proposal, s)]
    return max(related, key=lambda story: (story.modified_at, story.slug), default=None)


def _related(proposal: Proposal, story: Remembered) -> bool:
    if story.beat != proposal.beat or story.carried_by is not None:
        return False
    return shared(proposal, story) >= SHARED or naming(proposal, story) >= NAMING


def splits_off(proposal: Proposal, story: Remembered) -> bool:
    """Whether a proposal that touches a story has grown into a matter of its own: a second story."""
    new = len(proposal.evidence - story.evidence)
    return (
        proposal.subject is not None
        and proposal.subject not in story.entities
        and new >= max(SPLITTING_VOICES, SPLITTING * len(proposal.voices))
        and naming(proposal, story) < NAMING
    )


def shared(proposal: Proposal, story: Remembered) -> float:
    """Return the part of the proposal's voices that are the story's evidence already."""
    return len(proposal.evidence & story.evidence) / max(1, len(proposal.voices))


def naming(proposal: Proposal, story: Remembered) -> float:
    """Return the part of the proposal's voices that name what the story is about."""
    named = sum(not story.entities.isdisjoint(voice.entities) for voice in proposal.voices)
    return named / max(1, len(proposal.voices))


def what_is_new(proposal: Proposal, story: Remembered) -> str | None:
    """Return why the story deserves a new version, or None.

    Needed are new voices, a change that it doesn't tell yet, and no fewer voices than before.
    """
    voices = len(proposal.evidence - story.evidence)
    grades = ("low", "medium", "high")
    grown = [
        signal
        for signal in proposal.signals
        if event_of(signal) not in story.told
        or grades.index(signal.severity) > grades.index(story.told[event_of(signal)])
    ]
    narrower = len(proposal.voices) < NARROWER * story.voices
    if voices < NEW_VOICES or not grown or narrower:
        return None
    return f"{voices} new voices, and: {grown[0].why}"
