"""Commands about what the newsroom does: analyse, signals, write, check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import typer

from newsdesk.cli import explaining
from newsdesk.cli.application import AsJson, Root, app
from newsdesk.cli.terminal import (
    NO_RECORDS,
    Progress,
    find_newsroom,
    note,
    print_json,
    print_line,
    read_time,
)
from newsdesk.errors import StoryError, UsageError

if TYPE_CHECKING:
    from newsdesk.config import Layout
    from newsdesk.explain import Priced
    from newsdesk.newsroom import Worked
    from newsdesk.reports import EditionReport
    from newsdesk.stories import Brief, Draft, Finding

    Model = TypeVar("Model", Brief, Draft)


@app.command()
def analyse(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="FILE", help="JSON lines; else every stored record.")
    ] = None,
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Show what analysis makes of records: language, sentiment, entities, beats, duplicates.

    One line each; with --json one JSON object each.

    Example: newsdesk analyse posts.jsonl.gz --json
    """
    from newsdesk import explain
    from newsdesk.archive import importing
    from newsdesk.collect import registry
    from newsdesk.records import Problem, Record

    layout = find_newsroom(root)
    settings = registry.load(layout.root)
    found = list(importing.read_files(files) if files else explain.collected(layout))
    problems = [item for item in found if isinstance(item, Problem)]
    for problem in problems:
        note(str(problem))
    for result in explain.analyse(settings, (item for item in found if isinstance(item, Record))):
        print_line(result) if as_json else print(_analysis_line(result))
    if not found and not files:
        note(NO_RECORDS)
    if problems:
        raise typer.Exit(1)


