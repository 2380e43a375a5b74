"""Which voices of a proposal are looked at, which may be quoted, and which one leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsdesk.assign.candidates import Proposal
from newsdesk.assign.memory import Remembered
from newsdesk.config import Config
from newsdesk.detect.values import Voice
from newsdesk.records import Record

#: How many voices are looked at for a brief, and how many records it holds.
LOOKED_AT, HELD = 90, 26
#: What a voice of unknown reach counts as when voices are ordered.
UNKNOWN_REACH = 0.4


@dataclass(frozen=True)
class Material:
    """What was fetched for a proposal: records by id, and the replies to them, the best first."""

    records: Mapping[str, Record]
    replies: Mapping[str, tuple[Voice, ...]]


def shortlist(proposal: Proposal, replies: Mapping[str, tuple[Voice, ...]]) -> list[Voice]:
    """Choose the voices whose records are looked at: in turn from every platform and mood, by reach."""
    groups: dict[tuple[str, str], list[Voice]] = defaultdict(list)
    everyone = list(proposal.voices)
    if proposal.carried is not None:
        everyone += replies.get(proposal.carried.id, ())
    for voice in everyone:
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


def choose(
    proposal: Proposal, material: Material, config: Config, recent: Sequence[Remembered]
) -> list[Voice]:
    """Return the voices of the brief, the lead first: quotable ones in the shortlist's order."""
    voices = [v for v in shortlist(proposal, material.replies) if v.id in material.records]
    usable = [v for v in voices if quotable(material.records[v.id], config)]
    if not usable:
        return []
    if proposal.carried is not None:
        lead = next((v for v in usable if v.id == proposal.carried.id), None)
    else:
        led = {record for story in recent for record in story.lead_records}
        fresh = [v for v in usable if v.id not in led]
        fitness = {v.id: _lead_fitness(v, material.records[v.id], proposal) for v in fresh}
        lead = max(fresh, key=lambda v: (fitness[v.id], v.id), default=None)
    if lead is None:
        return []
    return [lead, *(v for v in usable if v.id != lead.id)][:HELD]


def _lead_fitness(voice: Voice, record: Record, proposal: Proposal) -> float:
    """Prefer a far-travelled post of a readable length that stands on its own and names the subject."""
    words = len(record.words.split())
    readable = 1.0 if 12 <= words <= 120 else 0.6 if 6 <= words <= 250 else 0.2
    own = 0.25 if record.reply_to is None else 0.0
    named = 0.5 if proposal.subject in voice.entities else 0.0
    return (UNKNOWN_REACH if voice.reach is None else voice.reach) + readable + own + named


def quotable(record: Record, config: Config) -> bool:
    """Whether a record's words may stand in print: it has an author, who isn't blocked, and words."""
    return bool(record.author) and record.author not in config.people.blocked and bool(record.words.strip())
