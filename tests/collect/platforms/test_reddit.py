"""Reddit: real answers read exactly, own ones in every form, and the sources against a server on loopback."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from answers_of_platforms import LATER, NOW, fixture, gathered, ids, mutated, squeezed
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from newsdesk.collect.payload import Removal
from newsdesk.collect.platforms import reddit
from newsdesk.collect.source import Batch, Task
from newsdesk.records import iso

KEYS = {"NEWSDESK_REDDIT_CLIENT_ID": "an-id", "NEWSDESK_REDDIT_CLIENT_SECRET": "a-secret-word"}
LISTING, THREAD = (json.loads(fixture(f"reddit_{name}.json")) for name in ("listing", "thread"))

HEAD = "id,permalink,date,subreddit,title,body\n"

#: What each kind of real answer is called, by the beginning of its file's name; errors with a part of what
#: is told of them.
WHAT = {
    "api_info": ("a listing", None),
    "api_morechildren__10588307": ("an error", "Bad Request"),
    "api_morechildren__6aead125": ("an error", "found a page: 400 Bad request"),
    "api_morechildren__9495c919": ("an error", "Bad Request, 400"),
    "api_user_data_by_account_ids": ("an error", "Not Found, 404"),
    "comments_id": ("a thread", None),
    "hot": ("a listing", None),
    "new": ("a listing", None),
    "r_sub_about": ("a community", None),
    "r_sub_comments": ("a listing", None),
    "r_sub_hot": ("a listing", None),
    "r_sub_new": ("a listing", None),
    "r_sub_top__a01f0d67": ("a listing", None),
    "r_sub_top__ea215973": ("an error", "Forbidden, quarantined"),
    "r_sub_wiki_page": ("an error", "PAGE_NOT_FOUND"),
    "user_name__": ("a listing", None),
    "user_name_about": ("an account", None),
}


def nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Yield every post and comment of a real answer: an independent reading, depth first."""
    if isinstance(data, list):
        for one in data:
            yield from nodes(one)
    elif isinstance(data, dict):
        if data.get("kind") in ("t1", "t3"):
            yield data
        inside = data.get("data")
        if isinstance(inside, dict):
            yield from nodes(inside.get("children", []))
            yield from nodes(inside.get("replies", []))


def is_gone(data: dict[str, Any]) -> bool:
    """Whether the words were taken away, in the forms that real answers have."""
    told = {data.get("body"), data.get("selftext"), data.get("author")}
    return bool(told & {"[deleted]", "[removed]"}) or bool(data.get("banned_by"))


def address(node: dict[str, Any]) -> str:
    """Return where a post or comment is, by its fields."""
    data = node["data"]
    path = data.get("permalink")
    if path and "<" not in path:  # some names were blotted out
        return f"https://www.reddit.com{path}"
    short = f"https://www.reddit.com/comments/{data.get('link_id', data['name'])[3:]}/"
    return short if node["kind"] == "t3" else f"{short}_/{data['id']}/"


def typed(told: str | None, body: str) -> list[str]:
    """Return the words that were typed."""
    words = told or ""
    if '_html": "&lt;' in body or '_html":"&lt;' in body or "_html" not in body:
        words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return squeezed(words)


