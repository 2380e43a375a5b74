"""sentiment_shift: the negative or the positive share of a beat's voices has moved.

Test: two proportions, the window against the pooled earlier days, widened by the days' own scatter; of the
negative and the positive share the one that moved further is told, its p doubled for the choice. Minimum: 20
judged voices now, 40 before, a change of ten points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from newsdesk.config import Beat, Detection
from newsdesk.detect import forms
from newsdesk.detect.panel import Panel
from newsdesk.detect.statistics import Outcome, shares_differ
from newsdesk.detect.trial import Trial, absent
from newsdesk.records import Statistic

NOW, BEFORE, EFFECT = 20, 40, 0.10


class _Mood(NamedTuple):
    label: str
    now: tuple[int, int]
    before: tuple[int, int]
    tested: Outcome


def trials(panel: Panel, beat: Beat, settings: Detection) -> Iterator[Trial]:
    """Test one beat's mood; nothing where too few voices were judged."""
    platforms = panel.platforms(beat.slug)
    days = panel.comparable_days(beat.slug, platforms)
    if len(days) < settings.minimum_baseline_days:
        return
    moods = [_compare(panel, beat.slug, list(platforms), days, label) for label in ("negative", "positive")]
    if moods[0].now[1] < NOW or moods[0].before[1] < BEFORE:
        return
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
        enough=abs(told.tested.effect) >= EFFECT,
        severities=(0.18, 0.28),
        statistics=statistics,
        why=(
            f"The {told.label} share of posts on {beat.name} {moved.forms['verb']}, {moved.forms['clause']} "
            f"of {told.now[1]} in 24 hours."
        ),
        caused_by=lambda voice: voice.platform in platforms and voice.label is not None,
        notes=absent(panel.left_out(beat.slug, platforms)),
    )


def _compare(panel: Panel, beat: str, platforms: list[str], days: list[int], label: str) -> _Mood:
    now = panel.judged(beat, platforms, 0, label)
    before = [panel.judged(beat, platforms, day, label) for day in days]
    pooled = (sum(day[0] for day in before), sum(day[1] for day in before))
    if not now[1] or not pooled[1]:
        return _Mood(label, now, pooled, Outcome(1.0, 0.0, 0.0, 0.0))
    return _Mood(label, now, pooled, shares_differ(now, before))


def statistics_of(panel: Panel, mood: _Mood, days: list[int]) -> Iterator[Statistic]:
    """Build the share now, the usual share and the change of one label."""
    name, (hits, total), (usual_hits, usual_total) = mood.label, mood.now, mood.before
    yield forms.share(f"{name}.now", f"{name.capitalize()} posts", hits, total, panel.window)
    yield forms.share(
        f"{name}.usual",
        f"{name.capitalize()}, usual",
        usual_hits,
        usual_total,
        panel.baseline(days),
        usual=True,
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


def mood_statistics(panel: Panel, beat: str, settings: Detection) -> tuple[Statistic, ...]:
    """Return both moods' statistics for a beat, moved or not; empty where too few were judged."""
    platforms = panel.platforms(beat)
    days = panel.comparable_days(beat, platforms)
    if len(days) < settings.minimum_baseline_days:
        return ()
    moods = [_compare(panel, beat, list(platforms), days, label) for label in ("negative", "positive")]
    if moods[0].now[1] < NOW or moods[0].before[1] < BEFORE:
        return ()
    return tuple(s for mood in moods for s in statistics_of(panel, mood, days))
