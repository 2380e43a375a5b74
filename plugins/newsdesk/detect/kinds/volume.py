"""volume_anomaly: more, or fewer, independent voices on a beat than its own days lead one to expect.

Test: negative binomial against up to fourteen earlier days, two-sided. Minimum: the configured number of
voices, a ratio of at least 1.8 (or at most 0.5 on a beat with 20 voices a day), and a change that remains
when counted as a part of all that was collected, beyond chance, so that a gap or a flood of the collector is
not news.
Effect: now divided by usual, with the interval of a quasi-Poisson log-ratio.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from newsdesk.config import Beat, Detection
from newsdesk.detect import forms
from newsdesk.detect.ground import Ground
from newsdesk.detect.panel import Panel
from newsdesk.detect.statistics import Outcome, count_against_days, usual
from newsdesk.detect.trial import Trial

RISE, FALL = 1.8, 0.5
#: What must remain of a rise or fall once it is divided by the change of all records collected.
RISE_OF_PART, FALL_OF_PART = 1.4, 0.7
BUSY = 20


def trials(panel: Panel, beat: Beat, settings: Detection) -> Iterator[Trial]:
    """Test one beat's volume; nothing where there is no history to compare with."""
    ground = panel.ground(beat.slug)
    if ground is None:
        return
    platforms, days = ground.platforms, ground.days
    now, before = counted(panel, ground)
    mean = usual(before)
    collected = _collected(panel, ground)
    tested = _tested(now, before, collected)
    part = tested.effect / max(collected, 0.01)
    rising = tested.effect >= RISE and part >= RISE_OF_PART and now >= settings.minimum_voices
    falling = tested.effect <= FALL and part <= FALL_OF_PART and mean >= BUSY
    window = panel.window
    ratio = forms.ratio("volume.ratio", "Now against usual", now, mean, tested, window)
    statistics = (
        forms.count("volume.now", f"Posts on {beat.name}", now, "post", window),
        forms.daily("volume.usual", "Usual, per day", mean, len(days), panel.baseline(days)),
        ratio,
    )
    yield Trial(
        kind="volume_anomaly",
        beat=beat.slug,
        subject=None,
        subject_name=None,
        days=days,
        test="negative binomial against daily counts",
        tested=tested,
        effect_unit="times",
        enough=rising or falling,
        severities=(2.5, 4.0),
        statistics=statistics,
        why=f"Posts on {beat.name} {ratio.forms['verb']} in 24 hours, {ratio.forms['clause']}.",
        caused_by=lambda voice: voice.platform in platforms,
        notes=ground.notes,
    )


def counted(panel: Panel, ground: Ground) -> tuple[int, list[float]]:
    """Return the voices of the window, and those of the earlier days as if on the window's weekday."""
    now, *earlier = (
        sum(panel.voices(ground.beat, platform, day) for platform in ground.platforms)
        for day in (0, *ground.days)
    )
    return now, ground.weighed(earlier)


def _tested(now: int, before: list[float], collected: float) -> Outcome:
    """Test the count against its days, and against what the collector's own change would make of them.

    The greater p counts, because the change must be beyond both (Berger 1982): on a day on which half was
    collected each beat has surely fallen, and what remains after division moves by chance.
    """
    tested = count_against_days(now, before)
    explained = min(collected, 1.0) if tested.effect < 1 else max(collected, 1.0)
    beside = count_against_days(now, [count * explained for count in before])
    return replace(tested, p=max(tested.p, beside.p))


def _collected(panel: Panel, ground: Ground) -> float:
    """Return how all records of those platforms changed: now divided by a usual day."""
    now = sum(panel.presence[platform].get(0, 0) for platform in ground.platforms)
    counts = [sum(panel.presence[p].get(day, 0) for p in ground.platforms) for day in ground.days]
    before = usual(ground.weighed(counts))
    return now / before if before else 1.0
