"""platform_divergence: the gap between two platforms' negative shares has changed.

Platforms always differ; only a change of the gap against its own history is told. Test: the score test of the
gap now minus the pooled gap before, with the chance of the usual shares, widened by how restless daily gaps
are. Minimum: forty judged voices on each platform now, 120 before on at least three sound days that both
share, and a change of twenty points. Of pairs that share a platform the one that changed most clearly is
told. Effect: gap now − usual gap, with the normal interval of the shares as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from newsdesk.config import Beat
from newsdesk.detect import forms
from newsdesk.detect.gaps import Gap, Tally, Usual
from newsdesk.detect.panel import Panel
from newsdesk.detect.statistics import gaps_differ, spread_of
from newsdesk.detect.trial import Trial
from newsdesk.records import PLATFORM_NAMES, Statistic

EFFECT = 0.20


def trials(panel: Panel, beat: Beat) -> Iterator[Trial]:
    """Test every pair of platforms with enough judged voices."""
    ground = panel.ground(beat.slug)
    if ground is None:
        return
    found = [trial for gap in panel.gaps(ground) for trial in _trial(panel, beat, gap, ground.left_out)]
    told: set[str] = set()
    for trial in sorted(found, key=lambda trial: (trial.tested.p, trial.subject)):
        pair_of = set(str(trial.subject).split("|"))
        yield replace(trial, enough=trial.enough and not pair_of & told)
        told |= pair_of if trial.enough else set()


def _trial(panel: Panel, beat: Beat, gap: Gap, notes: tuple[str, ...]) -> Iterator[Trial]:
    pair, days, now, history = gap
    before = [(sum(h for h, _ in rows), sum(n for _, n in rows)) for rows in history]
    tested = gaps_differ((now[0], now[1]), (history[0], history[1]), panel.restlessness)
    old, new = (tallies[0][0] / tallies[0][1] - tallies[1][0] / tallies[1][1] for tallies in (before, now))
    total = now[0][1] + now[1][1]
    moved = forms.gap_change(old, new, total, tested, panel.window)
    names = [PLATFORM_NAMES.get(platform, platform) for platform in pair]
    statistics = (
        *_shares(panel, pair, now, history, days),
        forms.gap("gap.now", f"Gap between {names[0]} and {names[1]}", new, total, panel.window),
        forms.gap(
            "gap.usual", "Gap, usual", old, sum(n for _, n in before), panel.baseline(days), usual=True
        ),
        moved,
    )
    shares = " and ".join(
        f"{forms.percent(hits / n)} of {n} posts on {name}"
        for name, (hits, n) in zip(names, now, strict=True)
    )
    yield Trial(
        kind="platform_divergence",
        beat=beat.slug,
        subject="|".join(pair),
        subject_name=" and ".join(names),
        days=days,
        test="change of the gap between two shares",
        tested=tested,
        effect_unit="share",
        enough=abs(tested.effect) >= EFFECT,
        severities=(0.25, 0.40),
        statistics=statistics,
        why=(
            f"The gap in negative posts on {beat.name} between {names[0]} and {names[1]} "
            f"{moved.forms['verb']}, {moved.forms['clause']}: {shares} were negative in 24 hours."
        ),
        caused_by=lambda voice: voice.platform in pair and voice.label is not None,
        notes=notes,
    )


def _shares(
    panel: Panel, pair: tuple[str, str], now: list[Tally], history: list[list[Usual]], days: list[int]
) -> Iterator[Statistic]:
    for platform, (hits, n), rows in zip(pair, now, history, strict=True):
        old_hits, old_n, spread = sum(h for h, _ in rows), sum(n for _, n in rows), spread_of(rows)
        name = PLATFORM_NAMES.get(platform, platform)
        where = f" on {name}"
        yield forms.share(
            f"negative.{platform}.now",
            f"Negative on {name}",
            hits,
            n,
            panel.window,
            where=where,
            spread=spread,
        )
        yield forms.share(
            f"negative.{platform}.usual",
            f"Negative on {name}, usual",
            old_hits,
            old_n,
            panel.baseline(days),
            where=where,
            usual=True,
            spread=spread,
        )
