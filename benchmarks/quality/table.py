"""What is shown of a run: a table on a terminal, plain lines in a pipe, JSON for machines."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from benchmarks.quality.measure import Measure, Skipped
from benchmarks.quality.running import Failed, Told
from rich.console import Console
from rich.markup import escape
from rich.table import Table


def number(value: float | None, unit: str = "") -> str:
    """Return a value as it is printed: "92.4%", "0.613", "12,300 posts/s"; nothing for None."""
    if value is None or math.isnan(value):
        return "–"
    if unit == "%":
        return f"{value:.1%}"
    size = abs(value)
    digits = 0 if size >= 100 or value == int(value) else 1 if size >= 10 else 3
    return f"{value:,.{digits}f}{' ' if unit else ''}{unit}"


def sign(told: Told) -> str:
    """Return ✓, ✗, or nothing where there is no floor."""
    if isinstance(told, Measure):
        return "" if not told.judged else "✓" if told.held else "✗"
    return "–" if isinstance(told, Skipped) else "✗"


def floor(measure: Measure) -> str:
    """Return the floor as it is printed: "≥ 0.900", "≤ 5.0%", or nothing."""
    if not measure.judged:
        return ""
    return f"{'≥' if measure.higher else '≤'} {number(measure.floor, measure.unit)}"


def cells(module: str, told: Told) -> tuple[str, str, str, str, str, str]:
    """Return the cells of one row: module, name, value, floor, sign, what stands beside it."""
    if isinstance(told, Measure):
        return module, told.name, number(told.value, told.unit), floor(told), sign(told), told.beside
    if isinstance(told, Skipped):
        return module, told.name, "skipped", "", sign(told), told.reason
    return module, told.name, "failed", "", sign(told), told.error


def line(module: str, told: Told) -> str:
    """Return one row as a plain line."""
    _, name, value, least, mark, beside = cells(module, told)
    middle = f"{value:>14}  {least:<12}{mark:<2}"
    return f"{module:<12} {name:<58} {middle} {beside}".rstrip()


def show(console: Console, rows: Sequence[tuple[str, Told]]) -> None:
    """Print one table of everything."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title, justify in (("module", "left"), ("measure", "left"), ("value", "right"), ("floor", "left")):
        table.add_column(title, justify=justify, no_wrap=title == "value")  # type: ignore[arg-type]
    table.add_column("")
    table.add_column("beside")
    last = None
    for module, told in rows:
        style = {"✗": "red", "✓": "", "–": "dim"}.get(sign(told), "")
        _, *rest = cells(module, told)
        table.add_row(module if module != last else "", *map(escape, rest), style=style)
        last = module
    console.print(table)


def as_json(rows: Sequence[tuple[str, Told]]) -> str:
    """Return everything as one JSON document; a number that is none is null."""
    kinds = {Measure: "measures", Skipped: "skipped", Failed: "failed"}
    report: dict[str, list[dict[str, Any]]] = {name: [] for name in kinds.values()}
    for module, told in rows:
        entry: dict[str, Any] = {"module": module, **asdict(told)}
        if isinstance(told, Measure):
            entry["held"] = told.held
        clean = {k: None if isinstance(v, float) and math.isnan(v) else v for k, v in entry.items()}
        report[kinds[type(told)]].append(clean)
    return json.dumps(report, ensure_ascii=False, indent=2)


def summary(rows: Sequence[tuple[str, Told]]) -> str:
    """Return the last line: how many floors are held, and what isn't."""
    judged = [told for _, told in rows if isinstance(told, Measure) and told.judged]
    held = sum(measure.held for measure in judged)
    parts = [f"{held} of {len(judged)} floors held"]
    for kind, word in ((Skipped, "skipped"), (Failed, "failed")):
        count = sum(isinstance(told, kind) for _, told in rows)
        if count:
            parts.append(f"{count} {word}")
    return ", ".join(parts) + "."


def sound(rows: Sequence[tuple[str, Told]]) -> bool:
    """Whether every floor is held and nothing failed."""
    return not any(sign(told) == "✗" for _, told in rows)
