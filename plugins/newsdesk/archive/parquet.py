"""Records to Parquet bytes and back; the only module of the archive that holds DuckDB.

Columns: id, platform, kind, author, community, url, title, text, language VARCHAR; published_at,
collected_at TIMESTAMP (naive UTC); likes, reposts, replies, score BIGINT; reply_to VARCHAR;
links VARCHAR[].
"""

from __future__ import annotations

import glob
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsdesk.errors import StorageError
from newsdesk.records import Record

if TYPE_CHECKING:
    import duckdb

TEXT_COLUMNS = ("id", "platform", "kind", "author", "community", "url", "title", "text", "language")
TIME_COLUMNS = ("published_at", "collected_at")
COUNT_COLUMNS = ("likes", "reposts", "replies", "score")
COLUMNS = (*TEXT_COLUMNS, *TIME_COLUMNS, *COUNT_COLUMNS, "reply_to", "links")

_CHUNK = 2048
_SOURCE = "read_parquet($files, union_by_name = false, hive_partitioning = false, filename = true)"


def connect(threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """Open an engine in memory that installs nothing; ``threads`` None leaves their number to the engine."""
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": False}
    if threads is not None:
        settings["threads"] = threads
    return duckdb.connect(":memory:", config=settings)


def encode(records: Sequence[Record], *, threads: int | None = None) -> bytes:
    """Return the records as one Parquet file; the same records in the same order give the same bytes."""
    import duckdb

    table = _table(records)  # found by its name in the statement below
    with tempfile.TemporaryDirectory(prefix="newsdesk-") as folder, connect(threads) as engine:
        target = Path(folder) / "records.parquet"
        engine.register("records", table)
        try:
            engine.execute(
                f"COPY (SELECT {', '.join(COLUMNS)} FROM records) TO '{_quoted(target)}' "
                "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"
            )
        except duckdb.IOException as error:
            raise StorageError(
                f"{folder}: a temporary file can't be written ({error}). "
                "Make room there, or set TMPDIR to a folder with room."
            ) from error
        return target.read_bytes()


def decode(
    paths: Iterable[Path], *, where: str = "true", parameters: dict[str, Any] | None = None
) -> Iterator[Record]:
    """Yield the records of Parquet files by (published_at, id), each id once, as it was first collected.

    ``where`` is an SQL condition of ours over the columns and ``parameters``. Raises ``duckdb.Error`` or
    ``ValueError`` (pydantic's) for a file that doesn't hold records.
    """
    files = [pattern_of(path) for path in paths]
    if not files:
        return
    statement = (
        f"SELECT {', '.join(COLUMNS)} FROM {_SOURCE} WHERE {where} "
        "QUALIFY row_number() OVER (PARTITION BY id ORDER BY collected_at, filename) = 1 "
        "ORDER BY published_at, id"
    )
    with connect() as engine:
        result = engine.execute(statement, {"files": files, **(parameters or {})})
        while rows := result.fetchmany(_CHUNK):
            yield from map(_record, rows)


def ids(paths: Iterable[Path]) -> set[str]:
    """Return every record id in the Parquet files."""
    files = [pattern_of(path) for path in paths]
    if not files:
        return set()
    with connect() as engine:
        rows = engine.execute(f"SELECT id FROM {_SOURCE}", {"files": files}).fetchall()
    return {row[0] for row in rows}


def pattern_of(path: Path) -> str:
    """Return the path as DuckDB must be given it: it reads ``*``, ``?`` and ``[`` as a pattern."""
    return glob.escape(str(path))


def _table(records: Sequence[Record]) -> Any:
    import pyarrow as pa  # type: ignore[import-untyped]

    def texts(name: str) -> Any:
        return pa.array([getattr(record, name) for record in records], pa.string())

    def times(name: str) -> Any:
        naive = [getattr(record, name).astimezone(UTC).replace(tzinfo=None) for record in records]
        return pa.array(naive, pa.timestamp("us"))

    def counts(name: str) -> Any:
        return pa.array([getattr(record.engagement, name) for record in records], pa.int64())

    links = pa.array([list(record.links) for record in records], pa.list_(pa.string()))
    columns = {
        **{name: texts(name) for name in TEXT_COLUMNS},
        **{name: times(name) for name in TIME_COLUMNS},
        **{name: counts(name) for name in COUNT_COLUMNS},
        "reply_to": texts("reply_to"),
        "links": links,
    }
    return pa.table(columns)


def _record(row: tuple[Any, ...]) -> Record:
    values = dict(zip(COLUMNS, row, strict=True))
    for name in TIME_COLUMNS:
        values[name] = values[name].replace(tzinfo=UTC)
    values["engagement"] = {name: values.pop(name) for name in COUNT_COLUMNS}
    values["links"] = values["links"] or ()
    return Record.model_validate(values)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
