"""Commands about what the newsroom keeps: import, export, init, doctor."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from newsdesk.cli.application import AsJson, Root, app
from newsdesk.cli.terminal import (
    NO_RECORDS,
    Progress,
    confirmed,
    find_newsroom,
    note,
    print_json,
    read_platform,
    read_time,
)
from newsdesk.errors import UsageError

if TYPE_CHECKING:
    from newsdesk.archive.importing import ImportReport
    from newsdesk.config import Layout

#: So many problems are printed; the file of rejected lines holds all of them.
SHOWN_PROBLEMS = 20


@app.command("import")
def import_command(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="JSON lines (also .gz, - is stdin), or payloads.")
    ],
    platform: Annotated[
        str | None, typer.Option(metavar="NAME", help="The platform of every record.")
    ] = None,
    collected_at: Annotated[
        str | None, typer.Option(metavar="TIME", help="Used where a file tells no time of collection.")
    ] = None,
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Store records from files of canonical JSON lines, API answers or exports as snapshots.

    With --platform a file that holds none of our lines is read as the platform's own: an answer of its
    API, or what it gives its users to take along (also zip and tar). Bad items are named and kept apart;
    the good ones are stored, and the exit code is 1.

    Example: newsdesk import --platform x twitter-archive.zip
    """
    from newsdesk.archive import importing

    layout = find_newsroom(root)
    with Progress("Importing") as progress:
        report = importing.import_files(
            layout,
            files,
            platform=read_platform("--platform", platform),
            collected_at=read_time("--collected-at", collected_at),
            now=datetime.now(UTC),
            progress=lambda name, lines: progress(Path(name).name, lines, 0),
        )
    _tell_import(layout, report, as_json)
    if report.problems:
        raise typer.Exit(1)


@app.command("export")
def export_command(
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="Only records collected at this time or later.")
    ] = None,
    form: Annotated[
        Literal["jsonl", "parquet"],
        typer.Option("--format", help="JSON lines, or one Parquet file."),
    ] = "jsonl",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; else standard output.")
    ] = None,
    root: Root = None,
) -> None:
    """Write the stored records, the inverse of import.

    Example: newsdesk export --since 2026-03-01 | gzip > march.jsonl.gz
    """
    from newsdesk.archive import exporting

    layout, start = find_newsroom(root), read_time("--since", since)
    if form == "parquet":
        if output is None:
            raise UsageError("A Parquet file can't go to a terminal or pipe: name it with --output FILE.")
        note(f"{exporting.export_parquet(layout, output, since=start)} records in {output}")
        return
    lines = exporting.export_lines(layout, since=start)
    if output is not None:
        note(f"{_write_lines(output, lines)} records in {output}")
        return
    try:
        written = _print_lines(lines)
    except BrokenPipeError:
        raise typer.Exit(0) from None  # whoever read us had enough
    if not written:
        note("No records were collected since then." if start else NO_RECORDS)


@app.command()
def init(yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False, root: Root = None) -> None:
    """Remove the demonstration and leave an empty newsroom; real records and stories stay.

    Example: newsdesk init --yes
    """
    from newsdesk import reset

    layout = find_newsroom(root)
    paths = reset.demonstration(layout)
    if not paths:
        print("Nothing to remove: the newsroom holds no demonstration.")
        return
    for path in paths:
        print(path.relative_to(layout.root).as_posix())
    if not yes and not confirmed(f"Remove these {len(paths)} files and folders?"):
        print("Nothing was removed.")
        raise typer.Exit(1)
    reset.remove(layout, paths)
    print("The demonstration is gone. Next: newsdesk import FILE, then make clean html.")


@app.command()
def doctor(as_json: AsJson = False, root: Root = None) -> None:
    """Look at configuration, key, snapshots, ledger, disk and engines, and say what to do.

    Example: newsdesk doctor
    """
    from newsdesk import doctor as health

    checks = health.examine(find_newsroom(root), now=datetime.now(UTC), environment=os.environ)
    if as_json:
        print_json([check.model_dump(mode="json") for check in checks])
    else:
        for check in checks:
            print(f"{check.status:<5} {check.name:<15} {check.detail}")
            if check.remedy:
                print(f"{'':<21} {check.remedy}")
    if any(check.status == "fail" for check in checks):
        raise typer.Exit(1)


def _tell_import(layout: Layout, report: ImportReport, as_json: bool) -> None:
    rejected_file = report.rejected_file and report.rejected_file.relative_to(layout.root).as_posix()
    if as_json:
        print_json(
            {
                "read": report.read,
                "stored": report.stored,
                "duplicates": report.duplicates,
                "tombstones": report.tombstones,
                "dropped": report.dropped,
                "payloads": report.payloads,
                "removed": report.removed,
                "rejected": report.rejected,
                "problems": [problem.model_dump() for problem in report.problems],
                "rejected_file": rejected_file,
                "snapshots": [manifest.file for manifest in report.manifests],
            }
        )
        return
    for problem in report.problems[:SHOWN_PROBLEMS]:
        print(problem, file=sys.stderr)
    hidden = len(report.problems) - SHOWN_PROBLEMS
    if hidden > 0:
        print(f"… and {hidden} more problems.", file=sys.stderr)
    if rejected_file:
        print(f"The rejected lines and their problems: {rejected_file}", file=sys.stderr)
    for kind, count in report.payloads.items():
        print(f"{count} × {kind}")
    for reason, count in report.dropped.items():
        print(f"{count} left out: {reason}")
    what = "items" if report.payloads else "lines"
    print(
        f"{report.read} {what} read: {report.stored} stored in {len(report.manifests)} snapshots, "
        f"{report.duplicates} duplicates, {report.tombstones} taken down, {report.rejected} rejected."
    )


def _print_lines(lines: Iterable[bytes]) -> int:
    written = 0
    for line in lines:
        sys.stdout.buffer.write(line)
        written += 1
    sys.stdout.flush()
    return written


def _write_lines(target: Path, lines: Iterable[bytes]) -> int:
    from newsdesk.files import write_atomic

    every = list(lines)
    write_atomic(target, b"".join(every))
    return len(every)
