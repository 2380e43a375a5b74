"""Verification: every snapshot's file is the one that was saved.

A file that was verified is not hashed again until its size or time changes.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from newsdesk.archive.manifests import broken, path_of
from newsdesk.config import Layout
from newsdesk.files import write_atomic
from newsdesk.records import Manifest

#: A file that changed less than so many nanoseconds ago could change again without its time showing it.
_SETTLED = 2_000_000_000


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
            raise broken(layout, manifest, f"can't be read ({error.strerror})") from None
        if found != manifest.sha256:
            raise broken(layout, manifest, "the file is not the one that was saved (its sha256 differs)")
        if time.time_ns() - status.st_mtime_ns > _SETTLED:
            now[manifest.file] = mark
    if now != known:
        write_atomic(_verified_path(layout), json.dumps(now, sort_keys=True).encode(), durable=False)


def _verified_path(layout: Layout) -> Path:
    return layout.cache / "verified.json"


def _verified(layout: Layout) -> dict[str, list[int | str]]:
    with suppress(OSError, ValueError):
        known = json.loads(_verified_path(layout).read_bytes())
        if isinstance(known, dict):
            return known
    return {}
