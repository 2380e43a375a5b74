"""Lists that show their newest first: an account's posts, a custom feed, the posts of a list's members.

A run reads from the top down to where the last one began. If it may not read on, the rest is left for the
next run, which goes on there: nothing is lost by a limit.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from newsdesk.collect.platforms.bluesky import progress
from newsdesk.collect.platforms.bluesky.answers import understood
from newsdesk.collect.platforms.bluesky.pages import Asked, Page, Pages
from newsdesk.collect.platforms.bluesky.progress import Progress, Rest
from newsdesk.collect.platforms.bluesky.service import Refusal
from newsdesk.collect.source import Batch, Gap, Task
from newsdesk.records import Platform

if TYPE_CHECKING:
    from newsdesk.collect.http import Client

#: Items that are asked for at once; the most that any of the methods gives.
MOST_ITEMS = 100
#: How much is read again: posts are shown some time after they were written, not in that order.
OVERLAP = timedelta(minutes=10)
#: Pages in a row that may hold nothing new; some are empty because what stood there isn't shown to us.
PATIENCE = 3
#: What an answer of these methods is called.
_EXPECTED = frozenset({"a feed", "posts", "addresses of posts"})
_REPEATED = "its pages repeat themselves; the next run begins at the top"


@dataclass(frozen=True)
class Listing:
    """A list as a source. ``ordered`` says that it is by time; others may show anything at any place."""

    name: str
    title: str
    every_minutes: int
    most_records: int
    first_hours: float
    pages: Pages
    ordered: bool = True
    platform: Platform = "bluesky"

    async def batches(self, client: Client, task: Task) -> AsyncIterator[Batch]:
        """Yield the pages, first those that the run before left."""
        start = task.since or task.now - timedelta(hours=self.first_hours)
        before = progress.read(task.cursor) or Progress(start)
        walk = _Walk(self, client, task, start, before, self.most_records)
        if before.rest:
            async for batch in walk.downwards():
                yield batch
        if walk.arrived:
            async for batch in walk.downwards():
                yield batch


@dataclass
class _Walk:
    """A list being read: how far, and how many items may still be asked for in this run.

    What isn't by time may show for the first time what was written long ago: it is kept from ``start`` on.
    """

    listing: Listing
    client: Client
    task: Task
    start: datetime
    progress: Progress
    left: int
    arrived: bool = True
    seen: set[str] = field(default_factory=set)

    async def downwards(self) -> AsyncIterator[Batch]:
        """Yield a batch a page until what was read before is reached, or nothing more may be asked."""
        rest = self.progress.rest
        floor = rest.floor if rest else self.progress.newest
        after = rest.page if rest else None
        asked, idle = {after}, 0
        self.arrived = False
        while self.left > 0 and not self.arrived:
            wanted = Asked(after, floor - OVERLAP, min(MOST_ITEMS, self.left))
            page = await self.listing.pages.page(self.client, wanted)
            if isinstance(page, Refusal):
                yield self._refused(page, resumed=rest is not None and after == rest.page)
                return
            if not page.items and page.after in asked:
                page = Page(page.data)  # some custom feeds end with a cursor to nothing
            idle = 0 if page.uris - self.seen else idle + 1
            lost = page.after is not None and (page.after in asked or idle >= PATIENCE)
            after = page.after
            asked.add(after)
            self.seen |= page.uris
            self.left -= max(1, len(page.items))
            yield self._taken(page, floor, lost=lost)

    def _taken(self, page: Page, floor: datetime, *, lost: bool) -> Batch:
        """Return a page's batch; ``lost`` says that there should be another page but can't be."""
        edge = floor - OVERLAP
        kept = page.newer_than(edge if self.listing.ordered else self.start)
        held = understood(kept, self.listing.title, self.task.now)
        if held.what not in _EXPECTED:
            self.left = 0
            return Batch(error=held.error or f"expected posts, found {held.what}")
        oldest = self._advance(page, floor, edge, lost=lost)
        unread = lost and self.listing.ordered and oldest > floor
        return Batch(
            records=held.records,
            problems=held.problems,
            dropped=held.dropped,
            removed=held.removed,
            gaps=(Gap(floor, oldest, "the list's pages repeat themselves"),) if unread else (),
            error=_REPEATED if lost else None,
            cursor=str(self.progress),
        )

    def _advance(self, page: Page, floor: datetime, edge: datetime, *, lost: bool) -> datetime:
        """Remember how far the list has been read with a page; return the oldest place reached."""
        newest = max([self.progress.newest, *(one for one in page.positions if one <= self.task.now)])
        oldest = min(page.positions, default=self.progress.rest.oldest if self.progress.rest else newest)
        lowest = oldest if self.listing.ordered else max(page.positions, default=newest)
        self.arrived = page.after is None or lost or (bool(page.positions) and lowest <= edge)
        # What isn't by time begins at the top in every run: it can't be read on.
        on = page.after if self.listing.ordered and not self.arrived else None
        self.progress = Progress(newest, Rest(floor, oldest, on) if on else None)
        return oldest

    def _refused(self, refusal: Refusal, *, resumed: bool) -> Batch:
        """Return why a page can't be had; a rest that the service no longer knows is given up."""
        rest = self.progress.rest
        if not (resumed and rest and refusal.status == 400):
            return Batch(error=refusal.reason)
        self.progress, self.arrived = Progress(self.progress.newest), True
        gap = Gap(rest.floor, rest.oldest, f"the list can't be read on from there: {refusal.reason}")
        return Batch(gaps=(gap,), cursor=str(self.progress))
