"""What is read of a web page, and that no page keeps the reader busy."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.collect import page_text
from newsdesk.collect.page_text import Page, last_modified, read

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
ADDRESS = "https://paper.example/2026/weights"
PARAGRAPHS = "".join(
    f"<p>Paragraph {number} says that the weights of the model number {number} were published on a Tuesday, "
    "and that nobody at the laboratory wanted to say why it took so long.</p>"
    for number in range(40)
)


def html(head: str = "", body: str = PARAGRAPHS) -> bytes:
    """Return a page with an article."""
    return (
        f"<!doctype html><html lang='en-GB'><head><title>Weights | The Paper</title>{head}</head>"
        f"<body><nav><a href='/'>Home</a></nav><article><h1>Weights</h1>{body}</article></body></html>"
    ).encode()


def page(body: bytes, content_type: str | None = "text/html") -> Page:
    """Return the page that the bytes must be."""
    found = read(body, content_type, ADDRESS, NOW)
    assert isinstance(found, Page), found
    return found


def test_a_page_gives_title_site_time_and_the_beginning_of_its_text() -> None:
    """The article's own words, cut at a sentence, without what stands around it."""
    head = (
        "<meta property='og:site_name' content='The  Paper'><meta property='og:title' content='The weights'>"
        "<meta property='article:published_time' content='2026-03-10T09:30:00+01:00'>"
        "<link rel='canonical' href='/weights'>"
    )
    found = page(html(head))
    assert (found.title, found.site, found.language) == ("The weights", "The Paper", "en-GB")
    assert found.published == datetime(2026, 3, 10, 8, 30, tzinfo=UTC)
    assert found.canonical == "https://paper.example/weights"
    assert "Paragraph 0 says" in found.text
    assert "Home" not in found.text
    assert 1000 < len(found.text) <= page_text.LONGEST_TEXT
    assert found.text.endswith(".")


TIMES = {
    "<meta name='date' content='2026-03-09'>": datetime(2026, 3, 9, tzinfo=UTC),
    "<meta name='date' content='2026-03-09'>"
    "<meta itemprop='datePublished' content='2026-03-09T07:00Z'>": datetime(2026, 3, 9, 7, tzinfo=UTC),
    "<meta name='date' content='2026-03-09'><script type='application/ld+json'>"
    '{"@type":"NewsArticle","datePublished": "2026-03-09T11:15:00-05:00","dateModified":"2026-03-11"}'
    "</script>": datetime(2026, 3, 9, 16, 15, tzinfo=UTC),
    "<meta name='date' content='yesterday'>": None,
    "": None,
}


@pytest.mark.parametrize("head", TIMES)
def test_the_time_is_the_page_s_own(head: str) -> None:
    """Tags and structured data tell it, a time before a date; where nothing tells it there is none."""
    assert page(html(head)).published == TIMES[head]


def test_a_date_in_the_address_or_the_text_is_found() -> None:
    """What trafilatura finds on the page counts where the tags are silent, as the beginning of the day."""
    body = "<time datetime='2026-03-08'>8 March</time>" + PARAGRAPHS
    assert page(html(body=body)).published == datetime(2026, 3, 8, tzinfo=UTC)


LAST = "Tue, 10 Mar 2026 09:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (
            {"last-modified": LAST, "date": "Sun, 15 Mar 2026 12:00:00 GMT"},
            datetime(2026, 3, 10, 9, tzinfo=UTC),
        ),
        ({"last-modified": LAST, "date": LAST}, None),
        ({"last-modified": LAST, "date": "Tue, 10 Mar 2026 09:30:00 GMT"}, None),
        ({"last-modified": "Sun, 15 Mar 2026 13:00:00 GMT", "date": "Sun, 15 Mar 2026 18:00:00 GMT"}, None),
        ({"last-modified": LAST}, None),
        ({"last-modified": "recently", "date": LAST}, None),
        ({}, None),
    ],
)
def test_the_last_change_counts_only_where_it_is_plausible(
    headers: dict[str, str], expected: datetime | None
) -> None:
    """A page made for each visit calls itself as new as its answer: that is no time of publication."""
    assert last_modified(headers, NOW) == expected


