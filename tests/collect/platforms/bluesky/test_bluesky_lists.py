"""Lists and searches of Bluesky, read from a real server on loopback through the real client."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from bluesky_appview import NOW, PASSWORD, AppView, said, stamp, view
from hypothesis import given
from hypothesis import strategies as st
from werkzeug import Response

from newsdesk.collect.answers import Limits
from newsdesk.collect.http import Client
from newsdesk.collect.platforms import bluesky
from newsdesk.collect.platforms.bluesky import progress
from newsdesk.collect.platforms.bluesky.progress import Progress, Rest
from newsdesk.collect.source import Batch, Gap, Source, Task
from newsdesk.collecting import collect
from newsdesk.config import Layout, parse

QUICK = Limits(
    connect=1, read=0.6, total=1.2, attempts=2, backoff=0.01, wait=1.5, body=1 << 20, spacing=0.001
)
KEYS = {"NEWSDESK_BLUESKY_HANDLE": "desk.example.org", "NEWSDESK_BLUESKY_APP_PASSWORD": PASSWORD}
MINUTE = timedelta(minutes=1)


@dataclass
class Desk:
    """A newsroom that keeps what the sources give: ids, cursors, and what went wrong in the last run."""

    folder: Path
    kept: list[str] = field(default_factory=list)
    cursors: dict[str, str] = field(default_factory=dict)
    batches: list[Batch] = field(default_factory=list)

    def run(self, sources: list[Source], now: datetime = NOW, **more: Any) -> list[str]:
        """Ask the sources at the same time, as the composer does; return the ids that are new."""
        self.batches = []
        before = len(self.kept)
        asyncio.run(self._ask(sources, now, more))
        return self.kept[before:]

    async def _ask(self, sources: list[Source], now: datetime, more: dict[str, Any]) -> None:
        async with Client(self.folder, limits=QUICK, contact="mailto:desk@paper.example") as client:
            await asyncio.gather(*(self._one(client, source, now, more) for source in sources))

    async def _one(self, client: Client, source: Source, now: datetime, more: dict[str, Any]) -> None:
        task = Task(now=now, cursor=self.cursors.get(source.name), known=self._known, **more)
        async for batch in source.batches(client, task):
            self.batches.append(batch)
            self.kept += [record.id for record in batch.records if record.id not in self.kept]
            self.cursors |= {source.name: batch.cursor} if batch.cursor else {}

    def _known(self, ids: Any) -> frozenset[str]:
        return frozenset(ids) & frozenset(self.kept)

    @property
    def errors(self) -> list[str]:
        """Why sources failed in the last run."""
        return [batch.error for batch in self.batches if batch.error]

    @property
    def gaps(self) -> list[Gap]:
        """What can't be had any more, by the last run."""
        return [gap for batch in self.batches for gap in batch.gaps]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give a newsroom that has collected nothing."""
    return Desk(tmp_path / "http")


def sources(appview: AppView, environment: dict[str, str] | None = None, **settings: Any) -> list[Source]:
    """Return the sources of settings that ask that server for everything."""
    told = {"enabled": True, "base_url": appview.url, "search_url": appview.url, **settings}
    return list(bluesky.sources(bluesky.Settings.model_validate(told), environment or {}))


def of_ada(appview: AppView, **settings: Any) -> list[Source]:
    """Return the one account that is read in most tests."""
    return sources(appview, authors=["@ada.example.org"], **settings)


def json_of(data: Any) -> str:
    """Return a value as a server sends it."""
    return json.dumps(data)


def ids(posts: list[dict[str, Any]]) -> list[str]:
    """Return what the records of these posts are called."""
    return [f"bluesky:{post['uri']}" for post in posts]


def test_a_list_is_read_page_by_page_and_once(appview: AppView, desk: Desk) -> None:
    """All posts of the last day are collected, the second run adds nothing, the third adds what is new."""
    appview.posts = [view(f"p{number}", number * 5 * MINUTE) for number in range(1, 251)]
    assert desk.run(of_ada(appview)) == ids(appview.posts[:250])
    assert (desk.errors, desk.gaps) == ([], [])
    assert appview.times("getAuthorFeed") == 3
    assert desk.cursors == {"bluesky-author-ada-example-org": "2026-03-10T11:55:00Z"}
    assert desk.run(of_ada(appview)) == []
    assert appview.times("getAuthorFeed") == 4  # one page, and only its beginning is looked at
    assert len(desk.batches[0].records) == 2  # what is younger than ten minutes before the newest
    appview.posts.append(view("late", -3 * MINUTE))
    assert desk.run(of_ada(appview), NOW + 5 * MINUTE) == ids(appview.posts[-1:])


def test_the_first_run_goes_back_as_far_as_is_asked(appview: AppView, desk: Desk) -> None:
    """``first_hours``, or the time that the run is told, is how far; nothing earlier is collected."""
    appview.posts = [view(f"p{number}", number * 60 * MINUTE) for number in range(1, 80)]
    assert desk.run(of_ada(appview, first_hours=3)) == ids(appview.posts[:3])
    desk.cursors.clear()
    assert desk.run(of_ada(appview), since=NOW - timedelta(hours=5)) == ids(appview.posts[3:5])


def test_what_a_limit_leaves_the_next_run_reads(appview: AppView, desk: Desk) -> None:
    """A run takes at most ``most_records``; the rest comes later, with what has been posted since, no gap."""
    appview.posts = [view(f"p{number}", number * MINUTE) for number in range(1, 31)]
    limited = of_ada(appview, most_records=12)
    assert desk.run(limited) == ids(appview.posts[:12])
    assert desk.cursors["bluesky-author-ada-example-org"].startswith(
        "2026-03-10T11:59:00Z 2026-03-09T12:00:00Z "
    )
    appview.posts.append(view("new", -MINUTE))
    assert desk.run(limited, NOW + 2 * MINUTE) == ids(appview.posts[12:24])
    assert desk.run(limited, NOW + 3 * MINUTE) == [*ids(appview.posts[24:30]), *ids(appview.posts[30:])]
    assert desk.gaps == []
    assert desk.run(limited, NOW + 4 * MINUTE) == []
    assert desk.cursors["bluesky-author-ada-example-org"] == "2026-03-10T12:01:00Z"


def test_what_was_read_before_a_fault_stays_and_is_gone_on_from(appview: AppView, desk: Desk) -> None:
    """A server that fails at the second page costs nothing but time."""
    appview.posts = [view(f"p{number}", number * MINUTE) for number in range(1, 151)]
    appview.faults["getAuthorFeed"] = lambda request, _: (
        ("cursor" in request.args and Response(status=502)) or None
    )
    assert len(desk.run(of_ada(appview))) == 100
    assert ["answered 502" in error for error in desk.errors] == [True]
    appview.faults.clear()
    assert desk.run(of_ada(appview)) == ids(appview.posts[100:])


def test_a_place_that_the_server_forgot_is_a_gap(appview: AppView, desk: Desk) -> None:
    """If the rest can't be asked for any more that is told as a gap, and the list is read from its top."""
    appview.posts = [view(f"p{number}", number * MINUTE) for number in range(1, 31)]
    desk.run(of_ada(appview, most_records=10))
    appview.faults["getAuthorFeed"] = lambda request, _: (
        said(400, "InvalidRequest", "Malformed cursor") if "cursor" in request.args else None
    )
    appview.posts.append(view("new", -MINUTE))
    assert desk.run(of_ada(appview, most_records=10), NOW + 2 * MINUTE)[:1] == ids(appview.posts[30:])
    assert [(gap.start, gap.end) for gap in desk.gaps] == [(NOW - timedelta(days=1), NOW - 10 * MINUTE)]
    assert "Malformed cursor" in desk.gaps[0].reason


