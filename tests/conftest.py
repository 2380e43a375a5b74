"""What tests of every stage share: an empty newsroom, records, and the way to the shared data."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsdesk.config import Layout
from newsdesk.records import Engagement, Record

ROOT = Path(__file__).resolve().parents[1]

SETTINGS = """\
beats:
  - slug: open-source-ai
    name: Open Source AI
    group: technical
    description: Open weights and the people who run them.
    match:
      any: [open source, open weight*, local model*]
  - slug: ai-and-work
    name: AI & Work
    group: work
    description: Jobs, wages and what is left for people to do.
    match:
      any: [layoff*, job*, hiring]
      with: [ai, automat*, chatbot*]
"""

PELICANCONF = """\
SITENAME = "AIDRAN"
SITEURL = ""
TIMEZONE = "UTC"
PATH = "content"
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["newsdesk"]
ARTICLE_PATHS = ["articles"]
"""

#: The instant from which the factory counts: records are published one minute apart.
BEGINNING = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

RecordFactory = Callable[..., Record]


def make_record(number: int = 1, **changes: Any) -> Record:
    """Return the ``number``-th invented post; any field of Record can be given instead.

    ``engagement`` may be a dict; ``collected_at`` is an hour after publication unless given.
    """
    platform = changes.get("platform", "bluesky")
    published = changes.get("published_at", BEGINNING + timedelta(minutes=number))
    if isinstance(changes.get("engagement"), dict):
        changes["engagement"] = Engagement(**changes["engagement"])
    values: dict[str, Any] = {
        "id": f"{platform}:post-{number}",
        "platform": platform,
        "kind": "post",
        "author": f"@writer{number}.example",
        "community": None,
        "url": f"https://social.example/posts/{number}",
        "title": None,
        "text": f"Post number {number} about open source models.",
        "language": "en",
        "published_at": published,
        "collected_at": published + timedelta(hours=1),
        "engagement": Engagement(),
        "reply_to": None,
        "links": (),
    }
    return Record(**{**values, **changes})


@pytest.fixture
def record() -> RecordFactory:
    """Give a factory of records: each call makes the next post, with the fields that are named."""
    numbers = itertools.count(1)

    def make(**changes: Any) -> Record:
        return make_record(next(numbers), **changes)

    return make


@pytest.fixture
def newsroom(tmp_path: Path) -> Layout:
    """Give an empty newsroom in a folder of its own: two beats, no records, no stories."""
    root = tmp_path / "newsroom"
    (root / "content").mkdir(parents=True)
    (root / "newsdesk.yaml").write_text(SETTINGS, encoding="utf-8")
    (root / "pelicanconf.py").write_text(PELICANCONF, encoding="utf-8")
    return Layout(root)


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Give the folder of shared data (NEWSDESK_DATA, else ../shared/data), or skip."""
    place = Path(os.environ.get("NEWSDESK_DATA", ROOT.parent / "shared" / "data"))
    if not place.is_dir():
        pytest.skip(f"no shared data at {place} (set NEWSDESK_DATA)")
    return place


@pytest.fixture(scope="session")
def corpus_dir(data_dir: Path) -> Path:
    """Give the folder of real posts as canonical JSON lines, or skip."""
    place = data_dir / "corpus"
    if not place.is_dir():
        pytest.skip(f"no real posts at {place}")
    return place
