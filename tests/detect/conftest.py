"""A small world whose truth is known: records with ready analyses, in a corpus."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from newsdesk.analyse import tables
from newsdesk.archive import snapshots
from newsdesk.config import Beat, BeatRules, Config, Layout
from newsdesk.detect.corpus import Corpus, open_corpus
from newsdesk.records import Analysis, Engagement, Record, Register, SentimentLabel

LABELS: tuple[SentimentLabel, ...] = ("negative", "neutral", "positive")


def beat(slug: str) -> Beat:
    """Return a beat; its rules don't matter, because analyses are given."""
    return Beat(slug=slug, name=slug.title(), group="g", description="d", match=BeatRules(any=("x",)))


@dataclass
class World:
    """Collects posts and opens them as a corpus."""

    layout: Layout
    posts: list[tuple[Record, Analysis]] = field(default_factory=list)
    numbers: Iterable[int] = field(default_factory=itertools.count)
    config: Config = field(default_factory=lambda: Config(beats=(beat("work"), beat("art"))))

    def say(
        self,
        at: datetime,
        *,
        beat: str | None = "work",
        platform: str = "bluesky",
        author: str | None = None,
        label: SentimentLabel | None = "neutral",
        entities: tuple[str, ...] = (),
        lag: timedelta = timedelta(minutes=30),
        bands: tuple[int, ...] | None = None,
        engagement: Engagement | None = None,
        reply_to: str | None = None,
        flags: tuple[str, ...] = (),
        beats: tuple[str, ...] = (),
        register: Register = "neutral",
        phrases: tuple[str, ...] = (),
        terms: tuple[int, ...] = (),
        links: tuple[str, ...] = (),
        title: str | None = None,
    ) -> Record:
        """Add one post."""
        number = next(iter(self.numbers))
        id = f"{platform}:{number}"
        record = Record(
            id=id,
            platform=platform,
            kind="post",
            author=author or f"@a{number}.example",
            community=None,
            url=f"https://social.example/{number}",
            title=title,
            text=f"Post {number}.",
            language="en",
            published_at=at,
            collected_at=at + lag,
            engagement=engagement or Engagement(),
            reply_to=reply_to,
            links=links,
        )
        analysis = Analysis(
            id=id,
            language="en",
            sentiment_label=label,
            sentiment_score=0.0,
            entities=entities,
            voice_register=register,
            beats=dict.fromkeys(beats or ((beat,) if beat else ()), 0.9),
            flags=flags,
            phrases=phrases,
            terms=tuple(sorted(terms)),
            minhash_bands=bands or (number,),
        )
        self.posts.append((record, analysis))
        return record

    def day(self, end: datetime, count: int, **changes: object) -> None:
        """Add so many posts, evenly over the 24 hours before ``end``, each collected in time."""
        for n in range(count):
            moment = end - timedelta(minutes=40) - timedelta(hours=23) * n / max(count, 1)
            self.say(moment, **changes)  # type: ignore[arg-type]  # a test's own keywords

    def corpus(
        self, order: Callable[[list[Record]], list[Record]] = list, *, engine: str = "duckdb"
    ) -> Corpus:
        """Write snapshots and analyses and open them."""
        records = order([record for record, _ in self.posts])
        manifest = snapshots.write(self.layout, "world", records)
        assert manifest is not None
        path = self.layout.root / "analyses.parquet"
        by_id = {analysis.id: analysis for _, analysis in self.posts}
        rows = tables.batch_of([by_id[record.id] for record in records])
        path.write_bytes(tables.to_parquet([tables.packed([rows])]))
        return open_corpus([snapshots.path_of(self.layout, manifest)], [path], engine=engine)


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Return an empty world."""
    return World(Layout(tmp_path))
