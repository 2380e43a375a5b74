"""The voices of one beat in the window and on earlier days: what a shift is recomputed from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from newsdesk.config import Config
from newsdesk.detect import observations
from newsdesk.detect.corpus import Corpus, ids_table, with_entities
from newsdesk.detect.engine import moments
from newsdesk.detect.panel import Panel
from newsdesk.detect.statistics import usual
from newsdesk.detect.values import Presence
from newsdesk.records import SentimentLabel, Window

if TYPE_CHECKING:
    from ibis.expr.types import Table


@dataclass(frozen=True, slots=True)
class Heard:
    """One independent voice: who said it where on which day (0 is the window), and what it names."""

    id: str
    platform: str
    day: int
    label: SentimentLabel | None
    entities: frozenset[str]


@dataclass(frozen=True)
class History:
    """The voices of a beat in the window and on the comparable days before, where it is compared.

    ``weights`` make each earlier day's counts those of the window's weekday, as in detection.
    """

    beat: str
    window: Window
    days: tuple[int, ...]
    voices: tuple[Heard, ...]
    weights: tuple[float, ...]

    def usual(self, counts: Sequence[int]) -> float:
        """Return the usual level of counts of the earlier days."""
        return usual([count * weight for count, weight in zip(counts, self.weights, strict=True)])

    def counts(self, holds: Callable[[Heard], bool]) -> tuple[int, list[int]]:
        """Count the voices that ``holds`` picks: (in the window, on each earlier day)."""
        found = [voice.day for voice in self.voices if holds(voice)]
        return found.count(0), [found.count(day) for day in self.days]

    def moods(
        self, label: SentimentLabel, holds: Callable[[Heard], bool]
    ) -> tuple[tuple[int, int], list[tuple[int, int]]]:
        """Return (voices with the label, judged voices) in the window and on each earlier day."""
        judged = [voice for voice in self.voices if voice.label is not None and holds(voice)]

        def share(day: int) -> tuple[int, int]:
            labels = [voice.label for voice in judged if voice.day == day]
            return labels.count(label), len(labels)

        return share(0), [share(day) for day in self.days]

    def now(self, holds: Callable[[Heard], bool]) -> list[Heard]:
        """Return the voices of the window that ``holds`` picks."""
        return [voice for voice in self.voices if voice.day == 0 and holds(voice)]


def history(
    corpus: Corpus, config: Config, beat: str, as_of: datetime, presence: Presence | None = None
) -> History | None:
    """Observe one beat as an edition's detection does: the same voices, platforms and days.

    ``presence`` is what detection counted (:attr:`EditionView.presence`); without it, it is counted again.
    None where the beat has too little history to be compared with.
    """
    settings = config.detection
    editions = moments([int(as_of.timestamp())])
    panel = Panel(as_of, settings.baseline_days, settings.minimum_baseline_days)
    for platform, days in (_presence(corpus, editions, config) if presence is None else presence).items():
        panel.presence[platform].update(days)
    rows = list(corpus.engine.rows(_voices(corpus, beat, editions, config)))
    for row in rows:
        panel.moods[beat][row["platform"]][row["day"]][row["label"]] += 1
    ground = panel.ground(beat)
    if ground is None:
        return None
    counted = {0, *ground.days}
    heard = (
        Heard(row["id"], row["platform"], row["day"], row["label"], frozenset(row["entities"] or ()))
        for row in rows
        if row["day"] in counted and row["platform"] in ground.platforms
    )
    ordered = sorted(heard, key=lambda voice: (voice.day, voice.id))
    weights = tuple(ground.weights[day] for day in ground.days)
    return History(beat, panel.window, tuple(ground.days), tuple(ordered), weights)


def _presence(corpus: Corpus, editions: Table, config: Config) -> Presence:
    found: dict[str, dict[int, int]] = defaultdict(dict)
    everything = observations.seen(corpus, editions, config.detection.baseline_days)
    for row in corpus.engine.rows(observations.presence(everything)):
        found[row["platform"]][row["day"]] = row["records"]
    return found


def _voices(corpus: Corpus, beat: str, editions: Table, config: Config) -> Table:
    on_beat = corpus.beats.filter(corpus.beats.beat == beat)
    narrow = replace(corpus, posts=corpus.posts.semi_join(on_beat, "id"), beats=on_beat)
    seen = observations.seen(narrow, editions, config.detection.baseline_days)
    return with_entities(corpus, observations.voices(narrow, seen, config.detection.author_cap))


def beats_of(corpus: Corpus, ids: Sequence[str]) -> dict[str, int]:
    """Count the records of each beat among those with these ids."""
    chosen = corpus.beats.semi_join(ids_table(ids), "id")
    counted = chosen.group_by("beat").agg(records=chosen.id.nunique())
    return {row["beat"]: row["records"] for row in corpus.engine.rows(counted.order_by("beat"))}


def flags_of(corpus: Corpus, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the flags of those records that have one."""
    posts = corpus.posts.semi_join(ids_table(ids), "id")
    rows = corpus.engine.rows(posts.select("id", "flags").order_by("id"))
    return {row["id"]: tuple(row["flags"]) for row in rows if row["flags"]}
