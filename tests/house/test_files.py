"""Files: whole or not there, and nothing of a crash stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsdesk.errors import BusyError, StorageError
from newsdesk.files import alone, clear_leftovers, write_atomic


def test_the_same_bytes_leave_a_file_alone(tmp_path: Path) -> None:
    """A file that already holds the bytes keeps its time; another is replaced whole."""
    place = tmp_path / "a" / "b.json"
    assert write_atomic(place, b"one")
    os.utime(place, (1, 1))
    assert not write_atomic(place, b"one")
    assert place.stat().st_mtime == 1
    assert write_atomic(place, b"two")
    assert place.read_bytes() == b"two"
    assert [path.name for path in place.parent.iterdir()] == ["b.json"]


def test_what_a_killed_writer_left_is_cleared_and_a_living_one_s_is_not(tmp_path: Path) -> None:
    """Temporary files of processes that have ended go; our own, and what others called so, stay."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    folder = tmp_path / "2026" / "03"
    folder.mkdir(parents=True)
    dead = folder / f".a story.md.{ended.pid}-x7_k.tmp"
    stay = [folder / f".a story.md.{os.getpid()}-x7_k.tmp", folder / "notes.tmp", folder / ".mine.tmp"]
    for path in (dead, *stay):
        path.write_bytes(b"half")
    assert clear_leftovers(tmp_path) == 1
    assert sorted(folder.iterdir()) == sorted(stay)
    assert clear_leftovers(tmp_path / "nowhere") == 0


def test_a_place_that_can_t_be_written_is_named(tmp_path: Path) -> None:
    """A file where a folder should be is told with its path, and nothing is left."""
    (tmp_path / "a").write_text("in the way")
    with pytest.raises(StorageError, match="a"):
        write_atomic(tmp_path / "a" / "b.json", b"one")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_only_one_holds_a_lock_and_a_killed_holder_none(tmp_path: Path) -> None:
    """Who comes second is told who came first and goes; what a killed process held is free again."""
    lock = tmp_path / "a" / "work.lock"
    hold = (
        "import sys, time, pathlib; from newsdesk.files import alone\n"
        "with alone(pathlib.Path(sys.argv[1]), 'works'): print(flush=True); time.sleep(600)"
    )
    holder = subprocess.Popen([sys.executable, "-c", hold, lock], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    with (
        pytest.raises(BusyError, match=rf"Another run \(process {holder.pid}\) works\."),
        alone(lock, "works"),
    ):
        pytest.fail("two at once")
    holder.kill()
    holder.communicate()
    with alone(lock, "works"):
        assert lock.read_text() == f"{os.getpid()}\n"
