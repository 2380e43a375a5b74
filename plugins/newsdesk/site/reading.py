"""The newsroom's files to what is published: proved stories, their versions, editions, removed posts."""

from __future__ import annotations

from typing import NamedTuple

from newsdesk import garbage
from newsdesk.archive import ledger
from newsdesk.archive.removals import REMOVALS
from newsdesk.config import Layout
from newsdesk.publish import versions
from newsdesk.site.published import Published, Removed
from newsdesk.site.settings import Site


class Read(NamedTuple):
    """What is published, and a line for each story or version that is left out because it isn't whole."""

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
    told = [f"not published: {problem}" for problem in problems]
    told += [f"left out of the story so far: {problem}" for problem in broken]
    return Read(Published(site, stories, history, editions, removed), tuple(told))
