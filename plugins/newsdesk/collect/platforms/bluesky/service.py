"""One question to one of Bluesky's services, and what it says when it doesn't answer it.

Methods and errors: https://docs.bsky.app/docs/category/http-reference and https://atproto.com/specs/xrpc.
Limits: 3,000 requests in five minutes from one address
(https://docs.bsky.app/docs/advanced-guides/rate-limits); we stay at half of that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from newsdesk.collect.answers import FetchError, Response
from newsdesk.collect.payload import from_json, text
from newsdesk.collect.plaintext import one_line

if TYPE_CHECKING:
    from newsdesk.collect.http import Client

#: Seconds between two requests to a service, and requests under way at once.
SPACING = 0.2
AT_ONCE = 2
#: Posts that app.bsky.feed.getPosts gives at once.
MOST_POSTS = 25


Params = Mapping[str, str | int | Sequence[str]]


@dataclass(frozen=True)
class Refusal:
    """Why a service did not answer; ``name`` is what it calls its error itself."""

    reason: str
    status: int | None = None
    name: str | None = None


async def ask(
    client: Client,
    base_url: str,
    method: str,
    params: Params,
    *,
    token: str | None = None,
) -> Any | Refusal:
    """Return the JSON value that a method gives, or why it gives none; a ``token`` tells who asks."""
    client.pace(base_url, min(SPACING, client.limits.spacing), AT_ONCE)
    address = f"{base_url.rstrip('/')}/xrpc/{method}?{urlencode(params, doseq=True)}"
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return value_of(await client.fetch(address, configured=True, headers=headers))


async def posts(client: Client, base_url: str, uris: Sequence[str]) -> list[Any] | Refusal:
    """Return the posts at those addresses, MOST_POSTS at most; what isn't shown any more is left out."""
    found = await ask(client, base_url, "app.bsky.feed.getPosts", {"uris": uris})
    if isinstance(found, Refusal):
        return found
    listed = found.get("posts") if isinstance(found, dict) else None
    return listed if isinstance(listed, list) else Refusal("expected posts, found another answer")


def value_of(found: Response | FetchError) -> Any | Refusal:
    """Return the JSON value of an answer, or what is wrong with it in the service's own words."""
    try:
        value = from_json(found.body)
    except ValueError as error:
        value = Refusal(f"expected JSON, found {error}")
    return value if isinstance(found, Response) else _refusal(found, value)


def _refusal(failed: FetchError, value: Any) -> Refusal:
    name, message = text(value, "error"), text(value, "message")
    told = ": ".join(one_line(part)[:200] for part in (name, message) if part)
    said = replace(failed, reason=f"{failed.reason} ({told})") if told else failed
    return Refusal(str(said), failed.status, name)
