"""Search: it needs an account, so a session is begun once in a run for all queries.

The public AppView refuses searches with a web page and status 403; the account's own server passes them on
(https://docs.bsky.app/docs/advanced-guides/api-directory). An app password is enough, and can be revoked.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from newsdesk.collect.payload import at, text
from newsdesk.collect.platforms.bluesky.pages import Asked, Page
from newsdesk.collect.platforms.bluesky.service import Params, Refusal, ask, value_of
from newsdesk.records import iso

if TYPE_CHECKING:
    from newsdesk.collect.http import Client

HANDLE = "NEWSDESK_BLUESKY_HANDLE"
PASSWORD = "NEWSDESK_BLUESKY_APP_PASSWORD"
WITHOUT_KEY = (
    f"Bluesky's search answers accounts only: set {HANDLE} and {PASSWORD} (bsky.app, Settings, Privacy and "
    "security, App passwords), or remove sources.bluesky.queries"
)
_EXPIRED = frozenset({"ExpiredToken", "InvalidToken", "AuthMissing"})


@dataclass
class Session:
    """Who asks. The token lives in memory for one run; neither it nor the password is ever written."""

    base_url: str
    handle: str | None
    password: str | None = field(repr=False)
    _token: str | None = field(default=None, repr=False)
    _refused: Refusal | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    async def ask(self, client: Client, method: str, params: Params) -> Any | Refusal:
        """Return what a method gives to the account; a token that has run out is renewed once."""
        found: Any | Refusal = None
        spent: str | None = None
        for _ in range(2):
            token = await self._current(client, instead_of=spent)
            if isinstance(token, Refusal):
                return token
            found = await ask(client, self.base_url, method, params, token=token)
            if not (isinstance(found, Refusal) and found.name in _EXPIRED):
                break
            spent = token
        return found

    async def _current(self, client: Client, *, instead_of: str | None) -> str | Refusal:
        """Return the token, asked for by the first that needs one; a refusal is not asked for again."""
        if not self.handle or not self.password:
            return Refusal(WITHOUT_KEY)
        async with self._turn:
            if self._refused:
                return self._refused
            if self._token is None or self._token == instead_of:
                found = await self._begun(client)
                self._refused = found if isinstance(found, Refusal) else None
                self._token = found if isinstance(found, str) else None
            return self._refused or self._token or Refusal("no session")

    async def _begun(self, client: Client) -> str | Refusal:
        method = f"{self.base_url.rstrip('/')}/xrpc/com.atproto.server.createSession"
        told = {"identifier": (self.handle or "").removeprefix("@"), "password": self.password}
        found = value_of(await client.fetch(method, configured=True, json=told))
        if isinstance(found, Refusal):
            return Refusal(
                f"no session for the account of {HANDLE}: {found.reason}", found.status, found.name
            )
        return text(found, "accessJwt") or Refusal("no session: the answer holds no token")


@dataclass(frozen=True)
class Search:
    """The pages of a search, newest first.

    Paged by time, not by the service's own cursor: that is a number of hits, which shifts with every new post
    and is refused beyond some thousands.
    """

    session: Session
    query: str

    async def page(self, client: Client, asked: Asked) -> Page | Refusal:
        """Return a page, or why it can't be had."""
        params: Params = {"q": self.query, "sort": "latest", "limit": asked.limit, "since": iso(asked.floor)}
        if asked.after:
            params = {**params, "until": asked.after}
        found = await self.session.ask(client, "app.bsky.feed.searchPosts", params)
        if isinstance(found, Refusal):
            return found
        page = Page(found)
        more = at(found, "cursor") is not None and page.positions
        return replace(page, after=_before(min(page.positions), asked.after)) if more else page


def _before(oldest: datetime, asked: str | None) -> str:
    """Return before which time the next page is, as others may have been written within the same second.

    A page that holds nothing but one second is passed.
    """
    inclusive = iso(oldest + timedelta(seconds=1))
    return inclusive if asked is None or inclusive < asked else iso(oldest)
