"""Papers by the time of their submission as a source, and whether papers have been withdrawn."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from newsdesk.collect.listing import asked
from newsdesk.collect.payload import Payload, Removal, moment
from newsdesk.collect.platforms.arxiv.papers import ID, read
from newsdesk.collect.platforms.arxiv.settings import Settings
from newsdesk.collect.source import Batch, Task
from newsdesk.records import Platform, Record, iso

if TYPE_CHECKING:
    from newsdesk.collect.http import Client

#: Papers of one answer; the manual asks for small slices.
PAGE_SIZE = 200
#: Papers of one query that can be had (the manual, "3.1.1.2. start and max_results paging").
DEEPEST = 30_000


@dataclass(frozen=True)
class Listing:
    """All papers of the categories, forward from what was read before."""

    settings: Settings
    name: str = "arxiv"
    title: str = "arXiv"
    platform: Platform = "arxiv"

    @property
    def every_minutes(self) -> int:
        """Return the setting."""
        return self.settings.every_minutes

    async def batches(self, client: Client, task: Task) -> AsyncIterator[Batch]:
        """Yield page by page, oldest first; what goes beyond the most records is left to the next run."""
        read_to = self._read_to(task)
        start, new, cursor = 0, 0, read_to
        while start < DEEPEST and new < self.settings.most_records:
            params: dict[str, str | int] = {
                "search_query": self._query(task, read_to),
                "sortBy": "submittedDate",
                "sortOrder": "ascending",
                "start": start,
                "max_results": PAGE_SIZE,
            }
            answer = await _papers(client, self.settings, params, task.now)
            # A clock that is ahead doesn't move the cursor.
            seen = [paper.published_at for paper in answer.records if paper.published_at <= task.now]
            cursor = max([*seen, *([cursor] if cursor else [])], default=None)
            yield Batch(
                answer.records,
                answer.problems,
                removed=answer.removed,
                error=answer.error,
                cursor=iso(cursor) if cursor else None,
            )
            if answer.error is not None or answer.after is None:
                return
            if int(answer.after) <= start:
                # It happens (https://github.com/lukasschwab/arxiv.py/issues/129), and passes.
                yield Batch(error=f"gives no page after {start} papers, and says there are more; try later")
                return
            start = int(answer.after)
            # What is read once more doesn't count, so that each run gets further.
            new += sum(read_to is None or instant > read_to for instant in seen)

    def _read_to(self, task: Task) -> datetime | None:
        """Return up to when papers have been read: the cursor, or what is wanted from before it."""
        cursor = moment(task.cursor)
        return min(cursor, task.since) if cursor and task.since else cursor

    def _query(self, task: Task, read_to: datetime | None) -> str:
        """Return the search for what may have come to light since the last run.

        Times are told to the minute, in GMT (the manual, "5.1. Details of Query Construction").
        """
        if read_to is not None:
            start = read_to - timedelta(hours=self.settings.overlap_hours)
        else:
            start = task.since or task.now - timedelta(hours=self.settings.first_hours)
        end = task.now + timedelta(minutes=1)
        categories = " OR ".join(f"cat:{category}" for category in self.settings.categories)
        return f"({categories}) AND submittedDate:[{start:%Y%m%d%H%M} TO {end:%Y%m%d%H%M}]"


@dataclass(frozen=True)
class Withdrawals:
    """What can be asked about single papers."""

    settings: Settings

    async def around(self, client: Client, records: Sequence[Record], task: Task) -> AsyncIterator[Batch]:
        """Yield nothing: a paper has neither parent nor replies."""
        del client, records, task
        for _ in ():
            yield Batch()

    async def still_there(
        self, client: Client, records: Sequence[Record], task: Task
    ) -> AsyncIterator[Batch]:
        """Yield which papers could be asked about, and which are withdrawn or no longer listed."""
        for first in range(0, len(records), PAGE_SIZE):
            told = [record.id.partition(":")[2] for record in records[first : first + PAGE_SIZE]]
            ids = [one for one in told if ID.fullmatch(one)]
            if not ids:
                continue
            params: dict[str, str | int] = {"id_list": ",".join(ids), "max_results": PAGE_SIZE}
            answer = await _papers(client, self.settings, params, task.now)
            there = {record.id for record in answer.records}
            withdrawn = {removal.record for removal in answer.removed}
            asked = {f"arxiv:{one}" for one in ids}
            if answer.error is not None or not asked & (there | withdrawn):
                # arXiv shows a withdrawn paper still: an empty answer is a fault of its own.
                yield Batch(error=answer.error or "gave none of the papers that were asked for; try later")
                return
            gone = asked - there - withdrawn if not answer.problems else set()
            yield Batch(
                checked=tuple(sorted(gone | (asked & (there | withdrawn)))),
                removed=(*answer.removed, *(Removal(one, "gone") for one in sorted(gone))),
            )


async def _papers(client: Client, settings: Settings, params: dict[str, str | int], now: datetime) -> Payload:
    """Return the papers of one query, or an error."""
    # One request in three seconds, one connection (https://info.arxiv.org/help/api/tou.html).
    client.pace(settings.base_url, 3, 1)
    answer = await asked(client, settings.base_url, read, "arXiv", now, params=params)
    if answer.error is None and answer.what != "a list of papers":
        return Payload("an error", error=f"expected a list of papers, found {answer.what}")
    return answer
