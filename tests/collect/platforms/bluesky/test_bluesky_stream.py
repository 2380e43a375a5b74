"""The stream of all posts: a WebSocket server and an AppView on loopback, through the real clients."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bluesky_appview import NOW, AppView, uri, view
from websockets.sync.server import ServerConnection
from werkzeug import Response

from newsdesk.collect.answers import Limits
from newsdesk.collect.http import Client
from newsdesk.collect.payload import Removal
from newsdesk.collect.platforms import bluesky
from newsdesk.collect.source import Batch, Task
from stream_server import speaking

QUICK = Limits(connect=1, read=0.3, total=1.2, attempts=3, backoff=0.01, wait=1.5, spacing=0.001)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
OPTED_OUT = "by people who ask not to be shown to those who aren't signed in"


def micro(age: timedelta) -> int:
    """Return a time before NOW as the stream tells it."""
    return int((NOW - age).timestamp() * 1_000_000)


def event(rkey: str, age: timedelta, text: str | None = "AI again", name: str = "ada") -> dict[str, Any]:
    """Return the event of a post of that age; without a text, that of its deletion."""
    commit: dict[str, Any] = {"operation": "delete", "collection": "app.bsky.feed.post", "rkey": rkey}
    if text is not None:
        commit |= {"operation": "create", "record": {"$type": "app.bsky.feed.post", "text": text}}
    return {"did": f"did:plc:{name}3example", "time_us": micro(age), "kind": "commit", "commit": commit}


def ended(name: str, age: timedelta, status: str = "deleted") -> dict[str, Any]:
    """Return the event of an account that is no longer there."""
    did = f"did:plc:{name}3example"
    account = {"active": False, "did": did, "status": status}
    return {"did": did, "time_us": micro(age), "kind": "account", "account": account}


@dataclass
class Stream:
    """A Jetstream: it replays what it has from the cursor on and falls silent; ``asked`` is how it was asked.

    It has nothing before ``oldest``. After ``breaks_after`` messages of a connection it ends that.
    """

    events: Sequence[dict[str, Any] | str] = ()
    oldest: int = 0
    breaks_after: int | None = None
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    def talk(self, server: ServerConnection) -> None:
        """Send what is asked for."""
        assert server.request is not None
        self.asked.append(parse_qs(urlsplit(server.request.path).query))
        start = max(int(self.asked[-1]["cursor"][0]), self.oldest)
        due = [one for one in self.events if isinstance(one, str) or one["time_us"] >= start]
        for one in due[: self.breaks_after]:
            server.send(one if isinstance(one, str) else json.dumps(one))
        if self.breaks_after is None or len(due) < self.breaks_after:
            server.recv(timeout=3)


Run = Callable[..., list[Batch]]


@pytest.fixture
def run(appview: AppView, tmp_path: Path) -> Run:
    """Give what asks a stream in one run and returns the batches."""

    def collect(stream: Stream, cursor: str | None = None, **settings: Any) -> list[Batch]:
        async def asked(address: str) -> list[Batch]:
            told = {"base_url": appview.url, "stream_url": f"{address}/subscribe", "stream": True, **settings}
            (source,) = bluesky.sources(bluesky.Settings.model_validate(told), {})
            async with Client(tmp_path / "http", limits=QUICK) as client:
                return [batch async for batch in source.batches(client, Task(now=NOW, cursor=cursor))]

        with speaking(stream.talk) as address:
            return asyncio.run(asked(address))

    return collect


def ids(batches: list[Batch]) -> list[str]:
    """Return the last parts of the records' ids."""
    return [record.id.rpartition("/")[2] for batch in batches for record in batch.records]


def last_cursor(batches: list[Batch]) -> str | None:
    """Return how far the stream has been read."""
    return next((batch.cursor for batch in reversed(batches) if batch.cursor), None)


def dropped(batches: list[Batch]) -> dict[str, int]:
    """Return what was left out in all batches."""
    found: dict[str, int] = {}
    for batch in batches:
        for reason, number in batch.dropped.items():
            found[reason] = found.get(reason, 0) + number
    return found


