"""Hacker News: what its answers mean, and how it is read from a server on loopback."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import damage
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from reading import NOW, QUICK, cursor, errors, ids, read_all
from werkzeug import Request, Response

from factories import make_record
from newsdesk.archive import snapshots
from newsdesk.collect import cursors
from newsdesk.collect.platforms import hackernews
from newsdesk.collect.platforms.hackernews import search
from newsdesk.collect.platforms.hackernews.search import Search
from newsdesk.collect.registry import settings_of
from newsdesk.collect.source import Batch, Task
from newsdesk.collecting import collect
from newsdesk.config import Layout, parse
from newsdesk.errors import ConfigError
from newsdesk.records import Record

CASES: dict[str, Any] = json.loads((Path(__file__).parent / "fixtures" / "hackernews.json").read_bytes())
BEATS = "beats: [{slug: a, name: A, group: technical, description: A beat., match: {any: [open source]}}]\n"

#: Every file of the shared data: what its answer is, and the ids of its records.
FILES: dict[str, tuple[str, list[int]]] = {
    "algolia_search__d1618ce0.json": (
        "search hits",
        [
            49340013, 49339599, 49338973, 49338139, 49337602, 49337392,
            49336573, 49336050, 49335468, 49335216, 49335009, 49334544,
        ],
    ),
    "v0_beststories.json__957122f1.json": ("a list of ids", []),
    "v0_item_id.json__128378ce.json": ("an item", [21278790]),
    "v0_item_id.json__1f76fc01.json": ("an item", [1000]),
    "v0_item_id.json__25a9f4aa.json": ("an item", [21301382]),
    "v0_item_id.json__280588b5.json": ("an item", [21500985]),
    "v0_jobstories.json__87bb29fd.json": ("a list of ids", []),
    "v0_updates.json__c0b29675.json": ("a list of changes", []),
    "v0_user_tomek.json__7f8e1a69.json": ("an account", []),
}  # fmt: skip


def read(value: Any) -> hackernews.items.Payload:
    """Return what a JSON value means."""
    return hackernews.read(json.dumps(value).encode(), "here", datetime(2026, 12, 1, tzinfo=UTC))


@pytest.mark.parametrize("name", CASES)
def test_each_kind_of_answer_gives_what_it_holds(name: str) -> None:
    """Records, removals, what is left out and what can't be used are told apart; see each case's reason."""
    case = CASES[name]
    found = read(case["answer"])
    assert found.what == name.partition(",")[0]
    assert [record.id for record in found.records] == case.get("records", [])
    assert {removal.record: removal.reason for removal in found.removed} == case.get("removed", {})
    assert dict(found.dropped) == case.get("dropped", {})
    told = [f"{problem.place.partition(', ')[2]}: {problem.field}" for problem in found.problems]
    assert told == case.get("problems", [])
    assert found.after == case.get("after")
    assert case.get("error", "") in (found.error or "")
    assert bool(found.error) == ("error" in case)


def test_a_hit_becomes_a_record_of_plain_text() -> None:
    """Text, title, links, counts and the parent are as the site shows them; what is unknown stays null."""
    ask, show, poll, comment = read(CASES["search hits"]["answer"]).records
    assert (ask.kind, ask.author, ask.community, ask.language) == ("post", "quietloop", None, None)
    assert ask.text == "I do & I don't.\nSee https://diff.example/read"
    assert ask.links == ("https://diff.example/read?a=1&b=2",)
    assert ask.published_at == datetime(2026, 3, 10, 8, 15, tzinfo=UTC)
    assert (ask.engagement.score, ask.engagement.replies, ask.engagement.likes) == (120, 45, None)
    assert (show.title, show.text) == ("Show HN: Local models on R&D laptops", "")
    assert show.links == ("https://laptop.example/models",)
    assert show.engagement.replies == 0
    assert poll.engagement.replies is None
    assert (comment.kind, comment.title, comment.text) == ("comment", None, "> I do\nSo do I, with coffee.")
    assert comment.reply_to == "hackernews:9000001"
    assert comment.url == "https://news.ycombinator.com/item?id=9000010"
    assert (comment.engagement.score, comment.engagement.replies) == (None, 1)


def test_a_thread_keeps_who_answers_whom() -> None:
    """Each item of a tree names the one above it as its parent."""
    thread = read(CASES["a thread"]["answer"])
    assert {record.id: record.reply_to for record in thread.records} == {
        "hackernews:9000001": None,
        "hackernews:9000010": "hackernews:9000001",
        "hackernews:9000012": "hackernews:9000010",
        "hackernews:9000015": "hackernews:9000001",
    }


@pytest.mark.corpus
def test_the_table_names_every_stored_answer(data_dir: Path) -> None:
    """No file of the shared data is left out."""
    assert sorted(path.name for path in (data_dir / "api" / "hackernews").iterdir()) == sorted(FILES)


@pytest.mark.corpus
@pytest.mark.parametrize("name", FILES)
def test_every_stored_answer_gives_exactly_its_items(data_dir: Path, name: str) -> None:
    """Ids, authors, times, titles, texts, links, counts and parents are those of the payload."""
    body = (data_dir / "api" / "hackernews" / name).read_bytes()
    found = hackernews.read(body, name, datetime(2026, 12, 1, tzinfo=UTC))
    what, expected = FILES[name]
    assert (found.what, found.error, found.problems, found.removed) == (what, None, (), ())
    assert [record.id for record in found.records] == [f"hackernews:{native}" for native in expected]
    data = json.loads(body)
    items = data["hits"] if what == "search hits" else [data]
    for item, record in zip(items, found.records, strict=False):
        assert_says_what_stands_there(item, record)


def assert_says_what_stands_there(item: dict[str, Any], record: Record) -> None:
    """Compare a record with its payload, read here in another way."""
    assert record.author == (item["author"] if "author" in item else item["by"])
    seconds = item["created_at_i"] if "created_at_i" in item else item["time"]
    assert record.published_at == datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    if "created_at" in item:
        assert record.published_at.strftime("%Y-%m-%dT%H:%M:%SZ") == item["created_at"]
    html = item.get("story_text") or item.get("text") or ""
    plain = unescape(re.sub(r"<[^>]+>", "", html.replace("<p>", "\n")))
    assert record.text == plain
    assert record.title == item.get("title")
    assert record.url.endswith(f"item?id={item.get('objectID', item.get('id'))}")
    assert record.links == ((item["url"],) if "url" in item else ())
    assert record.reply_to == (f"hackernews:{item['parent']}" if "parent" in item else None)
    assert record.engagement.score == item.get("points", item.get("score"))
    told = item.get("num_comments", item.get("descendants"))
    assert record.engagement.replies == (len(item["kids"]) if told is None else told)
    assert (record.language, record.community) == (None, None)


@pytest.mark.parametrize("told", ["1e999", "-1e999", "NaN", "9" * 400, "true", '"soon"', "[]", "null"])
def test_an_absurd_time_is_a_problem(told: str) -> None:
    """A number that is no time ends at once, with the field's name."""
    body = f'{{"id": 5, "type": "story", "by": "a", "title": "T", "time": {told}}}'
    (problem,) = hackernews.read(body.encode(), "here", NOW).problems
    assert problem.field == "published_at"


