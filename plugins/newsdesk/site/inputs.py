"""The files that pages are made of, and by what a changed one is known without reading it."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from newsdesk.config import Layout

#: Size, times of change in nanoseconds (of the content, of the inode), and inode of a file.
Signature = tuple[int, int, int, int]
#: The signature of no file; it equals not even itself, in :func:`same`.
UNKNOWN: Final[Signature] = (-1, -1, -1, -1)
_PATIENCE: Final = 20
_OF_STORY: Final = re.compile(r"content/(?:versions/(.+)/[^/]+|stories/(.+)\.md)")


def scan(layout: Layout, moment: int) -> dict[str, Signature]:
    """Return the signature of each file of versions, articles and ledger, by its path from the newsroom.

    A file that was changed at ``moment`` (nanoseconds) or later could change again without another time: it
    has the signature of no file, so that it will be read again.
    """
    found: dict[str, Signature] = {}
    for folder in (layout.versions, layout.stories, layout.ledger):
        for entry in _files(folder):
            stat = entry.stat()
            times = (stat.st_mtime_ns, stat.st_ctime_ns)
            path = entry.path[len(str(layout.root)) + 1 :]
            found[path] = (stat.st_size, *times, stat.st_ino) if max(times) < moment else UNKNOWN
    return found


def same(before: Signature | None, now: Signature | None) -> bool:
    """Say whether a file is surely the one that it was."""
    return before == now and now is not None and now != UNKNOWN


def story_of(path: str) -> str:
    """Return YYYY/MM/slug of the story that a version file or an article belongs to, or nothing."""
    found = _OF_STORY.fullmatch(path)
    return (found[1] or found[2]) if found else ""


def now(file: Path) -> int:
    """Touch a file and return the time in nanoseconds by which files beside it are stamped at present.

    No page depends on it: it only says which files changed too recently for their times to tell them apart.
    """
    file.touch()
    return file.stat().st_mtime_ns


def settle(file: Path, newest: int) -> None:
    """Wait, some milliseconds, until what is changed now is stamped later than ``newest``."""
    for _ in range(_PATIENCE):
        if now(file) > newest:
            return
        time.sleep(0.002)


def _files(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _files(entry.path)
        else:
            yield entry
