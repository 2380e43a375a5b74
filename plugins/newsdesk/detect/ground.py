"""What a beat is compared on: the platforms that take part, their sound days, and why others don't."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from newsdesk.detect import weekdays
from newsdesk.detect.statistics import usual
from newsdesk.records import PLATFORM_NAMES

if TYPE_CHECKING:
    from newsdesk.detect.panel import Panel

#: A platform-day of whose records more than this part is known to be lost is treated as missing.
LOST_DAY = 0.25
#: A platform that speaks for less than this part of a beat doesn't decide which days count, nor is it missed.
SMALL_PART = 0.10


@dataclass(frozen=True)
class Ground:
    """The platforms and earlier days on which a beat's window is compared.

    ``weights`` make each earlier day's counts those of the window's weekday. ``left_out`` says which
    platforms take no part and why, ``notes`` that and how days were weighed. ``grown`` is how the beat's
    voices changed: now divided by usual. ``unheard`` is whether a platform that usually speaks on it is
    missing or late now.
    """

    beat: str
    platforms: dict[str, set[int]]
    days: list[int]
    weights: dict[int, float]
    left_out: tuple[str, ...]
    notes: tuple[str, ...]
    grown: float
    unheard: bool = False

    def weighed(self, counts: Sequence[int]) -> list[float]:
        """Return counts of the days, in their order, as those of the window's weekday."""
        return [count * self.weights[day] for day, count in zip(self.days, counts, strict=True)]


def ground_of(panel: Panel, beat: str) -> Ground | None:
    """Return what a beat is compared on; None where there is too little history."""
    platforms = panel.platforms(beat)
    days = panel.comparable_days(beat, platforms)
    if len(days) < panel.minimum_days:
        return None
    rates = {p: sum(panel.voices(beat, p, d) for d in sound) / len(sound) for p, sound in platforms.items()}
    weights = weekdays.weights({day: _expected(panel, rates, day) for day in days})
    earlier = [sum(panel.voices(beat, p, day) for p in platforms) * weights[day] for day in days]
    now = sum(panel.voices(beat, p, 0) for p in platforms)
    level = usual(earlier)
    left_out = _left_out(panel, beat, platforms)
    return Ground(
        beat=beat,
        platforms=platforms,
        days=days,
        weights=weights,
        left_out=left_out,
        notes=(*left_out, *_weighed(weights)),
        grown=now / level if level else 1.0,
        unheard=_unheard(panel, beat, platforms, sum(rates.values())),
    )


def _unheard(panel: Panel, beat: str, platforms: dict[str, set[int]], heard: float) -> bool:
    """Say whether a platform with a history is missing or late now that has a part in the beat.

    ``heard`` are the usual voices a day of the platforms that take part.
    """
    for platform in panel.left_out(beat, platforms):
        earlier = {day for day in panel.sound_days(platform) if day > 0}
        if len(earlier) >= panel.minimum_days:
            usually = sum(panel.voices(beat, platform, day) for day in earlier) / len(earlier)
            if usually >= SMALL_PART * (heard + usually):
                return True
    return False


def _expected(panel: Panel, rates: Mapping[str, float], day: int) -> float:
    """Return what a beat would have on a day if it moved with all that its platforms bring.

    ``rates`` are its voices a day on each of them.
    """
    expected = 0.0
    for platform, rate in rates.items():
        expected += rate * panel.presence[platform].get(day, 0) / max(panel.usual_presence(platform), 1.0)
    return expected


def _weighed(weights: dict[int, float]) -> tuple[str, ...]:
    if all(weight == 1 for weight in weights.values()):
        return ()
    part = f"{fmean(weights.values()):.2f}"
    return (
        f"Earlier days are weighed by the day of the week: this one usually has {part} of an average day.",
    )


def _left_out(panel: Panel, beat: str, platforms: dict[str, set[int]]) -> tuple[str, ...]:
    """Return the note that names each platform without a sound history, and why."""
    told = [
        f"{PLATFORM_NAMES.get(platform, platform)} ({why_not(panel, platform)})"
        for platform in panel.left_out(beat, platforms)
    ]
    return (f"Left out: {'; '.join(told)}.",) if told else ()


def why_not(panel: Panel, platform: str) -> str:
    """Say why a platform takes no part: missing, late, newly switched on, backfilled, or with gaps."""
    usually = panel.usual_presence(platform)
    here = panel.presence[platform].get(0, 0)
    earlier = [day for day, count in panel.presence[platform].items() if day > 0 and count > 0]
    if not here:
        return "nothing was collected from it in these 24 hours"
    lost = panel.lost.get(platform, {})
    if lost.get(0, 0.0) > LOST_DAY:
        return f"with gaps: about {lost[0]:.0%} of these 24 hours can't be had any more"
    if 0 not in panel.sound_days(platform):
        return f"late: {here:,} of about {usually:,.0f} records a day had arrived"
    late = sum(panel.backfilled[platform].values())
    if late and late >= usually:
        return f"backfilled: {late:,} records of earlier days arrived afterwards"
    if not earlier or max(earlier) <= panel.minimum_days:
        return f"newly switched on: {len(earlier)} earlier {'day' if len(earlier) == 1 else 'days'} of it"
    return f"it was there on only {len(earlier)} of {panel.days} earlier days"
