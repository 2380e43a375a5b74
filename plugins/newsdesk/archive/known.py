"""Which records the archive holds, by id: an index made of the snapshots, so that no run reads all of them.

SQLite under ``.cache``; it may be deleted at any time and is then made again. A snapshot is indexed once, by
its id and sha256; one that is gone or was redacted is taken out or indexed again.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from newsdesk.archive.manifests import path_of, shown_path
from newsdesk.archive.verification import verify
from newsdesk.config import Layout
from newsdesk.errors import SnapshotError, StorageError
from newsdesk.records import Manifest

_TABLES = """
CREATE TABLE IF NOT EXISTS snapshots (id TEXT PRIMARY KEY, sha256 TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS records (id TEXT, snapshot TEXT, PRIMARY KEY (id, snapshot)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_snapshot ON records (snapshot);
"""
#: The last character there is: what begins with a text stands before the text and this.
_LAST = "\U0010ffff"
#: Ids that are asked for in one statement.
_AT_ONCE = 500


class Known:
    """The index, open: ``with Known(layout, manifests) as known``; may be used from several threads in turn.

    ``manifests`` are the snapshots that count; what isn't indexed of them is verified and read first. Raises
    SnapshotError for a file that can't be read, StorageError where the index can't be written.
    """

    def __init__(self, layout: Layout, manifests: Sequence[Manifest]) -> None:
        self._layout = layout
        self._connection = _opened(layout.cache / "known.db")
        try:
            self._bring_up_to_date(manifests)
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def of(self, ids: Iterable[str]) -> frozenset[str]:
        """Return those of the ids that the archive holds."""
        wanted = list(dict.fromkeys(ids))
        found: set[str] = set()
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            marks = ",".join("?" * len(part))
            found.update(row[0] for row in self._connection.execute(_ASKED.format(marks), part))
        return frozenset(found)

    def beginning_with(self, prefix: str) -> tuple[str, ...]:
        """Return the ids that begin so, in order."""
        rows = self._connection.execute(
            "SELECT DISTINCT id FROM records WHERE id >= ? AND id < ? ORDER BY id", (prefix, prefix + _LAST)
        )
        return tuple(row[0] for row in rows)

    def add(self, manifest: Manifest, ids: Iterable[str]) -> None:
        """Enter a snapshot that has just been written, with the ids of its records."""
        with self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO snapshots VALUES (?, ?)", (manifest.id, manifest.sha256)
            )
            self._connection.executemany(
                "INSERT OR IGNORE INTO records VALUES (?, ?)", ((id, manifest.id) for id in ids)
            )

    def _bring_up_to_date(self, manifests: Sequence[Manifest]) -> None:
        indexed = dict(self._connection.execute("SELECT id, sha256 FROM snapshots"))
        there = {manifest.id: manifest for manifest in manifests}
        stale = [id for id, sha256 in indexed.items() if id not in there or there[id].sha256 != sha256]
        with self._connection:
            for id in stale:
                self._connection.execute("DELETE FROM records WHERE snapshot = ?", (id,))
                self._connection.execute("DELETE FROM snapshots WHERE id = ?", (id,))
        new = [there[id] for id in there if indexed.get(id) != there[id].sha256]
        verify(self._layout, new)
        for manifest in new:
            self.add(manifest, self._read(manifest))

    def _read(self, manifest: Manifest) -> Iterable[str]:
        import duckdb

        from newsdesk.archive import parquet

        try:
            return parquet.ids([path_of(self._layout, manifest)])
        except duckdb.Error as error:
            reason = str(error).partition("\n")[0]
            raise SnapshotError(
                shown_path(self._layout, path_of(self._layout, manifest)),
                f"can't be read ({reason})",
                "Restore it from git, or move both files (.parquet and .json) away.",
            ) from error


_ASKED = "SELECT DISTINCT id FROM records WHERE id IN ({})"


def _opened(path: Path) -> sqlite3.Connection:
    """Return the index; one that can't be read is begun anew."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _prepared(path)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            return _prepared(path)
    except (OSError, sqlite3.Error) as error:
        raise StorageError(
            f"{path}: can't be used ({error}). Check that the folder belongs to you."
        ) from None


def _prepared(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, check_same_thread=False)
    try:
        # What the index lost in a crash is read from the snapshots again.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(_TABLES)
    except sqlite3.Error:
        with contextlib.suppress(sqlite3.Error):
            connection.close()
        raise
    return connection
