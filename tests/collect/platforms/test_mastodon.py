"""Mastodon's answers become records, and its servers are read forward, page after page."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from factories import make_record
from fediverse import damaged, gathered, words_of
from newsdesk.collect.answers import Limits
from newsdesk.collect.payload import Payload
from newsdesk.collect.platforms import mastodon
from newsdesk.collect.platforms.mastodon import ids, source, threads, timelines
from newsdesk.collect.platforms.mastodon.posts import Rules
from newsdesk.collect.source import Batch, Source, Task
from newsdesk.collecting import collect
from newsdesk.config import Layout, parse
from newsdesk.records import Record

FIXTURES = Path(__file__).parent / "fixtures"
NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 27, tzinfo=UTC)
SOCIAL = "mastodon:https://social.example/users/ada/statuses/"

#: Every stored answer: what it is called, its records, and how many were left out on purpose.
ANSWERS: dict[str, tuple[str, int, int]] = {
    "api_v1_accounts_id__239af4c6": ("an account", 0, 0),
    "api_v1_accounts_id_statuses__59a87ee5": ("a listing", 13, 7),
    "api_v1_accounts_id_statuses__5d21559d": ("a listing", 16, 4),
    "api_v1_accounts_id_statuses__8e61524c": ("a listing", 20, 0),
    "api_v1_followed_tags__afe15666": ("a hashtag, 1 of them", 0, 0),
    "api_v1_instance__0dcfcdb6": ("an instance", 0, 0),
    "api_v1_instance__51f0cb4f": ("an instance", 0, 0),
    "api_v1_instance_activity__83df7da3": ("a week of an instance, 12 of them", 0, 0),
    "api_v1_polls_1__553c82e4": ("a poll", 0, 0),
    "api_v1_polls_id__42f7663f": ("a poll", 0, 0),
    "api_v1_statuses_0__e4a6a34c": ("an error", 0, 0),
    "api_v1_statuses_id__181f5f82": ("a post", 1, 0),
    "api_v1_statuses_id__3659a9cf": ("a post", 0, 1),
    "api_v1_statuses_id__37dd48fb": ("a post", 0, 1),
    "api_v1_statuses_id__3be1e863": ("a post", 0, 1),
    "api_v1_statuses_id_context__010155da": ("a thread", 0, 2),
    "api_v1_statuses_id_context__b2b25224": ("a thread", 1, 0),
    "api_v1_statuses_id_history__278ed111": ("an edit, 2 of them", 0, 0),
    "api_v1_statuses_id_history__54661191": ("an edit, 2 of them", 0, 0),
    "api_v1_statuses_id_source__4d24c00e": ("the source of a post", 0, 0),
    "api_v1_timelines_link__328fabf8": ("an error", 0, 0),
    "api_v1_timelines_public__023b5db6": ("a listing", 19, 1),
    "api_v1_timelines_public__43107c13": ("a listing", 8, 12),
    "api_v1_timelines_public__67b672a3": ("a listing", 20, 0),
    "api_v1_timelines_public__76edb334": ("a listing", 19, 1),
    "api_v1_timelines_tag_hoot__54a9bfef": ("a listing", 1, 0),
    "api_v1_timelines_tag_rstats__0787427c": ("a listing", 4, 1),
    "api_v2_instance__013817b6": ("an instance", 0, 0),
    "api_v2_search__1d47f43c": ("search results", 2, 0),
    "api_v2_search__b1ad09af": ("search results", 0, 0),
    "fediverse-fragment_activity__eb5cec58": ("a week of an instance", 0, 0),
    "fediverse-fragment_card_string_size__c435d9f1": ("a preview card", 0, 0),
    "fediverse-fragment_instance_pixelfed__c107ed05": ("an instance", 0, 0),
    "fediverse-fragment_instancev2_pleroma__7f7394ec": ("an instance", 0, 0),
    "fediverse-fragment_list__9d4ff9d4": ("a list", 0, 0),
    "fediverse-fragment_mastodon__39e87503": ("an instance", 0, 0),
    "fediverse-fragment_pleroma__87ad2c87": ("an instance", 0, 0),
    "fediverse-fragment_post_akkoma_quote__883d520b": ("a post", 1, 0),
    "fediverse-fragment_post_source_mastodon__f730f740": ("the source of a post", 0, 0),
    "fediverse-fragment_streaming_error__9d591ab3": ("an error", 0, 0),
    "fediverse-fragment_streaming_update__0abaf792": ("an event of a stream", 1, 0),
}


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask a server on this machine without the pause between requests."""
    monkeypatch.setattr(source, "SPACING", 0.0)
    monkeypatch.setattr(threads, "SPACING", 0.0)


