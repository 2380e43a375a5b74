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
from site_building import THEME, write

from audit.chromium import Watched
from audit.serving import served
from newsdesk.site.machine import evidence
from newsdesk.site.pages import story as story_page
from newsdesk.site.published import of_versions
from newsdesk.stories import Paragraph, StoryVersion

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STORY = "2026/03/slow-models"
AGREES = "The headline and the passages marked under Sources agree with the evidence."
#: Posts that are hard to compare, and what is quoted of them.
ODD = (
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
)

#: What a browser does that refuses storage.
BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("", "SecurityError"); } })"""


@pytest.fixture(scope="module")
def origin(built: Path) -> Iterator[str]:
    """The site of eight stories, served on this machine."""
    with served(built) as address:
        yield address


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A copy of one story that a test may change."""
    shutil.copytree(built / STORY, tmp_path / STORY)
    shutil.copytree(built / "theme", tmp_path / "theme")
    return tmp_path


def quoting(slug: str, *posts: tuple[str, str]) -> StoryVersion:
    """Return a story that quotes posts, each given by its words and those that are quoted."""
    words = [post for post, _ in posts] + ["none"] * (5 - len(posts))
    said = tuple(
        make.sentence(make.part("said", "{quote}.", quote=(f"r{n}", quoted)))
        for n, (_, quoted) in enumerate(posts, 1)
    )
    records = tuple(make.record(n, slug, text=text) for n, text in enumerate(words))
    return make.story(slug=slug, records=records, paragraphs=(Paragraph(sentences=said),))


def written(folder: Path, *stories: StoryVersion) -> Path:
    """Write the pages of stories with their evidence, and nothing else."""
    published = of_versions(make.site(), stories)
    dossiers = [published.dossier(story) for story in published.stories]
    kinds = (story_page.pages, evidence.pages)
    return write(folder, (page for pages in kinds for one in dossiers for page in pages(one)))


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


def test_an_honest_page_is_verified(browser: Browser, origin: str) -> None:
    """Every quotation, the headline and the marks agree; the answer is a status, and nothing had moved."""
    watched = Watched(browser, origin)
    page = watched.go(f"/{STORY}/")
    page.locator(".check button").wait_for()
    assert watched.shifts == 0
    quotations = page.locator(".narrative .quote").count()
    assert quotations >= 5
    exact = f"All {quotations} quotations stand word for word in the stored posts."
    assert checked(page, f"{origin}/{STORY}/") == [exact, AGREES]
    assert page.get_attribute(".check [role]", "role") == "status"
    assert page.locator(".altered").count() == 0
    assert watched.problems == []


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
        page = browser.new_page(reduced_motion="reduce")
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
        page = browser.new_page(reduced_motion="reduce")
        assert any(re.fullmatch(told, line) for line in checked(page, f"{address}/{STORY}/"))


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
        page = browser.new_page(reduced_motion="reduce")
        assert checked(page, f"{address}/{STORY}/") == [told]


def test_a_reader_who_is_offline_is_told_so(browser: Browser, site: Path) -> None:
    """Without a network the check fails with a sentence, and works again afterwards."""
    with served(site) as address:
        page = browser.new_page(reduced_motion="reduce")
        page.goto(f"{address}/{STORY}/")
        page.context.set_offline(True)
        page.click(".check button")
        page.locator(".check p").first.wait_for()
        assert "You may be offline" in page.inner_text(".check p")
        page.context.set_offline(False)
        page.click(".check button")
        page.locator(".check p").nth(1).wait_for()
        assert page.locator(".check p").nth(1).text_content() == AGREES


def test_from_disk_the_check_says_why_it_can_not_be_made(browser: Browser, built: Path) -> None:
    """A file may not read its neighbour: that is said, not shown as a failure of the story."""
    page = browser.new_page(reduced_motion="reduce")
    (told,) = checked(page, (built / STORY / "index.html").as_uri())
    assert told.startswith("A page opened from disk may not read its evidence.")
    assert told.endswith("Nothing was checked.")