def test_a_cursor_without_an_end_ends(appview: AppView, desk: Desk) -> None:
    """A server that gives the same cursor, or new cursors to the same page, is left, and the gap is told."""
    appview.posts = [view(f"p{number}", number * MINUTE) for number in range(1, 4)]
    for cursor in ("always", "always another {}"):
        desk.cursors.clear()
        appview.asked.clear()

        def again(_: Any, number: int, cursor: str = cursor) -> Response:
            feed = [{"post": post} for post in appview.posts]
            return Response(
                json_of({"feed": feed, "cursor": cursor.format(number)}), content_type="application/json"
            )

        appview.faults["getAuthorFeed"] = again
        desk.run(of_ada(appview))
        assert desk.errors == ["its pages repeat themselves; the next run begins at the top"]
        assert [gap.end for gap in desk.gaps] == [NOW - 3 * MINUTE]
        assert appview.times("getAuthorFeed") <= 4
        assert desk.cursors == {"bluesky-author-ada-example-org": "2026-03-10T11:59:00Z"}


def test_a_feed_that_ends_with_a_cursor_to_nothing_has_ended(appview: AppView, desk: Desk) -> None:
    """Custom feeds may say "eof" for ever, with an empty page: that is an end and no fault."""
    appview.posts = [view("p1", MINUTE)]
    pages = {
        None: {"feed": [{"post": appview.posts[0]}], "cursor": "eof"},
        "eof": {"feed": [], "cursor": "eof"},
    }
    appview.faults["getAuthorFeed"] = lambda request, _: Response(
        json_of(pages[request.args.get("cursor")]), content_type="application/json"
    )
    assert desk.run(of_ada(appview)) == ids(appview.posts)
    assert (desk.errors, desk.gaps) == ([], [])
    assert desk.cursors == {"bluesky-author-ada-example-org": "2026-03-10T11:59:00Z"}


