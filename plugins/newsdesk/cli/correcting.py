"""The command for what was wrong in a published story: correct."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from newsdesk.cli.application import AsJson, Root, app
from newsdesk.cli.terminal import find_newsroom, note, print_json
from newsdesk.errors import UsageError

if TYPE_CHECKING:
    from newsdesk.archive.corrections import Correction
    from newsdesk.config import Layout

#: More than any correction may have, in bytes: nobody waits for the end of a stream that has none.
_MOST_READ = 100_000


@app.command()
def correct(
    story: Annotated[
        str | None, typer.Argument(metavar="STORY", help="A slug, an address, a URL of the site, or a file.")
    ] = None,
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="What was wrong and what is right; - is stdin.")
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="List what was entered, of STORY or of all.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be entered; save nothing.")
    ] = False,
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Say what was wrong in a published story: a dated correction that stands above its text.

    The text itself is never altered. The next build shows the correction on the story's page, those of its
    earlier versions, in feeds and data, and under /corrections/.

    Example: newsdesk correct slow-models "The licence was published in May. The story said April."
    """
    layout = find_newsroom(root)
    if listed:
        if text is not None or dry_run:
            raise UsageError("--list goes with STORY or alone, not with TEXT or --dry-run.")
        _list(layout, story, as_json)
        return
    if story is None or text is None:
        raise UsageError("Name the story and say what was wrong: newsdesk correct STORY TEXT.")
    _enter(layout, story, text, dry_run=dry_run, as_json=as_json)


def _enter(layout: Layout, story: str, text: str, *, dry_run: bool, as_json: bool) -> None:
    from newsdesk.archive import corrections
    from newsdesk.publish import naming, versions

    version = versions.load(layout, naming.named(layout, story))
    made = corrections.Correction(at=datetime.now(UTC), story=version.slug, text=_read(text))
    before = {one.identity: one for one in corrections.read(layout, demo=version.demo)}.get(made.identity)
    new = before is None
    if new and not dry_run:
        new = corrections.add(layout, made, demo=version.demo)
    if as_json:
        told = (before or made).model_dump(mode="json")
        print_json({**told, "address": version.address, "new": new, "saved": new and not dry_run})
        return
    if before:
        print(f"It was entered already, at {_time(before)}: nothing was changed.")
        return
    print(f"{'Would be entered' if dry_run else 'Entered'} for “{version.headline}” ({version.address}):")
    print(f"  {_time(made)}  {made.text}")
    note("Nothing was saved." if dry_run else "The next build shows it: make html, or make publish.")


def _list(layout: Layout, story: str | None, as_json: bool) -> None:
    from newsdesk.archive import corrections
    from newsdesk.publish import naming

    every = [one for demo in (False, True) for one in corrections.read(layout, demo=demo)]
    if story is not None:
        # What was said of a story that was taken down since can still be listed.
        known = {one.story for one in every}
        slug = story if story in known else naming.named(layout, story).parent.name
        every = [one for one in every if one.story == slug]
    if as_json:
        print_json([one.model_dump(mode="json") for one in every])
        return
    for one in every:
        print(f"{_time(one)}  {one.story}\n  {one.text}")
    if not every:
        note("No correction was entered.")


def _read(text: str) -> str:
    """Return the text of a correction as it will be kept; raise UsageError for what can't be one."""
    from newsdesk.archive.corrections import LONGEST, plain, says_something

    if text == "-":
        text = sys.stdin.buffer.read(_MOST_READ).decode("utf-8-sig", "replace")
    line: str = plain(text)
    if not says_something(line):
        raise UsageError("The correction says nothing: TEXT tells what was wrong and what is right.")
    if len(line) > LONGEST:
        raise UsageError(
            f"The correction has {len(line):,} characters, and {LONGEST} are the most. Say it in one "
            "paragraph; for more, write an article under content/articles."
        )
    return line


def _time(one: Correction) -> str:
    return f"{one.at:%Y-%m-%dT%H:%MZ}"
