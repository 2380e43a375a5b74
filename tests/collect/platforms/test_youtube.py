"""YouTube: real answers read exactly, own ones in every form, the sources against a server on loopback."""

from __future__ import annotations

import json
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from answers_of_platforms import LATER, NOW, fixture, gathered, ids, mutated, squeezed
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from newsdesk.collect.payload import Removal
from newsdesk.collect.platforms import youtube
from newsdesk.collect.source import Batch, Task
from newsdesk.records import iso

KEY = {"NEWSDESK_YOUTUBE_KEY": "key-of-news"}
CHANNEL = "UCaaaaaaaaaaaaaaaaaaaaaa"
THREADS, SEARCH = (json.loads(fixture(f"youtube_{name}.json")) for name in ("threads", "search"))
HEAD = "Comment ID,Channel ID,Comment create timestamp,Video ID,Comment text\n"

#: What each kind of real answer is called, by the beginning of its file's name.
WHAT = {
    "youtube_v3_comment_threads": "comment threads",
    "youtube_v3_comments": "comments",
    "youtube_v3_error": "an error",
    "youtube_v3_search": "what a search found",
    "youtube_v3_videos": "videos",
}


def listed(data: dict[str, Any]) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Return id, snippet and what stands around it of each comment or video: an independent reading."""
    found = []
    for item in data["items"]:
        snippet = item["snippet"]
        if item["kind"] == "youtube#commentThread":
            top = snippet["topLevelComment"]
            found.append((top["id"], top["snippet"], snippet))
        elif item["kind"] == "youtube#searchResult":
            if item["id"]["kind"] == "youtube#video":
                found.append((item["id"]["videoId"], snippet, item))
        else:
            found.append((item["id"], snippet, item))
    return found


@pytest.mark.corpus
def test_real_answers_hold_exactly_what_stands_in_them(data_dir: Path) -> None:
    """Every real answer is called by what it is; each comment and video is a record with its fields."""
    files = sorted((data_dir / "api" / "youtube").iterdir())
    assert files
    for path in files:
        found = youtube.read(path.read_bytes(), path.name, LATER)
        assert found.what == next(what for name, what in WHAT.items() if path.name.startswith(name))
        if found.what == "an error":
            assert "The caller does not have permission" in (found.error or "")
            assert found.records == ()
            continue
        assert (found.error, found.problems, found.removed) == (None, (), ())
        data = json.loads(path.read_bytes())
        every = listed(data)
        assert found.after == data.get("nextPageToken")
        assert sum(found.dropped.values()) == len(data["items"]) - len(every)
        assert [record.id for record in found.records] == [f"youtube:{native}" for native, _, _ in every]
        for (native, snippet, around), record in zip(every, found.records, strict=True):
            assert iso(record.published_at) == snippet["publishedAt"][:19] + "Z"
            if "textOriginal" in snippet:
                video = snippet.get("videoId")
                place = f"https://www.youtube.com/watch?v={video}&lc={native}"
                assert (record.kind, record.author) == ("comment", snippet["authorDisplayName"])
                assert squeezed(record.text) == snippet["textOriginal"].split()
                assert record.url == (place if video else snippet["authorChannelUrl"])
                assert record.reply_to == (f"youtube:{video}" if video else None)
                assert record.engagement.likes == snippet["likeCount"]
                assert record.engagement.replies == around.get("totalReplyCount")
                assert record.language is None
            else:
                html = "searchResult" in around["kind"]
                told = {name: snippet[name] for name in ("title", "description", "channelTitle")}
                told = {name: unescape(words) if html else words for name, words in told.items()}
                assert (record.kind, record.author) == ("video", told["channelTitle"])
                assert squeezed(record.title) == told["title"].split()
                assert squeezed(record.text) == told["description"].split()
                assert record.url == f"https://www.youtube.com/watch?v={native}"
                assert record.language == snippet.get("defaultAudioLanguage")


def test_threads_give_public_comments_and_their_replies() -> None:
    """Comments are read as typed, replies below them; what only the channel's owner sees is gone."""
    found = youtube.read(fixture("youtube_threads.json"), "page", NOW)
    assert (found.what, found.after) == ("comment threads", "PAGE2")
    top, reply = found.records
    assert (top.author, top.text, top.links) == (
        "@quietloop",
        "Open weights & https://log.example/1.",
        ("https://log.example/1",),
    )
    assert (top.engagement.likes, top.engagement.replies, top.reply_to) == (4, 1, "youtube:abcdefghijk")
    assert (reply.text, reply.reply_to) == ("Line one\nand two", "youtube:UgxAAAAAAAAAAAAAAA")
    assert reply.url == "https://www.youtube.com/watch?v=abcdefghijk&lc=UgxAAAAAAAAAAAAAAA.r1"
    assert found.removed == tuple(Removal(f"youtube:Ugx{letter * 15}", "removed") for letter in "BC")
    assert [problem.field for problem in found.problems] == ["published_at"]


