"""The command about recorded answers: rehearse."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsdesk.cli.application import AsJson, Root, app
from newsdesk.cli.terminal import Progress, find_newsroom, note, print_json

if TYPE_CHECKING:
    from newsdesk.rehearsal import Wanted


@app.command()
def rehearse(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="Where requests are laid out, and answers are looked for."),
    ] = None,
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Work the demonstration afresh, and list the requests that want a recorded answer.

    Into FOLDER each is put as NAME.request.md and NAME.brief.json; an answer that lies there as NAME.json is
    proved, stored under content/replies and used at once. Answers that are stored already are proved again
    where their request has changed. The exit code is 1 if there is an answer that can't be taken.

    Example: newsdesk rehearse /tmp/answers
    """
    from newsdesk import config, rehearsal
    from newsdesk.collect import registry

    layout = find_newsroom(root)
    settings, site = registry.load(layout.root), config.site_name(layout.root)
    with Progress("Rehearsing") as progress:
        found = rehearsal.rehearse(layout, settings, site, folder, progress)
    if folder:
        for wanted in found.wanted:
            rehearsal.lay_out(wanted, folder)
    if as_json:
        print_json([_described(wanted) for wanted in found.wanted])
    else:
        for wanted in found.wanted:
            print("\n".join(_lines(wanted)))
    note(f"{len(found.known)} answered before, {len(found.taken)} taken now, {len(found.wanted)} wanted")
    if any(wanted.findings or wanted.unreadable for wanted in found.wanted):
        raise typer.Exit(1)


def _described(wanted: Wanted) -> dict[str, object]:
    from newsdesk.rehearsal import assignment_of

    brief = wanted.brief
    return {
        "name": assignment_of(brief),
        "key": wanted.request.key,
        "edition": brief.model_dump(mode="json")["edition"],
        "kind": brief.kind,
        "beat": brief.beat.slug,
        "subject": brief.subject,
        "why": brief.why,
        "unreadable": wanted.unreadable,
        "findings": [finding.model_dump(mode="json") for finding in wanted.findings],
    }


def _lines(wanted: Wanted) -> list[str]:
    from newsdesk.rehearsal import assignment_of

    brief = wanted.brief
    lines = [f"{assignment_of(brief)}: {brief.why}"]
    if wanted.unreadable:
        lines.append(f"    {wanted.unreadable}")
    lines += [f"    {f.severity} {f.code} at {f.part}: {f.detail}" for f in wanted.findings]
    return lines
