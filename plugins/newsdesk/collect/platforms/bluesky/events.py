"""Events of a stream, taken one after the other: posts that match are asked for, deletions are passed on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from newsdesk.collect.answers import FetchError
from newsdesk.collect.payload import Removal, at, count, from_json, text
from newsdesk.collect.platforms.bluesky import service
from newsdesk.collect.platforms.bluesky.answers import understood
from newsdesk.collect.platforms.bluesky.items import event_uri, from_anything
from newsdesk.collect.platforms.bluesky.keywords import Keywords
from newsdesk.collect.platforms.bluesky.posts import POST
from newsdesk.collect.source import Batch, Gap
from newsdesk.records import Problem, Record

if TYPE_CHECKING:
    from newsdesk.collect.http import Client

#: What is held before it is handed on: posts that match; deletions and faults; events since the last time.
MOST_HELD = 250
MOST_TOLD = 2_000
MOST_UNSAVED = 50_000
#: A server that begins later than that no longer has what was asked for.
LATE = timedelta(minutes=5)
NO_KEYWORD = "posts without any of the keywords"
GONE = "posts that were gone when they were asked for"


@dataclass
class Events:
    """What a stream has told so far in this run. Times are microseconds since 1970, as the stream tells them.

    ``last`` is the latest event that was taken, ``until`` the last that is wanted, ``overlap`` how much is
    read again. ``resumed`` says that ``last`` is where an earlier run stopped. ``read`` counts events.
    """

    keywords: Keywords
    place: str
    now: datetime
    last: int
    until: int
    overlap: int
    most_events: int
    most_records: int
    resumed: bool
    read: int = 0
    is_done: bool = False
    _start: int = 0
    _unsaved: int = 0
    _kept: int = 0
    _looked: bool = False
    _wanted: dict[str, None] = field(default_factory=dict)
    _removed: dict[str, Removal] = field(default_factory=dict)
    _problems: list[Problem] = field(default_factory=list)
    _dropped: Counter[str] = field(default_factory=Counter)
    _gaps: list[Gap] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Remember where the run begins."""
        self._start = self.last

    @property
    def first(self) -> int:
        """From when on events are to be asked for: a little before the last one."""
        return self.last - self.overlap

    @property
    def is_full(self) -> bool:
        """Whether it is time to hand on what is held."""
        wanted = min(MOST_HELD, self.most_records - self._kept)
        held = len(self._removed) + len(self._problems)
        return len(self._wanted) >= wanted or held >= MOST_TOLD or self._unsaved >= MOST_UNSAVED

    def take(self, message: bytes) -> None:
        """Take one message of the stream."""
        self.read += 1
        self._unsaved += 1
        self.is_done = self.read >= self.most_events
        place = f"{self.place}, event {self.read}"
        try:
            event = from_json(message)
        except ValueError as error:
            self._problems.append(Problem(place=place, field=None, expected="an event", found=str(error)))
            return
        time = count(event, "time_us")
        if time is None:
            found = Problem(place=place, field="time_us", expected="microseconds since 1970", found="none")
            self._problems.append(found)
        elif time > self.until:
            self.is_done = True
            self._look_for_gap(min(time, microseconds(self.now)))
        elif time >= self._start - self.overlap:
            self._look_for_gap(time)
            self.last = max(self.last, time)
            self._sort(event, place)

    async def batch(self, client: Client, base_url: str, *, fault: FetchError | None = None) -> Batch:
        """Return what is held, as the AppView shows it now, and hold nothing any more.

        Where the AppView doesn't answer the cursor stays: the next run reads these events again.
        """
        batch = self._told(fault)
        uris = list(self._wanted)
        self._wanted.clear()
        records: list[Record] = []
        for number in range(0, len(uris), service.MOST_POSTS):
            asked = uris[number : number + service.MOST_POSTS]
            found = await service.posts(client, base_url, asked)
            if isinstance(found, service.Refusal):
                return replace(batch, records=tuple(records), error=found.reason, cursor=None)
            held = understood({"posts": found}, self.place, self.now)
            records.extend(held.records)
            dropped = Counter(batch.dropped) + Counter(held.dropped) + Counter({GONE: _absent(asked, found)})
            batch = replace(
                batch,
                problems=batch.problems + held.problems,
                removed=batch.removed + held.removed,
                dropped=dict(sorted(dropped.items())),
            )
        self._kept += len(records)
        self.is_done = self.is_done or self._kept >= self.most_records
        return replace(batch, records=tuple(records))

    def _told(self, fault: FetchError | None) -> Batch:
        """Return what the stream itself told since the last batch."""
        batch = Batch(
            problems=tuple(self._problems),
            dropped=dict(sorted(self._dropped.items())),
            removed=tuple(self._removed.values()),
            gaps=tuple(self._gaps),
            error=str(fault) if fault else None,
            cursor=str(self.last) if self.last > self._start or self.resumed else None,
        )
        for held in (self._problems, self._dropped, self._removed, self._gaps):
            held.clear()
        self._unsaved = 0
        return batch

    def _sort(self, event: Any, place: str) -> None:
        """Want a post that matches, note what is gone, count the rest."""
        commit = at(event, "commit")
        if at(commit, "collection") == POST and at(commit, "operation") in ("create", "update"):
            uri = event_uri(event)
            if uri and self.keywords.are_in(text(commit, "record", "text") or ""):
                self._wanted[uri] = None
            else:
                self._dropped[NO_KEYWORD] += 1
            return
        for outcome in from_anything(event, place, self.now):
            if isinstance(outcome, Removal):
                self._gone(outcome)
            elif isinstance(outcome, Problem):
                self._problems.append(outcome)

    def _gone(self, removal: Removal) -> None:
        self._removed[removal.record] = removal
        if removal.whole_account:
            for uri in [uri for uri in self._wanted if f"bluesky:{uri}".startswith(removal.record)]:
                del self._wanted[uri]
        else:
            self._wanted.pop(removal.record.removeprefix("bluesky:"), None)

    def _look_for_gap(self, time: int) -> None:
        """Note, at the first event of a run that goes on, that those before it are lost."""
        if self.resumed and not self._looked:
            self._looked = True
            if time - self._start > microseconds(LATE):
                reason = "the stream no longer has what was posted then"
                self._gaps.append(Gap(_moment(self._start), _moment(time), reason))


def microseconds(told: datetime | timedelta) -> int:
    """Return a time since 1970, or a length of time, in microseconds."""
    seconds = told.timestamp() if isinstance(told, datetime) else told.total_seconds()
    return int(seconds * 1_000_000)


def _moment(time: int) -> datetime:
    return datetime.fromtimestamp(time // 1_000_000, UTC)


def _absent(asked: list[str], found: list[Any]) -> int:
    return len(set(asked) - {at(post, "uri") for post in found if isinstance(at(post, "uri"), str)})
