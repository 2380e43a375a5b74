"""Which posts travelled: those of the last days whose engagement stands out on their platform."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from newsdesk.archive.manifests import path_of
from newsdesk.archive.verification import verify
from newsdesk.config import Layout
from newsdesk.records import Manifest

_CHOSEN = """
WITH told AS (
  SELECT id, platform, published_at,
    coalesce(score, likes + coalesce(reposts, 0)) AS engagement,
    row_number() OVER (PARTITION BY id ORDER BY collected_at, filename) AS seen
  FROM read_parquet($files, union_by_name = false, hive_partitioning = false, filename = true)
  WHERE published_at > ($since::TIMESTAMPTZ AT TIME ZONE 'UTC') AND list_contains($platforms, platform)
), ranked AS (
  SELECT id, platform, published_at, engagement,
    percent_rank() OVER (PARTITION BY platform ORDER BY engagement) AS reach
  FROM told WHERE seen = 1 AND engagement >= $least
)
SELECT id FROM ranked WHERE reach >= $reach
QUALIFY row_number() OVER (PARTITION BY platform ORDER BY engagement DESC, published_at, id) <= $most
ORDER BY platform, engagement DESC, published_at, id
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
        "reach": reach,
        "least": least,
        "most": most,
    }
    with parquet.connect() as engine:
        return tuple(row[0] for row in engine.execute(_CHOSEN, parameters).fetchall())
