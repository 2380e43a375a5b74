"""Who stands where: the positions of a brief, the one against the largest, and who speaks for them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsdesk.analyse.reading import content
from newsdesk.assign.candidates import Proposal
from newsdesk.assign.material import Material, quotable, shortlist
from newsdesk.config import Config
from newsdesk.detect import forms
from newsdesk.detect.drivers.positions import Group, Said, counter, positions
from newsdesk.detect.values import Voice
from newsdesk.records import Statistic, Window
from newsdesk.stories import Position

#: So many independent voices make a position; fewer are a remark.
VOICES = 3
#: Positions that a brief tells, and records of each that it holds at least, as far as they may be quoted.
TOLD, SEATS = 6, 3
#: Records with these flags are counted in a position; another speaks for it.
_NOT_ITS_OWN = frozenset({"promotion", "irony", "do-not-quote"})


@dataclass(frozen=True)
class Standpoints:
    """The told positions, the largest first, and the one among them that stands against it."""

    groups: tuple[Group, ...] = ()
    against: Group | None = None
    quotable: frozenset[str] = frozenset()

    @property
    def seats(self) -> list[list[str]]:
        """The ids of the records that speak for each position: its exemplar first, then the most typical."""
        return [
            list(dict.fromkeys([group.exemplar or "", *(m for m in group.members if m in self.quotable)]))[
                :SEATS
            ]
            for group in self.groups
        ]


def standpoints(proposal: Proposal, material: Material, config: Config) -> Standpoints:
    """Group what the looked-at voices claim; for a carried post, what its replies do."""
    post = proposal.carried.id if proposal.carried else None
    voices = [
        voice
        for voice in shortlist(proposal, material.replies)
        if voice.id in material.records and voice.id != post and material.records[voice.id].words.strip()
    ]
    ranks = _ranks(voices) if post else {}
    said = [_said(voice, material, config, ranks.get(voice.id, voice.reach)) for voice in voices]
    groups = positions(said, semantic=config.semantic)
    found = [group for group in groups if group.voices >= VOICES and group.exemplar and group.claim]
    against = counter(found)
    told = found[:TOLD]
    if against is not None and against not in told:
        told = [*told[:-1], against]
    may = frozenset(voice.id for voice in voices if quotable(material.records[voice.id], config, voice.flags))
    return Standpoints(tuple(told), against, may)


def _ranks(replies: Sequence[Voice]) -> dict[str, float]:
    """Return each reply's percentile among the replies of known engagement: its weight in the thread."""
    known = sorted(voice.engagement for voice in replies if voice.engagement is not None)
    most = max(len(known) - 1, 1)
    return {v.id: bisect_left(known, v.engagement) / most for v in replies if v.engagement is not None}


def _said(voice: Voice, material: Material, config: Config, reach: float | None) -> Said:
    record = material.records[voice.id]
    able = quotable(record, config, voice.flags) and not _NOT_ITS_OWN & set(voice.flags)
    return Said(
        id=voice.id,
        platform=voice.platform,
        speaker=voice.author,
        text=content(record),
        label=voice.label,
        mood=voice.score,
        reach=reach,
        quotable=able,
    )


def as_positions(found: Standpoints, numbered: Mapping[str, str]) -> tuple[tuple[Position, ...], str | None]:
    """Return the positions whose exemplar the brief holds, and the id of the counter-position."""
    held = [group for group in found.groups if group.exemplar in numbered]
    told = tuple(
        Position(
            id=f"q{number}",
            claim=group.claim,
            voices=group.voices,
            platforms=group.platforms,
            records=tuple(numbered[id] for id in group.members if id in numbered),
            exemplar=numbered[group.exemplar or ""],
        )
        for number, group in enumerate(held, start=1)
    )
    against = next((f"q{n}" for n, group in enumerate(held, start=1) if group is found.against), None)
    return told, against


def counts(told: Sequence[Position], window: Window) -> tuple[Statistic, ...]:
    """Count the voices of each position: the id is ``position.q1``."""
    return tuple(
        forms.count(f"position.{one.id}", "Accounts that say so", one.voices, "account", window)
        for one in told
    )
