"""What every page shares: masthead, navigation, footer, and the demonstration's notice."""

from __future__ import annotations

from typing import Any

from newsdesk.site.addresses import Addresses, of_beat

FEED = "/feeds/atom.xml"
STYLE = "/theme/style.css"
ICON = "/theme/icon.svg"
DEMONSTRATION = (
    "This is a demonstration. All posts, accounts and organizations in it are invented; "
    "no real person said any of this."
)


def chrome(addresses: Addresses) -> dict[str, Any]:
    """Return the inputs of the parts that surround a page."""
    site = addresses.site
    return {
        "site": site.name,
        "subtitle": site.subtitle,
        "language": site.language,
        "home": addresses.link("/"),
        "style": addresses.link(STYLE),
        "icon": addresses.link(ICON),
        "feed": addresses.link(FEED),
        "demo": DEMONSTRATION if site.demo else None,
        "beats": [_entry(beat.name, of_beat(beat.slug), addresses) for beat in site.beats],
        "pages": [_entry(page.title, page.address, addresses) for page in site.pages],
    }


def _entry(name: str, target: str, addresses: Addresses) -> dict[str, Any]:
    return {"name": name, "href": addresses.link(target), "current": target == addresses.page}