def fixture(name: str) -> Any:
    """Return the JSON value of a file of ours."""
    return json.loads((FIXTURES / f"mastodon_{name}.json").read_bytes())


def understood(data: Any, now: datetime = NOW, rules: Rules | None = None) -> Payload:
    """Return what a JSON value holds."""
    return mastodon.answers.understood(data, "the answer", now, rules or Rules())


def of_table(name: str, data_dir: Path) -> tuple[Any, Payload]:
    """Return a stored answer, and what it is read as."""
    body = (data_dir / "api" / "mastodon" / f"{name}.json").read_bytes()
    return json.loads(body), mastodon.read(body, name, LATER)


@pytest.mark.corpus
def test_no_stored_answer_is_left_out(data_dir: Path) -> None:
    """The table names every file."""
    assert {path.stem for path in (data_dir / "api" / "mastodon").glob("*.json")} == ANSWERS.keys()


@pytest.mark.corpus
@pytest.mark.parametrize("name", ANSWERS)
def test_a_stored_answer_is_told_for_what_it_is(name: str, data_dir: Path) -> None:
    """Each has its name, its count of records and of what was left out, and no problem; errors are told."""
    _, found = of_table(name, data_dir)
    assert (found.what, len(found.records), sum(found.dropped.values())) == ANSWERS[name]
    assert found.problems == ()
    assert (found.error is not None) == (found.what == "an error")


def statuses_in(data: Any) -> list[dict[str, Any]]:
    """Return the statuses of an answer, by the shape of the answers alone."""
    if isinstance(data, list):
        return [one for one in data if "uri" in one and "visibility" in one]
    if data.get("event") == "update":
        return [json.loads(data["payload"])]
    if "ancestors" in data:
        return [*data["ancestors"], *data["descendants"]]
    return data["statuses"] if "hashtags" in data else [data] if "visibility" in data else []


def is_to_be_kept(status: dict[str, Any]) -> bool:
    """Whether it is somebody's own public post who doesn't ask robots to stay away."""
    account = status["account"]
    bridged = account["acct"].endswith("@bsky.brid.gy")
    asks = account.get("noindex") is True
    silent = not words_of(status["content"])
    return status["visibility"] == "public" and not (status["reblog"] or asks or bridged or silent)


def in_full(status: dict[str, Any]) -> str:
    """Return the author's handle with the host."""
    acct = status["account"]["acct"]
    home = status["account"]["url"].split("/")[2]
    return f"@{acct}" if "@" in acct else f"@{acct}@{home}"


@pytest.mark.corpus
@pytest.mark.parametrize("name", ANSWERS)
def test_records_agree_with_the_answer_in_every_field(name: str, data_dir: Path) -> None:
    """Ids, author, time, words, address, counts, language and parent are those of the payload."""
    data, found = of_table(name, data_dir)
    expected = [status for status in statuses_in(data) if is_to_be_kept(status)]
    assert [one.id for one in found.records] == [f"mastodon:{status['uri']}" for status in expected]
    uris = {status["id"]: f"mastodon:{status['uri']}" for status in statuses_in(data)}
    for one, status in zip(found.records, expected, strict=True):
        assert one.author == in_full(status)
        assert one.published_at == datetime.fromisoformat(status["created_at"]).replace(microsecond=0)
        assert "".join(one.text.split()) == words_of(status["content"])
        assert (one.url, one.title, one.kind) == (status["url"], status["spoiler_text"] or None, "post")
        assert one.engagement.model_dump() == {
            "likes": status["favourites_count"],
            "reposts": status["reblogs_count"],
            "replies": status["replies_count"],
            "score": None,
        }
        assert one.language == status["language"]
        assert one.reply_to == uris.get(status["in_reply_to_id"])
        subjects = {tag["url"] for tag in status["tags"]} | {one["url"] for one in status["mentions"]}
        assert not subjects & set(one.links)
        assert not status["card"] or status["card"]["url"] in one.links


