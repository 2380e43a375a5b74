"""Signals and carried posts to candidates: what could be a story, on which voices, and how strongly.

The signals of a beat make one candidate for the beat's own change and one for each matter in it: names and
phrases that the same voices say. A cross_beat signal makes a candidate of its own, on the voices of all the
beats that it moves on.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsdesk.detect.values import Carried, EditionView, Voice
from newsdesk.records import Entity, EntityType, Signal, SignalKind

#: Two names whose evidence overlaps by this part (of the smaller) are one matter.
SAME_MATTER = 0.35
#: A name that this part of a beat's voices mention belongs to the beat's own change.
EXPLAINS = 0.35
#: The kinds that tell of a name or a phrase on a beat; the others are the beat's own change.
OF_A_MATTER: frozenset[SignalKind] = frozenset({"entity_surge", "phrase_trending"})
#: What a mention of each type counts when the subject of a matter is chosen: the thing before the country.
TELLING: Mapping[EntityType, float] = {
    "product": 1.0,
    "technology": 1.0,
    "person": 1.0,
    "legislation": 1.0,
    "organization": 0.9,
    "government": 0.8,
    "state": 0.5,
    "concept": 0.4,
}
_SEVERITY = {"low": 1.0, "medium": 2.0, "high": 3.0}
#: What each further signal adds to a candidate's effect, and how many are counted.
FURTHER, FURTHER_AT_MOST = 0.25, 3
#: What it adds that something moves on several beats at once.
CROSSING = 0.5


@dataclass(frozen=True)
class Proposal:
    """A possible story: its signals or its carried post, and the voices it rests on.

    ``subject`` is an entity's id, or None for the beat itself or a phrase; ``other_beats`` are the further
    beats that a crossing matter moves on. ``thin`` is why none of its signals carries a story, if none
    does.
    """

    beat: str
    subject: str | None
    subject_name: str | None
    signals: tuple[Signal, ...]
    carried: Carried | None
    voices: tuple[Voice, ...]
    other_beats: tuple[str, ...] = ()
    thin: str = ""

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
    def only_names(self) -> bool:
        """Whether nothing has changed but how often something is named."""
        return bool(self.signals) and all(signal.kind in OF_A_MATTER for signal in self.signals)

    @property
    def of_a_matter(self) -> bool:
        """Whether it rests on the voices of a name, phrase or link, not on those of the whole beat."""
        kinds = {signal.kind for signal in self.signals}
        return bool(kinds) and kinds <= OF_A_MATTER | {"cross_beat"}

    @property
    def effect(self) -> float:
        """The strongest change, 1 (low) to 3 (high), and a little for each further one."""
        if self.carried is not None:
            return 1.0 + 0.5 * math.log10(self.carried.times)
        grades = [_SEVERITY[signal.severity] for signal in self.signals]
        crossing = CROSSING if self.other_beats else 0.0
        return max(grades) + FURTHER * min(len(grades) - 1, FURTHER_AT_MOST) + crossing

    @property
    def breadth(self) -> float:
        """What platforms and accounts add; grows with the logarithm of the accounts."""
        return 0.4 * (len(self.platforms) - 1) + 0.3 * math.log10(1 + self.authors)

    @property
    def strength(self) -> float:
        """Rank by effect first, then by breadth."""
        return round(self.effect + self.breadth, 4)


def proposals(view: EditionView, entities: Mapping[str, Entity]) -> Iterator[Proposal]:
    """Yield what could be a story in this edition, each beat's own change first."""
    by_beat: dict[str, list[Signal]] = {}
    for signal in view.signals:
        by_beat.setdefault(signal.beat, []).append(signal)
    for beat in sorted(by_beat):
        yield from _OfBeat(view, beat, by_beat[beat], entities).proposals()
    for post in view.carried:
        proposal = _of_post(post, view)
        if proposal:
            yield proposal


