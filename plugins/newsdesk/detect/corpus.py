"""Snapshots and their analyses as tables: posts, the beats they are on, the names they mention.

The tables are Ibis tables; times are whole seconds since 1970-01-01 UTC, so that the same expressions mean
the same on any engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsdesk.analyse.duplicates import group
from newsdesk.archive.parquet import pattern_of
from newsdesk.detect.values import Voice

if TYPE_CHECKING:
    import ibis
    from ibis.expr.types import Table

#: Where a platform calls its votes a score, that is the engagement; elsewhere likes and reposts are.
_COLUMNS = ("id", "platform", "kind", "community", "author", "reply_to", "replies")


@dataclass(frozen=True)
class Corpus:
    """The tables of one newsroom, ready for observation.

    ``posts``: id, platform, kind, community, author, published, collected, engagement, replies, reply_to,
    label, score, flags, origin (the first record of its near-duplicate group).
    ``beats``: id, beat, confidence. ``mentions``: id, entity.
    """

    backend: Any
    posts: Table
    beats: Table
    mentions: Table


def open_corpus(snapshots: Sequence[Path], analyses: Sequence[Path]) -> Corpus:
    """Read Parquet files of snapshots and analyses into memory and link near-duplicates.

    A record's group depends only on records that were collected before it, so no edition sees its future.
    """
    import ibis

    backend = ibis.duckdb.connect()
    records = backend.read_parquet([pattern_of(path) for path in snapshots], table_name="snapshot_records")
    analysed = backend.read_parquet([pattern_of(path) for path in analyses], table_name="analyses")
    joined = _first_of_each(records).join(analysed, "id")
    origins = _origins(joined)
    backend.create_table("origins", ibis.memtable(origins), temp=True)
    posts = backend.create_table("posts", _posts(joined, backend.table("origins")), temp=True)
    on_beat = joined.select("id", match=joined.beats.unnest())
    beats = backend.create_table(
        "post_beats",
        on_beat.select("id", beat=on_beat.match.slug, confidence=on_beat.match.confidence),
        temp=True,
    )
    mentions = backend.create_table(
        "mentions", joined.select("id", entity=joined.entities.unnest()), temp=True
    )
    return Corpus(backend, posts, beats, mentions)


def _first_of_each(records: Table) -> Table:
    """Keep the first collected row of every id: a record that was collected twice speaks once."""
    import ibis

    window = ibis.window(group_by="id", order_by=[records.collected_at, records.published_at])
    ranked = records.mutate(copy=ibis.row_number().over(window))
    return ranked.filter(ranked.copy == 0).drop("copy")


def _posts(joined: Table, origins: Table) -> Table:
    likes = joined.likes + joined.reposts.fill_null(0)
    table = joined.select(
        *_COLUMNS,
        published=joined.published_at.epoch_seconds(),
        collected=joined.collected_at.epoch_seconds(),
        engagement=joined.score.coalesce(likes),
        label=joined.sentiment_label,
        score=joined.sentiment_score,
        flags=joined.flags,
    )
    return table.join(origins, "id", how="left").select(
        *table.columns, origin=origins.origin.fill_null(table.id)
    )


def _origins(joined: Table) -> dict[str, list[str]]:
    on_beat = joined.filter(joined.beats.length() > 0)
    rows = (
        on_beat.order_by(["collected_at", "published_at", "id"])
        .select("id", "minhash_bands")
        .to_pyarrow()
        .to_pydict()
    )
    grouped = group(zip(rows["id"], rows["minhash_bands"], strict=True))
    return {"id": list(grouped), "origin": list(grouped.values())}


def materialise(backend: Any, name: str, expression: Table) -> Table:
    """Compute a table once under a name, in the place of what stood there.

    The old table goes by plain SQL: with DuckDB 2, Ibis 12's ``overwrite=True`` sends a DROP TABLE without a
    name for temporary tables, and its ``list_tables`` fails.
    """
    backend.raw_sql(f"DROP TABLE IF EXISTS {name}")
    table: Table = backend.create_table(name, expression, temp=True)
    return table


def epoch_table(as_of: Iterable[int]) -> ibis.Table:
    """Return the as-of times (seconds since 1970 UTC) as a table with the column ``as_of``."""
    import ibis

    return ibis.memtable({"as_of": list(as_of)}, schema={"as_of": "int64"})


def replies(corpus: Corpus, parents: Sequence[str], as_of: datetime) -> dict[str, tuple[Voice, ...]]:
    """Return the replies to those records that had been collected by then, the most engaging first."""
    known = int(as_of.timestamp())
    posts = corpus.posts
    table = posts.filter(posts.reply_to.isin(list(parents)) & (posts.collected <= known))
    named = corpus.mentions.group_by("id").agg(entities=corpus.mentions.entity.collect())
    table = table.left_join(named, table.id == named.id).select(table, named.entities)
    ordered = table.order_by([table.engagement.desc(nulls_first=False), table.published, table.id])
    found: dict[str, list[Voice]] = {}
    for row in ordered.to_pyarrow().to_pylist():
        found.setdefault(row["reply_to"], []).append(voice_of(row))
    return {parent: tuple(answers) for parent, answers in found.items()}


def voice_of(row: dict[str, Any]) -> Voice:
    """Turn a row of posts (with beat, confidence, reach where known) into a Voice."""
    return Voice(
        id=row["id"],
        beat=row.get("beat", ""),
        platform=row["platform"],
        kind=row["kind"],
        community=row["community"],
        author=row["author"],
        published_at=datetime.fromtimestamp(row["published"], UTC),
        label=row["label"],
        score=row["score"],
        engagement=row["engagement"],
        replies=row["replies"],
        reach=row.get("percentile"),
        confidence=row.get("confidence", 0.0),
        entities=tuple(sorted(row["entities"] or ())),
        flags=tuple(row["flags"] or ()),
        told=row.get("told") or 0,
    )
