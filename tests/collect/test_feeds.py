"""Bytes of feeds become records, and what can't be one becomes a named problem."""

from __future__ import annotations

import base64
import gzip
import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.collect.feed_formats import read_time
from newsdesk.collect.links import canonical
from newsdesk.collect.plaintext import from_html, printable, web_address
from newsdesk.collect.platforms.news import Feed
from newsdesk.collect.source import Batch, Task
from newsdesk.records import Record

FEEDS = Path(__file__).parent / "feeds"
FEED_URL = "https://feeds.example/feed"
NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
AN_ENTRY = (
    "<item><title>{0}</title><link>https://a.example/{0}</link>"
    "<pubDate>Tue, 10 Mar 2026 09:30:00 GMT</pubDate><description>Words of {0}.</description></item>"
)


def parsed(body: bytes, title: str = "The Example Courier", **task: object) -> Batch:
    """Return the batch that a document gives, collected at NOW."""
    feed = Feed(title=title, url=f"{FEED_URL}?key=secret")
    return feed.parsed(body, FEED_URL, Task(now=NOW, **task))  # type: ignore[arg-type]


def rss(*items: str, head: str = "") -> bytes:
    """Return an RSS document with those items."""
    return f'{head}<rss version="2.0"><channel>{"".join(items)}</channel></rss>'.encode()


def test_rss_entry_becomes_an_article() -> None:
    """An RSS entry gives a record with plain title and text, its clean address and its time in UTC."""
    record = parsed((FEEDS / "courier.rss").read_bytes()).records[0]
    assert (record.platform, record.kind, record.author, record.community) == (
        "news",
        "article",
        "The Example Courier",
        "The Example Courier",
    )
    assert record.title == "Open models & closed doors"
    assert record.text == "First paragraph.\nSecond “quoted” one,\nwith a link."
    assert record.url == "https://courier.example/2026/open-models?page=2"
    assert record.links == ("https://courier.example/about",)
    assert record.published_at == datetime(2026, 3, 10, 14, 30, tzinfo=UTC)
    assert (record.collected_at, record.language) == (NOW, "en-US")


def test_bad_entries_are_problems_with_their_place() -> None:
    """A missing time, an unreadable one and a link that is none are named; the others are kept."""
    batch = parsed((FEEDS / "courier.rss").read_bytes())
    assert [record.title for record in batch.records] == [
        "Open models & closed doors",
        "A note without an address",
    ]
    assert [(problem.place, problem.field) for problem in batch.problems] == [
        ("The Example Courier, entry 2", "published_at"),
        ("The Example Courier, entry 3", "published_at"),
        ("The Example Courier, entry 4", "link"),
    ]
    assert "the day before yesterday" in batch.problems[1].found


def test_entry_without_address_links_to_the_site_and_never_to_the_feeds_secret() -> None:
    """Where an entry has no address the site's is shown; without that the feed's, without its query."""
    note = parsed((FEEDS / "courier.rss").read_bytes()).records[1]
    assert note.url == "https://courier.example/"
    item = (
        "<guid isPermaLink='false'>n</guid><title>T</title><pubDate>Tue, 10 Mar 2026 09:30:00 GMT</pubDate>"
    )
    assert parsed(rss(f"<item>{item}</item>")).records[0].url == "https://feeds.example/feed"


def test_atom_entry_prefers_publication_to_update() -> None:
    """Atom gives titles in HTML, text in XHTML and both times: publication counts, else the update."""
    batch = parsed((FEEDS / "gazette.atom").read_bytes())
    first, second = batch.records
    assert (first.title, first.text, first.language) == (
        "Was offene Gewichte kosten",
        "Ein Satz.\neins\nzwei",
        "de",
    )
    assert first.published_at == datetime(2026, 3, 11, 7, tzinfo=UTC)
    assert second.published_at == datetime(2026, 3, 11, 10, tzinfo=UTC)
    assert batch.problems == ()


def test_json_feed_is_read_like_the_others() -> None:
    """JSON Feed gives records too; items of the wrong shape are problems."""
    batch = parsed((FEEDS / "journal.json").read_bytes())
    assert [(record.title, record.text) for record in batch.records] == [
        ("A benchmark nobody trusts", "One.\nTwo < three."),
        (None, "No title, no address."),
    ]
    assert batch.records[0].published_at == datetime(2026, 3, 12, 5, 15, tzinfo=UTC)
    assert [problem.field for problem in batch.problems] == ["published_at", "link", "link"]


