"""Two scripts in a real Chromium: "Check this story" on a story, and what is new on the front page."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import stories_factory as make
from loopback import IN_CHROMIUM, chromium, served
from site_building import THEME, build

from newsdesk.stories import Paragraph

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = IN_CHROMIUM

STORY = "2026/03/slow-models"
AGREES = "The headline and the passages marked under Sources agree with the evidence."
#: All layout shifts of a page so far, as Chromium scores them.
SHIFT = """() => new Promise((done) => new PerformanceObserver((list) =>
  done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
  .observe({ type: "layout-shift", buffered: true }) || setTimeout(() => done(0), 300))"""

#: What a browser does that refuses storage.
BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("", "SecurityError"); } })"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with chromium() as started:
        yield started


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A copy of the site that a test may change."""
    return shutil.copytree(built, tmp_path / "site")


def checked(page: Page, address: str) -> list[str]:
    """Open a story, press the button, and return what was told, a line each."""
    page.goto(address)
    page.click(".check button")
    page.locator(".check p").first.wait_for()
    return page.locator(".check p").all_text_contents()


def change(site: Path, old: str, new: str, name: str = "index.html") -> None:
    """Replace words in a file of the story; they must be there."""
    path = site / STORY / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_honest_page_is_verified(browser: Browser, site: Path) -> None:
    """Every quotation, the headline and the marks agree; the answer is a status, and nothing had moved."""
    with served(site) as address:
        page = browser.new_page()
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text))
        page.goto(f"{address}/{STORY}/")
        page.locator(".check button").wait_for()
        assert page.evaluate(SHIFT) == 0
        quotations = page.locator(".narrative .quote").count()
        assert quotations >= 5
        exact = f"All {quotations} quotations stand word for word in the stored posts."
        assert checked(page, f"{address}/{STORY}/") == [exact, AGREES]
        assert page.get_attribute(".check [role]", "role") == "status"
        assert page.locator(".altered").count() == 0
        assert told == []
        page.close()


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("“pay for speed and skim”", "“pay for speed and skip”", "“pay for speed and skip”"),
        ("“pay for speed and skim”", "“pay for speed and ski”", "“pay for speed and ski”"),
        ("“legal laughed”", "“Legal laughed”", "“Legal laughed”"),
        ("“legal laughed”", "“”", "“”"),
        ('data-source="5"><span', 'data-source="1"><span', "“der Lüfter hat gewonnen”"),
        ('data-source="5"><span', "><span", "“der Lüfter hat gewonnen”"),
        ("“legal laughed”", "“<i>legal</i> cried &lt;b&gt;”", "“legal cried <b>”"),
    ],
)
def test_an_altered_quotation_is_named_and_marked(
    old: str, new: str, named: str, browser: Browser, site: Path
) -> None:
    """One changed word, half a word, another case, nothing, another source: that quotation, no other."""
    change(site, old, new)
    with served(site) as address:
        page = browser.new_page()
        told = checked(page, f"{address}/{STORY}/")
        assert re.fullmatch(r"1 of \d+ quotations does not stand word for word in the stored posts:", told[0])
        assert told[1:] == [named, AGREES]
        marked = page.locator(".narrative .altered")
        assert marked.all_text_contents() == [f"{named} [not in the stored post]"]
        page.click(".check p a")
        assert marked.get_attribute("id") == page.url.partition("#")[2]
        page.click(".check button")  # a second check finds the same and marks nothing twice
        page.locator(".check p").first.wait_for()
        assert marked.all_text_contents() == [f"{named} [not in the stored post]"]
        page.close()


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("index.html", "<h1>Local", "<h1>Remote", r"The headline is not the one in the evidence\."),
        (
            "index.html",
            "<mark>legal laughed</mark>",
            "<mark>legal wept</mark>",
            r"Passages marked under Sources that are not in the stored posts: 1 of \d+\.",
        ),
        (
            "evidence.json",
            "and legal laughed.",
            "and legal wept.",
            r"\d of \d+ quotations (does|do) not stand word for word in the stored posts:",
        ),
    ],
)
def test_other_differences_are_told(
    name: str, old: str, new: str, told: str, browser: Browser, site: Path
) -> None:
    """A changed headline, a changed mark under Sources, or evidence that says something else."""
    change(site, old, new, name)
    with served(site) as address:
        page = browser.new_page()
        assert any(re.fullmatch(told, line) for line in checked(page, f"{address}/{STORY}/"))
        page.close()


