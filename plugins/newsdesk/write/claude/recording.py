"""A stream on disk: every byte is there before it is understood, so that a kill loses no paid answer.

``content/replies/<first two>/<key>.stream`` stands only while a call is open; the answer is read from it, in
this run or, if this run is killed, in the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from newsdesk.config import Layout
from newsdesk.files import told
from newsdesk.write.replies import path_of

#: No stream of a story is longer than so many bytes, or takes longer.
MOST_BYTES = 64 << 20
LONGEST = timedelta(minutes=30)


class TooMuchError(Exception):
    """A stream passed a bound and was left."""


class Recording:
    """The bytes of one stream, in memory and on disk."""

    def __init__(self, write: Callable[[bytes], object], clock: Callable[[], datetime]) -> None:
        self._write = write
        self._clock = clock
        self._began = clock()
        self.data = bytearray()

    def __call__(self, chunk: bytes) -> None:
        """Keep a chunk; raise TooMuchError for a stream that will not end."""
        self._write(chunk)
        self.data += chunk
        if len(self.data) > MOST_BYTES:
            raise TooMuchError(f"more than {MOST_BYTES >> 20} MiB came")
        if self._clock() - self._began > LONGEST:
            raise TooMuchError(f"it wasn't done after {LONGEST.total_seconds() / 60:.0f} minutes")


def place(layout: Layout, key: str) -> Path:
    """Return where the stream of a request is recorded."""
    return path_of(layout, key).with_suffix(".stream")


@contextmanager
def record(layout: Layout, key: str, clock: Callable[[], datetime]) -> Iterator[Recording]:
    """Record a stream in its file, unbuffered; the file stays until :func:`forget`."""
    path = place(layout, key)
    with told(path):
        file = path.open("wb", buffering=0)
    with file:

        def write(chunk: bytes) -> None:
            with told(path):
                file.write(chunk)

        yield Recording(write, clock)


def recorded(layout: Layout, key: str) -> bytes:
    """Return what an earlier run recorded of a stream; nothing if there is no file."""
    path = place(layout, key)
    with told(path):
        return path.read_bytes() if path.is_file() else b""


def forget(layout: Layout, key: str) -> None:
    """Remove a recording that has served."""
    path = place(layout, key)
    with told(path):
        path.unlink(missing_ok=True)
