"""Which pages exist: one module for each kind, each of which plans its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from newsdesk.errors import StoryError
from newsdesk.site.machine import evidence, feed
from newsdesk.site.machine import search as search_index
from newsdesk.site.page import Page
from newsdesk.site.pages import beat, front, notfound, search, story
from newsdesk.site.published import Published
from newsdesk.stories import StoryVersion

#: A new kind of page is a module with ``pages`` and a line here.
KINDS: Final[tuple[Callable[[Published], Iterator[Page]], ...]] = (
    front.pages,
    beat.pages,
    story.pages,
    notfound.pages,
    feed.pages,
    evidence.pages,
    search.pages,
    search_index.pages,
)
_ADDRESS: Final = re.compile(r"/\d{4}/\d{2}/[a-z0-9]+(-[a-z0-9]+)*/")


def plan(published: Published) -> tuple[Page, ...]:
    """Return every page of the newsroom, sorted by path; raise StoryError for an impossible address."""
    _check(published.stories)
    pages = [page for pages_of in KINDS for page in pages_of(published)]
    return tuple(sorted(pages, key=lambda page: page.path))


def _check(versions: tuple[StoryVersion, ...]) -> None:
    for version in versions:
        if not _ADDRESS.fullmatch(version.address):
            raise StoryError(
                f"content/versions: {version.slug}",
                f"the address {version.address!r} is not of the form /YYYY/MM/slug/",
                "Restore the version file from the repository's history.",
            )
    for address, times in Counter(version.address for version in versions).items():
        if times > 1:
            raise StoryError(
                f"content/versions: {address}",
                f"{times} stories have this address",
                "Remove the copy that does not belong there.",
            )
