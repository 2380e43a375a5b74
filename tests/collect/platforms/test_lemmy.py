"""Lemmy's answers become records, and its communities are read back to where they were read before."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from factories import make_record
from fediverse import damaged, gathered, words_of
from newsdesk.collect.markdown import from_markdown
from newsdesk.collect.payload import Payload
from newsdesk.collect.platforms import lemmy
from newsdesk.collect.platforms.lemmy import listings, server
from newsdesk.collect.platforms.lemmy.views import Rules
from newsdesk.collect.source import Batch, Source, Task
from newsdesk.records import Record

FIXTURES = Path(__file__).parent / "fixtures"
NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 27, tzinfo=UTC)
ROOM = "!technology@lemmy.example"
NAMES = ("posts_v3", "posts_v4", "comments_v3", "comments_v4", "outbox")

#: Every stored object: what it is called, and the ids of its records.
OBJECTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "discourse_objects__0b500744": ("Group", ()),
    "friendica_activities__2b909353": (
        "Create", ("https://masto.qa.urbanwildlife.biz/users/mastodon/statuses/110435994705014161",),
    ),
    "friendica_objects__02d9290d": (
        "Page", ("https://pirati.ca/objects/ec054ce7-8062-3c1b-016c-910426317080",),
    ),
    "gnusocial_activities__14a7720d": ("Create", ("https://instance.gnusocial.test/object/note/1339",)),
    "gnusocial_objects__40cde4a0": ("Group", ()),
    "lemmy_activities_create_or_update__1f739716": ("Create", ("http://ds9.lemmy.ml/post/1",)),
    "lemmy_objects__05102a9e": ("Person", ()),
    "lotide_activities__8a79c53c": ("Create", ("http://ltthostname.local:3334/apub/posts/46",)),
    "lotide_objects__086aed46": ("Page", ("https://narwhal.city/posts/9",)),
    "mastodon_objects__4f6847f8": ("Person", ()),
    "mbin_objects__caa86674": ("Application", ()),
    "mobilizon_objects__3cbf2eec": ("Group", ()),
    "nodebb_objects__09f98b2d": ("Group", ()),
    "peertube_objects__2270de60": ("Video", ()),
    "pleroma_objects__01824a0d": (
        "Note", ("https://queer.hacktivis.me/objects/8d4973f4-53de-49cd-8c27-df160e16a9c2",),
    ),
    "smithereen_objects__53227401": ("Note", ("https://friends.grishka.me/posts/66561",)),
    "wordpress_objects__11974a0c": ("Person", ()),
}  # fmt: skip
#: Who wrote them and where, told by their addresses; None where these hold a number or nothing.
SPEAKERS: dict[str, tuple[str | None, str | None]] = {
    "friendica_activities__2b909353": (
        "@mastodon@masto.qa.urbanwildlife.biz", "!lemmy_community@lemmy.qa.urbanwildlife.biz",
    ),
    "friendica_objects__02d9290d": ("@heluecht@pirati.ca", "!testcom@ds9.lemmy.ml"),
    "gnusocial_activities__14a7720d": (None, None),
    "lemmy_activities_create_or_update__1f739716": ("@lemmy_alpha@ds9.lemmy.ml", "!main@enterprise.lemmy.ml"),
    "lotide_activities__8a79c53c": (None, "!elsewhere@localhost:8536"),
    "lotide_objects__086aed46": (None, None),
    "pleroma_objects__01824a0d": ("@lanodan@queer.hacktivis.me", None),
    "smithereen_objects__53227401": (None, None),
}  # fmt: skip


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask a server on this machine without the pause between requests."""
    monkeypatch.setattr(server, "SPACING", 0.0)


def fixture(name: str) -> Any:
    """Return the JSON value of a file of ours."""
    return json.loads((FIXTURES / f"lemmy_{name}.json").read_bytes())


def understood(data: Any, rules: Rules | None = None) -> Payload:
    """Return what a JSON value holds."""
    return lemmy.answers.understood(data, "the answer", NOW, rules or Rules())


def stored(name: str, data_dir: Path) -> bytes:
    """Return a stored object."""
    return (data_dir / "api" / "lemmy" / f"activitypub_{name}.json").read_bytes()


@pytest.mark.corpus
def test_no_stored_object_is_left_out(data_dir: Path) -> None:
    """The table names every file."""
    every = {path.stem for path in (data_dir / "api" / "lemmy").glob("*.json")}
    assert every == {f"activitypub_{name}" for name in OBJECTS}