def test_without_script_there_is_no_button_and_no_gap(browser: Browser, built: Path) -> None:
    """What only the script can do takes no room where it does not run."""
    page = browser.new_page(java_script_enabled=False, reduced_motion="reduce")
    page.goto((built / STORY / "index.html").as_uri())
    assert page.locator(".check").bounding_box() is None
    assert page.locator("button").count() == 0


def test_quotations_of_any_characters_are_verified(browser: Browser, tmp_path: Path) -> None:
    """Markup, quotes, white space, unprintable and combining characters: the post's words are found."""
    stories = [quoting(f"odd-{n}", odd) for n, odd in enumerate(ODD)]
    with served(written(tmp_path, *stories)) as address:
        page = browser.new_page(reduced_motion="reduce")
        for story, odd in zip(stories, ODD, strict=True):
            told = checked(page, address + story.address)
            found = r"(The one|All \d) quotations? stands? word for word in the stored posts\."
            assert re.fullmatch(found, told[0]), (odd, told)
            assert page.title() == f"{story.headline} · AIDRAN"


def test_naughty_strings_are_verified(browser: Browser, data_dir: Path, tmp_path: Path) -> None:
    """Each naughty string as a post and as its quotation, forty in a story."""
    source = data_dir / "security" / "naughty_strings.jsonl.gz"
    if not source.is_file():
        pytest.skip(f"no {source}")
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        strings = [json.loads(line)["string"] for line in lines]
    # A quotation of nothing that can be printed is none, and the gate lets none through.
    usable = [(text, text) for text in strings if any(c.isalnum() for c in text)]
    parts = [usable[start : start + 40] for start in range(0, len(usable), 40)]
    stories = [quoting(f"naughty-{n}", *part) for n, part in enumerate(parts)]
    with served(written(tmp_path, *stories)) as address:
        page = browser.new_page(reduced_motion="reduce")
        for story in stories:
            told = checked(page, address + story.address)
            assert "not stand" not in " ".join(told), (story.address, told)


def front(browser: Browser, origin: str, seen: str | None) -> tuple[list[str], str | None, str]:
    """Visit the front page having seen a time; return the new headlines, the line, and what is kept."""
    watched = Watched(browser, origin)
    if seen is not None:
        watched.go("/404.html").evaluate("(seen) => localStorage.setItem('newsdesk /', seen)", seen)
    page = watched.go("/")
    new = page.locator("article:has(.new) .headline").all_text_contents()
    line = page.inner_text(".since") if page.is_visible(".since") else None
    assert watched.shifts == 0
    return new, line, page.evaluate("localStorage.getItem('newsdesk /')")


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
    seen: str | None, new: int, line: str | None, browser: Browser, origin: str
) -> None:
    """Stories newer than the newest that was seen carry "New"; on a first visit nothing does."""
    marked, said, kept = front(browser, origin, seen)
    assert (len(marked), said) == (new, line)
    assert len(set(marked)) == new
    assert kept == ("nonsense" if seen == "nonsense" else "2026-03-27T18:00:00Z")


def test_a_second_visit_has_nothing_new(browser: Browser, origin: str) -> None:
    """What was shown is seen; nothing but one time is kept."""
    page = browser.new_page(reduced_motion="reduce")
    for _ in range(2):
        page.goto(f"{origin}/")
    assert page.locator(".new").count() == 0
    assert page.evaluate("Object.entries(localStorage)") == [["newsdesk /", "2026-03-27T18:00:00Z"]]
    assert page.evaluate("sessionStorage.length + document.cookie.length") == 0


def test_blocked_storage_marks_nothing_and_breaks_nothing(browser: Browser, origin: str) -> None:
    """A browser that refuses storage shows the page as it is, without an error."""
    watched = Watched(browser, origin)
    watched.page.add_init_script(BLOCKED)
    page = watched.go("/")
    assert page.locator(".new").count() == 0
    assert page.is_hidden(".since")
    assert watched.problems == []


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
