"""The story so far: the versions of a running story, their pages, and what changed between them."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
import running_story as running
import stories_factory as make
from reading_html import by_class, parse, text

from newsdesk.site.addresses import Addresses
from newsdesk.site.parts.so_far import TOLD, so_far

STORY = "2026/03/slow-models/"
ABSOLUTE = {"url": "https://example.org/sub", "relative": False}


def page(path: str, **site: object) -> Element:
    """Return a parsed page of the site with the running story."""
    return parse(running.page(running.published(**site), f"{path}index.html"))


def test_each_earlier_version_has_a_page_and_the_current_one_only_the_storys() -> None:
    """Version 1 stands at v1/ below the story; no page is planned for the current version's number."""
    planned = running.paths(running.published())
    kinds = {path: page.kind for path, page in planned.items() if path.startswith(STORY)}
    assert kinds == {
        f"{STORY}index.html": "story",
        f"{STORY}card.png": "card",
        f"{STORY}evidence.json": "evidence",
        f"{STORY}index.md": "text",
        f"{STORY}story.json": "data",
        f"{STORY}v1/index.html": "version",
    }


def test_the_story_so_far_gives_time_reason_headline_and_numbers() -> None:
    """Versions stand newest first, with why they were written, the headlines they had, and what changed."""
    (section,) = by_class(page(STORY), "so-far")
    newest, oldest = section.iter("li")
    assert text(newest) == (
        f"Version 2 · March 27, 2026, 18:00 UTC {running.REASON} "
        "Since the version before: Posts a day 31 → 63"
    )
    assert text(oldest) == (
        "Version 1 · March 27, 2026, 12:00 UTC Owners Praise Slow Models "
        "63 posts in 24 hours, 3.2 times the usual 20 a day; 41% of them negative, not 18%."
    )
    assert [a.get("href") for a in section.iter("a")] == ["v1/index.html"]
    assert [e.get("aria-current") for e in newest.iter("span")] == ["page"]


def test_a_story_with_one_version_has_no_story_so_far() -> None:
    """A single version tells no story so far and has no page beside the story's."""
    assert not by_class(page("2026/03/review-queues/"), "so-far")
    assert "2026/03/review-queues/v1/index.html" not in running.paths(running.published())


def test_an_earlier_version_says_so_and_leads_to_the_newest() -> None:
    """Its page opens with a plain notice that links the story, and shows its own words and numbers."""
    root = page(f"{STORY}v1/")
    (notice,) = by_class(root, "notice")
    assert text(notice) == (
        "This is version 1. Read the newest version (version 2, March 27, 2026, 18:00 UTC)."
    )
    assert [a.get("href") for a in notice.iter("a")] == ["../index.html"]
    assert text(next(root.iter("h1"))) == "Owners Praise Slow Models"
    assert [a.get("href") for a in by_class(root, "so-far")[0].iter("a")] == ["../index.html"]
    assert not by_class(root, "rail")
    assert not [a for a in root.iter("a") if "evidence" in (a.get("href") or "")]
    assert not by_class(page(STORY), "notice")


def test_search_engines_are_sent_to_the_story() -> None:
    """An earlier version asks not to be indexed and names the story as canonical; the story is indexed."""
    for path, robots in ((STORY, []), (f"{STORY}v1/", ["noindex"])):
        root = page(path, **ABSOLUTE)
        canonical = [link.get("href") for link in root.iter("link") if link.get("rel") == "canonical"]
        assert canonical == ["https://example.org/sub/2026/03/slow-models/"]
        assert [m.get("content") for m in root.iter("meta") if m.get("name") == "robots"] == robots


def test_links_of_an_earlier_version_hold_one_level_deeper() -> None:
    """Relative links from v1/ count from there, so that they lead to the same pages as the story's."""
    for link in (a.get("href") or "" for a in by_class(page(f"{STORY}v1/"), "masthead")[0].iter("a")):
        assert link.startswith("../../../../")


def test_a_long_running_story_tells_its_latest_versions_in_full() -> None:
    """Of many versions the newest are told; the others are still linked, each by its number."""
    first, _ = running.versions()
    many = [first.model_copy(update={"version": n, "headline": f"Headline {n}"}) for n in range(1, TOLD + 4)]
    entries = so_far(many, many[-1].version, {}, Addresses(make.site(), first.address))
    assert [entry["version"] for entry in entries] == list(range(TOLD + 3, 0, -1))
    assert [bool(entry["headline"]) for entry in entries] == [False] + [True] * (TOLD - 1) + [False] * 3
    assert all(entry["href"] for entry in entries)


@pytest.mark.parametrize("shown", [1, 2])
def test_the_version_on_the_page_is_the_marked_one(shown: int) -> None:
    """Exactly the version that the page shows is marked as being here."""
    versions = running.versions()
    entries = so_far(versions, shown, {}, Addresses(make.site(), versions[0].address))
    assert [entry["version"] for entry in entries if entry["here"]] == [shown]
