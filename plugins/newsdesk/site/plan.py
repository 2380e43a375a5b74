"""Which pages exist: one module for each kind, each of which plans its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from newsdesk.errors import StoryError
from newsdesk.site.abstract import Abstract
from newsdesk.site.dossier import Dossier
from newsdesk.site.machine import card, evidence, feed, json_api, plain, robots, search_index, sitemap
from newsdesk.site.page import Page
from newsdesk.site.pages import (
    api,
    archive,
    beat,
    beats,
    corrections,
    editions,
    entities,
    feeds,
    front,
    notfound,
    search,
    sources,
    story,
    wire,
)
from newsdesk.site.published import Published

#: A new kind of page that tells of all stories is a module with ``pages`` and a line here …
KINDS: Final[tuple[Callable[[Published], Iterator[Page]], ...]] = (
    front.pages,
    beat.pages,
    beats.pages,
    editions.pages,
    entities.pages,
    notfound.pages,
    feed.pages,
    wire.pages,
    archive.pages,
    corrections.pages,
    sources.pages,
    feeds.pages,
    api.pages,
    card.pages,
    plain.pages,
    json_api.pages,
    robots.pages,
    search.pages,
    search_index.pages,
)
#: … and one of each story a line here.
OF_A_STORY: Final[tuple[Callable[[Dossier], Iterator[Page]], ...]] = (
    story.pages,
    evidence.pages,
    plain.pages_of_story,
    json_api.pages_of_story,
)
_ADDRESS: Final = re.compile(r"/\d{4}/\d{2}/[a-z0-9]+(-[a-z0-9]+)*/")


def plan(published: Published) -> tuple[Page, ...]:
    """Return every page of the newsroom, sorted by path; raise StoryError for an impossible address."""
    return tuple(sorted(one_by_one(published), key=lambda page: page.path))


def one_by_one(published: Published) -> Iterator[Page]:
    """Plan every page when it is asked for, so that no more of them are held than somebody keeps.

    Raises StoryError for an impossible address at once, before there is any page.
    """
    _check(published.stories)
    return _planned(published)


def _planned(published: Published) -> Iterator[Page]:
    shown = []
    for pages_of in KINDS:
        for page in pages_of(published):
            if address := sitemap.shown(page):
                shown.append(address)
            yield page
    yield from sitemap.pages(published, shown)
    for version in published.stories:
        dossier = published.dossier(version)
        for pages_of_story in OF_A_STORY:
            yield from pages_of_story(dossier)


def _check(versions: tuple[Abstract, ...]) -> None:
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