@pytest.mark.corpus
@pytest.mark.parametrize("name", OBJECTS)
def test_a_stored_object_is_told_for_what_it_is(name: str, data_dir: Path) -> None:
    """Public pages and notes are records with what they say; persons, groups and videos are only named."""
    what, expected = OBJECTS[name]
    body = stored(name, data_dir)
    found = lemmy.read(body, name, LATER)
    assert (found.what, found.problems, found.error) == (f"an ActivityPub {what}", (), None)
    assert tuple(one.id for one in found.records) == tuple(f"lemmy:{address}" for address in expected)
    data = json.loads(body)
    written = data["object"] if what == "Create" else data
    for one in found.records:
        assert (one.author, one.community) == SPEAKERS[name]
        assert one.published_at == datetime.fromisoformat(written["published"]).replace(microsecond=0)
        assert "".join(one.text.split()) == words_of(written.get("content", ""))
        assert one.title == written.get("name")
        above = written.get("inReplyTo")
        assert (one.reply_to, one.kind) == (
            f"lemmy:{above}" if above else None,
            "comment" if above else "post",
        )
        assert one.engagement.model_dump(exclude_none=True) == {}
        assert one.language == written.get("language", {}).get("identifier")
        assert one.url == (written["id"] if written["type"] == "Page" else written.get("url", written["id"]))
        linked = [written.get("url")] if written["type"] == "Page" else []
        linked += [part["href"] for part in written.get("attachment", []) if part.get("href")]
        assert {address for address in linked if address} == set(one.links)


@pytest.mark.parametrize("version", ["v3", "v4"])
def test_a_listing_of_posts_gives_records_and_removals(version: str) -> None:
    """In both versions of the API a post is a record, gone, left out for a reason, or a problem."""
    found = understood(fixture(f"posts_{version}"))
    assert [one.id for one in found.records] == [
        "lemmy:https://lemmy.example/post/90",
        "lemmy:https://other.example/post/102",
        "lemmy:https://lemmy.example/post/101",
    ]
    assert [(one.record, one.reason) for one in found.removed] == [
        ("lemmy:https://lemmy.example/post/106", "deleted"),
        ("lemmy:https://lemmy.example/post/105", "removed"),
    ]
    assert found.dropped == {"an automated account": 1, "its author asks to be left out": 1}
    assert [(one.place, one.field) for one in found.problems] == [("the answer, item 8", "published_at")]
    assert (found.what, found.after) == ("a listing", "P5a")


@pytest.mark.parametrize("version", ["v3", "v4"])
def test_a_post_holds_what_its_view_says(version: str) -> None:
    """Markdown is read, HTML in it is text, links are found written either way."""
    _, linking, own = understood(fixture(f"posts_{version}")).records
    assert own.model_dump(mode="json") == {
        "id": "lemmy:https://lemmy.example/post/101",
        "platform": "lemmy",
        "kind": "post",
        "author": "@ada@lemmy.example",
        "community": ROOM,
        "url": "https://lemmy.example/post/101",
        "title": "Open weights again",
        "text": "They call it open, see the paper.\nWho trained it?\n"
        "I typed <think> twice: https://notes.example/a_(b).",
        "language": None,
        "published_at": "2026-03-15T09:00:00Z",
        "collected_at": "2026-03-15T12:00:00Z",
        "engagement": {"likes": 12, "reposts": None, "replies": 3, "score": 10},
        "reply_to": None,
        "links": ["https://papers.example/7b", "https://notes.example/a_(b)"],
    }
    assert (linking.author, linking.links) == ("@bo@other.example", ("https://papers.example/7b",))
    assert (linking.engagement.score, linking.text) == (0, "")


@pytest.mark.parametrize("version", ["v3", "v4"])
def test_a_comment_answers_its_post_or_the_comment_above(version: str) -> None:
    """The parent follows from the path; one that isn't in the answer is not made up."""
    found = understood(fixture(f"comments_{version}"))
    assert [(one.kind, one.text, one.reply_to) for one in found.records] == [
        ("comment", "Licences are not promises.", "lemmy:https://lemmy.example/comment/201"),
        ("comment", "An answer to something not shown here.", None),
        ("comment", "Not open & not weights.", "lemmy:https://lemmy.example/post/101"),
    ]
    assert [one.record for one in found.removed] == ["lemmy:https://lemmy.example/comment/204"]
    assert found.records[0].engagement.model_dump(exclude_none=True) == {"likes": 5, "replies": 2, "score": 4}


