"""What was asked for today, so that no run asks for it again: SQLite under ``.cache``."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from newsdesk.errors import StorageError

#: For so long it is remembered that something was asked for.
DAY = timedelta(days=1)
_TABLE = "CREATE TABLE IF NOT EXISTS asked (what TEXT PRIMARY KEY, at TEXT NOT NULL)"


class Asked:
    """The list, open: ``with Asked(path) as asked``; begun anew where it can't be read."""

    def __init__(self, path: Path) -> None:
        self._connection = _opened(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def unasked(self, what: Iterable[str], now: datetime) -> list[str]:
        """Return what wasn't asked for in the 24 hours before ``now``, in its order."""
        since = (now - DAY).isoformat()
        rows = self._connection.execute("SELECT what FROM asked WHERE at > ?", (since,))
        lately = {row[0] for row in rows}
        return [one for one in dict.fromkeys(what) if one not in lately]

    def enter(self, what: str, now: datetime) -> None:
        """Remember that something was asked for; what is older than a day is forgotten."""
        with self._connection:
            self._connection.execute("DELETE FROM asked WHERE at <= ?", ((now - DAY).isoformat(),))
            self._connection.execute("INSERT OR REPLACE INTO asked VALUES (?, ?)", (what, now.isoformat()))


def _opened(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(sqlite3.DatabaseError):
            return _prepared(path)
        path.unlink(missing_ok=True)
        return _prepared(path)
    except (OSError, sqlite3.Error) as error:
        raise StorageError(
            f"{path}: can't be used ({error}). Check that the folder belongs to you."
        ) from None


def _prepared(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, check_same_thread=False)
    try:
        connection.execute(_TABLE)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
