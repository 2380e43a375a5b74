"""Detection over a list of editions: observe in batches, test each edition, keep what holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from newsdesk.config import Beat, Config
from newsdesk.detect import entity_surge, observations, platform_divergence, sentiment_shift, volume
from newsdesk.detect.corpus import Corpus, voice_of, with_entities
from newsdesk.detect.engine import moments
from newsdesk.detect.panel import Panel
from newsdesk.detect.statistics import adjust
from newsdesk.detect.trial import Trial
from newsdesk.detect.values import Carried, EditionView, Voice
from newsdesk.records import Entity, Statistic

if TYPE_CHECKING:
    from ibis.expr.types import Table

#: Editions that are observed in one go: each record stands in sixty of them at six hours apart.
BATCH = 24
#: Fewer records than this that tell their engagement give no percentile.
TOLD = 20

Row = dict[str, Any]


def detect(
    corpus: Corpus, config: Config, entities: Mapping[str, Entity], as_of: Sequence[datetime]
) -> Iterator[EditionView]:
    """Yield what the newsroom sees at each as-of time, in the order given.

    Detection knows nothing of what was published: an edition's signals depend only on the records that had
    been collected by then.
    """
    for start in range(0, len(as_of), BATCH):
        yield from _batch(corpus, config, entities, as_of[start : start + BATCH])


def _batch(
    corpus: Corpus, config: Config, entities: Mapping[str, Entity], as_of: Sequence[datetime]
) -> Iterator[EditionView]:
    settings = config.detection
    editions = moments(int(moment.timestamp()) for moment in as_of)
    keep = corpus.engine.keep
    seen = keep("seen", observations.seen(corpus, editions, settings.baseline_days))
    voices = keep("voices", observations.voices(corpus, seen, settings.author_cap))
    panels = {
        moment: Panel(moment, settings.baseline_days, settings.minimum_baseline_days) for moment in as_of
    }
    _fill(panels, corpus, seen, voices)
    found = {moment: _signals(panel, config, entities) for moment, panel in panels.items()}
    carried = _carried(corpus, config, seen)
    today = _voices(corpus, seen, voices)
    for moment in as_of:
        yield _view(panels[moment], config, found[moment], carried.get(moment, ()), today.get(moment, {}))


def _moment(row: Row) -> datetime:
    return datetime.fromtimestamp(row["as_of"], UTC)


def _fill(panels: Mapping[datetime, Panel], corpus: Corpus, seen: Table, voices: Table) -> None:
    for row in corpus.engine.rows(observations.presence(seen)):
        panels[_moment(row)].presence[row["platform"]][row["day"]] = row["records"]
    for row in corpus.engine.rows(observations.moods(voices)):
        mood = panels[_moment(row)].moods[row["beat"]][row["platform"]][row["day"]]
        mood[row["label"]] += row["voices"]
    for row in corpus.engine.rows(observations.mentions(corpus, voices)):
        named = panels[_moment(row)].named[row["beat"], row["entity"]]
        named[row["platform"], row["day"]] = (row["voices"], row["authors"])


def _signals(panel: Panel, config: Config, entities: Mapping[str, Entity]) -> list[tuple[Trial, float]]:
    trials = [trial for beat in config.beats for trial in _trials(panel, beat, config, entities)]
    adjusted = adjust([trial.tested.p for trial in trials])
    held = zip(trials, adjusted, strict=True)
    return [(t, p) for t, p in held if t.enough and p <= config.detection.false_discovery_rate]


def _trials(panel: Panel, beat: Beat, config: Config, entities: Mapping[str, Entity]) -> Iterator[Trial]:
    settings = config.detection
    yield from volume.trials(panel, beat, settings)
    yield from sentiment_shift.trials(panel, beat, settings)
    yield from platform_divergence.trials(panel, beat, settings)
    yield from entity_surge.trials(panel, beat, settings, entities)


def _voices(corpus: Corpus, seen: Table, voices: Table) -> dict[datetime, dict[str, list[Voice]]]:
    """Return the voices of day 0 by edition and beat."""
    today = voices.filter(voices.day == 0)
    table = with_entities(corpus, today)
    reach = observations.reach(seen)
    table = table.left_join(reach, [table.as_of == reach.as_of, table.id == reach.id]).select(
        table, reach.percentile, reach.told
    )
    found: dict[datetime, dict[str, list[Voice]]] = defaultdict(lambda: defaultdict(list))
    for row in corpus.engine.rows(table.order_by(["as_of", "beat", "published", "id"])):
        found[_moment(row)][row["beat"]].append(_voice(row))
    return found


def _voice(row: Row) -> Voice:
    told = row["told"] or 0
    return voice_of(row | {"percentile": row["percentile"] if told >= TOLD else None})


def _carried(corpus: Corpus, config: Config, seen: Table) -> dict[datetime, tuple[Carried, ...]]:
    days, rules = config.detection.baseline_days, config.assigning
    table = observations.carried(seen, days, rules.dispatch_times_median, rules.dispatch_replies)
    on_beat = corpus.beats.group_by("id").agg(beats=corpus.beats.beat.collect())
    table = table.join(on_beat, "id").order_by(["as_of", "id"])
    found: dict[datetime, list[Carried]] = defaultdict(list)
    for row in corpus.engine.rows(table):
        median = float(row["median"])
        found[_moment(row)].append(
            Carried(
                id=row["id"],
                platform=row["platform"],
                community=row["community"],
                beats=tuple(sorted(row["beats"])),
                score=row["engagement"],
                replies=row["answered"],
                median=median,
                posts=row["posts"],
                times=row["engagement"] / max(median, 1.0),
            )
        )
    return {moment: tuple(sorted(posts, key=lambda p: (-p.times, p.id))) for moment, posts in found.items()}


def _view(
    panel: Panel,
    config: Config,
    held: list[tuple[Trial, float]],
    carried: tuple[Carried, ...],
    voices: Mapping[str, list[Voice]],
) -> EditionView:
    wanted = {trial.beat for trial, _ in held} | {beat for post in carried for beat in post.beats}
    beats = [beat for beat in config.beats if beat.slug in wanted]
    kept = {beat.slug: _taking_part(panel, beat, voices.get(beat.slug, [])) for beat in beats}
    signals = tuple(trial.signal(panel, p, kept[trial.beat]) for trial, p in held)
    order = {"high": 0, "medium": 1, "low": 2}
    return EditionView(
        as_of=panel.as_of,
        records=sum(days.get(0, 0) for days in panel.presence.values()),
        signals=tuple(
            sorted(signals, key=lambda s: (order[s.severity], s.p, s.beat, s.kind, s.subject or ""))
        ),
        voices=kept,
        carried=carried,
        context={beat.slug: _context(panel, beat, config) for beat in beats},
    )


def _taking_part(panel: Panel, beat: Beat, voices: Sequence[Voice]) -> tuple[Voice, ...]:
    """Keep the platforms with a sound history; on a beat that has none yet, keep all."""
    platforms = panel.platforms(beat.slug)
    return tuple(voice for voice in voices if not platforms or voice.platform in platforms)


def _context(panel: Panel, beat: Beat, config: Config) -> tuple[Statistic, ...]:
    counted = [s for trial in volume.trials(panel, beat, config.detection) for s in trial.statistics]
    return (*counted, *sentiment_shift.mood_statistics(panel, beat.slug, config.detection))
