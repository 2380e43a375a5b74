"""What editors say was wrong in a story: beside its text wherever it is read, and never anything but text."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import editions_factory as worked
import feedparser
import pytest
import running_story as running
import stories_factory as make
from markdown_it import MarkdownIt
from reading_html import by_class, parse, text
from site_building import pages_of, rendered
from test_hostile_text import HOSTILE, expected_text, shape

from newsdesk.archive import corrections
from newsdesk.archive.corrections import LONGEST, Correction
from newsdesk.config import Layout
from newsdesk.errors import LedgerError
from newsdesk.files import write_atomic
from newsdesk.publish import versions
from newsdesk.site import printed
from newsdesk.site.parts import months
from newsdesk.site.plan import plan
from newsdesk.site.published import Published, of_versions
from newsdesk.site.reading import read

STORY = "2026/03/slow-models/"
FIRST = "The licence was published in May. The story said April."
SECOND = "The post is of March 26."
WHERE = {"url": "https://example.org/sub", "relative": False}


def said(words: str = FIRST, days: float = 1, story: str = "slow-models") -> Correction:
    """Return a correction entered so many days after the story."""
    return Correction(at=make.NOON + timedelta(days=days), story=story, text=words)


def published(*entered: Correction, **site: Any) -> Published:
    """Return the site with the running story, corrected."""
    plain = running.published(**(WHERE | site))
    by_slug: dict[str, tuple[Correction, ...]] = {}
    for one in entered:
        by_slug[one.story] = (*by_slug.get(one.story, ()), one)
    return replace(plain, corrections=by_slug)


def files(of: Published) -> dict[str, str]:
    """Return the files of a site by path, without its pictures."""
    return {page.path: rendered(page).decode() for page in plan(of) if not page.path.endswith(".png")}


BOTH = files(published(said(), said(SECOND, 2)))
ONE = files(published(said()))
NONE = files(published())


def linked_data(page: str) -> dict[str, Any]:
    """Return the JSON-LD of a page."""
    (script,) = [s for s in parse(page).iter("script") if s.get("type") == "application/ld+json"]
    found: dict[str, Any] = json.loads(script.text or "")
    return found


@pytest.mark.parametrize("path", [f"{STORY}index.html", f"{STORY}v1/index.html"])
def test_a_story_shows_them_under_its_head_before_its_takeaways(path: str) -> None:
    """Label, date and text of each, the oldest first, on the story's page and its earlier version's."""
    root = parse(BOTH[path])
    body = by_class(root, "text")[0]
    notice, takeaways = list(body)[:2]
    assert text(notice) == f"Corrections March 28, 2026: {FIRST} March 29, 2026: {SECOND}"
    assert [time.get("datetime") for time in notice.iter("time")] == [
        "2026-03-28T12:00:00Z",
        "2026-03-29T12:00:00Z",
    ]
    assert "takeaways" in str(takeaways.get("class"))
    assert text(by_class(parse(ONE[path]), "text")[0][0]).startswith(f"Correction March 28, 2026: {FIRST}")


def test_pages_have_the_apostrophes_of_print() -> None:
    """They are an editor's own words: curled on pages, as entered in files for programs."""
    found = files(published(said("It's Ann's post.")))
    for path in (f"{STORY}index.html", "corrections/index.html"):
        assert "It’s Ann’s post." in text(parse(found[path]))
    assert json.loads(found[f"{STORY}story.json"])["corrections"][0]["text"] == "It's Ann's post."


def test_the_text_of_the_story_stays_as_it_was() -> None:
    """Everything else on the page is what it was without a correction."""
    root, plain = parse(BOTH[f"{STORY}index.html"]), parse(NONE[f"{STORY}index.html"])
    for name in ("head", "narrative", "why", "sources", "disclosure"):
        assert text(by_class(root, name)[-1]) == text(by_class(plain, name)[-1])


