"""Pages of a list: where they come from, and what stands where on one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from newsdesk.collect.payload import at, items, moment, text
from newsdesk.collect.platforms.bluesky.service import Params, Refusal, ask

if TYPE_CHECKING:
    from newsdesk.collect.http import Client


#: Characters of a server's own cursor.
_LONGEST_CURSOR = 1000


@dataclass(frozen=True)
class Asked:
    """Which page is wanted: the one that follows ``after``, the first if that is None.

    Nothing before ``floor`` is needed, and no more than ``limit`` items.
    """

    after: str | None
    floor: datetime
    limit: int


@dataclass(frozen=True)
class Page:
    """A page as it was answered; ``after`` asks for the next, None if it is the last."""

    data: Any
    after: str | None = None

    @cached_property
    def items(self) -> list[Any]:
        """The items of a feed, or the posts of a search."""
        return [*items(self.data, "feed"), *items(self.data, "posts")]

    @cached_property
    def positions(self) -> list[datetime]:
        """The times by which the items have their places, where they have one."""
        return [found for item in self.items if (found := _position(item))]

    @cached_property
    def uris(self) -> frozenset[str]:
        """What the items are known by."""
        return frozenset(uri for item in self.items if (uri := text(_post(item), "uri")))

    def newer_than(self, edge: datetime) -> Any:
        """Return the answer without what stands below; what has no readable place stays, to be reported."""
        if not isinstance(self.data, dict):
            return self.data
        kept = {
            key: [one for one in self.data[key] if (place := _position(one)) is None or place > edge]
            for key in ("feed", "posts")
            if isinstance(self.data.get(key), list)
        }
        return {**self.data, **kept}


class Pages(Protocol):
    """Where the pages of a list come from."""

    async def page(self, client: Client, asked: Asked) -> Page | Refusal:
        """Return a page, or why it can't be had."""
        ...


@dataclass(frozen=True)
class Method:
    """A method of the AppView that pages by a cursor of its own."""

    base_url: str
    name: str
    params: Mapping[str, str]

    async def page(self, client: Client, asked: Asked) -> Page | Refusal:
        """Return a page, or why it can't be had."""
        params: Params = {**self.params, "limit": asked.limit}
        if asked.after:
            params = {**params, "cursor": asked.after}
        found = await ask(client, self.base_url, self.name, params)
        after = text(found, "cursor")
        if after and not (after.isprintable() and after == after.strip() and len(after) <= _LONGEST_CURSOR):
            return Refusal("its cursor can't be sent back; see whether this is Bluesky")
        return found if isinstance(found, Refusal) else Page(found, after)


def _post(item: Any) -> Any:
    """Return the post in an item of a feed or of a search."""
    return item if at(item, "post") is None else at(item, "post")


def _position(item: Any) -> datetime | None:
    """Return the time by which an item has its place in a list, None where it has none.

    That is when a repost was made, else when the post was written or first seen, whichever is earlier
    ("sortAt" in https://docs.bsky.app/docs/api/app-bsky-feed-search-posts).
    """
    kind = str(at(item, "reason", "$type"))
    if kind.endswith("#reasonPin"):
        return None
    if kind.endswith("#reasonRepost"):
        return moment(item, "reason", "indexedAt")
    post = _post(item)
    told = (moment(post, "record", "createdAt"), moment(post, "indexedAt"))
    return min((one for one in told if one), default=None)
