"""Single items from Firebase: as they are now, what stands around them, and whether they are still there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from newsdesk.collect.answers import FetchError
from newsdesk.collect.payload import Payload, Removal, count, from_json, items
from newsdesk.collect.platforms.hackernews.items import of_value
from newsdesk.collect.platforms.hackernews.settings import Settings
from newsdesk.collect.source import Batch, Task
from newsdesk.records import Problem, Record

if TYPE_CHECKING:
    from newsdesk.collect.http import Client

#: Items that one batch of checks asks for.
AT_ONCE = 50


@dataclass(frozen=True)
class _Item:
    """What is said of one item: the value as it stands there, and what it means."""

    id: str
    value: Any
    payload: Payload


@dataclass(frozen=True)
class Told:
    """What is said of some items, in their order; ``error`` is the first reason why one can't be had."""

    items: tuple[_Item, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        """What is there."""
        return tuple(record for one in self.items for record in one.payload.records)

    @property
    def removed(self) -> tuple[Removal, ...]:
        """What is gone."""
        return tuple(removal for one in self.items for removal in one.payload.removed)

    @property
    def error(self) -> str | None:
        """Why not all is told."""
        return next((one.payload.error for one in self.items if one.payload.error is not None), None)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What can't be used."""
        return tuple(problem for one in self.items for problem in one.payload.problems)

    @property
    def answered(self) -> tuple[str, ...]:
        """The ids of which anything was said."""
        return tuple(one.id for one in self.items if one.payload.error is None)


async def ask(client: Client, settings: Settings, ids: Sequence[str], now: datetime) -> Told:
    """Return what Firebase says of the items with these ids."""
    base = settings.firebase_url.rstrip("/")
    client.pace(base, 0.1, 4)  # its documentation states no limit
    return Told(tuple(await asyncio.gather(*(_one(client, base, one, now) for one in ids))))


async def _one(client: Client, base: str, id: str, now: datetime) -> _Item:
    native = id.partition(":")[2]
    if not native.isdecimal():
        return _Item(id, None, Payload("an error", error=f"no item can have the id {id!r}"))
    found = await client.fetch(f"{base}/item/{native}.json", configured=True)
    if isinstance(found, FetchError):
        return _Item(id, None, Payload("an error", error=str(found)))
    try:
        value = from_json(found.body)
    except ValueError as error:
        return _Item(id, None, Payload("an error", error=f"expected an item, found {error}"))
    if value is None:
        return _Item(id, None, Payload("nothing", removed=(Removal(id, "gone"),)))
    payload = of_value(value, id, now)
    if payload.error is None and str(count(value, "id")) != native:
        payload = Payload("an error", error=f"expected item {native}, found {payload.what}")
    return _Item(id, value, payload)


@dataclass(frozen=True)
class Threads:
    """What can be asked about single records of Hacker News."""

    settings: Settings

    async def around(self, client: Client, records: Sequence[Record], task: Task) -> AsyncIterator[Batch]:
        """Yield each record's parent and the replies that the site shows first, in its order."""
        left = self.settings.most_items
        for record in records:
            if left <= 0:
                return
            told = await ask(client, self.settings, [record.id], task.now)
            wanted = list(self._near(record, told.items[0].value))
            known = task.known(wanted)
            unknown = [one for one in wanted if one not in known][: left - 1]
            left -= 1 + len(unknown)
            near = await ask(client, self.settings, unknown, task.now)
            error = told.error or near.error
            removed = (*told.removed, *near.removed)
            yield Batch(near.records, near.problems, removed=removed, error=error, as_is=True)
            if error:
                return

    async def still_there(
        self, client: Client, records: Sequence[Record], task: Task
    ) -> AsyncIterator[Batch]:
        """Yield which records could be asked about, and which are deleted, dead or gone."""
        for first in range(0, len(records), AT_ONCE):
            ids = [record.id for record in records[first : first + AT_ONCE]]
            told = await ask(client, self.settings, ids, task.now)
            yield Batch(checked=told.answered, removed=told.removed, error=told.error)
            if not told.answered:
                return

    def _near(self, record: Record, item: Any) -> Iterator[str]:
        """Yield the ids of the parent and of the first replies.

        ``kids`` are in ranked display order (https://github.com/HackerNews/API, "Items").
        """
        if record.reply_to:
            yield record.reply_to
        kids = (count(kid) for kid in items(item, "kids"))
        replies = dict.fromkeys(f"hackernews:{kid}" for kid in kids if kid is not None and kid > 0)
        yield from list(replies)[: self.settings.most_comments]