class _OfBeat:
    """The signals of one beat, and which voices each of them rests on."""

    def __init__(
        self, view: EditionView, beat: str, signals: Sequence[Signal], entities: Mapping[str, Entity]
    ) -> None:
        self._view, self._beat, self._entities = view, beat, entities
        self._voices = tuple(view.voices.get(beat, ()))
        self._own = [s for s in signals if s.kind not in OF_A_MATTER and s.kind != "cross_beat"]
        self._crossing = [s for s in signals if s.kind == "cross_beat"]
        self._naming = {s.id: self._behind(s) for s in signals}
        self._matters = self._cluster([s for s in signals if s.kind in OF_A_MATTER])

    def _behind(self, signal: Signal) -> frozenset[str]:
        """Return the ids of the voices that a signal rests on."""
        if signal.kind == "entity_surge":
            return frozenset(voice.id for voice in self._voices if signal.subject in voice.entities)
        return self._view.behind.get(signal.id) or frozenset(item.record for item in signal.evidence)

    def proposals(self) -> Iterator[Proposal]:
        """Yield the crossing matters, the beat's own change, and the other matters."""
        told: list[Signal] = []
        for signal in self._crossing:
            # What crosses tells the same names on this beat as well.
            along = [s for matter in self._matters for s in matter if self._alike(s, signal)]
            told += along
            yield self._crossing_proposal(signal, along)
        if self._own:
            along = [s for matter in self._matters for s in matter if s not in told and self._explains(s)]
            told += along
            yield self._proposal((*self._own, *along), along, self._voices)
        for matter in self._matters:
            rest = [signal for signal in matter if signal not in told]
            if rest:
                # Only the voices of the subject: the counts of a story have one base.
                naming = self._naming[self._first(rest).id]
                yield self._proposal(rest, rest, tuple(v for v in self._voices if v.id in naming))

    def _proposal(
        self, signals: Sequence[Signal], named: Sequence[Signal], voices: tuple[Voice, ...]
    ) -> Proposal:
        subject = self._first(named) if named else None
        entity = subject if subject and subject.kind == "entity_surge" else None
        return Proposal(
            self._beat,
            entity.subject if entity else None,
            entity.subject_name if entity else None,
            tuple(signals),
            None,
            voices,
            thin=self._thin(signals),
        )

    def _crossing_proposal(self, signal: Signal, along: Sequence[Signal]) -> Proposal:
        behind = self._naming[signal.id]
        heard: dict[str, Voice] = {}
        others = set()
        for beat in sorted(self._view.voices, key=lambda slug: (slug != self._beat, slug)):
            for voice in self._view.voices[beat]:
                if voice.id in behind:
                    heard.setdefault(voice.id, voice)
                    others.add(beat)
        kind, _, value = (signal.subject or "").partition("=")
        entity = value if kind == "entity" else None
        return Proposal(
            self._beat,
            entity,
            signal.subject_name if entity else None,
            (signal, *along),
            None,
            tuple(heard.values()),
            tuple(sorted(others - {self._beat})),
            thin=self._thin((signal, *along)),
        )

    def _thin(self, signals: Sequence[Signal]) -> str:
        reasons = [self._view.thin.get(signal.id, "") for signal in signals]
        return reasons[0] if all(reasons) else ""

    def _explains(self, signal: Signal) -> bool:
        return len(self._naming[signal.id]) >= EXPLAINS * len(self._voices)

    def _alike(self, one: Signal, other: Signal) -> bool:
        mine, theirs = self._naming[one.id], self._naming[other.id]
        return len(mine & theirs) / max(1, min(len(mine), len(theirs))) >= SAME_MATTER

    def _first(self, signals: Sequence[Signal]) -> Signal:
        """Return the signal that names the subject: an entity before a phrase, by mentions and type."""
        return max(signals, key=lambda s: (self._telling(s), s.id))

    def _telling(self, signal: Signal) -> float:
        entity = self._entities.get(signal.subject or "") if signal.kind == "entity_surge" else None
        if signal.kind == "entity_surge":
            return 1000.0 + len(self._naming[signal.id]) * (TELLING[entity.type] if entity else 0.5)
        return float(len(self._naming[signal.id]))

    def _cluster(self, signals: Sequence[Signal]) -> list[list[Signal]]:
        """Put names together that the same voices say; in each matter the subject first."""
        matters: list[tuple[list[Signal], set[str]]] = []
        for signal in signals:
            naming = self._naming[signal.id]
            for matter, heard in matters:
                smaller = max(1, min(len(naming), len(heard)))
                if len(naming & heard) / smaller >= SAME_MATTER:
                    matter.append(signal)
                    heard |= naming
                    break
            else:
                matters.append(([signal], set(naming)))
        return [sorted(matter, key=lambda s: (-self._telling(s), s.id)) for matter, _ in matters]


def _of_post(post: Carried, view: EditionView) -> Proposal | None:
    """Propose a carried post on the beat where it stands most clearly, if it is a voice there."""
    places: Mapping[str, Voice] = {
        beat: voice for beat in post.beats for voice in view.voices.get(beat, ()) if voice.id == post.id
    }
    if not places:
        return None
    beat = max(sorted(places), key=lambda slug: places[slug].confidence)
    return Proposal(beat, None, None, (), post, (places[beat],))
