"""Whether a site lets us read and keep a page: robots.txt before it is asked, and what the answer says.

robots.txt is read as RFC 9309 says (https://www.rfc-editor.org/rfc/rfc9309): where there is none everything
is allowed, where it can't be had nothing is for now. An answer may ask not to be indexed, archived or used
for AI (https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag), or reserve text and data
mining (https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240202/).
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsdesk.collect.answers import FetchError

if TYPE_CHECKING:
    from protego import Protego

    from newsdesk.collect.http import Client

#: What robots.txt and robots tags call us.
TOKEN = "newsdesk"
DISALLOWED = "its site asks not to be read (robots.txt)"
RESERVED = "its site asks not to be kept"

#: How much of a robots.txt is read: what RFC 9309 asks for at least.
_LONGEST = 500 << 10
_MOST_RULES = 5_000
_LONGEST_DELAY = 60.0
_REFUSALS = frozenset({"noindex", "none", "noarchive", "nosnippet", "noai"})
_WITH_VALUES = re.compile(r"(max-[a-z-]+|unavailable_after)$")


class Robots:
    """The robots.txt of each origin, read once in a run; their delays become the host's pace."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._read: dict[str, asyncio.Task[Protego | FetchError]] = {}

    async def refusal(self, address: str) -> FetchError | None:
        """Return why an address must not be asked, None if it may be."""
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        if origin not in self._read:
            self._read[origin] = asyncio.create_task(self._rules(origin))
        rules = await self._read[origin]
        if isinstance(rules, FetchError):
            return rules
        return None if rules.can_fetch(address, TOKEN) else FetchError(DISALLOWED, temporary=False)

    async def _rules(self, origin: str) -> Protego | FetchError:
        found = await self._client.fetch(f"{origin}/robots.txt")
        if isinstance(found, FetchError) and (found.temporary or found.status is None):
            return FetchError(f"its robots.txt: {found.reason}", temporary=True)
        body = b"" if isinstance(found, FetchError) else found.body
        rules = await self._client.understood(_parsed, body)
        delay = rules.crawl_delay(TOKEN)
        if delay:
            self._client.pace(origin, min(float(delay), _LONGEST_DELAY), 1)
        return rules


def reserved(headers: Mapping[str, str], tags: Iterable[tuple[str, str]]) -> str | None:
    """Return which wish of an answer forbids keeping it, None if none does.

    ``headers`` go by their names in lower case, ``tags`` are the names and contents of the page's meta tags.
    What is said to another robot doesn't concern us, up to the next comma: where several headers were joined
    nobody can tell where it ends.
    """
    told = [headers.get("x-robots-tag", "")]
    told += [content for name, content in tags if name.strip().lower() in ("robots", TOKEN)]
    for wish in ",".join(told).lower().split(","):
        robot, colon, rest = wish.strip().partition(":")
        if colon and robot.strip() != TOKEN and not _WITH_VALUES.match(robot):
            continue
        word = (rest if colon else robot).strip()
        if word in _REFUSALS:
            return f"{RESERVED} ({word})"
    mining = [content for name, content in tags if name.strip().lower() == "tdm-reservation"]
    if "1" in {headers.get("tdm-reservation", "").strip(), *(content.strip() for content in mining)}:
        return f"{RESERVED} (tdm-reservation)"
    return None


def _parsed(body: bytes) -> Protego:
    from protego import Protego

    if len(body) > _LONGEST:  # half a rule would be another rule
        body = body[:_LONGEST].rpartition(b"\n")[0]
    lines = body.decode("utf-8-sig", "replace").splitlines()
    return Protego.parse("\n".join(lines[:_MOST_RULES]))
