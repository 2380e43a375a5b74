"""register_shift: the tone in which a beat is talked about has moved.

Test: chi-square of homogeneity over the ten registers, the window against the pooled earlier days, divided by
the days' own dispersion; registers that would be expected fewer than five times are taken together (Cochran
1954). And two proportions for the register that moved furthest, widened by how restless that register is on
all beats, times the registers that it was picked from (Bonferroni): some tones follow the mood of a day, and
all ten together don't show it. The greater p counts, because both must have moved (Berger 1982). Minimum: 30
voices now, 60 before, Cramér's V (of rows of equal length) of 0.15, and a register whose share moved by ten
points, most of it at a constant mixture of platforms. Effect: the change of that register's share, with
Newcombe's interval. The neutral register is the rest and is never the subject.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from newsdesk.config import Beat
from newsdesk.detect import forms, mixture
from newsdesk.detect.ground import Ground
from newsdesk.detect.panel import Panel
from newsdesk.detect.statistics import PRIOR_DAYS, Outcome, shares_differ
from newsdesk.detect.trial import Trial
from newsdesk.records import Statistic

NOW, BEFORE, EFFECT, ASSOCIATION = 30, 60, 0.10, 0.15
#: Registers that are expected less often than this are merged; what is merged may stay below it a little, as
#: Cochran allows one cell in five.
EXPECTED, REMAINDER = 5.0, 2.0
REST = "neutral"
#: How posts of a register are spoken of: "sounded angry".
SOUNDED = {"celebratory": "sounded celebratory", "analytical": "were analytical", "neutral": "were neutral"}


class _Tone(NamedTuple):
    name: str
    now: tuple[int, int]
    before: tuple[int, int]
    tested: Outcome


def trials(panel: Panel, beat: Beat) -> Iterator[Trial]:
    """Test one beat's tones; nothing where too few voices spoke."""
    ground = panel.ground(beat.slug)
    if ground is None:
        return
    now, days = panel.tones(ground, 0), [panel.tones(ground, day) for day in ground.days]
    before = sum(days, Counter())
    if now.total() < NOW or before.total() < BEFORE:
        return
    names = sorted(name for name in {*now, *before} if name != REST)
    tones = [_compare(panel, name, now, days) for name in names]
    if not tones:
        return
    told = max(tones, key=lambda tone: (abs(tone.tested.effect), tone.name))
    p, association = homogeneity(now, before, days)
    yield _trial(panel, beat, ground, told, max(p, min(1.0, len(tones) * told.tested.p)), association)


def _trial(panel: Panel, beat: Beat, ground: Ground, told: _Tone, p: float, association: float) -> Trial:
    platforms, tested = ground.platforms, told.tested
    statistics = statistics_of(panel, told, ground.days)
    enough = abs(tested.effect) >= EFFECT and association >= ASSOCIATION
    return Trial(
        kind="register_shift",
        beat=beat.slug,
        subject=told.name,
        subject_name=told.name,
        days=ground.days,
        test="chi-square over registers, and two proportions, against pooled days",
        tested=replace(tested, p=p),
        effect_unit="share",
        enough=enough and _remains(panel, ground, told),
        severities=(0.15, 0.25),
        statistics=statistics,
        why=(
            f"The share of posts on {beat.name} that {_sounded(told.name)} {statistics[2].forms['verb']}, "
            f"{statistics[2].forms['clause']} of {told.now[1]} in 24 hours."
        ),
        caused_by=lambda voice: voice.voice_register == told.name and voice.platform in platforms,
        notes=ground.notes,
    )


def _compare(panel: Panel, name: str, now: Counter[str], days: Sequence[Counter[str]]) -> _Tone:
    tallies = [(day[name], day.total()) for day in days if day]
    today = (now[name], now.total())
    pooled = (sum(hits for hits, _ in tallies), sum(n for _, n in tallies))
    return _Tone(name, today, pooled, shares_differ(today, tallies, panel.tone_drift(name)))


