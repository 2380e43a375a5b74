"""What stands around a post, and whether posts are still there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from newsdesk.collect.payload import Payload, Removal, text
from newsdesk.collect.platforms.bluesky import service
from newsdesk.collect.platforms.bluesky.answers import understood
from newsdesk.collect.platforms.bluesky.posts import asks_for_privacy, post_uri
from newsdesk.collect.source import Batch, Task
from newsdesk.records import Record

if TYPE_CHECKING:
    from newsdesk.collect.http import Client

#: Posts above one that are asked for; only direct replies below it.
PARENTS = 2
DEPTH = 1
#: What the service calls a post that isn't there.
_NOT_FOUND = "NotFound"


@dataclass(frozen=True)
class Threads:
    """The AppView, asked about single posts."""

    base_url: str
    most_replies: int

    async def around(self, client: Client, records: Sequence[Record], task: Task) -> AsyncIterator[Batch]:
        """Yield the posts above each record, and the replies to it that were liked most."""
        for record in records:
            asked: service.Params = {"uri": _uri(record), "depth": DEPTH, "parentHeight": PARENTS}
            found = await service.ask(client, self.base_url, "app.bsky.feed.getPostThread", asked)
            if not isinstance(found, service.Refusal):
                yield self._beside(record, understood(found, f"the thread of {record.id}", task.now))
            elif found.name == _NOT_FOUND:
                yield Batch(removed=(Removal(record.id, "gone"),))
            else:
                yield Batch(error=found.reason)

    def _beside(self, record: Record, thread: Payload) -> Batch:
        if thread.what != "a thread":
            return Batch(error=thread.error or f"expected a thread, found {thread.what}")
        replies = [one for one in thread.records if one.reply_to == record.id]
        top = sorted(replies, key=lambda one: (-(one.engagement.likes or 0), one.published_at, one.id))
        return Batch(
            records=(*_above(record, thread), *top[: self.most_replies]),
            problems=thread.problems,
            dropped=thread.dropped,
            removed=thread.removed,
            as_is=True,
        )

    async def still_there(
        self, client: Client, records: Sequence[Record], task: Task
    ) -> AsyncIterator[Batch]:
        """Yield which records were asked for, and which of them are gone or no longer for everybody."""
        ours = [record for record in records if post_uri(_uri(record))]
        for number in range(0, len(ours), service.MOST_POSTS):
            asked = [_uri(record) for record in ours[number : number + service.MOST_POSTS]]
            found = await service.posts(client, self.base_url, asked)
            if isinstance(found, service.Refusal):
                yield Batch(error=found.reason)
                return
            yield Batch(
                checked=tuple(f"bluesky:{uri}" for uri in asked),
                removed=tuple(_removals(asked, found, task.now)),
            )


def _above(record: Record, thread: Payload) -> list[Record]:
    """Return what a record replies to, what that replies to, and so on, as far as the thread has it."""
    there = {one.id: one for one in thread.records}
    above: list[Record] = []
    parent = there.get(record.id, record).reply_to
    while parent in there and len(above) < PARENTS:
        above.append(there[parent])
        parent = there[parent].reply_to
    return above


def _removals(asked: list[str], found: list[Any], now: datetime) -> Iterator[Removal]:
    """Yield what may not be shown any more: a wish to be seen only by people who are signed in counts too."""
    shown = {text(post, "uri"): post for post in found}
    yield from understood({"posts": found}, "posts", now).removed
    for uri in asked:
        if uri not in shown:
            yield Removal(f"bluesky:{uri}", "gone")
        elif asks_for_privacy(shown[uri]):
            yield Removal(f"bluesky:{uri}", "removed")


def _uri(record: Record) -> str:
    return record.id.removeprefix("bluesky:")
