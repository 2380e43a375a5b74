"""Killed at any instant: nothing that was saved is lost, and the next run gives the undisturbed bytes."""

from __future__ import annotations

import random
import signal
from pathlib import Path

import pytest
from newsrooms import Newsroom, files, furnish, leftovers

from sharing import SOAKING

pytestmark = pytest.mark.slow
#: Runs when the interpreter starts: ends it by a signal just before or after its n-th rename. Renames and not
#: the clock, so that it is struck at work on every machine, and never while it is still loading libraries.
ASSASSIN = """\
import os, signal

left = int(os.environ["DIE_AT"])
rename = os.replace
blow = int(os.environ.get("DIE_BY", signal.SIGKILL))
signal.signal(signal.SIGINT, signal.default_int_handler)  # a suite in the background inherits it ignored


def replace(*arguments, **options):
    global left
    left -= 1
    if left == 0 and os.environ["DIE"] == "before":
        os.kill(os.getpid(), blow)
    rename(*arguments, **options)
    if left == 0:
        os.kill(os.getpid(), blow)


os.replace = replace
"""
SEED = 20_260_501
#: How often a build is killed, and an import beside the two moments that are always tried.
BUILDS, IMPORTS = (7, 6) if SOAKING else (3, 2)


@pytest.fixture
def assassin(tmp_path: Path) -> Path:
    """Give a folder that, put on PYTHONPATH, kills a program at its DIE_AT-th rename."""
    folder = tmp_path / "assassin"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(ASSASSIN)
    return folder


def test_an_import_that_was_killed_is_finished_by_the_next(
    imported: Newsroom, evil_file: Path, tmp_path: Path, assassin: Path
) -> None:
    """Killed at any moment (between file and manifest too), the same import, run again, puts all right."""
    chance = random.Random(SEED)
    moments = [(number, when) for number in range(1, 9) for when in ("before", "after")]
    for number, when in sorted({(1, "after"), (4, "before"), *chance.sample(moments, IMPORTS)}):
        newsroom = furnish(tmp_path / f"{number}-{when}", demonstration=False, every_hours=24)
        killed = newsroom.newsdesk(
            "import", str(evil_file), PYTHONPATH=str(assassin), DIE_AT=str(number), DIE=when
        )
        assert killed.code == -signal.SIGKILL, killed.said
        saved = files(newsroom.content)
        newsroom.newsdesk("import", str(evil_file)).plainly(code=0)
        assert files(newsroom.content) == files(imported.content), (number, when)
        assert not leftovers(newsroom.root), (number, when)
        whole = {path: data for path, data in saved.items() if not path.endswith(".tmp")}
        assert whole.items() <= files(newsroom.content).items()


@pytest.mark.parametrize("command", ["import", "collect"])
def test_a_lost_manifest_is_made_again(
    command: str, imported: Newsroom, evil_file: Path, tmp_path: Path
) -> None:
    """Until then a build says which command puts it right; after it, it works."""
    newsroom = imported.copy(tmp_path / "room")
    next((newsroom.content / "snapshots").rglob("*.json")).unlink()
    newsroom.make("html").plainly("newsdesk import or collect was interrupted, run it again", code=2)
    newsroom.newsdesk(command, *([str(evil_file)] if command == "import" else [])).plainly(code=0)
    assert files(newsroom.content) == files(imported.content)


def test_a_build_that_was_killed_is_finished_by_the_next(
    imported: Newsroom, hostile: Newsroom, tmp_path: Path, assassin: Path
) -> None:
    """Some builds in a row are killed, each at another rename; the one that isn't gives the same site."""
    newsroom = imported.copy(tmp_path / "room")
    chance = random.Random(SEED)
    dead = 0
    for _ in range(BUILDS):
        moment = str(chance.randint(2, 6))
        when = chance.choice(["before", "after"])
        done = newsroom.make("html", PYTHONPATH=str(assassin), DIE_AT=moment, DIE=when)
        assert "Traceback" not in done.said
        dead += done.code != 0
    assert dead >= BUILDS - 1
    newsroom.make("html").plainly(code=0)
    assert files(newsroom.content) == files(hostile.content)
    assert files(newsroom.output) == files(hostile.output)
    assert not leftovers(newsroom.root)


def test_a_build_that_was_interrupted_is_finished_by_the_next(
    imported: Newsroom, hostile: Newsroom, tmp_path: Path, assassin: Path
) -> None:
    """Control-C in the middle of a build is quiet, no traceback, and the next build gives the same site."""
    newsroom = imported.copy(tmp_path / "room")
    for moment in ("2", "5"):
        interrupt = {"DIE_AT": moment, "DIE": "before", "DIE_BY": str(int(signal.SIGINT))}
        done = newsroom.make("html", PYTHONPATH=str(assassin), **interrupt)
        assert "Traceback" not in done.said, done.said
        assert "pages for" not in done.said, done.said
    newsroom.make("html").plainly(code=0)
    assert files(newsroom.content) == files(hostile.content)
    assert files(newsroom.output) == files(hostile.output)
    assert not leftovers(newsroom.root)


def test_control_c_stops_a_command_quietly(imported: Newsroom, tmp_path: Path, assassin: Path) -> None:
    """``newsdesk write`` ends with 130 and without a traceback, wherever it is struck at work."""
    newsroom = imported.copy(tmp_path / "room")
    for moment in ("1", "2", "4"):
        interrupt = {"DIE_AT": moment, "DIE": "after", "DIE_BY": str(int(signal.SIGINT))}
        done = newsroom.newsdesk("write", PYTHONPATH=str(assassin), **interrupt)
        assert done.code == 130, done.said
        assert "Traceback" not in done.said, done.said
