"""What Bluesky's answers hold: every real one at hand, our own, and those that nobody should send."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.collect.payload import Payload, Removal
from newsdesk.collect.platforms import bluesky
from newsdesk.collect.platforms.bluesky.keywords import DEFAULT, Keywords
from newsdesk.records import Record

FIXTURES = Path(__file__).parents[1] / "fixtures"
NOW = datetime(2026, 11, 27, tzinfo=UTC)
OPTED_OUT = "by people who ask not to be shown to those who aren't signed in"

#: What every file in the shared data is, by the method that its name tells.
KINDS = {
    "fragment_extended_post_record": "a record",
    "fragment_feed_record": "a record",
    "jetstream.v1.ndjson": "lines of events or posts",
    "actor.getProfile": "an account",
    "actor.getProfiles": "accounts",
    "actor.searchActorsTypeahead": "accounts",
    "feed.getActorFeeds": "feeds",
    "feed.getActorLikes": "a feed",
    "feed.getAuthorFeed": "a feed",
    "feed.getFeed": "a feed",
    "feed.getFeedGenerator": "a feed's description",
    "feed.getFeedGenerators": "feeds",
    "feed.getLikes": "likes",
    "feed.getListFeed": "a feed",
    "feed.getPostThread": "a thread",
    "feed.getPosts": "posts",
    "feed.getRepostedBy": "accounts that reposted a post",
    "feed.getTimeline": "a feed",
    "feed.searchPosts": "posts",
    "graph.getList": "a list",
    "graph.getStarterPack": "a starter pack",
    "unspecced.getPopularFeedGenerators": "feeds",
    "unspecced.searchPostsSkeleton": "addresses of posts",
    "identity.resolveHandle": "an identity",
    "repo.getRecord": "a record",
}


def read(name: str) -> Payload:
    """Return what one of our own fixtures holds."""
    return bluesky.read((FIXTURES / name).read_bytes(), name, NOW)


def native(rkey: str, name: str = "ada") -> str:
    """Return the id of a post of our fixtures."""
    return f"bluesky:at://did:plc:{name}3example/app.bsky.feed.post/{rkey}"


def posts_in(name: str, body: str) -> Iterator[dict[str, Any]]:
    """Yield the posts that a real answer lists, found by where they stand in that kind of answer."""
    if name.startswith("jetstream"):
        for event in map(json.loads, body.splitlines()):
            commit = event.get("commit", {})
            if commit.get("collection") == "app.bsky.feed.post":
                uri = f"at://{event['did']}/app.bsky.feed.post/{commit['rkey']}"
                yield {"uri": uri, "record": commit["record"]}
        return
    data = json.loads(body)
    if "value" in data and data["value"]["$type"] == "app.bsky.feed.post":
        yield {"uri": data["uri"], "record": data["value"]}
    for item in data.get("feed", []):
        if "reason" not in item:
            yield item["post"]
    yield from (post for post in data.get("posts", []) if "record" in post)
    if "thread" in data:
        yield data["thread"]["post"]
        yield from (reply["post"] for reply in data["thread"].get("replies", []))


def is_for_everybody(post: dict[str, Any]) -> bool:
    """Whether a real post may be shown to people who aren't signed in, and says anything."""
    labels = [label["val"] for label in post.get("author", {}).get("labels", [])]
    return "!no-unauthenticated" not in labels and bool(post["record"]["text"])


@pytest.mark.corpus
def test_every_real_answer_gives_exactly_its_posts(data_dir: Path) -> None:
    """Each file is called what it is; its posts' ids, authors, times, words and counts are the payload's."""
    files = sorted((data_dir / "api" / "bluesky").iterdir())
    assert len(files) >= 29
    listed = 0
    for file in files:
        found = bluesky.read(file.read_bytes(), file.name, NOW)
        method = file.name.removeprefix("xrpc_app.bsky.").removeprefix("xrpc_com.atproto.").split("__")[0]
        assert (found.what, found.error, found.problems) == (KINDS[method], None, ()), file.name
        every = list(posts_in(file.name, file.read_text(encoding="utf-8")))
        wanted = {post["uri"]: post for post in every if is_for_everybody(post)}
        assert [record.id for record in found.records] == [f"bluesky:{uri}" for uri in wanted], file.name
        for record, post in zip(found.records, wanted.values(), strict=True):
            compare(record, post)
        listed += len(wanted)
    assert listed >= 160