def test_a_timeline_gives_posts_and_says_what_it_left_out() -> None:
    """Of our own timeline each post is a record, left out for a reason, or a problem that names its field."""
    found = understood(fixture("timeline"))
    assert [one.id.removeprefix("mastodon:https://") for one in found.records] == [
        "other.example/users/bo/statuses/116230000000000004",
        "social.example/users/ada/statuses/116230000000000003",
        "other.example/users/cleo/statuses/116230000000000002",
        "social.example/users/ada/statuses/116230000000000001",
    ]
    assert found.dropped == {
        "a boost": 1,
        "a copy from Bluesky": 1,
        "an automated account": 1,
        "its author asks to be left out": 2,
        "its author has not allowed searching": 1,
        "no words of its own": 1,
        "not public": 1,
    }
    (problem,) = found.problems
    assert (problem.place, problem.field) == ("the answer, status 13", "published_at")
    assert found.after == "116230000000000000"


def test_a_record_holds_what_the_status_says() -> None:
    """Words are plain, names and subjects are no links, a content warning is the title."""
    answer, thread, quote, opening = understood(fixture("timeline")).records
    assert opening.model_dump(mode="json") == {
        "id": f"{SOCIAL}116230000000000001",
        "platform": "mastodon",
        "kind": "post",
        "author": "@ada@social.example",
        "community": None,
        "url": "https://social.example/@ada/116230000000000001",
        "title": None,
        "text": "Open weights, again.\nSee https://papers.example/7b\n#AI",
        "language": "en",
        "published_at": "2026-03-15T09:00:00Z",
        "collected_at": "2026-03-15T12:00:00Z",
        "engagement": {"likes": 5, "reposts": 3, "replies": 2, "score": None},
        "reply_to": None,
        "links": ["https://papers.example/7b"],
    }
    assert (answer.text, answer.links, answer.language) == ("@ada Not open & not weights.", (), "de-AT")
    assert answer.reply_to == opening.id
    assert (thread.title, thread.reply_to) == ("Long thread", f"{SOCIAL}116230000000000000")
    assert quote.links == ("https://social.example/@ada/116230000000000001",)


@pytest.mark.parametrize(
    ("rules", "author"),
    [(Rules(bots=True), "@meter@social.example"), (Rules(unsearchable=True), "@quiet@other.example")],
)
def test_the_operator_may_keep_more(rules: Rules, author: str) -> None:
    """Automated accounts, and people who have not allowed searching, are kept where the settings say so."""
    kept = {one.author for one in understood(fixture("timeline"), rules=rules).records}
    assert author in kept
    assert not kept & {"@ghost@social.example", "@shy@social.example"}


def test_an_archive_of_ones_own_gives_what_was_public() -> None:
    """Of outbox.json public notes are records; boosts and what was for some are not; deletions are told."""
    body = (FIXTURES / "mastodon_outbox.json").read_bytes()
    found = mastodon.read(body, "outbox.json", NOW)
    first, answer = found.records
    assert found.what == "an export"
    assert (first.id, first.author, first.text) == (
        f"{SOCIAL}1", "@ada@social.example", "Mine, and for everyone. A paper",
    )  # fmt: skip
    assert (first.engagement.likes, first.engagement.reposts) == (4, None)
    assert (first.language, first.links) == ("en", ("https://papers.example/7b",))
    assert answer.reply_to == "mastodon:https://other.example/users/bo/statuses/9"
    assert answer.title == "A warning"
    assert found.dropped == {"a boost": 1, "not public": 2}
    assert [(one.record, one.reason) for one in found.removed] == [(f"{SOCIAL}6", "deleted")]
    assert [one.field for one in found.problems] == ["published_at"]


