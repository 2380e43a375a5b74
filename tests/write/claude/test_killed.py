"""kill -9 at any moment: no paid answer is asked for twice, and no file is half-written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from asking_desk import make_request
from batch_server import BatchServer
from claude_server import ClaudeServer, Seen, serving, stream
from killed_run import REQUESTS

from newsdesk.config import Layout
from newsdesk.write import replies
from newsdesk.write.budget import Spending

HERE = Path(__file__).parent
#: Every so many steps there is a kill; with 1 the sweep is complete and takes three times as long.
STRIDE = 3


@dataclass
class Runs:
    """The process that forks runs, and the server that they ask."""

    process: subprocess.Popen[str]
    server: ClaudeServer
    victim: int | None = None

    def start(self, folder: Path, last: int, way: str) -> None:
        """Begin a run that kills itself at a step; 0 is no step."""
        assert self.process.stdin is not None
        self.victim = None
        self.process.stdin.write(f"{folder} {last} {way}\n")
        self.process.stdin.flush()

    def finish(self) -> tuple[list[dict[str, Any]], int | None]:
        """Return what the run told of its requests, and its number of steps if it came to its end."""
        assert self.process.stdout is not None
        told, steps = [], None
        for line in self.process.stdout:
            if line == "over\n":
                break
            if line.startswith("began"):
                self.victim = int(line.split()[1])
                continue
            assert not line.startswith("raised"), line
            if line.startswith("ended"):
                steps = int(line.split()[1])
            else:
                told.append(json.loads(line))
        return told, steps

    def run(self, folder: Path, last: int = 0, way: str = "live") -> tuple[list[dict[str, Any]], int | None]:
        """Begin a run and wait for its end."""
        self.start(folder, last, way)
        return self.finish()


@pytest.fixture(scope="module")
def runs() -> Iterator[Runs]:
    """Give the forking process, with the SDK imported, and its server."""
    with serving() as server:
        process = subprocess.Popen(
            [sys.executable, str(HERE / "killed_run.py"), server.address],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(HERE.parent)},  # where the desk and the server are
        )
        try:
            yield Runs(process, server)
        finally:
            process.kill()
            process.wait()


def _content(seen: Seen) -> str:
    return str(seen.body["messages"][0]["content"])


def _check(folder: Path, seen: list[Seen], told: list[dict[str, Any]]) -> int:
    """Prove what must hold after a killed run and one that wasn't; return how many answers were kept."""
    layout = Layout(folder)
    for number in range(REQUESTS):
        mine = [request for request in seen if f"story {number}." in _content(request)]
        # Not even once more: what was sent whole is never asked for again, what was cut neither.
        assert len(mine) <= 1, [request.sent for request in mine]
        (end,) = [line for line in told if line["number"] == number]
        if end["answer"] is None:
            assert "newsdesk write --ask-again" in end["reason"]
        else:
            assert end["answer"] == "An answer."
    known = {reply.key: reply for reply in replies.every(layout)}
    days = [
        Spending.model_validate_json(path.read_bytes()) for path in layout.ledger.rglob("spending/*.json")
    ]
    for number in range(REQUESTS):
        key = make_request(number).key
        asked = any(f"story {number}." in _content(request) for request in seen)
        assert not asked or key in known
        assert not asked or sum(call.usd for day in days for call in day.calls if call.key == key) > 0
    return sum(reply.answer is not None for reply in known.values())


def test_killed_at_any_step(runs: Runs, tmp_path: Path) -> None:
    """Each step of a run that others can see is the last of some run; the next run makes it good."""
    _, steps = runs.run(tmp_path / "whole")
    assert steps is not None
    assert steps > 20
    for last in range(1, steps + 1, STRIDE):
        folder = tmp_path / f"killed-{last}"
        runs.server.seen.clear()
        _, ended = runs.run(folder, last)
        assert ended is None
        told, ended = runs.run(folder)
        assert ended is not None
        assert _check(folder, runs.server.seen, told) >= REQUESTS - 1
        assert not list(folder.rglob("*.stream")) or any(line["answer"] is None for line in told)


@pytest.mark.parametrize("chunk", range(len(stream()) + 1))
def test_killed_while_the_answer_comes(runs: Runs, tmp_path: Path, chunk: int) -> None:
    """Killed before any chunk of the first answer, the next run asks for nothing that may have been paid."""
    runs.server.seen.clear()

    def pause(number: int) -> None:
        if number == chunk and len(runs.server.seen) == 1:
            while runs.victim is None:
                time.sleep(0.001)
            os.kill(runs.victim, signal.SIGKILL)

    runs.server.pause = pause
    try:
        _, ended = runs.run(tmp_path)
    finally:
        runs.server.pause = lambda _: None
    assert ended is None
    told, ended = runs.run(tmp_path)
    assert ended is not None
    assert _check(tmp_path, runs.server.seen, told) >= REQUESTS - 1


def test_a_batch_is_never_sent_twice(runs: Runs, tmp_path: Path) -> None:
    """Killed at any step of sending or fetching a batch, no later run sends one of its requests again."""
    api = BatchServer(runs.server, datetime.now(UTC))
    try:
        _, steps = runs.run(tmp_path / "whole", way="batch")
        assert steps is not None
        for last in range(1, steps + 1, STRIDE):
            folder = tmp_path / f"killed-{last}"
            api.batches.clear()
            runs.server.seen.clear()
            api.done = last % 2 == 0
            assert runs.run(folder, last, way="batch")[1] is None
            api.done = True
            assert runs.run(folder, way="batch")[1] is not None
            told, _ = runs.run(folder, way="batch")
            sent = [entry["custom_id"] for seen in api.created for entry in seen.body["requests"]]
            assert len(sent) == len(set(sent))
            assert not any(seen.path == "/v1/messages" for seen in runs.server.seen)
            for line in told:
                was_sent = make_request(line["number"]).key[:48] in sent
                assert (line["answer"] is not None) == was_sent
                assert was_sent or "waits in a batch" in line["reason"]
    finally:
        runs.server.route = lambda _: None
