"""Jetstream: everything that is posted on Bluesky, as it happens, of which the posts with a keyword are kept.

A run reads from where the last one stopped up to shortly before now. What an event holds is the bare post:
who wrote it, and whether they want to be shown to strangers, is asked of the AppView before it is kept.
Deletions are told here as well, and passed on.

Events and parameters: https://github.com/bluesky-social/jetstream-legacy (wantedCollections, cursor in
microseconds since 1970). That is the first version, which Bluesky's hosts jetstream1 and jetstream2 speak;
the second, network.bsky.jetstream.subscribeEvents, has other names, other cursors and hosts of its own
(https://github.com/bluesky-social/bsky/pull/20).

What was sent before stays there for about a day (issue 58 of the first); where old events end and new ones
begin some may come late or out of order (issue 42), and a server may begin earlier than asked
(bluesky-social/jetstream, issue 343). So a little is read again, and what was read is passed over.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from newsdesk.collect.answers import FetchError
from newsdesk.collect.payload import count
from newsdesk.collect.platforms.bluesky.events import Events, microseconds
from newsdesk.collect.platforms.bluesky.keywords import Keywords
from newsdesk.collect.platforms.bluesky.posts import POST
from newsdesk.collect.source import Batch, Task
from newsdesk.records import Platform

if TYPE_CHECKING:
    from newsdesk.collect.http import Client

#: How long after it was posted a post is asked for: the AppView has it then, and its first reactions.
SETTLE = timedelta(minutes=2)
#: How much is read again.
OVERLAP = timedelta(seconds=5)


@dataclass(frozen=True)
class Jetstream:
    """The stream of posts as a source."""

    url: str
    base_url: str
    keywords: Keywords
    every_minutes: int
    most_records: int
    most_events: int
    most_minutes: float
    first_hours: float
    name: str = "bluesky-stream"
    title: str = "Bluesky, all posts"
    platform: Platform = "bluesky"

    async def batches(self, client: Client, task: Task) -> AsyncIterator[Batch]:
        """Yield what matches, some hundred posts at a time; the cursor is the time of the last event."""
        clock = asyncio.get_running_loop().time
        until = clock() + self.most_minutes * 60
        events = self._events(task)
        failures = 0
        while True:
            before, fault = events.last, None
            # Closed at once when we have enough: the server would go on sending.
            async with aclosing(self._messages(client, events)) as said:
                async for message in said:
                    if isinstance(message, FetchError):
                        fault = message
                        break
                    events.take(message)
                    if events.is_full:
                        yield (batch := await events.batch(client, self.base_url))
                        if batch.error:
                            return
                    if events.is_done or clock() > until:
                        break
            failures = 0 if events.last > before else failures + 1
            lasting = fault is not None and (not fault.temporary or failures >= client.limits.attempts)
            if fault is None or lasting or clock() > until:
                break
            await asyncio.sleep(client.limits.backoff * 2**failures)
        yield await events.batch(client, self.base_url, fault=fault)

    def _events(self, task: Task) -> Events:
        first = task.since or task.now - timedelta(hours=self.first_hours)
        cursor = count(task.cursor)
        asked = min(cursor or microseconds(first), microseconds(task.now))
        return Events(
            keywords=self.keywords,
            place=self.title,
            now=task.now,
            last=asked,
            until=microseconds(task.now - SETTLE),
            overlap=microseconds(OVERLAP),
            most_events=self.most_events,
            most_records=self.most_records,
            resumed=cursor is not None,
        )

    def _messages(self, client: Client, events: Events) -> AsyncGenerator[bytes | FetchError]:
        # Not before there is something to read: the library takes a while to load.
        from newsdesk.collect import stream

        asked: Mapping[str, str | int] = {"wantedCollections": POST, "cursor": events.first}
        address = f"{self.url}{'&' if '?' in self.url else '?'}{urlencode(asked)}"
        return stream.messages(address, user_agent=client.user_agent, limits=client.limits, configured=True)
