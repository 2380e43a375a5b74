"""Algolia's search as a source: forward from the cursor, by slices of time that one answer holds.

A query gives a thousand hits and no more, in one page if it is asked so
(https://github.com/algolia/hn-search/issues/125 and /230). So a slice of which there is more is halved until
it fits, and no page can shift while it is read.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from newsdesk.collect.listing import asked
from newsdesk.collect.payload import Payload, moment
from newsdesk.collect.platforms.hackernews.items import read
from newsdesk.collect.platforms.hackernews.settings import Settings
from newsdesk.collect.platforms.hackernews.threads import ask
from newsdesk.collect.source import Batch, Task
from newsdesk.records import Platform, Problem, Record, iso

if TYPE_CHECKING:
    from newsdesk.collect.http import Client

#: Hits that Algolia gives of one query.
MOST_HITS = 1000
#: Seconds of a slice, if it doesn't hold more than that.
LONGEST_SLICE = 6 * 3600
#: Votes or comments from which on a story is looked at as it is now.
WORTH_A_LOOK = 10
#: Requests of one run; the rest is left to the next.
MOST_REQUESTS = 600

#: Asks for words as they are written and as a whole: of itself the search takes "LLC" for "LLM", and
#: "Claudette" for "Claude". Texts are not wanted a second time with marks around what was found. Each
#: parameter is in https://www.algolia.com/doc/api-reference/api-parameters/, and passed on by
#: https://github.com/algolia/hn-search/blob/master/app/controllers/api/v1/base_controller.rb.
_AS_WRITTEN: dict[str, str | int] = {
    "advancedSyntax": "true",
    "typoTolerance": "false",
    "queryType": "prefixNone",
    "attributesToHighlight": "[]",
}
#: Either of what is in brackets (https://hn.algolia.com/api, "tags").
_TAGS = {"story": "(story,poll)", "comment": "comment"}
_ENDLESS = (
    "says that one second holds more than it gives; see whether sources.hackernews.algolia_url is right"
)


@dataclass(frozen=True)
class Search:
    """Stories, or comments, that hold one of some phrases; the empty phrase is in everything."""

    tag: Literal["story", "comment"]
    settings: Settings
    queries: tuple[str, ...]
    platform: Platform = "hackernews"

    @property
    def name(self) -> str:
        """Return the name that its snapshots bear."""
        return "hackernews-stories" if self.tag == "story" else "hackernews-comments"

    @property
    def title(self) -> str:
        """Return what people call it."""
        return "Hacker News stories" if self.tag == "story" else "Hacker News comments"

    @property
    def every_minutes(self) -> int:
        """Return the setting."""
        return self.settings.every_minutes

    async def batches(self, client: Client, task: Task) -> AsyncIterator[Batch]:
        """Yield slice by slice, oldest first; what goes beyond the most records is left to the next run."""
        # 10,000 requests an hour are let through, it is said; this stays well below.
        client.pace(self.settings.algolia_url, 0.5, 1)
        plan, given = _Plan(self._unread(task)), 0
        looks = self.settings.most_items if self.tag == "story" else 0
        for _ in range(max(1, MOST_REQUESTS // len(self.queries))):
            part = plan.next()
            if part is None or given >= self.settings.most_records:
                return
            answers = await self._answers(client, part, task.now)
            error, found = answers[-1].error, sum(len(answer.records) for answer in answers)
            cut = any(answer.after for answer in answers)
            if error is None and (cut or found > self.settings.most_records) and part.seconds > 1:
                plan.halve(part)
                continue
            if error is None and given and given + found > self.settings.most_records:
                return
            for batch in _without_repetition(answers):
                fresher, looked = await self._fresher(client, batch, task, looks)
                looks -= looked
                yield fresher
            if error is not None or cut:
                yield Batch(error=error or _ENDLESS)
                return
            given += found
            yield Batch(cursor=iso(datetime.fromtimestamp(part.end, UTC)))

    def _unread(self, task: Task) -> _Slice:
        """Return what hasn't been read yet and is old enough; what is wanted from before the cursor, too."""
        first = task.since or task.now - timedelta(hours=self.settings.first_hours)
        cursor = moment(task.cursor)
        if cursor and cursor > task.now:  # by a clock that has been set right since
            cursor = None
        read_to = min(cursor, first) if cursor and task.since else cursor or first
        settled = task.now - timedelta(minutes=self.settings.settle_minutes)
        return _Slice(int(read_to.timestamp()), int(settled.timestamp()))

    async def _answers(self, client: Client, part: _Slice, now: datetime) -> list[Payload]:
        """Return what each query gives of a slice, up to one that fails or for which it is too long."""
        answers: list[Payload] = []
        for query in self.queries:
            params: dict[str, str | int] = {
                **_AS_WRITTEN,
                "query": f'"{query}"' if query else "",
                "tags": _TAGS[self.tag],
                "numericFilters": f"created_at_i>{part.start},created_at_i<={part.end}",
                "hitsPerPage": MOST_HITS,
            }
            address = f"{self.settings.algolia_url.rstrip('/')}/search_by_date"
            place = f"{self.title}, {query}" if query else self.title
            found = await asked(client, address, read, place, now, params=params)
            if found.error is None and found.what != "search hits":
                found = Payload("an error", error=f"expected search hits, found {found.what}")
            answers.append(found)
            if answers[-1].error is not None or (answers[-1].after and part.seconds > 1):
                break
        return answers

    async def _fresher(self, client: Client, batch: Batch, task: Task, most: int) -> tuple[Batch, int]:
        """Return the batch with its most read stories as they are now, and how many were asked for.

        Algolia's counts lag behind, and it still has what has been flagged away.
        """
        widely = [record for record in batch.records if max(_reach(record)) >= WORTH_A_LOOK]
        ids = [record.id for record in sorted(widely, key=_reach, reverse=True)[:most]]
        told = await ask(client, self.settings, ids, task.now)
        problems = [*batch.problems, *told.problems]
        if told.error is not None:
            problems.append(
                Problem(place="Hacker News items", field=None, expected="every answer", found=told.error)
            )
        gone = {removal.record for removal in told.removed}
        current = {record.id: record for record in told.records}
        fresher = replace(
            batch,
            records=tuple(current.get(one.id, one) for one in batch.records if one.id not in gone),
            removed=(*batch.removed, *told.removed),
            problems=tuple(problems),
        )
        return fresher, len(ids)


