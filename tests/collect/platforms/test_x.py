"""X: real answers read exactly, own ones in every form, and the source against a server on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from answers_of_platforms import LATER, NOW, fixture, gathered, ids, mutated
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from newsdesk.collect.payload import Removal
from newsdesk.collect.platforms import x
from newsdesk.collect.source import Batch, Task
from newsdesk.records import iso

KEY = {"NEWSDESK_X_BEARER_TOKEN": "bearer-of-news"}
PAGE = json.loads(fixture("x_page.json"))
OLDER = json.loads(fixture("x_tweets.js").split(b"=", 1)[1])
HOUR = timedelta(hours=1)

#: What each kind of real answer is called, by the beginning of its file's name.
WHAT = {
    "2_tweets_counts": "counts",
    "2_tweets_id__": "a post",
    "2_tweets_id_quote": "a page of posts",
    "2_tweets_id_retweeted": "accounts",
    "2_tweets_search": "a page of posts",
    "twarc-jsonl_flat": "pages of posts",
    "twarc-jsonl": "a page of posts",
}


def posts_of(body: str) -> Iterator[tuple[dict[str, Any], str | None]]:
    """Yield each post of a real answer with its account's name: an independent reading."""
    try:
        pages = [json.loads(body)]
    except ValueError:
        pages = [json.loads(line) for line in body.splitlines()]
    for page in pages:
        names = {user["id"]: user["username"] for user in page.get("includes", {}).get("users", [])}
        data = page.get("data", [page])
        for one in data if isinstance(data, list) else [data]:
            if "text" in one:
                yield one, one.get("author", {}).get("username") or names.get(one.get("author_id"))


def is_repost(post: dict[str, Any]) -> bool:
    """Whether it only repeats another."""
    kinds = [one["type"] for one in post.get("referenced_tweets", [])]
    return "retweeted" in kinds or post["text"].startswith("RT @")


def answered(post: dict[str, Any]) -> str | None:
    """Return what a post answers, else what it quotes."""
    told = {one["type"]: one["id"] for one in post.get("referenced_tweets", [])}
    found = told.get("replied_to") or told.get("quoted")
    return f"x:{found}" if found else None


def bare(words: str) -> list[str]:
    """Return the words without addresses, whose form changes."""
    told = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return [word for word in told.split() if "://" not in word]


def outside(addresses: Iterable[str]) -> list[str]:
    """Return the addresses that lead away from X: others may be the post's own pictures."""
    return [address for address in addresses if "twitter.com/" not in address]


@pytest.mark.corpus
def test_real_answers_hold_exactly_what_stands_in_them(data_dir: Path) -> None:
    """Every real answer is called by what it is; each post that is no repost is a record with its fields."""
    files = sorted((data_dir / "api" / "x").iterdir())
    assert files
    for path in files:
        body = path.read_text(encoding="utf-8")
        found = x.read(path.read_bytes(), path.name, LATER)
        assert found.what == next(what for name, what in WHAT.items() if path.name.startswith(name))
        assert (found.error, found.problems, found.removed) == (None, (), ()), path.name
        every = list(posts_of(body)) if "post" in found.what else []
        own = [(post, name) for post, name in every if not is_repost(post)]
        assert sum(found.dropped.values()) == len(every) - len(own), path.name
        assert [record.id for record in found.records] == [f"x:{post['id']}" for post, _ in own]
        for (post, name), record in zip(own, found.records, strict=True):
            metrics = post.get("public_metrics", {})
            told = record.engagement
            assert record.author == (f"@{name}" if name else None)
            assert record.url == f"https://x.com/{name or 'i'}/status/{post['id']}"
            if "created_at" in post:
                written = datetime.fromisoformat(post["created_at"])
                assert record.published_at == written.replace(microsecond=0)
            assert bare(record.text) == bare(post["text"])
            assert (told.likes, told.reposts, told.replies, told.score) == (
                metrics.get("like_count"),
                metrics.get("retweet_count"),
                metrics.get("reply_count"),
                None,
            )
            assert record.reply_to == answered(post)
            assert record.language == post.get("lang")
            urls = post.get("entities", {}).get("urls", [])
            shown = [url.get("unwound_url", url["expanded_url"]) for url in urls]
            assert outside(record.links) == list(dict.fromkeys(outside(shown)))