def compare(record: Record, post: dict[str, Any]) -> None:
    """Hold a record against the post as it stands in the payload."""
    written, (did, _, rkey) = post["record"], post["uri"].removeprefix("at://").split("/")
    created = datetime.fromisoformat(written["createdAt"])
    created = created if created.tzinfo else created.replace(tzinfo=UTC)
    assert record.author == (f"@{post['author']['handle']}" if "author" in post else None)
    assert record.published_at == created.astimezone(UTC).replace(microsecond=0)
    assert record.text.split() == written["text"].split()
    assert record.url == f"https://bsky.app/profile/{did}/post/{rkey}"
    counts = (post.get("likeCount"), post.get("repostCount"), post.get("replyCount"), None)
    told = record.engagement
    assert (told.likes, told.reposts, told.replies, told.score) == counts
    parent = written.get("reply", {}).get("parent", {}).get("uri")
    assert record.reply_to == (f"bluesky:{parent}" if parent else None)
    assert record.kind == ("comment" if parent else "post")
    assert (record.language or "").lower() == written.get("langs", [""])[0].lower()
    assert (record.title, record.community, record.collected_at) == (None, None, NOW)


def test_a_feed_tells_posts_from_everything_else() -> None:
    """Reposts, pictures and what is not for strangers are dropped, what was taken down is a removal."""
    found = read("bluesky_feed.json")
    assert [record.id for record in found.records] == [
        native("3pinned"),
        native("3linked"),
        native("3reply", "bob"),
        native("3nohandle", "fay"),
        native("3back"),
    ]
    assert found.dropped == {OPTED_OUT: 1, "posts without words": 1, "reposts": 1}
    assert found.removed == (
        Removal(native("3taken"), "removed"),
        Removal(native("3banned", "hal"), "removed"),
    )
    assert found.after == "2026-03-10T07:00:00Z"
    assert [(problem.field, problem.place) for problem in found.problems] == [
        ("published_at", "bluesky_feed.json, item 10"),
        ("published_at", "bluesky_feed.json, item 11"),
        ("record", "bluesky_feed.json, item 12"),
    ]


def test_a_post_leads_where_its_words_its_card_and_its_quotation_lead() -> None:
    """Shortened addresses are known in full; a quoted post is an address; the words stay as they were."""
    linked = read("bluesky_feed.json").records[1]
    assert linked.links == (
        "https://example.org/a-long-report",
        "https://example.org/card",
        "https://bsky.app/profile/did:plc:bob3example/post/3quoted",
    )
    assert linked.text == "Der neue KI-Bericht 🧪 ist da: example.org/a-lo…"
    assert (linked.language, linked.author) == ("de", "@ada.example.org")


def test_what_is_not_told_is_not_made_up() -> None:
    """A handle that no longer holds is no author, a count that is missing is no zero."""
    *_, lapsed, unliked = read("bluesky_feed.json").records
    assert lapsed.author is None
    assert (unliked.engagement.likes, unliked.engagement.reposts) == (None, 3)


def test_a_thread_is_read_from_above_to_below() -> None:
    """Parents come first; what isn't there is a removal, what is blocked or withheld is dropped."""
    found = read("bluesky_thread.json")
    ids = [record.id.rpartition("/")[2] for record in found.records]
    assert ids == ["3upper", "3middle", "3few", "3deep", "3many"]
    assert found.removed == (Removal(native("3root", "bob"), "gone"),)
    assert found.dropped == {OPTED_OUT: 1, "posts that their authors show to some people only": 1}


def test_events_are_read_with_what_they_take_away() -> None:
    """A post deleted later in the file, or by an account that ended, is no record; each end is a removal."""
    found = read("bluesky_events.ndjson")
    assert [record.id for record in found.records] == [native("3one"), native("3two", "bob")]
    assert found.records[1].reply_to == native("3one")
    assert {record.author for record in found.records} == {None}
    assert set(found.removed) == {
        Removal(native("3three", "cyd"), "deleted"),
        Removal(native("3old", "cyd"), "deleted"),
        Removal("bluesky:at://did:plc:dan3example/", "account gone"),
        Removal("bluesky:at://did:plc:fay3example/", "account gone"),
    }
    assert found.dropped == {"likes, follows and other things that are no posts": 2, "news about accounts": 2}
    assert [problem.place for problem in found.problems] == ["bluesky_events.ndjson, item 13"]


