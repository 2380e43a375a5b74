"""How far each source has been read, and when: one small file in the ledger.

A cursor says what is saved, and moves only after its snapshot is safe; ``read_at`` says until when silence
was silence, and when the source is due.
"""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from newsdesk.config import Layout
from newsdesk.errors import LedgerError
from newsdesk.files import write_atomic
from newsdesk.records import UtcTime, Value

SCHEMA = "cursors/2"
_CONFLICT = (
    "Keep the lines of either side and delete the marks: what is read twice is known and adds nothing."
)
_REMEDY = "Restore it from git, or delete it: the next run then reads every source as if for the first time."


class Reading(Value):
    """How far a source was read, in its own words, and when it last answered in full."""

    cursor: str | None = None
    read_at: UtcTime | None = None


def place(layout: Layout) -> Path:
    """Return where the cursors are kept."""
    return layout.ledger / "cursors.json"


def read(layout: Layout) -> dict[str, Reading]:
    """Return the reading of each source by its name; raise LedgerError for a file that isn't ours."""
    path = place(layout)
    shown = path.relative_to(layout.root)
    try:
        body = path.read_bytes()
        data = json.loads(body)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise LedgerError(shown, f"can't be read ({error.strerror})", _REMEDY) from None
    except (ValueError, RecursionError):
        if b"<<<<<<< " in body:
            raise LedgerError(shown, "has the marks of a merge in it", _CONFLICT) from None
        raise LedgerError(shown, "not JSON", _REMEDY) from None
    readings = data.get("cursors") if isinstance(data, dict) else None
    if not isinstance(readings, dict) or data.get("schema_version") != SCHEMA:
        raise LedgerError(shown, f"not a file of cursors ({SCHEMA})", _REMEDY)
    try:
        return {name: Reading.model_validate_json(json.dumps(one)) for name, one in readings.items()}
    except (ValidationError, OverflowError):
        raise LedgerError(shown, "a cursor that can't be used", _REMEDY) from None


def move(layout: Layout, source: str, reading: Reading) -> bool:
    """Put one source's reading; return False if it stood there already."""
    every = read(layout)
    if every.get(source) == reading:
        return False
    told = {name: one.model_dump(mode="json") for name, one in sorted({**every, source: reading}.items())}
    data = {"schema_version": SCHEMA, "cursors": told}
    return write_atomic(place(layout), (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())