@dataclass(frozen=True)
class _Slice:
    """What was published after ``start`` up to ``end``, in seconds since 1970."""

    start: int
    end: int

    @property
    def seconds(self) -> int:
        return self.end - self.start


class _Plan:
    """The slices that are still to be read, the oldest last."""

    def __init__(self, whole: _Slice) -> None:
        self._pending = [whole] if whole.seconds > 0 else []

    def next(self) -> _Slice | None:
        """Return the oldest slice, None when all is read."""
        if not self._pending:
            return None
        part = self._pending.pop()
        if part.seconds > LONGEST_SLICE:
            self._pending.append(_Slice(part.start + LONGEST_SLICE, part.end))
            part = _Slice(part.start, part.start + LONGEST_SLICE)
        return part

    def halve(self, part: _Slice) -> None:
        """Put a slice back in two halves."""
        middle = (part.start + part.end) // 2
        self._pending += [_Slice(middle, part.end), _Slice(part.start, middle)]


def _reach(record: Record) -> tuple[int, int]:
    return record.engagement.score or 0, record.engagement.replies or 0


def _without_repetition(answers: Sequence[Payload]) -> Iterator[Batch]:
    """Yield a batch for each answer, without what an earlier query found."""
    seen: set[str] = set()
    for answer in answers:
        fresh = tuple(record for record in answer.records if record.id not in seen)
        seen.update(record.id for record in fresh)
        yield Batch(fresh, answer.problems, dropped=answer.dropped, removed=answer.removed)