@pytest.mark.corpus
def test_an_id_tells_when_a_post_without_a_time_was_published(data_dir: Path) -> None:
    """Posts of an answer with default fields get the time in their ids: some real ones write it in words."""
    path = next((data_dir / "api" / "x").glob("2_tweets_search_recent__*"))
    records = x.read(path.read_bytes(), path.name, LATER).records
    assert len(records) == 10
    for record in records:
        written = datetime.fromisoformat(record.text.removesuffix(" tweepy") + "+00:00")
        assert timedelta() <= record.published_at - written.replace(microsecond=0) <= timedelta(seconds=2)


def test_a_page_keeps_what_is_public_and_said() -> None:
    """Short addresses are written out, long texts whole; others are told, as are earlier versions."""
    found = x.read(fixture("x_page.json"), "page", NOW)
    assert (found.what, found.after) == ("a page of posts", "nexttoken1")
    assert found.dropped == {"a repost": 1, "of a protected account": 1}
    assert found.removed == (
        Removal("x:2033100000000000005", "removed"),
        Removal("x:2033099999999999999", "gone"),
        Removal("x:2033000000000000008", "gone"),
    )
    first, answer, unknown = found.records
    assert first.text == "Open weights & shut cases: https://paper.example/open-weights"
    assert first.links == ("https://paper.example/open-weights",)
    assert (first.author, first.language) == ("@quietloop", "en")
    assert (first.engagement.likes, first.engagement.reposts, first.engagement.replies) == (30, 4, 2)
    assert answer.text == "Answered at length, <all of it>."
    assert (answer.reply_to, answer.language, answer.links) == ("x:2033100000000000001", None, ())
    assert (unknown.author, unknown.url) == (None, "https://x.com/i/status/2033100000000000006")
    assert [problem.field for problem in found.problems] == ["id"]


def test_a_text_of_many_short_addresses_stays_small() -> None:
    """However often a short address stands in a text and in its list, the record has the usual length."""
    long = f"https://{'b' * 1900}.example/"
    entities = {"urls": [{"url": "https://t.co/a", "expanded_url": long}] * 2000}
    post = {"id": "2033100000000000001", "text": "https://t.co/a " * 20_000, "entities": entities}
    (record,) = x.read(json.dumps({"data": [post]}).encode(), "page", NOW).records
    assert (len(record.text) <= 10_000, record.links) == (True, (long,))


def test_an_export_is_its_account_s() -> None:
    """An archive's posts bear the name that its own pictures give; without one they have no author."""
    found = x.read(fixture("x_tweets.js"), "tweets.js", NOW)
    assert found.what == "an export of tweets"
    assert [(one.id, one.author, one.reply_to) for one in found.records] == [
        ("x:2033100000000000001", "@quietloop", None),
        ("x:2033100000000000007", "@quietloop", "x:2033100000000000002"),
    ]
    first = found.records[0]
    assert first.text == "Open weights & shut cases: https://paper.example/open-weights"
    assert iso(first.published_at) == "2026-03-15T09:50:00Z"
    assert (first.engagement.likes, first.engagement.reposts, first.engagement.replies) == (30, 4, None)
    assert found.dropped == {"a repost": 1}
    assert [problem.field for problem in found.problems] == ["published_at"]
    nameless = b"window.YTD.tweet.part0 = " + json.dumps(OLDER[1:2]).encode()
    assert [one.author for one in x.read(nameless, "tweet.js", NOW).records] == [None]


def test_other_files_of_an_export_hold_no_posts() -> None:
    """Deleted posts are removals without words; the account's own data is read by nobody."""
    deleted = b"window.YTD.deleted_tweets.part0 = " + json.dumps(OLDER[:1]).encode()
    gone = x.read(deleted, "deleted-tweets.js", NOW)
    assert (gone.records, gone.removed) == ((), (Removal("x:2033100000000000001", "deleted"),))
    account = b'window.YTD.account.part0 = [{"account": {"username": "quietloop", "phoneNumber": "0"}}]'
    found = x.read(account, "account.js", NOW)
    assert (found.what, found.records, found.error) == ("an export of account", (), None)
    assert "found JSON that breaks off" in (x.read(account[:60], "account.js", NOW).error or "")


