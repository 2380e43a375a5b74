"""What the judges found, as a table by kind of page and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table

#: The kind under which a judge reports what concerns the site as a whole.
SITE = "the site"


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is not as it must be: which judge says so, on which page, and what it saw."""

    check: str
    kind: str
    page: str
    detail: str


@dataclass
class Report:
    """Everything that was judged: which judges looked at which kinds, and what they found.

    ``measured`` are numbers worth keeping whether or not they are faults; ``notes`` are remarks that fail
    nothing.
    """

    judged: set[tuple[str, str]] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    measured: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, check: str, kinds: Iterable[str], faults: Iterable[Fault]) -> None:
        """Enter what a judge found on these kinds of page."""
        self.judged |= {(check, kind) for kind in kinds}
        self.faults += faults

    def as_json(self) -> str:
        """Return the report for machines, in an order that does not change."""
        told = {
            "judged": sorted(map(list, self.judged)),
            "faults": [asdict(fault) for fault in sorted(set(self.faults))],
            "measured": self.measured,
            "notes": sorted(set(self.notes)),
        }
        return json.dumps(told, indent=1, ensure_ascii=False) + "\n"

    def show(self, console: Console, checks: Sequence[str], kinds: Sequence[str]) -> None:
        """Print the table, then each fault once with the first page that has it, then notes and numbers."""
        console.print(self._table(checks, kinds))
        pages: dict[tuple[str, str], list[Fault]] = {}
        for fault in sorted(set(self.faults)):
            pages.setdefault((fault.check, fault.detail), []).append(fault)
        for (check, detail), found in pages.items():
            where = ", ".join(dict.fromkeys(fault.kind for fault in found))
            more = f" and {len(found) - 1} more" if len(found) > 1 else ""
            _say(console, f"\n{check} · {where} · {found[0].page}{more}\n    {detail}")
        for note in sorted(set(self.notes)):
            _say(console, f"note · {note}")
        for name, value in self.measured.items():
            _say(console, f"{name}: {value}")

    def _table(self, checks: Sequence[str], kinds: Sequence[str]) -> Table:
        found = Counter((fault.check, fault.kind) for fault in set(self.faults))
        table = Table(box=None, pad_edge=False)
        table.add_column("page", no_wrap=True)
        for check in checks:
            table.add_column(check, justify="right", no_wrap=True)
        for kind in kinds:
            cells = []
            for check in checks:
                times = found[check, kind]
                cells.append(str(times) if times else "✓" if (check, kind) in self.judged else "")
            table.add_row(kind, *cells)
        return table


def _say(console: Console, line: str) -> None:
    console.print(line, markup=False, highlight=False, soft_wrap=True)
