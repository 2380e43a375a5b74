"""Lists in the ledger that only grow: one small JSON file a month, ``content/ledger/<name>/YYYY-MM.json``."""

from __future__ import annotations

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError

from newsdesk.config import Layout
from newsdesk.errors import LedgerError
from newsdesk.files import write_atomic
from newsdesk.records import UtcTime, Value

_RESTORE = "Restore it from git, or move it away: what it tells is then forgotten."
_NAME = re.compile(r"\d{4}-\d{2}\.json")


class Entry(Value, ABC):
    """One entry of such a list."""

    @property
    @abstractmethod
    def entered_at(self) -> datetime:
        """When it came into the list: it says in which file it stands."""

    @property
    @abstractmethod
    def identity(self) -> tuple[str, ...]:
        """What makes two entries the same one: the first that was entered stays."""


class Seen(Entry):
    """An entry of what was found; ``seen_at`` is when."""

    seen_at: UtcTime

    @property
    def entered_at(self) -> datetime:
        """What is found is entered at once."""
        return self.seen_at


E = TypeVar("E", bound=Entry)


class Monthly(Generic[E]):
    """One such list: its name, the type of its entries, and its folder where that has another name."""

    def __init__(self, name: str, entry: type[E], folder: str | None = None) -> None:
        self.name = name
        self._entry = entry
        self._folder = folder or name
        self._schema = f"{name}/1"

    def read(self, layout: Layout) -> tuple[E, ...]:
        """Return every entry in the order of entering; raise LedgerError naming a bad file."""
        folder = layout.ledger / self._folder
        if not folder.is_dir():
            return ()
        paths = sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))
        return tuple(entry for path in paths for entry in self._in(layout, path))

    def add(self, layout: Layout, entries: Iterable[E]) -> int:
        """Enter what isn't there yet; return how many entries that were."""
        entries = tuple(entries)
        if not entries:  # the usual case: the list need not be read
            return 0
        there = {entry.identity for entry in self.read(layout)}
        new: dict[tuple[str, ...], E] = {}
        for entry in entries:
            if entry.identity not in there:
                new.setdefault(entry.identity, entry)
        for month in sorted({f"{entry.entered_at:%Y-%m}" for entry in new.values()}):
            path = layout.ledger / self._folder / f"{month}.json"
            kept = list(self._in(layout, path)) if path.exists() else []
            kept += [entry for entry in new.values() if f"{entry.entered_at:%Y-%m}" == month]
            write_atomic(path, self._text(kept).encode())
        return len(new)

    def _text(self, entries: Iterable[E]) -> str:
        lines = ",\n".join(f"  {entry.model_dump_json()}" for entry in entries)
        return f'{{"schema_version": "{self._schema}", "{self.name}": [\n{lines}\n]}}\n'

    def _in(self, layout: Layout, path: Path) -> tuple[E, ...]:
        shown = path.relative_to(layout.root)
        try:
            data = json.loads(path.read_bytes())
        except OSError as error:
            raise LedgerError(shown, f"can't be read ({error.strerror})", _RESTORE) from None
        except (ValueError, RecursionError):
            raise LedgerError(shown, "not JSON", _RESTORE) from None
        listed = data.get(self.name) if isinstance(data, dict) else None
        if not isinstance(listed, list) or data.get("schema_version") != self._schema:
            raise LedgerError(shown, f"not a file of {self.name} ({self._schema})", _RESTORE)
        try:
            return tuple(self._entry.model_validate_json(json.dumps(one)) for one in listed)
        except (ValidationError, OverflowError) as error:
            first = str(error).partition("\n")[0]
            raise LedgerError(shown, f"an entry that can't be used ({first})", _RESTORE) from None