def test_older_answers_are_read_as_newer_ones() -> None:
    """Posts in the form of API v1.1, listed or found by a search, are read with their accounts' names."""
    more = {"user": {"screen_name": "mirapost"}, "quoted_status_id_str": "2033100000000000002"}
    post = {**OLDER[0]["tweet"], **more}
    for data in ([post], {"statuses": [post]}):
        (record,) = x.read(json.dumps(data).encode(), "v1.1", NOW).records
        assert (record.author, record.reply_to) == ("@mirapost", "x:2033100000000000002")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"title": "Unauthorized", "type": "about:blank", "status": 401}, "Unauthorized"),
        ({"errors": [{"code": 88, "message": "Rate limit exceeded"}]}, "Rate limit exceeded"),
        ({"errors": [{"message": "Bad query"}], "title": "Invalid Request"}, "Invalid Request, Bad query"),
        ([], None),
        ("nothing", "found other JSON"),
    ],
)
def test_an_error_is_told_in_x_s_words(answer: Any, told: str | None) -> None:
    """What X says of a fault is the error."""
    found = x.read(json.dumps(answer).encode(), "error", NOW)
    assert (found.error is None) == (told is None)
    assert (told or "") in (found.error or "")
    assert found.records == ()


@given(mutated(PAGE, [entry["tweet"] for entry in OLDER], PAGE["data"][0]))
def test_a_mutated_answer_is_read_or_reported(body: bytes) -> None:
    """Whatever is missing or of another type, nothing is raised, and no repost gets through."""
    found = x.read(body, "mutated", NOW)
    assert not any(record.text.startswith("RT @quietloop:") for record in found.records)


@given(mutated(OLDER), st.sampled_from(["tweets", "tweet", "deleted_tweets", "account", "note_tweet"]))
def test_a_mutated_export_is_read_or_reported(body: bytes, kind: str) -> None:
    """A damaged archive raises nothing either."""
    found = x.read(f"window.YTD.{kind}.part0 = ".encode() + body, "mutated", NOW)
    assert found.what


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_reported(body: bytes) -> None:
    """No bytes raise."""
    assert x.read(body, "bytes", NOW).what


def settings(server: HTTPServer, **changes: Any) -> x.Settings:
    """Return settings that ask a server on loopback, without pauses."""
    base = server.url_for("/2")
    told = {"enabled": True, "queries": ["open weights"], "spacing": 0, "base_url": base, "first_hours": 4}
    return x.Settings.model_validate({**told, **changes})


class Site:
    """A server with a post every ten minutes that answers searches as X does and counts what it bills."""

    def __init__(self, server: HTTPServer) -> None:
        self.asked: list[dict[str, str]] = []
        self.billed: list[str] = []
        self.most = 10
        self.fail_from = 10**6
        self.endless = False
        self.posts = [self.post(NOW - number * timedelta(minutes=10)) for number in range(1, 400)]
        server.expect_request("/2/tweets/search/recent").respond_with_handler(self.search)
        server.expect_request("/2/tweets").respond_with_handler(self.look_up)

    def post(self, when: datetime) -> dict[str, Any]:
        """Return a post of that time; ids grow with time."""
        native = str(int(when.timestamp()) * 1_000_000_000)
        return {"id": native, "text": f"Open weights {native}", "created_at": iso(when), "author_id": "11"}

    def search(self, request: Request) -> Response:
        """Give the page of the posts between two times that a token asks for."""
        assert request.headers["Authorization"] == "Bearer bearer-of-news"
        asked = request.args.to_dict()
        self.asked.append(asked)
        if len(self.asked) >= self.fail_from:
            return Response(json.dumps({"title": "Too Many Requests", "detail": "Wait"}), status=429)
        start, end = asked.get("start_time", ""), asked.get("end_time", "9")
        found = [one for one in self.posts if start <= one["created_at"] < end]
        first = int(asked.get("next_token", "t0")[1:])
        wanted = min(self.most, int(asked["max_results"]))
        shown = found[first : first + wanted]
        self.billed.extend(one["id"] for one in shown)
        more = self.endless or first + wanted < len(found)
        meta = {"next_token": "t0" if self.endless else f"t{first + wanted}"} if more else {}
        users = {"users": [{"id": "11", "username": "quietloop"}]}
        return Response(json.dumps({"data": shown, "includes": users, "meta": meta}))

    def look_up(self, request: Request) -> Response:
        """Give those that there are, and say of the others that they aren't."""
        self.asked.append(request.args.to_dict())
        wanted = request.args["ids"].split(",")
        there = [one for one in self.posts if one["id"] in wanted]
        lost = sorted(set(wanted) - {one["id"] for one in there} - {"1"})  # of one it says nothing
        faults = [{"resource_type": "tweet", "resource_id": one, "title": "Not Found Error"} for one in lost]
        return Response(json.dumps({"data": there, "errors": faults}))