@pytest.mark.parametrize(
    ("body", "what", "error"),
    [
        (b"", "no answer of Mastodon", "found nothing"),
        (b"<html>", "no answer of Mastodon", "found a page"),
        (b'{"a": 1}', "no answer of Mastodon", "found other JSON"),
        (b"[]", "an empty list", None),
        (b'{"error": "No", "error_description": "Come in first"}', "an error", "No: Come in first"),
        (b'{"error": {"detail": "Gone"}}', "an error", "Gone"),
        (b'{"event": "delete", "payload": "116"}', "an event of a stream", None),
        (b'{"event": "update", "payload": "{"}', "no answer of Mastodon", "breaks off"),
    ],
)
def test_other_answers_are_typed(body: bytes, what: str, error: str | None) -> None:
    """What isn't a post is named, and an error is told in the server's words."""
    found = mastodon.read(body, "the answer", NOW)
    assert found.what == what
    assert found.records == ()
    assert error in found.error if error and found.error else found.error is error


@settings(max_examples=150)
@given(st.sampled_from(("timeline", "thread", "outbox")).flatmap(lambda name: damaged(fixture(name))))
def test_no_damage_to_an_answer_raises(data: Any) -> None:
    """Whatever stands in place of whatever: a payload comes, and its records are records."""
    found = mastodon.read(json.dumps(data).encode(), "the answer", NOW)
    assert all(one.platform == "mastodon" and (one.text or one.title) for one in found.records)
    assert found.records or found.error or found.dropped or found.problems or found.what


@given(st.binary(max_size=200))
def test_no_bytes_raise(body: bytes) -> None:
    """Any bytes are read as something."""
    assert mastodon.read(body, "the answer", NOW).what


def test_marks_without_an_end_take_no_time_of_their_own() -> None:
    """A text of nothing but openings of links is read to its end."""
    status = fixture("timeline")[11]
    found = understood([{**status, "content": "<a " * 60_000 + "word"}])
    assert len(found.records) + len(found.problems) + sum(found.dropped.values()) == 1


# The source, against a server


def made(minutes: int, number: int = 0, *, local: bool = True, **more: Any) -> dict[str, Any]:
    """Return a status written so many minutes before NOW; its id is made of that time."""
    when = NOW - timedelta(minutes=minutes)
    own = str(int(ids.before(when)) + 1 + number)
    home = "social.example" if local else "other.example"
    base = fixture("timeline")[11]
    return {
        **base,
        "id": own,
        "uri": f"https://{home}/users/ada/statuses/{own}",
        "created_at": when.isoformat(),
        "content": f"<p>Minute {minutes}</p>",
        **more,
    }


class FakeServer:
    """A server with one timeline for every tag, that pages as Mastodon does and logs what it was asked."""

    def __init__(self, server: HTTPServer, statuses: list[dict[str, Any]]) -> None:
        self.statuses = statuses
        self.asked: list[Request] = []
        self.instead: dict[str, Response] = {}
        self.fails_after = 1000  # requests
        self.pages = True
        self.url = server.url_for("").rstrip("/")
        server.clear()
        server.expect_request("/api/v1/statuses").respond_with_handler(self.several)
        server.expect_request("/api/v1/timelines/public").respond_with_handler(self.timeline)
        for tag in ("ai", "llm"):
            server.expect_request(f"/api/v1/timelines/tag/{tag}").respond_with_handler(self.timeline)

    def timeline(self, request: Request) -> Response:
        """Answer with a page, newest first: the newest, those next after ``min_id`` or before ``max_id``."""
        self.asked.append(request)
        if len(self.asked) > self.fails_after:
            return Response(status=500)
        if request.path in self.instead:
            return self.instead[request.path]
        every = sorted(self.statuses, key=lambda one: ids.order(one["id"]))
        limit = int(request.args["limit"])
        if not self.pages:
            every = every[-limit:]
        elif "min_id" in request.args:
            every = [one for one in every if ids.order(one["id"]) > ids.order(request.args["min_id"])][:limit]
        elif "max_id" in request.args:
            every = [one for one in every if ids.order(one["id"]) < ids.order(request.args["max_id"])][
                -limit:
            ]
        return Response(json.dumps(every[::-1][:limit]), content_type="application/json")

    def several(self, request: Request) -> Response:
        """Answer with the parents that are asked for by their numbers."""
        self.asked.append(request)
        wanted = set(request.args.getlist("id[]"))
        return Response(json.dumps([one for one in self.statuses if one["id"] in wanted]))

    def source(self, **more: Any) -> Source:
        """Return the source that the settings make of this server."""
        server = {"base_url": self.url, "tags": more.pop("tags", ["AI"]), **more.pop("server", {})}
        environment = more.pop("environment", {})
        (found,) = mastodon.sources(mastodon.Settings(servers=(server,), **more), environment)  # type: ignore[arg-type]
        return found


