"""sentiment_shift: the negative or the positive share of a beat's voices has moved.

Test: two proportions, the window against the pooled earlier days, widened by the days' own scatter and that
of all beats, corrected for continuity; of the negative and the positive share the one that moved further is
told, its p doubled for the choice. Minimum: 20 judged voices now, 40 before, a change of ten points, most of
which remains at a constant mixture of platforms. Effect: share now − usual share, with Newcombe's interval.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from newsdesk.config import Beat
from newsdesk.detect import forms, mixture
from newsdesk.detect.ground import Ground
from newsdesk.detect.panel import Panel
from newsdesk.detect.statistics import Outcome, shares_differ, steadied
from newsdesk.detect.trial import Trial
from newsdesk.records import Statistic

NOW, BEFORE, EFFECT = 20, 40, 0.10


class _Mood(NamedTuple):
    label: str
    now: tuple[int, int]
    before: tuple[float, int]
    tested: Outcome


def trials(panel: Panel, beat: Beat) -> Iterator[Trial]:
    """Test one beat's mood; nothing where too few voices were judged."""
    ground = panel.ground(beat.slug)
    moods = _moods(panel, ground) if ground else []
    if ground is None or not moods:
        return
    platforms, days = ground.platforms, ground.days
    told = max(moods, key=lambda mood: abs(mood.tested.effect))
    statistics = tuple(s for mood in moods for s in statistics_of(panel, mood, days))
    moved = next(s for s in statistics if s.id == f"{told.label}.change")
    yield Trial(
        kind="sentiment_shift",
        beat=beat.slug,
        subject=None,
        subject_name=None,
        days=days,
        test="two proportions against pooled days",
        tested=replace(told.tested, p=min(1.0, 2 * told.tested.p)),
        effect_unit="share",
        enough=abs(told.tested.effect) >= EFFECT and _remains(panel, ground, told),
        severities=(0.18, 0.28),
        statistics=statistics,
        why=(
            f"The {told.label} share of posts on {beat.name} {moved.forms['verb']}, {moved.forms['clause']} "
            f"of {told.now[1]} in 24 hours."
        ),
        caused_by=lambda voice: voice.platform in platforms and voice.label is not None,
        notes=ground.notes,
    )


def usual_days(panel: Panel, ground: Ground, label: str) -> list[tuple[float, int]]:
    """Return (voices with the label, voices that were judged) of the earlier days, odd days steadied."""
    platforms = list(ground.platforms)
    return steadied([panel.judged(ground.beat, platforms, day, label) for day in ground.days])


def _compare(panel: Panel, ground: Ground, label: str) -> _Mood:
    now = panel.judged(ground.beat, list(ground.platforms), 0, label)
    before = usual_days(panel, ground, label)
    pooled = (sum(day[0] for day in before), sum(day[1] for day in before))
    if not now[1] or not pooled[1]:
        return _Mood(label, now, pooled, Outcome(1.0, 0.0, 0.0, 0.0))
    return _Mood(label, now, pooled, shares_differ(now, before, panel.mood_drift(label)))


def statistics_of(panel: Panel, mood: _Mood, days: list[int]) -> Iterator[Statistic]:
    """Build the share now, the usual share and the change of one label."""
    name, (hits, total), (usual_hits, usual_total) = mood.label, mood.now, mood.before
    spread = mood.tested.spread
    yield forms.share(f"{name}.now", f"{name.capitalize()} posts", hits, total, panel.window, spread=spread)
    yield forms.share(
        f"{name}.usual",
        f"{name.capitalize()}, usual",
        usual_hits,
        usual_total,
        panel.baseline(days),
        usual=True,
        spread=spread,
    )
    yield forms.change(
        f"{name}.change",
        f"{name.capitalize()}, change",
        usual_hits / usual_total,
        hits / total,
        len(days),
        total,
        mood.tested,
        panel.window,
    )


def _moods(panel: Panel, ground: Ground) -> list[_Mood]:
    """Compare both moods; none where too few voices were judged."""
    moods = [_compare(panel, ground, label) for label in ("negative", "positive")]
    return [] if moods[0].now[1] < NOW or moods[0].before[1] < BEFORE else moods


def _remains(panel: Panel, ground: Ground, mood: _Mood) -> bool:
    now, before = {}, {}
    for platform in ground.platforms:
        now[platform] = panel.judged(ground.beat, [platform], 0, mood.label)
        days = [panel.judged(ground.beat, [platform], day, mood.label) for day in ground.days]
        before[platform] = (sum(hits for hits, _ in days), sum(n for _, n in days))
    return mixture.remains(mood.tested.effect, now, before)


def mood_statistics(panel: Panel, beat: str) -> tuple[Statistic, ...]:
    """Return both moods' statistics for a beat, moved or not; empty where too few were judged."""
    ground = panel.ground(beat)
    if ground is None:
        return ()
    return tuple(s for mood in _moods(panel, ground) for s in statistics_of(panel, mood, ground.days))