def homogeneity(now: Counter[str], before: Counter[str], days: Sequence[Counter[str]]) -> tuple[float, float]:
    """Return p and Cramér's V of the window against the pooled days, rare registers merged.

    The statistic is divided by the dispersion of the days among themselves (Pearson's, drawn toward 1 with
    the weight of :data:`PRIOR_DAYS` days), so that a beat whose tone wavers from day to day needs more.
    """
    from scipy.special import chdtrc

    cells = _merged(now, before)
    freedom = len(cells) - 1
    if freedom < 1:
        return 1.0, 0.0
    table = [_folded(now, cells), _folded(before, cells)]
    chi2 = _pearson(table)
    wavering = [_folded(day, cells) for day in days if day]
    degrees = (len(wavering) - 1) * freedom
    belief = PRIOR_DAYS * freedom
    phi = max(1.0, (_pearson(wavering) + belief) / (degrees + belief))
    n, m = now.total(), before.total()
    # V as if both rows were equally long: with a long history and a short window it would be small always.
    return float(chdtrc(freedom, chi2 / phi)), math.sqrt(chi2 * (n + m) / (4 * n * m))


def _merged(now: Counter[str], before: Counter[str]) -> list[frozenset[str]]:
    """Return the registers as cells, each expected often enough in the smaller row."""
    total = now.total() + before.total()
    smaller = min(now.total(), before.total()) / total
    names = sorted(set(now) | set(before), key=lambda name: (now[name] + before[name], name))
    cells: list[frozenset[str]] = []
    rare: list[str] = []
    for name in names:
        if (now[name] + before[name]) * smaller < EXPECTED:
            rare.append(name)
        else:
            cells.append(frozenset((name,)))
    if rare:
        together = sum(now[name] + before[name] for name in rare) * smaller
        if together >= REMAINDER or not cells:
            cells.append(frozenset(rare))
        else:
            cells[0] = cells[0] | frozenset(rare)
    return cells


def _folded(tones: Counter[str], cells: Sequence[frozenset[str]]) -> list[int]:
    return [sum(tones[name] for name in cell) for cell in cells]


def _pearson(table: Sequence[Sequence[int]]) -> float:
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    total = sum(rows) or 1
    chi2 = 0.0
    for row, height in zip(table, rows, strict=True):
        for observed, width in zip(row, columns, strict=True):
            expected = height * width / total
            if expected:
                chi2 += (observed - expected) ** 2 / expected
    return chi2


def _remains(panel: Panel, ground: Ground, tone: _Tone) -> bool:
    now, before = {}, {}
    for platform in ground.platforms:
        tones = panel.registers[ground.beat][platform]
        now[platform] = (tones[0][tone.name], tones[0].total())
        before[platform] = (
            sum(tones[day][tone.name] for day in ground.days),
            sum(tones[day].total() for day in ground.days),
        )
    return mixture.remains(tone.tested.effect, now, before)


def statistics_of(panel: Panel, tone: _Tone, days: list[int]) -> tuple[Statistic, Statistic, Statistic]:
    """Build the share now, the usual share and the change of one register."""
    name, (hits, total), (old, old_total) = tone.name, tone.now, tone.before
    window, did = panel.window, _sounded(tone.name)
    return (
        forms.share(
            f"register.{name}.now",
            f"Posts that {did}",
            hits,
            total,
            window,
            did=did,
            spread=tone.tested.spread,
        ),
        forms.share(
            f"register.{name}.usual",
            f"Posts that {did}, usual",
            old,
            old_total,
            panel.baseline(days),
            usual=True,
            did=did,
            spread=tone.tested.spread,
        ),
        forms.change(
            f"register.{name}.change",
            f"Posts that {did}, change",
            old / old_total,
            hits / total,
            len(days),
            total,
            tone.tested,
            window,
        ),
    )


def _sounded(name: str) -> str:
    return SOUNDED.get(name, f"sounded {name}")
