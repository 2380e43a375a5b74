"""Posts that try to be markup, code or settings, from import to browser: everywhere they are text."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

import feedparser
import html5lib
import pytest
from newsrooms import PROGRAMS, Newsroom, environ

from audit.chromium import Watched
from audit.serving import served
from newsdesk import prose
from newsdesk.publish.escaping import one_line
from newsdesk.stories import StoryVersion

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow
#: Whatever runs, embeds, submits, moves the base, or loads from elsewhere.
ACTIVE = {
    *("iframe", "img", "object", "embed", "form", "input", "button", "base", "frame", "frameset", "applet"),
    *("audio", "video", "source", "math", "template", "textarea", "select", "marquee", "portal"),
}
#: The switch of the seams, and the search page's box and button, by id or class.
CONTROLS = {"input": ("seams", "words"), "button": ("more",)}
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
#: What Pelican's simple theme and our Markdown make of an article; no post adds to it.
STOCK_ELEMENTS = {
    *("main", "article", "header", "footer", "section", "address", "abbr", "time", "div", "p", "br"),
    *("h1", "h2", "a", "em", "strong", "ol", "ul", "li"),
}
STOCK = """\
SITENAME = "Stock"
SITEURL = "https://stock.example"
PATH = "stories"
OUTPUT_PATH = "stock"
TIMEZONE = "UTC"
THEME = "simple"
PLUGINS = []
"""


def parse(data: bytes) -> Element:
    """Return a page as a browser reads it."""
    root = html5lib.parse(data, namespaceHTMLElements=False)
    assert isinstance(root, Element)
    return root


def text(element: Element) -> str:
    """Return an element's words with single spaces."""
    return " ".join("".join(element.itertext()).split())


def shapes(root: Element) -> set[tuple[str, ...]]:
    """Return each kind of element with the names of its attributes; ``lang`` depends on the post."""
    return {(str(e.tag), *sorted(set(e.attrib) - {"lang"})) for e in root.iter()}


def versions(newsroom: Newsroom) -> list[StoryVersion]:
    """Return the published versions, as the check reads them."""
    paths = sorted((newsroom.content / "versions").rglob("v*.json"))
    return [StoryVersion.model_validate_json(path.read_bytes()) for path in paths]


def test_stories_are_published_from_hostile_posts(hostile: Newsroom) -> None:
    """There are stories, they hold, and the posts under them carry what was attempted."""
    found = versions(hostile)
    assert len(found) >= 2
    hostile.newsdesk("check").plainly("0 do not", code=0)
    posts = [item.record for version in found for item in version.brief.records]
    every = "\n".join(f"{post.text} {post.title} {post.author} {post.community}" for post in posts)
    for attempt in ("<script", "{{", "{%", "](javascript:", "Save_as:", "<!--", "onerror=", "\u202e"):
        assert attempt in every, attempt


def test_no_page_has_an_element_that_was_not_ours(hostile: Newsroom, demonstration: Newsroom) -> None:
    """Every element and attribute also stands on the demonstration's pages; no address runs anything."""
    # A day that was not measured has one wide cell; the demonstration misses none.
    ours: set[tuple[str, ...]] = {("td", "colspan")}
    for data in demonstration.pages().values():
        ours |= shapes(parse(data))
    pages = {path: parse(data) for path, data in hostile.pages().items()}
    assert len(pages) >= 12
    assert {path: extra for path, root in pages.items() if (extra := shapes(root) - ours)} == {}
    for path, root in pages.items():
        for element in root.iter():
            known = (element.get("id") or element.get("class")) in CONTROLS.get(str(element.tag), ())
            assert known or element.tag not in ACTIVE, (path, element.tag)
            assert not [name for name in element.attrib if name.startswith("on")], path
            for name in ("href", "src", "action", "content"):
                value = str(element.get(name, "")).strip().lower()
                assert not re.match(r"(javascript|data|vbscript|file)\s*:", value), (path, value)
        for script in root.iter("script"):
            if src := script.get("src"):
                assert re.fullmatch(r"(\.\./)*(\./)?theme/[a-z]+\.js", src), (path, src)
                assert not script.text, path
            else:
                assert script.get("type") == "application/ld+json"
                json.loads(script.text or "")


