"""Which pages exist, and what each of them depends on.

A page is a function of its declared inputs and its template: nothing else reaches it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Final, Literal

from newsdesk.errors import StoryError
from newsdesk.records import Value
from newsdesk.site import beat, evidence, feed, front, notfound, printed, story
from newsdesk.site.addresses import Addresses, of_beat, path_of
from newsdesk.site.chrome import FEED
from newsdesk.site.more_stories import Rail
from newsdesk.site.settings import Site
from newsdesk.stories import StoryVersion

PageKind = Literal["story", "evidence", "front", "beat", "notfound", "feed"]
_ADDRESS: Final = re.compile(r"/\d{4}/\d{2}/[a-z0-9]+(-[a-z0-9]+)*/")


class Page(Value):
    """A page to be: its file below the output folder, its template (None: JSON) and its inputs."""

    kind: PageKind
    path: str
    template: str | None
    inputs: dict[str, Any]


def plan(versions: tuple[StoryVersion, ...], site: Site) -> tuple[Page, ...]:
    """Return every page of the newsroom, sorted by path; raise StoryError for an impossible address."""
    _check(versions)
    known = frozenset(version.address for version in versions)
    rail = Rail(versions)
    pages = [
        _html("front", "/", "front.html", front.inputs(versions, site)),
        _html("notfound", notfound.ADDRESS, "notfound.html", notfound.inputs(versions, site)),
        _html("feed", FEED, "feed.xml", feed.inputs(versions, site, known)),
    ]
    for ref in beat.all_beats(versions, site):
        pages.append(_html("beat", of_beat(ref.slug), "beat.html", beat.inputs(ref, versions, site)))
    for version in versions:
        pages.append(_html("story", version.address, "story.html", story.inputs(version, site, rail, known)))
        pages.append(_evidence(version, site))
    return tuple(sorted(pages, key=lambda page: page.path))


def _html(kind: PageKind, address: str, template: str, inputs: dict[str, Any]) -> Page:
    return Page(kind=kind, path=path_of(address), template=template, inputs=printed.clean(inputs))


def _evidence(version: StoryVersion, site: Site) -> Page:
    """Plan the evidence as it is stored: JSON can hold every character, so nothing is cleaned away."""
    address = version.address + story.EVIDENCE
    inputs = evidence.inputs(version, Addresses(site, address))
    return Page(kind="evidence", path=path_of(address), template=None, inputs=inputs)


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
