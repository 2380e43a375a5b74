"""Observations of a batch of editions into their panels: who was there, in which mood, saying what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from newsdesk.config import Detection
from newsdesk.detect import accounts, lexical, observations
from newsdesk.detect.corpus import Corpus
from newsdesk.detect.discount import recount_said
from newsdesk.detect.ground import Ground
from newsdesk.detect.kinds import cross_beat, phrase_trending
from newsdesk.detect.panel import Panel, Said, Speaker, Tally
from newsdesk.detect.statistics import LEAST_MEAN, usual
from newsdesk.detect.surge import voices_now
from newsdesk.detect.values import Outspoken

if TYPE_CHECKING:
    from ibis.expr.types import Table

Panels = Mapping[datetime, Panel]
#: A phrase that so many voices share on a day is a claim; fewer is one voice's way of speaking.
CLAIM = 3
#: Days whose phrases are looked at: the window and those that its novelty is compared with.
RECENT = 7
#: What is worth counting day by day: so much of the rise that a kind asks for.
NEARLY = 0.6


@dataclass(frozen=True)
class Batch:
    """The tables of a batch of editions: all records seen, the voices, and what can be said (id, item)."""

    corpus: Corpus
    seen: Table
    voices: Table
    names: Table
    phrases: Table
    links: Table

    def rows(self, expression: Table) -> Iterator[dict[str, Any]]:
        """Yield the rows of an expression."""
        return self.corpus.engine.rows(expression)

    def keep(self, name: str, expression: Table) -> Table:
        """Compute a table once."""
        return self.corpus.engine.keep(name, expression)


def open_batch(corpus: Corpus, editions: Table, settings: Detection) -> Batch:
    """Compute what was seen and who spoke, for each of the editions."""
    keep = corpus.engine.keep
    seen = keep("seen", observations.seen(corpus, editions, settings.baseline_days))
    voices = keep("voices", observations.voices(corpus, seen, settings.author_cap))
    phrases = corpus.phrases.select("id", item=corpus.phrases.phrase)
    return Batch(
        corpus=corpus,
        seen=seen,
        voices=voices,
        names=corpus.mentions.select("id", item=corpus.mentions.entity),
        phrases=keep("phrases", phrases.semi_join(voices, "id").distinct()),
        links=corpus.links.select("id", item=corpus.links.link),
    )


def moment(row: Mapping[str, Any]) -> datetime:
    """Return the edition of a row."""
    return _moment(row["as_of"])


@lru_cache(maxsize=256)
def _moment(seconds: int) -> datetime:
    # Half a million rows of an edition share a few times; making one takes eight microseconds.
    return datetime.fromtimestamp(seconds, UTC)


def count(panels: Panels, batch: Batch, editions: Table, days: int) -> None:
    """Count records by platform, and voices by mood, register and name."""
    for row in batch.rows(observations.presence(batch.seen)):
        panels[moment(row)].presence[row["platform"]][row["day"]] = row["records"]
    late = accounts.backfilled(batch.corpus, editions, days, observations.DAY)
    for row in batch.rows(late):
        panels[moment(row)].backfilled[row["platform"]][row["day"]] = row["records"]
    for row in batch.rows(observations.moods(batch.voices)):
        mood = panels[moment(row)].moods[row["beat"]][row["platform"]][row["day"]]
        mood[row["label"]] += row["voices"]
    for row in batch.rows(lexical.registers(batch.voices)):
        tones = panels[moment(row)].registers[row["beat"]][row["platform"]][row["day"]]
        tones[row["register"]] += row["voices"]
    for row in batch.rows(observations.mentions(batch.corpus, batch.voices)):
        named = panels[moment(row)].named[row["beat"], row["entity"]]
        named[row["platform"], row["day"]] = Tally(row["voices"], row["authors"], row["threads"])


def count_phrases(panels: Panels, batch: Batch, days: int) -> tuple[Table, Table]:
    """Count the phrases that may be rising, and who carries them.

    Returns the tables of phrases shared by day, and of their use on all days, for novelty.
    """
    shared = batch.keep("phrases_shared", lexical.shared(batch.voices, batch.phrases, RECENT, CLAIM))
    used = batch.keep("phrases_used", lexical.usage(batch.voices, batch.phrases, shared))
    least = cross_beat.VOICES, NEARLY * cross_beat.RISE
    up = batch.keep("phrases_rising", lexical.rising(used, days, *least))
    for row in batch.rows(used.semi_join(up, list(lexical.THING))):
        said = panels[moment(row)].phrased[row["beat"], row["item"]]
        said[row["platform"], row["day"]] = Tally(row["voices"])
    for row in batch.rows(lexical.carriers(batch.voices, batch.phrases, up)):
        carriers = panels[moment(row)].carriers[row["beat"], row["item"]]
        carriers[row["id"]] = (row["platform"], row["author"], row["thread"])
    for panel in panels.values():
        for thing, carriers in panel.carriers.items():
            recount_said(panel.phrased[thing], carriers.values())
    for row in batch.rows(lexical.background(batch.voices, batch.phrases, up)):
        panels[moment(row)].background[row["item"]] = row["voices"]
    heard = shared.filter(shared.voices >= phrase_trending.VOICES).select(*lexical.THING).distinct()
    for row in batch.rows(heard.group_by(["as_of", "beat"]).agg(items=heard.count())):
        panels[moment(row)].heard[row["beat"]] = row["items"]
    earlier = batch.voices.filter(batch.voices.day > 0)
    for row in batch.rows(earlier.group_by("as_of").agg(voices=earlier.id.nunique())):
        panels[moment(row)].background_voices = row["voices"]
    return shared, used


def count_links(panels: Panels, batch: Batch) -> None:
    """Count the links that enough voices of a beat share in the window."""
    shared = lexical.shared(batch.voices, batch.links, 0, cross_beat.AUTHORS)
    shared = batch.keep("links_shared", shared)
    for row in batch.rows(lexical.usage(batch.voices, batch.links, shared)):
        said = panels[moment(row)].linked[row["beat"], row["item"]]
        said[row["platform"], row["day"]] = Tally(row["voices"])
    linking: dict[tuple[datetime, str, str], list[Speaker]] = defaultdict(list)
    for row in batch.rows(lexical.carriers(batch.voices, batch.links, shared)):
        linking[moment(row), row["beat"], row["item"]].append((row["platform"], row["author"], row["thread"]))
    for (time, beat, link), speakers in linking.items():
        recount_said(panels[time].linked[beat, link], speakers)


def count_spread(panels: Panels, batch: Batch, names: Iterable[str]) -> None:
    """Collect the voices of everything that may be moving on two beats; ``names`` are entities' ids.

    The window's come one by one, those of earlier days as counts.
    """
    import ibis

    known, platforms = frozenset(names), _compared(panels)
    for kind, items in (("entity", batch.names), ("link", batch.links), ("phrase", batch.phrases)):
        wanted = [
            (int(as_of.timestamp()), item)
            for as_of, panel in panels.items()
            for item in _moving(panel, kind)
            if kind != "entity" or item in known
        ]
        if not wanted:
            continue
        table = ibis.memtable(wanted, schema={"as_of": "int64", "item": "string"})
        spread = lexical.spread(batch.voices, items, table, cross_beat.VOICES)
        spread = batch.keep(f"{kind}_spread", spread)
        for row in batch.rows(spread.filter(spread.day == 0)):
            panels[moment(row)].spread[f"{kind}={row['item']}"].append(
                Outspoken(row["id"], row["beat"], row["platform"], row["author"])
            )
        for row in batch.rows(lexical.overlap(spread, platforms)):
            earlier = panels[moment(row)].spread_before[f"{kind}={row['item']}"]
            earlier[row["beat"], row["other"]][row["day"]] = row["voices"]


def _compared(panels: Panels) -> Table:
    """Return as_of, beat and platform: where each beat is compared."""
    import ibis

    rows = [
        (int(as_of.timestamp()), beat, platform)
        for as_of, panel in panels.items()
        for beat in sorted(panel.moods)
        if (ground := panel.ground(beat))
        for platform in ground.platforms
    ]
    return ibis.memtable(rows, schema={"as_of": "int64", "beat": "string", "platform": "string"})


def _moving(panel: Panel, kind: str) -> list[str]:
    """Return what rises on at least two beats."""
    tables = {"entity": panel.named, "link": panel.linked, "phrase": panel.phrased}
    beats: dict[str, int] = {}
    for (beat, item), said in tables[kind].items():
        ground = panel.ground(beat)
        if ground and _rise(ground, said) >= NEARLY * cross_beat.RISE:
            beats[item] = beats.get(item, 0) + 1
    return sorted(item for item, count in beats.items() if count > 1)


def _rise(ground: Ground, said: Said) -> float:
    """Return the effect of :func:`newsdesk.detect.surge.surge` untested; 0 for too few voices."""
    now = voices_now(ground, said)
    if now < cross_beat.VOICES:
        return 0.0
    counts = [sum(said.get((p, day), Tally()).voices for p in ground.platforms) for day in ground.days]
    return now / max(usual(ground.weighed(counts)), LEAST_MEAN)


def wanted_table(wanted: Sequence[tuple[datetime, str]]) -> Table:
    """Return editions and beats as a table with as_of and beat."""
    import ibis

    rows = [(int(as_of.timestamp()), beat) for as_of, beat in wanted]
    return ibis.memtable(rows, schema={"as_of": "int64", "beat": "string"})