def without(site: Path) -> None:
    """Remove the evidence."""
    (site / STORY / "evidence.json").unlink()


def broken(site: Path) -> None:
    """Leave half of the evidence."""
    path = site / STORY / "evidence.json"
    path.write_bytes(path.read_bytes()[:500])


def another(site: Path) -> None:
    """Put JSON of another form where the evidence was."""
    (site / STORY / "evidence.json").write_text("[]", encoding="utf-8")


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (without, "The evidence is not where it should be (error 404). Nothing was checked."),
        (broken, "The evidence can’t be read. Nothing was checked."),
        (another, "The evidence can’t be read. Nothing was checked."),
    ],
)
def test_without_evidence_nothing_is_called_checked(
    harm: Callable[[Path], None], told: str, browser: Browser, site: Path
) -> None:
    """A missing or unreadable file is told as what it is."""
    harm(site)
    with served(site) as address:
        page = browser.new_page()
        assert checked(page, f"{address}/{STORY}/") == [told]
        page.close()


def test_a_reader_who_is_offline_is_told_so(browser: Browser, site: Path) -> None:
    """Without a network the check fails with a sentence, and works again afterwards."""
    with served(site) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}/{STORY}/")
        context.set_offline(True)
        page.click(".check button")
        page.locator(".check p").first.wait_for()
        assert "You may be offline" in page.inner_text(".check p")
        context.set_offline(False)
        page.click(".check button")
        page.locator(".check p").nth(1).wait_for()
        assert page.locator(".check p").nth(1).text_content() == AGREES
        context.close()


def test_from_disk_the_check_says_why_it_can_not_be_made(browser: Browser, built: Path) -> None:
    """A file may not read its neighbour: that is said, not shown as a failure of the story."""
    page = browser.new_page()
    (told,) = checked(page, (built / STORY / "index.html").as_uri())
    assert told.startswith("A page opened from disk may not read its evidence.")
    assert told.endswith("Nothing was checked.")
    page.close()


def test_without_script_there_is_no_button_and_no_gap(browser: Browser, built: Path) -> None:
    """What only the script can do takes no room where it does not run."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built / STORY / "index.html").as_uri())
    assert page.locator(".check").bounding_box() is None
    assert page.locator("button").count() == 0
    context.close()


@pytest.mark.parametrize(
    ("post", "quoted"),
    [
        (
            'x <img src=x onerror="document.title=1"> &amp; "y"',
            '<img src=x onerror="document.title=1"> &amp; "y"',
        ),
        ("So it “was” said, wasn’t it?", "“was” said, wasn’t it?"),
        ("one\u00a0space \u2003 and\ntwo\tlines", "space \u2003 and\ntwo\tlines"),
        ("one\r\ntwo \x07 and \ufdd0 three\x0b!", "one\r\ntwo \x07 and \ufdd0 three\x0b!"),
        (
            "\u202eright to left\u202c, e\u0301te\u0301, 👩🏽‍🚀 and 人工",
            "right to left\u202c, été, 👩🏽‍🚀 and 人工",
        ),
        ("$& $1 \\d+ [a-z]* (?:", "$& $1 \\d+ [a-z]* (?:"),
        ("First we tried, and then we failed at it.", "First we tried … we failed [...] it"),
    ],
)
def test_quotations_of_any_characters_are_verified(
    post: str, quoted: str, browser: Browser, tmp_path: Path
) -> None:
    """Markup, quotes, white space, unprintable and combining characters: the post's words are found."""
    posts = tuple(make.record(n, "odd", **({"text": post} if n == 0 else {})) for n in range(5))
    said = make.sentence(make.part("said", "{quote}.", quote=("r1", quoted)))
    story = make.story(slug="odd", records=posts, paragraphs=(Paragraph(sentences=(said,)),))
    build(tmp_path, (story,), make.site())
    with served(tmp_path) as address:
        page = browser.new_page()
        told = checked(page, f"{address}/2026/03/odd/")
        assert re.fullmatch(
            r"(The one|All \d) quotations? stands? word for word in the stored posts\.", told[0]
        )
        assert page.title() == f"{story.headline} · AIDRAN"
        page.close()