@pytest.fixture
def fake(httpserver: HTTPServer) -> FakeServer:
    """Give a server whose timelines hold 100 posts, one a minute."""
    return FakeServer(httpserver, [made(minutes) for minutes in range(100)])


def run(asked: Source, tmp_path: Path, **task: Any) -> list[Batch]:
    """Return the batches of one run."""
    return gathered(tmp_path, lambda client: asked.batches(client, Task(**{"now": NOW, **task})))


def ids_of(batches: list[Batch]) -> list[str]:
    """Return the ids of all records, in order."""
    return [record.id for batch in batches for record in batch.records]


def minutes_of(batches: list[Batch]) -> set[int]:
    """Return how many minutes before NOW the records were written."""
    return {
        round((NOW - one.published_at).total_seconds() / 60) for batch in batches for one in batch.records
    }


def test_the_first_run_goes_back_as_far_as_asked_and_then_forward(fake: FakeServer, tmp_path: Path) -> None:
    """Only the hours that are set are read, 40 a page, each post once."""
    batches = run(fake.source(first_hours=1), tmp_path)
    assert minutes_of(batches) == set(range(61))
    assert len(ids_of(batches)) == len(set(ids_of(batches))) == 61
    assert [len(batch.records) for batch in batches] == [40, 21, 0]
    assert batches[-1].cursor == json.dumps({"tag/ai": fake.statuses[0]["id"]})
    assert all(request.args["limit"] == "40" for request in fake.asked)


def test_the_next_run_goes_on_and_finds_who_came_late(fake: FakeServer, tmp_path: Path) -> None:
    """After the cursor comes what is new, and of the minutes before it what arrived late from elsewhere."""
    cursor = run(fake.source(), tmp_path)[-1].cursor
    fake.statuses += [made(-5), made(10, 7, local=False)]
    new = ids_of(run(fake.source(), tmp_path, now=NOW + timedelta(hours=1), cursor=cursor))
    assert {f"mastodon:{one['uri']}" for one in fake.statuses[-2:]} <= set(new)
    assert len(new) == 2 + 16  # the quarter of an hour before is looked through again


def test_a_cap_leaves_the_rest_to_the_next_runs(fake: FakeServer, tmp_path: Path) -> None:
    """With 30 a run nothing is skipped: the runs together have all, without a gap."""
    cursor, found, gaps = None, set(), []
    for _ in range(5):
        batches = run(fake.source(most_records=30, overlap_minutes=0), tmp_path, cursor=cursor)
        assert len(ids_of(batches)) <= 30
        found |= minutes_of(batches)
        gaps += [gap for batch in batches for gap in batch.gaps]
        cursor = batches[-1].cursor
    assert (found, gaps) == (set(range(100)), [])