def test_one_event_alone_is_understood() -> None:
    """A file of one line is one JSON value, and the same event."""
    first = (FIXTURES / "bluesky_events.ndjson").read_bytes().splitlines()[0]
    assert [record.id for record in bluesky.read(first, "one", NOW).records] == [native("3one")]


def test_an_export_of_a_repository_has_posts_without_authors() -> None:
    """Posts are kept, likes are not; who wrote them can't be told by name, and a name is no address."""
    found = read("bluesky_repository.json")
    assert [(record.id, record.author) for record in found.records] == [(native("3mine"), None)]
    assert found.dropped == {OPTED_OUT: 1, "likes, follows and other things that are no posts": 1}
    assert [problem.field for problem in found.problems] == ["uri"]
    assert found.after == "3first"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            (FIXTURES / "bluesky_error.json").read_bytes(),
            'InvalidRequest: Error: Params must have the property "',
        ),
        (b"<html><title>403 Forbidden</title></html>", "found a page"),
        (b"", "found nothing"),
        (b'{"feed": [', "breaks off"),
        (b"[" * 100_000, "nested too deeply"),
        (b"7", "found int"),
        (b"{}", "expected an answer of Bluesky"),
        (b"\x3a\xa2eroots\x81\xd8*X%", "malformed"),  # a CAR file
    ],
)
def test_what_is_no_answer_is_an_error_in_words(body: bytes, told: str) -> None:
    """The service's own words, or what was found instead; never an exception."""
    found = bluesky.read(body, "answer", NOW)
    assert found.what == "an error"
    assert told in (found.error or "")


def paths(data: Any, here: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the place of every node of a JSON value."""
    yield here
    for key, value in (
        data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    ):
        yield from paths(value, (*here, key))


def changed(data: Any, place: tuple[str | int, ...], value: Any) -> Any:
    """Return a JSON value with another one in one place; with Ellipsis nothing is left there."""
    if not place:
        return value
    copy = dict(data) if isinstance(data, dict) else list(data)
    if len(place) == 1 and value is ...:
        del copy[place[0]]
    else:
        copy[place[0]] = changed(data[place[0]], place[1:], None if value is ... else value)
    return copy


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
WHOLE = [
    json.loads((FIXTURES / f"bluesky_{name}.json").read_bytes()) for name in ("feed", "thread", "repository")
]
WHOLE += [json.loads(line) for line in (FIXTURES / "bluesky_events.ndjson").read_bytes().splitlines()[:-1]]


@given(st.data())
def test_a_payload_that_changed_its_shape_is_read_without_an_exception(data: st.DataObject) -> None:
    """Whatever stands where something else should, the answer is a payload whose records are whole."""
    whole = data.draw(st.sampled_from(WHOLE))
    place = data.draw(st.sampled_from(list(paths(whole))))
    body = json.dumps(changed(whole, place, data.draw(st.just(...) | JSON)) if place else data.draw(JSON))
    found = bluesky.read(body.encode("utf-8", "surrogatepass"), "mutated", NOW)
    assert all(Record.model_validate(record.model_dump()) == record for record in found.records)
    assert not {record.id for record in found.records} & {removal.record for removal in found.removed}


@given(st.binary())
def test_any_bytes_are_read_without_an_exception(body: bytes) -> None:
    """Noise is an error in words, or lines of which each is a problem."""
    found = bluesky.read(body, "noise", NOW)
    assert not found.records


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("AI is everywhere", True),
        ("#AI", True),
        ("what (LLMs) do", True),
        ("machine\nLearning at work", True),
        ("chatgpt said so", True),
        ("Die KI hat recht", True),
        ("j'ai dit", False),
        ("AIDS research", False),
        ("fair, plain and simple", False),
        ("", False),
    ],
)
def test_keywords_are_whole_words_and_capitals_are_meant(text: str, kept: bool) -> None:
    """A keyword in capitals is not an ordinary word of another language; phrases may run over a line."""
    assert Keywords(DEFAULT).are_in(text) is kept


def test_no_keywords_match_nothing() -> None:
    """An empty list doesn't let everything in."""
    assert not Keywords(()).are_in("AI")


def test_importing_the_platform_loads_nothing_heavy() -> None:
    """Settings are read in every run: neither an HTTP nor a WebSocket library is imported for them."""
    code = "import sys; from newsdesk.collect.platforms import bluesky; print(sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "'websockets" not in loaded
    assert "'httpx2'" not in loaded