@pytest.fixture
def site(httpserver: HTTPServer) -> Site:
    """Give a server like X's."""
    return Site(httpserver)


def run(folder: Path, told: x.Settings, task: Task) -> list[Batch]:
    """Return the batches of the source."""
    (source,) = x.sources(told, KEY)
    return gathered(folder, lambda client: source.batches(client, task))


def last_cursor(batches: list[Batch]) -> str | None:
    """Return the cursor that holds in the end."""
    return next((batch.cursor for batch in reversed(batches) if batch.cursor), None)


def test_a_query_is_read_forward_and_once(tmp_path: Path, httpserver: HTTPServer, site: Site) -> None:
    """All posts since the last run are read in pages, and none is billed twice."""
    batches = run(tmp_path, settings(httpserver), Task(now=NOW))
    assert len(ids(batches)) == len(set(ids(batches))) == 24
    assert not any(batch.error or batch.gaps or batch.problems for batch in batches)
    assert site.asked[0]["query"] == "(open weights) -is:retweet"
    later = NOW + 2 * HOUR
    site.posts = [site.post(NOW + HOUR), *site.posts]
    again = run(tmp_path, settings(httpserver), Task(now=later, cursor=last_cursor(batches)))
    assert ids(again) == [f"x:{site.posts[0]['id']}"]
    assert len(site.billed) == len(set(site.billed))


@pytest.mark.parametrize("most", [10, 14, 20])
def test_a_ceiling_leaves_the_rest_to_the_next_runs(
    tmp_path: Path, httpserver: HTTPServer, site: Site, most: int
) -> None:
    """What a run may not read is read by the next ones: nothing is passed over, little is billed twice."""
    cursor, found = None, []
    for _ in range(6):
        batches = run(tmp_path, settings(httpserver, most_records=most), Task(now=NOW, cursor=cursor))
        assert len(ids(batches)) <= most
        assert not any(batch.error or batch.gaps for batch in batches)
        found += ids(batches)
        cursor = last_cursor(batches) or cursor
    assert len(set(found)) == 24
    assert len(site.billed) - len(set(site.billed)) <= 6  # the second in which a run ended is asked for again


def test_the_month_s_money_ends_the_reading(tmp_path: Path, httpserver: HTTPServer, site: Site) -> None:
    """Runs share what a month may cost, authors too, and say when it is spent; the next month begins anew."""
    told = settings(httpserver, most_dollars_month=0.3)
    batches = run(tmp_path, told, Task(now=NOW))
    assert len(site.billed) == 20
    (problem,) = batches[-1].problems
    assert "$0.30 spent on 20 posts" in problem.found
    spent = last_cursor(batches)
    (batch,) = run(tmp_path, told, Task(now=NOW + HOUR, cursor=spent))
    assert (len(site.billed), batch.records, len(batch.problems)) == (20, (), 1)
    site.posts = [site.post(NOW + timedelta(days=20))]
    batches = run(tmp_path, told, Task(now=NOW + timedelta(days=21), cursor=spent))
    assert len(ids(batches)) == 1


def test_a_dry_run_says_what_it_would_cost(tmp_path: Path, httpserver: HTTPServer, site: Site) -> None:
    """In a dry run nothing is asked, because asking is what costs."""
    (batch,) = run(tmp_path, settings(httpserver), Task(now=NOW, dry_run=True))
    assert (site.asked, batch.dropped) == ([], {"not asked in a dry run, up to $7.50": 500})


def test_what_x_no_longer_shows_is_a_gap(tmp_path: Path, httpserver: HTTPServer, site: Site) -> None:
    """After more than a week without a run the days that X no longer shows are told as a gap."""
    batches = run(tmp_path, settings(httpserver), Task(now=NOW))
    late = NOW + timedelta(days=9)
    again = run(tmp_path, settings(httpserver), Task(now=late, cursor=last_cursor(batches)))
    (gap,) = again[0].gaps
    assert gap.end < late - timedelta(days=6)
    assert "seven days" in gap.reason
    assert NOW - HOUR < gap.start <= NOW


