"""Analyses kept beside the newsroom: one Parquet file per snapshot and analyser version, made where missing.

A file's name holds the snapshot's sha256 and the analyser's version, so what is there is right, and what
no longer fits is simply not asked for. The folder may be deleted at any time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from newsdesk.analyse import version
from newsdesk.config import Config, Layout
from newsdesk.files import write_atomic
from newsdesk.records import Analysis, Manifest

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped]  # ships no types

    from newsdesk.analyse.analyser import Analyser

#: Called with the number of records analysed and the number to analyse.
Progress = Callable[[int, int], None]
_REPORT_EVERY = 500
_MARK = b"PAR1"  # what a Parquet file begins and ends with, the length of its footer before the last


def path_of(layout: Layout, analyser_version: str, manifest: Manifest) -> Path:
    """Return where the analysis of a snapshot is kept."""
    return layout.cache / "analysis" / analyser_version[:16] / f"{manifest.sha256[:32]}.parquet"


def ensure(
    layout: Layout, config: Config, manifests: Sequence[Manifest], progress: Progress | None = None
) -> tuple[Path, ...]:
    """Return the analysis file of each snapshot, in the order given, analysing only what is new.

    Raises SnapshotError where a snapshot can't be read and StorageError where the cache can't be written;
    files finished before that stay.
    """
    current = version.of(config)
    paths = {manifest.sha256: path_of(layout, current, manifest) for manifest in manifests}
    missing = [manifest for manifest in manifests if not _is_whole(paths[manifest.sha256])]
    if missing:
        _analyse(layout, config, missing, paths, progress or _say_nothing)
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
    from newsdesk.analyse.analyser import Analyser

    analyser = Analyser(config)
    total = sum(manifest.records for manifest in missing)
    done = 0
    for manifest in missing:
        rows = []
        for analysis in _analyses(layout, manifest, analyser):
            rows.append(analysis)
            if len(rows) % _REPORT_EVERY == 0:
                progress(done + len(rows), total)
        done += len(rows)
        write_atomic(paths[manifest.sha256], to_parquet(rows), durable=False)
        progress(done, total)


def _analyses(layout: Layout, manifest: Manifest, analyser: Analyser) -> Iterable[Analysis]:
    from newsdesk.archive import snapshots

    for record in snapshots.read(layout, manifest):
        yield analyser.analyse(record)


def _say_nothing(_done: int, _total: int) -> None:
    """Stand in for a progress report that nobody asked for."""


def to_parquet(rows: Sequence[Analysis]) -> bytes:
    """Return analyses as the bytes of a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # ships no types

    columns = {
        "id": [row.id for row in rows],
        "language": [row.language for row in rows],
        "sentiment_label": [row.sentiment_label for row in rows],
        "sentiment_score": [row.sentiment_score for row in rows],
        "register": [row.voice_register for row in rows],
        "entities": [list(row.entities) for row in rows],
        "beats": [
            [{"slug": slug, "confidence": confidence} for slug, confidence in sorted(row.beats.items())]
            for row in rows
        ],
        "relevance": [row.relevance for row in rows],
        "flags": [list(row.flags) for row in rows],
        "phrases": [list(row.phrases) for row in rows],
        "terms": [list(row.terms) for row in rows],
        "minhash_bands": [list(row.minhash_bands) for row in rows],
    }
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns, schema=_schema()), sink, compression="zstd")
    return bytes(sink.getvalue())


def _schema() -> pyarrow.Schema:
    import pyarrow as pa

    texts = pa.list_(pa.string())
    return pa.schema(
        [
            ("id", pa.string()),
            ("language", pa.string()),
            ("sentiment_label", pa.string()),
            ("sentiment_score", pa.float64()),
            ("register", pa.string()),
            ("entities", texts),
            ("beats", pa.list_(pa.struct([("slug", pa.string()), ("confidence", pa.float64())]))),
            ("relevance", pa.float64()),
            ("flags", texts),
            ("phrases", texts),
            ("terms", pa.list_(pa.int64())),
            ("minhash_bands", pa.list_(pa.int64())),
        ]
    )
