"""The world that ships with the newsroom, and how it is written into content/snapshots."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from newsdesk.archive import snapshots
from newsdesk.config import Layout
from newsdesk.records import Manifest, Platform, Record
from newsdesk.simulator import events, posts
from newsdesk.simulator.events import Mood
from newsdesk.simulator.world import BeatLife, World

SEED = 1889
START = datetime(2026, 11, 1, tzinfo=UTC)
DAYS = 21
PLATFORMS: tuple[Platform, ...] = ("arxiv", "bluesky", "hackernews", "mastodon", "news", "reddit", "youtube")
#: How many days of one platform make a snapshot: few files, and each still small.
SNAPSHOT_DAYS = 4


def _life(slug: str, per_day: float, mood: Mood, *parts: float) -> BeatLife:
    """Return a beat's life; the parts stand in the order of PLATFORMS and sum to 1."""
    return BeatLife(slug, per_day, mood, dict(zip(PLATFORMS, parts, strict=True)))


#: Invented rates: what differs between beats is where they live and how they usually sound.
BEATS = (
    _life("open-source-ai", 40, (0.22, 0.30), 0.04, 0.14, 0.28, 0.20, 0.04, 0.23, 0.07),
    _life("coding-agents", 40, (0.24, 0.28), 0.04, 0.16, 0.34, 0.13, 0.03, 0.22, 0.08),
    _life("ai-safety", 33, (0.26, 0.22), 0.08, 0.24, 0.21, 0.14, 0.06, 0.19, 0.08),
    _life("ai-consciousness", 36, (0.24, 0.26), 0.04, 0.30, 0.13, 0.12, 0.05, 0.28, 0.08),
    _life("ai-and-work", 36, (0.28, 0.24), 0.03, 0.26, 0.16, 0.13, 0.08, 0.24, 0.10),
    _life("ai-regulation", 34, (0.22, 0.22), 0.03, 0.28, 0.19, 0.16, 0.11, 0.17, 0.06),
    _life("ai-and-art", 38, (0.26, 0.26), 0.02, 0.30, 0.09, 0.16, 0.05, 0.27, 0.11),
    _life("ai-bias", 30, (0.26, 0.24), 0.08, 0.27, 0.17, 0.15, 0.07, 0.19, 0.07),
)


def world() -> World:
    """Return the demonstration's world with its thirteen planted events; every beat speaks on its last day.

    On beats without an event people say then what stands in posts/elsewhere.yaml.
    """
    elsewhere = posts.elsewhere(START + timedelta(days=DAYS - 1))
    return World(SEED, START, DAYS, PLATFORMS, BEATS, events.load(), even=True, elsewhere=elsewhere)


def write(layout: Layout) -> tuple[Manifest, ...]:
    """Write the demonstration's snapshots, one per platform and some days; again gives the same files.

    Snapshots of an earlier demonstration are removed, real ones never touched.
    """
    batches: dict[tuple[int, Platform], list[Record]] = defaultdict(list)
    for record in world().records():
        number = (record.published_at - START).days // SNAPSHOT_DAYS
        batches[number, record.platform].append(record)
    made = [
        snapshots.write(layout, platform, batch, demo=True, counts={"records": len(batch)})
        for (_, platform), batch in sorted(batches.items())
    ]
    written = tuple(manifest for manifest in made if manifest)
    _remove_others(layout, {manifest.file for manifest in written})
    return written


def _remove_others(layout: Layout, written: set[str]) -> None:
    for manifest in snapshots.manifests(layout):
        if manifest.demo and manifest.file not in written:
            path = snapshots.path_of(layout, manifest)
            path.with_suffix(".json").unlink()  # first: a Parquet file alone is an unfinished snapshot
            path.unlink()
