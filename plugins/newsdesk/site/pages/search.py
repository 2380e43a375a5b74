"""The page that looks for stories by their words; without its script it says where else to look."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newsdesk.site.addresses import Addresses
from newsdesk.site.machine.search_index import FOLDER, INDEX
from newsdesk.site.page import Page, rendered
from newsdesk.site.parts import metadata
from newsdesk.site.parts.chrome import chrome
from newsdesk.site.published import Published


def pages(published: Published) -> Iterator[Page]:
    """Plan the search page."""
    yield rendered("search", FOLDER, "search.html", inputs(published))


def inputs(published: Published) -> dict[str, Any]:
    """Return the declared inputs of the search page."""
    addresses = Addresses(published.site, FOLDER)
    description = "Find stories by the words in their headlines, names and texts."
    return {
        "chrome": chrome(addresses),
        "meta": metadata.metadata(addresses, "Search", description, scripts=("search.js",)),
        "index": addresses.link(INDEX),
        "archive": addresses.link("/archive/"),
        "beats": addresses.link("/beats/"),
        "names": addresses.link("/entities/"),
    }
