"""``make serve`` and ``make regenerate``: for this machine alone, and at rest when nothing changes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from newsrooms import Newsroom, environ, files

pytestmark = pytest.mark.slow
BUILT = "Done: Processed"
LISTENING = "0A"  # the kernel's number for it in /proc/net/tcp
LOOPBACK = "0100007F"
PATIENCE = 40  # seconds


def test_serve_is_for_this_machine_alone(hostile: Newsroom, tmp_path: Path) -> None:
    """The front page is served on 127.0.0.1 and on no other address; nothing is worked or written."""
    newsroom = hostile.copy(tmp_path / "room")
    before = files(newsroom.root)
    port = _free_port()
    with _running(newsroom, tmp_path, "serve", f"PORT={port}"):
        _until(lambda: LOOPBACK in _listeners(port))
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            assert answer.read() == newsroom.pages()["index.html"]
        assert _listeners(port) == {LOOPBACK}
    assert files(newsroom.root) == before


@pytest.mark.parametrize("target", ["serve", "devserver"])
def test_a_taken_port_is_told(target: str, empty: Newsroom) -> None:
    """Where somebody else listens already, make says so and how to name another port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        empty.make(target, f"PORT={port}").plainly(f"Port {port} can't be used", "PORT=8001", code=2)


@pytest.mark.parametrize("target", ["regenerate", "devserver"])
def test_building_again_comes_to_rest(
    target: str, imported: Newsroom, hostile: Newsroom, tmp_path: Path
) -> None:
    """What a build writes into content/ causes at most one build more; a changed page causes one."""
    newsroom = (imported if target == "regenerate" else hostile).copy(tmp_path / "room")
    with _running(newsroom, tmp_path, target, f"PORT={_free_port()}") as log:
        _until(lambda: BUILT in log.read_text())
        first = _at_rest(log)
        assert first <= 2
        page = newsroom.content / "pages" / "about.md"
        page.write_text(page.read_text() + "\nA sentence more.\n")
        _until(lambda: log.read_text().count(BUILT) > first)
        assert _at_rest(log) == first + 1
    assert "Traceback" not in log.read_text()
    assert files(newsroom.content / "versions") == files(hostile.content / "versions")
    assert "A sentence more." in (newsroom.output / "about" / "index.html").read_text()


def _at_rest(log: Path, seconds: float = 3.0) -> int:
    """Return how many builds there were once none has come for some seconds."""
    count, since = -1, time.monotonic()
    while time.monotonic() - since < seconds:
        now = log.read_text().count(BUILT)
        if now != count:
            count, since = now, time.monotonic()
        assert count < 8, "it builds again and again"
        time.sleep(0.1)
    return count


@contextmanager
def _running(newsroom: Newsroom, folder: Path, *target: str) -> Iterator[Path]:
    """Run a make target that doesn't end, with its output in a file; stop all of it afterwards."""
    log = folder / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            ["make", *target],
            cwd=newsroom.root,
            env=environ({"PYTHONUNBUFFERED": "1"}),
            stdout=out,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield log
        finally:
            os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _listeners(port: int) -> set[str]:
    """Return the addresses on which somebody listens at a port, as the kernel writes them."""
    found = set()
    for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")):
        for line in table.read_text().splitlines()[1:] if table.exists() else ():
            fields = line.split()
            address, _, number = fields[1].rpartition(":")
            if fields[3] == LISTENING and int(number, 16) == port:
                found.add(address)
    return found


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.1)
