"""Ask X for recent posts, within what may be spent.

``/2/tweets/search/recent`` shows the last seven days, newest first within a stretch of time
(https://docs.x.com/x-api/posts/search/introduction). So a query is read forward, one stretch after the
other; where a ceiling ends the reading inside a stretch, the next run goes on there: nothing is paid twice,
nothing is passed over. The cursor holds how far each query was read, and what the month has cost.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pydantic import Field, ValidationError

from newsdesk.collect.listing import MOST_PAGES, asked, batch_of, chunks, native
from newsdesk.collect.payload import Payload
from newsdesk.collect.platforms.x.reading import read
from newsdesk.collect.source import Batch, Gap, Task
from newsdesk.records import Platform, Problem, Record, UtcTime, Value, canonical_json, iso

if TYPE_CHECKING:
    from newsdesk.collect.http import Client
    from newsdesk.collect.platforms.x import Settings

#: How far back X shows posts; the minutes keep us from asking for more than that.
SHOWN = timedelta(days=7) - timedelta(minutes=5)
#: X answers up to a few seconds ago.
SETTLED = timedelta(seconds=30)
STRETCH = timedelta(hours=6)
#: The fewest and the most posts that a page can be asked to have.
FEWEST, PAGE = 10, 100

_FIELDS = {
    "tweet.fields": "author_id,created_at,entities,lang,note_tweet,public_metrics,referenced_tweets,withheld",
    "expansions": "author_id",
    "user.fields": "username,protected",
}
#: What tells whether a post is still there; its author is known, and would be billed.
_LEAST = {"tweet.fields": "withheld"}
TWICE = "the same next page was given twice; the next run goes on from here"
ENDLESS = f"no end of one stretch of time after {MOST_PAGES} pages; the next run goes on from here"
NO_KEY = "no key: set NEWSDESK_X_BEARER_TOKEN, or sources.x.enabled: false"


class Place(Value):
    """How far a query was read: all before ``since``, and of what follows all from ``left`` to ``until``."""

    since: UtcTime
    left: UtcTime | None = None
    until: UtcTime | None = None


class Books(Value):
    """What the cursor holds: posts read in a month (``2026-03``), and the place of each query."""

    month: str
    posts: int = 0
    queries: dict[str, Place] = Field(default_factory=dict)

    @classmethod
    def of(cls, cursor: str | None, now: datetime) -> Books:
        """Return the books that a cursor holds, begun anew with each month."""
        month = f"{now:%Y-%m}"
        try:
            books = cls.model_validate_json(cursor or "")
        except ValidationError:
            return cls(month=month)
        return books if books.month == month else cls(month=month, queries=books.queries)

    def cursor(self) -> str:
        """Return the text of the cursor."""
        return canonical_json(self.model_dump(mode="json", exclude_none=True))


@dataclass(frozen=True)
class Api:
    """X's API with its key, asked at the pace of the settings."""

    settings: Settings
    bearer: str = field(repr=False)

    async def ask(
        self,
        client: Client,
        path: str,
        now: datetime,
        params: Mapping[str, str | int],
        fields: Mapping[str, str] = _FIELDS,
    ) -> Payload:
        """Return the posts that stand at a path, with what is needed to read them."""
        base = self.settings.base_url.rstrip("/")
        client.pace(base, self.settings.spacing, 1)
        headers = {"Authorization": f"Bearer {self.bearer}"}
        return await asked(client, base + path, read, "X", now, headers=headers, params={**fields, **params})

    async def search(self, client: Client, query: str, now: datetime, most: int, **params: str) -> Payload:
        """Return one page of what matches a query."""
        wanted = max(FEWEST, min(PAGE, most))
        question: dict[str, str | int] = {"query": query, "max_results": wanted, **params}
        return await self.ask(client, "/tweets/search/recent", now, question)


@dataclass
class _Run:
    """What one run has read of what it may."""

    settings: Settings
    books: Books
    read: int = 0

    @property
    def left(self) -> int:
        month = int(self.settings.most_dollars_month / self.settings.cost(1)) - self.books.posts
        return min(self.settings.most_records - self.read, month)

    def take(self, query: str, place: Place, billed: int = 0) -> str:
        """Enter what was read, and return the cursor that says so."""
        self.read += billed
        queries = {**self.books.queries, query: place}
        self.books = Books(month=self.books.month, posts=self.books.posts + billed, queries=queries)
        return self.books.cursor()


