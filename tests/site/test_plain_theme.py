"""The theme in a Pelican site that has no newsroom: articles written by hand, and nothing of ours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import pytest
import stories_factory as make
from reading_html import by_class, ids, links, read, text
from site_building import THEME, theme_environment

from audit import looking
from audit.chromium import Watched
from audit.serving import served
from newsdesk.config import Layout
from newsdesk.publish import versions
from newsdesk.site.addresses import Addresses
from newsdesk.site.parts.chrome import RIGHT_TO_LEFT, chrome
from newsdesk.site.parts.metadata import metadata

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: What a person who likes our theme writes; all else is Pelican's default.
SETTINGS = f"""\
SITENAME = "Salt & Light"
SITESUBTITLE = "Notes by hand"
SITEURL = %(url)r
RELATIVE_URLS = not SITEURL
AUTHOR = "Ada Lovelace"
PATH = "content"
THEME = {str(THEME)!r}
TIMEZONE = "UTC"
LOCALE = ["C.UTF-8", "C"]
DEFAULT_PAGINATION = 7
FEED_ALL_ATOM = "feeds/all.atom.xml"
YEAR_ARCHIVE_SAVE_AS = "{{date:%%Y}}/index.html"
PLUGINS = []
MENUITEMS = [("Elsewhere", "https://example.org/?a=1&b=2")]
"""
ARTICLE = """\
Title: Number {n}: <em>salt</em> & light
Date: {year}-0{month}-11 10:00
Category: {category}
Tags: salt, two words
Slug: number-{n}
{more}

A paragraph that says what this is about, with *stress* and a [link](https://example.org/).

## A heading

> A quotation.

    print("a line of code that is much wider than any telephone would ever be, so that it has to scroll")

| Left | Right |
|------|------:|
| a    | 1     |
"""
#: A page of each kind that stock Pelican makes.
PAGES = {
    "front": "index.html",
    "second page": "index2.html",
    "article": "number-1.html",
    "translation": "number-1-de.html",
    "page": "pages/about.html",
    "draft": "drafts/number-9.html",
    "category": "category/letters.html",
    "tag": "tag/two-words.html",
    "author": "author/ada-lovelace.html",
    "categories": "categories.html",
    "tags": "tags.html",
    "authors": "authors.html",
    "archives": "archives.html",
    "year": "2026/index.html",
}


def build(folder: Path) -> Path:
    """Build a site with Pelican as it comes; return its output."""
    done = subprocess.run(
        [sys.executable, "-m", "pelican", "content", "-o", "output", "-s", "conf.py", "--fatal", "errors"],
        cwd=folder,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "output"


def write(folder: Path, url: str) -> None:
    """Write a site of ten articles, one of them a draft and one translated, and a page."""
    (folder / "conf.py").write_text(SETTINGS % {"url": url})
    content = folder / "content"
    (content / "pages").mkdir(parents=True)
    (content / "pages/about.md").write_text("Title: About\nSlug: about\n\nBy hand.\n")
    for n in range(10):
        more = {1: "Summary: In *short*: salt & light.", 9: "Status: draft"}.get(n, "Lang: en")
        words = ARTICLE.format(
            n=n, year=2025 + n % 2, month=n % 9 + 1, category=("Art & Craft", "Letters")[n % 2], more=more
        )
        (content / f"number-{n}.md").write_text(words)
    other = "Title: Nummer 1\nDate: 2026-02-11\nSlug: number-1\nLang: de\nCategory: Letters\n\nAuf Deutsch.\n"
    (content / "number-1-de.md").write_text(other)


@pytest.fixture(scope="module", params=["", "https://example.org/sub"], ids=["relative", "published"])
def plain(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A plain site and its SITEURL, with relative links and as it is published under a path."""
    folder = tmp_path_factory.mktemp("plain")
    write(folder, request.param)
    return build(folder), request.param


@pytest.mark.slow
@pytest.mark.parametrize("kind", PAGES)
def test_every_stock_page_has_our_frame(kind: str, plain: tuple[Path, str]) -> None:
    """Strictly well formed, one h1, no id twice, landmarks, our sheet; nothing of the newsroom is claimed."""
    folder, _ = plain
    root = read(folder / PAGES[kind])
    assert len(list(root.iter("h1"))) == 1
    assert len(ids(root)) == len(set(ids(root)))
    assert {"header", "nav", "main", "footer"} <= {str(element.tag) for element in root.iter()}
    assert text(by_class(root, "name")[0]) == "Salt & Light"
    assert "Salt & Light" in text(next(root.iter("title")))
    assert "None" not in text(root)
    for claim in ("machine", "demonstration", "newsroom", "From the editors"):
        assert claim not in text(root)
    language = "de" if kind == "translation" else "en"
    assert (root.get("lang"), root.get("dir")) == (language, None)
    hidden = [meta for meta in root.iter("meta") if meta.get("content") == "noindex"]
    assert bool(hidden) == (kind == "draft")


@pytest.mark.slow
def test_every_link_of_a_plain_site_holds(plain: tuple[Path, str]) -> None:
    """Each link and file that a page names is there, on every page that Pelican wrote."""
    folder, url = plain
    base = urlsplit(url).path
    followed = 0
    for page in sorted(folder.rglob("*.html")):
        here = f"http://here{base}/{page.relative_to(folder).as_posix()}"
        for link in links(read(page)):
            assert link, page
            parts = urlsplit(urljoin(here, link.replace(url, f"http://here{base}") if url else link))
            if parts.netloc != "here":
                continue
            target = folder / unquote(parts.path.removeprefix(base)).lstrip("/")
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), (page, link)
            followed += 1
    assert followed > 300