def test_a_fault_in_the_middle_keeps_what_was_read(
    tmp_path: Path, httpserver: HTTPServer, site: Site
) -> None:
    """What came before a fault stays, and the next run goes on from there."""
    site.fail_from = 2
    batches = run(tmp_path, settings(httpserver), Task(now=NOW))
    assert len(ids(batches)) == 10
    assert "answered 429" in (batches[-1].error or "")
    assert "X says: Too Many Requests, Wait" in (batches[-1].error or "")
    site.fail_from = 10**6
    again = run(tmp_path, settings(httpserver), Task(now=NOW, cursor=last_cursor(batches)))
    assert len({*ids(batches), *ids(again)}) == 24


def test_one_query_s_fault_does_not_stop_the_next(tmp_path: Path, httpserver: HTTPServer, site: Site) -> None:
    """A query that X refuses is told; the others are asked."""
    site.fail_from = 1
    batches = run(tmp_path, settings(httpserver, queries=["a", "b"]), Task(now=NOW))
    assert {asked["query"] for asked in site.asked} == {"(a) -is:retweet", "(b) -is:retweet"}
    assert [bool(batch.error) for batch in batches] == [True, True]


def test_an_endless_answer_ends(tmp_path: Path, httpserver: HTTPServer, site: Site) -> None:
    """A server that gives the same next page again is left before it costs more."""
    site.endless = True
    batches = run(tmp_path, settings(httpserver), Task(now=NOW))
    assert "given twice" in (batches[-1].error or "")
    assert len(site.asked) == 2


def test_the_token_is_kept_nowhere(tmp_path: Path, httpserver: HTTPServer, site: Site) -> None:
    """Without a token the source says so; with one it is neither shown nor written anywhere."""
    (source,) = x.sources(settings(httpserver), {})
    (batch,) = gathered(tmp_path, lambda client: source.batches(client, Task(now=NOW)))
    assert "NEWSDESK_X_BEARER_TOKEN" in (batch.error or "")
    run(tmp_path, settings(httpserver), Task(now=NOW))
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"bearer-of-news" not in kept
    assert "bearer-of-news" not in repr(list(x.sources(settings(httpserver), KEY)))


def test_what_stands_around_a_post_is_asked_only_if_wanted(
    tmp_path: Path, httpserver: HTTPServer, site: Site
) -> None:
    """Parents are read by their ids, replies by a search; by default nothing is, because it is billed."""
    records = x.read(json.dumps({"data": site.posts[:2]}).encode(), "page", NOW).records
    answer = records[0].model_copy(update={"reply_to": records[1].id})
    none, some = (x.surroundings(settings(httpserver, replies=most), KEY) for most in (0, 2))
    assert none is not None
    assert some is not None
    assert gathered(tmp_path, lambda client: none.around(client, [answer], Task(now=NOW))) == []
    batches = gathered(tmp_path, lambda client: some.around(client, [answer], Task(now=NOW)))
    replies = [f"x:{post['id']}" for post in site.posts[:2]]
    assert [ids([batch]) for batch in batches] == [[records[1].id], replies]
    assert all(batch.as_is for batch in batches)
    assert site.asked[-1]["query"] == f"in_reply_to_tweet_id:{answer.id[2:]}"


def test_what_is_gone_is_found_out(tmp_path: Path, httpserver: HTTPServer, site: Site) -> None:
    """Posts that X says aren't there are removals; others are not known. No author is paid again."""
    made = [site.posts[0], {**site.posts[1], "id": "2033"}, {**site.posts[2], "id": "1"}]
    records = x.read(json.dumps({"data": made}).encode(), "page", NOW).records
    asked = x.surroundings(settings(httpserver), KEY)
    assert asked is not None
    (batch,) = gathered(tmp_path, lambda client: asked.still_there(client, records, Task(now=NOW)))
    assert batch.checked == (records[0].id, "x:2033")
    assert batch.removed == (Removal("x:2033", "gone"),)
    assert "expansions" not in site.asked[-1]