@pytest.mark.parametrize("cursor", ["\ud800", "two\nlines", " ", "x" * 5000, 7, None, {"a": 1}])
def test_a_cursor_that_cannot_be_sent_back_breaks_nothing(
    appview: AppView, desk: Desk, cursor: object
) -> None:
    """A server's cursor goes into an address and into our ledger: what can't is an error, or no cursor."""
    answer = {"feed": [{"post": view("p1", MINUTE)}], "cursor": cursor}
    appview.faults["getAuthorFeed"] = lambda *_: Response(json_of(answer), content_type="application/json")
    kept = desk.run(of_ada(appview))
    assert ["cursor can't be sent back" in error for error in desk.errors] == [True] * (1 - len(kept))
    assert len(kept) == (0 if isinstance(cursor, str) and cursor.strip() else 1)


def test_a_server_that_invents_posts_for_ever_is_left(appview: AppView, desk: Desk) -> None:
    """Pages that are always new end with the limit of the run."""

    def invented(_: Any, number: int) -> Response:
        feed = [{"post": view(f"n{number}x{one}", number * MINUTE)} for one in range(100)]
        return Response(json_of({"feed": feed, "cursor": f"c{number}"}), content_type="application/json")

    appview.faults["getAuthorFeed"] = invented
    assert len(desk.run(of_ada(appview, most_records=1000))) == 1000
    assert appview.times("getAuthorFeed") == 10


def test_a_server_that_is_busy_is_asked_again_when_it_says(appview: AppView, desk: Desk) -> None:
    """429 with Retry-After is waited for; one that lasts is told in the service's own words."""
    appview.posts = [view("p", MINUTE)]
    busy = said(429, "RateLimitExceeded", "Rate Limit Exceeded", **{"Retry-After": "0"})
    appview.faults["getAuthorFeed"] = lambda _, before: busy if before == 0 else None
    assert desk.run(of_ada(appview)) == ids(appview.posts)
    appview.faults["getAuthorFeed"] = lambda *_: busy
    desk.run(of_ada(appview))
    assert ["(RateLimitExceeded: Rate Limit Exceeded); the next run" in error for error in desk.errors] == [
        True
    ]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<html>Sorry</html>", "expected JSON, found a page"),
        ('{"feed": [', "expected JSON"),
        ('{"did": "did:plc:x"}', "expected posts, found an identity"),
        ("[]", "expected posts, found a list of items"),
    ],
)
def test_an_answer_that_holds_no_posts_is_an_error(
    appview: AppView, desk: Desk, body: str, told: str
) -> None:
    """What isn't a list of posts moves no cursor."""
    appview.faults["getAuthorFeed"] = lambda *_: Response(body, content_type="application/json")
    assert desk.run(of_ada(appview)) == []
    assert [told in error for error in desk.errors] == [True]
    assert desk.cursors == {}


