"""Snapshots and their analyses as tables: posts, the beats they are on, the names they mention.

The tables are Ibis tables; times are whole seconds since 1970-01-01 UTC, so that the same expressions mean
the same on any engine. What is small is computed once and kept; phrases, which are many, are read from the
files where they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsdesk.detect import threads
from newsdesk.detect.engine import DUCKDB, Engine, open_engine
from newsdesk.detect.values import Voice

if TYPE_CHECKING:
    from ibis.expr.types import Table

_COLUMNS = ("id", "platform", "kind", "community", "author", "reply_to", "replies")
#: What an address is stripped of before two are compared: its scheme, "www.", what only tracks, the end.
_LINK_NOISE = (r"^https?://(www[.])?", r"#.*$", r"[?&](utm_[a-z]+|fbclid|gclid|ref)=[^&]*", r"/+$")


@dataclass(frozen=True)
class Corpus:
    """The tables of one newsroom, ready for observation.

    ``posts``: id, platform, kind, community, author, reply_to, replies, published, collected, engagement,
    label, score, thread (what it answers, else its id), register, flags, terms, copied (when the latest
    near-duplicate of it that was collected before was published, else null). ``beats``: id, beat, confidence.
    ``mentions``: id, entity. ``phrases``: id, phrase, as often as it was collected. ``links``: id, link (an
    address without what doesn't tell pages apart). ``topics``: id, entity, opened (what the title above an
    answer names, and when that was published).
    """

    engine: Engine
    posts: Table
    beats: Table
    mentions: Table
    phrases: Table
    links: Table
    topics: Table


def open_corpus(
    snapshots: Sequence[Path],
    analyses: Sequence[Path],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    engine: str = DUCKDB,
    scratch: Path | None = None,
) -> Corpus:
    """Open Parquet files of snapshots and analyses, and link near-duplicates.

    Only records published after ``since`` and collected by ``until`` are looked at. A record's
    near-duplicates are looked for among those that were collected before it, so no edition sees its future.
    ``engine`` and ``scratch`` are those of :func:`newsdesk.detect.engine.open_engine`.
    """
    opened = open_engine(engine, scratch)
    records = opened.read("snapshot_records", snapshots)
    if since is not None:
        records = records.filter(records.published_at.epoch_seconds() > int(since.timestamp()))
    if until is not None:
        records = records.filter(records.collected_at.epoch_seconds() <= int(until.timestamp()))
    analysed = opened.read("analyses", analyses)
    copied = opened.keep("copied", _copied(records.join(analysed, "id")))
    posts = opened.keep("posts", _posts(records.join(analysed, "id"), copied))
    of_posts = analysed.semi_join(posts, "id")
    on_beat = of_posts.select("id", match=of_posts.beats.unnest())
    beats = on_beat.group_by("id", beat=on_beat.match.slug).agg(confidence=on_beat.match.confidence.max())
    mentions = of_posts.select("id", entity=of_posts.entities.unnest()).distinct()
    return Corpus(
        engine=opened,
        posts=posts,
        beats=opened.keep("post_beats", beats),
        mentions=opened.keep("mentions", mentions),
        phrases=of_posts.select("id", phrase=of_posts.phrases.unnest()),
        links=opened.keep("links", _links(records.select("id", link=records.links.unnest()))),
        topics=threads.topics(opened, records, posts),
    )


def _posts(joined: Table, copied: Table) -> Table:
    """Keep the first collected row of every id: a record that was collected twice speaks once."""
    import ibis

    table = joined.select(
        *_COLUMNS,
        "register",
        "flags",
        "terms",
        published=joined.published_at.epoch_seconds().cast("int64"),
        collected=joined.collected_at.epoch_seconds().cast("int64"),
        # Where a platform calls its votes a score, that is the engagement; elsewhere likes and reposts are.
        engagement=joined.score.coalesce(joined.likes + joined.reposts.fill_null(0)),
        label=joined.sentiment_label,
        score=joined.sentiment_score,
        # Who answer one post talk with each other: one conversation, and so is the post with its answers.
        thread=joined.reply_to.coalesce(joined.id),
    )
    order = [table.collected, table.published, table.score, table.label]
    ranked = table.mutate(copy=ibis.row_number().over(group_by="id", order_by=order))
    first = ranked.filter(ranked.copy == 0).drop("copy")
    return first.left_join(copied, first.id == copied.id).select(first, copied.copied)


def _copied(joined: Table) -> Table:
    """Return id and ``copied`` of every record on a beat that near-duplicates an earlier collected one.

    Two records that share a MinHash band are near-duplicates. The latest is enough to know whether a stretch
    of time that holds the record holds one as well, and it depends on nothing older than that stretch.
    """
    import ibis

    on_beat = joined.filter(joined.beats.length() > 0)
    band = on_beat.select(
        "id",
        published=on_beat.published_at.epoch_seconds().cast("int64"),
        collected=on_beat.collected_at.epoch_seconds().cast("int64"),
        band=on_beat.minhash_bands.unnest(),
    )
    before = ibis.window(
        group_by="band",
        order_by=[band.collected, band.published, band.id],
        rows=(None, -1),
    )
    latest = band.mutate(latest=band.published.max().over(before))
    latest = latest.filter(latest.latest.notnull())
    return latest.group_by("id").agg(copied=latest.latest.max())


def _links(table: Table) -> Table:
    import ibis

    link = table.link.lower()
    for pattern in _LINK_NOISE:
        link = link.re_replace(pattern, "")
    return table.select("id", link=link).filter(ibis._.link != "").distinct()


def replies(corpus: Corpus, parents: Sequence[str], as_of: datetime) -> dict[str, tuple[Voice, ...]]:
    """Return the replies to those records that had been collected by then, the most engaging first."""
    known = int(as_of.timestamp())
    posts, above = corpus.posts, ids_table(parents)
    table = posts.semi_join(above, posts.reply_to == above.id).filter(posts.collected <= known)
    table = with_entities(corpus, table)
    ordered = table.order_by([table.engagement.desc(nulls_first=False), table.published, table.id])
    found: dict[str, list[Voice]] = {}
    for row in corpus.engine.rows(ordered):
        found.setdefault(row["reply_to"], []).append(voice_of(row))
    return {parent: tuple(answers) for parent, answers in found.items()}


def ids_table(ids: Iterable[str]) -> Table:
    """Return ids as a table with the column ``id``.

    As a list in an expression each of them is a node of its tree, and a few hundred take Ibis longer to
    compile than the engine takes to answer.
    """
    import ibis

    table: Table = ibis.memtable({"id": sorted(set(ids))}, schema={"id": "string"})
    return table


def with_entities(corpus: Corpus, table: Table) -> Table:
    """Add the column ``entities`` (a list, null for none) to a table that has the column ``id``."""
    on_it = corpus.mentions.semi_join(table, "id")
    named = on_it.group_by("id").agg(entities=on_it.entity.collect())
    return table.left_join(named, table.id == named.id).select(table, named.entities)


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
        voice_register=row["register"],
        terms=tuple(row["terms"] or ()),
        thread=row["thread"],
    )