@pytest.mark.corpus
def test_real_answers_hold_exactly_what_stands_in_them(data_dir: Path) -> None:
    """Every real answer is called by what it is; each of its posts and comments is a record, or gone."""
    files = sorted((data_dir / "api" / "reddit").iterdir())
    assert files
    for path in files:
        body = path.read_text(encoding="utf-8")
        found = reddit.read(path.read_bytes(), path.name, LATER)
        what, fault = max((WHAT[name], len(name)) for name in WHAT if path.name.startswith(name))[0]
        assert found.what == what, path.name
        assert (fault or "") in (found.error or ""), path.name
        assert (found.error is None) == (fault is None), path.name
        if what not in ("a listing", "a thread"):
            assert not found.records, path.name
            continue
        every = list(nodes(json.loads(body)))
        there = [node for node in every if not is_gone(node["data"])]
        assert not found.problems, path.name
        assert [one.id for one in found.records] == [f"reddit:{node['data']['name']}" for node in there]
        gone = {f"reddit:{node['data']['name']}" for node in every if is_gone(node["data"])}
        assert {one.record for one in found.removed} == gone
        for node, record in zip(there, found.records, strict=True):
            data = node["data"]
            post = node["kind"] == "t3"
            assert record.kind == ("post" if post else "comment")
            assert record.author == f"u/{data['author']}"
            assert record.community == f"r/{data['subreddit']}"
            assert record.published_at == datetime.fromtimestamp(int(data["created_utc"]), UTC)
            assert squeezed(record.text) == typed(data["selftext"] if post else data["body"], body)
            assert squeezed(record.title) == typed(data["title"] if post else None, body)
            assert record.url == address(node)
            assert record.engagement.score == data["score"]
            assert record.engagement.replies == (data.get("num_comments") if post else None)
            assert (record.engagement.likes, record.engagement.reposts) == (None, None)
            assert record.reply_to == (None if post else f"reddit:{data['parent_id']}")
            assert record.language is None


def test_a_listing_keeps_what_is_posted_and_tells_the_rest() -> None:
    """Posts, links and crossposts are records; advertisements are dropped, what was removed is told."""
    found = reddit.read(fixture("reddit_listing.json"), "page", NOW)
    assert (found.what, found.after, dict(found.dropped)) == (
        "a listing",
        "t3_1aaae",
        {"an advertisement": 1, "not for robots, by its author": 1},
    )
    assert found.removed == (Removal("reddit:t3_1aaad", "removed"),)
    words, link, crosspost = found.records
    assert (words.title, words.author, words.community) == (
        "Weights & measures: is 7B < 8B?",
        "u/quietloop",
        "r/ExampleLLM",
    )
    assert words.links == ("https://log.example/run_1", "https://b.example/x")
    assert (words.engagement.score, words.engagement.replies) == (41, 7)
    assert (link.text, link.links) == ("", ("https://papers.example/2603.1?a=1&b=2",))
    assert crosspost.links == ("https://www.reddit.com/r/ExampleML/comments/1zzzz/first/",)


def test_a_thread_gives_every_comment_that_stands() -> None:
    """Replies below a deleted comment are kept; what has no account, or only moderators see, is gone."""
    found = reddit.read(fixture("reddit_thread.json"), "thread", NOW)
    assert [(one.id, one.reply_to) for one in found.records] == [
        ("reddit:t3_1aaaa", None),
        ("reddit:t1_c1", "reddit:t3_1aaaa"),
        ("reddit:t1_c3", "reddit:t1_c2"),
    ]
    assert {(one.record, one.reason) for one in found.removed} == {
        ("reddit:t1_c2", "deleted"),
        ("reddit:t1_c4", "deleted"),
        ("reddit:t1_c5", "removed"),
        ("reddit:t1_c6", "removed"),
    }
    assert found.records[0].title == "Weights & measures"
    assert found.records[1].text == "It is > 7B in spirit."
    assert found.records[1].url == "https://www.reddit.com/comments/1aaaa/_/c1/"


def test_a_feed_gives_posts_without_counts() -> None:
    """An Atom feed gives author, words, target and time; unknown counts stay unknown."""
    found = reddit.read(fixture("reddit_feed.atom"), "feed", NOW)
    words, link = found.records
    assert (words.id, words.author, words.community) == ("reddit:t3_1aaaa", "u/quietloop", "r/ExampleLLM")
    assert (words.title, words.text, words.links) == (
        "Weights & measures",
        "I ran it twice.",
        ("https://log.example/1",),
    )
    assert (link.text, link.links) == ("", ("https://papers.example/2603.1?a=1&b=2",))
    assert link.engagement.score is None
    assert [problem.field for problem in found.problems] == ["id"]


