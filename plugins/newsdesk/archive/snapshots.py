"""Snapshots: the records of one source in one run, a Parquet file with its manifest beside it.

A snapshot is finished when its manifest is there: the Parquet file is put down first, whole, and the
manifest after it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from newsdesk import __version__
from newsdesk.archive import interchange
from newsdesk.archive.addresses import address, in_sql
from newsdesk.archive.manifests import (
    RESTORE,
    active,
    broken,
    manifest_path,
    manifests,
    path_of,
    read_manifest,
    shown_path,
    unfinished,
)
from newsdesk.archive.verification import verify
from newsdesk.config import Layout
from newsdesk.errors import SnapshotError
from newsdesk.files import write_atomic
from newsdesk.records import Manifest, Record

__all__ = [
    "active",
    "fetch",
    "finish",
    "manifests",
    "pages",
    "path_of",
    "read",
    "records",
    "verify",
    "write",
]

TOOL = f"newsdesk {__version__}"
_FEW = 20_000
_SOURCE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


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
    identity = _identity(ordered, demo)
    place = layout.snapshots / _file_name(source, identity, max(record.collected_at for record in ordered))
    if place.exists() and manifest_path(place).exists():
        return read_manifest(layout, manifest_path(place))
    from newsdesk.archive import parquet

    # For few records a second thread costs more memory than it saves time.
    data = parquet.encode(ordered, threads=1 if len(ordered) < _FEW else None)
    manifest = Manifest(
        id=identity,
        source=source,
        file=place.relative_to(layout.snapshots).as_posix(),
        sha256=hashlib.sha256(data).hexdigest(),
        demo=demo,
        records=len(ordered),
        **_times(ordered),
        cursor_before=cursor_before,
        cursor_after=cursor_after,
        counts=counts or {},
        errors=tuple(errors),
        tool=TOOL,
    )
    write_atomic(place, data)
    _write_manifest(place, manifest)
    return manifest


def finish(layout: Layout) -> tuple[Manifest, ...]:
    """Write the manifest of each snapshot that a crash left without one; return the new manifests.

    Only where the file proves itself: the id in its name is the digest of the records in it. What a manifest
    holds beyond the records (cursors, counts, errors) is then unknown and left empty. A file that proves
    nothing is left alone, and :func:`manifests` names it.
    """
    found = (_proved_by_name(layout, place) for place in unfinished(layout))
    finished = tuple(manifest for manifest in found if manifest is not None)
    for manifest in finished:
        _write_manifest(path_of(layout, manifest), manifest)
    return finished


def _proved_by_name(layout: Layout, place: Path) -> Manifest | None:
    """Return the manifest of a Parquet file whose name holds the digest of its records, else None."""
    import duckdb

    from newsdesk.archive import parquet

    try:
        ordered = sorted(parquet.decode([place]), key=lambda record: (record.published_at, record.id))
    except (duckdb.Error, ValidationError):
        return None
    source, _, identity = place.stem.partition("-")[2].rpartition("-")
    demo = next((demo for demo in (False, True) if identity == _identity(ordered, demo)), None)
    if demo is None or not _SOURCE_NAME.fullmatch(source) or not ordered:
        return None
    name = _file_name(source, identity, max(record.collected_at for record in ordered))
    if layout.snapshots / name != place:
        return None
    return Manifest(
        id=identity,
        source=source,
        file=name,
        sha256=hashlib.sha256(place.read_bytes()).hexdigest(),
        demo=demo,
        records=len(ordered),
        **_times(ordered),
        cursor_before=None,
        cursor_after=None,
        counts={},
        errors=(),
        tool=TOOL,
    )


def _write_manifest(place: Path, manifest: Manifest) -> None:
    write_atomic(manifest_path(place), (manifest.model_dump_json(indent=1) + "\n").encode())


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


def pages(
    layout: Layout, manifests: Iterable[Manifest], addresses: Iterable[str], *, by: datetime
) -> dict[str, Record]:
    """Return the pages, articles and papers at those addresses that had been collected by then, by address.

    Addresses are those that :func:`newsdesk.archive.addresses.address` gives.
    """
    wanted = sorted(set(addresses))
    if not wanted:
        return {}
    found = _decode(
        layout,
        tuple(manifests),
        where="platform IN ('web', 'news', 'arxiv') "
        "AND collected_at <= ($by::TIMESTAMPTZ AT TIME ZONE 'UTC') "
        f"AND {in_sql('url')} IN (SELECT unnest($addresses))",
        parameters={"by": by.isoformat(), "addresses": wanted},
    )
    by_address: dict[str, Record] = {}
    for record in found:
        by_address.setdefault(address(record.url), record)
    return by_address


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


def _times(ordered: Sequence[Record]) -> dict[str, Any]:
    collected = [record.collected_at for record in ordered]
    return {
        "published_first": ordered[0].published_at,
        "published_last": ordered[-1].published_at,
        "collected_first": min(collected),
        "collected_last": max(collected),
        "arrivals": tuple(sorted(set(map(_hour_after, collected)))),
    }


def _identity(ordered: Iterable[Record], demo: bool) -> str:
    """Return the snapshot's id; the same records, invented and real, are two snapshots."""
    whole = hashlib.sha256(b"demo\n" if demo else b"")
    for record in ordered:
        whole.update(interchange.dump(record))
    return whole.hexdigest()[:12]


def _file_name(source: str, identity: str, collected_last: datetime) -> str:
    return f"{collected_last:%Y/%m/%d/%H%M%SZ}-{source}-{identity}.parquet"


def _hour_after(moment: datetime) -> datetime:
    hour = moment.replace(minute=0, second=0, microsecond=0)
    return hour if hour == moment else hour + timedelta(hours=1)


def _unreadable(layout: Layout, manifests: tuple[Manifest, ...], error: Exception) -> SnapshotError:
    """Name the snapshot that can't be read, by trying each alone."""
    import duckdb

    from newsdesk.archive import parquet

    for manifest in manifests:
        try:
            for _ in parquet.decode([path_of(layout, manifest)]):
                pass
        except (duckdb.Error, ValidationError):
            return broken(layout, manifest, "the file doesn't hold records in our columns")
    reason = str(error).partition("\n")[0]
    return SnapshotError(shown_path(layout, layout.snapshots), f"can't be read ({reason})", f"{RESTORE}.")
