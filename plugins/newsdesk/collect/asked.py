"""What was asked for today, whatever came of it: a page or a thread is asked for once a day.

In the cache, not in the ledger: what is lost here costs one more request.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from newsdesk.errors import StorageError


class Asked:
    """Addresses and ids by the day on which they were asked for; ``path`` is the file, made where missing."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def on(self, day: date) -> set[str]:
        """Return what was asked for on that day."""
        with self._open() as connection:
            found = connection.execute("SELECT address FROM asked WHERE day = ?", (day.isoformat(),))
            return {address for (address,) in found}

    def note(self, what: Iterable[str], day: date) -> None:
        """Keep that these were asked for, and forget other days."""
        with self._open() as connection, connection:
            connection.execute("DELETE FROM asked WHERE day < ?", (day.isoformat(),))
            rows = [(address, day.isoformat()) for address in what]
            connection.executemany("INSERT OR REPLACE INTO asked VALUES (?, ?)", rows)

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(self._connected()) as connection:
                yield connection
        except (sqlite3.OperationalError, OSError) as error:
            reason = f"{self._path}: can't be used ({error}). Check that the folder belongs to you."
            raise StorageError(reason) from None

    def _connected(self) -> sqlite3.Connection:
        """Return a connection; a file that can't be read is begun anew."""
        with contextlib.suppress(sqlite3.DatabaseError):
            return self._ready()
        for suffix in ("", "-wal", "-shm", "-journal"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        return self._ready()

    def _ready(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path)
        try:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS asked (address TEXT PRIMARY KEY, day TEXT NOT NULL)"
            )
            connection.execute("SELECT address, day FROM asked LIMIT 1").fetchone()
        except sqlite3.Error:
            connection.close()
            raise
        return connection