def test_the_tables_of_an_export_have_no_author() -> None:
    """Posts and comments of one's own export are read by their columns; the sender's address goes nowhere."""
    posts = reddit.read(fixture("reddit_posts.csv"), "posts.csv", NOW)
    comments = reddit.read(fixture("reddit_comments.csv"), "comments.csv", NOW)
    assert (posts.what, comments.what) == ("an export of posts", "an export of comments")
    assert [one.id for one in posts.records] == ["reddit:t3_1aaaa", "reddit:t3_1aaab"]
    assert posts.records[0].links == ("https://log.example/1",)
    assert posts.records[1].links == ("https://papers.example/2603.1",)
    assert posts.removed == (Removal("reddit:t3_1aaac", "deleted"),)
    assert [problem.field for problem in posts.problems] == ["published_at"]
    assert [(one.id, one.reply_to) for one in comments.records] == [
        ("reddit:t1_c1", "reddit:t3_1aaaa"),
        ("reddit:t1_c3", "reddit:t1_c2"),
    ]
    assert [problem.field for problem in comments.problems] == ["id"]
    for record in (*posts.records, *comments.records):
        assert record.author is None
        assert "192.0.2.7" not in record.model_dump_json()


def test_a_dump_of_bare_posts_is_read_line_by_line() -> None:
    """A file with one post or comment a line is read; a broken line is named."""
    post, comment = LISTING["data"]["children"][0]["data"], THREAD[1]["data"]["children"][0]["data"]
    found = reddit.read(f"{json.dumps(post)}\n{{broken\n{json.dumps(comment)}\n".encode(), "dump", NOW)
    assert [one.id for one in found.records] == ["reddit:t3_1aaaa", "reddit:t1_c1", "reddit:t1_c3"]
    assert [problem.place for problem in found.problems] == ["dump, line 2"]


def test_more_comments_are_found_in_both_forms() -> None:
    """What asks for hidden comments is answered as JSON or as calls of a script: both give the comments."""
    thing = THREAD[1]["data"]["children"][0]
    for data in (
        {"json": {"errors": [], "data": {"things": [thing]}}},
        {"jquery": [[0, 1, "call", [[thing]]]]},
    ):
        found = reddit.read(json.dumps(data).encode(), "more", NOW)
        assert (found.what, len(found.records)) == ("more comments", 2)
    refused = reddit.read(b'{"json": {"errors": [["RATELIMIT", "slow down", "ratelimit"]]}}', "more", NOW)
    assert (refused.what, refused.error) == ("an error", "Reddit says: RATELIMIT, slow down, ratelimit")


def test_replies_nested_without_end_are_read() -> None:
    """A thread deeper than any page shows is read like another."""
    thing: dict[str, Any] = {}
    for number in range(150):
        listing = {"kind": "Listing", "data": {"children": [thing] if thing else []}}
        thing = {"kind": "t1", "data": {"name": f"t1_d{number}", "id": f"d{number}", "replies": listing}}
        thing["data"] |= {"author": "a", "body": "b", "link_id": "t3_1aaaa", "created_utc": 1773571000}
    assert len(reddit.read(json.dumps(thing).encode(), "deep", NOW).records) == 150


@given(mutated(LISTING, THREAD))
def test_a_mutated_answer_is_read_or_reported(body: bytes) -> None:
    """Whatever is missing or of another type, nothing is raised and no removed words get through."""
    found = reddit.read(body, "mutated", NOW)
    assert not any(record.is_tombstone for record in found.records)


@given(
    st.binary(max_size=200)
    | st.text(max_size=80).map(lambda text: f"id,permalink,subreddit\n{text}".encode())
)
def test_any_bytes_are_read_or_reported(body: bytes) -> None:
    """No bytes raise; what holds nothing says why or what it is."""
    found = reddit.read(body, "bytes", NOW)
    assert found.records or found.error or found.what


