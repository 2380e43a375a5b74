"""Answers without changing anything: what analysis makes of records, what has changed, what asking costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime
from typing import Any

from newsdesk.answering import recorded
from newsdesk.archive import snapshots
from newsdesk.assign import editions
from newsdesk.config import Config, Layout
from newsdesk.errors import UsageError
from newsdesk.newsroom import evidence_in_use, lost_in, open_evidence
from newsdesk.records import Record, Signal, UtcTime, Value
from newsdesk.stories import Brief, StoryKind
from newsdesk.write import orders, prices
from newsdesk.write.replies import Reply


def analyse(config: Config, records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """Yield what analysis makes of each record, in order: the JSON of ``newsdesk analyse``.

    Keys: id, language, sentiment {label, score}, register, entities, phrases, beats {slug: confidence},
    duplicate_of (the first of the records before it that says nearly the same, else null), flags and
    relevance (0…1: is it about AI at all?).
    """
    from newsdesk.analyse.analyser import Analyser
    from newsdesk.analyse.duplicates import group

    analyser = Analyser(config)
    analyses = list(analyser.analyse_all(records))
    origins = group((analysis.id, analysis.minhash_bands) for analysis in analyses)
    for analysis in analyses:
        origin = origins.get(analysis.id, analysis.id)
        yield {
            "id": analysis.id,
            "language": analysis.language,
            "sentiment": {"label": analysis.sentiment_label, "score": analysis.sentiment_score},
            "register": analysis.voice_register,
            "entities": list(analysis.entities),
            "phrases": list(analysis.phrases),
            "beats": analysis.beats,
            "duplicate_of": origin if origin != analysis.id else None,
            "flags": list(analysis.flags),
            "relevance": analysis.relevance,
        }


def collected(layout: Layout) -> Iterator[Record]:
    """Yield every record of the snapshots in use."""
    active, _ = evidence_in_use(layout)
    for manifest in active:
        yield from snapshots.read(layout, manifest)


def newest_slot(layout: Layout, config: Config) -> datetime:
    """Return the newest edition time with records; raise UsageError in an empty newsroom."""
    active, _ = evidence_in_use(layout)
    slots = editions.due(active, (), config.editions.every_hours)
    if not slots:
        raise UsageError(
            "There are no records yet. Bring some in: newsdesk import FILE…, or newsdesk collect."
        )
    return slots[-1]


def signals(layout: Layout, config: Config, as_of: datetime) -> tuple[Signal, ...]:
    """Return what had changed at an as-of time, seen with what had been collected by then."""
    from newsdesk.analyse.entities import gazetteer
    from newsdesk.detect.detector import detect

    active, _ = evidence_in_use(layout)
    if not active:
        return ()
    corpus = open_evidence(layout, config, active, as_of, as_of)
    with closing(corpus.engine):
        return next(
            iter(detect(corpus, config, gazetteer(), [as_of], lost_in(layout, config, active)))
        ).signals


class Priced(Value):
    """A request that would be made for a brief: its key, whether its answer is recorded, and its price.

    ``usd`` is what it costs at most, None where the model has no price; a repair and a second reader come on
    top where they are needed.
    """

    brief: str
    edition: UtcTime
    beat: str
    kind: StoryKind
    key: str
    model: str
    recorded: bool
    input_tokens: int
    output_tokens: int
    usd: float | None


def priced(briefs: Iterable[Brief], layout: Layout, config: Config) -> list[Priced]:
    """Return what would be asked for each brief, and what it would cost; nobody is asked."""
    table = prices.known(config.claude)
    found = []
    for brief in briefs:
        request = orders.story(brief, config.claude)
        estimate = prices.estimate(request.body, table)
        found.append(
            Priced(
                brief=brief.id,
                edition=brief.edition,
                beat=brief.beat.slug,
                kind=brief.kind,
                key=request.key,
                model=request.body["model"],
                recorded=isinstance(recorded(layout)(request), Reply),
                input_tokens=estimate.input_tokens,
                output_tokens=estimate.output_tokens,
                usd=estimate.usd,
            )
        )
    return found
