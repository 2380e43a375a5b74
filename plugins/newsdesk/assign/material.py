"""Which voices of a proposal are looked at, which may be quoted, and which one leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsdesk.assign.candidates import Proposal
from newsdesk.assign.memory import Remembered
from newsdesk.config import Config
from newsdesk.detect.values import Voice
from newsdesk.records import Record

if TYPE_CHECKING:
    from newsdesk.detect.history import History

#: How many voices are looked at for a brief, and how many records it holds.
LOOKED_AT, HELD = 400, 26
#: Characters of text that the records of a brief hold together; what exceeds it must lead or stand for a
#: position.
ROOM = 36_000
#: What a voice of unknown reach counts as when voices are ordered.
UNKNOWN_REACH = 0.4
#: How much it speaks for a post as the lead that it stands for the largest position, or for another.
TYPICAL, TAKES_PART = 0.2, 0.1


@dataclass(frozen=True)
class Material:
    """What was fetched for a proposal.

    ``records`` by id; ``replies`` to them, the best first; ``history`` of the beat, None for a carried post
    or where there is too little; ``beats`` counts the voices looked at by beat; ``linked`` are collected
    pages by :func:`newsdesk.archive.addresses.address`; ``flags`` those of parents.
    """

    records: Mapping[str, Record]
    replies: Mapping[str, tuple[Voice, ...]]
    history: History | None = None
    beats: Mapping[str, int] = field(default_factory=dict)
    linked: Mapping[str, Record] = field(default_factory=dict)
    flags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def speaking(proposal: Proposal, replies: Mapping[str, tuple[Voice, ...]]) -> list[Voice]:
    """Return the voices of a proposal; those of a carried post are its own and its replies'."""
    everyone = list(proposal.voices)
    if proposal.carried is not None:
        everyone += replies.get(proposal.carried.id, ())
    return everyone


def shortlist(proposal: Proposal, replies: Mapping[str, tuple[Voice, ...]]) -> list[Voice]:
    """Choose the voices whose records are looked at: in turn from every platform and mood, by reach."""
    groups: dict[tuple[str, str], list[Voice]] = defaultdict(list)
    for voice in speaking(proposal, replies):
        groups[voice.platform, voice.label or ""].append(voice)
    for group in groups.values():
        group.sort(key=_standing)
    turns = sorted(groups)
    chosen: list[Voice] = []
    while len(chosen) < LOOKED_AT and any(groups.values()):
        for turn in turns:
            if groups[turn]:
                chosen.append(groups[turn].pop(0))
    return chosen


def _standing(voice: Voice) -> tuple[float, float, str]:
    reach = UNKNOWN_REACH if voice.reach is None else voice.reach
    return (-reach, -voice.confidence, voice.id)


def usable(proposal: Proposal, material: Material, config: Config) -> list[Voice]:
    """Return the looked-at voices that may be quoted, in the shortlist's order."""
    found = shortlist(proposal, material.replies)
    return [
        voice
        for voice in found
        if voice.id in material.records and quotable(material.records[voice.id], config, voice.flags)
    ]


def choose(
    proposal: Proposal,
    material: Material,
    config: Config,
    recent: Sequence[Remembered],
    standing: Sequence[Sequence[str]] = (),
    linking: Sequence[str] = (),
) -> list[Voice]:
    """Return the voices of the brief: the lead, who stands for a position, then the shortlist's order.

    ``standing`` holds, for each position from the largest, the ids of the records that speak for it;
    ``linking`` the ids of records that are held for the pages they link.
    """
    voices = usable(proposal, material, config)
    lead = _lead(voices, proposal, material, recent, standing)
    if lead is None:
        return []
    by_id = {voice.id: voice for voice in voices}
    # First one record of every position, then the second of each, …
    turns = [ids[n] for n in range(max(map(len, standing), default=0)) for ids in standing if n < len(ids)]
    seated = {id: by_id[id] for id in (lead.id, *linking, *turns) if id in by_id}
    return _within(list(seated.values()), [v for v in voices if v.id not in seated], material)


def _within(seated: Sequence[Voice], others: Iterable[Voice], material: Material) -> list[Voice]:
    """Return those who are seated, and others as long as there is room for their texts."""
    held = list(seated[:HELD])
    room = ROOM - sum(_length(voice, material) for voice in held)
    for voice in others:
        if len(held) < HELD and _length(voice, material) <= room:
            held.append(voice)
            room -= _length(voice, material)
    return held


def _length(voice: Voice, material: Material) -> int:
    return len(material.records[voice.id].text)


def _lead(
    voices: Sequence[Voice],
    proposal: Proposal,
    material: Material,
    recent: Sequence[Remembered],
    standing: Sequence[Sequence[str]],
) -> Voice | None:
    if proposal.carried is not None:
        return next((v for v in voices if v.id == proposal.carried.id), None)
    led = {record for story in recent for record in story.lead_records}
    typical = {id: TYPICAL if rank == 0 else TAKES_PART for rank, ids in enumerate(standing) for id in ids}
    fitness = {
        v.id: _lead_fitness(v, material.records[v.id], proposal) + typical.get(v.id, 0.0)
        for v in voices
        if v.id not in led
    }
    return max((v for v in voices if v.id in fitness), key=lambda v: (fitness[v.id], v.id), default=None)


def _lead_fitness(voice: Voice, record: Record, proposal: Proposal) -> float:
    """Prefer a far-travelled post of a readable length that stands on its own and is what has changed."""
    words = len(record.words.split())
    readable = 1.0 if 12 <= words <= 120 else 0.6 if 6 <= words <= 250 else 0.2
    own = 0.25 if record.reply_to is None else 0.0
    named = 0.5 if proposal.subject in voice.entities or _is_of_the_change(voice, proposal) else 0.0
    return (UNKNOWN_REACH if voice.reach is None else voice.reach) + readable + own + named


def _is_of_the_change(voice: Voice, proposal: Proposal) -> bool:
    """Whether a voice has the tone that shifted, or says the phrase or the matter that moved."""
    return any(
        (signal.kind == "register_shift" and signal.subject == voice.voice_register)
        or (
            signal.kind in ("phrase_trending", "cross_beat")
            and any(item.record == voice.id for item in signal.evidence)
        )
        for signal in proposal.signals
    )


def quotable(record: Record, config: Config, flags: Iterable[str] = ()) -> bool:
    """Whether a record's words may stand in print: of a known author, not blocked, not private."""
    known = bool(record.author) and record.author not in config.people.blocked
    return known and bool(record.words.strip()) and "do-not-quote" not in flags
