"""Files that a platform wrote: answers of its API, and what its users take out of it; archives are opened.

Each file is one payload, read by the parser that collection uses. A file of canonical JSON lines is none.
"""

from __future__ import annotations

import json
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path, PurePosixPath

from newsdesk.archive.line_files import opened
from newsdesk.collect import registry
from newsdesk.collect.payload import Payload
from newsdesk.records import Platform, Problem

#: Bytes of one file that are read, and files of an archive that are looked at.
LARGEST_FILE = 512 << 20
MOST_MEMBERS = 10_000
#: What a platform's files end with; pictures and the like in an archive are passed over.
_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson", ".js", ".csv", ".xml", ".atom", ".rss", ".txt", ".html"})
_CANONICAL = frozenset({"id", "platform", "published_at"})
#: The mark of an encrypted file in a zip archive.
_LOCKED = 0x1
#: What can be wrong with a file that claims to be an archive.
_BROKEN = (OSError, EOFError, zlib.error, tarfile.TarError, zipfile.BadZipFile, RuntimeError, ValueError)


def is_payload(name: str, beginning: bytes, platform: Platform | None) -> bool:
    """Whether a file that begins so is to be read as a payload of a platform.

    It is, if the platform is named and has a parser, unless its first line is a record of ours.
    """
    if platform is None or platform not in registry.modules():
        return False
    first = beginning.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0]
    try:
        found = json.loads(first)
    except (ValueError, RecursionError):
        # A long record may be cut in the middle of its line.
        return not (name.endswith((".jsonl", ".jsonl.gz")) and b'"platform"' in first and b'"id"' in first)
    return not (isinstance(found, dict) and found.keys() >= _CANONICAL)


def payloads(path: Path, platform: Platform, now: datetime) -> Iterator[tuple[str, Payload | Problem]]:
    """Yield what each file holds, with its place: the file itself, or every one in an archive (zip, tar).

    A file that can't be read is a Problem.
    """
    read = registry.modules()[platform].read
    empty = True
    try:
        for place, body in _bodies(path):
            empty = False
            yield place, body if isinstance(body, Problem) else read(body, place, now)
    except _BROKEN as error:
        yield str(path), _broken(str(path), str(getattr(error, "strerror", None) or error))
    else:
        if empty:
            kinds = ", ".join(sorted(_SUFFIXES))
            found = "none; unpack what is packed in it first"
            yield str(path), Problem(place=str(path), field=None, expected=f"a file of {kinds}", found=found)


def _bodies(path: Path) -> Iterator[tuple[str, bytes | Problem]]:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from _zipped(path, archive)
    elif tarfile.is_tarfile(path):
        with tarfile.open(path) as archive:
            yield from _in_tar(path, archive)
    else:
        with opened(str(path)) as file:
            body = file.read(LARGEST_FILE + 1)
        yield str(path), _too_large(str(path)) if len(body) > LARGEST_FILE else body


def _zipped(path: Path, archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes | Problem]]:
    """Yield the files of an archive that may hold posts, by their names; nothing is unpacked to the disk.

    One that is locked or damaged says nothing of the others.
    """
    wanted = (info for info in archive.infolist() if not info.is_dir() and _may_hold_posts(info.filename))
    for info in islice(sorted(wanted, key=lambda info: info.filename), MOST_MEMBERS):
        place = f"{path}:{info.filename}"
        if info.flag_bits & _LOCKED:
            yield place, _broken(place, "it is locked with a password; unpack the archive yourself")
            continue
        try:
            body = _too_large(place) if info.file_size > LARGEST_FILE else archive.read(info)
        except _BROKEN as error:
            body = _broken(place, str(error))
        yield place, body


def _in_tar(path: Path, archive: tarfile.TarFile) -> Iterator[tuple[str, bytes | Problem]]:
    """Yield the same of a tar file, as they stand in it: to go back would unpack all of it again."""
    wanted = (member for member in archive if member.isfile() and _may_hold_posts(member.name))
    for member in islice(wanted, MOST_MEMBERS):
        place, file = f"{path}:{member.name}", archive.extractfile(member)
        yield place, _too_large(place) if member.size > LARGEST_FILE or file is None else file.read()


def _may_hold_posts(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in _SUFFIXES


def _broken(place: str, reason: str) -> Problem:
    return Problem(place=place, field=None, expected="a whole file", found=reason or "a damaged one")


def _too_large(place: str) -> Problem:
    return Problem(place=place, field=None, expected=f"at most {LARGEST_FILE:,} bytes", found="more")
