"""What the commands share: the newsroom's folder, times, progress, questions and JSON.

The half of the command line that knows the terminal; no command stands here.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import typer

from newsdesk.config import SETTINGS_FILE, Layout
from newsdesk.errors import UsageError

if TYPE_CHECKING:
    from rich.status import Status

    from newsdesk.records import Platform


NO_RECORDS = "There are no records yet. Bring some in: newsdesk import FILE, or newsdesk collect."


class Progress:
    """One line on standard error that tells how far work is; silent where nobody watches.

    Called as the stages call it: what is being done, how much of it is done, of how much (0: unknown).
    """

    def __init__(self, title: str) -> None:
        """Name the work in the infinitive's -ing form, such as ``Importing``."""
        self._title = title
        self._status: Status | None = None
        self._shown: AbstractContextManager[object] = nullcontext()

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.status import Status

            self._status = Status(self._title, console=Console(stderr=True))
            self._shown = self._status
        self._shown.__enter__()
        return self

    def __exit__(self, *failure: Any) -> None:
        self._shown.__exit__(*failure)

    def __call__(self, what: str, done: int, whole: int) -> None:
        """Show how far it is."""
        if self._status is not None:
            from rich.markup import escape

            count = f"{done} of {whole}" if whole else f"{done}"
            self._status.update(escape(f"{self._title} {what}: {count}"))


def find_newsroom(root: Path | None) -> Layout:
    """Return the newsroom at ``root``, else the nearest one from the current folder upwards."""
    if root is not None:
        if not (root / SETTINGS_FILE).is_file():
            raise UsageError(f"{root}: there is no {SETTINGS_FILE}. Name a newsroom's folder with --root.")
        return Layout(root.resolve())
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / SETTINGS_FILE).is_file():
            return Layout(folder)
    raise UsageError(
        f"No {SETTINGS_FILE} here or above. Run the command in a newsroom's folder, or name it with --root."
    )


def read_time(option: str, text: str | None) -> datetime | None:
    """Return the time that an option names; without a zone it is in UTC. None stays None."""
    if text is None:
        return None
    from newsdesk import times

    for candidate in (text, f"{text} UTC", f"{text} 00:00 UTC"):
        try:
            return times.read(candidate)
        except ValueError:
            continue
    raise UsageError(f"{option}: expected a time such as 2026-03-27 or 2026-03-27T09:00Z, found {text!r}.")


def read_platform(option: str, name: str | None) -> Platform | None:
    """Return the platform that an option names; None stays None."""
    from newsdesk.records import PLATFORM_NAMES

    if name is not None and name not in PLATFORM_NAMES:
        raise UsageError(f"{option}: expected one of {', '.join(PLATFORM_NAMES)}, found {name!r}.")
    return cast("Platform | None", name)


def confirmed(question: str) -> bool:
    """Ask on the terminal; raise UsageError where nobody can be asked."""
    if not sys.stdin.isatty():
        raise UsageError(f"{question} Nobody can be asked here: add --yes.")
    return typer.confirm(question, err=True)


def note(text: str) -> None:
    """Print a remark that is no result: to standard error."""
    print(text, file=sys.stderr)


def print_json(data: Any) -> None:
    """Print a result for machines."""
    print(json.dumps(data, ensure_ascii=False, indent=1))


def print_line(data: Any) -> None:
    """Print one of many results for machines, on one line."""
    print(json.dumps(data, ensure_ascii=False))


def flushed(code: int) -> int:
    """Return the exit code after flushing; a reader who left early is no failure of ours, a full disk is."""
    try:
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return 0
        print(f"newsdesk: the output can't be written ({error.strerror}).", file=sys.stderr)
        return 1
    return code
