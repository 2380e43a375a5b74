"""How far each source has been read: one small file in the ledger, moved only after a snapshot is safe."""

from __future__ import annotations

import json
from pathlib import Path

from newsdesk.config import Layout
from newsdesk.errors import LedgerError
from newsdesk.files import write_atomic

SCHEMA = "cursors/1"
_REMEDY = "Restore it from git, or delete it: the next run then reads every source as if for the first time."


def place(layout: Layout) -> Path:
    """Return where the cursors are kept."""
    return layout.ledger / "cursors.json"


def read(layout: Layout) -> dict[str, str]:
    """Return the cursor of each source by its name; raise LedgerError for a file that isn't ours."""
    path = place(layout)
    shown = path.relative_to(layout.root)
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise LedgerError(shown, f"can't be read ({error.strerror})", _REMEDY) from None
    except (ValueError, RecursionError):
        raise LedgerError(shown, "not JSON", _REMEDY) from None
    cursors = data.get("cursors") if isinstance(data, dict) else None
    if not isinstance(cursors, dict) or data.get("schema_version") != SCHEMA:
        raise LedgerError(shown, f"not a file of cursors ({SCHEMA})", _REMEDY)
    if not all(isinstance(cursor, str) for cursor in cursors.values()):
        raise LedgerError(shown, "a cursor that is not a text", _REMEDY)
    return dict(cursors)


def move(layout: Layout, source: str, cursor: str) -> bool:
    """Put one source's cursor; return False if it stood there already."""
    cursors = read(layout)
    if cursors.get(source) == cursor:
        return False
    data = {"schema_version": SCHEMA, "cursors": dict(sorted({**cursors, source: cursor}.items()))}
    return write_atomic(place(layout), (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())
