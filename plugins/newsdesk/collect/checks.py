"""When it was last asked whether a quoted post is still there: one small file in the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from newsdesk.config import Layout
from newsdesk.errors import LedgerError
from newsdesk.files import write_atomic
from newsdesk.records import UtcTime, iso

SCHEMA = "checks/1"
_REMEDY = "Restore it from git, or delete it: every quoted post is then asked for as if for the first time."
_TIMES = TypeAdapter(dict[str, UtcTime])


def read(layout: Layout) -> dict[str, datetime]:
    """Return when each record was last asked for, by its id; raise LedgerError for a file that isn't ours."""
    path = layout.ledger / "checks.json"
    shown = path.relative_to(layout.root)
    try:
        data = json.loads(path.read_bytes())
        if not isinstance(data, dict) or data.get("schema_version") != SCHEMA:
            raise LedgerError(shown, f"not a file of checks ({SCHEMA})", _REMEDY)
        return _TIMES.validate_python(data.get("checked"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise LedgerError(shown, f"can't be read ({error.strerror})", _REMEDY) from None
    except (ValidationError, ValueError, RecursionError, OverflowError):
        raise LedgerError(shown, "not a file of times by record", _REMEDY) from None


def enter(layout: Layout, records: Iterable[str], moment: datetime) -> None:
    """Enter that the records were asked for."""
    asked = dict.fromkeys(records, moment)
    if asked:
        every = dict(sorted({**read(layout), **asked}.items()))
        data = {"schema_version": SCHEMA, "checked": {id: iso(time) for id, time in every.items()}}
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        write_atomic(layout.ledger / "checks.json", text.encode())