@pytest.mark.parametrize(
    ("encoding", "content_type", "head"),
    [
        ("utf-8", None, ""),
        ("utf-8-sig", "text/html; charset=latin-1", ""),
        ("utf-16", None, ""),
        ("cp1252", "text/html; charset=windows-1252", ""),
        ("cp1252", None, ""),
        ("shift_jis", None, "<meta charset=shift_jis>"),
        ("utf-8", "text/html; charset=idna", "<meta charset='rot13'>"),
        ("utf-8", "text/html; charset=utf-16", ""),
    ],
)
def test_words_come_through_in_any_encoding(encoding: str, content_type: str | None, head: str) -> None:
    """The encoding is told by mark, header or tag; a name that is no encoding of text is passed over."""
    word = "ガイド" if encoding == "shift_jis" else "Prüfstände"
    body = html(head, PARAGRAPHS.replace("laboratory", word)).decode().encode(encoding)
    assert word in page(body, content_type).text


@pytest.mark.parametrize(
    "body", [b"", b"%PDF-1.7 ...", b"\x89PNG\r\n", b"{}", b"plain", b"<rss><channel/></rss>"]
)
def test_what_is_no_page_is_told(body: bytes) -> None:
    """A content type is not believed: what isn't HTML is none."""
    assert read(body, "text/html", ADDRESS, NOW) == page_text.NO_PAGE


START = "<html><head><title>T</title></head><body>"
HOSTILE = {
    "paragraphs without end": START + "<p>a b c" * 1_000_000,
    "as many paragraphs as are read": START + "<p>a b c" * (page_text.MOST_MARKS - 10),
    "deep nesting": START + "<div>" * 19_000,
    "deeper nesting": START + "<div>" * 2_000_000,
    "tables in tables": START + "<table><tr><td>" * 6_000,
    "lists in lists": START + "<ul><li>x" * 9_000,
    "attributes without end": START + "<p " + " ".join(f"a{number}" for number in range(1_000_000)),
    "attributes behind a quote": START + "<p x=y\" " + " ".join(f"a{n}=b" for n in range(300_000)) + ' z">',
    "attributes behind a script": START + "<script>'</script><p " + " ".join(f"a{n}" for n in range(300_000)),
    "a word of ten megabytes": START + "<p>" + "w" * 10_000_000,
    "white space": START + "<p>" + " \n" * 5_000_000,
    "dates": START + "<p>" + "2026-03-10 10/03/2026 " * 450_000,
    "quotes": START + "<p " + "'\"" * 1_000_000,
    "open tags": START + "<" * 19_000 + "a b=" * 200_000,
    "a title of ten megabytes": "<html><title>" + "a - b | " * 1_250_000,
    "structured data": "<html><head><script type='application/ld+json'>" + '{"a":[' * 1_600_000,
    "dates in structured data": "<html><head>"
    + "<script type='application/ld+json'>{\"datePublished\":\"x\"}</script>" * 9_000,
    "references": START + "<p>" + "&amp;&#x41;&#99999999999;" * 400_000,
    "meta tags": "<html><head>" + "<meta name=author content='x y, z'>" * 19_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end(name: str, caplog: pytest.LogCaptureFixture) -> None:
    """Depth, width and ten megabytes of anything cost seconds of the processor at most, and say nothing."""
    started = time.process_time()
    found = read(HOSTILE[name].encode(), "text/html", ADDRESS, NOW)
    assert time.process_time() - started < 30
    assert isinstance(found, str) or len(found.text) <= page_text.LONGEST_TEXT
    assert not [line for line in caplog.records if line.levelname in ("WARNING", "ERROR", "CRITICAL")]


_PIECES = [
    "<p>", "</p>", "<div ", ">", "<a href='", '"', "text ", "<meta name=date content=", "2026-03-10",
    "<script>", "</script>", "<!--", "-->", "&#", ";", "<table>", "<title>", "</html>", "\x00", "\ud800",
    "<svg>", "<![CDATA[",
]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=60), st.binary(max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_markup_is_a_page_or_told(pieces: list[str], noise: bytes) -> None:
    """Whatever stands in a page, reading it never raises."""
    body = "".join(["<html>", *pieces]).encode("utf-8", "surrogatepass") + noise
    assert isinstance(read(body, None, ADDRESS, NOW), Page | str)