def test_what_was_posted_is_shown_as_it_was_posted(hostile: Newsroom) -> None:
    """A source's excerpt shows the stored words; Jinja's braces stand there uncomputed."""
    for version in versions(hostile):
        path = f"{version.address.strip('/')}/index.html"
        page = parse(hostile.pages()[path])
        (listed,) = (e for e in page.iter("section") if e.get("class") == "sources")
        shown = [text(quote) for quote in listed.iter("blockquote")]
        _, sources = prose.mark_body(version.draft, version.brief)
        assert len(shown) == len(sources)
        for source, excerpt in zip(sources, shown, strict=True):
            record = source.item.record
            plain = " ".join(f"{record.title or ''} {record.words}".split())
            core = " ".join(excerpt.removeprefix("… ").removesuffix(" …").split())
            assert core in plain, (core, plain)
            assert "49" not in excerpt or "49" in plain


def test_the_evidence_gives_the_posts_back_to_the_letter(hostile: Newsroom, evil_file: Path) -> None:
    """evidence.json is JSON, and each text in it is the imported one (save what no page may hold)."""
    lines = (json.loads(line) for line in evil_file.read_bytes().splitlines())
    posted = {UNPRINTABLE.sub("\ufffd", line["text"]) for line in lines}
    places = list(hostile.output.rglob("evidence.json"))
    assert len(places) >= 2
    for place in places:
        told = [record["text"] for record in json.loads(place.read_bytes())["records"] if record["text"]]
        assert told
        assert set(told) <= posted


def test_the_feed_holds_text(hostile: Newsroom) -> None:
    """The feed is well formed, and no entry holds an element or address that runs anything."""
    place = hostile.output / "feeds" / "atom.xml"
    feed = feedparser.parse(place.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo, feed.get("bozo_exception")
    assert len(feed.entries) >= 2
    for entry in feed.entries:
        fragment = html5lib.parseFragment(entry.content[0].value, namespaceHTMLElements=False)
        found = {str(element.tag) for element in fragment.iter()}
        assert found <= {"DOCUMENT_FRAGMENT", "p", "strong", "em", "a", "ol", "ul", "li", "h2", "blockquote"}
        for link in fragment.iter("a"):
            assert str(link.get("href")).startswith(("https://", "http://", "/", "#", "..")), link.get("href")


def test_a_stock_pelican_shows_the_same_words(hostile: Newsroom, tmp_path: Path) -> None:
    """The Markdown articles, built by Pelican without us, show every word and hold no element of a post."""
    shutil.copytree(hostile.content / "stories", tmp_path / "stories")
    (tmp_path / "stock.py").write_text(STOCK)
    done = subprocess.run(
        [str(PROGRAMS / "pelican"), "--settings", "stock.py", "--fatal", "warnings"],
        cwd=tmp_path,
        env=environ({}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    built = {path.name for path in (tmp_path / "stock").glob("*.html")}
    for version in versions(hostile):
        assert f"{version.slug}.html" in built
        page = parse((tmp_path / "stock" / f"{version.slug}.html").read_bytes())
        words = text(next(page.iter("body")))
        body, _ = prose.mark_body(version.draft, version.brief)
        for part in (part for paragraph in body for sentence in paragraph for part in sentence):
            assert one_line(part.text) in words, part.text
        assert one_line(version.headline) in words
        main = next(page.iter("main"))
        assert {str(element.tag) for element in main.iter()} <= STOCK_ELEMENTS
        for link in main.iter("a"):
            assert str(link.get("href")).startswith(("https://", "./", "/")), link.get("href")
        assert not list(page.iter("script"))
    assert not (tmp_path / "evil.html").exists()


def test_a_browser_runs_and_asks_nothing(hostile: Newsroom, browser: Browser) -> None:
    """No dialog, no console message, no request to anybody else, on any page; also without our policy."""
    with served(hostile.output) as origin:
        for bypass in (False, True):
            watched = Watched(browser, origin, bypass_csp=bypass)
            for path in hostile.pages():
                assert watched.go(f"/{path}").url.startswith(origin), path
            assert watched.problems == []