@app.command()
def signals(
    as_of: Annotated[
        str | None, typer.Option(metavar="TIME", help="As seen at this time; else at the newest edition.")
    ] = None,
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Show what had changed at a time: each signal with its reason, test, notes and evidence.

    Example: newsdesk signals --as-of 2026-03-27T12:00Z --json
    """
    from newsdesk import explain
    from newsdesk.collect import registry

    layout = find_newsroom(root)
    settings = registry.load(layout.root)
    moment = read_time("--as-of", as_of) or explain.newest_slot(layout, settings)
    found = explain.signals(layout, settings, moment)
    if as_json:
        print_json([signal.model_dump(mode="json") for signal in found])
        return
    for signal in found:
        print("\n".join(explaining.signal_lines(signal)))
    note(f"{len(found)} signals at {moment:%Y-%m-%dT%H:%MZ}")


@app.command()
def write(
    edition: Annotated[str | None, typer.Option(metavar="TIME", help="Work this edition only.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="Work the due editions from this time on.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="TIME", help="Work the due editions up to this time.")
    ] = None,
    writer: Annotated[
        Literal["auto", "builtin", "claude", "replay"] | None,
        typer.Option(help="Who writes; else what newsdesk.yaml says. replay takes recorded answers only."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Work at most so many editions.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Decide, but write and save nothing.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Ask nobody over the network.")] = False,
    ask_again: Annotated[
        bool,
        typer.Option("--ask-again", help="Ask once more where an earlier run was stopped while it waited."),
    ] = False,
    wait: Annotated[
        float, typer.Option(metavar="SECONDS", min=0, help="How long to wait for a batch (claude.batches).")
    ] = 3600,
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Work due editions: decide what is a story, write it, prove it, publish it to content/.

    A recorded answer is taken where there is one; else Claude is asked, if a key is set; else the built-in
    writer writes. With --dry-run each candidate is explained: its signals, its score and what took from it;
    and each request to Claude with its tokens and what it would cost at most.

    Example: newsdesk write --since 2026-03-20 --dry-run
    """
    from newsdesk import config, newsroom
    from newsdesk.answering import Pen
    from newsdesk.collect import registry
    from newsdesk.explain import priced

    if edition and (since or until):
        raise UsageError("Give --edition, or --since and --until, not both.")
    layout = find_newsroom(root)
    start, end = read_time("--since", since), read_time("--until", until)
    only = read_time("--edition", edition)
    settings = registry.load(layout.root)
    pen = Pen(writer or settings.writer, online=not (offline or dry_run), ask_again=ask_again, wait=wait)
    with Progress("Working") as progress:
        worked = newsroom.work(
            layout,
            settings,
            config.site_name(layout.root),
            since=only or start,
            until=only or end,
            limit=limit,
            pen=pen,
            dry_run=dry_run,
            progress=progress,
        )
    asks = pen.choice != "builtin" and not worked.demo
    requests = priced(worked.briefs, layout, settings) if asks else []
    if as_json:
        print_json([_with_requests(report, requests) for report in worked.editions])
    else:
        _tell(worked, requests, whole=dry_run)


def _tell(worked: Worked, requests: list[Priced], *, whole: bool) -> None:
    """Print every candidate's fate, what would be asked at which price, and what it all came to."""
    for report in worked.editions:
        for candidate in report.candidates:
            print("\n".join(explaining.candidate_lines(report, candidate, whole=whole)))
    for line in explaining.price_lines(requests):
        print(line)
    if worked.waiting:
        moment = f"{worked.waiting:%Y-%m-%dT%H:%MZ}"
        note(f"The edition {moment} waits for its batch; run the command again to fetch it.")
    if worked.editions:
        told = len(worked.stories)
        note(f"{len(worked.editions)} editions worked, {worked.signals} signals, {told} stories")
    elif not worked.waiting:
        note("No edition was due." if worked.records else NO_RECORDS)


@app.command()
def check(
    stories: Annotated[
        list[str] | None,
        typer.Argument(metavar="STORY", help="Slugs, addresses or files; else every version."),
    ] = None,
    brief: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --draft: a brief to hold the draft against.")
    ] = None,
    draft: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --brief: an unpublished draft.")
    ] = None,
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Prove published stories again: bytes, quotations, speakers, numbers, references.

    The exit code is 1 if anything is an error; warnings are only told.

    Example: newsdesk check content/stories/2026/03/*.md
    """
    if (brief is None) != (draft is None):
        raise UsageError("--brief and --draft go together.")
    if brief and draft:
        found = {draft.name: _held_against(brief, draft)}
    else:
        found = _proved(find_newsroom(root), stories or [])
    if as_json:
        print_json(
            [
                {"story": story, "findings": [finding.model_dump(mode="json") for finding in findings]}
                for story, findings in found.items()
            ]
        )
    else:
        for story, findings in found.items():
            for finding in findings:
                print(f"{story}: {finding.severity} {finding.code} at {finding.part}: {finding.detail}")
    if not found:
        note("There are no published stories to check. They are written by make html, or newsdesk write.")
        return
    failed = [s for s, findings in found.items() if any(f.severity == "error" for f in findings)]
    note(f"{len(found)} checked, {len(found) - len(failed)} hold, {len(failed)} do not.")
    if failed:
        raise typer.Exit(1)


def _proved(layout: Layout, stories: list[str]) -> dict[str, tuple[Finding, ...]]:
    """Return the findings of the named stories, of every version of every story if none is named."""
    from newsdesk.publish import quotations, verifying

    paths = [verifying.find(layout, story) for story in stories]
    if not stories:
        paths = sorted(layout.versions.rglob("v*.json"))
    found: dict[str, tuple[Finding, ...]] = {}
    index = quotations.index(layout)
    with Progress("Checking") as progress:
        for number, path in enumerate(paths):
            progress("stories", number, len(paths))
            found[_shown(layout, path)] = verifying.verify_story(layout, path, index)
    return found


def _with_requests(report: EditionReport, requests: list[Priced]) -> dict[str, Any]:
    """Return an edition's report with what would be asked of Claude for it: only a dry run has any."""
    asked = [item.model_dump(mode="json") for item in requests if item.edition == report.as_of]
    return {**report.model_dump(mode="json"), "requests": asked}


def _held_against(brief_file: Path, draft_file: Path) -> tuple[Finding, ...]:
    from newsdesk.check.gate import check as prove
    from newsdesk.stories import Brief, Draft

    return prove(_read(Draft, draft_file), _read(Brief, brief_file))


def _read(model: type[Model], path: Path) -> Model:
    from pydantic import ValidationError

    try:
        return model.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: can't be read ({error.strerror}).") from None
    except (ValidationError, OverflowError) as error:
        reason = str(error).replace("\n", " ")[:300]
        raise StoryError(path, f"not a {model.__name__.lower()} ({reason})", "See docs/schemas.") from None


def _shown(layout: Layout, path: Path) -> str:
    """Return the path from the newsroom's folder on; that of a copy elsewhere as it is."""
    return path.relative_to(layout.root).as_posix() if path.is_relative_to(layout.root) else str(path)


def _analysis_line(result: dict[str, Any]) -> str:
    sentiment = result["sentiment"]
    columns = [
        result["id"],
        result["language"],
        f"{sentiment['label'] or '-'} {sentiment['score']:+.2f}",
        result["register"],
        ",".join(result["entities"]) or "-",
        ",".join(f"{beat}={sure:.2f}" for beat, sure in result["beats"].items()) or "-",
        ",".join(result["flags"]) or "-",
        result["duplicate_of"] or "-",
    ]
    return "\t".join(columns)