def test_only_what_tells_of_a_corrected_story_changes() -> None:
    """The story's own files move, and the feeds, lists and sitemaps that tell of it; nothing else."""
    assert ONE.keys() == NONE.keys()
    changed = {path for path in NONE if ONE[path] != NONE[path]}
    assert changed == {
        *(STORY + name for name in ("index.html", "v1/index.html", "story.json", "index.md")),
        *("api/stories.json", "api/stories/2026/03.json"),
        *("corrections/index.html", "corrections/2026/03/index.html"),
        *(f"{f}{name}" for f in ("feeds/", "beats/open-source-ai/", "entities/hugging-face/")
          for name in ("atom.xml", "feed.json")),
        *("sitemap.xml", "sitemap-2026.xml"),
    }  # fmt: skip


def test_programs_read_them_in_the_words_of_schema_org() -> None:
    """One is a CorrectionComment, several a list; the time of the last change is that of the last one."""
    alone, both = linked_data(ONE[f"{STORY}index.html"]), linked_data(BOTH[f"{STORY}index.html"])
    comment = {"@type": "CorrectionComment", "text": FIRST, "datePublished": "2026-03-28T12:00:00Z"}
    assert alone["correction"] == comment
    assert both["correction"][0] == comment
    assert [one["text"] for one in both["correction"]] == [FIRST, SECOND]
    assert (alone["dateModified"], both["dateModified"]) == ("2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z")
    assert "correction" not in linked_data(NONE[f"{STORY}index.html"])
    modified = [
        meta.get("content")
        for meta in parse(ONE[f"{STORY}index.html"]).iter("meta")
        if meta.get("property") == "article:modified_time"
    ]
    assert modified == ["2026-03-28T12:00:00Z"]


def test_a_version_after_a_correction_is_the_last_change() -> None:
    """The later of both counts; the correction stays with the story."""
    pages = files(published(said(days=0.1)))
    assert linked_data(pages[f"{STORY}index.html"])["dateModified"] == "2026-03-27T18:00:00Z"
    assert FIRST in text(parse(pages[f"{STORY}index.html"]))


@pytest.mark.parametrize("folder", ["feeds/", "beats/open-source-ai/"])
def test_feeds_carry_them_first_and_move_the_entry(folder: str) -> None:
    """In both forms the corrected story comes first with the time of its correction, which opens the text."""
    atom = feedparser.parse(ONE[f"{folder}atom.xml"])
    (item, *_) = json.loads(ONE[f"{folder}feed.json"])["items"]
    assert not atom.bozo
    assert atom.feed.updated == atom.entries[0].updated == item["date_modified"] == "2026-03-28T12:00:00Z"
    for html in (atom.entries[0].content[0].value, item["content_html"]):
        assert " ".join(html.split()).startswith(
            f"<p><strong>Correction, March 28, 2026:</strong> {FIRST}</p>"
        )
    assert [entry.id for entry in atom.entries] == [
        one["id"] for one in json.loads(ONE[f"{folder}feed.json"])["items"]
    ]


def test_a_corrected_story_comes_first_in_the_feed_again() -> None:
    """An old story moves to the head of the feed by its correction."""
    stories = (make.story(), make.story("ai-bias", "accents", -40))
    of = of_versions(make.site(**WHERE), stories, corrections={"accents": (said(story="accents"),)})
    items = json.loads(rendered(pages_of(of, "feed")["feeds/feed.json"]))["items"]
    assert [item["url"].split("/")[-2] for item in items] == ["accents", "slow-models"]


def test_data_files_list_them() -> None:
    """The story's file and the lists give time and text, the oldest first; without any the list is empty."""
    wanted = [
        {"at": "2026-03-28T12:00:00Z", "text": FIRST},
        {"at": "2026-03-29T12:00:00Z", "text": SECOND},
    ]
    story = json.loads(BOTH[f"{STORY}story.json"])
    assert (story["corrections"], story["modified_at"]) == (wanted, "2026-03-29T12:00:00Z")
    for path in ("api/stories.json", "api/stories/2026/03.json"):
        listed = {one["story"]: one for one in json.loads(BOTH[path])["stories"]}
        assert listed["2026/03/slow-models"]["corrections"] == wanted
        assert listed["2026/03/review-queues"]["corrections"] == []