def test_the_outbox_of_a_community_is_understood() -> None:
    """What a community announces is read through: pages, notes from elsewhere, deletions."""
    found = understood(fixture("outbox"))
    page, note = found.records
    assert (page.id, page.community, page.language) == ("lemmy:https://lemmy.example/post/1", ROOM, "de")
    assert page.links == ("https://news.example/a", "https://papers.example/7b")
    assert (note.author, note.reply_to) == ("@bo@other.example", page.id)
    assert note.url == "https://other.example/@bo/3"
    assert [(one.record, one.reason) for one in found.removed] == [
        ("lemmy:https://lemmy.example/post/2", "removed"),
        ("lemmy:https://lemmy.example/comment/3", "deleted"),
    ]
    assert found.dropped == {"not public": 1}
    assert [one.field for one in found.problems] == ["published_at"]


@pytest.mark.parametrize(
    ("data", "what", "error"),
    [
        ({"error": "couldnt_find_community"}, "an error", "couldnt_find_community"),
        ({"error": "rate_limit_error", "message": "slower"}, "an error", "rate_limit_error: slower"),
        ({"site_view": {}, "version": "0.19.5"}, "an instance", None),
        ({"community_view": {}}, "a community", None),
        ({"posts": []}, "a listing", None),
        ({"items": []}, "a listing", None),
        ([], "no answer of Lemmy", "the answer: expected an answer of Lemmy's API, found other JSON"),
        (7, "no answer of Lemmy", "the answer: expected an answer of Lemmy's API, found other JSON"),
    ],
)
def test_other_answers_are_typed(data: Any, what: str, error: str | None) -> None:
    """What has no posts is named, an error is told in the server's words."""
    found = lemmy.read(json.dumps(data).encode(), "the answer", NOW)
    assert (found.what, found.error, found.records) == (what, error, ())


def test_bots_are_kept_where_the_settings_say_so() -> None:
    """Who asks to be left out is left out all the same."""
    kept = {one.author for one in understood(fixture("posts_v3"), Rules(bots=True)).records}
    assert "@feed@lemmy.example" in kept
    assert "@shy@lemmy.example" not in kept


@settings(max_examples=150)
@given(st.sampled_from(NAMES).flatmap(lambda name: damaged(fixture(name))))
def test_no_damage_to_an_answer_raises(data: Any) -> None:
    """Whatever stands in place of whatever: a payload comes, and what was taken away has no text."""
    found = lemmy.read(json.dumps(data).encode(), "the answer", NOW)
    assert not {one.id for one in found.records} & {one.record for one in found.removed} or len(data) != 1
    assert all(one.platform == "lemmy" and (one.text or one.title) for one in found.records)


@given(st.binary(max_size=200))
def test_no_bytes_raise(body: bytes) -> None:
    """Any bytes are read as something."""
    assert lemmy.read(body, "the answer", NOW).what


@given(st.text("[]()!*_`>-#<a :/.\n&\\|~", max_size=300))
def test_any_markdown_becomes_words(text: str) -> None:
    """Marks without sense end as text."""
    words, links = from_markdown(text)
    assert "\x00" not in words
    assert all(link.startswith(("http://", "https://")) for link in links)


# The source, against a server


