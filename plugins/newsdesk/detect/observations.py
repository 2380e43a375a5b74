"""Ibis expressions: who spoke on which beat in which day's window before each edition.

Day 0 is the 24 hours that end with the edition, day 1 the 24 hours before, and so on. A record counts for
day *d* only if it had been collected *d* days before the edition: every day is seen at the same collection
lag, so that a late source can't look like silence and a backfill can't look like a spike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdesk.detect.corpus import Corpus

if TYPE_CHECKING:
    from ibis.expr.types import Table

DAY = 86_400


def seen(corpus: Corpus, editions: Table, days: int) -> Table:
    """Return every record in every edition's days 0…``days``: the columns of posts, as_of and day."""
    posts = corpus.posts
    joined = posts.join(
        editions,
        [posts.published <= editions.as_of, posts.published > editions.as_of - (days + 1) * DAY],
    )
    dated = joined.mutate(day=((joined.as_of - joined.published) // DAY).cast("int64"))
    return dated.filter(dated.collected <= dated.as_of - dated.day * DAY)


def voices(corpus: Corpus, seen_posts: Table, author_cap: int) -> Table:
    """Return independent voices: near-duplicates speak once a day, an author ``author_cap`` times.

    Columns: those of :func:`seen`, beat and confidence.
    """
    import ibis

    end = seen_posts.as_of - seen_posts.day * DAY
    said_before = (seen_posts.copied > end - DAY) & (seen_posts.copied <= end)
    distinct = seen_posts.filter(~said_before.fill_null(False))
    on_beat = distinct.join(corpus.beats, "id")
    speaker = on_beat.mutate(speaker=on_beat.author.fill_null(on_beat.id))
    of_speaker = ibis.window(
        group_by=["as_of", "beat", "day", "platform", "speaker"], order_by=[speaker.published, speaker.id]
    )
    ranked = speaker.mutate(turn=ibis.row_number().over(of_speaker))
    return ranked.filter(ranked.turn < author_cap).drop("turn", "speaker")


def moods(voices_table: Table) -> Table:
    """Count voices by as_of, beat, platform, day and label (None: not judged)."""
    return voices_table.group_by(["as_of", "beat", "platform", "day", "label"]).agg(
        voices=voices_table.count()
    )


def mentions(corpus: Corpus, voices_table: Table) -> Table:
    """Count the voices, authors and threads that mention an entity by as_of, beat, entity, platform, day."""
    named = voices_table.join(corpus.mentions, "id")
    return named.group_by(["as_of", "beat", "entity", "platform", "day"]).agg(
        voices=named.count(), authors=named.author.nunique(), threads=named.thread.nunique()
    )


def presence(seen_posts: Table) -> Table:
    """Count all records by as_of, platform and day, on any beat or none: whether the source was there."""
    return seen_posts.group_by(["as_of", "platform", "day"]).agg(records=seen_posts.count())


def reach(seen_posts: Table) -> Table:
    """Give each record of day 0 with known engagement its percentile on its platform.

    Columns: as_of, id, percentile (0…1: the part of the other records that it exceeds), told (how many
    records of the platform tell theirs).
    """
    import ibis

    today = seen_posts.filter((seen_posts.day == 0) & seen_posts.engagement.notnull())
    ordered = ibis.window(group_by=["as_of", "platform"], order_by=today.engagement)
    whole = ibis.window(group_by=["as_of", "platform"])
    return today.select(
        "as_of",
        "id",
        percentile=today.engagement.percent_rank().over(ordered),
        told=today.count().over(whole),
    )


def carried(seen_posts: Table, days: int, times: float, replies: int) -> Table:
    """Find posts of day 0 that score ``times`` their community's median and drew ``replies`` replies.

    The median is over the community's (else the platform's) top-level posts of the days before, at least
    ten of them; votes are so unequal that the post must stand among the best two in a hundred as well.
    Replies are those that the platform counts, else those that were collected.
    """
    place = seen_posts.community.fill_null(seen_posts.platform)
    top = seen_posts.filter(seen_posts.reply_to.isnull() & seen_posts.engagement.notnull())
    top = top.mutate(place=place)
    before = top.filter((top.day > 0) & (top.day <= days))
    usual = before.group_by(["as_of", "platform", "place"]).agg(
        median=before.engagement.median(), best=before.engagement.quantile(0.98), posts=before.count()
    )
    answers = seen_posts.filter(seen_posts.reply_to.notnull())
    answers = answers.group_by(["as_of", "reply_to"]).agg(collected_replies=answers.count())
    today = top.filter(top.day == 0).join(usual, ["as_of", "platform", "place"])
    today = today.left_join(answers, [today.as_of == answers.as_of, today.id == answers.reply_to]).select(
        today, answers.collected_replies
    )
    counted = today.mutate(answered=today.replies.coalesce(today.collected_replies, 0))
    return counted.filter(
        (counted.posts >= 10)
        & (counted.engagement >= counted.median * times)
        & (counted.engagement > counted.best)
        & (counted.answered >= replies)
    ).select("as_of", "id", "platform", "community", "engagement", "answered", "median", "posts")
