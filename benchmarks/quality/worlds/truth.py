"""What printed numbers should have been: the truth that 95 % intervals are held against.

A share is true where it is what the analysis would find in the long run on such posts: for every post of the
window, how likely each tone was before it was drawn, times how often the analysis reads that tone so. So
neither the draw of tones nor the analyser's slips are part of the truth, and the drift of a beat's mood is.
A ratio's truth is the world's parameters alone, the planted ones included, without the scatter of days and
hours; usual days are counted as days of the window's weekday.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from statistics import fmean

from benchmarks.quality.worlds.rooms import Reading

from newsdesk.records import Statistic, Window
from newsdesk.simulator.planting import HOURS as LASTING
from newsdesk.simulator.planting import NAMING, Plant
from newsdesk.simulator.scenarios import Scenario
from newsdesk.simulator.surplus import SPOKEN, Made
from newsdesk.simulator.talk import SOBER, Tone
from newsdesk.simulator.timing import HOURS, weekday_factor

DAY = timedelta(days=1)
#: Posts of the last minutes before an edition have not been collected yet: the collector comes at five past.
UNSEEN = timedelta(minutes=55)
#: A ratio to less than this a day is not printed as a number.
RARE = 1.0
SHARES = ("negative", "neutral", "positive")


#: With fewer posts of a tone on a beat than this, the analysis's slips are taken from all beats.
MANY = 100


@dataclass
class Slips:
    """How often the analysis hears a tone as which mood, by beat; counted over all posts of a world."""

    by_beat: dict[tuple[str, Tone], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    on_all: dict[Tone, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def count(self, made: Iterable[Made], readings: Mapping[str, Reading]) -> None:
        """Count how posts of known tone were heard; posts that the analysis doesn't judge are left out."""
        for item in made:
            label = readings[item.record.id].label
            if label is not None and item.record.platform not in SOBER:
                self.by_beat[item.beat, item.tone][label] += 1
                self.on_all[item.tone][label] += 1

    def share(self, item: Made, wanted: str) -> float:
        """Return how likely a post of its beat and chances is heard as wanted; reports are neutral."""
        if item.record.platform in SOBER:
            return float(wanted == "neutral")
        return sum(chance * self._heard(item.beat, tone, wanted) for tone, chance in item.chances.items())

    def _heard(self, beat: str, tone: Tone, wanted: str) -> float:
        mine = self.by_beat[beat, tone]
        seen = mine if mine.total() >= MANY else self.on_all[tone]
        return seen[wanted] / max(seen.total(), 1)


@dataclass(frozen=True)
class Truth:
    """The truth about one present of a world."""

    scenario: Scenario
    made: tuple[Made, ...]
    readings: Mapping[str, Reading]
    slips: Slips

    @cached_property
    def _by_beat(self) -> Mapping[str, list[Made]]:
        by_beat: dict[str, list[Made]] = defaultdict(list)
        for item in sorted(self.made, key=lambda item: item.record.published_at):
            for beat in self.readings[item.record.id].beats:
                by_beat[beat].append(item)
        return by_beat

    def of(self, statistic: Statistic, beat: str) -> float | None:
        """Return what a printed statistic should be, in its unit; None where the world doesn't say."""
        name, _, last = statistic.id.rpartition(".")
        if last == "ratio":
            return self._ratio(name, beat, statistic.window)
        if name in SHARES and last in ("now", "usual"):
            return self._share(beat, statistic.window, name)
        if name in SHARES and last == "change":
            usual = self._share(beat, _before(statistic.window, self.scenario.start), name)
            now = self._share(beat, statistic.window, name)
            return None if now is None or usual is None else 100 * (now - usual)
        mood, _, platform = name.partition(".")
        if mood in SHARES and last in ("now", "usual"):
            return self._share(beat, statistic.window, mood, platform)
        return None

    def _share(self, beat: str, window: Window, wanted: str, platform: str | None = None) -> float | None:
        shares = [
            self.slips.share(item, wanted)
            for item in self._within(beat, window)
            if platform in (None, item.record.platform)
        ]
        return fmean(shares) if shares else None

    def _within(self, beat: str, window: Window) -> list[Made]:
        items = self._by_beat[beat]
        times = [item.record.published_at for item in items]
        inside = items[bisect_right(times, window.start) : bisect_right(times, window.end)]
        return [item for item in inside if item.record.collected_at <= window.end]

    def _ratio(self, name: str, beat: str, window: Window) -> float | None:
        """Return the ratio that the parameters give for a beat's volume or for a name on it."""
        if beat not in {life.slug for life in self.scenario.lives}:
            return None
        what, _, entity = name.partition(".")
        if what == "volume" and not entity:
            part = 1.0
        elif what == "entity":
            life = self.scenario.life(beat)
            part = life.names.get(entity, 0.0) * sum(life.rooms.values())
        else:
            return None
        usual = self._usual(beat, window) * part
        if usual < RARE:
            return None
        return (usual + self._added(beat, window, entity or None)) / usual

    def _usual(self, beat: str, window: Window) -> float:
        """Return the posts that a window would hold with nothing planted."""
        per_day = self.scenario.life(beat).per_day
        end = window.end - UNSEEN
        total, at = 0.0, window.start
        while at < end:
            step = min(at.replace(minute=0) + timedelta(hours=1), end)
            rate = per_day * weekday_factor(at) * HOURS[at.hour] / sum(HOURS)
            total += rate * (step - at) / timedelta(hours=1)
            at = step
        return total

    def _added(self, beat: str, window: Window, entity: str | None) -> float:
        """Return the posts that planted events add in a window, or those of them that name an entity."""
        total = 0.0
        for plant in self.scenario.plants:
            if beat in plant.beats:
                spoken = _spoken(plant, window.end - UNSEEN) - _spoken(plant, window.start)
                total += spoken * self._size(plant, beat, entity)
        return total

    def _size(self, plant: Plant, beat: str, entity: str | None) -> float:
        life = self.scenario.life(beat)
        rooms = sum(life.rooms.values())
        if plant.kind == "volume_anomaly":
            whole = life.per_day * (plant.amount - 1)
            return whole if entity is None else whole * rooms * NAMING * (plant.subject == entity)
        if plant.kind == "entity_surge":
            whole = life.per_day * rooms * life.names[plant.subject or ""] * (plant.amount - 1)
        elif plant.kind in ("phrase_trending", "novelty", "cross_beat"):
            whole = plant.amount
        else:
            return 0.0
        return whole if entity is None or entity == plant.subject else 0.0


def _spoken(plant: Plant, moment: datetime) -> float:
    """Return the part of an event's posts that have been said by a moment."""
    hours = (moment - plant.start) / timedelta(hours=1)
    return float(min(max(hours / min(SPOKEN, LASTING), 0.0), 1.0) ** (1 / 1.2))


def _before(window: Window, start: datetime) -> Window:
    """Return the fortnight before a window, as far as the world goes back."""
    return Window(start=max(window.start - 14 * DAY, start), end=window.start)