def settings(server: HTTPServer, **changes: Any) -> reddit.Settings:
    """Return settings that ask a server on loopback, without pauses."""
    base = server.url_for("").rstrip("/")
    told = {"enabled": True, "communities": ["ExampleLLM"], "spacing": 0, "base_url": base, "site_url": base}
    return reddit.Settings.model_validate({**told, **changes})


def post(number: int, ago: timedelta, **changes: Any) -> dict[str, Any]:
    """Return a post as the API gives it, published some time before NOW."""
    data = {**LISTING["data"]["children"][1]["data"], "name": f"t3_p{number}", "id": f"p{number}"}
    return {"kind": "t3", "data": {**data, "created_utc": (NOW - ago).timestamp(), **changes}}


def page(things: list[dict[str, Any]], after: str | None = None) -> dict[str, Any]:
    """Return a listing."""
    return {"kind": "Listing", "data": {"after": after, "children": things}}


class Site:
    """A server that gives a token and listings, and remembers what it was asked."""

    def __init__(self, server: HTTPServer) -> None:
        self.asked: list[Request] = []
        self.answers: dict[str, Any] = {}
        server.expect_request("/api/v1/access_token", method="POST").respond_with_handler(self.token)
        for path in ("/r/ExampleLLM/new", "/r/ExampleLLM/comments", "/api/info", "/comments/1aaaa"):
            server.expect_request(path).respond_with_handler(self.listing)

    def token(self, request: Request) -> Response:
        """Give a token for the right id and secret."""
        pair = base64.b64encode(b"an-id:a-secret-word").decode()
        good = request.headers["Authorization"] == f"Basic {pair}"
        good = good and request.form.to_dict() == {"grant_type": "client_credentials"}
        told = (
            {"access_token": "tok-en", "expires_in": 86400}
            if good
            else {"message": "Unauthorized", "error": 401}
        )
        return Response(json.dumps(told), status=200 if good else 401)

    def listing(self, request: Request) -> Response:
        """Give what was prepared for a path and a page."""
        assert request.headers["Authorization"] == "Bearer tok-en"
        self.asked.append(request)
        found = self.answers.get(request.args.get("after", request.path), page([]))
        return found if isinstance(found, Response) else Response(json.dumps(found))


@pytest.fixture
def site(httpserver: HTTPServer) -> Site:
    """Give a server like Reddit's."""
    return Site(httpserver)


def run(folder: Path, told: reddit.Settings, task: Task, number: int = 0) -> list[Batch]:
    """Return the batches of one source."""
    source = list(reddit.sources(told, KEYS))[number]
    return gathered(folder, lambda client: source.batches(client, task))


def test_a_community_is_read_back_to_where_it_was_read(
    tmp_path: Path, httpserver: HTTPServer, site: Site
) -> None:
    """Pages are read until the cursor; it moves with the last of them only, and the next run adds nothing."""
    hour = timedelta(hours=1)
    first = [post(1, hour), post(2, 2 * hour)]
    site.answers = {"/r/ExampleLLM/new": page(first, "t3_p2"), "t3_p2": page([post(3, 30 * hour)], "t3_p3")}
    batches = run(tmp_path, settings(httpserver), Task(now=NOW))
    assert ids(batches) == ["reddit:t3_p1", "reddit:t3_p2", "reddit:t3_p3"]
    assert [batch.cursor for batch in batches] == [None, iso(NOW - hour)]
    assert not any(batch.error or batch.gaps for batch in batches)
    assert [request.args["raw_json"] for request in site.asked] == ["1", "1"]
    again = run(tmp_path, settings(httpserver), Task(now=NOW, cursor=batches[-1].cursor))
    assert (len(again), again[0].cursor, again[0].gaps) == (1, iso(NOW - hour), ())


