"""What tests of every stage share: an empty newsroom, records, and the way to the shared data."""

from __future__ import annotations

import asyncio
import atexit
import gc
import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from audit.chromium import CHROMIUM, launched
from factories import RecordFactory, make_record
from newsdesk.config import Layout
from newsdesk.records import Record

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_httpserver import HTTPServer

# First examples load libraries and the machine may be busy: time is measured in benchmarks/, not here.
settings.register_profile("newsdesk", deadline=None)
settings.load_profile("newsdesk")

ROOT = Path(__file__).resolve().parents[1]

if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
    # Hundreds of programs are begun: what one of them compiled, the next need not compile again.
    os.environ["PYTHONPYCACHEPREFIX"] = str(ROOT / ".pytest_cache" / "bytecode")

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread the slow modules: each process begins with a stretch of the suite; one would have them all."""
    modules = [list(tests) for _, tests in itertools.groupby(items, key=lambda item: item.path)]
    slow = [tests for tests in modules if tests[0].get_closest_marker("slow")]
    other = [tests for tests in modules if tests not in slow]
    for number, tests in enumerate(slow):
        other.insert((number * (len(other) + 1)) // len(slow), tests)
    items[:] = itertools.chain.from_iterable(other)


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never in what was imported: a sixth of the suite's time."""
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # else the engine's modules are kept at the exit, and it complains
    gc.set_threshold(100_000, 50, 100)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what is shown in a browser."""
    if "browser" in getattr(item, "fixturenames", ()):
        item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[tuple[Browser, asyncio.AbstractEventLoop]]:
    """Run one Chromium for all tests; give it with the loop that its messages go through."""
    if not CHROMIUM.exists():
        pytest.skip("no Chromium: apt-get install chromium (Debian package)")
    with launched() as started:
        loop = asyncio.get_running_loop()
        asyncio._set_running_loop(None)
        yield started, loop
        asyncio._set_running_loop(loop)


@pytest.fixture
def browser(chromium: tuple[Browser, asyncio.AbstractEventLoop]) -> Iterator[Browser]:
    """Give the one Chromium; whatever a test opens in it is closed after the test."""
    started, loop = chromium
    # Playwright holds its loop to be running as long as it has a browser; no other could run in between.
    asyncio._set_running_loop(loop)
    yield started
    for context in started.contexts:
        context.close()
    asyncio._set_running_loop(None)


@pytest.fixture(scope="module")
def make_httpserver() -> Iterator[HTTPServer]:
    """Give a server that answers several requests at once: one that stalls must not hold the others."""
    from pytest_httpserver import HTTPServer

    with HTTPServer(threaded=True) as server:
        yield server


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
