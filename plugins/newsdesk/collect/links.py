"""The address under which one article or page is known, whatever led to it."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"utm_\w+|at_(medium|campaign\w*)|fbclid|gclid|mc_[ce]id|cmpid|ocid|xtor|ref_src", re.I
)
_TRACKING_FRAGMENT = re.compile(r"(utm_|xtor=|ref=rss|rss$)", re.I)


def canonical(address: str) -> str:
    """Return the address under which one article is known, whatever led to it.

    Scheme and host in lower case, no default port, no marks of where the reader came from. Other parameters
    and fragments stay: a page of release notes has one entry a fragment.
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    port = parts.port
    if port and port != {"http": 80, "https": 443}.get(parts.scheme):
        host = f"{host}:{port}"
    query = parts.query
    if _TRACKING.search(query):
        kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
        query = urlencode(kept)
    fragment = "" if _TRACKING_FRAGMENT.search(parts.fragment) else parts.fragment
    return urlunsplit((parts.scheme, host, parts.path or "/", query, fragment))
