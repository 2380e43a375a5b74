"""The command that asks the network: collect."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from newsdesk.cli.application import AsJson, Root, app
from newsdesk.cli.terminal import Progress, find_newsroom, note, print_json, read_time

if TYPE_CHECKING:
    from newsdesk.collecting import SourceReport

#: So many problems of a source are printed; its manifest keeps more.
SHOWN_PROBLEMS = 5


@app.command()
def collect(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE", help="Names from newsdesk.yaml; else all.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="Only what was published at this time or later.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Ask, but save nothing.")] = False,
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Ask the configured sources for what is new and store it as snapshots.

    A source that fails is told and stops no other; the exit code is then 1.

    Example: newsdesk collect --since 2026-03-27 --dry-run
    """
    from newsdesk import collecting, config

    layout = find_newsroom(root)
    settings, start = config.load(layout.root), read_time("--since", since)
    with Progress("Collecting") as progress:
        report = collecting.collect(
            layout,
            settings,
            now=datetime.now(UTC),
            sources=sources or (),
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
        asked = len(report.sources)
        print(f"{asked} sources asked, {len(report.failed)} failed: {report.new} new records.")
    if report.failed:
        raise typer.Exit(1)


def _tell(source: SourceReport) -> None:
    for problem in source.problems[:SHOWN_PROBLEMS]:
        note(str(problem))
    hidden = len(source.problems) - SHOWN_PROBLEMS
    if hidden > 0:
        note(f"… and {hidden} more problems of {source.title}.")
    if source.error:
        note(f"{source.title}: {source.error}")
    dropped = "".join(f", {count} {reason}" for reason, count in source.dropped.items())
    state = "failed" if source.error else "unchanged" if source.unchanged else "read"
    print(f"{source.source}: {state}, {source.new} new, {source.duplicates} known{dropped}")
