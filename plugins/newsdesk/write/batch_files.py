"""Batches on disk: what was sent together, under which id, and what became of it.

``content/ledger/batches/<name>.json``, written before the batch is sent, again with its id before anything is
waited for, and again when it has been fetched. ``name`` is ours, ``id`` the API's.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from newsdesk.config import Layout
from newsdesk.errors import LedgerError
from newsdesk.files import write_atomic
from newsdesk.records import UtcTime, Value

_REMEDY = "Restore it from git; without it, what its batch answers can't be fetched."


class Batch(Value):
    """Requests that were sent together, by their keys.

    ``id`` is None until the API has told it. ``state`` is ``sent`` until every entry has its outcome.
    """

    schema_version: Literal["batch/1"] = "batch/1"
    name: str
    sent_at: UtcTime
    keys: tuple[str, ...]
    id: str | None = None
    state: Literal["sent", "fetched", "lost"] = "sent"


def custom_id(key: str) -> str:
    """Return the name of a request inside a batch: 48 of its digits, for the API takes at most 64."""
    return key[:48]


def save(layout: Layout, batch: Batch) -> None:
    """Put a batch in its file, whole or not at all."""
    write_atomic(_folder(layout) / f"{batch.name}.json", (batch.model_dump_json(indent=1) + "\n").encode())


def waiting(layout: Layout) -> tuple[Batch, ...]:
    """Return the batches that haven't been fetched, the oldest first; raise LedgerError for a bad file."""
    found = [_read(layout, path) for path in _folder(layout).glob("*.json") if not path.name.startswith(".")]
    open_ones = (batch for batch in found if batch.state == "sent")
    return tuple(sorted(open_ones, key=lambda batch: (batch.sent_at, batch.name)))


def known_ids(layout: Layout) -> set[str]:
    """Return the API's ids of every batch that we know to be ours."""
    every = (_read(layout, path) for path in _folder(layout).glob("*.json"))
    return {batch.id for batch in every if batch.id is not None}


def _folder(layout: Layout) -> Path:
    return layout.ledger / "batches"


def _read(layout: Layout, path: Path) -> Batch:
    shown = path.relative_to(layout.root)
    try:
        batch = Batch.model_validate_json(path.read_bytes())
    except OSError as error:
        raise LedgerError(shown, f"can't be read ({error.strerror})", _REMEDY) from None
    except ValidationError as error:
        first = str(error).partition("\n")[0]
        raise LedgerError(shown, f"not a batch ({first})", _REMEDY) from None
    if batch.name != path.stem:
        raise LedgerError(shown, "tells of another batch than its name says", _REMEDY)
    return batch