def test_a_cap_does_not_stick_in_what_was_read_before(
    fake: FakeServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long the stretch that is read again, and however low the cap, a run gets on."""
    monkeypatch.setattr(timelines, "MOST_AGAIN", 2)
    cursor, found = None, set()
    for _ in range(10):
        batches = run(fake.source(most_records=15, overlap_minutes=600), tmp_path, cursor=cursor)
        found |= minutes_of(batches)
        cursor = batches[-1].cursor
    assert found == set(range(100))


def test_timelines_take_turns(fake: FakeServer, tmp_path: Path) -> None:
    """A cap is not used up by the first timeline alone."""
    cursor = run(fake.source(tags=["ai", "llm"], most_records=80), tmp_path)[-1].cursor
    assert cursor is not None
    assert set(json.loads(cursor)) == {"tag/ai", "tag/llm"}


def test_ids_that_tell_no_time_are_read_backward_first(fake: FakeServer, tmp_path: Path) -> None:
    """On a Pleroma the first run pages backward, and the next goes forward from its newest."""
    fake.statuses = [
        {**made(minutes), "id": f"A{900 - minutes}xyz", "uri": f"https://p.example/objects/{minutes}"}
        for minutes in range(100)
    ]
    first = run(fake.source(first_hours=1), tmp_path)
    assert minutes_of(first) == set(range(61))
    assert [batch.cursor for batch in first][:-1] == [None, json.dumps({"tag/ai": "A900xyz"})]
    fake.statuses.append({**made(-5), "id": "A905xyz", "uri": "https://p.example/objects/new"})
    second = run(fake.source(), tmp_path, now=NOW + timedelta(hours=1), cursor=first[-1].cursor)
    assert ids_of(second) == ["mastodon:https://p.example/objects/new"]


def test_a_reply_learns_its_parent_from_the_server(fake: FakeServer, tmp_path: Path) -> None:
    """A timeline gives the parent's number only; its address is asked for, once."""
    parent = made(2000, local=False)
    reply = {**made(-1), "in_reply_to_id": parent["id"], "in_reply_to_account_id": "77"}
    fake.statuses += [parent, reply]
    batches = run(fake.source(first_hours=1), tmp_path, now=NOW + timedelta(minutes=2))
    (found,) = [one for batch in batches for one in batch.records if one.id == f"mastodon:{reply['uri']}"]
    assert found.reply_to == f"mastodon:{parent['uri']}"
    assert [request.path for request in fake.asked].count("/api/v1/statuses") == 1


def test_one_timeline_that_is_refused_stops_no_other(fake: FakeServer, tmp_path: Path) -> None:
    """It is told in words what is to be done, the others are read, and its place in the cursor stays."""
    refusal = Response('{"error": "This method requires an authenticated user"}', status=422)
    fake.instead["/api/v1/timelines/tag/llm"] = refusal
    batches = run(fake.source(tags=["ai", "llm"]), tmp_path, cursor='{"tag/llm": "1"}')
    assert len(ids_of(batches)) == 100
    error, cursor = batches[-1].error or "", json.loads(batches[-1].cursor or "")
    assert error.startswith("tag/llm: answered 422")
    assert "This method requires an authenticated user" in error
    assert "NEWSDESK_MASTODON_TOKEN_" in error
    assert cursor == {"tag/ai": fake.statuses[0]["id"], "tag/llm": "1"}


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Response("slow down", status=429, headers={"Retry-After": "3600"}), "answered 429"),
        (Response("oops", status=503), "answered 503"),
        (Response("[{", content_type="application/json"), "breaks off"),
        (Response("<html>", content_type="text/html"), "found a page"),
        (Response('{"title": "x"}'), "other JSON"),
    ],
)
def test_a_fault_is_told_and_the_cursor_stays(
    answer: Response, told: str, fake: FakeServer, tmp_path: Path
) -> None:
    """Whatever a server answers instead of a timeline is the batch's error; nothing is lost by it."""
    fake.instead["/api/v1/timelines/tag/ai"] = answer
    (batch,) = run(fake.source(), tmp_path, cursor='{"tag/ai": "116000000000000000"}')
    assert told in (batch.error or "")
    assert (batch.records, batch.cursor) == ((), '{"tag/ai": "116000000000000000"}')


def test_an_error_in_the_middle_keeps_what_was_read(fake: FakeServer, tmp_path: Path) -> None:
    """The page before is kept with its cursor; the error comes last."""
    fake.fails_after = 2  # a look at where to begin, and one page
    first, last = run(fake.source(), tmp_path)
    assert (len(first.records), first.error) == (40, None)
    assert "answered 500" in (last.error or "")
    assert last.cursor == first.cursor == json.dumps({"tag/ai": fake.statuses[60]["id"]})


def test_a_first_look_that_fails_begins_anew(fake: FakeServer, tmp_path: Path) -> None:
    """Read backward and broken off, nothing is taken for read: the next run begins again."""
    fake.statuses = [{**one, "id": f"A{number:03}"} for number, one in enumerate(fake.statuses[::-1])]
    fake.fails_after = 1
    batches = run(fake.source(), tmp_path)
    assert len(ids_of(batches)) == 40
    assert [batch.cursor for batch in batches] == [None, None]


def test_a_server_that_does_not_page_comes_to_an_end(fake: FakeServer, tmp_path: Path) -> None:
    """The same page again and again is told as what it is, after two requests."""
    fake.pages = False
    cursor = json.dumps({"tag/ai": fake.statuses[99]["id"]})
    batches = run(fake.source(), tmp_path, cursor=cursor)
    assert "gives the same page again" in (batches[-1].error or "")
    assert len(fake.asked) == 2