def when(minutes: float) -> str:
    """Return the time so many minutes before NOW, as Lemmy writes it."""
    return (NOW - timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def made(kind: str, number: int, minutes: float, **more: Any) -> dict[str, Any]:
    """Return a view of version 3 of a post or comment."""
    view = fixture("posts_v3")["posts"][6] if kind == "post" else fixture("comments_v3")["comments"][3]
    own = {
        "id": number,
        "ap_id": f"https://lemmy.example/{kind}/{number}",
        "published": when(minutes),
        **more,
    }
    return {**view, kind: {**view[kind], **own}}


class FakeServer:
    """A server with one community, that pages as the API does and logs what it was asked."""

    def __init__(self, httpserver: HTTPServer, version: int = 3) -> None:
        self.views = {
            "post": [made("post", number, number) for number in range(1, 121)],
            "comment": [made("comment", number, number + 0.5) for number in range(1, 31)],
        }
        self.asked: list[Request] = []
        self.version, self.fails_after, self.stuck = version, 1000, False
        self.url = httpserver.url_for("").rstrip("/")
        httpserver.clear()
        base = f"/api/v{version}"
        httpserver.expect_request(f"{base}/site").respond_with_json({"site_view": {}, "version": "x"})
        other = f"/api/v{7 - version}/site"
        httpserver.expect_request(other).respond_with_data("", status=404)
        for kind in self.views:
            httpserver.expect_request(f"{base}/{kind}/list").respond_with_handler(self.listing)

    def listing(self, request: Request) -> Response:
        """Answer with a page, newest first, after the place that the cursor or the page's number tells."""
        self.asked.append(request)
        if len(self.asked) > self.fails_after:
            return Response('{"error": "internal"}', status=500)
        kind = request.path.split("/")[-2]
        size = int(request.args["limit"])
        cursor = request.args.get("page_cursor")
        start = int(cursor) if cursor else (int(request.args.get("page", 1)) - 1) * size
        start = 0 if self.stuck else start
        page = self.views[kind][start : start + size]
        if self.version == 4:
            more = {"next_page": str(start + size)} if len(page) == size else {}
            return Response(json.dumps({"items": page, **more}))
        after = {"next_page": str(start + size)} if kind == "post" else {}
        return Response(json.dumps({f"{kind}s": page, **after}))

    def source(self, **more: Any) -> Source:
        """Return the source that the settings make of this server."""
        own = {
            "base_url": self.url,
            "communities": ("technology@lemmy.example",),
            "overlap_minutes": 0,
            **more,
        }
        (found,) = lemmy.sources(lemmy.Settings(**own), {})
        return found


@pytest.fixture
def fake(httpserver: HTTPServer) -> FakeServer:
    """Give a server of version 3."""
    return FakeServer(httpserver)


def run(asked: Source, tmp_path: Path, **task: Any) -> list[Batch]:
    """Return the batches of one run."""
    return gathered(tmp_path, lambda client: asked.batches(client, Task(**{"now": NOW, **task})))


def ids_of(batches: list[Batch]) -> list[str]:
    """Return the ends of the ids of all records, in order."""
    every = [record.id for batch in batches for record in batch.records]
    return [own.removeprefix("lemmy:https://lemmy.example/") for own in every]


@pytest.mark.parametrize("version", [3, 4])
def test_the_first_run_reads_posts_and_comments_back_as_far_as_asked(
    version: int, httpserver: HTTPServer, tmp_path: Path
) -> None:
    """In the API's version that the server speaks, by its cursor or by the number of the page."""
    fake = FakeServer(httpserver, version)
    batches = run(fake.source(first_hours=1), tmp_path)
    assert ids_of(batches) == [
        *(f"post/{number}" for number in range(1, 61)),
        *(f"comment/{number}" for number in range(1, 31)),
    ]
    assert json.loads(batches[-1].cursor or "") == {
        "technology@lemmy.example/posts": "2026-03-15T11:59:00Z",
        "technology@lemmy.example/comments": "2026-03-15T11:58:30Z",
    }
    assert batches[-1].error is None
    words = {(request.args["sort"], request.args["type_"]) for request in fake.asked}
    assert words == ({("New", "All")} if version == 3 else {("new", "all")})


def test_a_server_that_speaks_both_versions_is_asked_in_the_newer(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    """Lemmy 1.0 answers version 3 as well, in which its comments have no second page."""
    fake = FakeServer(httpserver, version=4)
    fake.views["comment"] = [made("comment", number, number / 4) for number in range(1, 121)]
    httpserver.clear_all_handlers()
    for version in (3, 4):
        httpserver.expect_request(f"/api/v{version}/site").respond_with_json({"site_view": {}})
    for kind in fake.views:
        httpserver.expect_request(f"/api/v4/{kind}/list").respond_with_handler(fake.listing)
    batches = run(fake.source(first_hours=1), tmp_path)
    assert (len(ids_of(batches)), batches[-1].error) == (180, None)


def test_the_next_run_reads_to_where_the_last_began(fake: FakeServer, tmp_path: Path) -> None:
    """Pinned posts of long ago stand first and stop nothing; only what is new comes."""
    cursor = run(fake.source(), tmp_path)[-1].cursor
    fake.views["post"] = [
        made("post", 900, 60 * 24 * 400, featured_community=True),
        made("post", 901, -5),
        made("post", 902, -4),
        *fake.views["post"],
    ]
    asked = len(fake.asked)
    batches = run(fake.source(), tmp_path, now=NOW + timedelta(minutes=10), cursor=cursor)
    assert ids_of(batches) == ["post/901", "post/902", "post/1", "comment/1"]  # the last ones: to be sure
    assert len(fake.asked) - asked == 2
    assert not any(batch.gaps for batch in batches)


def test_a_cap_leaves_a_gap_that_is_told(fake: FakeServer, tmp_path: Path) -> None:
    """What is not reached any more is a gap from the last run to the oldest that was kept."""
    cursor = json.dumps({"technology@lemmy.example/posts": when(110)[:19] + "Z"})
    batches = run(fake.source(comments=False, most_records=60), tmp_path, cursor=cursor)
    assert ids_of(batches) == [f"post/{number}" for number in range(1, 61)]
    (gap,) = [gap for batch in batches for gap in batch.gaps]
    assert (gap.start, gap.end) == (NOW - timedelta(minutes=110), NOW - timedelta(minutes=60))
    assert json.loads(batches[-1].cursor or "") == {"technology@lemmy.example/posts": "2026-03-15T11:59:00Z"}


def test_a_first_run_that_is_capped_promises_nothing(fake: FakeServer, tmp_path: Path) -> None:
    """Before the first run there is no gap, and comments have their share of the cap."""
    batches = run(fake.source(most_records=20), tmp_path)
    assert [name.split("/")[0] for name in ids_of(batches)].count("comment") == 10
    assert not any(batch.gaps for batch in batches)


def test_an_error_in_the_middle_keeps_what_was_read(fake: FakeServer, tmp_path: Path) -> None:
    """The page before is kept; the cursor stays, so that the next run reads all of it."""
    fake.fails_after = 1
    cursor = json.dumps({"technology@lemmy.example/posts": "2026-03-15T09:30:00Z"})
    batches = run(fake.source(comments=False), tmp_path, cursor=cursor)
    assert len(ids_of(batches)) == 50
    assert "technology@lemmy.example/posts: answered 500" in (batches[-1].error or "")
    assert {batch.cursor for batch in batches} == {cursor}


def test_a_server_that_does_not_page_comes_to_an_end(fake: FakeServer, tmp_path: Path) -> None:
    """The same page again is told as what it is."""
    fake.stuck = True
    batches = run(fake.source(comments=False), tmp_path)
    assert "gives the same page again" in (batches[-1].error or "")
    assert len(fake.asked) == 2


def test_a_listing_that_never_ends_is_left(
    fake: FakeServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages have a number that isn't passed."""
    monkeypatch.setattr(listings, "MOST_PAGES", 2)
    batches = run(fake.source(comments=False), tmp_path)
    assert (len(fake.asked), len(ids_of(batches)), batches[-1].error) == (2, 100, None)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Response("slow down", status=429, headers={"Retry-After": "3600"}), "answered 429"),
        (Response("<html>"), "found a page"),
        (Response('{"error": "instance_is_private"}', status=403), "it says: instance_is_private"),
        (Response('{"links": []}'), "not as a Lemmy server does"),
        (Response('{"posts": []}'), "not as a Lemmy server does"),
    ],
)
def test_what_is_no_lemmy_server_is_told(
    answer: Response, told: str, fake: FakeServer, httpserver: HTTPServer, tmp_path: Path
) -> None:
    """The one batch has the reason, and the cursor stays."""
    httpserver.clear()
    for version in (3, 4):
        httpserver.expect_request(f"/api/v{version}/site").respond_with_response(answer)
    (batch,) = run(fake.source(), tmp_path)
    assert (batch.records, batch.cursor) == ((), None)
    assert told in (batch.error or "")


