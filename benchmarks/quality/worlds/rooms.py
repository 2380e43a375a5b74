"""A newsroom in a folder: a past that was analysed once, one present, and the real stages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from newsdesk import newsroom
from newsdesk.archive import snapshots
from newsdesk.config import Config, Layout, load
from newsdesk.publish import versions
from newsdesk.records import Record
from newsdesk.reports import EditionReport
from newsdesk.stories import StoryVersion

ROOT = Path(__file__).resolve().parents[3]
SITE = "AIDRAN"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the analysis makes of one record: mood, register, beats."""

    label: str | None
    register: str
    beats: tuple[str, ...]


@dataclass(frozen=True)
class Worked:
    """What a newsroom made of a present: its editions, and all versions of its stories."""

    editions: tuple[EditionReport, ...]
    versions: tuple[StoryVersion, ...]
    readings: dict[str, Reading]


@dataclass(frozen=True)
class Room:
    """A newsroom that holds the past of a world; presents are worked in copies of it.

    ``past`` is what the analysis makes of the past, once it was read.
    """

    layout: Layout
    past: dict[str, Reading] = field(default_factory=dict)

    @classmethod
    def found(cls, folder: Path, past: Sequence[Record]) -> Room:
        """Make the newsroom with the shipped settings and save the past in it."""
        layout = Layout(folder)
        layout.cache.mkdir(parents=True)
        for name in ("newsdesk.yaml", "pelicanconf.py"):
            (folder / name).write_bytes((ROOT / name).read_bytes())
        snapshots.write(layout, "past", past)
        return cls(layout)

    @property
    def config(self) -> Config:
        """The shipped settings."""
        return load(self.layout.root)

    def work(self, name: str, present: Sequence[Record], since: datetime, until: datetime) -> Worked:
        """Work the editions of a present in a copy that is removed afterwards."""
        layout = self._copy(name)
        snapshots.write(layout, "present", present)
        done = newsroom.work(
            layout, self.config, SITE, since=since + timedelta(hours=1), until=until
        ).editions
        worked = Worked(done, versions.every(layout), self._readings(layout))
        shutil.rmtree(layout.root)
        return worked

    def _readings(self, layout: Layout) -> dict[str, Reading]:
        """Read what the analysis that was just worked with says of each record."""
        found: dict[str, Reading] = {}
        for manifest in snapshots.manifests(layout):
            if manifest.source == "past" and self.past:
                continue
            paths = (layout.cache / "analysis").glob(f"*/{manifest.sha256[:32]}.parquet")
            readings = _read(max(paths, key=lambda path: path.stat().st_mtime))
            (self.past if manifest.source == "past" else found).update(readings)
        return self.past | found

    def _copy(self, name: str) -> Layout:
        layout = Layout(self.layout.root.parent / f"{self.layout.root.name}-{name}")
        shutil.copytree(self.layout.content, layout.content, copy_function=os.link)
        for file in ("newsdesk.yaml", "pelicanconf.py"):
            os.link(self.layout.root / file, layout.root / file)
        # The analyses are kept by what is in a snapshot, so that copies share those of the past.
        (layout.root / ".cache").symlink_to(self.layout.root / ".cache")
        return layout


def _read(path: Path) -> dict[str, Reading]:
    """Read one file of analyses."""
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # ships no types

    table = pq.read_table(path, columns=["id", "sentiment_label", "register", "beats"]).to_pydict()
    return {
        id: Reading(label, register, tuple(beat["slug"] for beat in beats))
        for id, label, register, beats in zip(*table.values(), strict=True)
    }
