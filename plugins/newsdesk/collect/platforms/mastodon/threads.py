"""What stands around a post, and whether it is still there: asked of the server where it was written.

Only that server knows all answers and what was deleted. It answers without a token as long as it shows its
posts in public (https://docs.joinmastodon.org/methods/statuses/#context).
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newsdesk.collect import fediverse
from newsdesk.collect.answers import FetchError, Response
from newsdesk.collect.payload import Removal, at, from_json, items, text
from newsdesk.collect.platforms.mastodon import answers
from newsdesk.collect.platforms.mastodon.posts import Rules, numbers, read_status
from newsdesk.collect.source import Batch, Task
from newsdesk.records import Problem, Record

if TYPE_CHECKING:
    from newsdesk.collect.http import Client

#: Seconds between two requests for single posts, of which 300 in five minutes are let through
#: (https://docs.joinmastodon.org/api/rate-limits/).
SPACING = 2.0

#: Answers that are kept of a thread: those that were liked, repeated and answered most.
TOP_REPLIES = 5

#: Where servers show a post, and its number in that: Mastodon, Pleroma and Akkoma, Pixelfed.
_SHOWN = re.compile(
    r"(https?://[^/\s@]+)/(?:@[^/\s]+|notice|p/[^/\s]+|(?:ap/)?users/[^/\s]+/statuses)/([A-Za-z0-9]+)/?"
)
_GONE = frozenset({404, 410})


@dataclass(frozen=True)
class Threads:
    """The servers' view of single posts; ``own`` are the addresses that the operator wrote."""

    own: frozenset[str] = frozenset()
    rules: Rules = field(default_factory=Rules)

    async def around(self, client: Client, records: Sequence[Record], task: Task) -> AsyncIterator[Batch]:
        """Yield the parent and the top replies of each record."""
        for record in records:
            place = _number(record)
            if place is None:
                continue
            found = await self._ask(client, *place, "/context")
            if isinstance(found, FetchError):
                yield Batch(problems=(_not_told(record, "the thread", found, task),), as_is=True)
            else:
                yield self._thread(record, place[1], found, task)

    async def still_there(
        self, client: Client, records: Sequence[Record], task: Task
    ) -> AsyncIterator[Batch]:
        """Yield whether each record's server still shows it."""
        for record in records:
            place = _number(record)
            found = await self._ask(client, *place) if place else None
            if found is None or not _is_told(found, task):
                found = await client.fetch(record.url, configured=fediverse.origin(record.url) in self.own)
            if not isinstance(found, FetchError):
                yield Batch(checked=(record.id,))
            elif found.status in _GONE:
                yield Batch(checked=(record.id,), removed=(Removal(record.id, "gone"),))
            else:
                yield Batch(problems=(_not_told(record, "the post", found, task),))

    async def _ask(self, client: Client, origin: str, number: str, more: str = "") -> Response | FetchError:
        client.pace(origin, SPACING, 1)
        return await client.fetch(f"{origin}/api/v1/statuses/{number}{more}", configured=origin in self.own)

    def _thread(self, record: Record, number: str, found: Response, task: Task) -> Batch:
        try:
            data = from_json(found.body)
        except ValueError as error:
            fault = Problem(place=record.url, field=None, expected="the thread", found=str(error))
            return Batch(problems=(fault,), as_is=True)
        above, below = list(items(data, "ancestors")), list(items(data, "descendants"))
        parents = {number: record.id.partition(":")[2], **numbers([*above, *below])}
        direct = [status for status in below if text(status, "in_reply_to_id") == number]
        read = [self._read(status, parents, record, task) for status in (*above[-1:], *_most_noticed(direct))]
        return Batch(records=tuple(one for one in read if isinstance(one, Record)), as_is=True)

    def _read(
        self, status: Any, parents: Mapping[str, str], record: Record, task: Task
    ) -> Record | Problem | str:
        return read_status(status, parents, record.url, task.now, self.rules)


def _number(record: Record) -> tuple[str, str] | None:
    """Return the server where a post was written and its number there, None where its address tells none."""
    found = _SHOWN.fullmatch(record.url) or _SHOWN.fullmatch(record.id.partition(":")[2])
    return (found[1], found[2]) if found else None


def _most_noticed(statuses: Sequence[Any]) -> list[Any]:
    fields = ("favourites_count", "reblogs_count", "replies_count")

    def notice(status: Any) -> int:
        return sum(number for name in fields if isinstance(number := at(status, name), int))

    return sorted(statuses, key=notice, reverse=True)[:TOP_REPLIES]


def _is_told(found: Response | FetchError, task: Task) -> bool:
    """Whether it is the API that says so: another program's server has no such address, or a page for all."""
    return answers.read(found.body, "the server", task.now).what in ("a post", "an error")


def _not_told(record: Record, expected: str, found: FetchError, task: Task) -> Problem:
    return Problem(place=record.url, field=None, expected=expected, found=str(found))