def test_a_search_gives_videos() -> None:
    """Texts of a search come as HTML; channels among its findings are dropped."""
    found = youtube.read(fixture("youtube_search.json"), "search", NOW)
    (video,) = found.records
    assert (video.title, video.author, video.links) == (
        "What's in the weights",
        "Example & Co",
        ("https://notes.example/w",),
    )
    assert found.dropped == {"a channel": 1}


def test_a_private_video_is_gone() -> None:
    """A video that isn't public any more is a removal without words."""
    item = {"kind": "youtube#video", "id": "abcdefghijk", "status": {"privacyStatus": "private"}}
    found = youtube.read(
        json.dumps({"kind": "youtube#videoListResponse", "items": [item]}).encode(), "v", NOW
    )
    assert (found.records, found.removed) == ((), (Removal("youtube:abcdefghijk", "removed"),))


def test_a_feed_gives_videos_without_counts() -> None:
    """A channel's feed gives its videos with their channel, words and time; other entries are reported."""
    found = youtube.read(fixture("youtube_feed.atom"), "feed", NOW)
    (video,) = found.records
    assert (video.id, video.kind, video.author) == ("youtube:abcdefghijk", "video", "Example & Co")
    assert (video.title, video.text) == (
        "What's in the weights",
        "Notes at https://notes.example/w\nSecond paragraph.",
    )
    assert iso(video.published_at) == "2026-03-14T08:00:00Z"
    assert video.engagement.likes is None
    assert [problem.field for problem in found.problems] == ["id"]


def test_the_table_of_an_export_has_no_author() -> None:
    """Comments of one's own Takeout are read by their columns, their words plain or in pieces."""
    found = youtube.read(fixture("youtube_comments.csv"), "comments.csv", NOW)
    assert (found.what, found.problems, found.error) == ("an export of comments", (), None)
    assert [(one.text, one.reply_to, one.author) for one in found.records] == [
        ("Open weights", "youtube:abcdefghijk", None),
        ("Agreed, mostly", "youtube:UgxAAAAAAAAAAAAAAA", None),
        ("Under a post and not a video", None, None),
    ]
    assert found.records[2].url == "https://www.youtube.com/post/Ugkx-post?lc=UgxEEEEEEEEEEEEEEE"


@given(mutated(THREADS, SEARCH))
def test_a_mutated_answer_is_read_or_reported(body: bytes) -> None:
    """Whatever is missing or of another type, nothing is raised."""
    assert youtube.read(body, "mutated", NOW).what


@given(st.binary(max_size=200) | st.text(max_size=80).map(lambda told: f"{HEAD}{told}".encode()))
def test_any_bytes_are_read_or_reported(body: bytes) -> None:
    """No bytes raise."""
    assert youtube.read(body, "bytes", NOW).what


def settings(server: HTTPServer, **changes: Any) -> youtube.Settings:
    """Return settings that ask a server on loopback, without pauses."""
    told = {"enabled": True, "channels": [{"id": CHANNEL, "name": "Example & Co"}], "spacing": 0}
    addresses = {"base_url": server.url_for("/youtube/v3"), "feeds_url": server.url_for("/feeds/videos.xml")}
    return youtube.Settings.model_validate({**told, **addresses, **changes})


def thread(number: int, ago: timedelta) -> dict[str, Any]:
    """Return a thread of one comment, published some time before NOW."""
    native = f"Ugx{number:015}"
    snippet = {"authorDisplayName": "@a", "textOriginal": "Open weights", "publishedAt": iso(NOW - ago)}
    top = {"kind": "youtube#comment", "id": native, "snippet": snippet}
    around = {"videoId": "abcdefghijk", "isPublic": True, "totalReplyCount": 0, "topLevelComment": top}
    return {"kind": "youtube#commentThread", "id": native, "snippet": around}


class Site:
    """A server that answers the API's methods, and remembers what it was asked."""

    def __init__(self, server: HTTPServer) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.pages: dict[str, tuple[list[dict[str, Any]], str | None] | Response] = {}
        self.comments: list[dict[str, Any]] = []
        self.videos: list[dict[str, Any]] = []
        for method in ("commentThreads", "comments", "videos"):
            server.expect_request(f"/youtube/v3/{method}").respond_with_handler(self.answer)

    def answer(self, request: Request) -> Response:
        """Give a page of threads, or those of the comments and videos that are asked for."""
        assert request.headers["X-Goog-Api-Key"] == "key-of-news"
        asked, method = request.args.to_dict(), request.path.rsplit("/", 1)[1]
        self.asked.append((method, asked))
        if method == "commentThreads":
            found = self.pages.get(asked.get("pageToken", ""), ([], None))
            if isinstance(found, Response):
                return found
            return self.listed("youtube#commentThreadListResponse", *found)
        every = self.comments if method == "comments" else self.videos
        wanted = asked.get("id", "").split(",")
        parts = {"kind", "id", *asked["part"].split(",")}
        chosen = [
            {name: part for name, part in one.items() if name in parts}
            for one in every
            if one["id"] in wanted or "parentId" in asked
        ]
        return self.listed(f"youtube#{method.removesuffix('s')}ListResponse", chosen)

    def listed(self, kind: str, items: list[dict[str, Any]], token: str | None = None) -> Response:
        """Return a list as the API gives it."""
        more = {"nextPageToken": token} if token else {}
        return Response(json.dumps({"kind": kind, "items": items, **more}))


