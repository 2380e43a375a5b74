"""The page for addresses that lead nowhere: it says so, and offers the latest stories."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from newsdesk.site.addresses import Addresses
from newsdesk.site.page import Page, rendered
from newsdesk.site.parts import metadata
from newsdesk.site.parts.chrome import chrome
from newsdesk.site.parts.teaser import teaser
from newsdesk.site.published import Published

ADDRESS: Final = "/404.html"
LATEST: Final = 5


def pages(published: Published) -> Iterator[Page]:
    """Plan the 404 page."""
    yield rendered("notfound", ADDRESS, "notfound.html", inputs(published))


def inputs(published: Published) -> dict[str, Any]:
    """Return the declared inputs of the 404 page.

    Its links start at the host's root, because a server shows it at any depth.
    """
    addresses = Addresses(published.site.model_copy(update={"relative": False}), ADDRESS)
    return {
        "chrome": chrome(addresses),
        "meta": metadata.metadata(
            addresses, "Page not found", "There is no page at this address.", index=False
        ),
        "search": addresses.link("/search/"),
        "archive": addresses.link("/archive/"),
        "latest": [teaser(version, addresses) for version in published.newest_first[:LATEST]],
    }