def test_posts_with_a_keyword_are_kept_as_the_appview_shows_them(appview: AppView, run: Run) -> None:
    """Handle and counts come from the AppView; posts by those who opted out, or gone since, never do."""
    shy = view("shy", HOUR, name="eve")
    shy["author"]["labels"] = [{"src": "did:plc:eve3example", "val": "!no-unauthenticated"}]
    appview.posts = [view("one", HOUR, likeCount=7), shy]
    stream = Stream(
        [
            event("one", HOUR),
            event("two", 59 * 60 * SECOND, "a cat"),
            event("shy", 58 * 60 * SECOND, name="eve"),
            event("gone", 57 * 60 * SECOND),
        ]
    )
    batches = run(stream)
    (record,) = batches[-1].records
    assert (record.id, record.author, record.engagement.likes) == (
        f"bluesky:{uri('one')}",
        "@ada.example.org",
        7,
    )
    assert dropped(batches) == {
        OPTED_OUT: 1,
        "posts that were gone when they were asked for": 1,
        "posts without any of the keywords": 1,
    }
    assert [batch.error for batch in batches] == [None]
    assert last_cursor(batches) == str(micro(57 * 60 * SECOND))
    assert stream.asked == [
        {"wantedCollections": ["app.bsky.feed.post"], "cursor": [str(micro(24 * HOUR + 5 * SECOND))]}
    ]


def test_the_next_run_goes_on_and_adds_nothing_twice(appview: AppView, run: Run) -> None:
    """A run begins a little before the last event; what it finds there again is the same posts."""
    appview.posts = [view("one", HOUR), view("two", HOUR - SECOND)]
    stream = Stream([event("one", HOUR), event("two", HOUR - SECOND)])
    first = run(stream)
    again = run(stream, last_cursor(first))
    assert ids(first) == ids(again) == ["one", "two"]
    assert last_cursor(again) == last_cursor(first)
    assert int(stream.asked[1]["cursor"][0]) == int(last_cursor(first) or 0) - 5_000_000


def test_what_ends_is_told_and_never_kept(appview: AppView, run: Run) -> None:
    """Deletions of posts and accounts are removals; what was wanted a moment before isn't asked for."""
    appview.posts = [view("stays", HOUR), view("goes", HOUR, name="bob"), view("takendown", HOUR, name="cyd")]
    stream = Stream(
        [
            event("stays", HOUR),
            event("goes", HOUR, name="bob"),
            event("takendown", HOUR, name="cyd"),
            event("goes", HOUR, None, name="bob"),
            event("held", HOUR, None, name="dan"),
            ended("cyd", HOUR, "takendown"),
            ended("dan", HOUR, "deactivated"),
        ]
    )
    batches = run(stream)
    assert ids(batches) == ["stays"]
    assert {one for batch in batches for one in batch.removed} == {
        Removal(f"bluesky:{uri('goes', 'bob')}", "deleted"),
        Removal(f"bluesky:{uri('held', 'dan')}", "deleted"),
        Removal("bluesky:at://did:plc:cyd3example/", "account gone"),
    }
    assert appview.asked[0][1] == {"uris": [uri("stays")]}


def test_an_edited_post_is_asked_for_like_a_new_one(appview: AppView, run: Run) -> None:
    """An update is a post as well."""
    appview.posts = [view("edited", HOUR)]
    update = event("edited", HOUR)
    update["commit"]["operation"] = "update"
    assert ids(run(Stream([update]))) == ["edited"]


def test_a_stream_that_no_longer_has_what_was_asked_for_is_a_gap(run: Run) -> None:
    """It begins later than the cursor: what was posted between can't be had; a first run misses nothing."""
    stream = Stream([event("one", HOUR, "a cat"), event("two", HOUR / 2, "a dog")], oldest=micro(HOUR))
    cursor = str(micro(30 * HOUR))
    (gap,) = [gap for batch in run(stream, cursor) for gap in batch.gaps]
    assert (gap.start, gap.end) == (NOW - 30 * HOUR, NOW - HOUR)
    assert [batch.gaps for batch in run(stream)] == [()]
    assert [batch.gaps for batch in run(stream, str(micro(HOUR + 60 * SECOND)))] == [()]


def test_a_run_ends_shortly_before_now(appview: AppView, run: Run) -> None:
    """What was posted in the last two minutes is left for the next run, which finds it settled."""
    appview.posts = [view("old", HOUR), view("new", 60 * SECOND)]
    batches = run(Stream([event("old", HOUR), event("new", 60 * SECOND)]))
    assert ids(batches) == ["old"]
    assert last_cursor(batches) == str(micro(HOUR))


def test_a_server_that_repeats_itself_and_breaks_is_given_up(appview: AppView, run: Run) -> None:
    """Events that were read before are no progress, however often they are sent."""
    appview.posts = [view("one", HOUR)]
    stream = Stream([json.dumps(event("one", HOUR)) for _ in range(9)], breaks_after=2)
    batches = run(stream)
    assert ids(batches) == ["one"]
    assert "the connection ended" in (batches[-1].error or "")
    assert len(stream.asked) == QUICK.attempts + 1


