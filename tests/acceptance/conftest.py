"""Newsrooms that are worked once for all tests of this folder, whichever process runs them."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import hostile_posts
import pytest
from newsrooms import EDITION, ROOT, Newsroom, furnish, versions

from newsdesk.stories import StoryVersion
from sharing import once


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """The demonstration, built by ``make html``; tests only read it, or copy it."""

    def work(folder: Path) -> None:
        newsroom = furnish(folder, demonstration=True)
        done = newsroom.make("html")
        done.plainly("newsdesk:", code=0)
        assert "leaked" not in done.said, "a library complains at the exit"

    return Newsroom(once(tmp_path_factory, "demonstration", work))


@pytest.fixture(scope="session")
def evil_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of hostile posts, with samples of the shared lists where they are."""
    data = Path(os.environ.get("NEWSDESK_DATA", ROOT.parent / "shared" / "data"))

    def work(folder: Path) -> None:
        folder.mkdir()
        attempts = hostile_posts.attempts(data)
        (folder / "posts.jsonl").write_bytes(b"".join(hostile_posts.lines(attempts)))

    return once(tmp_path_factory, "evil", work) / "posts.jsonl"


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory, evil_file: Path) -> Newsroom:
    """A newsroom of hostile posts, imported and not yet worked; an edition a day."""

    def work(folder: Path) -> None:
        newsroom = furnish(folder, demonstration=False, every_hours=24)
        newsroom.newsdesk("import", str(evil_file)).plainly(" 0 rejected", code=0)
        newsroom.newsdesk("signals").plainly("signals at", code=0)  # analysed once for all copies

    return Newsroom(once(tmp_path_factory, "imported", work))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, imported: Newsroom) -> Newsroom:
    """The newsroom of hostile posts, built by ``make html``."""

    def work(folder: Path) -> None:
        imported.copy(folder).make("html").plainly("new stories", code=0)

    return Newsroom(once(tmp_path_factory, "hostile", work))


@pytest.fixture
def empty(tmp_path: Path) -> Newsroom:
    """A newsroom without a single record."""
    return furnish(tmp_path / "empty", demonstration=False)


@pytest.fixture(scope="session")
def unwritten(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """A newsroom with a few days of the demonstration's posts as if they were real, and no story yet."""

    def work(folder: Path) -> None:
        demonstration = furnish(folder / "demonstration", demonstration=True)
        lines = demonstration.newsdesk("export").out.splitlines()
        kept = [line for line in lines if json.loads(line)["collected_at"] <= "2026-11-06T19"]
        posts = folder / "posts.jsonl.gz"
        posts.write_bytes(gzip.compress("\n".join(kept).encode()))
        newsroom = furnish(folder / "newsroom", demonstration=False)
        newsroom.newsdesk("import", str(posts)).plainly(code=0)
        newsroom.newsdesk("write", "--edition", EDITION, "--dry-run").plainly(code=0)  # analyses for all

    return Newsroom(once(tmp_path_factory, "unwritten", work) / "newsroom")


@pytest.fixture(scope="session")
def plain(unwritten: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> StoryVersion:
    """The edition's story as the built-in writer tells it."""

    def work(folder: Path) -> None:
        newsroom = unwritten.copy(folder)
        newsroom.newsdesk("write", "--edition", EDITION, "--writer", "builtin").plainly(code=0)

    (version,) = versions(Newsroom(once(tmp_path_factory, "plain", work)))
    return version
