"""cross_beat: one name, link or phrase moves on two beats at once, by different voices.

A record may be on two beats by rule; that is no movement. So each beat is tested on the voices that the
other beat does not have: negative binomial of the exclusive voices of day 0 against those of earlier days,
one-sided, and the greater p of the two beats, because both must have moved (intersection-union; Berger
1982), times the number of pairs of beats on which it is heard (Bonferroni).
Minimum: five exclusive voices by four accounts on each beat, and twice the exclusive voices usual there.
Effect: the smaller of the two ratios. Of things that the same voices carry the strongest is told, one for
each beat; of copies and capped accounts only what counts as a voice.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from newsdesk.config import Beat
from newsdesk.detect import forms
from newsdesk.detect.ground import Ground
from newsdesk.detect.panel import Panel
from newsdesk.detect.statistics import Outcome, usual
from newsdesk.detect.surge import rise
from newsdesk.detect.trial import Trial
from newsdesk.detect.values import Outspoken
from newsdesk.records import Entity, Statistic

VOICES, AUTHORS, RISE = 5, 4, 2.0
#: Two things whose voices overlap by this part (of the smaller) are one matter.
SAME_VOICES = 0.5


@dataclass(frozen=True)
class _Side:
    """One beat's exclusive voices now, the usual ones a day, and the test."""

    beat: Beat
    ground: Ground
    now: frozenset[str]
    usual: float
    tested: Outcome


@dataclass(frozen=True)
class _Pair:
    """A thing that moves on a beat (the one with more voices) and on another."""

    subject: str
    voices: frozenset[str]
    sides: tuple[_Side, _Side]
    p: float

    @property
    def weaker(self) -> Outcome:
        """The outcome on the beat where it rose less."""
        return min((side.tested for side in self.sides), key=lambda tested: tested.effect)


def trials(panel: Panel, beats: tuple[Beat, ...], entities: Mapping[str, Entity]) -> Iterator[Trial]:
    """Test everything that may be moving on two beats; at most one a beat is told."""
    pairs = [pair for subject in sorted(panel.spread) for pair in _pairs(panel, beats, subject)]
    pairs.sort(key=lambda pair: (pair.p, -len(pair.voices), pair.subject))
    told: list[_Pair] = []
    for pair in pairs:
        if not any(_same(pair, other) for other in told):
            told.append(pair)
            yield _trial(panel, pair, entities)


def _same(pair: _Pair, other: _Pair) -> bool:
    if pair.sides[0].beat.slug == other.sides[0].beat.slug:
        return True
    smaller = min(len(pair.voices), len(other.voices))
    return len(pair.voices & other.voices) >= SAME_VOICES * smaller


def _pairs(panel: Panel, beats: tuple[Beat, ...], subject: str) -> Iterator[_Pair]:
    """Pair the two beats on which the thing moved most clearly, the one with more voices first."""
    today: dict[str, dict[str, Outspoken]] = {}
    for voice in panel.spread[subject]:
        today.setdefault(voice.beat, {})[voice.id] = voice
    there = [beat for beat in beats if len(today.get(beat.slug, ())) >= VOICES and panel.ground(beat.slug)]
    there.sort(key=lambda beat: (-len(today[beat.slug]), beat.slug))
    before = panel.spread_before[subject]
    found = []
    for pair in combinations(there, 2):
        one = _side(panel, pair[0], pair[1], today, before)
        other = _side(panel, pair[1], pair[0], today, before) if one else None
        if one and other:
            found.append(((one, other), max(one.tested.p, other.tested.p)))
    if found:
        sides, p = min(found, key=lambda item: (item[1], *(side.beat.slug for side in item[0])))
        voices = frozenset().union(*(today[side.beat.slug].keys() for side in sides))
        yield _Pair(subject, voices, sides, min(1.0, p * math.comb(len(there), 2)))


def _side(
    panel: Panel,
    beat: Beat,
    other: Beat,
    today: Mapping[str, Mapping[str, Outspoken]],
    earlier: Mapping[tuple[str, str], Mapping[int, int]],
) -> _Side | None:
    """Measure the voices on a beat that are not on the other; None where they are too few."""
    ground = panel.ground(beat.slug)
    if ground is None:
        return None
    shared = today[other.slug]
    now = [v for v in today[beat.slug].values() if v.platform in ground.platforms and v.id not in shared]
    if len(now) < VOICES or len({voice.author for voice in now if voice.author}) < AUTHORS:
        return None
    whole, both = earlier.get((beat.slug, beat.slug), {}), earlier.get((beat.slug, other.slug), {})
    before = ground.weighed([whole.get(day, 0) - both.get(day, 0) for day in ground.days])
    return _Side(beat, ground, frozenset(v.id for v in now), usual(before), rise(len(now), before))


def _trial(panel: Panel, pair: _Pair, entities: Mapping[str, Entity]) -> Trial:
    main, other = pair.sides
    kind, _, value = pair.subject.partition("=")
    name = _name(kind, value, entities)
    statistics = tuple(s for side in pair.sides for s in _statistics(panel, side, name))
    clauses = [
        f"{s.forms['clause']} on {side.beat.name}"
        for s, side in zip((statistics[2], statistics[5]), pair.sides, strict=True)
    ]
    members = pair.voices
    return Trial(
        kind="cross_beat",
        beat=main.beat.slug,
        subject=pair.subject,
        subject_name=name,
        days=main.ground.days,
        test="negative binomial on both beats' exclusive voices, intersection-union",
        tested=replace(pair.weaker, p=pair.p),
        effect_unit="times",
        enough=pair.weaker.effect >= RISE,
        severities=(4.0, 8.0),
        statistics=statistics,
        why=(
            f"Posts about {name} rose in 24 hours on two beats at once and by different voices, "
            f"{clauses[0]} and {clauses[1]}."
        ),
        caused_by=lambda voice: voice.id in members,
        also=(other.beat.slug,),
        notes=(
            *dict.fromkeys((*main.ground.notes, *other.ground.notes)),
            f"Moves on {main.beat.slug} and {other.beat.slug}; posts that stand on both are not counted.",
        ),
    )


def _name(kind: str, value: str, entities: Mapping[str, Entity]) -> str:
    if kind == "entity" and value in entities:
        return entities[value].name
    return f"“{value}”" if kind == "phrase" else value


def _statistics(panel: Panel, side: _Side, name: str) -> tuple[Statistic, Statistic, Statistic]:
    base, days, now = f"cross.{side.beat.slug}", side.ground.days, len(side.now)
    label = f"Posts about {name} on {side.beat.name} alone"
    return (
        forms.count(f"{base}.now", label, now, "post", panel.window),
        forms.daily(f"{base}.usual", f"{label}, usual", side.usual, len(days), panel.baseline(days)),
        forms.ratio(
            f"{base}.ratio", f"{label}, now against usual", now, side.usual, side.tested, panel.window
        ),
    )
