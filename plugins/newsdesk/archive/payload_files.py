"""Files that a platform wrote: answers of its API, and what its users take out of it; archives are opened.

Each file is one payload, read by the parser that collection uses. A file of canonical JSON lines is none.
"""

from __future__ import annotations

import json
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath

from newsdesk.collect import registry
from newsdesk.collect.payload import Payload
from newsdesk.records import Platform, Problem

#: Bytes of one file that are read, and files of an archive that are looked at.
LARGEST_FILE = 512 << 20
MOST_MEMBERS = 10_000
#: What a platform's files end with; pictures and the like in an archive are passed over.
_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson", ".js", ".csv", ".xml", ".atom", ".rss", ".txt", ".html"})
_CANONICAL = frozenset({"id", "platform", "published_at"})
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
    try:
        for place, body in _bodies(path):
            if isinstance(body, Problem):
                yield place, body
            else:
                yield place, read(body, place, now)
    except _BROKEN as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        yield str(path), Problem(place=str(path), field=None, expected="a whole file", found=reason)


def _bodies(path: Path) -> Iterator[tuple[str, bytes | Problem]]:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            sizes = {info.filename: info.file_size for info in archive.infolist() if not info.is_dir()}
            yield from _members(path, sizes, archive.read)
    elif tarfile.is_tarfile(path):
        with tarfile.open(path) as archive:
            files = {member.name: member for member in archive if member.isfile()}
            sizes = {name: member.size for name, member in files.items()}
            yield from _members(path, sizes, lambda name: _content(archive, files[name]))
    elif path.stat().st_size > LARGEST_FILE:
        yield str(path), _too_large(str(path))
    else:
        yield str(path), path.read_bytes()


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = archive.extractfile(member)
    return file.read() if file else b""


def _members(
    path: Path, sizes: dict[str, int], content: Callable[[str], bytes]
) -> Iterator[tuple[str, bytes | Problem]]:
    """Yield the files of an archive that may hold posts, in the order of their names; nothing is unpacked."""
    wanted = sorted(name for name in sizes if PurePosixPath(name).suffix.lower() in _SUFFIXES)
    for name in wanted[:MOST_MEMBERS]:
        place = f"{path}:{name}"
        yield place, _too_large(place) if sizes[name] > LARGEST_FILE else content(name)


def _too_large(place: str) -> Problem:
    return Problem(place=place, field=None, expected=f"at most {LARGEST_FILE:,} bytes", found="more")