@pytest.mark.parametrize(
    ("limit", "kept"), [({"most_events": 7}, 7), ({"most_records": 30}, 30), ({"most_minutes": 1e-9}, 1)]
)
def test_a_limit_leaves_the_rest_for_the_next_run(
    appview: AppView, run: Run, limit: dict[str, float], kept: int
) -> None:
    """The cursor stands where the run stopped; the next goes on from there, and there is no gap."""
    ages = [HOUR - number * 10 * SECOND for number in range(40)]
    appview.posts = [view(f"p{number}", age) for number, age in enumerate(ages)]
    stream = Stream([event(f"p{number}", age) for number, age in enumerate(ages)])
    first = run(stream, **limit)
    assert ids(first) == [f"p{number}" for number in range(kept)]
    rest = run(stream, last_cursor(first))
    assert ids(rest) == [f"p{number}" for number in range(kept - 1, 40)]
    assert all(not batch.gaps for batch in (*first, *rest))


def test_many_posts_come_in_several_batches(appview: AppView, run: Run) -> None:
    """No more than 250 are held; each batch's cursor is true for what it and those before it hold."""
    ages = [HOUR - number * SECOND for number in range(600)]
    appview.posts = [view(f"p{number}", age) for number, age in enumerate(ages)]
    batches = run(Stream([event(f"p{number}", age) for number, age in enumerate(ages)]))
    assert [len(batch.records) for batch in batches] == [250, 250, 100]
    assert [batch.cursor for batch in batches] == [str(micro(ages[number])) for number in (249, 499, 599)]
    assert appview.times("getPosts") == 24


def test_a_broken_connection_is_begun_again_where_it_broke(appview: AppView, run: Run) -> None:
    """As long as something new comes the stream is connected to again, and nothing is lost."""
    ages = [HOUR - number * 60 * SECOND for number in range(12)]
    appview.posts = [view(f"p{number}", age) for number, age in enumerate(ages)]
    stream = Stream([event(f"p{number}", age) for number, age in enumerate(ages)], breaks_after=3)
    batches = run(stream)
    assert ids(batches) == [f"p{number}" for number in range(12)]
    assert len(stream.asked) > 4


def test_a_stream_that_only_breaks_is_given_up(run: Run) -> None:
    """After a few vain attempts the fault is told and the cursor stays."""
    stream = Stream(breaks_after=0)
    batches = run(stream, str(micro(HOUR)))
    assert ["the connection ended" in (batch.error or "") for batch in batches] == [True]
    assert last_cursor(batches) == str(micro(HOUR))
    assert len(stream.asked) == QUICK.attempts


def test_an_appview_that_is_down_moves_no_cursor(appview: AppView, run: Run) -> None:
    """Posts that could not be asked for are read again by the next run; those that could are kept."""
    ages = [HOUR - number * SECOND for number in range(60)]
    appview.posts = [view(f"p{number}", age) for number, age in enumerate(ages)]
    appview.faults["getPosts"] = lambda _, before: Response(status=503) if before else None
    stream = Stream([event(f"p{number}", age) for number, age in enumerate(ages)])
    (batch,) = run(stream)
    assert (len(batch.records), batch.cursor) == (25, None)
    assert "answered 503" in (batch.error or "")
    appview.faults.clear()
    assert len(ids(run(stream))) == 60


def test_what_is_no_event_is_a_problem(appview: AppView, run: Run) -> None:
    """Noise, values of another kind and events without a time are told, and the rest is read."""
    appview.posts = [view("one", HOUR)]
    strange = [event("x", HOUR) | {"time_us": None}, event("x", HOUR) | {"commit": {"rkey": []}}]
    noise = ["{", "[]", "7", '"text"', *(json.dumps(one) for one in strange)]
    batches = run(Stream([*noise, event("one", HOUR)]))
    assert ids(batches) == ["one"]
    assert [problem.place for problem in batches[-1].problems] == [
        f"Bluesky, all posts, event {number}" for number in range(1, 6)
    ]


def test_events_from_before_the_beginning_are_passed_over(appview: AppView, run: Run) -> None:
    """A server may begin earlier than asked: that moves no cursor back and keeps nothing."""
    appview.posts = [view("before", 3 * HOUR), view("one", HOUR)]
    early = json.dumps(event("before", 3 * HOUR))
    batches = run(Stream([early, event("one", HOUR)]), str(micro(2 * HOUR)))
    assert ids(batches) == ["one"]
    assert last_cursor(batches) == str(micro(HOUR))
