"""The Nu validator over every page, the sheet and the drawings."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from audit.faults import SITE, Fault
from audit.kinds import kind_of
from audit.tools import VALIDATOR

#: What the validator says of pages read from disk that does not hold where they are served: "self" is then
#: another folder; and JSON-LD is data, which a policy on scripts does not touch.
_ONLY_ON_DISK: Final = "violates Content Security Policy"

#: Properties of CSS that browsers know and the validator does not.
_NEWER: Final = ("vector-effect",)


def messages(folder: Path) -> list[dict[str, Any]]:
    """Return what the validator says of all HTML, CSS and SVG below a folder."""
    asked = ("java", "-jar", str(VALIDATOR), "--format", "json", "--exit-zero-always", "--stdout")
    answer = subprocess.run(
        (*asked, "--skip-non-html", "--also-check-css", "--also-check-svg", str(folder)),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[dict[str, Any]] = json.loads(answer.stdout)["messages"]
    return [message for message in found if not _excused(message["message"])]


def _excused(told: str) -> bool:
    return _ONLY_ON_DISK in told or any(f"Property “{name}” doesn't exist" in told for name in _NEWER)


def faults(folder: Path) -> Iterator[tuple[bool, Fault]]:
    """Yield what the validator says, and whether it is an error; a warning is worth a note."""
    for message in messages(folder):
        path = _path(folder, message.get("url", ""))
        kind = kind_of(path) if path.endswith(".html") else SITE
        detail = f"{message['message']} “{message.get('extract', '').strip()[:80]}”"
        wrong = message["type"] in {"error", "non-document-error"}
        yield wrong, Fault("markup", kind, path, detail)


def _path(folder: Path, url: str) -> str:
    file = Path(unquote(urlsplit(url).path))
    return file.relative_to(folder.resolve()).as_posix() if file.is_relative_to(folder.resolve()) else url
