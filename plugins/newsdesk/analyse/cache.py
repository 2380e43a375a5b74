"""Analyses kept beside the newsroom: one Parquet file per snapshot and analyser version, made where missing.

A file's name holds the snapshot's sha256 and the analyser's version, so what is there is right, and what
no longer fits is simply not asked for. The folder may be deleted at any time.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from newsdesk.analyse import version
from newsdesk.config import Config, Layout
from newsdesk.files import write_atomic
from newsdesk.records import Manifest

#: Called with the number of records analysed and the number to analyse.
Progress = Callable[[int, int], None]
_MARK = b"PAR1"  # what a Parquet file begins and ends with, the length of its footer before the last


def path_of(layout: Layout, analyser_version: str, manifest: Manifest) -> Path:
    """Return where the analysis of a snapshot is kept."""
    return layout.cache / "analysis" / analyser_version[:16] / f"{manifest.sha256[:32]}.parquet"


def ensure(
    layout: Layout, config: Config, manifests: Sequence[Manifest], progress: Progress | None = None
) -> tuple[Path, ...]:
    """Return the analysis file of each snapshot, in the order given, analysing only what is new.

    Where there is much to do, several processes share it (:mod:`newsdesk.analyse.workers`); the files are the
    same. Raises SnapshotError where a snapshot can't be read and StorageError where the cache can't be
    written; files finished before that stay.
    """
    current = version.of(config)
    paths = {manifest.sha256: path_of(layout, current, manifest) for manifest in manifests}
    missing = {one.sha256: one for one in manifests if not _is_whole(paths[one.sha256])}
    if missing:
        _analyse(layout, config, tuple(missing.values()), paths, progress or _say_nothing)
    return tuple(paths[manifest.sha256] for manifest in manifests)


def _is_whole(path: Path) -> bool:
    """Whether a file is there from Parquet's first mark to its last: a lost machine may cut it short."""
    try:
        with path.open("rb") as file:
            first, size = file.read(4), file.seek(0, os.SEEK_END)
            file.seek(-min(size, 8), os.SEEK_END)
            footer, last = int.from_bytes(file.read(4), "little"), file.read(4)
    except OSError:
        return False
    return first == last == _MARK and footer + 12 <= size


def _analyse(
    layout: Layout,
    config: Config,
    missing: Sequence[Manifest],
    paths: dict[str, Path],
    progress: Progress,
) -> None:
    # Here and not above: with everything cached, a build loads neither word lists nor libraries.
    from newsdesk.analyse import tables, workers

    total = sum(manifest.records for manifest in missing)
    done = 0

    def report(more: int) -> None:
        nonlocal done
        done = min(done + more, total)
        progress(done, total)

    among = workers.processes(total)
    parts = workers.plan(missing, among)
    pieces = Counter(part.manifest.sha256 for part in parts)
    found: dict[str, dict[int, bytes]] = {}
    with closing(workers.analyse(layout, config, parts, among, report)) as results:
        for part, rows in results:
            sha256 = part.manifest.sha256
            mine = found.setdefault(sha256, {})
            mine[part.start] = rows
            if len(mine) == pieces[sha256]:
                data = tables.to_parquet(mine[start] for start in sorted(mine))
                write_atomic(paths[sha256], data, durable=False)
                del found[sha256]
    progress(total, total)


def _say_nothing(_done: int, _total: int) -> None:
    """Stand in for a progress report that nobody asked for."""