@pytest.mark.parametrize("cursor", ["", "{", "[]", '{"technology@lemmy.example/posts": []}'])
def test_a_cursor_that_is_not_ours_says_nothing(cursor: str, fake: FakeServer, tmp_path: Path) -> None:
    """The source then begins as if for the first time."""
    assert len(ids_of(run(fake.source(), tmp_path, cursor=cursor))) == 150


def test_each_community_is_read_from_its_own_host() -> None:
    """Without a base_url the hosts of the communities are the sources."""
    given = lemmy.Settings(communities=("!technology@lemmy.example", "AI@other.example", "ml@other.example"))
    every = list(lemmy.sources(given, {}))
    assert [(one.name, one.base_url, one.communities) for one in every] == [
        ("lemmy-lemmy-example", "https://lemmy.example", ("technology@lemmy.example",)),
        ("lemmy-other-example", "https://other.example", ("ai@other.example", "ml@other.example")),
    ]


# What stands around a post


def surroundings(fake: FakeServer) -> Any:
    """Return what can be asked about single posts; the server is one that the operator wrote."""
    given = lemmy.Settings(base_url=fake.url, communities=("technology@lemmy.example",))
    return lemmy.surroundings(given, {})


def record_at(fake: FakeServer, path: str) -> Record:
    """Return a record of the server's."""
    return make_record(1, id=f"lemmy:{fake.url}/{path}", platform="lemmy", url=f"{fake.url}/{path}")


