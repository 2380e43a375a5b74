"""What changed after publication is listed with its time and reason, and nothing is promised beyond that."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import editions_factory as worked
import stories_factory as make
from reading_html import parse, text
from site_building import pages_of, rendered

from newsdesk.config import Publication
from newsdesk.site.published import Published, Removed, of_versions

FIRST = "corrections/index.html"


def published(**more: Any) -> Published:
    """Return a site with a story of two versions, and the edition that made the second."""
    stories, history = worked.history()
    second = worked.candidate(fate="version", story="slow-models", reason="98 new voices, and: a change.")
    editions = (worked.edition(0.25, second),)
    return of_versions(more.pop("site", make.site()), stories, history, editions, **more)


def inputs(site: Published) -> dict[str, dict[str, Any]]:
    """Return the inputs of the pages of corrections by path."""
    return {path: page.inputs for path, page in pages_of(site, "corrections").items()}


def test_a_new_version_is_listed_with_time_reason_and_the_one_before() -> None:
    """The page and that of the month list the version; a story that never changed is not listed."""
    pages = inputs(published())
    assert set(pages) == {FIRST, "corrections/2026/03/index.html"}
    for path, page in pages.items():
        (update,) = page["updates"]
        assert update["version"] == 2
        assert update["reason"] == "98 new voices, and: a change."
        assert update["time"]["iso"] == "2026-03-27T18:00:00Z"
        assert update["headline"] == "Local Model Owners Praise Slowness Again"
        assert update["before"]["href"].endswith("2026/03/slow-models/v1/index.html"), path


def test_a_version_whose_reason_was_lost_is_listed_without_one() -> None:
    """Without its edition the version still stands there, and no reason is made up."""
    stories, history = worked.history()
    (update,) = inputs(of_versions(make.site(), stories, history))[FIRST]["updates"]
    assert update["reason"] is None


def test_an_earlier_version_that_is_not_kept_is_not_linked() -> None:
    """A current version alone is listed, without a link to a page that isn't there."""
    stories, _ = worked.history()
    (update,) = inputs(of_versions(make.site(), stories))[FIRST]["updates"]
    assert (update["version"], update["before"]) == (2, None)


def test_earlier_months_have_their_own_pages() -> None:
    """The first page shows the newest month with changes and links the others."""
    (second, other), history = worked.history()
    later = other.model_copy(update={"version": 2, "modified_at": other.modified_at + timedelta(hours=6)})
    pages = inputs(of_versions(make.site(), (second, later), history))
    assert [update["headline"] for update in pages[FIRST]["updates"]] == [second.headline]
    assert [month["name"] for month in pages[FIRST]["months"]] == ["February 2026"]
    assert pages["corrections/2026/02/index.html"]["updates"][0]["headline"] == later.headline


def test_a_cited_post_that_was_taken_away_is_listed_without_its_words() -> None:
    """Only posts that a story cites are listed: platform, reason, time and story, nothing of the post."""
    story = make.story()
    record = story.brief.records[1].record
    gone = tuple(
        Removed(record=name, reason="deleted", seen_at=make.NOON) for name in (record.id, "bluesky:elsewhere")
    )
    page = pages_of(published(removed=gone), "corrections")[FIRST]
    (post,) = page.inputs["gone"]
    assert (post["platform"], post["reason"]) == ("Bluesky", "deleted by its author")
    html = rendered(page).decode()
    assert record.text not in html
    assert str(record.author) not in html
    assert record.url not in html


def test_a_post_that_was_weighed_and_not_cited_is_not_listed() -> None:
    """What no part of the text rests on is nobody's correction."""
    story = make.story(paragraphs=make.body()[:1])
    gone = (Removed(record=story.brief.records[4].record.id, reason="gone", seen_at=make.NOON),)
    assert inputs(of_versions(make.site(), (story,), removed=gone))[FIRST]["gone"] == []


def test_the_page_leads_to_whoever_takes_reports() -> None:
    """The form and the address of the settings are linked; without them nothing is invented."""
    asked = Publication(report="https://example.org/issues/new", contact="editor@example.org")
    page = inputs(published(site=make.site(publication=asked)))[FIRST]
    assert [way["href"] for way in page["ask"]] == [
        "https://example.org/issues/new",
        "mailto:editor@example.org",
    ]
    assert inputs(published())[FIRST]["ask"] == []


def test_a_site_without_changes_says_so() -> None:
    """A page without updates tells that nothing has changed."""
    (page,) = pages_of(of_versions(make.site(), (make.story(),)), "corrections").values()
    found = text(parse(rendered(page)))
    assert "No story has changed after publication" in found
