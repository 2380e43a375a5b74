"""What machines read about a page: title, canonical address, feeds, Open Graph, who wrote it, JSON-LD."""

from __future__ import annotations

import re
from typing import Any, Final

from newsdesk.prose import Source
from newsdesk.records import iso
from newsdesk.site import printed
from newsdesk.site.addresses import Addresses
from newsdesk.site.parts import corrected, linked_data, pictures
from newsdesk.stories import StoryVersion

SITE_FEEDS: Final = "/feeds/"
ATOM: Final = "atom.xml"
JSON: Final = "feed.json"
#: Pages of these have feeds of their own, which stand beside them.
_WITH_FEEDS: Final = re.compile(r"/(?:beats|entities)/[^/]+/")


def metadata(
    addresses: Addresses,
    title: str,
    description: str,
    *,
    kind: str = "website",
    index: bool = True,
    scripts: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Return the metadata of any page; a page with no title of its own carries the site's name.

    ``scripts`` are files of the theme that the page may run, and is complete without; a page that names none
    forbids all scripts.
    """
    site = addresses.site
    return {
        "title": f"{title} · {site.name}" if title else site.name,
        "heading": title or site.name,
        "description": description,
        "canonical": addresses.absolute(addresses.page) if index else None,
        "index": index,
        "kind": kind,
        "scripts": [addresses.link(f"/theme/{script}") for script in scripts],
        "feeds": _feeds(addresses, title),
        "touch_icon": addresses.link(pictures.ICON),
        "image": pictures.picture(pictures.SITE, site.name, addresses) if index else None,
        "written": None,
        "times": None,
        "linked_data": linked_data.of_page(addresses, title or site.name, description) if index else None,
    }


def _feeds(addresses: Addresses, title: str) -> list[dict[str, str]]:
    own = _WITH_FEEDS.match(addresses.page)
    name = f"{addresses.site.name}: {title}" if own else addresses.site.name
    folder = own[0] if own else SITE_FEEDS
    return [
        {"type": kind, "title": name, "href": addresses.link(folder + file)}
        for kind, file in (("application/atom+xml", ATOM), ("application/feed+json", JSON))
    ]


def of_story(
    version: StoryVersion,
    sources: list[Source],
    words: int,
    addresses: Addresses,
    corrections: corrected.Corrections = (),
) -> dict[str, Any]:
    """Return the metadata of a story's page, with a NewsArticle in JSON-LD."""
    plain = metadata(
        addresses, printed.curled(version.headline), printed.curled(version.standfirst), kind="article"
    )
    target = pictures.of_story(version.address, version.headline, version.brief.beat.name, addresses.site)
    alt = addresses.site.name if target == pictures.SITE else version.headline
    image = pictures.picture(target, alt, addresses)
    return {
        **plain,
        "image": image,
        "written": "machine-composed" if version.draft.writer.name == "builtin" else "ai-generated",
        "times": {
            "published": iso(version.published_at),
            "modified": iso(corrected.changed_at(version.modified_at, corrections)),
        },
        "linked_data": linked_data.of_story(
            version, sources, words, image["src"] if image else None, addresses, corrections
        ),
    }
