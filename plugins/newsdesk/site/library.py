"""Where whole versions and editions come back from, by what is kept of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from newsdesk.archive import ledger
from newsdesk.config import Layout
from newsdesk.publish import versions
from newsdesk.reports import EditionReport
from newsdesk.site.abstract import Abstract
from newsdesk.site.edition import Edition
from newsdesk.stories import StoryVersion

#: So many whole versions are kept: those of the stories whose pages are made at a time.
_KEPT: Final = 50


class Library(NamedTuple):
    """What gives the whole version of an abstract, and the whole report of an edition."""

    version: Callable[[Abstract], StoryVersion]
    edition: Callable[[Edition], EditionReport]


def at_hand(every: Iterable[StoryVersion], reports: Iterable[EditionReport]) -> Library:
    """Return a library of what is held already."""
    versions = {(version.address, version.version): version for version in every}
    editions = {report.as_of: report for report in reports}
    return Library(lambda one: versions[one.address, one.version], lambda one: editions[one.as_of])


def of(layout: Layout, *, demo: bool) -> Library:
    """Return the library of a newsroom: its files are read again, and have to be those that were proved.

    A file that changed since raises StoryError or LedgerError.
    """

    @lru_cache(_KEPT)
    def version(story: str, number: int, file: str) -> StoryVersion:
        return versions.again(layout, story, number, file)

    def report(one: Edition) -> EditionReport:
        return ledger.again(layout, one.as_of, one.file, demo=demo)

    return Library(lambda one: version(one.story, one.version, one.file), report)