def test_naughty_strings_are_verified(browser: Browser, data_dir: Path, tmp_path: Path) -> None:
    """Each naughty string as a post and as its quotation, all in one story."""
    source = data_dir / "security" / "naughty_strings.jsonl.gz"
    if not source.is_file():
        pytest.skip(f"no {source}")
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        strings = [json.loads(line)["string"] for line in lines]
    # A quotation of nothing that can be printed is none, and the gate lets none through.
    usable = [text for text in strings if any(c.isalnum() for c in text)]
    stories = tuple(
        make.story(
            slug=f"naughty-{n}",
            records=tuple(make.record(r, f"n{n}", text=(part[r : r + 1] or ["none"])[0]) for r in range(5)),
            paragraphs=(
                Paragraph(
                    sentences=tuple(
                        make.sentence(make.part("said", "{quote}.", quote=(f"r{r + 1}", text)))
                        for r, text in enumerate(part)
                    )
                ),
            ),
        )
        for n, part in enumerate(usable[start : start + 5] for start in range(0, len(usable), 5))
    )
    build(tmp_path, stories, make.site())
    with served(tmp_path) as address:
        page = browser.new_page()
        for story in stories:
            told = checked(page, address + story.address)
            assert "not stand" not in " ".join(told), (story.address, told)
        page.close()


def front(browser: Browser, site: Path, seen: str | None) -> tuple[list[str], str | None, str]:
    """Visit the front page having seen a time; return the new headlines, the line, and what is kept."""
    with served(site) as address:
        context = browser.new_context()
        page = context.new_page()
        if seen is not None:
            page.goto(f"{address}/404.html")
            page.evaluate("(seen) => localStorage.setItem('newsdesk /', seen)", seen)
        page.goto(f"{address}/")
        new = page.locator("article:has(.new) .headline").all_text_contents()
        line = page.inner_text(".since") if page.is_visible(".since") else None
        kept = page.evaluate("localStorage.getItem('newsdesk /')")
        assert page.evaluate(SHIFT) == 0
        context.close()
    return new, line, kept


@pytest.mark.parametrize(
    ("seen", "new", "line"),
    [
        (None, 0, None),
        ("2026-03-27T18:00:00Z", 0, None),
        ("2026-03-27T12:00:00Z", 1, "1 new story since your last visit"),
        ("2026-03-25T12:00:00Z", 4, "4 new stories since your last visit"),
        ("", 0, None),
        ("nonsense", 0, None),
    ],
)
def test_new_stories_are_marked(
    seen: str | None, new: int, line: str | None, browser: Browser, site: Path
) -> None:
    """Stories newer than the newest that was seen carry "New"; on a first visit nothing does."""
    marked, said, kept = front(browser, site, seen)
    assert (len(marked), said) == (new, line)
    assert len(set(marked)) == new
    assert kept == ("nonsense" if seen == "nonsense" else "2026-03-27T18:00:00Z")


def test_a_second_visit_has_nothing_new(browser: Browser, site: Path) -> None:
    """What was shown is seen; nothing but one time is kept."""
    with served(site) as address:
        context = browser.new_context()
        page = context.new_page()
        for _ in range(2):
            page.goto(f"{address}/")
        assert page.locator(".new").count() == 0
        assert page.evaluate("Object.entries(localStorage)") == [["newsdesk /", "2026-03-27T18:00:00Z"]]
        assert page.evaluate("sessionStorage.length + document.cookie.length") == 0
        context.close()


def test_blocked_storage_marks_nothing_and_breaks_nothing(browser: Browser, site: Path) -> None:
    """A browser that refuses storage shows the page as it is, without an error."""
    with served(site) as address:
        page = browser.new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.add_init_script(BLOCKED)
        page.goto(f"{address}/")
        assert page.locator(".new").count() == 0
        assert page.is_hidden(".since")
        assert problems == []
        page.close()


@pytest.mark.parametrize(("name", "most"), [("search.js", 8192), ("check.js", 6144), ("visit.js", 1023)])
def test_scripts_are_small_and_harmless(name: str, most: int) -> None:
    """Each script keeps to its size, is strict, and never turns words into markup or code."""
    source = (THEME / "static" / name).read_text(encoding="utf-8")
    assert len(source.encode()) <= most
    assert source.startswith('"use strict";')
    for forbidden in (
        "innerHTML",
        "outerHTML",
        "insertAdjacent",
        "eval(",
        "Function(",
        "document.write",
        "window.",
    ):
        assert forbidden not in source
