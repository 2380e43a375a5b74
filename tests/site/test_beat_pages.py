"""Beat pages and the page of all beats: what is followed, how it stood for 14 days, stories by month."""

from __future__ import annotations

from typing import Any

import editions_factory as editions
import pytest
import stories_factory as make
from reading_html import by_class, ids, parse, text
from site_building import rendered

from newsdesk.site.page import Page
from newsdesk.site.pages import beat, beats
from newsdesk.site.published import Published, of_versions
from newsdesk.stories import StoryVersion


def planned(published: Published) -> dict[str, Page]:
    """Return the pages of beats by path."""
    return {page.path: page for page in (*beat.pages(published), *beats.pages(published))}


def root(published: Published, path: str = "beats/open-source-ai/index.html") -> Any:
    """Return a page as a strict parser reads it."""
    return parse(rendered(planned(published)[path]))


def tables(found: Any) -> dict[str, list[list[str]]]:
    """Return the cells of the body's rows of each table, by its caption."""
    return {
        "".join(next(table.iter("caption")).itertext()).split(" ")[0]: [
            [text(cell) for cell in row] for body in table.iter("tbody") for row in body.iter("tr")
        ]
        for table in found.iter("table")
    }


def many(count: int) -> tuple[StoryVersion, ...]:
    """Return stories of one beat, one each day."""
    return tuple(make.story(slug=f"story-{n}", days=-n, headline=f"Headline {n}") for n in range(count))


def test_the_14_days_are_drawn_and_told() -> None:
    """Each measured day has a column; the table has the same days in numbers, the missing one in words."""
    found = root(editions.newsroom())
    paths = "{http://www.w3.org/2000/svg}path"
    drawn = [path.get("d") or "" for chart in by_class(found, "chart") for path in chart.iter(paths)]
    volume, _usual, positive, negative, _base = drawn
    assert [path.count("z") for path in (volume, positive, negative)] == [13, 13, 13]
    rows = tables(found)["24"]
    assert rows[0] == ["March 28", "156", "39", "20%", "50%"]
    assert rows[8] == ["March 20", "not measured"]
    assert len(rows) == 14
    assert "One day was not measured." in text(found)


def test_platforms_names_and_what_went_quiet_stand_beside_them() -> None:
    """Names are linked where they have a page; usual days stand beside the counts."""
    two = (make.story(), make.story(slug="again", days=-1))
    found = root(editions.newsroom(stories=two))
    rows = tables(found)
    assert rows["Posts,"] == [["Bluesky", "", "78"], ["News", "", "39"]]
    assert rows["Most"] == [["Hugging Face", "34", "5.2"], ["llama.cpp", "1", "2"]]
    assert rows["Gone"] == [["Ollama", "0", "6.4"]]
    links = [a.get("href") for table in by_class(found, "measures") for a in table.iter("a")]
    assert links == ["../../entities/hugging-face/index.html"]


@pytest.mark.parametrize("reports", [(), (editions.edition(make.NOON),)])
def test_without_weather_the_page_has_no_days(reports: tuple[Any, ...]) -> None:
    """Editions of older programs, or none: no drawing and no table, and the stories are there."""
    found = root(editions.newsroom(editions=reports))
    assert not by_class(found, "chart")
    assert not list(found.iter("table"))
    assert len(by_class(found, "card")) == 2


def test_a_beat_without_moods_has_no_drawing_of_them() -> None:
    """Too few judged posts: the posts are drawn, the mood is not, and the table has dashes."""
    few = editions.weather(posts=4, judged=4, positive=1, negative=1, usual=None)
    found = root(editions.newsroom(editions=(editions.edition(make.NOON, weather=[few]),)))
    assert len(by_class(found, "chart")) == 1
    assert tables(found)["24"][0] == ["March 27", "4", "–", "–", "–"]


