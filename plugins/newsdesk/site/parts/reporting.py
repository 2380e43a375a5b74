"""Where a reader reports an error: a form that is filled in with the story, else the contact section."""

from __future__ import annotations

from urllib.parse import quote

from newsdesk.site import printed
from newsdesk.site.addresses import Addresses
from newsdesk.stories import StoryVersion


def link(version: StoryVersion, addresses: Addresses) -> str | None:
    """Return the address for reports on a version, or None where the site has nothing to offer."""
    site = addresses.site
    if site.publication.report is None:
        return f"{addresses.link(site.about)}#contact" if site.about else None
    where = addresses.absolute(addresses.page) or addresses.page
    body = f"Story: {version.headline}\nAddress: {where}\nVersion: {version.version}\n\nWhat is wrong:\n"
    title = _encoded(f"Error in “{version.headline}”")
    return f"{site.publication.report}?title={title}&body={_encoded(body)}"


def _encoded(text: str) -> str:
    return quote(str(printed.clean(text)), safe="")
