"""A run of the asker in a process of its own, which can be killed at any of its steps.

Reads lines ``FOLDER STEP WAY`` and forks a run for each, so that the SDK is imported and its client made
once. The run kills itself without warning at its STEP-th step that others can see (a file of the folder
opened, flushed to disk, renamed or removed, a connection made); with 0 it lives. The way is ``live`` or
``batch``. Prints ``began PID``, a line of JSON for each request that came to an end, ``ended STEPS``, and
``over``.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asking_desk import KEY, make_request
from claude_server import stream

from newsdesk.config import Claude, Layout
from newsdesk.write.batches import Batches
from newsdesk.write.claude import Asker, sdk
from newsdesk.write.replies import Reply
from newsdesk.write.requests import Unanswered

REQUESTS = 2
ENVIRON = {"ANTHROPIC_API_KEY": KEY}
STEPS = {"open", "os.rename", "os.remove", "os.mkdir"}


class Steps:
    """Counts the steps that others could see, and ends the process at one of them."""

    def __init__(self, folder: Path, last: int) -> None:
        self.taken = 0
        self._folder = str(folder)
        self._last = last
        self._fsync = os.fsync

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Take an event of the interpreter for a step if it is one."""
        if event == "socket.connect" or (event in STEPS and str(arguments[0]).startswith(self._folder)):
            self.take()

    def fsync(self, handle: int) -> None:
        """Flush to disk: a step before it and one after it."""
        self.take()
        self._fsync(handle)
        self.take()

    def take(self) -> None:
        """Count a step, and die if it is the last."""
        self.taken += 1
        if self.taken == self._last:
            os.kill(os.getpid(), signal.SIGKILL)


def run(folder: Path, settings: Claude, last: int, way: str) -> None:
    """Ask for every request once, killed at the given step."""
    steps = Steps(folder, last)
    sys.addaudithook(steps.hear)
    os.fsync = steps.fsync
    requests = [make_request(number) for number in range(REQUESTS)]
    asker = Asker(Layout(folder), settings, environ=ENVIRON)
    ends: Iterable[Reply | Unanswered] = map(asker.ask, requests)
    if way == "batch":
        ends = Batches(Layout(folder), settings, environ=ENVIRON).ask(requests).values()
    for number, found in enumerate(ends):
        answer = found.answer if isinstance(found, Reply) else None
        reason = None if isinstance(found, Reply) else found.reason
        print(json.dumps({"number": number, "answer": answer, "reason": reason}), flush=True)
    print("ended", steps.taken, flush=True)


def main(base_url: str) -> None:
    """Fork a run for each line."""
    settings = Claude(base_url=base_url, timeout_seconds=120, attempts=1)
    # What a first call imports and builds is there before the forks; each takes a client without connections.
    warm = sdk.Line(settings, ENVIRON, lambda: datetime.now(UTC))
    warm.ask(make_request(99).body, bytearray().extend, bytearray(b"".join(stream())))
    client = sdk.connect(settings, ENVIRON)
    sdk.connect = lambda *_: client  # type: ignore[assignment]
    for line in sys.stdin:
        folder, last, way = line.split()
        child = os.fork()
        if child == 0:
            try:
                run(Path(folder), settings, int(last), way)
            except BaseException as error:
                print(f"raised {error!r}", flush=True)
            os._exit(0)
        print("began", child, flush=True)
        os.waitpid(child, 0)
        print("over", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