def test_a_feed_in_any_order_is_read_from_the_top(appview: AppView, desk: Desk) -> None:
    """A custom feed may show an old post today for the first time: it is kept if young enough."""
    feed = "at://did:plc:ada3example/app.bsky.feed.generator/about-ai"
    old, older = view("old", 600 * MINUTE), view("older", 3000 * MINUTE)
    shown = [view("new", MINUTE)]

    def ranked(*_: Any) -> Response:
        return Response(
            json_of({"feed": [{"post": post} for post in shown]}), content_type="application/json"
        )

    appview.faults["getFeed"] = ranked
    asked = sources(appview, feeds=[feed])
    assert desk.run(asked) == ids(shown)
    shown[:0] = [old, older]
    assert desk.run(asked) == ids([old])
    assert desk.cursors == {asked[0].name: "2026-03-10T11:59:00Z"}
    assert asked[0].name == f"bluesky-feed-about-ai-{asked[0].name[-8:]}"


def test_reposts_end_a_list_by_their_own_time(appview: AppView, desk: Desk) -> None:
    """An old post that was reposted just now doesn't make the list look read to its end."""
    boosted = {
        "post": view("ancient", timedelta(days=900), name="bob"),
        "reason": {"$type": "app.bsky.feed.defs#reasonRepost", "indexedAt": stamp(NOW - MINUTE)},
    }
    pages = [
        {"feed": [boosted], "cursor": "two"},
        {"feed": [{"post": view("own", 2 * MINUTE)}]},
    ]
    appview.faults["getAuthorFeed"] = lambda request, _: Response(
        json_of(pages["cursor" in request.args]), content_type="application/json"
    )
    assert desk.run(of_ada(appview)) == ids([pages[1]["feed"][0]["post"]])
    assert desk.batches[0].dropped == {"reposts": 1}