def test_a_server_that_never_ends_is_left(
    fake: FakeServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages have a number that isn't passed, even where nothing on them is kept; the rest is for later."""
    monkeypatch.setattr(timelines, "MOST_PAGES", 3)
    fake.statuses = [made(minutes, visibility="unlisted") for minutes in range(1000)]
    batches = run(fake.source(), tmp_path)
    assert len(fake.asked) == 3
    assert batches[-1].error is None
    assert batches[-1].cursor == json.dumps({"tag/ai": fake.statuses[1000 - 80]["id"]})


def test_a_tag_that_nobody_used_is_no_fault(fake: FakeServer, tmp_path: Path) -> None:
    """Mastodon answers 404 for it, with its own words; that of another program is a fault."""
    fake.instead["/api/v1/timelines/tag/ai"] = Response('{"error": "Record not found"}', status=404)
    (batch,) = run(fake.source(), tmp_path)
    assert (batch.error, batch.records) == (None, ())
    fake.instead["/api/v1/timelines/tag/ai"] = Response("<html>", status=404)
    (batch,) = run(fake.source(), tmp_path)
    assert "answered 404" in (batch.error or "")


def test_a_token_goes_to_its_server_and_is_never_shown(fake: FakeServer, tmp_path: Path) -> None:
    """The token of this host is sent; where it isn't accepted, it is named and not told."""
    host = fake.url.removeprefix("http://").replace(".", "_").replace(":", "_").upper()
    environment = {f"NEWSDESK_MASTODON_TOKEN_{host}": "s3cret", "NEWSDESK_MASTODON_TOKEN_OTHER_EXAMPLE": "x"}
    asked = fake.source(environment=environment, first_hours=1)
    run(asked, tmp_path)
    assert {request.headers["Authorization"] for request in fake.asked} == {"Bearer s3cret"}
    fake.instead["/api/v1/timelines/tag/ai"] = Response('{"error": "The token is invalid"}', status=401)
    batches = run(asked, tmp_path)
    assert "make a new one" in (batches[-1].error or "")
    assert "s3cret" not in repr((asked, batches))


def test_public_timelines_are_asked_as_they_are_called(fake: FakeServer, tmp_path: Path) -> None:
    """That of its own people, and that of all it knows, each have their place."""
    asked = fake.source(tags=[], server={"local": True, "federated": True})
    cursor = json.loads(run(asked, tmp_path)[-1].cursor or "")
    assert set(cursor) == {"local", "federated"}
    assert {request.args.get("local") for request in fake.asked} == {"true", None}


@pytest.mark.parametrize("cursor", ["", "{", "[]", "null", '{"tag/ai": 5}', "[" * 100_000])
def test_a_cursor_that_is_not_ours_says_nothing(cursor: str, fake: FakeServer, tmp_path: Path) -> None:
    """The source then begins as if for the first time."""
    assert len(ids_of(run(fake.source(), tmp_path, cursor=cursor))) == 100


@pytest.mark.parametrize(
    "wrong",
    [
        {"base_url": "https://social.example"},
        {"base_url": "https://social.example/about", "local": True},
        {"base_url": "ftp://social.example", "local": True},
        {"base_url": "https://social.example", "tags": ["open source"]},
        {"local": True},
    ],
)
def test_a_server_that_cannot_be_asked_is_a_wrong_setting(wrong: dict[str, Any]) -> None:
    """It has an address without a path, and at least one timeline; a tag is one word."""
    with pytest.raises(ValidationError):
        mastodon.Settings(servers=(wrong,))  # type: ignore[arg-type]


def test_a_first_look_that_others_break_off_begins_anew(fake: FakeServer, tmp_path: Path) -> None:
    """Where the server is lost in the middle, what was read backward so far is not taken for all."""
    fake.statuses = [{**one, "id": f"A{number:03}"} for number, one in enumerate(fake.statuses[::-1])]
    fake.instead["/api/v1/timelines/tag/llm"] = Response(status=503)
    batches = run(fake.source(tags=["ai", "llm"]), tmp_path)
    assert len(ids_of(batches)) == 40
    assert batches[-1].cursor is None


def test_the_command_saves_each_post_once(newsroom: Layout, fake: FakeServer) -> None:
    """Through the composer the second run adds nothing."""
    beats = "beats: [{slug: a, name: A, group: technical, description: B., match: {any: [minute]}}]\n"
    own = {"enabled": True, "servers": [{"base_url": fake.url, "tags": ["ai", "llm"]}]}
    config = parse(beats + json.dumps({"mastodon": own}).replace('{"mastodon"', 'sources: {"mastodon"', 1))
    limits = Limits(attempts=1, spacing=0.0)
    first, *_ = collect(newsroom, config, now=NOW, limits=limits).sources
    second, *_ = collect(newsroom, config, now=NOW + timedelta(hours=1), limits=limits).sources
    assert first.source == second.source
    assert (first.new, first.error, second.new, second.error) == (100, None, 0, None)


# What stands around a post


@pytest.fixture
def post(fake: FakeServer) -> Record:
    """Give a record of a post that the server has."""
    number = "116230000000000015"
    url = f"{fake.url}/@ada/{number}"
    return make_record(1, id=f"mastodon:{fake.url}/users/ada/statuses/{number}", platform="mastodon", url=url)


def surroundings(fake: FakeServer) -> Any:
    """Return what can be asked about single posts; the server is one that the operator wrote."""
    own = {"base_url": fake.url, "local": True}
    return mastodon.surroundings(mastodon.Settings(servers=(own,)), {})  # type: ignore[arg-type]


def test_parent_and_top_replies_are_kept(
    fake: FakeServer, httpserver: HTTPServer, post: Record, tmp_path: Path
) -> None:
    """Of a thread come what the post answers and its direct replies, the most noticed first."""
    path = "/api/v1/statuses/116230000000000015/context"
    httpserver.expect_request(path).respond_with_json(fixture("thread"))
    (batch,) = gathered(tmp_path, lambda client: surroundings(fake).around(client, [post], Task(now=NOW)))
    assert batch.as_is
    assert [(one.text.partition(".")[0], one.reply_to == post.id) for one in batch.records] == [
        ("Open weights, again", False),
        ("Best answer", True),
        ("First answer", True),
    ]


@pytest.mark.parametrize(
    ("api", "page", "verdict"),
    [
        (Response('{"error": "Record not found"}', status=404), Response(""), "gone"),
        (Response('{"error": "Gone"}', status=410), Response(""), "gone"),
        (Response("<html>", status=404), Response("", status=404), "gone"),
        (Response("<html>", status=404), Response("<html>"), "there"),
        (Response("<html>"), Response("<html>", status=410), "gone"),
        (Response(json.dumps(made(1))), Response("", status=404), "there"),
        (Response('{"error": "Only for members"}', status=401), Response("", status=404), "not told"),
        (Response("", status=500), Response("", status=500), "not told"),
    ],
)
def test_only_a_clear_word_says_that_a_post_is_gone(
    api: Response,
    page: Response,
    verdict: str,
    fake: FakeServer,
    httpserver: HTTPServer,
    post: Record,
    tmp_path: Path,
) -> None:
    """404 and 410 of the API, or of the page where there is no such API; anything else is a problem."""
    httpserver.expect_request("/api/v1/statuses/116230000000000015").respond_with_response(api)
    httpserver.expect_request("/@ada/116230000000000015").respond_with_response(page)
    (batch,) = gathered(
        tmp_path, lambda client: surroundings(fake).still_there(client, [post], Task(now=NOW))
    )
    gone = [(one.record, one.reason) for one in batch.removed]
    assert (gone == [(post.id, "gone")]) == (verdict == "gone")
    assert bool(batch.checked) == (verdict != "not told") == (not batch.problems)


def test_a_server_that_the_operator_did_not_write_may_not_be_private(
    fake: FakeServer, post: Record, tmp_path: Path
) -> None:
    """A record that names a private address leads nowhere."""
    asked = mastodon.surroundings(mastodon.Settings(), {})
    batches = gathered(tmp_path, lambda client: asked.around(client, [post], Task(now=NOW)))
    assert "private address" in str(batches[0].problems[0])
    assert fake.asked == []