def test_a_comments_parent_and_answers_are_kept(
    fake: FakeServer, httpserver: HTTPServer, tmp_path: Path
) -> None:
    """Of a comment come the comment above it and its direct answers, each with its parent."""
    own = made("comment", 5, 10, path="0.4.5", ap_id=f"{fake.url}/comment/5")
    above = made("comment", 4, 20, path="0.4", content="Above")
    below = [own, *(made("comment", number, 5, path=f"0.4.5.{number}", content="Below") for number in (6, 7))]
    comment = "/api/v3/comment"
    httpserver.expect_request(comment, query_string="id=5").respond_with_json({"comment_view": own})
    httpserver.expect_request(comment, query_string="id=4").respond_with_json({"comment_view": above})
    httpserver.expect_oneshot_request(f"{comment}/list").respond_with_json({"comments": below})
    record = record_at(fake, "comment/5")
    (batch,) = gathered(tmp_path, lambda client: surroundings(fake).around(client, [record], Task(now=NOW)))
    assert batch.as_is
    assert [(one.text, one.reply_to == record.id) for one in batch.records] == [
        ("Above", False),
        ("Below", True),
        ("Below", True),
    ]


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (Response('{"error": "not_found"}', status=404), "gone"),
        (Response('{"error": "couldnt_find_post"}', status=400), "gone"),
        (Response(json.dumps({"post_view": made("post", 5, 1)})), "there"),
        (Response('{"error": "instance_is_private"}', status=403), "not told"),
        (Response("<html>", status=404), "not told"),
        (Response("", status=500), "not told"),
    ],
)
def test_only_a_clear_word_says_that_a_post_is_gone(
    answer: Response, verdict: str, fake: FakeServer, httpserver: HTTPServer, tmp_path: Path
) -> None:
    """The server says itself that it knows no such post; anything else is a problem."""
    httpserver.expect_request("/api/v3/post").respond_with_response(answer)
    record = record_at(fake, "post/5")
    (batch,) = gathered(
        tmp_path, lambda client: surroundings(fake).still_there(client, [record], Task(now=NOW))
    )
    gone = [(one.record, one.reason) for one in batch.removed]
    assert (gone == [(record.id, "gone")]) == (verdict == "gone")
    assert bool(batch.checked) == (verdict != "not told") == (not batch.problems)


def test_a_post_marked_as_deleted_is_removed(
    fake: FakeServer, httpserver: HTTPServer, tmp_path: Path
) -> None:
    """A server may still show the place of a post that its author took away."""
    view = made("post", 5, 1, deleted=True, ap_id=f"{fake.url}/post/5")
    httpserver.expect_request("/api/v3/post").respond_with_json({"post_view": view})
    record = record_at(fake, "post/5")
    (batch,) = gathered(
        tmp_path, lambda client: surroundings(fake).still_there(client, [record], Task(now=NOW))
    )
    assert [(one.record, one.reason) for one in batch.removed] == [(record.id, "deleted")]


def test_what_another_program_wrote_is_asked_for_by_its_page(
    fake: FakeServer, httpserver: HTTPServer, tmp_path: Path
) -> None:
    """A comment from Mastodon has no number on a Lemmy server; its page tells by 404 that it is gone."""
    httpserver.expect_request("/@bo/3").respond_with_data("", status=404)
    record = record_at(fake, "@bo/3")
    (batch,) = gathered(
        tmp_path, lambda client: surroundings(fake).still_there(client, [record], Task(now=NOW))
    )
    assert [one.reason for one in batch.removed] == ["gone"]