def test_a_search_asks_by_time_with_one_session_for_all(appview: AppView, desk: Desk) -> None:
    """Queries share a session; pages follow by time, so that several posts of one second are all read."""
    appview.posts = [view(f"p{number}", number // 7 * timedelta(seconds=1)) for number in range(230)]
    asked = sources(appview, KEYS, queries=["AI", "künstliche Intelligenz"])
    assert sorted(desk.run(asked)) == sorted(ids(appview.posts))
    assert (desk.errors, desk.gaps) == ([], [])
    assert appview.times("createSession") == 1
    assert all("cursor" not in args for _, args in appview.asked)
    assert asked[0].name == "bluesky-search-ai"
    assert asked[1].name.startswith("bluesky-search-k-nstliche-intelligenz-")
    assert desk.run(sources(appview, KEYS, queries=["AI"])) == []


def test_a_token_that_has_run_out_is_renewed_once(appview: AppView, desk: Desk) -> None:
    """An expired session is begun anew; a server that calls every token expired is not asked for ever."""
    appview.posts = [view("p", MINUTE)]
    expired = said(400, "ExpiredToken", "Token has expired")
    appview.faults["searchPosts"] = lambda _, before: expired if before == 0 else None
    assert desk.run(sources(appview, KEYS, queries=["AI"])) == ids(appview.posts)
    appview.faults["searchPosts"] = lambda *_: expired
    desk.run(sources(appview, KEYS, queries=["AI"]))
    assert ["ExpiredToken" in error for error in desk.errors] == [True]
    assert appview.times("createSession") == 4


def test_no_secret_is_written_anywhere(appview: AppView, desk: Desk) -> None:
    """Neither the password nor the token stands in the cache, in an error, or in what a source shows."""
    appview.posts = [view("p", MINUTE)]
    asked = sources(appview, KEYS, queries=["AI"])
    desk.run(asked)
    appview.faults["searchPosts"] = lambda *_: said(400, "BadQueryString", "No")
    desk.run(asked)
    shown = repr(asked) + repr(desk.batches)
    stored = b"".join(path.read_bytes() for path in desk.folder.rglob("*") if path.is_file())
    for secret in (PASSWORD, *appview.tokens):
        assert secret not in shown
        assert secret.encode() not in stored


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({}, "set NEWSDESK_BLUESKY_HANDLE and NEWSDESK_BLUESKY_APP_PASSWORD"),
        ({**KEYS, "NEWSDESK_BLUESKY_APP_PASSWORD": "wrong"}, "Invalid identifier or password"),
    ],
)
def test_without_an_account_a_search_says_so_and_others_go_on(
    appview: AppView, desk: Desk, environment: dict[str, str], told: str
) -> None:
    """What is missing is told in words; accounts are read all the same; a refusal is asked for once."""
    appview.posts = [view("p", MINUTE)]
    asked = sources(appview, environment, authors=["did:plc:ada3example"], queries=["AI", "LLM"])
    assert desk.run(asked) == ids(appview.posts)
    assert [told in error for error in desk.errors] == [True, True]
    assert appview.times("createSession") == len(environment) // 2


def test_a_public_server_that_refuses_searches_is_understood(appview: AppView, desk: Desk) -> None:
    """403 with a web page, as the public AppView answers, is told as the refusal that it is."""
    appview.faults["searchPosts"] = lambda *_: Response("<html>403 Forbidden</html>", status=403)
    desk.run(sources(appview, KEYS, queries=["AI"]))
    assert [error.startswith("answered 403 FORBIDDEN; see whether") for error in desk.errors] == [True]


def test_the_real_command_collects_what_the_settings_name(newsroom: Layout, appview: AppView) -> None:
    """From newsdesk.yaml to snapshots: every kind of source at once, the second run adds nothing."""
    appview.posts = [view(f"p{number}", number * MINUTE) for number in range(1, 4)]
    told = {
        "enabled": True,
        "base_url": appview.url,
        "search_url": appview.url,
        "authors": ["ada.example.org"],
        "lists": ["at://did:plc:ada3example/app.bsky.graph.list/reporters"],
        "queries": ["AI"],
    }
    config = parse(newsroom.settings.read_text("utf-8") + "sources: " + json_of({"bluesky": told}))
    report = collect(newsroom, config, now=NOW, environment=KEYS, limits=QUICK)
    assert [source.error for source in report.sources] == [None, None, None]
    assert report.new == 3
    again = collect(newsroom, config, now=NOW + 60 * MINUTE, environment=KEYS, limits=QUICK)
    assert (again.new, [source.duplicates for source in again.sources]) == (0, [3, 3, 3])


MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(
    lambda one: one.replace(microsecond=0, tzinfo=UTC)
)
PAGES = st.text("abc:%=/+0123456789 -", min_size=1).map(str.strip).filter(bool)
RESTS = st.none() | st.builds(Rest, MOMENTS, MOMENTS, PAGES)


@given(st.builds(Progress, MOMENTS, RESTS))
def test_a_cursor_tells_what_it_was_made_of(told: Progress) -> None:
    """However a server writes its own cursor, ours is read back as it was."""
    assert progress.read(str(told)) == told


@given(st.text())
def test_any_text_is_a_cursor_or_none(text: str) -> None:
    """A cursor that was tampered with is no exception: the source begins as in its first run."""
    found = progress.read(text)
    assert found is None or progress.read(str(found)) == found