@pytest.fixture
def site(httpserver: HTTPServer) -> Site:
    """Give a server like YouTube's."""
    return Site(httpserver)


def run(folder: Path, told: youtube.Settings, task: Task, number: int = 1) -> list[Batch]:
    """Return the batches of one source: of the comments unless told otherwise."""
    source = list(youtube.sources(told, KEY))[number]
    return gathered(folder, lambda client: source.batches(client, task))


def test_sources_depend_on_the_key(httpserver: HTTPServer) -> None:
    """Feeds need no key; with one the comments of channels and videos are read, where they are wanted."""
    told = settings(httpserver, videos=["abcdefghijk"])
    assert [source.name for source in youtube.sources(told, KEY)] == [
        "youtube-example-co",
        "youtube-example-co-comments",
        "youtube-video-abcdefghijk-comments",
    ]
    assert [source.name for source in youtube.sources(told, {})] == ["youtube-example-co"]
    assert youtube.surroundings(told, {}) is None
    quiet = settings(httpserver, channels=[{"id": CHANNEL, "name": "Example & Co", "comments": False}])
    assert len(list(youtube.sources(quiet, KEY))) == 1
    assert "key-of-news" not in repr(list(youtube.sources(told, KEY)))


def test_comments_are_read_back_to_where_they_were_read(
    tmp_path: Path, httpserver: HTTPServer, site: Site
) -> None:
    """Pages are read until the cursor; the key is kept nowhere, and the next run adds nothing."""
    hour = timedelta(hours=1)
    site.pages = {"": ([thread(1, hour), thread(2, 2 * hour)], "P2"), "P2": ([thread(3, 30 * hour)], "P3")}
    batches = run(tmp_path, settings(httpserver), Task(now=NOW))
    assert len(ids(batches)) == 3
    assert [batch.cursor for batch in batches] == [None, iso(NOW - hour)]
    assert site.asked[0][1]["allThreadsRelatedToChannelId"] == CHANNEL
    assert site.asked[0][1]["order"] == "time"
    (again,) = run(tmp_path, settings(httpserver), Task(now=NOW, cursor=batches[-1].cursor))
    assert (again.cursor, again.gaps) == (iso(NOW - hour), ())
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"key-of-news" not in kept


def test_a_cap_leaves_a_gap(tmp_path: Path, httpserver: HTTPServer, site: Site) -> None:
    """More comments than a run may read leave a gap that says so."""
    minute, start = timedelta(minutes=1), NOW - timedelta(days=1)
    site.pages = {"": ([thread(number, number * minute) for number in range(1, 6)], "P2")}
    (batch,) = run(tmp_path, settings(httpserver, most_records=4), Task(now=NOW, cursor=iso(start)))
    assert [(gap.start, gap.end) for gap in batch.gaps] == [(start, NOW - 4 * minute)]


def test_a_fault_in_the_middle_keeps_the_rest(tmp_path: Path, httpserver: HTTPServer, site: Site) -> None:
    """What came before the fault stays, the cursor doesn't move, and YouTube's own reason is told."""
    fault = {"code": 403, "message": "Used <a href='/q'>up</a>", "errors": [{"reason": "quotaExceeded"}]}
    refused = Response(json.dumps({"error": fault}), status=403)
    site.pages = {"": ([thread(1, timedelta())], "P2"), "P2": refused}
    batches = run(tmp_path, settings(httpserver), Task(now=NOW))
    assert len(ids(batches)) == 1
    assert "YouTube says: 403, Used up, quotaExceeded" in (batches[-1].error or "")
    assert batches[-1].cursor is None


def test_endless_pages_end(tmp_path: Path, httpserver: HTTPServer, site: Site) -> None:
    """A server that gives the same next page again is left."""
    site.pages = {"": ([], "P"), "P": ([], "P")}
    batches = run(tmp_path, settings(httpserver), Task(now=NOW))
    assert "given twice" in (batches[-1].error or "")
    assert len(site.asked) == 2


