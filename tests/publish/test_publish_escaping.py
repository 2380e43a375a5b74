"""Any text to Markdown that shows exactly that text, in Pelican's Markdown and in CommonMark."""

from __future__ import annotations

import gzip
import html
import json
import os
import re
from pathlib import Path

import html5lib
import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsdesk.publish import escaping

DATA = Path(os.environ.get("NEWSDESK_DATA", Path(__file__).parents[2] / ".." / "shared" / "data"))
EXTENSIONS = [
    "codehilite",
    "extra",
    "meta",
    "smarty",
    "toc",
    "sane_lists",
    "admonition",
    "nl2br",
    "wikilinks",
]
SYNTAX = st.text(
    st.sampled_from(list("\\`*_{}[]()#+-.!<>|~^$=@\"'&:;/%? \n\tax1\u2028\x02\x03€é")), max_size=40
)
HOSTILE = st.one_of(SYNTAX, st.text(max_size=60))


def _pelican(text: str, *, extensions: tuple[str, ...] = ("codehilite", "extra", "meta")) -> str:
    return markdown.markdown(text, extensions=list(extensions), output_format="html")


def _visible(rendered: str) -> str:
    tree = html5lib.parse(rendered, namespaceHTMLElements=False)
    return escaping.one_line("".join(tree.itertext()))


def _tags(rendered: str) -> set[str]:
    return set(re.findall(r"<([a-z0-9]+)", rendered))


@given(HOSTILE)
@example("1. one")
@example("Title: x")
@example("a\n===\n")
@example("*[HTML]: abbreviation")
@example("[^1]: note")
@example("{: .class }")
@example("~~~\ncode\n~~~")
@example("<script>alert(1)</script>")
@example("&copy; &amp;lt; &#60;")
@example("![x](http://example.com/y.png)")
@example("ends with wow!")
def test_pelican_shows_the_text_and_nothing_else(text: str) -> None:
    """With Pelican's default extensions the paragraph's visible text is the text, and has no elements."""
    rendered = _pelican("Slug: s\n\n" + escaping.body(text))
    assert _visible(rendered) == escaping.one_line(text)
    assert _tags(rendered) <= {"p"}


@given(HOSTILE)
def test_more_extensions_find_no_syntax_either(text: str) -> None:
    """Typography, admonitions, wiki links and the like get nothing to interpret."""
    rendered = markdown.markdown("Slug: s\n\n" + escaping.body(text), extensions=EXTENSIONS)
    shown = _visible(rendered).translate(str.maketrans("’‘", "''"))
    assert shown == escaping.one_line(text).translate(str.maketrans("’‘", "''"))
    assert _tags(rendered) <= {"p"}


@given(HOSTILE)
def test_commonmark_shows_the_text_too(text: str) -> None:
    """Another Markdown, with tables and strikethrough, shows the same."""
    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(escaping.body(text))
    assert _visible(rendered) == _visible(f"<p>{html.escape(escaping.one_line(text))}</p>")
    assert _tags(rendered) <= {"p"}


@given(HOSTILE)
def test_metadata_is_one_line_without_markup(text: str) -> None:
    """A value holds no line break, no tag, no attribute's end and no character reference."""
    value = escaping.metadata(text)
    assert "\n" not in value
    assert not re.search(r"[<>\"'`{}]", value)
    assert html.unescape(value) == value


@given(HOSTILE, HOSTILE)
def test_a_link_is_http_or_none(text: str, tail: str) -> None:
    """Whatever an address holds, the link leads to http(s) on its own host and shows its text."""
    rendered = _pelican("x " + escaping.link(text, "https://example.com/" + tail))
    links = re.findall(r'<a href="([^"]*)"', rendered)
    assert all(html.unescape(link).startswith("https://example.com/") for link in links)
    assert _tags(rendered) <= {"p", "a"}
    assert _visible(rendered) == escaping.one_line("x " + escaping.one_line(text))


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//example.com", "http://", "", "https://[", "ftp://a/b"],
)
def test_other_addresses_are_no_links(url: str) -> None:
    """Only http and https addresses with a host are linked."""
    assert escaping.address(url) is None
    assert escaping.link("text", url) == "text"


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["naughty_strings", "xss_payloads", "template_and_csv_injection"])
def test_collected_hostile_strings_are_text(name: str) -> None:
    """Strings that break other programs are shown as they are."""
    place = DATA / "security" / f"{name}.jsonl.gz"
    if not place.exists():
        pytest.skip(f"{place} is not there (NEWSDESK_DATA)")
    with gzip.open(place, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for text in (value for row in rows[:400] for value in row.values() if isinstance(value, str)):
        rendered = _pelican("Slug: s\n\n" + escaping.body(text))
        assert _tags(rendered) <= {"p"}
        assert _visible(rendered) == _visible(f"<p>{html.escape(escaping.one_line(text))}</p>")
