"""Promises of sharing the analysis out among processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections import deque
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.analyse import cache, workers
from newsdesk.archive import snapshots
from newsdesk.config import Config, Layout, load
from newsdesk.errors import SnapshotError
from newsdesk.records import Manifest


@pytest.fixture
def shelf(newsroom: Layout, record) -> tuple[Layout, Config, list[Manifest]]:
    """Return a newsroom with three snapshots, one of them long."""
    sizes = {"bluesky": 70, "mastodon": 9, "lemmy": 30}
    manifests = [
        snapshots.write(
            newsroom, source, [record(text=f"{source} post {n} on open weights") for n in range(size)]
        )
        for source, size in sizes.items()
    ]
    assert all(manifests)
    return newsroom, load(newsroom.root), [one for one in manifests if one]


def _bytes(layout: Layout, config: Config, manifests: list[Manifest]) -> list[bytes]:
    paths = cache.ensure(layout, config, manifests)
    data = [path.read_bytes() for path in paths]
    for path in paths:
        path.unlink()
    return data


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Share out even a few records among two processes."""
    monkeypatch.setattr(workers, "WORTH_SHARING", 20)
    monkeypatch.setattr(workers, "processes", lambda records: 2 if records >= 20 else 1)


def test_two_processes_write_the_same_bytes(shelf, shared: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the work is shared out, the files are the same, every record is told once, and nobody stays."""
    layout, config, manifests = shelf
    seen: list[tuple[int, int]] = []
    paths = cache.ensure(layout, config, manifests, lambda done, total: seen.append((done, total)))
    together = [path.read_bytes() for path in paths]
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (109, 109)
    assert multiprocessing.active_children() == []
    for path in paths:
        path.unlink()
    monkeypatch.setattr(workers, "processes", lambda _records: 1)
    assert _bytes(layout, config, manifests) == together


def test_without_processes_the_work_is_done_here(
    shelf, shared: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system starts no process, the files are made all the same."""
    layout, config, manifests = shelf

    def refuse(*_: Any) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(workers, "_Worker", refuse)
    assert len(_bytes(layout, config, manifests)) == 3


class _Lost(workers._Worker):
    """A worker that is gone before it is given anything."""

    def __init__(self, layout: Layout, config: Config) -> None:
        super().__init__(layout, config)
        assert self._process.pid is not None
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.join()


def test_the_work_of_a_lost_process_is_done_here(
    shelf, shared: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that the system kills costs time and no record."""
    layout, config, manifests = shelf
    monkeypatch.setattr(workers, "_Worker", _Lost)
    assert len(_bytes(layout, config, manifests)) == 3
    assert multiprocessing.active_children() == []


def test_a_bad_snapshot_is_named(shelf, shared: None) -> None:
    """What a worker can't read is told as if it had been read here, and nobody stays behind."""
    layout, config, manifests = shelf
    place = snapshots.path_of(layout, manifests[0])
    place.write_bytes(place.read_bytes()[:-1] + b"?")
    with pytest.raises(SnapshotError, match=manifests[0].file):
        cache.ensure(layout, config, manifests)
    assert multiprocessing.active_children() == []


def test_an_interrupted_run_leaves_nobody(shelf) -> None:
    """Ctrl-C ends the run and its workers, without their tracebacks; what is finished stays whole."""
    layout, _, _manifests = shelf
    code = f"""
import signal, sys
from pathlib import Path
from newsdesk.analyse import cache, workers
from newsdesk.archive import snapshots
from newsdesk.config import Layout, load
signal.signal(signal.SIGINT, signal.default_int_handler)
workers.WORTH_SHARING = 20
workers.processes = lambda records: 2
layout = Layout(Path({str(layout.root)!r}))
team = []
start = workers._Worker.__init__
def told(self, *rest):
    start(self, *rest)
    team.append(self._process.pid)
    if len(team) == 2:
        print(*team, flush=True)
workers._Worker.__init__ = told
try:
    cache.ensure(layout, load(layout.root), snapshots.manifests(layout))
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""
    run = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert run.stdout is not None
    team = [int(pid) for pid in run.stdout.readline().split()]
    assert len(team) == 2
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to everybody
    out, error = run.communicate(timeout=60)
    assert (out.strip(), error.strip(), run.returncode) == ("interrupted", "", 0)
    assert [pid for pid in team if _runs(pid)] == []
    assert [path for path in layout.cache.rglob("*") if path.is_file() and path.suffix != ".parquet"] == []


def _runs(pid: int) -> bool:
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.05)
    return True


def _manifest(records: int) -> Manifest:
    return Manifest.model_construct(records=records, sha256=str(records))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(1, 60_000), max_size=30, unique=True), st.integers(1, 4))
def test_every_row_is_in_one_part(sizes: list[int], among: int) -> None:
    """The parts of a plan hold each row of each snapshot once, and no snapshot is cut without need."""
    parts = workers.plan([_manifest(size) for size in sizes], among)
    for size in sizes:
        mine = sorted((part.start, part.stop) for part in parts if part.manifest.records == size)
        assert mine[0][0] == 0
        assert mine[-1][1] == size
        assert all(before[1] == after[0] for before, after in pairwise(mine))
        assert len(mine) == 1 or size > workers.WORTH_SHARING


def test_few_records_start_no_process() -> None:
    """A small edition is analysed where it is asked for."""
    assert workers.processes(workers.WORTH_SHARING - 1) == 1
    assert 1 <= workers.processes(10**6) <= workers.AT_MOST


def test_failed_parts_are_put_back_in_order() -> None:
    """Without anybody to work, every part is left, in the order of the plan."""
    parts = workers.plan([_manifest(size) for size in (30_000, 10)], 2)
    left = deque(parts)
    assert list(workers._shared([], left, lambda _: None)) == []
    assert list(left) == parts
