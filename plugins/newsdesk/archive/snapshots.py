"""Snapshots: the records of one source in one run, a Parquet file with its manifest beside it.

A snapshot is finished when its manifest is there: the Parquet file is put down first, whole, and the
manifest after it. A file that was verified is not hashed again until its size or time changes.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import ValidationError

from newsdesk import __version__
from newsdesk.archive import interchange
from newsdesk.config import Layout
from newsdesk.errors import SnapshotError, StorageError
from newsdesk.files import write_atomic
from newsdesk.records import Manifest, Record

TOOL = f"newsdesk {__version__}"
RESTORE = "Restore it from git, or move both files (.parquet and .json) away"
_SOURCE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: A file that changed less than so many nanoseconds ago could change again without its time showing it.
_SETTLED = 2_000_000_000


def write(
    layout: Layout,
    source: str,
    records: Iterable[Record],
    *,
    demo: bool = False,
    counts: dict[str, int] | None = None,
    errors: Iterable[str] = (),
    cursor_before: str | None = None,
    cursor_after: str | None = None,
) -> Manifest | None:
    """Save the records of one run; return its manifest, or None if there were no records.

    Records are sorted by (published_at, id), each id once. ``source`` is words of a-z and 0-9 joined by
    hyphens. If this very snapshot is there already, its manifest is returned and nothing is changed.
    """
    if not _SOURCE_NAME.fullmatch(source):
        raise ValueError(f"a source's name is made of a-z, 0-9 and hyphens, not {source!r}")
    unique = {record.id: record for record in records}.values()
    ordered = sorted(unique, key=lambda record: (record.published_at, record.id))
    if not ordered:
        return None
    identity = _identity(ordered)
    file = _file_name(source, identity, max(record.collected_at for record in ordered))
    place = layout.snapshots / file
    if place.exists() and _manifest_path(place).exists():
        return _read_manifest(layout, _manifest_path(place))
    from newsdesk.archive import parquet

    data = parquet.encode(ordered)
    manifest = Manifest(
        id=identity,
        source=source,
        file=file,
        sha256=hashlib.sha256(data).hexdigest(),
        demo=demo,
        records=len(ordered),
        published_first=ordered[0].published_at,
        published_last=ordered[-1].published_at,
        collected_first=min(record.collected_at for record in ordered),
        collected_last=max(record.collected_at for record in ordered),
        arrivals=tuple(sorted({_hour_after(record.collected_at) for record in ordered})),
        cursor_before=cursor_before,
        cursor_after=cursor_after,
        counts=counts or {},
        errors=tuple(errors),
        tool=TOOL,
    )
    write_atomic(place, data)
    write_atomic(_manifest_path(place), (manifest.model_dump_json(indent=1) + "\n").encode())
    return manifest


def manifests(layout: Layout) -> tuple[Manifest, ...]:
    """Return every manifest, sorted by file.

    Raises SnapshotError for a manifest that can't be read, one without its Parquet file, and a Parquet
    file without manifest (an unfinished snapshot). The Parquet files are not opened.
    """
    saved = _files(layout, ".parquet")
    described = _files(layout, ".json")
    for place in sorted({_manifest_path(path) for path in saved} - set(described)):
        raise SnapshotError(
            _shown(layout, place.with_suffix(".parquet")),
            "an unfinished snapshot: its manifest (.json) is missing",
            "Restore the manifest from git; or, if a run was interrupted, delete the file and run it again.",
        )
    found = [_read_manifest(layout, path) for path in described]
    return tuple(sorted(found, key=lambda manifest: manifest.file))


def active(manifests: Iterable[Manifest]) -> tuple[Manifest, ...]:
    """Return the real snapshots if there is any real one, else the demonstration's."""
    every = tuple(manifests)
    real = tuple(manifest for manifest in every if not manifest.demo)
    return real or every


def path_of(layout: Layout, manifest: Manifest) -> Path:
    """Return where the snapshot's Parquet file is."""
    return layout.snapshots / manifest.file


def verify(layout: Layout, manifests: Iterable[Manifest]) -> None:
    """Check that every Parquet file is the one its manifest describes; raise SnapshotError naming the first.

    Files whose size and time have not changed since they were verified are not hashed again.
    """
    known = _verified(layout)
    now = dict(known)
    for manifest in manifests:
        path = path_of(layout, manifest)
        try:
            status = path.stat()
            mark: list[int | str] = [status.st_size, status.st_mtime_ns, manifest.sha256]
            if known.get(manifest.file) == mark:
                continue
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise _broken(layout, manifest, f"can't be read ({error.strerror})") from None
        if found != manifest.sha256:
            raise _broken(layout, manifest, "the file is not the one that was saved (its sha256 differs)")
        if time.time_ns() - status.st_mtime_ns > _SETTLED:
            now[manifest.file] = mark
    if now != known:
        write_atomic(_verified_path(layout), json.dumps(now, sort_keys=True).encode(), durable=False)


def read(layout: Layout, manifest: Manifest) -> Iterator[Record]:
    """Yield the records of one snapshot by (published_at, id), after verifying it."""
    yield from records(layout, (manifest,))