def test_comments_are_a_source_of_their_own(tmp_path: Path, httpserver: HTTPServer, site: Site) -> None:
    """A community's newest comments are read beside its posts, and not at all where they aren't wanted."""
    site.answers = {"/r/ExampleLLM/comments": page([THREAD[1]["data"]["children"][0]])}
    told = settings(httpserver)
    assert [source.name for source in reddit.sources(told, KEYS)] == [
        "reddit-examplellm",
        "reddit-examplellm-comments",
    ]
    assert len(list(reddit.sources(settings(httpserver, comments=False), KEYS))) == 1
    assert "reddit:t1_c1" in ids(run(tmp_path, told, Task(now=NOW), 1))


def test_what_lies_before_the_listing_is_a_gap(tmp_path: Path, httpserver: HTTPServer, site: Site) -> None:
    """A listing that ends, or is ended by most_records, before the cursor leaves a gap; no short one."""
    minute = timedelta(minutes=1)
    few = [post(number, number * minute) for number in range(1, 6)]
    site.answers = {"/r/ExampleLLM/new": page(few, "t3_x")}
    start = NOW - timedelta(days=2)
    (batch,) = run(tmp_path, settings(httpserver, most_records=3), Task(now=NOW, cursor=iso(start)))
    assert len(batch.records) == 3
    (gap,) = batch.gaps
    assert (gap.start, gap.end, batch.cursor) == (start, NOW - 3 * minute, iso(NOW - minute))
    assert "most_records (3)" in gap.reason
    many = [post(number, number * minute) for number in range(1, 951)]
    site.answers = {"/r/ExampleLLM/new": page(many)}
    (batch,) = run(tmp_path, settings(httpserver), Task(now=NOW, cursor=iso(start)))
    assert [gap.reason for gap in batch.gaps] == ["the listing ends after 950 items"]
    site.answers = {"/r/ExampleLLM/new": page(few)}
    (batch,) = run(tmp_path, settings(httpserver, most_records=5), Task(now=NOW, cursor=iso(start)))
    assert batch.gaps == ()


def test_an_endless_listing_ends(tmp_path: Path, httpserver: HTTPServer, site: Site) -> None:
    """A server that gives the same next page again is left, its cursor where it was."""
    site.answers = {
        "/r/ExampleLLM/new": page([post(1, timedelta())], "a"),
        "a": page([], "b"),
        "b": page([], "a"),
    }
    batches = run(tmp_path, settings(httpserver), Task(now=NOW))
    assert len(site.asked) == 3
    assert "given twice" in (batches[-1].error or "")
    assert [batch.cursor for batch in batches] == [None, None, None]


def test_a_fault_in_the_middle_keeps_what_was_read(
    tmp_path: Path, httpserver: HTTPServer, site: Site
) -> None:
    """What came before the fault stays, the cursor doesn't move, and Reddit's own words are told."""
    fault = Response(json.dumps({"message": "Too Many Requests", "error": 429}), status=429)
    site.answers = {"/r/ExampleLLM/new": page([post(1, timedelta())], "t3_p1"), "t3_p1": fault}
    batches = run(tmp_path, settings(httpserver), Task(now=NOW))
    assert ids(batches) == ["reddit:t3_p1"]
    assert "answered 429" in (batches[-1].error or "")
    assert "Reddit says: Too Many Requests" in (batches[-1].error or "")
    assert batches[-1].cursor is None


def test_a_wrong_secret_is_told_once_and_not_kept(tmp_path: Path, httpserver: HTTPServer, site: Site) -> None:
    """Without a token nothing else is asked; neither secret nor token is written anywhere."""
    wrong = {**KEYS, "NEWSDESK_REDDIT_CLIENT_SECRET": "not-the-word"}
    source = next(iter(reddit.sources(settings(httpserver), wrong)))
    (batch,) = gathered(tmp_path, lambda client: source.batches(client, Task(now=NOW)))
    assert "gave no token: answered 401" in (batch.error or "")
    assert site.asked == []
    run(tmp_path, settings(httpserver), Task(now=NOW))
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert not any(word in kept for word in (b"not-the-word", b"a-secret-word", b"tok-en"))
    assert "a-secret-word" not in repr(list(reddit.sources(settings(httpserver), KEYS)))


