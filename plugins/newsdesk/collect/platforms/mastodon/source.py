"""One server as a source: its timelines in turn, each with its place in one cursor.

One source a server and not one a timeline: what fails mostly fails for the whole server, and a server is
asked at one pace. A timeline that fails alone keeps its place and is told, and the others go on.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from newsdesk.collect import fediverse
from newsdesk.collect.answers import FetchError, Response
from newsdesk.collect.payload import Payload, from_json
from newsdesk.collect.platforms.mastodon import answers
from newsdesk.collect.platforms.mastodon.parents import Parents
from newsdesk.collect.platforms.mastodon.posts import Rules
from newsdesk.collect.platforms.mastodon.timelines import Reading, Timeline
from newsdesk.collect.source import Batch, Task
from newsdesk.records import Platform

if TYPE_CHECKING:
    from newsdesk.collect.http import Client

#: Seconds between two requests. A server lets 300 in five minutes through, but of those that page (min_id,
#: max_id), which nearly all of ours do, 300 in fifteen, for what else comes from our address as well
#: (https://github.com/mastodon/mastodon/blob/main/config/initializers/rack_attack.rb).
SPACING = 3.2
#: What Mastodon says of a hashtag that nobody has used yet.
_NOT_FOUND = "Record not found"
_NEEDS_A_TOKEN = frozenset({401, 403, 422})


@dataclass(frozen=True)
class Server:
    """A server of the settings as a source."""

    base_url: str
    timelines: tuple[Timeline, ...]
    token: str | None = field(default=None, repr=False)
    token_name: str = ""
    first_hours: int = 24
    overlap_minutes: int = 15
    most_records: int = 5_000
    every_minutes: int = 60
    rules: Rules = field(default_factory=Rules)
    platform: Platform = "mastodon"

    @property
    def title(self) -> str:
        """Return the server's host."""
        return fediverse.host(self.base_url) or self.base_url

    @property
    def name(self) -> str:
        """Return ``mastodon-`` and the host's letters and digits."""
        return fediverse.name_of("mastodon", self.base_url)

    async def batches(self, client: Client, task: Task) -> AsyncIterator[Batch]:
        """Yield a page of each timeline in turn, until all are read or enough was found."""
        client.pace(self.base_url, SPACING, 1)
        readings = self._readings(task)
        parents = Parents(client, self.base_url, self.token)
        left = self.most_records
        while left > 0 and (open_ones := [one for one in readings if not one.done]):
            for reading in open_ones:
                found = await self._page(client, reading, task, left, parents)
                if found is not None:
                    left -= min(reading.fresh, len(found.records))
                    yield _batch(found, readings)
                if left <= 0 or reading.lost:
                    break
            if any(one.lost for one in readings):
                break
        if left <= 0:  # what a first look backward has not reached yet is let go
            for reading in readings:
                reading.settle()
        faults = [f"{one.timeline.name}: {one.fault}" for one in readings if one.fault]
        yield Batch(error="; ".join(faults) or None, cursor=_cursor(readings))

    def _readings(self, task: Task) -> list[Reading]:
        marks = fediverse.marks(task.cursor)
        start = task.since or task.now - timedelta(hours=self.first_hours)
        overlap = timedelta(minutes=self.overlap_minutes)
        return [Reading(one, marks.get(one.name), start, overlap) for one in self.timelines]

    async def _page(
        self, client: Client, reading: Reading, task: Task, most: int, parents: Parents
    ) -> Payload | None:
        """Ask for a reading's next page, move the reading, and return what the page holds if it counts."""
        found = await client.fetch(
            f"{self.base_url}{reading.timeline.path}",
            configured=True,
            params=reading.params(most),
            headers={"Authorization": f"Bearer {self.token}"} if self.token else None,
        )
        page = self._statuses(found, task)
        if isinstance(page, str):
            reading.fail(page, lost=isinstance(found, FetchError) and found.temporary)
            return None
        earliest = reading.start if reading.is_first_look or reading.backward else None
        if not reading.take(page):
            return None
        place = f"{self.title}, {reading.timeline.name}"
        payload = answers.understood(page, place, task.now, self.rules, parents.known)
        without = (one for one in payload.records if one.reply_to is None)
        if await parents.learn(page, frozenset(one.id.partition(":")[2] for one in without)):
            payload = answers.understood(page, place, task.now, self.rules, parents.known)
        if earliest is None:
            return payload
        return replace(payload, records=tuple(one for one in payload.records if one.published_at >= earliest))

    def _statuses(self, found: Response | FetchError, task: Task) -> list[Any] | str:
        """Return the statuses of an answer, or why there are none."""
        if isinstance(found, FetchError):
            unused = found.status == 404 and _words(found.body, task) == _NOT_FOUND
            return [] if unused else self._refusal(found, task)
        try:
            page = from_json(found.body)
        except ValueError as error:
            return f"expected a timeline, found {error}"
        if isinstance(page, list):
            return page
        return answers.understood(page, self.title, task.now, self.rules).error or "expected a timeline"

    def _refusal(self, found: FetchError, task: Task) -> str:
        told = fediverse.said(found, lambda body: _words(body, task))
        if found.status not in _NEEDS_A_TOKEN:
            return told
        remedy = (
            f"the token in {self.token_name} is not accepted: make a new one"
            if self.token
            else f"put an access token of an account there into {self.token_name}, or take the timeline out"
        )
        return f"{told}. The server shows this timeline to its own people only: {remedy}"


def _words(body: bytes, task: Task) -> str | None:
    """Return what an error says in words; a page of HTML says nothing."""
    payload = answers.read(body, "the server", task.now)
    return payload.error if payload.what == "an error" else None


def _batch(found: Payload, readings: Sequence[Reading]) -> Batch:
    return Batch(
        records=found.records,
        problems=found.problems,
        dropped=found.dropped,
        removed=found.removed,
        cursor=_cursor(readings),
    )


def _cursor(readings: Sequence[Reading]) -> str | None:
    return fediverse.cursor({one.timeline.name: one.mark for one in readings if one.mark})
