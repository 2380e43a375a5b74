"""Files of lines: plain, gzip or standard input, whatever their length."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Protocol

from newsdesk.archive.interchange import LONGEST_LINE
from newsdesk.errors import UsageError
from newsdesk.records import Problem

STDIN = "-"
_GZIP = b"\x1f\x8b"
#: What can be wrong with a packed file.
BROKEN = (OSError, EOFError, zlib.error)


class Lines(Protocol):
    """What gives bytes and lines of them: a plain file, a gzip file, standard input."""

    def read(self, size: int, /) -> bytes:
        """Return at most ``size`` bytes."""
        ...

    def readline(self, size: int, /) -> bytes:
        """Return at most ``size`` bytes of the next line."""
        ...


def must_be_readable(name: str) -> None:
    """Raise UsageError for a file that isn't there."""
    if name == STDIN:
        return
    try:
        with Path(name).open("rb"):
            pass
    except OSError as error:
        raise UsageError(f"{name}: can't be read ({error.strerror}). Name a file of JSON lines.") from None


def lines_of(name: str) -> Iterator[tuple[int, bytes | Problem]]:
    """Yield the numbered lines of a file, long ones cut; a damaged file ends with a Problem."""
    number = 0
    try:
        with opened(name) as file:
            while line := _next_line(file):
                number += 1
                yield number, line
    except BROKEN as error:
        place = f"{name}:{number + 1}"
        reason = getattr(error, "strerror", None) or str(error)
        yield number + 1, Problem(place=place, field=None, expected="a whole file", found=reason)


def opened(name: str) -> AbstractContextManager[Lines]:
    """Open a file, or standard input, to read what stands in it unpacked."""
    if name != STDIN:
        with Path(name).open("rb") as file:
            packed = file.read(2) == _GZIP
        return gzip.open(name, "rb") if packed else Path(name).open("rb")
    stream = sys.stdin.buffer
    packed = isinstance(stream, io.BufferedReader) and stream.peek(2)[:2] == _GZIP
    return gzip.open(stream, "rb") if packed else nullcontext(stream)


def _next_line(file: Lines) -> bytes:
    """Return the next line; of one that is too long the beginning, just enough to see that it is."""
    line = file.readline(LONGEST_LINE + 1)
    rest = line
    while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
        rest = file.readline(LONGEST_LINE + 1)
    return line
