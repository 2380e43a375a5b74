"""The command that asks the network: collect."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from newsdesk.cli.application import AsJson, Root, app
from newsdesk.cli.terminal import Progress, find_newsroom, note, print_json, read_time
from newsdesk.errors import UsageError

if TYPE_CHECKING:
    from newsdesk.collecting import CollectReport, SourceReport
    from newsdesk.config import Layout

NOTHING_QUOTED = "No published story quotes a collected post that is still to be asked for."
#: So many problems of a source are printed; its manifest keeps more.
SHOWN_PROBLEMS = 5


@app.command()
def collect(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCE", help="Names or platforms; else all that are due."),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="Only what was published at this time or later.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Also sources that are not due yet.")] = False,
    recheck: Annotated[
        bool, typer.Option("--recheck", help="Ask instead whether posts that stories quote are still there.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Ask, but save nothing.")] = False,
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Ask the configured sources for what is new and store it as snapshots.

    A source that fails is told and stops no other; the exit code is then 1.

    Example: newsdesk collect --since 2026-03-27 --dry-run
    """
    from newsdesk import collecting
    from newsdesk.collect import registry

    if recheck and (sources or since or every):
        raise UsageError("--recheck asks for quoted posts, whatever their source: name none, and no time.")
    layout = find_newsroom(root)
    settings, start, now = registry.load(layout.root), read_time("--since", since), datetime.now(UTC)
    with Progress("Rechecking" if recheck else "Collecting") as progress:
        if recheck:
            report = collecting.recheck(
                layout, settings, now=now, dry_run=dry_run, progress=progress, environment=os.environ
            )
        else:
            report = collecting.collect(
                layout,
                settings,
                now=now,
                sources=sources or (),
                every=every,
                since=start,
                dry_run=dry_run,
                progress=progress,
                environment=os.environ,
            )
    if as_json:
        print_json(report.model_dump(mode="json"))
    else:
        for source in report.sources:
            _tell(source)
        print(_summary(report) if report.sources or not recheck else NOTHING_QUOTED)
    if recheck:
        _tell_quoted(layout)
    if report.failed:
        raise typer.Exit(1)


def _tell(source: SourceReport) -> None:
    for problem in source.problems[:SHOWN_PROBLEMS]:
        note(str(problem))
    hidden = source.problems_total - SHOWN_PROBLEMS
    if hidden > 0:
        note(f"… and {hidden:,} more problems of {source.title}.")
    for gap in source.gaps:
        note(f"{source.title}: lost {gap.start:%Y-%m-%d %H:%M} to {gap.end:%Y-%m-%d %H:%M} UTC: {gap.reason}")
    if source.error:
        note(f"{source.title}: {source.error}")
    print(f"{source.source}: {', '.join(_parts(source))}")


def _parts(source: SourceReport) -> list[str]:
    """Return what is said of a source on its line."""
    due = f"{source.next_due:%Y-%m-%d %H:%M} UTC" if source.next_due else None
    if not source.asked:
        return [f"not due before {due}"]
    told = ["failed" if source.error else "unchanged" if source.unchanged else "read"]
    told += [f"{source.new:,} new", f"{source.duplicates:,} known"]
    told += [f"{count:,} {reason}" for reason, count in source.dropped.items()]
    told += [f"{source.problems_total:,} unusable"] if source.problems_total else []
    told += [f"{source.checked:,} checked"] if source.checked else []
    told += [f"{source.removed:,} gone"] if source.removed else []
    told += [f"newest {_span(source.lag_seconds)} old"] if source.lag_seconds is not None else []
    return [*told, f"next due {due}"] if due else told


def _span(seconds: int) -> str:
    """Return a length of time in its largest whole unit."""
    for unit, length in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length} {unit}"
    return f"{seconds} s"


def _summary(report: CollectReport) -> str:
    waiting = len(report.sources) - len(report.asked)
    told = f"{len(report.asked)} sources asked, {len(report.failed)} failed: {report.new:,} new records"
    told += f", {waiting} not due" if waiting else ""
    gaps, gone = sum(len(one.gaps) for one in report.sources), sum(one.removed for one in report.sources)
    told += f", {gaps} gaps" if gaps else ""
    told += f", {gone} records of ours are gone" if gone else ""
    return f"{told}. Nothing was saved." if report.dry_run else f"{told}."


def _tell_quoted(layout: Layout) -> None:
    """Name the published quotations whose posts are gone: an editor has to look at them."""
    from newsdesk.collecting.rechecking import quoted_and_gone

    for slug, record, removal in quoted_and_gone(layout):
        note(f"{slug}: quotes {record}, which was found {removal.reason} on {removal.seen_at:%Y-%m-%d}.")
