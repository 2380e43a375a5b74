"""The page for addresses that lead nowhere: it says so, and offers the latest stories."""

from __future__ import annotations

from typing import Any, Final

from newsdesk.site import metadata
from newsdesk.site.addresses import Addresses
from newsdesk.site.chrome import chrome
from newsdesk.site.settings import Site
from newsdesk.site.teaser import newest_first, teaser
from newsdesk.stories import StoryVersion

ADDRESS: Final = "/404.html"
LATEST: Final = 5


def inputs(versions: tuple[StoryVersion, ...], site: Site) -> dict[str, Any]:
    """Return the declared inputs of the 404 page.

    Its links start at the host's root, because a server shows it at any depth.
    """
    addresses = Addresses(site.model_copy(update={"relative": False}), ADDRESS)
    return {
        "chrome": chrome(addresses),
        "meta": metadata.metadata(
            addresses, "Page not found", "There is no page at this address.", index=False
        ),
        "latest": [teaser(version, addresses) for version in newest_first(versions)[:LATEST]],
    }
