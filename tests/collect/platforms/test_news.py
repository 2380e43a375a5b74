"""What the settings make of feeds, what is left for the next run, and what can't be had any more."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.collect.feed_formats import MOST_ENTRIES
from newsdesk.collect.payload import Payload
from newsdesk.collect.platforms import news
from newsdesk.collect.platforms.news import Feed, Settings, read, sources
from newsdesk.collect.source import Batch, Gap, Task
from newsdesk.records import Record, iso

FEEDS = Path(__file__).parents[1] / "feeds"
NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
START = datetime(2026, 3, 10, tzinfo=UTC)


def feed_of(days: Iterable[int], **about: str) -> bytes:
    """Return a JSON feed with one entry for each of those days after START."""
    items = [
        {
            "id": str(day),
            "url": f"https://a.example/{day}",
            "title": f"Day {day}",
            "date_published": iso(START + timedelta(days=day)),
        }
        for day in days
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items, **about}).encode()


def parsed(body: bytes, most: int = 5_000, **task: Any) -> Batch:
    """Return the batch that a document gives at NOW."""
    feed = Feed("A Paper", "https://a.example/feed", most_records=most)
    return feed.parsed(body, feed.url, Task(**{"now": NOW, **task}))


def days(batch: Batch) -> list[str | None]:
    """Return the titles of what is kept."""
    return [record.title for record in batch.records]


def test_each_feed_has_its_own_interval_and_switch() -> None:
    """A feed's own interval goes before that of all; one that is switched off is not asked."""
    told = {
        "every_minutes": 90,
        "most_records": 7,
        "feeds": [
            {"name": "A", "url": "https://a.example/"},
            {"name": "B", "url": "https://b.example/", "every_minutes": 0},
            {"name": "C", "url": "https://c.example/", "enabled": False},
        ],
    }
    found = [(feed.name, feed.every_minutes, feed.most_records) for feed in sources(Settings(**told), {})]
    assert found == [("news-a", 90, 7), ("news-b", 0, 7)]


def test_a_feed_that_turned_over_has_a_gap() -> None:
    """Where all entries are newer than what was seen, nobody can say what stood between."""
    (gap,) = parsed(feed_of([3, 4, 5]), cursor=iso(START)).gaps
    assert gap == Gap(START, START + timedelta(days=3), gap.reason)
    assert "newer than what was read before" in gap.reason


@pytest.mark.parametrize(
    "task",
    [
        {},
        {"cursor": iso(START + timedelta(days=3))},
        {"cursor": iso(START + timedelta(days=4))},
        {"cursor": iso(START), "read_at": START + timedelta(days=3)},
        {"cursor": "not a time"},
    ],
)
def test_a_feed_that_reaches_back_has_none(task: dict[str, Any]) -> None:
    """No gap in the first run, nor where what is shown meets what was seen or when it was looked at."""
    assert parsed(feed_of([3, 4, 5]), **task).gaps == ()


def test_a_gap_begins_when_the_feed_was_looked_at() -> None:
    """What was published before the last visit was shown then, whatever the newest entry was."""
    seen = START + timedelta(days=1)
    (gap,) = parsed(feed_of([3]), cursor=iso(START), read_at=seen).gaps
    assert (gap.start, gap.end) == (seen, START + timedelta(days=3))


def test_a_feed_that_is_cut_off_or_empty_shows_no_gap() -> None:
    """What is missing at the end of a broken document is not gone: the next run finds it."""
    items = "".join(
        f"<item><title>{n}</title><link>https://a.example/{n}</link>"
        "<pubDate>Fri, 13 Mar 2026 09:30:00 GMT</pubDate></item>"
        for n in range(3)
    )
    cut = f"<rss version='2.0'><channel>{items}<item><title>cut".encode()
    batch = parsed(cut, cursor=iso(START))
    assert batch.records
    assert "breaks off" in batch.problems[0].found
    assert batch.gaps == parsed(feed_of([]), cursor=iso(START)).gaps == ()


def test_more_than_a_run_may_bring_is_left_for_the_next() -> None:
    """The oldest come first, the cursor stays true, and the runs together bring everything once."""
    body, known, cursor, runs = feed_of(range(5)), frozenset[str](), None, []
    for _ in range(4):
        batch = parsed(body, 2, cursor=cursor, known=lambda ids, known=known: known & set(ids))
        fresh = [record for record in batch.records if record.id not in known]
        runs.append([record.title for record in fresh])
        known, cursor = known | {record.id for record in fresh}, batch.cursor
        assert cursor == iso(max(record.published_at for record in batch.records))
        assert batch.gaps == ()
    assert runs == [["Day 0", "Day 1"], ["Day 2", "Day 3"], ["Day 4"], []]
    assert parsed(body, 2).dropped == {news.LATER: 3}
    assert days(parsed(body, 5)) == [f"Day {day}" for day in range(5)]


def test_the_publication_calls_itself() -> None:
    """A feed in a file is called by its title, else by its host, else by the file's name."""
    titled = read((FEEDS / "courier.rss").read_bytes(), "courier.rss", NOW)
    assert {record.author for record in titled.records} == {"The Example Courier"}
    assert titled.what == "a feed"
    assert titled.problems[0].place == "courier.rss, entry 2"
    home = feed_of([1], home_page_url="https://paper.example/")
    assert read(home, "x.json", NOW).records[0].author == "paper.example"
    assert read(feed_of([1]), "https://host.example/x", NOW).records[0].author == "host.example"
    assert read(feed_of([1]), "some/where/paper.json", NOW).records[0].author == "paper"