def test_ids_are_stable_and_follow_the_article() -> None:
    """One article has one id, whatever tracking marks, fragment of host case or feed it came by."""
    plain = parsed(rss(AN_ENTRY.format("x"))).records[0]
    tracked = rss(
        AN_ENTRY.format("x").replace("//a.example/x", "//A.Example:443/x?utm_medium=rss#xtor=RSS-1")
    )
    assert parsed(tracked, "Another Paper").records[0].id == plain.id
    assert len(plain.id) == len("news:") + 16


def test_entries_that_share_the_sites_address_stay_apart() -> None:
    """A feed that gives its site's address to every entry still gives one record an entry."""
    item = (
        "<item><title>v{0}</title><link>https://a.example/log</link><guid isPermaLink='false'>v{0}</guid>"
        "<pubDate>Tue, 10 Mar 2026 09:30:00 GMT</pubDate></item>"
    )
    body = rss("<link>https://a.example/log</link>", item.format(1), item.format(2))
    assert len({record.id for record in parsed(body).records}) == 2


def test_a_document_that_breaks_off_keeps_its_whole_entries() -> None:
    """Of a truncated feed the last entry, which may be cut in a sentence, is left out and said so."""
    whole = rss(*(AN_ENTRY.format(name) for name in "abc"))
    cut = whole[: whole.index(b"Words of c") + 6]
    batch = parsed(cut)
    assert [record.title for record in batch.records] == ["a", "b"]
    assert "breaks off" in batch.problems[0].found


def test_a_whole_but_ill_formed_document_keeps_all_entries() -> None:
    """A bare ampersand is the site's slip, not a reason to lose the last entry."""
    body = rss(AN_ENTRY.format("a"), AN_ENTRY.format("b").replace("Words of", "R&D of"))
    assert [record.title for record in parsed(body).records] == ["a", "b"]


def test_a_time_in_the_future_is_a_problem() -> None:
    """A clock may be a little ahead; tomorrow's tomorrow is a mistake, and never moves the cursor."""
    ahead = AN_ENTRY.format("a").replace("Tue, 10 Mar 2026 09:30", "Mon, 16 Mar 2026 09:30")
    wrong = AN_ENTRY.format("b").replace("Tue, 10 Mar 2026", "Tue, 17 Mar 2026")
    batch = parsed(rss(ahead, wrong, AN_ENTRY.format("c")))
    assert [record.title for record in batch.records] == ["a", "c"]
    assert batch.cursor == "2026-03-10T09:30:00Z"


