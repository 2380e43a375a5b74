"""The ledger of editions: one small JSON file for each edition that was worked.

``content/ledger/editions/YYYY/MM/DDTHHMMZ.json``; the demonstration's stand under ``content/ledger/demo``.
What they say can't be recomputed: code and retention change, a worked edition is never worked again.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from newsdesk.config import Layout
from newsdesk.errors import LedgerError
from newsdesk.files import write_atomic
from newsdesk.records import to_utc
from newsdesk.reports import EditionReport

RESTORE = "Restore it from git, or move it away: its edition will then be worked again."
_NAME = re.compile(r"(\d{4})/(\d{2})/(\d{2})T(\d{2})(\d{2})Z\.json")


def path_of(layout: Layout, as_of: datetime, *, demo: bool) -> Path:
    """Return where the report of the edition at ``as_of`` stands."""
    return _folder(layout, demo) / f"{to_utc(as_of):%Y/%m/%dT%H%MZ}.json"


def write_edition(layout: Layout, report: EditionReport) -> Path:
    """Save what was seen and decided in an edition; return the file."""
    path = path_of(layout, report.as_of, demo=report.demo)
    write_atomic(path, _text(report).encode())
    return path


def _text(report: EditionReport) -> str:
    """Return a report as JSON: one thing a line, but a beat's weather on one, without what is empty.

    Every edition tells of every beat: spelt out, that would be most of the ledger.
    """
    body = report.model_dump_json(indent=1, exclude={"weather"}).removesuffix("\n}")
    lines = ",\n".join(f"  {beat.model_dump_json(exclude_defaults=True)}" for beat in report.weather)
    weather = f',\n "weather": [\n{lines}\n ]' if lines else ""
    return f"{body}{weather}\n}}\n"


def worked(layout: Layout, *, demo: bool) -> tuple[datetime, ...]:
    """Return the editions that were worked, in order, by the names of their files alone."""
    return tuple(as_of for as_of, _ in files(layout, demo=demo))


def editions(layout: Layout, *, demo: bool) -> tuple[EditionReport, ...]:
    """Return the reports of all worked editions by time; raise LedgerError naming a bad file."""
    return tuple(_read(layout, path, as_of, demo) for as_of, path in files(layout, demo=demo))


def edition(layout: Layout, as_of: datetime, *, demo: bool) -> EditionReport:
    """Return the report of one worked edition; raise LedgerError where there is none that can be read."""
    return _read(layout, path_of(layout, as_of, demo=demo), as_of, demo)


def files(layout: Layout, *, demo: bool) -> list[tuple[datetime, Path]]:
    """Return the editions that were worked, in order, each with its file (LedgerError: a strange name)."""
    folder = _folder(layout, demo)
    if not folder.is_dir():
        return []
    paths = (path for path in folder.rglob("*.json") if not path.name.startswith("."))
    return sorted((_time_in_name(layout, folder, path), path) for path in paths)


def with_digest(layout: Layout, as_of: datetime, *, demo: bool) -> tuple[EditionReport, str]:
    """Return the report of a worked edition and the sha256 of its file; raise LedgerError for a bad one."""
    path = path_of(layout, as_of, demo=demo)
    data = _data(layout, path)
    return _parsed(layout, path, data, as_of, demo), hashlib.sha256(data).hexdigest()


def again(layout: Layout, as_of: datetime, file: str, *, demo: bool) -> EditionReport:
    """Return the report of an edition whose file was read before; raise LedgerError if it changed since."""
    report, digest = with_digest(layout, as_of, demo=demo)
    if digest != file:
        shown = path_of(layout, as_of, demo=demo).relative_to(layout.root)
        raise LedgerError(shown, "was changed while it was read", "Build again.")
    return report


def _folder(layout: Layout, demo: bool) -> Path:
    return layout.ledger / ("demo" if demo else "editions")


def _time_in_name(layout: Layout, folder: Path, path: Path) -> datetime:
    match = _NAME.fullmatch(path.relative_to(folder).as_posix())
    try:
        if match is None:
            raise ValueError(path.name)
        year, month, day, hour, minute = map(int, match.groups())
        return datetime(year, month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        shown = path.relative_to(layout.root)
        raise LedgerError(shown, "not named by an edition's time, YYYY/MM/DDTHHMMZ.json", RESTORE) from None


def _read(layout: Layout, path: Path, as_of: datetime, demo: bool) -> EditionReport:
    return _parsed(layout, path, _data(layout, path), as_of, demo)


def _data(layout: Layout, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        shown = path.relative_to(layout.root)
        raise LedgerError(shown, f"can't be read ({error.strerror})", RESTORE) from None


def _parsed(layout: Layout, path: Path, data: bytes, as_of: datetime, demo: bool) -> EditionReport:
    shown = path.relative_to(layout.root)
    try:
        report = EditionReport.model_validate_json(data)
    except (ValidationError, OverflowError) as error:
        first = str(error).partition("\n")[0]
        raise LedgerError(shown, f"not the report of an edition ({first})", RESTORE) from None
    if report.as_of != as_of or report.demo != demo:
        raise LedgerError(shown, "tells of another edition than its name says", RESTORE)
    return report
