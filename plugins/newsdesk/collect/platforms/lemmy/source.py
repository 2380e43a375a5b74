"""The communities of one server as a source: of each its newest posts and comments."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from newsdesk.collect import fediverse
from newsdesk.collect.payload import Payload, moment
from newsdesk.collect.platforms.lemmy import answers, listings
from newsdesk.collect.platforms.lemmy.listings import Listing
from newsdesk.collect.platforms.lemmy.server import Refusal, Server
from newsdesk.collect.platforms.lemmy.views import Rules
from newsdesk.collect.source import Batch, Gap, Task
from newsdesk.records import Platform

if TYPE_CHECKING:
    from newsdesk.collect.http import Client


@dataclass(frozen=True)
class Communities:
    """Communities of the settings that are read from one server."""

    base_url: str
    communities: tuple[str, ...]
    comments: bool = True
    first_hours: int = 24
    overlap_minutes: int = 15
    most_records: int = 5_000
    every_minutes: int = 60
    rules: Rules = field(default_factory=Rules)
    platform: Platform = "lemmy"

    @property
    def title(self) -> str:
        """Return the server's host."""
        return fediverse.host(self.base_url) or self.base_url

    @property
    def name(self) -> str:
        """Return ``lemmy-`` and the host's letters and digits."""
        return fediverse.name_of("lemmy", self.base_url)

    async def batches(self, client: Client, task: Task) -> AsyncIterator[Batch]:
        """Yield each listing page by page; none of them can use up what the others may give."""
        server = Server(client, self.base_url, configured=True)
        every = self._listings(task)
        refusal = await server.find_version()
        if refusal:
            yield Batch(error=refusal.reason)
            return
        left = self.most_records
        for number, listing in enumerate(every):
            quota = max(1, left // (len(every) - number))
            async for payload, gap in self._read(server, listing, quota, task):
                left -= len(payload.records)
                yield _batch(payload, gap, every)
        faults = [f"{one.name}: {one.fault}" for one in every if one.fault]
        yield Batch(error="; ".join(faults) or None, cursor=_cursor(every))

    def _listings(self, task: Task) -> list[Listing]:
        marks = fediverse.marks(task.cursor)
        start = task.since or task.now - timedelta(hours=self.first_hours)
        overlap = timedelta(minutes=self.overlap_minutes)
        kinds = ("post", "comment") if self.comments else ("post",)
        every = [(community, kind) for community in self.communities for kind in kinds]
        return [
            Listing(community, kind, moment(marks.get(f"{community}/{kind}s")), start, overlap, task.now)
            for community, kind in every
        ]

    async def _read(
        self, server: Server, listing: Listing, quota: int, task: Task
    ) -> AsyncIterator[tuple[Payload, Gap | None]]:
        until = listing.until
        while not listing.done:
            version = server.version or 3
            data = await server.get(f"{listing.kind}/list", listing.params(version))
            if isinstance(data, Refusal):
                listing.fail(data.reason)
                return
            place = f"{self.title}, {listing.name}, page {listing.pages + 1}"
            payload = await server.client.understood(answers.understood, data, place, task.now, self.rules)
            if payload.what != "a listing":
                listing.fail(f"expected a listing, found {payload.what}")
                return
            listing.take(answers.views_in(data), payload.after, version)
            fresh = tuple(one for one in payload.records if one.published_at >= until)
            kept = fresh[:quota]
            quota -= len(kept)
            left = len(kept) < len(fresh) or (not listing.done and quota <= 0)
            if left or (not listing.done and listing.pages >= listings.MOST_PAGES):
                reached = min((one.published_at for one in kept), default=None)
                yield replace(payload, records=kept), listing.cut(reached)
            else:
                yield replace(payload, records=kept), None


def _batch(payload: Payload, gap: Gap | None, every: Sequence[Listing]) -> Batch:
    return Batch(
        records=payload.records,
        problems=payload.problems,
        dropped=payload.dropped,
        removed=payload.removed,
        gaps=(gap,) if gap else (),
        cursor=_cursor(every),
    )


def _cursor(every: Sequence[Listing]) -> str | None:
    return fediverse.cursor(listings.told(every))