def test_the_markdown_says_it_before_the_story() -> None:
    """index.md has each correction under the standfirst, and its time among the times."""
    lines = BOTH[f"{STORY}index.md"].splitlines()
    place = lines.index(f"**Correction, March 28, 2026:** {FIRST}")
    assert lines[place + 2] == f"**Correction, March 29, 2026:** {SECOND}"
    assert place < next(n for n, line in enumerate(lines) if line.startswith("- Published"))
    assert ", corrected 2026-03-29T12:00:00Z" in BOTH[f"{STORY}index.md"]
    assert "orrect" not in NONE[f"{STORY}index.md"]


def test_the_sitemap_has_the_time_of_the_correction() -> None:
    """Search engines are told that the page changed."""
    entry = f"<loc>https://example.org/sub/{STORY}</loc>"
    (line,) = [line for line in ONE["sitemap-2026.xml"].replace("\n", "").split("<url>") if entry in line]
    assert "<lastmod>2026-03-28T12:00:00Z</lastmod>" in line


def test_the_page_of_corrections_lists_them_before_the_versions() -> None:
    """Newest first: date, linked headline, text; then the later versions; the month's page has its own."""
    for path in ("corrections/index.html", "corrections/2026/03/index.html"):
        root = parse(BOTH[path])
        errors, updates = [
            s for s in by_class(root, "month") if s.get("aria-labelledby") in ("errors", "updates")
        ]
        assert [e.get("aria-labelledby") for e in (errors, updates)] == ["errors", "updates"]
        assert [text(p) for p in by_class(errors, "standfirst")] == [SECOND, FIRST]
        assert [text(p) for p in by_class(errors, "dateline")] == [
            "March 29, 202612:00 UTC",
            "March 28, 202612:00 UTC",
        ]
        assert {a.get("href") for a in errors.iter("a")} == {f"/sub/{STORY}"}


def test_without_corrections_there_is_no_trace_of_them() -> None:
    """No empty heading, no empty list, on no page."""
    for path, page in NONE.items():
        if path.endswith(".html"):
            root = parse(page)
            assert not by_class(root, "notice") or "/v1/" in path
            assert not {"errors", "corrections"} & {e.get("id") for e in root.iter()}


def many(count: int) -> Published:
    """Return a site of one story corrected every ten days, with a second version a month later."""
    entered = tuple(said(f"Error {n}.", n * 10) for n in range(count))
    second = make.story(version=2, modified_at=make.NOON + timedelta(days=count * 10 + 15))
    return of_versions(make.site(), (second,), corrections={"slow-models": entered})


@pytest.mark.parametrize("count", [3, months.NEWEST, months.NEWEST + 5])
def test_no_correction_is_lost_from_the_lists(count: int) -> None:
    """The first page has the newest of all months; those that it hasn't room for are one link away."""
    pages = {path: page.inputs for path, page in pages_of(many(count), "corrections").items()}
    first = pages["corrections/index.html"]
    assert [one["text"] for one in first["errors"]] == [
        f"Error {n}." for n in reversed(range(max(0, count - months.NEWEST), count))
    ]
    linked = [pages["corrections/" + month["href"]] for month in first["months"]]
    reached = {one["text"] for page in (first, *linked) for one in page["errors"]}
    assert reached == {f"Error {n}." for n in range(count)}
    assert len(first["updates"]) == 1
    assert bool(linked) == (count > months.NEWEST)