def test_it_says_what_brings_a_post_to_the_beat() -> None:
    """Words, company and exclusions are printed in short; what is too long is counted."""
    rules = {"any": [f"phrase {n}" for n in range(30)], "none": ["no"], "entities": ["hugging-face", "x"]}
    followed = make.config_beat("open-source-ai").model_copy(
        update={"match": make.config_beat("open-source-ai").match.model_validate(rules)}
    )
    two = (make.story(), make.story(slug="again", days=-1))
    found = root(of_versions(make.site(beats=(followed,)), two))
    rows = [[text(cell) for cell in row] for row in next(found.iter("details")).iter("div")]
    phrases = ", ".join(f"phrase {n}" for n in range(24))
    assert rows == [
        ["Words", f"{phrases}, and 6 more"],
        ["Never with", "no"],
        ["Names", "Hugging Face, and 1 more"],
    ]


@pytest.mark.parametrize(("count", "months"), [(30, 0), (31, 2), (70, 3)])
def test_a_long_list_has_pages_of_months(count: int, months: int) -> None:
    """Thirty stories fit on one page; with more, every month has its page and the beat shows the newest."""
    published = of_versions(make.site(), many(count))
    pages = planned(published)
    found = [path for path in pages if path.startswith("beats/open-source-ai/2")]
    assert len(found) == months
    assert len(by_class(root(published), "card")) == 30
    shown = [text(h) for path in found for h in by_class(root(published, path), "headline")]
    assert sorted(shown) == (sorted(f"Headline {n}" for n in range(count)) if months else [])


def test_a_new_story_leaves_the_pages_of_other_months_alone() -> None:
    """A month's page changes only in its list of months when a later month gets a story."""
    before = planned(of_versions(make.site(), many(40)))
    later = make.story(slug="later", days=40, headline="Later")
    after = planned(of_versions(make.site(), (*many(40), later)))
    path = "beats/open-source-ai/2026/02/index.html"
    assert before[path].inputs["month"] == after[path].inputs["month"]


def test_a_month_marks_itself_in_the_list_of_months() -> None:
    """The list names every month with its stories, and only this one is current."""
    found = root(of_versions(make.site(), many(70)), "beats/open-source-ai/2026/02/index.html")
    months = [a for nav in by_class(found, "months") for a in nav.iter("a")]
    assert [text(a) for a in months] == ["March 2026", "February 2026", "January 2026"]
    assert [a.get("aria-current") for a in months] == [None, "page", None]


def test_all_beats_stand_in_groups_with_their_weather() -> None:
    """Each group has the fragment that the masthead links to; a beat has its line and its newest story."""
    found = root(editions.newsroom(), "beats/index.html")
    assert {"technical", "philosophical", "society"} <= set(ids(found))
    first = text(by_class(found, "card")[0])
    assert first.startswith("Open Source AI Open weights, local models")
    assert "156 posts, about four times the usual" in first
    assert "2 stories · newest: Local Model Owners" in first


def test_beats_that_are_no_longer_followed_come_last() -> None:
    """A beat that only stories still name stands under a heading of its own, without weather."""
    site = make.site(beats=tuple(make.config_beat(slug) for slug in list(make.BEATS)[:2]))
    found = root(editions.newsroom(site=site), "beats/index.html")
    headings = [text(h) for h in found.iter("h2")]
    assert headings == ["Technical", "No longer followed"]
    last = by_class(found, "month")[-1]
    assert len(by_class(last, "card")) == 3
    assert not by_class(last, "weather")


def test_groups_that_read_alike_are_one() -> None:
    """Two spellings of a group that make the same fragment share one heading: no id stands twice."""
    both = [make.config_beat(slug) for slug in list(make.BEATS)[:2]]
    both = [
        one.model_copy(update={"group": group})
        for one, group in zip(both, ("At work", "at-work"), strict=True)
    ]
    found = root(of_versions(make.site(beats=tuple(both)), ()), "beats/index.html")
    assert [text(h) for h in found.iter("h2")] == ["At work"]


def test_a_newsroom_without_beats_says_where_they_are_named() -> None:
    """The page of all beats is there even if nothing is followed."""
    found = root(of_versions(make.site(beats=()), ()), "beats/index.html")
    assert "newsdesk.yaml" in text(by_class(found, "nothing")[0])