def test_without_a_key_the_feed_is_tried(tmp_path: Path, httpserver: HTTPServer) -> None:
    """The Atom feed is read where it is given, and a refusal is told with what to do."""
    feed = httpserver.expect_request("/r/ExampleLLM/new/.rss")
    feed.respond_with_data(fixture("reddit_feed.atom"), content_type="application/atom+xml")
    (source,) = reddit.sources(settings(httpserver), {})
    (batch,) = gathered(tmp_path, lambda client: source.batches(client, Task(now=NOW)))
    assert ids([batch]) == ["reddit:t3_1aaaa", "reddit:t3_1aaab"]
    httpserver.clear()
    httpserver.expect_request("/r/ExampleLLM/new/.rss").respond_with_data("<html>Blocked</html>", status=403)
    (batch,) = gathered(tmp_path, lambda client: source.batches(client, Task(now=NOW)))
    assert "answered 403" in (batch.error or "")
    assert "without a key" in (batch.error or "")
    assert reddit.surroundings(settings(httpserver), {}) is None


def test_an_unknown_community_is_told(tmp_path: Path, httpserver: HTTPServer, site: Site) -> None:
    """A name that isn't one leads to a search for communities, which is no success."""
    site.answers = {"/r/ExampleLLM/new": page([{"kind": "t5", "data": {"display_name": "Other"}}])}
    (batch,) = run(tmp_path, settings(httpserver), Task(now=NOW))
    assert "there is no r/ExampleLLM" in (batch.error or "")


def test_what_stands_around_a_record_is_read(tmp_path: Path, httpserver: HTTPServer, site: Site) -> None:
    """A comment's post, parent and replies are kept as they are; nothing else of the thread."""
    site.answers = {"/comments/1aaaa": THREAD}
    asked = reddit.surroundings(settings(httpserver), KEYS)
    assert asked is not None
    records = {one.id: one for one in reddit.read(fixture("reddit_thread.json"), "thread", NOW).records}
    comment = records["reddit:t1_c1"]
    (batch,) = gathered(tmp_path, lambda client: asked.around(client, [comment], Task(now=NOW)))
    assert (ids([batch]), batch.as_is) == (["reddit:t3_1aaaa"], True)
    assert site.asked[-1].args["comment"] == "c1"
    above = records["reddit:t3_1aaaa"]
    (batch,) = gathered(tmp_path, lambda client: asked.around(client, [above], Task(now=NOW)))
    assert ids([batch]) == ["reddit:t1_c1"]


def test_what_is_gone_is_found_out(tmp_path: Path, httpserver: HTTPServer, site: Site) -> None:
    """Removed, deleted and missing records are removals; a fault says nothing about any of them."""
    records = reddit.read(fixture("reddit_listing.json"), "page", NOW).records
    there = LISTING["data"]["children"][0]
    removed = post(1, timedelta(), name="t3_1aaab", id="1aaab", author="[deleted]")
    site.answers = {"/api/info": page([there, removed])}
    asked = reddit.surroundings(settings(httpserver), KEYS)
    assert asked is not None
    (batch,) = gathered(tmp_path, lambda client: asked.still_there(client, records, Task(now=NOW)))
    assert site.asked[-1].args["id"] == "t3_1aaaa,t3_1aaab,t3_1aaae"
    assert len(batch.checked) == 3
    assert batch.removed == (Removal("reddit:t3_1aaab", "deleted"), Removal("reddit:t3_1aaae", "gone"))
    site.answers = {"/api/info": Response(status=503)}
    (batch,) = gathered(tmp_path, lambda client: asked.still_there(client, records, Task(now=NOW)))
    assert (batch.checked, batch.removed) == ((), ())
    assert "answered 503" in (batch.error or "")
