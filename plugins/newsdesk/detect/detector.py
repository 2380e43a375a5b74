"""Detection over a list of editions: observe in batches, test each edition, discount, keep what holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from newsdesk.config import Beat, Config
from newsdesk.detect import accounts, gathering, newness, observations, taking_part
from newsdesk.detect.coordination import Utterance
from newsdesk.detect.coordination import campaigns as campaigns_in
from newsdesk.detect.corpus import Corpus, voice_of, with_entities
from newsdesk.detect.discount import Discounted, discounted, recount
from newsdesk.detect.engine import moments
from newsdesk.detect.gathering import Batch, moment
from newsdesk.detect.kinds import (
    cross_beat,
    entity_surge,
    novelty,
    phrase_trending,
    platform_divergence,
    register_shift,
    sentiment_shift,
    volume,
)
from newsdesk.detect.panel import Panel
from newsdesk.detect.statistics import adjust, selection_widening
from newsdesk.detect.trial import Trial
from newsdesk.detect.values import Carried, EditionView, Voice
from newsdesk.detect.weather import weather
from newsdesk.records import Entity, Signal, Statistic

#: Editions that are observed in one go: each record stands in sixty of them at six hours apart. Fewer where
#: there are more records than this divided by them, because the counts of all of a batch are held at once.
BATCH, HELD = 24, 2_000_000
#: Fewer records than this that tell their engagement give no percentile.
TOLD = 20
#: How sure a signal must be to carry a story while a platform that usually speaks on its beat can't be heard.
SURE = 0.001
UNHEARD = "too unsure while a platform that usually speaks on the beat can't be heard"
NOT_ALONE = "A platform that usually speaks on it can't be heard, and it is too unsure for a story by itself."
_SEVERITY = {"high": 0, "medium": 1, "low": 2}

Row = dict[str, Any]
#: Which part of the records is known at an as-of time to be lost, 0…1, by platform and day before it.
Lost = Callable[[datetime], Mapping[str, Mapping[int, float]]]
#: A trial that holds, its adjusted p, and how much wider its intervals are because it was selected.
Held = list[tuple[Trial, float, float]]


def nothing_lost(_: datetime) -> Mapping[str, Mapping[int, float]]:
    """Say that every source was read without a gap."""
    return {}


def detect(
    corpus: Corpus,
    config: Config,
    entities: Mapping[str, Entity],
    as_of: Sequence[datetime],
    lost: Lost = nothing_lost,
) -> Iterator[EditionView]:
    """Yield what the newsroom sees at each as-of time, in the order given.

    Detection knows nothing of what was published: an edition's signals depend only on the records that had
    been collected by then, and on what was known to be ``lost``.
    """
    size = _batch_size(corpus) if len(as_of) > 1 else 1
    for start in range(0, len(as_of), size):
        yield from _batch(corpus, config, entities, as_of[start : start + size], lost)


def _batch_size(corpus: Corpus) -> int:
    (row,) = corpus.engine.rows(corpus.posts.aggregate(records=corpus.posts.count()))
    records: int = row["records"]
    return max(1, min(BATCH, HELD // max(records, 1)))


@dataclass
class _Look:
    """What is known of one edition on the way to its view."""

    panel: Panel
    held: Held
    carried: tuple[Carried, ...] = ()
    beats: dict[str, Discounted] = field(default_factory=dict)


def _batch(
    corpus: Corpus,
    config: Config,
    entities: Mapping[str, Entity],
    as_of: Sequence[datetime],
    lost: Lost,
) -> Iterator[EditionView]:
    settings = config.detection
    editions = moments(int(time.timestamp()) for time in as_of)
    batch = gathering.open_batch(corpus, editions, settings)
    panels = {
        time: Panel(time, settings.baseline_days, settings.minimum_baseline_days, lost=lost(time))
        for time in as_of
    }
    gathering.count(panels, batch, editions, settings.baseline_days)
    shared, used = gathering.count_phrases(panels, batch, settings.baseline_days)
    gathering.count_links(panels, batch)
    newness.count_new(panels, batch, shared, used, entities)
    names = [entity.id for entity in entities.values() if entity.type not in entity_surge.VOCABULARY]
    taking_part.count(panels, batch, names, settings.baseline_days, entity_surge.VOICES)
    gathering.count_spread(panels, batch, names)
    carried = _carried(batch, config)
    looks = {
        time: _Look(panel, _held(panel, config, entities), carried.get(time, ()))
        for time, panel in panels.items()
    }
    _discount(looks, batch, config, entities)
    for time in as_of:
        yield _view(looks[time], config, entities)


def _held(panel: Panel, config: Config, entities: Mapping[str, Entity]) -> Held:
    """Test everything; return what holds after adjustment over the edition."""
    trials = [trial for beat in config.beats for trial in _trials(panel, beat, config, entities)]
    trials += cross_beat.trials(panel, config.beats, entities)
    adjusted = adjust([trial.tested.p for trial in trials])
    tested = zip(trials, adjusted, strict=True)
    held = [(t, p) for t, p in tested if t.enough and p <= config.detection.false_discovery_rate]
    widening = selection_widening(len(held), len(trials))
    return [(trial, p, widening) for trial, p in held]


def _trials(panel: Panel, beat: Beat, config: Config, entities: Mapping[str, Entity]) -> Iterator[Trial]:
    yield from volume.trials(panel, beat, config.detection)
    yield from sentiment_shift.trials(panel, beat)
    yield from register_shift.trials(panel, beat)
    yield from platform_divergence.trials(panel, beat)
    yield from entity_surge.trials(panel, beat, entities)
    yield from phrase_trending.trials(panel, beat, entities)
    yield from novelty.trials(panel, beat)


def _discount(
    looks: Mapping[datetime, _Look], batch: Batch, config: Config, entities: Mapping[str, Entity]
) -> None:
    """Find campaigns on the beats where something is told, and test again without their repeats.

    Elsewhere a campaign changes nothing: what does not hold with all its posts does not hold with one.
    """
    known = {beat.slug for beat in config.beats}
    wanted = [(time, beat) for time, look in looks.items() for beat in sorted(_told(look) & known)]
    if not wanted:
        return
    voices, said = _voices(batch, wanted), _utterances(batch, wanted)
    for time, beat in wanted:
        found = discounted(voices[time, beat], campaigns_in(said[time, beat]))
        looks[time].beats[beat] = found
        if found.campaigns:
            recount(looks[time].panel, beat, found.voices)
    for look in looks.values():
        if any(found.campaigns for found in look.beats.values()):
            still = _held(look.panel, config, entities)
            look.held = [held for held in still if set(held[0].on) <= look.beats.keys()]


def _told(look: _Look) -> set[str]:
    on_trial = {beat for trial, _, _ in look.held for beat in trial.on}
    return on_trial | {beat for post in look.carried for beat in post.beats}


def _voices(batch: Batch, wanted: Sequence[tuple[datetime, str]]) -> dict[tuple[datetime, str], list[Voice]]:
    """Return the voices of day 0 of the wanted editions and beats, by time and id."""
    today = batch.voices.filter(batch.voices.day == 0)
    today = today.semi_join(gathering.wanted_table(wanted), ["as_of", "beat"])
    table = with_entities(batch.corpus, today)
    reach = observations.reach(batch.seen)
    table = table.left_join(reach, [table.as_of == reach.as_of, table.id == reach.id]).select(
        table, reach.percentile, reach.told
    )
    found: dict[tuple[datetime, str], list[Voice]] = defaultdict(list)
    for row in batch.rows(table.order_by(["as_of", "beat", "published", "id"])):
        found[moment(row), row["beat"]].append(_voice(row))
    return found


def _voice(row: Row) -> Voice:
    told = row["told"] or 0
    return voice_of(row | {"percentile": row["percentile"] if told >= TOLD else None})


def _utterances(
    batch: Batch, wanted: Sequence[tuple[datetime, str]]
) -> dict[tuple[datetime, str], list[Utterance]]:
    table = accounts.utterances(batch.corpus, batch.seen, gathering.wanted_table(wanted))
    found: dict[tuple[datetime, str], list[Utterance]] = defaultdict(list)
    for row in batch.rows(table):
        found[moment(row), row["beat"]].append(
            Utterance(
                id=row["id"],
                author=row["author"],
                platform=row["platform"],
                published=row["published"],
                terms=frozenset(row["terms"] or ()),
                heard=row["heard"],
            )
        )
    return found


def _carried(batch: Batch, config: Config) -> dict[datetime, tuple[Carried, ...]]:
    days, rules, corpus = config.detection.baseline_days, config.assigning, batch.corpus
    table = observations.carried(batch.seen, days, rules.dispatch_times_median, rules.dispatch_replies)
    on_beat = corpus.beats.group_by("id").agg(beats=corpus.beats.beat.collect())
    table = table.join(on_beat, "id").order_by(["as_of", "id"])
    found: dict[datetime, list[Carried]] = defaultdict(list)
    for row in batch.rows(table):
        median = float(row["median"])
        found[moment(row)].append(
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
    return {time: tuple(sorted(posts, key=lambda p: (-p.times, p.id))) for time, posts in found.items()}


def _view(look: _Look, config: Config, entities: Mapping[str, Entity]) -> EditionView:
    panel, told = look.panel, _told(look)
    beats = [beat for beat in config.beats if beat.slug in told]
    kept = {beat.slug: _taking_part(panel, beat, look.beats[beat.slug].voices) for beat in beats}
    signals: list[Signal] = []
    behind: dict[str, frozenset[str]] = {}
    thin: dict[str, str] = {}
    for held, p, widening in look.held:
        trial = _as_sure(panel, held, p)
        voices = trial.voices(kept)
        campaigns = [pair for beat in trial.on for pair in look.beats[beat].campaigns]
        signal = trial.signal(panel, p, voices, campaigns, widening)
        signals.append(signal)
        behind[signal.id] = frozenset(voice.id for voice in voices)
        thin |= {signal.id: trial.thin} if trial.thin else {}
    signals.sort(key=lambda s: (_SEVERITY[s.severity], s.p, s.beat, s.kind, s.subject or ""))
    return EditionView(
        as_of=panel.as_of,
        records=sum(days.get(0, 0) for days in panel.presence.values()),
        signals=tuple(signals),
        voices=kept,
        carried=look.carried,
        context={beat.slug: _context(panel, beat, config) for beat in beats},
        behind=behind,
        thin=thin,
        presence=panel.presence,
        weather=weather(panel, config.beats, entities),
    )


def _as_sure(panel: Panel, trial: Trial, p: float) -> Trial:
    """Let a trial carry no story if it isn't sure enough for a day on which a part of the beat is unheard.

    What is left of the beat is compared fairly, but it is less than the beat, and fewer are tested with it.
    """
    grounds = map(panel.ground, trial.on)
    if p <= SURE or not any(ground is not None and ground.unheard for ground in grounds):
        return trial
    return replace(trial, thin=trial.thin or UNHEARD, notes=(*trial.notes, NOT_ALONE))


def _taking_part(panel: Panel, beat: Beat, voices: Sequence[Voice]) -> tuple[Voice, ...]:
    """Keep the platforms with a sound history; on a beat that has none yet, keep all."""
    platforms = panel.platforms(beat.slug)
    return tuple(voice for voice in voices if not platforms or voice.platform in platforms)


def _context(panel: Panel, beat: Beat, config: Config) -> tuple[Statistic, ...]:
    counted = [s for trial in volume.trials(panel, beat, config.detection) for s in trial.statistics]
    moods = sentiment_shift.mood_statistics(panel, beat.slug)
    return (*counted, *moods, *novelty.context(panel, beat.slug))
