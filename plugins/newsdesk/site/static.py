"""The theme's own files on their way to the readers: as they are, but for a stylesheet made small."""

from __future__ import annotations

from pathlib import Path

import rcssmin  # type: ignore[import-untyped]  # it carries no types

from newsdesk.files import write_atomic


def copy_static(theme: Path, target: Path) -> int:
    """Copy the files of ``theme``/static to ``target``; return how many changed there.

    Stylesheets lose their comments and the space between their rules, which every reader would load
    for nothing; files and folders whose names begin with a point are left out.
    """
    source = theme / "static"
    files = sorted(path for path in source.rglob("*") if path.is_file() and not path.name.startswith("."))
    return sum(
        write_atomic(target / path.relative_to(source), _served(path), durable=False) for path in files
    )


def _served(path: Path) -> bytes:
    data = path.read_bytes()
    return rcssmin.cssmin(data) + b"\n" if path.suffix == ".css" else data
