"""The Atom feed of the site (RFC 4287): full text, times from the data, ids that survive a move."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from newsdesk.publish import disclosure
from newsdesk.records import iso
from newsdesk.site.addresses import Addresses
from newsdesk.site.page import Page, rendered
from newsdesk.site.parts.chrome import DEMONSTRATION, FEED
from newsdesk.site.parts.narrative import Narrative
from newsdesk.site.published import Published
from newsdesk.stories import StoryVersion

ENTRIES: Final = 30
_NEVER: Final = "1970-01-01T00:00:00Z"  # an empty feed must have a time, and a clock may not give it


def pages(published: Published) -> Iterator[Page]:
    """Plan the feed."""
    yield rendered("feed", FEED, "feed.xml", inputs(published))


def inputs(published: Published) -> dict[str, Any]:
    """Return the declared inputs of the feed, the last changed story first."""
    site, known = published.site, published.addresses
    addresses = Addresses(site.model_copy(update={"relative": False}), FEED)
    newest = sorted(published.stories, key=lambda v: (-v.modified_at.timestamp(), v.slug))[:ENTRIES]
    return {
        "id": tag(site.name, "2020-01-01", "/"),
        "title": site.name,
        "subtitle": " ".join(filter(None, [site.subtitle, DEMONSTRATION if site.demo else ""])),
        "language": site.language,
        "home": _full("/", addresses),
        "self": _full(FEED, addresses),
        "updated": iso(newest[0].modified_at) if newest else _NEVER,
        "author": site.name,
        "entries": [_entry(version, addresses, known) for version in newest],
    }


def _entry(version: StoryVersion, addresses: Addresses, known: frozenset[str]) -> dict[str, Any]:
    narrative = Narrative(version)
    here = _full(version.address, addresses)
    return {
        "id": tag(version.site, f"{version.published_at:%Y-%m-%d}", version.address),
        "title": version.headline,
        "href": here,
        "published": iso(version.published_at),
        "updated": iso(version.modified_at),
        "beat": version.brief.beat.model_dump(include={"slug", "name"}),
        "summary": version.standfirst,
        "why": version.brief.why,
        "narrative": narrative.paragraphs(addresses, known),
        "disclosure": disclosure.text(version.site, version.draft.writer.name),
        "sources": narrative.source_list(),
    }


def _full(target: str, addresses: Addresses) -> str:
    return addresses.absolute(target) or addresses.rooted(target)


def tag(site: str, day: str, address: str) -> str:
    """Return a tag URI (RFC 4151) made of the site's name and the story, not of where it is served."""
    name = re.sub(r"[^a-z0-9]+", "-", site.lower()).strip("-") or "newsdesk"
    return f"tag:{name}.invalid,{day}:{address}"
