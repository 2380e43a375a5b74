"""Ibis expressions: which accounts were heard before, and what the records of a window are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdesk.detect.corpus import Corpus

if TYPE_CHECKING:
    from ibis.expr.types import Table


def speakers(voices: Table) -> Table:
    """Return who spoke on which beat and day, as things said: as_of, beat, item (the author), day."""
    known = voices.filter(voices.author.notnull())
    item = known.platform.concat(":", known.author)
    return known.select("as_of", "beat", "day", item=item).distinct()


def utterances(corpus: Corpus, seen: Table, wanted: Table) -> Table:
    """Return every record of day 0 on the wanted beats, copies included, for finding campaigns.

    ``wanted`` has as_of and beat. Columns: as_of, beat, id, author, platform, published, terms, heard
    (whether the account said anything, on any beat or none, on the days before).
    """
    today = seen.filter((seen.day == 0) & seen.author.notnull())
    before = seen.filter((seen.day > 0) & seen.author.notnull())
    known = before.select("as_of", "platform", "author").distinct().mutate(heard=True)
    on_beat = today.join(corpus.beats, "id").semi_join(wanted, ["as_of", "beat"])
    keys = ["as_of", "platform", "author"]
    joined = on_beat.left_join(known, keys).select(on_beat, known.heard)
    return joined.select(
        "as_of",
        "beat",
        "id",
        "author",
        "platform",
        "published",
        "terms",
        heard=joined.heard.fill_null(False),
    )


def backfilled(corpus: Corpus, editions: Table, days: int, day_seconds: int) -> Table:
    """Count records that are known at an edition but were not yet when their day had its turn.

    Columns: as_of, platform, day, records.
    """
    posts = corpus.posts
    joined = posts.join(
        editions,
        [
            posts.published <= editions.as_of - day_seconds,
            posts.published > editions.as_of - (days + 1) * day_seconds,
            posts.collected <= editions.as_of,
        ],
    )
    dated = joined.mutate(day=((joined.as_of - joined.published) // day_seconds).cast("int64"))
    late = dated.filter(dated.collected > dated.as_of - dated.day * day_seconds)
    return late.group_by(["as_of", "platform", "day"]).agg(records=late.count())
