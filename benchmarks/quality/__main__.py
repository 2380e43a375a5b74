"""Measure quality: ``python -m benchmarks.quality [NAME …] [--json]``.

Exit 0 if every floor is held, 1 if one isn't or a module failed, 2 for a name that nobody knows.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.quality import running, table
from benchmarks.quality.running import Begin, Told
from rich.console import Console

ROOT = Path(__file__).resolve().parents[2]


def data_folder() -> Path:
    """Return the folder of shared data, which may be absent."""
    return Path(os.environ.get("NEWSDESK_DATA") or ROOT.parent / "shared" / "data")


def report(rows: Callable[[Begin], Iterable[tuple[str, Told]]], *, json: bool = False) -> int:
    """Show rows as they come (a pipe) or all at the end (a terminal, JSON); return the exit code.

    ``rows`` is told whom to tell what is being measured.
    """
    console = Console()
    told: list[tuple[str, Told]] = []
    with Console(stderr=True).status("measuring …") as status:
        for module, row in rows(lambda doing: status.update(f"{doing} …")):
            told.append((module, row))
            status.update(f"{module}: {row.name} …")
            if not json and not console.is_terminal:
                print(table.line(module, row), flush=True)
    if json:
        print(table.as_json(told))
    elif console.is_terminal:
        table.show(console, told)
    if not json:
        print(table.summary(told))
    return 0 if table.sound(told) else 1


def main(arguments: list[str]) -> int:
    """Run the named modules, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(running.names()) or "none yet")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of a table")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.names if name not in running.names()]
    if unknown:
        parser.error(f"{', '.join(unknown)}: not a measure; known: {', '.join(running.names())}")
    chosen = options.names or running.names()
    return report(lambda begin: running.run(chosen, data_folder(), begin), json=options.json)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
