"""Which picture other sites show beside a link to a page, and what it says.

A headline with characters that the font lacks (Chinese, Arabic, Hebrew …) has no card of its own: its page
names the site's.
"""

from __future__ import annotations

from typing import Any, Final

from newsdesk.site import printed, raster
from newsdesk.site.addresses import Addresses
from newsdesk.site.parts import typesetting
from newsdesk.site.parts.typesetting import Face
from newsdesk.site.settings import Site

#: Width and height of a card in pixels: what the readers of Open Graph show large.
SIZE: Final = (1200, 630)
SITE: Final = "/card.png"
ICON: Final = "/apple-touch-icon.png"


def of_story(address: str, headline: str, beat: str, site: Site) -> str:
    """Return where the picture of a story stands: its own card, or the site's where it can have none."""
    headline, beat = one_line(headline), one_line(beat)
    own = site.publication.cards == "stories" and headline and beat
    return f"{address}card.png" if own and serif().covers(headline) and sans().covers(beat) else SITE


def picture(target: str, alt: str, addresses: Addresses) -> dict[str, Any] | None:
    """Return what a page says of its picture; None as long as the site has no address to show it at."""
    source = addresses.absolute(target)
    return {"src": source, "width": SIZE[0], "height": SIZE[1], "alt": alt} if source else None


def one_line(text: str) -> str:
    """Return a text as a picture may show it: printable, on one line, with single spaces."""
    return " ".join(str(printed.clean(text)).split())


def serif() -> Face:
    """Return the font of headlines."""
    return typesetting.face(raster.font(raster.SERIF, 700))


def sans() -> Face:
    """Return the font of labels."""
    return typesetting.face(raster.font(raster.SANS, 600))