def test_a_channel_s_feed_is_read_without_a_key(tmp_path: Path, httpserver: HTTPServer) -> None:
    """The feed is asked for by the channel's id, and its newest video is the cursor."""
    feed = httpserver.expect_request("/feeds/videos.xml", query_string={"channel_id": CHANNEL})
    feed.respond_with_data(fixture("youtube_feed.atom"), content_type="text/xml")
    (batch,) = run(tmp_path, settings(httpserver), Task(now=NOW), 0)
    assert (ids([batch]), batch.cursor) == (["youtube:abcdefghijk"], "2026-03-14T08:00:00Z")
    httpserver.clear()
    httpserver.expect_request("/feeds/videos.xml").respond_with_data("gone", status=404)
    (batch,) = run(tmp_path, settings(httpserver), Task(now=NOW), 0)
    assert "answered 404" in (batch.error or "")


def test_what_stands_around_a_comment_is_read(tmp_path: Path, httpserver: HTTPServer, site: Site) -> None:
    """A top comment's replies come with their address under its video, and the video itself."""
    answer = {"authorDisplayName": "@b", "textOriginal": "Agreed", "publishedAt": iso(NOW)}
    site.comments = [{"kind": "youtube#comment", "id": "UgxAAAAAAAAAAAAAAA.r1", "snippet": answer}]
    shown = {"title": "Weights", "channelTitle": "Example & Co", "publishedAt": iso(NOW - timedelta(days=1))}
    site.videos = [{"kind": "youtube#video", "id": "abcdefghijk", "snippet": shown}]
    comment, reply = youtube.read(fixture("youtube_threads.json"), "page", NOW).records
    asked = youtube.surroundings(settings(httpserver), KEY)
    assert asked is not None
    batches = gathered(tmp_path, lambda client: asked.around(client, [comment], Task(now=NOW)))
    assert ids(batches) == ["youtube:UgxAAAAAAAAAAAAAAA.r1", "youtube:abcdefghijk"]
    assert batches[0].records[0].url == reply.url
    assert batches[0].records[0].reply_to == comment.id
    assert all(batch.as_is for batch in batches)
    gathered(tmp_path, lambda client: asked.around(client, [reply], Task(now=NOW)))
    assert site.asked[-2] == ("comments", {"part": "snippet", "id": "UgxAAAAAAAAAAAAAAA"})
    site.pages = {"": ([thread(1, timedelta())], None)}
    video = batches[1].records[0]
    batches = gathered(tmp_path, lambda client: asked.around(client, [video], Task(now=NOW)))
    assert ids(batches) == ["youtube:Ugx000000000000001"]


@pytest.mark.parametrize(("listed", "gone"), [("public", False), ("unlisted", True), ("private", True)])
def test_a_video_that_is_no_longer_listed_is_gone(
    listed: str, gone: bool, tmp_path: Path, httpserver: HTTPServer, site: Site
) -> None:
    """Whoever takes a video off the list has not deleted it, and doesn't want it shown around either."""
    (record,) = youtube.read(fixture("youtube_feed.atom"), "feed", NOW).records
    shown = {"title": "Weights", "channelTitle": "Example & Co", "publishedAt": iso(NOW)}
    video = {"kind": "youtube#video", "id": "abcdefghijk", "snippet": shown}
    site.videos = [{**video, "status": {"privacyStatus": listed}}]
    asked = youtube.surroundings(settings(httpserver), KEY)
    assert asked is not None
    (batch,) = gathered(tmp_path, lambda client: asked.still_there(client, [record], Task(now=NOW)))
    assert batch.checked == (record.id,)
    assert [removal.record for removal in batch.removed] == [record.id] * gone


def test_what_is_gone_is_found_out(tmp_path: Path, httpserver: HTTPServer, site: Site) -> None:
    """Comments and videos that a look-up leaves out are gone; a fault says nothing about any of them."""
    records = [
        *youtube.read(fixture("youtube_threads.json"), "page", NOW).records,
        *youtube.read(fixture("youtube_feed.atom"), "feed", NOW).records,
    ]
    there = THREADS["items"][0]["snippet"]["topLevelComment"]
    site.comments = [there]
    asked = youtube.surroundings(settings(httpserver), KEY)
    assert asked is not None
    comments, videos = gathered(tmp_path, lambda client: asked.still_there(client, records, Task(now=NOW)))
    assert [len(batch.checked) for batch in (comments, videos)] == [2, 1]
    assert comments.removed == (Removal("youtube:UgxAAAAAAAAAAAAAAA.r1", "gone"),)
    assert videos.removed == (Removal("youtube:abcdefghijk", "gone"),)
    httpserver.clear()
    for batch in gathered(tmp_path, lambda client: asked.still_there(client, records, Task(now=NOW))):
        assert (batch.checked, batch.removed) == ((), ())
        assert batch.error
