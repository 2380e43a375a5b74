"""Files of canonical JSON lines to snapshots, one for each platform and calendar month of collection."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from newsdesk.archive import snapshots
from newsdesk.archive.interchange import LONGEST_LINE, parse_line
from newsdesk.archive.known import Known
from newsdesk.config import Layout
from newsdesk.errors import UsageError
from newsdesk.files import clear_leftovers, write_atomic
from newsdesk.records import Manifest, Platform, Problem, Record, digest

#: Called with the file's name and the number of lines read so far.
Progress = Callable[[str, int], None]


class Lines(Protocol):
    """What gives lines of bytes: a plain file, a gzip file, standard input."""

    def readline(self, size: int, /) -> bytes:
        """Return at most ``size`` bytes of the next line."""
        ...


STDIN = "-"
_GZIP = b"\x1f\x8b"
_EVERY = 1000


@dataclass(frozen=True)
class ImportReport:
    """What became of every line: stored, duplicate, tombstone or rejected.

    ``read`` counts the lines that were not blank. ``tombstones`` are records of which only the platform's
    notice was left. ``rejected`` counts lines, ``problems`` names each fault of each.
    ``rejected_file`` holds the rejected lines and their problems, None if there were none.
    """

    read: int
    stored: int
    duplicates: int
    tombstones: int
    rejected: int
    problems: tuple[Problem, ...]
    manifests: tuple[Manifest, ...]
    rejected_file: Path | None


@dataclass
class _Tally:
    """The running count of an import; ``taken`` are the ids that are kept of it."""

    known: Known
    taken: set[str] = field(default_factory=set)
    kept: dict[tuple[str, str], list[Record]] = field(default_factory=lambda: defaultdict(list))
    read: int = 0
    duplicates: int = 0
    tombstones: int = 0
    problems: list[Problem] = field(default_factory=list)
    rejected: list[dict[str, object]] = field(default_factory=list)


def import_files(
    layout: Layout,
    files: Sequence[Path | str],
    *,
    platform: Platform | None = None,
    collected_at: datetime | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Store every good line of the files that isn't in the archive yet; report the rest.

    A file is plain or gzip, told by its first bytes; ``-`` is standard input. ``collected_at`` and
    ``platform`` stand in where a line has none. The first of two records with one id is kept. Raises
    UsageError for a file that isn't there, before anything is read. A snapshot that an interrupted run left
    without its manifest is finished first.
    """
    for name in files:
        _must_be_readable(str(name))
    clear_leftovers(layout.snapshots)
    snapshots.finish(layout)  # what an earlier run was interrupted in
    real = [manifest for manifest in snapshots.manifests(layout) if not manifest.demo]
    with Known(layout, real) as known:
        tally = _Tally(known)
        for name in files:
            for number, line in _lines(str(name)):
                _take(tally, line, f"{name}:{number}", collected_at, platform)
                if progress and number % _EVERY == 0:
                    progress(str(name), number)
    rejected_file = _save_rejected(layout, tally.rejected)
    manifests = tuple(_save(layout, tally))
    return ImportReport(
        read=tally.read,
        stored=sum(manifest.records for manifest in manifests),
        duplicates=tally.duplicates,
        tombstones=tally.tombstones,
        rejected=len(tally.rejected),
        problems=tuple(tally.problems),
        manifests=manifests,
        rejected_file=rejected_file,
    )


def read_files(files: Sequence[Path | str]) -> Iterator[Record | Problem]:
    """Yield the records of files of canonical JSON lines and every problem; nothing is stored.

    Raises UsageError for a file that isn't there, before anything is read.
    """
    for name in files:
        _must_be_readable(str(name))
    for name in files:
        for number, line in _lines(str(name)):
            if isinstance(line, Problem):
                yield line
            elif not line.isspace():
                found = parse_line(line, f"{name}:{number}")
                yield from (found,) if isinstance(found, Record) else found


def _take(
    tally: _Tally, line: bytes | Problem, place: str, collected_at: datetime | None, platform: Platform | None
) -> None:
    if isinstance(line, Problem):
        _reject(tally, place, b"", (line,))
        return
    if line.isspace():
        return
    tally.read += 1
    found = parse_line(line, place, collected_at=collected_at, platform=platform)
    if not isinstance(found, Record):
        _reject(tally, place, line, found)
    elif found.id in tally.taken or tally.known.of([found.id]):
        tally.duplicates += 1
    elif found.is_tombstone and not (found.title or "").strip():
        tally.tombstones += 1
    else:
        tally.taken.add(found.id)
        if found.is_tombstone:  # the title was not taken away, and may be quoted
            tally.tombstones += 1
            found = found.model_copy(update={"text": ""})
        tally.kept[found.platform, f"{found.collected_at:%Y-%m}"].append(found)


def _reject(tally: _Tally, place: str, line: bytes, problems: Iterable[Problem]) -> None:
    reasons = tuple(problems)
    tally.problems.extend(reasons)
    text = line[:LONGEST_LINE].decode("utf-8", "backslashreplace").rstrip("\r\n")
    tally.rejected.append({"place": place, "problems": [str(reason) for reason in reasons], "line": text})


def _save(layout: Layout, tally: _Tally) -> Iterator[Manifest]:
    for platform, month in sorted(tally.kept):
        manifest = snapshots.write(layout, platform, tally.kept[platform, month])
        if manifest is not None:
            yield manifest


def _save_rejected(layout: Layout, rejected: list[dict[str, object]]) -> Path | None:
    if not rejected:
        return None
    path = layout.cache / "rejected" / f"{digest(rejected)[:12]}.jsonl"
    lines = (json.dumps(entry, ensure_ascii=False) + "\n" for entry in rejected)
    write_atomic(path, "".join(lines).encode())
    return path


def _must_be_readable(name: str) -> None:
    if name == STDIN:
        return
    try:
        with Path(name).open("rb"):
            pass
    except OSError as error:
        raise UsageError(f"{name}: can't be read ({error.strerror}). Name a file of JSON lines.") from None


def _lines(name: str) -> Iterator[tuple[int, bytes | Problem]]:
    """Yield the numbered lines of a file, long ones cut; a damaged file ends with a Problem."""
    number = 0
    try:
        with _opened(name) as file:
            while line := _next_line(file):
                number += 1
                yield number, line
    except (OSError, EOFError, zlib.error) as error:
        place = f"{name}:{number + 1}"
        reason = getattr(error, "strerror", None) or str(error)
        yield number + 1, Problem(place=place, field=None, expected="a whole file", found=reason)


def _opened(name: str) -> AbstractContextManager[Lines]:
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