@dataclass(frozen=True)
class Recent:
    """All queries of the settings as one source: what may be spent is shared among them."""

    settings: Settings
    bearer: str = field(repr=False)
    name: str = "x"
    title: str = "X"
    platform: Platform = "x"

    @property
    def every_minutes(self) -> int:
        """Return the settings' interval."""
        return self.settings.every_minutes

    async def batches(self, client: Client, task: Task) -> AsyncIterator[Batch]:
        """Yield what matches each query since it was last read, until the ceiling is reached."""
        run = _Run(self.settings, Books.of(task.cursor, task.now))
        if not self.bearer:
            yield Batch(error=NO_KEY)
            return
        if task.dry_run:
            most = max(0, run.left)
            yield Batch(dropped={f"not asked in a dry run, up to ${self.settings.cost(most):.2f}": most})
            return
        for query in self.settings.queries:
            async for batch in self._matching(client, task, query, run):
                yield batch
        if run.left < FEWEST and run.read < self.settings.most_records - FEWEST:
            yield Batch(problems=(self._spent(run.books),))

    async def _matching(self, client: Client, task: Task, query: str, run: _Run) -> AsyncIterator[Batch]:
        """Yield what matches one query, one stretch of time after the other."""
        place = run.books.queries.get(query)
        earliest, end = task.now - SHOWN, task.now - SETTLED
        if place is None:
            first = task.since or task.now - timedelta(hours=self.settings.first_hours)
            place = Place(since=max(first, earliest))
        elif place.since < earliest:
            gap = Gap(place.since, earliest, "X shows posts of the last seven days only")
            left = place.left if place.left and place.left > earliest else None
            place = Place(since=earliest, left=left, until=place.until if left else None)
            yield Batch(gaps=(gap,), cursor=run.take(query, place))
        while place.since < end and run.left >= FEWEST:
            until = place.until or min(place.since + STRETCH, end)
            stretch = Place(since=place.since, left=place.left or until, until=until)
            async for batch in self._stretch(client, task.now, query, stretch, run):
                yield batch
            reached = run.books.queries.get(query)
            if reached is None or reached.since == place.since:
                return  # a fault, or the ceiling
            place = reached

    async def _stretch(
        self, client: Client, now: datetime, query: str, place: Place, run: _Run
    ) -> AsyncIterator[Batch]:
        """Yield one stretch of time page by page, newest first."""
        assert place.left is not None
        assert place.until is not None
        api, tokens = Api(self.settings, self.bearer), set[str]()
        params = {"start_time": iso(place.since), "end_time": iso(place.left)}
        while run.left >= FEWEST:
            found = await api.search(client, _without_reposts(query), now, run.left, **params)
            if found.error:
                yield batch_of(found)
                return
            if found.after is None:
                yield batch_of(found, cursor=run.take(query, Place(since=place.until), _billed(found)))
                return
            times = [record.published_at + timedelta(seconds=1) for record in found.records]
            rest = Place(since=place.since, left=min([place.left, *times]), until=place.until)
            fault = TWICE if found.after in tokens else ENDLESS if len(tokens) >= MOST_PAGES else None
            yield batch_of(found, cursor=run.take(query, rest, _billed(found)), error=fault)
            if fault:
                return
            tokens.add(found.after)
            params["next_token"] = found.after

    def _spent(self, books: Books) -> Problem:
        cost = self.settings.cost(books.posts)
        ceiling = f"money left of the ${self.settings.most_dollars_month:g} for {books.month}"
        found = f"${cost:.2f} spent on {books.posts:,} posts"
        return Problem(place="X", field="sources.x.most_dollars_month", expected=ceiling, found=found)


@dataclass(frozen=True)
class Around:
    """What stands around single records, and whether they are still there; every post given is billed."""

    settings: Settings
    bearer: str = field(repr=False)

    async def around(self, client: Client, records: Sequence[Record], task: Task) -> AsyncIterator[Batch]:
        """Yield the records' parents and some replies to each, if the settings want replies."""
        if self.settings.replies == 0 or task.dry_run:
            return
        api = Api(self.settings, self.bearer)
        parents = dict.fromkeys(native(record.reply_to) for record in records if record.reply_to)
        for group in chunks(tuple(parents), PAGE):
            yield batch_of(await api.ask(client, "/tweets", task.now, {"ids": ",".join(group)}), as_is=True)
        for record in records:
            query = f"in_reply_to_tweet_id:{native(record.id)}"
            found = await api.search(client, query, task.now, self.settings.replies)
            yield batch_of(found, records=found.records[: self.settings.replies], as_is=True)

    async def still_there(
        self, client: Client, records: Sequence[Record], task: Task
    ) -> AsyncIterator[Batch]:
        """Yield which of the records X still shows; a hundred a request."""
        for group in chunks(records, PAGE):
            ids = [record.id for record in group]
            found = await Api(self.settings, self.bearer).ask(
                client, "/tweets", task.now, {"ids": ",".join(map(native, ids))}, _LEAST
            )
            removed = tuple(removal for removal in found.removed if removal.record in ids)
            told = {record.id for record in found.records} | {removal.record for removal in removed}
            yield Batch(
                checked=tuple(name for name in ids if name in told), removed=removed, error=found.error
            )


def _billed(found: Payload) -> int:
    """Return how many posts an answer had: each is billed, of use or not."""
    return len(found.records) + len(found.problems) + len(found.removed) + sum(found.dropped.values())


def _without_reposts(query: str) -> str:
    return query if "is:retweet" in query else f"({query}) -is:retweet"
