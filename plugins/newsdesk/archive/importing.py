"""Files to snapshots, one for each platform and calendar month of collection.

A file holds canonical JSON lines, or it is a payload: an answer of a platform, or an export from it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from newsdesk.archive import payload_files, removals, snapshots
from newsdesk.archive.interchange import LONGEST_LINE, parse_line
from newsdesk.archive.known import Known
from newsdesk.archive.line_files import BROKEN, STDIN, lines_of, must_be_readable, opened
from newsdesk.archive.removals import RemovedRecord
from newsdesk.archive.writing import only_writer
from newsdesk.collect.payload import Removal
from newsdesk.config import Layout
from newsdesk.files import clear_leftovers, write_atomic
from newsdesk.records import Manifest, Platform, Problem, Record, digest, to_utc

#: Called with the file's name and the number of lines read so far.
Progress = Callable[[str, int], None]


_EVERY = 1000
#: Bytes that tell a file of records from a payload.
_BEGINNING = 1 << 16


@dataclass(frozen=True)
class ImportReport:
    """What became of every line or item: stored, duplicate, tombstone, dropped or rejected.

    ``read`` counts the lines that were not blank, of payloads the items. ``dropped`` counts items of payloads
    that are no records by their nature, by reason, ``payloads`` the payloads by what they are. ``removed``
    counts records of ours of which a payload says that they are gone, ``tombstones`` records of which only
    the platform's notice was left. ``rejected`` counts lines, ``problems`` names each fault of each.
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
    dropped: dict[str, int] = field(default_factory=dict)
    payloads: dict[str, int] = field(default_factory=dict)
    removed: int = 0


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
    dropped: Counter[str] = field(default_factory=Counter)
    payloads: Counter[str] = field(default_factory=Counter)
    removed: list[Removal] = field(default_factory=list)


def import_files(
    layout: Layout,
    files: Sequence[Path | str],
    *,
    platform: Platform | None = None,
    collected_at: datetime | None = None,
    now: datetime,
    progress: Progress | None = None,
) -> ImportReport:
    """Store every good line of the files that isn't in the archive yet; report the rest.

    A file is plain or gzip, told by its first bytes; ``-`` is standard input. ``collected_at`` and
    ``platform`` stand in where a line has none. A file that is none of ours is read as a payload of the
    ``platform``, collected at ``collected_at``, else ``now``; archives are opened. The first of two records
    with one id is kept. Raises UsageError for a file that isn't there, before anything is read, and BusyError
    while another run adds to the archive. A snapshot that an interrupted run left without its manifest is
    finished first.
    """
    for name in files:
        must_be_readable(str(name))
    with only_writer(layout):
        return _imported(layout, files, platform, collected_at, now, progress)


def _imported(
    layout: Layout,
    files: Sequence[Path | str],
    platform: Platform | None,
    collected_at: datetime | None,
    now: datetime,
    progress: Progress | None,
) -> ImportReport:
    clear_leftovers(layout.snapshots)
    snapshots.finish(layout)  # what an earlier run was interrupted in
    real = [manifest for manifest in snapshots.manifests(layout) if not manifest.demo]
    with Known(layout, real) as known:
        tally = _Tally(known)
        for name in files:
            if platform is not None and _is_payload(str(name), platform):
                _take_payloads(tally, Path(name), platform, to_utc(collected_at or now))
                continue
            for number, line in lines_of(str(name)):
                _take(tally, line, f"{name}:{number}", collected_at, platform)
                if progress and number % _EVERY == 0:
                    progress(str(name), number)
        removed = _enter_removals(layout, tally, now) if tally.removed else 0
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
        dropped=dict(sorted(tally.dropped.items())),
        payloads=dict(sorted(tally.payloads.items())),
        removed=removed,
    )


def read_files(files: Sequence[Path | str]) -> Iterator[Record | Problem]:
    """Yield the records of files of canonical JSON lines and every problem; nothing is stored.

    Raises UsageError for a file that isn't there, before anything is read.
    """
    for name in files:
        must_be_readable(str(name))
    for name in files:
        for number, line in lines_of(str(name)):
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
    if isinstance(found, Record):
        _keep(tally, found)
    else:
        _reject(tally, place, line, found)


def _is_payload(name: str, platform: Platform) -> bool:
    if name == STDIN:
        return False
    try:
        with opened(name) as file:
            beginning = file.read(_BEGINNING)
    except BROKEN:  # told when it is read
        beginning = b""
    return payload_files.is_payload(name, beginning, platform)


def _take_payloads(tally: _Tally, path: Path, platform: Platform, now: datetime) -> None:
    """Take what the payloads in a file hold; one that can't be read is rejected whole."""
    for place, found in payload_files.payloads(path, platform, now):
        if isinstance(found, Problem):
            _reject(tally, place, b"", (found,))
            continue
        tally.payloads[found.what] += 1
        tally.read += len(found.records) + len(found.problems) + sum(found.dropped.values())
        tally.dropped.update(found.dropped)
        for record in found.records:
            _keep(tally, record)
        for problem in found.problems:
            _reject(tally, problem.place, b"", (problem,))
        if found.error is not None:
            fault = Problem(place=place, field=None, expected="an answer or an export", found=found.error)
            _reject(tally, place, b"", (fault,))
        tally.removed += found.removed


def _enter_removals(layout: Layout, tally: _Tally, now: datetime) -> int:
    """Enter what a payload says is gone and we hold; what was taken in this import is left out instead."""
    taken = removals.among(tally.taken, tally.removed)
    if taken:
        tally.dropped["deleted since"] += len(taken)
        for records in tally.kept.values():
            records[:] = [record for record in records if record.id not in taken]
    held = removals.held(tally.known, tally.removed)
    return removals.add(
        layout,
        (
            RemovedRecord(seen_at=to_utc(now), record=id, reason=reason, source="import")
            for id, reason in held.items()
        ),
    )


def _keep(tally: _Tally, found: Record) -> None:
    """Put a record aside to be stored, unless it is known or nothing but a notice is left of it."""
    if found.id in tally.taken or tally.known.of([found.id]):
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
