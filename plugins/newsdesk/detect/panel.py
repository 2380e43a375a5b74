"""The observations of one edition by beat, platform and day, and which platforms and days count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple

from newsdesk.detect.drift import mood_drift, tone_drift
from newsdesk.detect.gaps import Gap, gaps_of, restlessness
from newsdesk.detect.ground import LOST_DAY, SMALL_PART, Ground, ground_of
from newsdesk.detect.statistics import Scatter
from newsdesk.detect.values import Outspoken
from newsdesk.records import Window


class Tally(NamedTuple):
    """Who says a thing on a platform and day: voices, their authors, and the threads that they speak in.

    Authors and threads of earlier days are counted for names alone.
    """

    voices: int = 0
    authors: int = 0
    threads: int = 0


#: What was said of a thing, by platform and day.
Said = dict[tuple[str, int], Tally]
#: Who said it: platform, author, thread.
Speaker = tuple[str, str | None, str]

#: A platform-day with less than this part of the platform's usual records is treated as missing.
THIN_DAY = 0.34


@dataclass
class Panel:
    """Counts of one edition. ``day`` 0 is the window, 1… are the days before.

    ``moods[beat][platform][day]`` counts voices by label (None: not judged), ``registers`` likewise by
    register. ``named[beat, entity]`` holds who mentions a name, and ``phrased`` and ``linked`` are the
    same for phrases and links that may be rising. ``presence[platform][day]`` counts all records,
    ``backfilled`` those that are known now but were not when the day had its turn; ``lost[platform][day]`` is
    the part of them, 0…1, that can't be had any more. ``novel[beat,
    what][day]`` is (voices or authors that are new, all of them).

    ``carriers[beat, phrase]`` maps the ids of day 0's voices that carry a phrase to their speakers,
    ``bearers[beat, what]`` those with what is new to (platform, author). ``background`` counts the earlier
    voices of any beat by phrase, out of ``background_voices``; ``heard`` counts a beat's phrases that may
    have been tested. ``accounts[beat, entity][platform, day]`` counts those who say a name or answer under a
    title that does, where enough say it, and ``partakers`` maps the ids of their voices of day 0 to
    (platform, account). ``spread`` holds the window's voices of what may move on two beats, and
    ``spread_before[subject][beat, other][day]`` counts a beat's earlier voices that the other beat has, too
    (on the beat itself: all of them). ``lookback`` is how many days new things were not heard.
    """

    as_of: datetime
    days: int
    minimum_days: int
    lost: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    moods: dict[str, dict[str, dict[int, Counter[str | None]]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(lambda: defaultdict(Counter)))
    )
    registers: dict[str, dict[str, dict[int, Counter[str]]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(lambda: defaultdict(Counter)))
    )
    named: dict[tuple[str, str], Said] = field(default_factory=lambda: defaultdict(dict))
    phrased: dict[tuple[str, str], Said] = field(default_factory=lambda: defaultdict(dict))
    linked: dict[tuple[str, str], Said] = field(default_factory=lambda: defaultdict(dict))
    novel: dict[tuple[str, str], dict[int, tuple[int, int]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    presence: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    backfilled: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    carriers: dict[tuple[str, str], dict[str, Speaker]] = field(default_factory=lambda: defaultdict(dict))
    bearers: dict[tuple[str, str], dict[str, tuple[str, str | None]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    background: dict[str, int] = field(default_factory=dict)
    background_voices: int = 0
    heard: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    spread: dict[str, list[Outspoken]] = field(default_factory=lambda: defaultdict(list))
    spread_before: dict[str, dict[tuple[str, str], dict[int, int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )
    accounts: dict[tuple[str, str], dict[tuple[str, int], int]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    partakers: dict[tuple[str, str], dict[str, tuple[str, str | None]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    lookback: int = 0
    _grounds: dict[str, Ground | None] = field(default_factory=dict)
    _gaps: dict[str, tuple[Gap, ...]] = field(default_factory=dict)
    _mood_drifts: dict[str, Scatter] = field(default_factory=dict)
    _tone_drifts: dict[str, Scatter] = field(default_factory=dict)
    _restlessness: Scatter | None = None

    def ground(self, beat: str) -> Ground | None:
        """Return what the beat is compared on, computed once; None where there is too little history."""
        if beat not in self._grounds:
            self._grounds[beat] = ground_of(self, beat)
        return self._grounds[beat]

    def gaps(self, ground: Ground) -> tuple[Gap, ...]:
        """Return the pairs of platforms of a beat with enough judged voices, computed once."""
        if ground.beat not in self._gaps:
            self._gaps[ground.beat] = tuple(gaps_of(self, ground))
        return self._gaps[ground.beat]

    def mood_drift(self, label: str) -> Scatter:
        """Return how much the share of a mood varies between days, on this edition's beats; computed once."""
        if label not in self._mood_drifts:
            self._mood_drifts[label] = mood_drift(self, label)
        return self._mood_drifts[label]

    def tone_drift(self, register: str) -> Scatter:
        """Return the same of a register."""
        if register not in self._tone_drifts:
            self._tone_drifts[register] = tone_drift(self, register)
        return self._tone_drifts[register]

    @property
    def restlessness(self) -> Scatter:
        """How restless the gaps between platforms are on this edition's beats; computed once."""
        if self._restlessness is None:
            self._restlessness = restlessness(self)
        return self._restlessness

    def forget(self, beat: str) -> None:
        """Forget what was computed of a beat whose window has been counted again."""
        self._grounds.pop(beat, None)
        self._gaps.pop(beat, None)

    @property
    def window(self) -> Window:
        """The 24 hours that end with the edition."""
        return Window(start=self.as_of - timedelta(days=1), end=self.as_of)

    def baseline(self, days: list[int]) -> Window:
        """The stretch that those earlier days span."""
        return Window(
            start=self.as_of - timedelta(days=max(days) + 1), end=self.as_of - timedelta(days=min(days))
        )

    def usual_presence(self, platform: str) -> float:
        """Return the platform's median number of records on the earlier days on which it was there."""
        counts = [n for day, n in self.presence[platform].items() if day > 0 and n > 0]
        return float(median(counts)) if counts else 0.0

    def sound_days(self, platform: str) -> set[int]:
        """Return the days (0 included) on which the platform was collected about as usual, without gaps."""
        floor = max(1.0, THIN_DAY * self.usual_presence(platform))
        lost = self.lost.get(platform, {})
        return {
            day for day, n in self.presence[platform].items() if n >= floor and lost.get(day, 0.0) <= LOST_DAY
        }

    def platforms(self, beat: str) -> dict[str, set[int]]:
        """Return the platforms that take part for a beat, each with its sound earlier days."""
        taking_part = {}
        for platform in sorted(self.moods[beat]):
            days = self.sound_days(platform)
            earlier = {day for day in days if day > 0}
            if 0 in days and len(earlier) >= self.minimum_days:
                taking_part[platform] = earlier
        return taking_part

    def comparable_days(self, beat: str, platforms: dict[str, set[int]]) -> list[int]:
        """Return the earlier days on which every platform that matters for the beat was sound."""
        if not platforms:
            return []
        rate = {p: sum(self.voices(beat, p, d) for d in days) / len(days) for p, days in platforms.items()}
        total = sum(rate.values()) or 1.0
        heavy = [p for p, r in rate.items() if r / total >= SMALL_PART] or list(platforms)
        return sorted(set.intersection(*(platforms[p] for p in heavy)))

    def voices(self, beat: str, platform: str, day: int) -> int:
        """Count the voices of a beat on a platform and day."""
        return sum(self.moods[beat][platform][day].values())

    def judged(self, beat: str, platforms: list[str], day: int, label: str) -> tuple[int, int]:
        """Return (voices with the label, voices that were judged) over the platforms."""
        hits = total = 0
        for platform in platforms:
            mood = self.moods[beat][platform][day]
            hits += mood[label]
            total += sum(n for known, n in mood.items() if known is not None)
        return hits, total

    def tones(self, ground: Ground, day: int) -> Counter[str]:
        """Count a day's voices on a beat by register, on the platforms that take part."""
        return sum((self.registers[ground.beat][platform][day] for platform in ground.platforms), Counter())

    def left_out(self, beat: str, platforms: dict[str, set[int]]) -> list[str]:
        """Return the platforms that speak on the beat but take no part, because they are late or new."""
        return sorted(set(self.moods[beat]) - set(platforms))
