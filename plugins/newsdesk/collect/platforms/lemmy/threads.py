"""What stands around a post or a comment, and whether it is still there: asked of its author's server."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newsdesk.collect import fediverse
from newsdesk.collect.answers import FetchError
from newsdesk.collect.payload import Removal, count, text
from newsdesk.collect.platforms.lemmy import answers
from newsdesk.collect.platforms.lemmy.server import Refusal, Server
from newsdesk.collect.platforms.lemmy.views import Rules, paths, read_view
from newsdesk.collect.source import Batch, Task
from newsdesk.records import Problem, Record

if TYPE_CHECKING:
    from newsdesk.collect.http import Client

#: Answers that are kept of a thread: those that were voted highest.
TOP_REPLIES = 5

_SHOWN = re.compile(r"(https?://[^/\s@]+)/(post|comment)/(\d{1,18})/?")
_GONE = frozenset({404, 410})


@dataclass(frozen=True)
class Threads:
    """The servers' view of single posts; ``own`` are the addresses that the operator wrote."""

    own: frozenset[str] = frozenset()
    rules: Rules = field(default_factory=Rules)

    async def around(self, client: Client, records: Sequence[Record], task: Task) -> AsyncIterator[Batch]:
        """Yield the parent and the top replies of each record."""
        servers: dict[str, Server] = {}
        for record in records:
            shown = _SHOWN.fullmatch(record.url)
            if shown:
                server = self._server(servers, shown[1], client)
                yield await self._thread(server, record, shown[2], int(shown[3]), task)

    async def still_there(
        self, client: Client, records: Sequence[Record], task: Task
    ) -> AsyncIterator[Batch]:
        """Yield whether each record's server still shows it."""
        servers: dict[str, Server] = {}
        for record in records:
            shown = _SHOWN.fullmatch(record.url)
            server = self._server(servers, shown[1], client) if shown else None
            refusal = await server.find_version() if server else None
            if server and shown and (refusal is None or refusal.temporary):
                yield await self._by_its_server(server, record, shown[2], int(shown[3]), task)
            else:  # of another program, which took part in the community
                yield await self._by_its_page(client, record)

    def _server(self, known: dict[str, Server], origin: str, client: Client) -> Server:
        return known.setdefault(origin, Server(client, origin, configured=origin in self.own))

    async def _thread(self, server: Server, record: Record, kind: str, number: int, task: Task) -> Batch:
        own = await server.get(kind, {"id": number})
        if isinstance(own, Refusal):
            return Batch(problems=(_not_told(record, own.reason),), as_is=True)
        asked = {"post_id": number} if kind == "post" else {"parent_id": number}
        low = server.version == 3
        words = {"type_": "All", "sort": "Top"} if low else {"type_": "all", "sort": "top"}
        below = await server.get("comment/list", {**words, **asked, "max_depth": 1, "limit": TOP_REPLIES + 1})
        above = await _parent(server, own) if kind == "comment" else None
        views = [*_views(above)[:1], *_views(below)]
        known = paths([*answers.views_in(own), *views])
        found = [read_view(view, known, record.url, task.now, self.rules) for view in views]
        others = [one for one in found if isinstance(one, Record) and one.id != record.id]
        direct = [one for one in others if one.reply_to == record.id]
        direct.sort(key=lambda one: -(one.engagement.score or 0))
        parent = [one for one in others[:1] if one not in direct and _views(above)]
        return Batch(records=(*parent, *direct[:TOP_REPLIES]), as_is=True)

    async def _by_its_server(
        self, server: Server, record: Record, kind: str, number: int, task: Task
    ) -> Batch:
        found = await server.get(kind, {"id": number})
        if isinstance(found, Refusal):
            if found.gone:
                return Batch(checked=(record.id,), removed=(Removal(record.id, "gone"),))
            return Batch(problems=(_not_told(record, found.reason),))
        payload = answers.understood(found, record.url, task.now, self.rules)
        gone = tuple(one for one in payload.removed if one.record == record.id)
        return Batch(checked=(record.id,), removed=gone)

    async def _by_its_page(self, client: Client, record: Record) -> Batch:
        found = await client.fetch(record.url, configured=fediverse.origin(record.url) in self.own)
        if isinstance(found, FetchError) and found.status in _GONE:
            return Batch(checked=(record.id,), removed=(Removal(record.id, "gone"),))
        if isinstance(found, FetchError):
            return Batch(problems=(_not_told(record, str(found)),))
        return Batch(checked=(record.id,))


async def _parent(server: Server, own: Any) -> Any:
    """Return the answer with what a comment answers: the comment above it in its path, else the post."""
    above = (text(own, "comment_view", "comment", "path") or "").split(".")[1:-1]
    if above and above[-1].isdigit():
        return await server.get("comment", {"id": above[-1]})
    number = count(own, "comment_view", "post", "id")
    return await server.get("post", {"id": number}) if number is not None else None


def _views(data: Any) -> Sequence[Any]:
    return () if data is None or isinstance(data, Refusal) else answers.views_in(data)


def _not_told(record: Record, reason: str) -> Problem:
    return Problem(place=record.url, field=None, expected="an answer of its server", found=reason)
