"""entity_surge: a name is on far more lips on a beat than its own days lead one to expect.

Test: negative binomial against up to fourteen earlier days, as for volume. Minimum: eight voices by six
authors, two and a half times the usual count, and a part of the beat's talk that grew as well. Concepts are
what beats are made of and don't surge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from newsdesk.config import Beat, Detection
from newsdesk.detect import forms
from newsdesk.detect.panel import Panel
from newsdesk.detect.statistics import count_against_days
from newsdesk.detect.trial import Trial, absent
from newsdesk.records import Entity

VOICES, AUTHORS, RISE, RISE_OF_PART = 8, 6, 2.5, 1.5


def trials(panel: Panel, beat: Beat, settings: Detection, entities: Mapping[str, Entity]) -> Iterator[Trial]:
    """Test every known name that enough voices mention on the beat."""
    platforms = panel.platforms(beat.slug)
    days = panel.comparable_days(beat.slug, platforms)
    if len(days) < settings.minimum_baseline_days:
        return
    for on_beat, entity in sorted(panel.named):
        if on_beat == beat.slug and entity in entities and entities[entity].type != "concept":
            yield from _trial(panel, beat, entities[entity], platforms, days)


def _trial(
    panel: Panel, beat: Beat, entity: Entity, platforms: dict[str, set[int]], days: list[int]
) -> Iterator[Trial]:
    rows = panel.named[beat.slug, entity.id]

    def said(day: int) -> int:
        return sum(rows.get((platform, day), (0, 0))[0] for platform in platforms)

    now, before = said(0), [said(day) for day in days]
    authors = sum(rows.get((platform, 0), (0, 0))[1] for platform in platforms)
    if now < VOICES:
        return
    mean = sum(before) / len(before)
    tested = count_against_days(now, before)
    talk_now = sum(panel.voices(beat.slug, p, 0) for p in platforms)
    talk_before = sum(panel.voices(beat.slug, p, day) for p in platforms for day in days) / len(days)
    part = tested.effect / max(talk_now / talk_before if talk_before else 1.0, 0.01)
    statistics = (
        forms.count(
            f"entity.{entity.id}.now", f"Posts that mention {entity.name}", now, "post", panel.window
        ),
        forms.daily(f"entity.{entity.id}.usual", "Usual, per day", mean, len(days), panel.baseline(days)),
        forms.ratio(f"entity.{entity.id}.ratio", "Now against usual", now, mean, tested, panel.window),
    )
    yield Trial(
        kind="entity_surge",
        beat=beat.slug,
        subject=entity.id,
        subject_name=entity.name,
        days=days,
        test="negative binomial against daily counts",
        tested=tested,
        effect_unit="times",
        enough=authors >= AUTHORS and tested.effect >= RISE and part >= RISE_OF_PART,
        severities=(5.0, 10.0),
        statistics=statistics,
        why=(
            f"Posts on {beat.name} that mention {entity.name} {statistics[2].forms['verb']} in 24 hours, "
            f"{statistics[2].forms['clause']}."
        ),
        caused_by=lambda voice: entity.id in voice.entities and voice.platform in platforms,
        notes=absent(panel.left_out(beat.slug, platforms)),
    )
