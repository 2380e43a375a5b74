"""The newsroom's files to what is published: proved stories, versions, corrections, editions, removals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from newsdesk import garbage
from newsdesk.archive import corrections, ledger
from newsdesk.archive.corrections import Correction
from newsdesk.archive.removals import REMOVALS
from newsdesk.config import Layout
from newsdesk.publish import versions
from newsdesk.site.published import Published, Removed
from newsdesk.site.settings import Site
from newsdesk.stories import StoryVersion


class Read(NamedTuple):
    """What is published, and a line for each thing that is left out.

    These are stories and versions that aren't whole, and corrections of stories that aren't there.
    """

    published: Published
    problems: tuple[str, ...]


def read(layout: Layout, site: Site) -> Read:
    """Read and prove what a site is made of: the demonstration's stories if ``site`` is one, else the others.

    Raises LedgerError for a bad file of the ledger.
    """
    with garbage.kept():
        proved, problems = versions.proved(layout)
        stories = tuple(version for version in proved if version.demo == site.demo)
        history, broken = versions.histories(layout, stories)
        editions = ledger.editions(layout, demo=site.demo)
        removed = tuple(
            Removed(record=entry.record, reason=entry.reason, seen_at=entry.seen_at)
            for entry in REMOVALS.read(layout)
        )
        corrected, lost = _by_story(corrections.read(layout, demo=site.demo), stories)
    told = [f"not published: {problem}" for problem in problems]
    told += [f"left out of the story so far: {problem}" for problem in broken]
    told += [f"correction left out: no story “{slug}” is published" for slug in lost]
    return Read(Published(site, stories, history, editions, removed, corrected), tuple(told))


def _by_story(
    found: Iterable[Correction], stories: Iterable[StoryVersion]
) -> tuple[dict[str, tuple[Correction, ...]], list[str]]:
    """Return the corrections of each story that is published, by slug, and the slugs of the others."""
    by_slug: dict[str, list[Correction]] = defaultdict(list)
    for one in found:
        by_slug[one.story].append(one)
    there = {version.slug for version in stories}
    kept = {slug: tuple(said) for slug, said in by_slug.items() if slug in there}
    return kept, sorted(set(by_slug) - there)