def records(
    layout: Layout, manifests: Iterable[Manifest], *, collected_since: datetime | None = None
) -> Iterator[Record]:
    """Yield the records of snapshots by (published_at, id), each id once, as it was first collected."""
    if collected_since is None:
        yield from _decode(layout, tuple(manifests))
        return
    since = collected_since.isoformat()
    yield from _decode(
        layout,
        tuple(manifests),
        where="collected_at >= ($since::TIMESTAMPTZ AT TIME ZONE 'UTC')",
        parameters={"since": since},
    )


def fetch(layout: Layout, manifests: Iterable[Manifest], ids: Iterable[str]) -> dict[str, Record]:
    """Return the records with those ids, as they were first collected; unknown ids are left out."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    found = _decode(layout, tuple(manifests), where="id IN (SELECT unnest($ids))", parameters={"ids": wanted})
    by_id = {record.id: record for record in found}
    return {identity: by_id[identity] for identity in wanted if identity in by_id}


def known_ids(layout: Layout, manifests: Iterable[Manifest]) -> set[str]:
    """Return the ids of all records in the snapshots."""
    every = tuple(manifests)
    if not every:
        return set()
    import duckdb

    from newsdesk.archive import parquet

    verify(layout, every)
    try:
        return parquet.ids(path_of(layout, manifest) for manifest in every)
    except duckdb.Error as error:
        raise _unreadable(layout, every, error) from error


def _decode(
    layout: Layout,
    manifests: tuple[Manifest, ...],
    *,
    where: str = "true",
    parameters: dict[str, object] | None = None,
) -> Iterator[Record]:
    if not manifests:
        return
    import duckdb

    from newsdesk.archive import parquet

    verify(layout, manifests)
    paths = [path_of(layout, manifest) for manifest in manifests]
    try:
        yield from parquet.decode(paths, where=where, parameters=parameters)
    except (duckdb.Error, ValidationError) as error:
        raise _unreadable(layout, manifests, error) from error


def _identity(ordered: Iterable[Record]) -> str:
    whole = hashlib.sha256()
    for record in ordered:
        whole.update(interchange.dump(record))
    return whole.hexdigest()[:12]


def _file_name(source: str, identity: str, collected_last: datetime) -> str:
    return f"{collected_last:%Y/%m/%d/%H%M%SZ}-{source}-{identity}.parquet"


def _hour_after(moment: datetime) -> datetime:
    hour = moment.replace(minute=0, second=0, microsecond=0)
    return hour if hour == moment else hour + timedelta(hours=1)


def _manifest_path(parquet_path: Path) -> Path:
    return parquet_path.with_suffix(".json")


def _files(layout: Layout, suffix: str) -> list[Path]:
    if not layout.snapshots.is_dir():
        return []
    try:
        found = layout.snapshots.rglob(f"*{suffix}")
        return sorted(path for path in found if not path.name.startswith("."))
    except OSError as error:
        raise StorageError(
            f"{error.filename}: can't be read ({error.strerror}). Check that the folder belongs to you."
        ) from error


def _read_manifest(layout: Layout, path: Path) -> Manifest:
    shown = _shown(layout, path)
    try:
        manifest = Manifest.model_validate_json(path.read_bytes())
    except OSError as error:
        raise SnapshotError(shown, f"can't be read ({error.strerror})", f"{RESTORE}.") from None
    except (ValidationError, OverflowError) as error:
        reason = f"not a snapshot's manifest ({_first_fault(error)})"
        raise SnapshotError(shown, reason, f"{RESTORE}.") from None
    expected = path.relative_to(layout.snapshots).with_suffix(".parquet").as_posix()
    if manifest.file != expected:
        raise SnapshotError(shown, f"describes {manifest.file!r}, not the file beside it", f"{RESTORE}.")
    if not path.with_suffix(".parquet").is_file():
        raise SnapshotError(shown, "its Parquet file is missing", f"{RESTORE}.")
    return manifest


def _first_fault(error: ValidationError | OverflowError) -> str:
    if isinstance(error, OverflowError):
        return "a time out of range"
    fault = error.errors(include_input=False)[0]
    where = ".".join(str(step) for step in fault["loc"])
    return f"{where}: {fault['msg']}" if where else str(fault["msg"])


def _verified_path(layout: Layout) -> Path:
    return layout.cache / "verified.json"


def _verified(layout: Layout) -> dict[str, list[int | str]]:
    with suppress(OSError, ValueError):
        known = json.loads(_verified_path(layout).read_bytes())
        if isinstance(known, dict):
            return known
    return {}


def _broken(layout: Layout, manifest: Manifest, reason: str) -> SnapshotError:
    return SnapshotError(_shown(layout, path_of(layout, manifest)), reason, f"{RESTORE}.")


def _unreadable(layout: Layout, manifests: tuple[Manifest, ...], error: Exception) -> SnapshotError:
    """Name the snapshot that can't be read, by trying each alone."""
    import duckdb

    from newsdesk.archive import parquet

    for manifest in manifests:
        try:
            for _ in parquet.decode([path_of(layout, manifest)]):
                pass
        except (duckdb.Error, ValidationError):
            return _broken(layout, manifest, "the file doesn't hold records in our columns")
    reason = str(error).partition("\n")[0]
    return SnapshotError(_shown(layout, layout.snapshots), f"can't be read ({reason})", f"{RESTORE}.")


def _shown(layout: Layout, path: Path) -> Path:
    """Return the path as it is shown to people: from the newsroom's folder."""
    return path.relative_to(layout.root)
