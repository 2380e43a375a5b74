"""What every page shares: masthead, navigation, footer, and the demonstration's notice."""

from __future__ import annotations

from typing import Any, Final

from newsdesk.site.addresses import Addresses

FEED: Final = "/feeds/atom.xml"
STYLE: Final = "/theme/style.css"
ICON: Final = "/theme/icon.svg"
DEMONSTRATION: Final = (
    "This is a demonstration. All posts, accounts and organizations in it are invented; "
    "no real person said any of this."
)
#: Languages that are written from right to left: pages in them are mirrored.
RIGHT_TO_LEFT: Final = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
#: What stands in every masthead, beside the groups of beats.
SECTIONS: Final = (("Wire", "/wire/"), ("Archive", "/archive/"), ("Search", "/search/"))
#: What stands in every footer, beside the pages that people wrote.
AT_THE_FOOT: Final = (
    ("Editions", "/editions/"),
    ("Beats", "/beats/"),
    ("Names", "/entities/"),
    ("Sources", "/sources/"),
    ("Corrections", "/corrections/"),
    ("Feeds", "/feeds/"),
    ("Data", "/api/"),
)


def chrome(addresses: Addresses) -> dict[str, Any]:
    """Return the inputs of the parts that surround a page."""
    site = addresses.site
    return {
        "site": site.name,
        "subtitle": site.subtitle,
        "language": site.language,
        "mirrored": site.language.partition("-")[0].lower() in RIGHT_TO_LEFT,
        "home": addresses.link("/"),
        "style": addresses.link(STYLE),
        "icon": addresses.link(ICON),
        "feed": addresses.link(FEED),
        "demo": DEMONSTRATION if site.demo else None,
        "groups": [
            {"name": group.capitalize(), "href": f"{addresses.link('/beats/')}#{group_id(group)}"}
            for group in dict.fromkeys(beat.group for beat in site.beats)
        ],
        "sections": [_entry(name, target, addresses) for name, target in SECTIONS],
        "foot": [
            *(_entry(page.title, page.address, addresses) for page in site.pages),
            *(_entry(name, target, addresses) for name, target in AT_THE_FOOT),
        ],
    }


def group_id(group: str) -> str:
    """Return the fragment of a group on the page of all beats."""
    return "-".join("".join(c if c.isalnum() else " " for c in group.casefold()).split()) or "group"


def _entry(name: str, target: str, addresses: Addresses) -> dict[str, Any]:
    return {"name": name, "href": addresses.link(target), "current": target == addresses.page}
