"""novelty: names, claims or people that a beat had not heard, rather than more of the same.

New is what the beat did not hear in the days before, as many for each day (half of the history, at most
seven): names from the gazetteer, claims = phrases that at least three voices share on the day, people =
accounts. Their share now is tested against the same share of earlier days, each with its own lookback, so
that a beat on which a third is always new has no news in that. Test: two proportions, widened by the days'
own scatter, one-sided, p trebled for the choice of the three. Minimum: 20 voices now (for people: accounts),
40 before on at least three days, a share that rose by eight points, and eight voices by six accounts who
carry it. Effect: share now − usual share, with Newcombe's interval.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from newsdesk.config import Beat
from newsdesk.detect import forms
from newsdesk.detect.ground import Ground
from newsdesk.detect.panel import Panel
from newsdesk.detect.statistics import Outcome, shares_differ
from newsdesk.detect.trial import Trial
from newsdesk.records import Statistic

NOW, BEFORE, DAYS, EFFECT = 20, 40, 3, 0.08
VOICES, AUTHORS = 8, 6
#: What can be new, what it is a share of, and how a post or account with it is spoken of.
KINDS = {
    "names": ("posts", "named something new to the beat"),
    "phrases": ("posts", "repeated a claim new to the beat"),
    "authors": ("accounts", "were new to the beat"),
}


class _News(NamedTuple):
    kind: str
    now: tuple[int, int]
    before: tuple[int, int]
    tested: Outcome
    days: list[int]

    @property
    def rise_p(self) -> float:
        """The one-sided p of a rise."""
        return self.tested.p / 2 if self.tested.effect > 0 else 1 - self.tested.p / 2


def trials(panel: Panel, beat: Beat) -> Iterator[Trial]:
    """Test one beat's news; of names, claims and people what rose most clearly is told."""
    ground = panel.ground(beat.slug)
    found = _news(panel, ground) if ground else []
    if ground is None or not found:
        return
    told = min(found, key=lambda news: (news.rise_p, news.kind))
    statistics = tuple(s for news in found for s in _statistics(panel, news))
    change = next(s for s in statistics if s.id == f"novel.{told.kind}.change")
    bearers = panel.bearers[beat.slug, told.kind]
    of, did = KINDS[told.kind]
    authors = {author for _, author in bearers.values() if author}
    yield Trial(
        kind="novelty",
        beat=beat.slug,
        subject=None,
        subject_name=None,
        days=told.days,
        test="two proportions against earlier days with the same lookback, one-sided",
        tested=replace(told.tested, p=min(1.0, len(found) * told.rise_p)),
        effect_unit="share",
        enough=told.tested.effect >= EFFECT and len(bearers) >= VOICES and len(authors) >= AUTHORS,
        severities=(0.25, 0.40),
        statistics=statistics,
        why=(
            f"The share of {of} on {beat.name} that {did} {change.forms['verb']}, {change.forms['clause']} "
            f"of {told.now[1]} in 24 hours."
        ),
        caused_by=lambda voice: voice.id in bearers and voice.platform in ground.platforms,
        notes=(*ground.notes, f"New is what was not heard on the beat in the {panel.lookback} days before."),
    )


def context(panel: Panel, beat: str) -> tuple[Statistic, ...]:
    """Return what is new on a beat, risen or not; empty where there is too little to compare."""
    ground = panel.ground(beat)
    found = _news(panel, ground) if ground else []
    return tuple(s for news in found for s in _statistics(panel, news))


def _news(panel: Panel, ground: Ground) -> list[_News]:
    found = []
    days = [day for day in ground.days if day <= panel.lookback]
    if len(days) < DAYS:
        return []
    for kind in KINDS:
        tallies = panel.novel[ground.beat, kind]
        now, before = tallies.get(0, (0, 0)), [tallies.get(day, (0, 0)) for day in days]
        before = [tally for tally in before if tally[1]]
        pooled = (sum(hits for hits, _ in before), sum(n for _, n in before))
        if now[1] >= NOW and pooled[1] >= BEFORE:
            found.append(_News(kind, now, pooled, shares_differ(now, before), days))
    return found


def _statistics(panel: Panel, news: _News) -> Iterator[Statistic]:
    name, (of, did) = f"novel.{news.kind}", KINDS[news.kind]
    label = f"{of.capitalize()} that {did}"
    (hits, total), (old, old_total), usual = news.now, news.before, panel.baseline(news.days)
    spread = news.tested.spread
    yield forms.share(f"{name}.now", label, hits, total, panel.window, of=of, did=did, spread=spread)
    yield forms.share(
        f"{name}.usual", f"{label}, usual", old, old_total, usual, of=of, usual=True, did=did, spread=spread
    )
    yield forms.change(
        f"{name}.change",
        f"{label}, change",
        old / old_total,
        hits / total,
        len(news.days),
        total,
        news.tested,
        panel.window,
    )
