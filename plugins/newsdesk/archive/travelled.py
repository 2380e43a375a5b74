"""Which posts travelled: those of the last days whose engagement stands out on their platform."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from math import ceil

from newsdesk.archive.manifests import path_of
from newsdesk.archive.verification import verify
from newsdesk.config import Layout
from newsdesk.records import Manifest

#: Aggregates that keep the best only: memory doesn't grow with the records.
_CHOSEN = """
WITH told AS (
  SELECT platform, {'engagement': coalesce(score, likes + coalesce(reposts, 0)),
                    'later': -epoch(published_at), 'id': id} AS post
  FROM read_parquet($files, union_by_name = false, hive_partitioning = false)
  WHERE published_at > ($since::TIMESTAMPTZ AT TIME ZONE 'UTC') AND list_contains($platforms, platform)
)
SELECT platform, count(*), max(post, $most) FROM told WHERE post.engagement >= $least
GROUP BY platform ORDER BY platform
"""


def travelled(
    layout: Layout,
    manifests: Iterable[Manifest],
    *,
    since: datetime,
    platforms: Sequence[str],
    reach: float = 0.9,
    least: int = 5,
    most: int = 20,
) -> tuple[str, ...]:
    """Return the ids of the records published after ``since`` that went farthest, by platform.

    Engagement is the score where a platform has one, else likes and reposts. ``reach`` is the percentile
    (0…1) among the records with at least ``least`` of it, ``most`` how many are taken of a platform.
    """
    looked_at = [one for one in manifests if one.published_last > since]
    if not looked_at or not platforms:
        return ()
    from newsdesk.archive import parquet

    verify(layout, looked_at)
    parameters = {
        "files": [parquet.pattern_of(path_of(layout, one)) for one in looked_at],
        "since": since.isoformat(),
        "platforms": list(platforms),
        "least": least,
        "most": most,
    }
    chosen: dict[str, None] = {}
    with parquet.connect(threads=1) as engine:
        for _, told, best in engine.execute(_CHOSEN, parameters).fetchall():
            beyond = told - ceil(reach * (told - 1))
            chosen.update(dict.fromkeys(post["id"] for post in best[:beyond]))
    return tuple(chosen)