@given(answer=st.sampled_from(sorted(CASES)).flatmap(lambda name: damage.damaged(CASES[name]["answer"])))
def test_a_damaged_answer_never_raises(answer: Any) -> None:
    """Any node may be missing or anything else; a record has words of its own, or there is none."""
    found = read(answer)
    assert all(record.words not in ("", "[flagged]", "[dead]") for record in found.records)


@given(
    item=damage.damaged(CASES["an item, a comment"]["answer"]),
    mark=st.sampled_from(["deleted", "dead"]),
)
def test_what_is_marked_as_gone_never_has_words(item: Any, mark: str) -> None:
    """Whatever else is wrong with an item, one that is deleted or dead becomes no record."""
    assert read({**item, mark: True} if isinstance(item, dict) else {mark: True}).records == ()


@given(st.binary(max_size=200))
def test_any_bytes_are_answered(body: bytes) -> None:
    """What isn't JSON is an error in words."""
    assert hackernews.read(body, "here", NOW).what


# --- from a server ------------------------------------------------------------------------------------------


@dataclass
class Site:
    """A Hacker News of our own: Algolia's search and Firebase's items over one set of items."""

    server: HTTPServer
    items: dict[int, dict[str, Any]] = field(default_factory=dict)
    changed: dict[int, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    cap: int = 1000
    faults: list[Response] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Answer under /api and /v0."""
        self.server.expect_request("/api/search_by_date").respond_with_handler(self._search)
        self.server.expect_request(re.compile("/v0/item/.*")).respond_with_handler(self._item)

    def add(self, number: int, when: datetime, text: str = "", **fields: Any) -> None:
        """Add a story, or with a ``parent`` a comment."""
        kind = "comment" if "parent" in fields else "story"
        told = {"title": f"Story {number}", "text": text} if kind == "story" else {"text": text}
        self.items[number] = {
            "id": number, "type": kind, "by": "someone", "time": int(when.timestamp()), **told, **fields
        }  # fmt: skip

    def settings(self, **changes: Any) -> hackernews.Settings:
        """Return settings that lead here."""
        leads = {"algolia_url": self.server.url_for("/api"), "firebase_url": self.server.url_for("/v0/")}
        return hackernews.Settings(**{"settle_minutes": 10, **leads, **changes})

    def _search(self, request: Request) -> Response:
        asked = request.args
        self.asked.append(f"{asked['tags']} {asked['query']} {asked['numericFilters']}")
        if self.faults:
            return self.faults.pop(0)
        bounds = re.fullmatch(r"created_at_i>(\d+),created_at_i<=(\d+)", asked["numericFilters"])
        assert bounds is not None
        first, last, words = int(bounds[1]), int(bounds[2]), asked["query"].strip('"').lower()
        hits = [
            self._hit(item)
            for item in sorted(self.items.values(), key=lambda item: -item["time"])
            if item["type"] in asked["tags"]
            and first < item["time"] <= last
            and self._holds(item["text"].lower(), words, asked)
        ]
        size = min(int(asked["hitsPerPage"]), self.cap)
        told = {"page": 0, "nbPages": 1, "hitsPerPage": size, "nbHits": len(hits), "hits": hits[:size]}
        return Response(json.dumps(told), content_type="application/json")

    @staticmethod
    def _holds(text: str, words: str, asked: Mapping[str, str]) -> bool:
        """Whether a text holds the words, which count as beginnings of words unless that is turned off."""
        whole = asked.get("queryType") == "prefixNone" and asked.get("typoTolerance") == "false"
        return bool(re.search(rf"\b{re.escape(words)}" + (r"\b" if whole else ""), text)) or not words

    def _hit(self, item: dict[str, Any]) -> dict[str, Any]:
        comment = item["type"] == "comment"
        return {
            "_tags": [item["type"], "author_someone"],
            "objectID": str(item["id"]),
            "author": item["by"],
            "created_at_i": item["time"],
            "title": item.get("title"),
            "comment_text" if comment else "story_text": item["text"],
            "parent_id": item.get("parent"),
            "points": item.get("score"),
            "num_comments": item.get("descendants"),
        }

    def _item(self, request: Request) -> Response:
        self.asked.append(request.path)
        number = int(request.path.rpartition("/")[2].removesuffix(".json"))
        found = self.changed.get(number, self.items.get(number))
        return found if isinstance(found, Response) else Response(json.dumps(found))


@pytest.fixture
def site(httpserver: HTTPServer) -> Site:
    """Give an empty Hacker News."""
    return Site(httpserver)


def of(site: Site, tag: str = "story", **changes: Any) -> Search:
    """Return the source of stories or of comments."""
    found = {source.tag: source for source in hackernews.sources(site.settings(**changes), {})}
    return found[tag]  # type: ignore[index]


def run(folder: Path, source: Search, **task: Any) -> list[Batch]:
    """Return what the source gives."""
    return read_all(folder, lambda client: source.batches(client, Task(now=NOW, **task)))


def test_stories_are_read_oldest_slice_first_and_the_cursor_follows(site: Site, tmp_path: Path) -> None:
    """A first run goes a day back, by slices; each cursor is the end of what was read."""
    for hours in range(1, 30):
        site.add(hours, NOW - timedelta(hours=hours))
    batches = run(tmp_path, of(site))
    assert ids(batches) == [
        f"hackernews:{n}" for n in (*range(18, 24), *range(12, 18), *range(6, 12), *range(1, 6))
    ]
    told = [batch.cursor for batch in batches if batch.cursor]
    assert told == sorted(told)
    assert told[-1] == "2026-03-15T11:50:00Z"
    assert len(site.asked) == 4


def test_the_next_run_reads_on_from_the_cursor(site: Site, tmp_path: Path) -> None:
    """What was read is not asked for again, and what is too young is left until its time."""
    site.add(1, NOW - timedelta(hours=3))
    site.add(2, NOW - timedelta(minutes=5))
    first = run(tmp_path, of(site))
    assert ids(first) == ["hackernews:1"]
    assert ids(run(tmp_path, of(site), cursor=cursor(first))) == []
    later = Task(now=NOW + timedelta(hours=1), cursor=cursor(first))
    assert ids(read_all(tmp_path, lambda client: of(site).batches(client, later))) == ["hackernews:2"]


def test_polls_are_read_with_the_stories(site: Site, tmp_path: Path) -> None:
    """A poll is no story to the search, and one to its readers."""
    site.add(1, NOW - timedelta(hours=3), type="poll")
    assert ids(run(tmp_path, of(site))) == ["hackernews:1"]


def test_since_decides_how_far_the_first_run_goes(site: Site, tmp_path: Path) -> None:
    """A wish for older stories is met, by as many slices as it takes."""
    site.add(1, NOW - timedelta(days=5))
    assert ids(run(tmp_path, of(site), since=NOW - timedelta(days=6))) == ["hackernews:1"]


def test_older_stories_than_those_read_can_be_wanted(site: Site, tmp_path: Path) -> None:
    """A wish for what was before the cursor goes back behind it; one for less reads on from the cursor."""
    site.add(1, NOW - timedelta(days=5))
    site.add(2, NOW - timedelta(hours=5))
    read = {"cursor": "2026-03-15T06:00:00Z"}
    back = run(tmp_path, of(site), since=NOW - timedelta(days=6), **read)
    assert ids(back) == ["hackernews:1", "hackernews:2"]
    assert ids(run(tmp_path, of(site), since=NOW - timedelta(hours=1), **read)) == ["hackernews:2"]


def test_a_slice_that_holds_more_than_is_given_is_halved(site: Site, tmp_path: Path) -> None:
    """Of 2,500 stories in an hour none is lost to the cap of a thousand hits, and none is read twice."""
    for number in range(1, 2501):
        site.add(number, NOW - timedelta(hours=2) + timedelta(seconds=number))
    batches = run(tmp_path, of(site))
    assert sorted(ids(batches)) == sorted(f"hackernews:{number}" for number in range(1, 2501))
    assert max(len(batch.records) for batch in batches) <= 1000
    assert not errors(batches)


def test_the_most_records_of_a_run_are_kept_to(site: Site, tmp_path: Path) -> None:
    """A run stops at its cap with a true cursor, and the next runs bring the rest: lag, no gap."""
    for number in range(1, 101):
        site.add(number, NOW - timedelta(hours=5) + timedelta(seconds=number))
    source, found, where, rounds = of(site, most_records=30), [], None, 0
    while (where is None or where < "2026-03-15T11:50:00Z") and rounds < 20:
        batches = run(tmp_path, source, cursor=where)
        assert len(ids(batches)) <= 30
        assert not any(batch.gaps for batch in batches)
        found, where, rounds = found + ids(batches), cursor(batches), rounds + 1
    assert sorted(found) == sorted(f"hackernews:{number}" for number in range(1, 101))


def test_a_search_that_always_has_more_ends(site: Site, tmp_path: Path) -> None:
    """If even a second holds more than is given, the run ends with an error and a cursor that doesn't lie."""
    for number in range(1, 30):
        site.add(number, NOW - timedelta(hours=3))
    site.cap = 5
    batches = run(tmp_path, of(site))
    assert "one second" in errors(batches)[0]
    assert (cursor(batches) or "") < "2026-03-15T09:00:00Z"
    assert len(site.asked) < 60


def test_the_requests_of_a_run_are_bounded(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long past is read in several runs."""
    monkeypatch.setattr(search, "MOST_REQUESTS", 8)
    batches = run(tmp_path, of(site), since=NOW - timedelta(days=30))
    assert len(site.asked) == 8
    assert cursor(batches) == "2026-02-15T12:00:00Z"
    assert not errors(batches)


def test_an_error_in_the_middle_keeps_what_was_read(site: Site, tmp_path: Path) -> None:
    """After a slice that was read whole, a failing one is told and the cursor stays before it."""
    site.add(1, NOW - timedelta(hours=23))
    good = Response(json.dumps({"hits": [site._hit(site.items[1])], "nbHits": 1, "hitsPerPage": 1000}))
    site.faults = [good, Response("down", status=503), Response("down", status=503)]
    batches = run(tmp_path, of(site))
    assert ids(batches) == ["hackernews:1"]
    assert "503" in errors(batches)[0]
    assert cursor(batches) == "2026-03-14T18:00:00Z"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Response('{"message": "numericFilters?", "status": 400}', status=400), "numericFilters?"),
        (Response("<html>", status=200), "a page"),
        (Response('{"karma": 1}', status=200), "an account"),
        (Response("slow down", status=429, headers={"Retry-After": "3600"}), "429"),
    ],
)
def test_what_is_no_list_of_hits_is_an_error(
    site: Site, tmp_path: Path, answer: Response, reason: str
) -> None:
    """What the platform says of its error is told; nothing is saved and no cursor moves."""
    site.faults = [answer]
    batches = run(tmp_path, of(site))
    assert reason in errors(batches)[0]
    assert (ids(batches), cursor(batches)) == ([], None)


def test_a_short_wait_that_is_asked_for_is_kept(site: Site, tmp_path: Path) -> None:
    """After a 429 with a short Retry-After the same slice is asked for again."""
    site.add(1, NOW - timedelta(hours=1))
    site.faults = [Response("", status=429, headers={"Retry-After": "0"})]
    assert ids(run(tmp_path, of(site))) == ["hackernews:1"]


def test_widely_read_stories_are_as_they_are_now(site: Site, tmp_path: Path) -> None:
    """Counts are Firebase's, what it says is dead becomes no record, and small stories aren't asked for."""
    for number in range(1, 6):
        site.add(number, NOW - timedelta(hours=2), score=10 * number - 5, descendants=2)
    site.changed[5] = {**site.items[5], "score": 900, "descendants": 300}
    site.changed[4] = {**site.items[4], "dead": True}
    site.changed[3] = None
    site.changed[2] = Response("", status=500)
    batches = run(tmp_path, of(site))
    records = {record.id: record for batch in batches for record in batch.records}
    assert sorted(records) == ["hackernews:1", "hackernews:2", "hackernews:5"]
    assert records["hackernews:5"].engagement.score == 900
    assert records["hackernews:2"].engagement.score == 15
    gone = {removal.record: removal.reason for batch in batches for removal in batch.removed}
    assert gone == {"hackernews:4": "removed", "hackernews:3": "gone"}
    assert "/v0/item/1.json" not in site.asked
    assert [str(problem) for batch in batches for problem in batch.problems if "500" in str(problem)]
    assert not errors(batches)


def test_looks_at_single_stories_are_bounded(site: Site, tmp_path: Path) -> None:
    """Only so many stories are asked for one by one, those with most votes first."""
    for number in range(1, 21):
        site.add(number, NOW - timedelta(hours=2), score=100 + number)
    run(tmp_path, of(site, most_items=3))
    looked = [path for path in site.asked if path.startswith("/v0")]
    assert sorted(looked) == [f"/v0/item/{number}.json" for number in (18, 19, 20)]


def test_comments_are_searched_by_word(site: Site, tmp_path: Path) -> None:
    """Each word or phrase is asked for in quotes and as a whole; a comment that holds two is one record."""
    when = NOW - timedelta(hours=1)
    site.add(11, when, "An LLM of mine", parent=1)
    site.add(12, when, "Claude is an LLM", parent=1)
    site.add(13, when, "Claudette knows nothing of the kind", parent=1)
    batches = run(tmp_path, of(site, "comment", comment_queries=["LLM", "Claude"], first_hours=6))
    assert sorted(ids(batches)) == ["hackernews:11", "hackernews:12"]
    assert [asked.split(" created")[0] for asked in site.asked] == ['comment "LLM"', 'comment "Claude"']


def test_a_slice_too_long_for_one_word_is_not_read_with_the_others(site: Site, tmp_path: Path) -> None:
    """The words after one that finds too much are asked of the halves only."""
    for number in range(1, 1501):
        site.add(number, NOW - timedelta(hours=2) + timedelta(seconds=number), "LLM", parent=9)
    batches = run(
        tmp_path, of(site, "comment", comment_queries=["LLM", "Claude"], first_hours=6, most_records=9_000)
    )
    assert len(set(ids(batches))) == 1500
    words = [asked.split('"')[1] for asked in site.asked]
    assert words.count("Claude") < words.count("LLM")


def test_without_words_no_comments_are_read() -> None:
    """There is no source of comments if there is nothing to look for."""
    settings = hackernews.Settings(comment_queries=())
    assert [source.name for source in hackernews.sources(settings, {})] == ["hackernews-stories"]
    every = [source.name for source in hackernews.sources(hackernews.Settings(), {})]
    assert every == ["hackernews-stories", "hackernews-comments"]


def test_what_stands_around_a_comment_is_its_parent_and_first_replies(site: Site, tmp_path: Path) -> None:
    """Replies come in the site's order up to the cap; what is known, deleted or dead is no record."""
    when = NOW - timedelta(hours=1)
    site.add(1, when)
    site.add(2, when, "Middle", parent=1, kids=[5, 3, 4, 6])
    site.add(3, when, "Third", parent=2)
    site.add(4, when, "Known", parent=2)
    site.add(5, when, "Gone", parent=2, deleted=True)
    site.add(6, when, "Beyond", parent=2)
    record = make_record(id="hackernews:2", platform="hackernews", reply_to="hackernews:1")
    threads = hackernews.surroundings(site.settings(most_comments=3), {})
    task = Task(now=NOW, known=lambda asked: frozenset(asked) & {"hackernews:4"})
    (batch,) = read_all(tmp_path, lambda client: threads.around(client, [record], task))
    assert [one.id for one in batch.records] == ["hackernews:1", "hackernews:3"]
    assert [removal.record for removal in batch.removed] == ["hackernews:5"]
    assert batch.as_is
    assert sorted(site.asked) == [f"/v0/item/{number}.json" for number in (1, 2, 3, 5)]


def test_surroundings_are_bounded(site: Site, tmp_path: Path) -> None:
    """All threads of a run together cost at most so many requests."""
    for number in range(1, 6):
        site.add(number, NOW, kids=list(range(10 * number, 10 * number + 9)))
    records = [make_record(id=f"hackernews:{n}", platform="hackernews") for n in range(1, 6)]
    threads = hackernews.surroundings(site.settings(most_items=12), {})
    read_all(tmp_path, lambda client: threads.around(client, records, Task(now=NOW)))
    assert len(site.asked) == 12


def test_an_interface_that_fails_is_told_and_left_alone(site: Site, tmp_path: Path) -> None:
    """After an error nothing more is asked."""
    site.changed = {1: Response("", status=500), 2: Response("", status=500)}
    records = [make_record(id=f"hackernews:{n}", platform="hackernews") for n in (1, 2)]
    threads = hackernews.surroundings(site.settings(), {})
    (batch,) = read_all(tmp_path, lambda client: threads.around(client, records, Task(now=NOW)))
    assert "500" in (batch.error or "")
    assert {path.rpartition("/")[2] for path in site.asked} == {"1.json"}


def test_each_record_is_checked_for_being_there(site: Site, tmp_path: Path) -> None:
    """Deleted, dead and gone are told apart; what could not be asked is not called checked."""
    for number in (1, 2, 3, 4):
        site.add(number, NOW, "Words")
    site.changed = {
        2: {"deleted": True, "id": 2, "type": "comment", "time": 1},
        3: {**site.items[3], "dead": True},
        4: None,
        5: Response("", status=500),
        6: {"error": "Permission denied"},
        7: {**site.items[1]},
    }
    names = [*(f"hackernews:{number}" for number in range(1, 8)), "hackernews:none"]
    records = [make_record(id=name, platform="hackernews") for name in names]
    threads = hackernews.surroundings(site.settings(), {})
    (batch,) = read_all(tmp_path, lambda client: threads.still_there(client, records, Task(now=NOW)))
    assert batch.checked == ("hackernews:1", "hackernews:2", "hackernews:3", "hackernews:4")
    assert {removal.record: removal.reason for removal in batch.removed} == {
        "hackernews:2": "deleted",
        "hackernews:3": "removed",
        "hackernews:4": "gone",
    }
    assert batch.error


def test_both_hosts_are_asked_at_the_pace_that_is_stated(site: Site, tmp_path: Path) -> None:
    """The search is asked twice a second and one at a time, the items ten times and four at a time."""
    site.add(1, NOW - timedelta(hours=1), score=50)
    paces: dict[str, tuple[float, int]] = {}
    task = Task(now=NOW)
    read_all(tmp_path, lambda client: of(site).batches(client, task), paces=paces)
    assert paces == {site.server.url_for("/api"): (0.5, 1), site.server.url_for("/v0"): (0.1, 4)}


def test_the_command_collects_it_and_a_second_run_adds_nothing(newsroom: Layout, site: Site) -> None:
    """By newsdesk.yaml, into snapshots, with a cursor for each of its sources."""
    site.add(1, NOW - timedelta(hours=1), "About open source models")
    site.add(2, NOW - timedelta(hours=1), "An LLM said so", parent=1)
    settings = site.settings(enabled=True, comment_queries=["LLM"], first_hours=3, every_minutes=0)
    told = settings.model_dump(mode="json")
    config = parse(BEATS + "sources: " + json.dumps({"hackernews": told}))
    first = collect(newsroom, config, now=NOW, limits=QUICK)
    assert not first.failed
    again = collect(newsroom, config, now=NOW + timedelta(minutes=5), limits=QUICK)
    assert (again.new, [source.snapshots for source in again.sources]) == (0, [(), ()])
    kept = [one for manifest in snapshots.manifests(newsroom) for one in snapshots.read(newsroom, manifest)]
    assert {record.id for record in kept} <= {"hackernews:1", "hackernews:2"}
    assert set(cursors.read(newsroom)) == {"hackernews-stories", "hackernews-comments"}


@pytest.mark.parametrize(
    "wrong", [{"algolia_url": "ftp://x"}, {"comment_queries": ['say "AI"']}, {"settle_minutes": 0}]
)
def test_wrong_settings_are_named(wrong: dict[str, Any]) -> None:
    """A setting that can't be meant is refused with its name."""
    config = parse(BEATS + "sources: " + json.dumps({"hackernews": wrong}))
    with pytest.raises(ConfigError, match=next(iter(wrong))):
        settings_of(config)
