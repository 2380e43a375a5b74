"""The search page in a real Chromium: what is found, in which order, and what happens when nothing can be."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import stories_factory as make
from site_building import THEME, build

from audit.chromium import Watched
from audit.serving import served
from newsdesk.site.parts import search_words

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE = '<img src=x onerror="document.title=1"> \u202eKestrel'
CJK = "人工知能の議論が続く"
Opened = Callable[[str], "Page"]


#: What is typed, what is announced, and the first story that is shown.
CASES = (
    ("licence", "1 story.", "Local Model Owners Praise Slowness While the Licence Lawyers Laugh"),
    ("MUSICIANS lost", "1 story.", "Session Musicians Count Lost Bookings as Listeners Praise the Demos"),
    ("musicia", "1 story.", "Session Musicians Count Lost Bookings as Listeners Praise the Demos"),
    ("fairness accents", "No story holds all of these words.", None),
    (
        "bias englishes",
        "1 story.",
        "Speakers of Other Englishes Test the Call Center Bots and Publish the Scores",
    ),
    ("apfel OL", "1 story.", CJK),
    ("人工", "1 story.", CJK),
    ("onerror", "1 story.", HOSTILE),
    ("luefter", "No story holds all of these words.", None),
    ("lüfter", "24 stories.", "Programmers Blame Review Queues, Not the Agents That Fill Them"),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight stories, twelve about a kestrel, and four odd ones, below a path."""
    folder = tmp_path_factory.mktemp("found")
    kestrels = (
        make.story(
            slug=f"kestrel-{n}",
            days=-30 - n,
            headline=f"Kestrel Number {n}" if n % 2 else f"Bird Number {n}",
            standfirst=f"Day {n} of the bird." if n % 2 else f"Day {n} of the kestrel.",
        )
        for n in range(12)
    )
    odd = (
        make.story("ai-bias", "hostile", -60, HOSTILE, "Nothing runs."),
        make.story("ai-bias", "cjk", -61, CJK, "Äpfel und Öl."),
        make.story("ai-bias", "finches", -62, "Finches Are Counted", "Twice."),
        make.story("ai-bias", "finch", -63, "A Finch Is Counted", "Once."),
    )
    stories = (*make.newsroom_of_eight(), *kestrels, *odd)
    build(folder / "sub", stories, make.site(url="https://example.org/sub", relative=False))
    return folder


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The site, served on this machine."""
    with served(site) as root:
        yield f"{root}/sub"


@pytest.fixture
def opened(address: str, browser: Browser) -> Iterator[Opened]:
    """Open the search page with a query in its address; no other host is asked, no error is told."""
    watched = Watched(browser, address)
    yield lambda query: watched.go(f"/search/{query}")
    assert watched.problems == []


def ask(page: Page, words: str) -> str:
    """Type words as a person does; return what is announced once it changes."""
    page.evaluate("document.querySelector('.found').textContent = ''")
    page.fill("#words", words)
    page.locator(".found:not(:empty)").wait_for()
    return page.inner_text(".found")


def headlines(page: Page) -> list[str]:
    """Return the headlines of the stories that are shown."""
    return page.locator(".results .headline").all_text_contents()


def test_stories_are_found(opened: Opened) -> None:
    """By whole words and beginnings, in any field and script, all words together; the count is announced."""
    page = opened("")
    assert [(words, ask(page, words), (headlines(page) or [None])[0]) for words, *_ in CASES] == [*CASES]
    assert page.get_attribute(".found", "role") == "status"
    assert page.title() == "Search · AIDRAN"


def test_a_headline_counts_more_than_a_standfirst_and_the_newer_story_comes_first(opened: Opened) -> None:
    """Six stories say the word in the headline, six in the standfirst only; ten are shown, then the rest."""
    page = opened("")
    assert ask(page, "kestrel") == "13 stories."
    by_headline = [f"Kestrel Number {n}" for n in (1, 3, 5, 7, 9, 11)]
    by_standfirst = [f"Bird Number {n}" for n in (0, 2, 4, 6, 8, 10)]
    assert headlines(page) == [*by_headline, HOSTILE, *by_standfirst][:10]
    page.click(".more")
    page.locator(".results li").nth(12).wait_for()
    assert headlines(page) == [*by_headline, HOSTILE, *by_standfirst]
    assert page.evaluate("document.activeElement.textContent") == by_standfirst[3]
    assert page.is_hidden(".more")


def test_a_whole_word_counts_more_than_a_beginning(opened: Opened) -> None:
    """Of two headlines, the one with the very word comes first though the other is newer."""
    page = opened("")
    assert ask(page, "finch") == "2 stories."
    assert headlines(page) == ["A Finch Is Counted", "Finches Are Counted"]


def test_a_result_shows_where_it_belongs_and_leads_there(opened: Opened, address: str) -> None:
    """Each result has beat, standfirst and day, and its link is the story's own address."""
    page = opened("?q=session+musicians")
    page.wait_for_selector(".results li")
    assert page.inner_text(".results .kicker") == "AI & Art"
    assert page.inner_text(".results time") == "March 25, 2026"
    assert page.get_attribute(".results time", "datetime") == "2026-03-25T12:00:00Z"
    page.click(".results a")
    assert page.url == f"{address}/2026/03/session-players/"
    assert page.inner_text("h1").startswith("Session Musicians")


