"""The archive has every story under its day, month and year, and pages by month."""

from __future__ import annotations

from typing import Any

import pytest
import stories_factory as make
from site_building import pages_of

from newsdesk.site.pages.archive import HEADLINES
from newsdesk.site.published import of_versions
from newsdesk.stories import StoryVersion


def archive(*stories: StoryVersion) -> dict[str, dict[str, Any]]:
    """Return the inputs of the archive's pages by path."""
    return {
        path: page.inputs for path, page in pages_of(of_versions(make.site(), stories), "archive").items()
    }


def test_every_story_has_its_place_in_its_month() -> None:
    """All stories stand on the pages of their months, each once, the newest first."""
    stories = make.newsroom_of_eight()
    pages = archive(*stories)
    shown = [
        story["href"].split("/")[0]
        for path, page in pages.items()
        if path.count("/") == 2
        for day in page["days"]
        for story in day["stories"]
    ]
    assert sorted(shown) == sorted(story.slug for story in stories)
    assert [day["name"] for day in pages["2026/03/index.html"]["days"]][:3] == [
        "March 27",
        "March 26",
        "March 25",
    ]


def test_the_first_page_counts_years_and_months() -> None:
    """Years and months come newest first, each with its number of stories and its address."""
    pages = archive(make.story(), make.story(slug="b", days=-40), make.story(slug="c", days=-400))
    years = pages["archive/index.html"]["years"]
    assert [(year["name"], year["count"], year["href"]) for year in years] == [
        ("2026", "2 stories", "../2026/index.html"),
        ("2025", "1 story", "../2025/index.html"),
    ]
    assert [month["name"] for month in years[0]["months"]] == ["March", "February"]


def test_months_lead_to_their_neighbours_over_years_and_gaps() -> None:
    """Previous and next lead to the nearest months that hold a story."""
    pages = archive(make.story(), make.story(slug="b", days=-40), make.story(slug="c", days=-400))
    beside = {path: page["beside"] for path, page in pages.items() if path.count("/") == 2}
    assert beside["2026/02/index.html"]["earlier"]["href"] == "../../2025/02/index.html"
    assert beside["2026/02/index.html"]["later"]["name"] == "March 2026"
    assert beside["2026/03/index.html"]["later"] is None
    assert beside["2025/02/index.html"]["earlier"] is None


@pytest.mark.parametrize(
    ("count", "shown", "more"), [(HEADLINES, HEADLINES, False), (HEADLINES + 1, HEADLINES, True)]
)
def test_the_page_of_a_year_stays_readable(count: int, shown: int, more: bool) -> None:
    """A month with very many stories shows its newest headlines, and leads to the rest."""
    stories = [make.story(slug=f"s{number}") for number in range(count)]
    (month,) = archive(*stories)["2026/index.html"]["months"]
    assert (len(month["stories"]), month["more"]) == (shown, more)


def test_a_new_story_leaves_the_pages_of_earlier_months_alone() -> None:
    """Only the archive itself, the story's month and year, and the month that now has a next one change."""
    before = archive(make.story(slug="b", days=-40), make.story(slug="c", days=-80))
    after = archive(make.story(), make.story(slug="b", days=-40), make.story(slug="c", days=-80))
    changed = {path for path in after if before.get(path) != after[path]}
    assert changed == {"archive/index.html", "2026/index.html", "2026/03/index.html", "2026/02/index.html"}


def test_an_empty_archive_has_its_page() -> None:
    """Without stories there is the first page only."""
    assert set(archive()) == {"archive/index.html"}