@pytest.mark.slow
def test_an_article_shows_what_pelican_knows_of_it(plain: tuple[Path, str]) -> None:
    """Category, title, summary, date, text, author, tags and translation; markup in a title is no markup."""
    folder, url = plain
    root = read(folder / "number-1.html")
    assert text(next(root.iter("h1"))) == "Number 1: salt & light"
    assert text(by_class(root, "standfirst")[0]) == "In short: salt & light."
    assert text(by_class(root, "kicker")[0]) == "Letters"
    assert text(next(root.iter("time"))) == "Wed 11 February 2026"
    assert {"em", "h2", "blockquote", "pre", "table"} <= {
        str(element.tag) for element in by_class(root, "narrative")[0].iter()
    }
    foot = text(by_class(root, "disclosure")[0])
    assert foot == "By Ada Lovelace About salt, two words Also in Nummer 1"
    canonical = [link.get("href") for link in root.iter("link") if link.get("rel") == "canonical"]
    assert canonical == ([f"{url}/number-1.html"] if url else [])


@pytest.mark.slow
def test_the_front_page_opens_with_the_newest_and_leads_on(plain: tuple[Path, str]) -> None:
    """The newest article leads; following Older finds them all; the feed is named and can be read."""
    folder, _ = plain
    front = read(folder / "index.html")
    newest = text(by_class(by_class(front, "lead")[0], "headline")[0])
    assert newest.startswith("Number 7")
    found, page = [], front
    while True:
        found += [text(headline) for headline in by_class(page, "headline")]
        older = [a.get("href") for a in page.iter("a") if a.get("rel") == "next"]
        if not older:
            break
        page = read(folder / str(older[0]).rsplit("/", 1)[-1])
    assert sorted(found) == [f"Number {n}: salt & light" for n in range(9)]
    (feed,) = (link for link in front.iter("link") if link.get("type") == "application/atom+xml")
    assert str(feed.get("href")).endswith("feeds/all.atom.xml")
    assert len(feedparser.parse((folder / "feeds/all.atom.xml").read_bytes()).entries) == 10


@pytest.mark.slow
def test_published_stories_read_as_ordinary_articles(tmp_path: Path) -> None:
    """The Markdown of our stories in a plain site: headline, standfirst, beat, text and sources."""
    layout = Layout(tmp_path / "newsroom")
    stories = make.newsroom_of_eight()
    for story in stories:
        versions.publish(layout, versions.seal(story))
    (tmp_path / "conf.py").write_text(SETTINGS % {"url": ""})
    layout.stories.rename(tmp_path / "content")
    output = build(tmp_path)
    for story in stories:
        root = read(output / f"{story.slug}.html")
        assert text(next(root.iter("h1"))) == story.headline
        assert text(by_class(root, "standfirst")[0]) == story.standfirst
        assert text(by_class(root, "kicker")[0]) == story.brief.beat.name
        (narrative,) = by_class(root, "narrative")
        assert [text(heading) for heading in narrative.iter("h2")] == ["Sources"]
        assert list(next(narrative.iter("ol")))
    assert len(by_class(read(output / "index.html"), "card")) == 7


def test_the_plain_frame_gives_what_the_newsroom_gives() -> None:
    """Both fill the same inputs: a page that prints a new one is told here that a plain site lacks it."""
    values = {"SITENAME": "S", "SITEURL": "..", "DEFAULT_LANG": "en", "THEME_STATIC_DIR": "theme"}
    frame = theme_environment().get_template("partials/plain_frame.html").make_module(values)
    addresses = Addresses(make.site(), "/")
    assert set(chrome(addresses)) == set(frame.chrome)  # type: ignore[attr-defined]
    assert {*metadata(addresses, "", ""), "day"} == set(frame.meta)  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", [*sorted(RIGHT_TO_LEFT), "ar-EG", "en", "de", "zh-Hant"])
def test_a_language_is_set_from_the_side_it_is_written_from(language: str) -> None:
    """The newsroom and a plain site agree on it."""
    values = {"SITENAME": "S", "SITEURL": "..", "DEFAULT_LANG": language, "THEME_STATIC_DIR": "theme"}
    frame = theme_environment().get_template("partials/plain_frame.html").make_module(values)
    ours = chrome(Addresses(make.site(language=language), "/"))["direction"]
    expected = "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"
    assert ours == expected
    assert frame.chrome["direction"] == expected  # type: ignore[attr-defined]


@pytest.mark.slow
def test_a_plain_site_looks_right_in_a_browser(plain: tuple[Path, str], browser: Browser) -> None:
    """Each page has our sheet, no fault of layout, no message, and links large enough, at 390 and 1440 px."""
    folder, url = plain
    if url:
        pytest.skip("it looks as the relative one does")
    with served(folder) as origin:
        watched = Watched(browser, origin)
        found = []
        for path in PAGES.values():
            page = watched.go("/" + path)
            assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
            for width in (390, 1440):
                page.set_viewport_size({"width": width, "height": 900})
                found += [(path, width, *told) for told in looking.shown(watched, "light", width)]
        assert found + watched.problems == []