def test_the_cursor_never_goes_back() -> None:
    """A feed that shows only old entries leaves the cursor where it was."""
    assert parsed(rss(AN_ENTRY.format("a")), cursor="2026-03-12T00:00:00Z").cursor == "2026-03-12T00:00:00Z"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"  \n",
        b"<html><body>Not found</body></html>",
        b"{}",
        b"{",
        b"[" * 10_000,
        b"\0\1\2",
        b"plain text",
    ],
)
def test_what_is_no_feed_is_told_as_such(body: bytes) -> None:
    """An error page, nothing at all, or noise is an error of the source with its reason."""
    batch = parsed(body)
    assert batch.records == ()
    assert batch.error is not None
    assert batch.error.startswith("expected a feed, found ")


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lollollollol">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + ']><rss version="2.0"><channel><item><title>&j;</title></item></channel></rss>'
).encode()
HOSTILE = {
    "entity bomb": BOMB,
    "external entity": b'<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    + rss(AN_ENTRY.format("x").replace("Words of x", "&e;")),
    "endless tags": b"<rss>" + b"<a>" * 400_000,
    "one element, many attributes": b"<rss><channel><item "
    + b" ".join(b"a%d='b'" % number for number in range(60_000)) + b"/>",
    "deep JSON": b'{"items":' + b"[" * 100_000,
    "marks without end": rss(AN_ENTRY.format("x").replace("Words of x", "&lt;a &quot;" * 40_000)),
    "an absurd number": rss(AN_ENTRY.format("x").replace("Words of x", "&amp;#" + "9" * 50_000 + ";")),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_end_soon_and_leak_nothing(name: str) -> None:
    """Bombs and outside entities cost little time and bring nothing into a record."""
    started = time.process_time()
    batch = parsed(HOSTILE[name])
    assert time.process_time() - started < 5
    assert all("root:" not in record.text and len(record.text) <= 2000 for record in batch.records)


def test_only_words_that_a_page_can_hold_come_through() -> None:
    """Markup, scripts, control characters and half characters never reach a record's text."""
    item = {
        "id": "1",
        "url": "https://a.example/1",
        "title": "Zero\x00\ud800 <b>kept as words</b>",
        "content_html": "a<br>b<style>x{}</style><svg><svg></svg>n</svg><p>c\x1b</p><img onerror=y>d<!--e-->",
        "date_published": "2026-03-12T08:00:00Z",
    }
    body = json.dumps({"version": "https://jsonfeed.org/version/1", "items": [item]}).encode()
    record = parsed(body).records[0]
    assert record.title == "Zero <b>kept as words</b>"
    assert record.text == "a\nb\nc\nd"


def test_a_long_text_is_cut_at_a_sentence() -> None:
    """What is kept is an excerpt that ends with a sentence, not the article."""
    body = rss(AN_ENTRY.format("x").replace("Words of x.", "This is a sentence of the article. " * 200))
    text = parsed(body).records[0].text
    assert 1900 < len(text) <= 2000
    assert text.endswith("of the article.")


TIMES = {
    "2026-03-10T09:30:00+02:00": datetime(2026, 3, 10, 7, 30, tzinfo=UTC),
    "10 March 2026 9:30 pm EST": datetime(2026, 3, 11, 2, 30, tzinfo=UTC),
    "2026-03-10": datetime(2026, 3, 10, tzinfo=UTC),
    "March 2026": None,
    "Monday": None,
    "09:30": None,
    "": None,
    "10 March 2026 9:30 XYZ": None,
    "9" * 400: None,
}


@pytest.mark.parametrize("words", TIMES)
def test_a_time_is_read_or_missing_but_never_made_up(words: str) -> None:
    """Only a full date is a time; nothing is filled in from the clock or the machine's zone."""
    assert read_time(words) == TIMES[words]


@given(st.text(max_size=80))
def test_any_words_are_a_time_or_none(words: str) -> None:
    """Reading a time raises on no words at all."""
    found = read_time(words)
    assert found is None or found.utcoffset() == timedelta(0)


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_bytes_end_without_an_exception(noise: bytes) -> None:
    """Noise inside a feed, or in the place of one, gives a batch."""
    assert isinstance(parsed(noise), Batch)
    assert isinstance(parsed(rss(AN_ENTRY.format("x")).replace(b"Words", noise)), Batch)


@pytest.mark.parametrize(
    "address", ["https://a.example/log#2026-03", "http://[::1]:8080/x?q=1", "https://a.example/?p=12"]
)
def test_a_clean_address_stays_as_it_is(address: str) -> None:
    """Cleaning a clean address changes nothing; release notes keep their fragments."""
    assert canonical(address) == address


@given(st.sampled_from(["https://", "HTTP://", "//", "/", "?", ""]), st.text(max_size=60))
def test_cleaning_an_address_twice_changes_nothing_more(start: str, rest: str) -> None:
    """Whatever passes for a web address is cleaned once and for all, or an article would have two ids."""
    address = web_address(start + rest, "https://a.example/b")
    if address is not None:
        assert canonical(canonical(address)) == canonical(address)


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<!--", "-->", "<a href='", '"', ">", "<", "&#", ";", "x\n"]))
)
def test_any_html_gives_printable_words_and_web_addresses(pieces: list[str]) -> None:
    """Broken markup never raises, and what comes out fits on a page."""
    words, links = from_html("".join(pieces), "https://a.example/")
    assert words == printable(words)
    assert all(web_address(link) == link for link in links)


@pytest.mark.corpus
def test_every_stored_feed_ends_without_exception(data_dir: Path) -> None:
    """Every real and malicious feed at hand gives a batch, its entries counted, in bounded time."""
    root = data_dir / "feeds"
    if not root.is_dir():
        pytest.skip(f"no feeds at {root}")
    lines = (root / "index.jsonl").read_text(encoding="utf-8").splitlines()
    records: dict[str, int] = {}
    for entry in map(json.loads, lines):
        started = time.process_time()
        body = (root / entry["file"]).read_bytes()
        batch = Feed("A Paper", FEED_URL).parsed(body, FEED_URL, Task(now=datetime(2027, 1, 1, tzinfo=UTC)))
        assert time.process_time() - started < 5, entry["file"]
        assert all(isinstance(record, Record) for record in batch.records)
        records[entry["set"]] = records.get(entry["set"], 0) + len(batch.records)
    assert len(lines) > 300
    assert records["news-feeds-real"] >= 100


@pytest.mark.corpus
def test_stored_xml_attacks_end_soon(data_dir: Path) -> None:
    """Known attacks on XML parsers give a batch without records, quickly."""
    place = data_dir / "security" / "hostile_xml.jsonl.gz"
    if not place.is_file():
        pytest.skip(f"no attacks at {place}")
    with gzip.open(place, "rt", encoding="utf-8") as file:
        for line in file:
            started = time.process_time()
            assert parsed(base64.b64decode(json.loads(line)["body_b64"])).records == ()
            assert time.process_time() - started < 5