def test_a_feed_in_a_file_gives_the_ids_of_the_feed_on_the_network() -> None:
    """Where an entry has no address of its own, the feed's own address tells which feed it is of."""
    item = {"id": "n", "title": "T", "date_published": iso(START)}
    url = "https://a.example/feed"
    body = json.dumps(
        {"version": "https://jsonfeed.org/version/1", "title": "P", "feed_url": url, "items": [item]}
    ).encode()
    assert read(body, "p.json", NOW).records[0].id == parsed(body).records[0].id


def test_the_key_in_a_feeds_address_is_on_no_page() -> None:
    """A feed that tells no site is no reason to show its own address with what only the operator knows."""
    body = feed_of([1]).replace(b'"url": "https://a.example/1", ', b"")
    feed = Feed("A Paper", "https://a.example/feed?key=secret")
    (record,) = feed.parsed(body, feed.url, Task(now=NOW)).records
    assert record.url == "https://a.example/feed"


def test_what_is_no_feed_is_an_error() -> None:
    """A page in the place of a feed is told as such."""
    found = read(b"<html>no</html>", "a.html", NOW)
    assert (found.what, found.records) == ("an error", ())
    assert (found.error or "").startswith("expected a feed")


@pytest.mark.parametrize(
    ("declared", "real"),
    [("utf-8", "latin-1"), ("latin-1", "utf-8"), ("utf-16", "utf-16"), ("utf-16", "utf-8"), ("x", "utf-8")],
)
def test_a_wrong_encoding_loses_no_entry(declared: str, real: str) -> None:
    """Whatever a document says of its encoding, and with a slip in it, each entry is a record."""
    item = (
        "<item><title>R&D für {0}</title><link>https://a.example/{0}</link>"
        "<pubDate>Tue, 10 Mar 2026 09:30:00 GMT</pubDate></item>"
    )
    head = f"<?xml version='1.0' encoding='{declared}'?><rss version='2.0'><channel>"
    body = (head + item.format("a") + item.format("b") + "</channel></rss>").encode(real)
    assert len(read(body, "a.xml", NOW).records) == 2


@given(st.one_of(st.binary(max_size=300), st.text(max_size=80).map(lambda text: feed_of([1], title=text))))
def test_any_bytes_can_be_read(body: bytes) -> None:
    """Reading never raises, whatever is in the file and whatever the feed calls itself."""
    assert isinstance(read(body, "a", NOW), Payload)


def _expected(body: bytes) -> int:
    """Return how many entries a document has by feedparser alone, or by the JSON itself."""
    if body.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return len(json.loads(body.decode("utf-8-sig"))["items"])
    return len(feedparser.parse(BytesIO(body), sanitize_html=False).entries)


def _told(place: Path) -> int | None:
    """Return how many entries the collection's own parser found, None where it doesn't say."""
    if not place.is_file():
        return None
    told = json.loads(place.read_bytes())
    told = told.get("feed", told)
    entries = told.get("items", told.get("entries"))
    return len(entries) if isinstance(entries, list) else None


@pytest.mark.corpus
def test_every_stored_feed_is_counted_to_the_last_entry(data_dir: Path) -> None:
    """Each entry of each real, odd or broken feed becomes a record or a problem with its place."""
    root = data_dir / "feeds"
    lines = (root / "index.jsonl").read_text(encoding="utf-8").splitlines()
    cut, refused, others, table = [], [], [], dict[str, list[int]]()
    for entry in map(json.loads, lines):
        body = (root / entry["file"]).read_bytes()
        started = time.process_time()
        found = read(body, entry["file"], datetime(2027, 1, 1, tzinfo=UTC))
        assert time.process_time() - started < 5, entry["file"]
        counted = len(found.records) + sum(problem.field is not None for problem in found.problems)
        row = table.setdefault(entry["set"], [0, 0, 0, 0])
        row[:] = [row[0] + 1, row[1] + len(found.records), row[2] + counted, row[3] + bool(found.error)]
        if found.error:
            refused.append(entry["file"])
            continue
        expected = min(_expected(body), MOST_ENTRIES)
        if any("breaks off" in problem.found for problem in found.problems):
            cut.append(entry["file"])
            expected -= 1
        assert counted == expected, entry["file"]
        told = _told(root / entry["expected_file"]) if entry.get("expected_file") else None
        if told is not None and told != counted:
            others.append(entry["file"])
        assert all(isinstance(record, Record) for record in found.records)
    print("\n| set | files | records | entries | no feed |\n|---|---|---|---|---|")
    for name, row in sorted(table.items()):
        print(f"| {name} | {' | '.join(map(str, row))} |")
    print(f"\ncut off: {cut}\nno feed: {refused}\ncounted otherwise by the collection's own parser: {others}")
    assert len(lines) > 300
    assert len(refused) < 40


def test_the_starter_list_is_forty_feeds_with_names_of_their_own() -> None:
    """newsdesk.yaml lists what a newsroom about AI may begin with."""
    place = Path(__file__).parents[3] / "newsdesk.yaml"
    listed = yaml.safe_load(place.read_text(encoding="utf-8"))["sources"]["news"]["feeds"]
    if not listed:
        pytest.skip("an empty newsroom")
    feeds = list(sources(Settings(feeds=listed), {}))
    assert len({feed.name for feed in feeds}) == len({feed.url for feed in feeds}) == len(feeds) >= 40