def test_the_question_stands_in_the_address(opened: Opened) -> None:
    """What is typed can be linked: the same address finds the same; an empty box leaves none behind."""
    page = opened("")
    ask(page, "licence & laugh")
    assert page.url.endswith("/search/?q=licence+%26+laugh")
    found = headlines(page)
    page = opened(page.url.partition("/search/")[2])
    page.wait_for_selector(".results li")
    assert page.input_value("#words") == "licence & laugh"
    assert headlines(page) == found
    page.fill("#words", "")
    page.locator(".results:empty").wait_for(state="attached")
    assert page.url.endswith("/search/")
    assert page.inner_text(".found") == ""


def test_hostile_words_are_shown_as_words(opened: Opened) -> None:
    """Markup in a headline or in the address is text; nothing runs, nothing is asked of another host."""
    page = opened("?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    page.locator(".found:not(:empty)").wait_for()
    ask(page, "onerror")
    assert headlines(page) == [HOSTILE]
    assert page.locator(".results img").count() == 0
    assert page.title() == "Search · AIDRAN"


def test_everything_works_by_keyboard(opened: Opened, address: str) -> None:
    """Tab reaches the box, Enter asks at once, Tab reaches the first result, Enter opens it."""
    page = opened("")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "words":
            break
    page.keyboard.type("grammar")
    page.keyboard.press("Enter")
    page.wait_for_selector(".results li")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").startswith("Users Write Goodbye Letters")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/2026/03/goodbye-letters/")


def test_without_script_the_page_says_where_to_look(address: str, browser: Browser) -> None:
    """No box that does nothing, but links to the archive, the beats and the names."""
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}/search/")
    assert page.is_hidden("#words")
    assert page.locator("noscript p").bounding_box() is not None
    links = page.locator(".elsewhere a")
    assert [link.get_attribute("href") for link in links.all()] == [
        "/sub/archive/",
        "/sub/beats/",
        "/sub/entities/",
    ]


def test_a_page_from_disk_says_why_it_finds_nothing(browser: Browser, built: Path) -> None:
    """Opened as a file, the box is switched off with a reason."""
    page = browser.new_page()
    page.goto((built / "search" / "index.html").as_uri())
    assert "opened from disk" in page.inner_text(".found")
    assert page.is_disabled("#words")


@pytest.mark.parametrize("missing", ["index.json", "words", "stories"])
def test_a_missing_file_of_the_index_is_told_and_asked_for_again(
    missing: str, browser: Browser, built: Path, tmp_path: Path
) -> None:
    """What could not be fetched is no empty result; once it is there, the same page finds."""
    folder = shutil.copytree(built, tmp_path / "site")
    lost = folder / "search" / missing
    lost.rename(tmp_path / "lost")
    with served(folder) as address:
        page = browser.new_page()
        page.goto(f"{address}/search/index.html")
        assert ask(page, "licence") == "The index could not be read. You may be offline; try again later."
        (tmp_path / "lost").rename(lost)
        assert ask(page, "licence law") == "1 story."


def test_the_script_has_the_words_of_the_index(browser: Browser, data_dir: Path) -> None:
    """Both tokenizers give the same for every character that Python knows, and for naughty strings."""
    naughty = data_dir / "security" / "naughty_strings.jsonl.gz"
    if not naughty.is_file():
        pytest.skip(f"no {naughty}")
    with gzip.open(naughty, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["string"] for line in lines]
    assert len(texts) > 100
    same_words(browser, [text for text in texts if text.isprintable() or unassigned(text) == ""])


def test_the_script_folds_every_character_as_the_index_does(browser: Browser) -> None:
    """Each assigned character, alone between letters and before a mark, makes the same words in both."""
    known = [chr(code) for code in range(sys.maxunicode + 1) if not unassigned(chr(code))]
    assert len(known) > 100_000
    shown = [f"Aa{character}b {character}\u0301" for character in known]
    same_words(browser, [" ".join(shown[start : start + 100]) for start in range(0, len(shown), 100)])


def unassigned(text: str) -> str:
    """Return the characters of a text that Python does not know (yet), or that are half a pair."""
    return "".join(c for c in text if unicodedata.category(c) in {"Cn", "Cs"})


def same_words(browser: Browser, texts: list[str]) -> None:
    """Run the script's own tokenizer over texts and compare."""
    source = (THEME / "static" / "search.js").read_text(encoding="utf-8")
    function = re.search(r"  function terms\(text\) \{\n.*?\n  \}\n", source, re.DOTALL)
    longest = re.search(r"const LONGEST = (\d+);", source)
    assert function
    assert longest
    assert int(longest[1]) == search_words.LONGEST
    page = browser.new_page()
    found = page.evaluate(
        f"(texts) => {{ const LONGEST = {longest[1]}; {function[0]} return texts.map(terms); }}", texts
    )
    ours = [search_words.terms(text) for text in texts]
    assert [(theirs, own) for theirs, own in zip(found, ours, strict=True) if theirs != own] == []
