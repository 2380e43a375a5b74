"""Signals and carried posts to candidates: what could be a story, on which voices, and how strongly."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsdesk.detect.values import Carried, EditionView, Voice
from newsdesk.records import Signal

#: Two names whose evidence overlaps by this part (of the smaller) are one matter.
SAME_MATTER = 0.35
#: A name that this part of a beat's voices mention belongs to the beat's own change.
EXPLAINS = 0.35
_SEVERITY = {"low": 1.0, "medium": 2.0, "high": 3.0}


@dataclass(frozen=True)
class Proposal:
    """A possible story: its signals or its carried post, and the voices it rests on."""

    beat: str
    subject: str | None
    subject_name: str | None
    signals: tuple[Signal, ...]
    carried: Carried | None
    voices: tuple[Voice, ...]

    @property
    def evidence(self) -> frozenset[str]:
        """The ids of the voices."""
        return frozenset(voice.id for voice in self.voices)

    @property
    def platforms(self) -> tuple[str, ...]:
        """The platforms of the voices."""
        return tuple(sorted({voice.platform for voice in self.voices}))

    @property
    def authors(self) -> int:
        """How many known accounts speak."""
        return len({voice.author for voice in self.voices if voice.author})

    @property
    def strength(self) -> float:
        """Rank by effect first, then by breadth; grows with the logarithm of the voices."""
        if self.carried is not None:
            effect = 1.0 + 0.5 * math.log10(self.carried.times)
        else:
            grades = sorted((_SEVERITY[signal.severity] for signal in self.signals), reverse=True)
            effect = grades[0] + 0.25 * (len(grades) - 1)
        breadth = 0.4 * (len(self.platforms) - 1) + 0.3 * math.log10(1 + self.authors)
        return round(effect + breadth, 4)


def proposals(view: EditionView) -> Iterator[Proposal]:
    """Yield what could be a story in this edition, each beat's own change first."""
    by_beat: dict[str, list[Signal]] = {}
    for signal in view.signals:
        by_beat.setdefault(signal.beat, []).append(signal)
    for beat in sorted(by_beat):
        yield from _of_beat(by_beat[beat], view.voices.get(beat, ()))
    for post in view.carried:
        proposal = _of_post(post, view)
        if proposal:
            yield proposal


def _of_beat(signals: Sequence[Signal], voices: tuple[Voice, ...]) -> Iterator[Proposal]:
    own = [signal for signal in signals if signal.kind != "entity_surge"]
    names = _matters([signal for signal in signals if signal.kind == "entity_surge"], voices)
    told: list[Signal] = []
    if own:
        told = [s for matter in names for s in matter if len(_naming(s, voices)) >= EXPLAINS * len(voices)]
        subject = told[0] if told else None
        yield Proposal(
            own[0].beat,
            subject.subject if subject else None,
            subject.subject_name if subject else None,
            (*own, *told),
            None,
            voices,
        )
    for matter in names:
        rest = [signal for signal in matter if signal not in told]
        if rest:
            # Only the voices of the most mentioned name: the counts of a story have one base.
            speaking = tuple(v for v in voices if rest[0].subject in v.entities)
            yield Proposal(rest[0].beat, rest[0].subject, rest[0].subject_name, tuple(rest), None, speaking)


def _naming(signal: Signal, voices: Sequence[Voice]) -> set[str]:
    return {voice.id for voice in voices if signal.subject in voice.entities}


def _matters(signals: Sequence[Signal], voices: Sequence[Voice]) -> list[list[Signal]]:
    """Put names together that the same voices mention; in each matter the most mentioned name first."""
    matters: list[tuple[list[Signal], set[str]]] = []
    for signal in signals:
        naming = _naming(signal, voices)
        for matter, heard in matters:
            smaller = max(1, min(len(naming), len(heard)))
            if len(naming & heard) / smaller >= SAME_MATTER:
                matter.append(signal)
                heard |= naming
                break
        else:
            matters.append(([signal], naming))
    return [sorted(matter, key=lambda s: (-s.evidence_total, s.id)) for matter, _ in matters]


def _of_post(post: Carried, view: EditionView) -> Proposal | None:
    """Propose a carried post on the beat where it stands most clearly, if it is a voice there."""
    places: Mapping[str, Voice] = {
        beat: voice for beat in post.beats for voice in view.voices.get(beat, ()) if voice.id == post.id
    }
    if not places:
        return None
    beat = max(sorted(places), key=lambda slug: places[slug].confidence)
    return Proposal(beat, None, None, (), post, (places[beat],))
