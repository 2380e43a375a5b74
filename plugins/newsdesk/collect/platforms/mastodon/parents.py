"""What posts answer, looked up on the server: a timeline tells the parent by its number there only.

https://docs.joinmastodon.org/methods/statuses/#index, from Mastodon 4.3 on; elsewhere a reply stays without
its parent.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from newsdesk.collect.answers import FetchError
from newsdesk.collect.payload import from_json, text
from newsdesk.collect.platforms.mastodon.posts import numbers

if TYPE_CHECKING:
    from newsdesk.collect.http import Client

#: Statuses that are asked for at once; the most that a server gives.
AT_ONCE = 20


class Parents:
    """The addresses of what is answered on one server, by the numbers there; grows as they are asked for."""

    def __init__(self, client: Client, base_url: str, token: str | None) -> None:
        self.known: dict[str, str] = {}
        self._asked: set[str] = set()
        self._client = client
        self._address = f"{base_url}/api/v1/statuses"
        self._headers = {"Authorization": f"Bearer {token}"} if token else None
        self._answers = True

    async def learn(self, statuses: Sequence[Any], kept: frozenset[str]) -> bool:
        """Look up what the statuses with these addresses answer; return whether anything was learned."""
        replies = (one for one in statuses if text(one, "uri") in kept)
        wanted = {number for one in replies if (number := text(one, "in_reply_to_id"))}
        wanted -= self._asked | numbers(statuses).keys()
        before = len(self.known)
        every = sorted(wanted)
        for start in range(0, len(every), AT_ONCE):
            if self._answers:
                await self._ask(every[start : start + AT_ONCE])
        return len(self.known) > before

    async def _ask(self, some: Sequence[str]) -> None:
        self._asked.update(some)
        query = "&".join(f"id[]={number}" for number in some if number.isalnum())
        found = await self._client.fetch(f"{self._address}?{query}", configured=True, headers=self._headers)
        if isinstance(found, FetchError):
            self._answers = False
            return
        try:
            page = from_json(found.body)
        except ValueError:
            page = None
        self._answers = isinstance(page, list)
        self.known.update(numbers(page if isinstance(page, list) else ()))