def test_a_month_with_corrections_alone_has_no_heading_for_versions() -> None:
    """Its page tells what was corrected, and says nothing of versions."""
    page = pages_of(many(3), "corrections")["corrections/2026/04/index.html"]
    root = parse(rendered(page))
    assert [text(h) for h in root.iter("h2")][:1] == ["Errors corrected, April 2026"]
    assert not [e for e in root.iter() if e.get("id") == "updates"]


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_text_is_text_everywhere(evil: str) -> None:
    """Pages keep their shape, programs get the words back, and Markdown shows them and no more."""
    words = f"x {evil}"
    found, plain = files(published(said(words))), ONE
    for path, page in found.items():
        if path.endswith(".html"):
            assert shape(parse(page)) == shape(parse(plain[path])), path
    wanted = expected_text(said(words).text)
    for path in (f"{STORY}index.html", f"{STORY}v1/index.html", "corrections/index.html"):
        assert wanted in text(parse(found[path]))
    assert linked_data(found[f"{STORY}index.html"])["correction"]["text"] == printed.clean(said(words).text)
    assert json.loads(found[f"{STORY}story.json"])["corrections"][0]["text"] == said(words).text
    markdown = MarkdownIt("commonmark").render(found[f"{STORY}index.md"])
    shown = parse(f"<!doctype html><title>x</title>{markdown}")
    (line,) = [text(p) for p in shown.iter("p") if text(p).startswith("Correction, March 28, 2026:")]
    assert line.removeprefix("Correction, March 28, 2026: ") == wanted


def test_the_largest_story_keeps_its_budget() -> None:
    """A story at the upper end with two of the longest corrections stays within 46,080 bytes."""
    story = running.heavy()
    entered = tuple(said((f"{n} " + "word " * 200)[:LONGEST], n, story.slug) for n in (1, 2))
    of = of_versions(make.site(**WHERE), (story,), corrections={story.slug: entered})
    (page,) = pages_of(of, "story").values()
    assert len(rendered(page)) <= 46_080


@pytest.fixture
def layout(newsroom: Layout) -> Layout:
    """Give a newsroom with a published story of two versions."""
    first = make.story()
    for version in (first, worked.updated(first, 6, first.headline)):
        later = {"brief": version.brief.model_copy(update={"edition": version.modified_at})}
        versions.publish(newsroom, versions.seal(version.model_copy(update=later)))
    return newsroom


def test_corrections_are_read_with_the_story_they_are_of(layout: Layout) -> None:
    """Oldest first, by slug; the story is published whole and unchanged."""
    plain = read(layout, make.site())
    for one in (said(SECOND, 2), said()):
        corrections.add(layout, one, demo=False)
    found = read(layout, make.site())
    assert (found.problems, plain.problems) == ((), ())
    assert found.published.corrections == {"slow-models": (said(), said(SECOND, 2))}
    assert found.published.stories == plain.published.stories
    assert found.published.history == plain.published.history


def test_a_correction_of_an_unknown_story_is_told_and_left_out(layout: Layout) -> None:
    """It is one line, however many there are; all that is sound is published."""
    for one in (said(story="gone"), said(SECOND, story="gone"), said()):
        corrections.add(layout, one, demo=False)
    found = read(layout, make.site())
    assert found.problems == ("correction left out: no story “gone” is published",)
    assert found.published.corrections == {"slow-models": (said(),)}
    assert [story.slug for story in found.published.stories] == ["slow-models"]


def test_what_is_said_of_the_demonstration_is_not_read_for_a_real_newsroom(layout: Layout) -> None:
    """Invented and real stories have lists of their own."""
    corrections.add(layout, said(), demo=True)
    found = read(layout, make.site())
    assert (found.problems, found.published.corrections) == ((), {})


def test_a_damaged_list_stops_the_build(layout: Layout) -> None:
    """Nobody publishes a story as if nothing had been wrong in it."""
    write_atomic(layout.ledger / "corrections" / "2026-03.json", b"{")
    with pytest.raises(LedgerError):
        read(layout, make.site())
