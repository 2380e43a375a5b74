"""Root-relative targets such as ``/beats/ai-bias/`` to links that hold where the site stands."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from newsdesk.site.settings import Site


def of_beat(slug: str) -> str:
    """Return the address of a beat's page."""
    return f"/beats/{slug}/"


def path_of(address: str) -> str:
    """Return the file behind an address: ``/a/`` is ``a/index.html``."""
    path = address.lstrip("/")
    return path + "index.html" if not path or path.endswith("/") else path


def outside(url: str) -> str | None:
    """Return the address of another site if it may be linked (http and https with a host), else None."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


def host(url: str) -> str:
    """Return the name of the site that an address leads to, as a link may show it."""
    address = outside(url)
    return (urlsplit(address).hostname or "").removeprefix("www.") if address else ""


@dataclass(frozen=True)
class Addresses:
    """Makes links for one page, which stands at ``page``."""

    site: Site
    page: str = "/"

    def at(self, page: str) -> Addresses:
        """Return the same for another page."""
        return Addresses(self.site, page)

    def rooted(self, target: str) -> str:
        """Return the link from the host's root: right at every depth, also under a path."""
        return urlsplit(self.site.url).path.rstrip("/") + quote(target, safe="/-._~")

    def link(self, target: str) -> str:
        """Return the link from this page to a root-relative target.

        Relative links name ``index.html``, because a folder read from disk has no server to find it.
        """
        if not self.site.relative:
            return self.rooted(target)
        start = posixpath.dirname("/" + path_of(self.page))
        return quote(posixpath.relpath("/" + path_of(target), start), safe="/-._~")

    def absolute(self, target: str) -> str | None:
        """Return the full address, or None as long as the site has none."""
        return self.site.url + quote(target, safe="/-._~") if self.site.url else None
