"""The front page: which edition it is, where that ends, and how every beat stands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import editions_factory as editions
import pytest
import stories_factory as make
from reading_html import by_class, parse, text
from site_building import rendered

from newsdesk.site.page import Page
from newsdesk.site.pages import front
from newsdesk.site.published import Published, of_versions


def page(published: Published) -> Page:
    """Return the front page of a newsroom."""
    (found,) = front.pages(published)
    return found


def root(published: Published) -> Any:
    """Return the front page as a strict parser reads it."""
    return parse(rendered(page(published)))


def test_the_edition_is_numbered_dated_and_linked() -> None:
    """The line names the newest edition with stories, what it is to read, and how far nothing came after."""
    line = by_class(root(editions.newsroom()), "edition")[0]
    assert text(line) == (
        "Edition 9 · Saturday, March 28, 2026, 12:00 UTC · one story, one minute"
        " · nothing new up to March 28, 2026, 18:00 UTC"
    )
    assert [link.get("href") for link in line.iter("a")] == ["editions/2026-03-28-1200/index.html"]


def test_the_edition_ends_in_words() -> None:
    """Below its stories the page says how many they were and how long they took; cards are marked."""
    found = root(editions.newsroom())
    assert text(by_class(found, "end")[0]) == (
        "One story, one minute. That was edition 9; what is not marked with it is older."
    )
    marked = [text(line) for line in by_class(found, "dateline") if "edition 9" in text(line)]
    assert marked == ["March 27, 2026 · updated in edition 9"]


def test_a_first_edition_is_everything() -> None:
    """While the newest edition is all there is, nothing is said of older stories."""
    story = make.story()
    published = of_versions(
        make.site(), (story,), editions=(editions.edition(make.NOON, editions.became(story)),)
    )
    found = root(published)
    assert text(by_class(found, "end")[0]) == "One story, one minute. That was edition 1."
    assert "nothing new" not in text(by_class(found, "edition")[0])


def test_an_edition_with_many_stories_stands_above_whole() -> None:
    """All stories of the newest edition stand before its end, however many, the older ones after them."""
    old = make.story("ai-bias", "old", -3)
    new = [make.story("ai-bias", f"new-{n}") for n in range(9)]
    report = editions.edition(make.NOON, *(editions.became(story) for story in new))
    inputs = page(of_versions(make.site(), (old, *new), editions=(report,))).inputs
    above = [inputs["lead"], *inputs["seconds"], *inputs["thirds"]]
    assert sorted(story["headline"] for story in above) == [new[0].headline] * 9
    assert all(story["mark"] == "in edition 1" for story in above)


@pytest.mark.parametrize("count", [0, 1, 2, 500])
def test_no_story_stands_twice_however_many_there_are(count: int) -> None:
    """With any number of stories the page renders, and each is shown once at most."""
    slugs = list(make.BEATS)
    stories = tuple(
        make.story(slugs[n % 5], f"story-{n}", -n / 4, headline=f"Headline {n}") for n in range(count)
    )
    reports = tuple(editions.edition(story.published_at, editions.became(story)) for story in stories)
    found = root(of_versions(make.site(), stories, editions=reports[::-1]))
    shown = [text(headline) for headline in by_class(found, "headline")]
    assert len(shown) == len(set(shown)) == min(count, 6 + 5 * front.PER_BEAT)
    assert ("No stories yet" in text(found)) == (count == 0)


def test_beats_stand_in_their_groups() -> None:
    """Groups come in the order of the settings and link to their place on the page of all beats."""
    groups = page(editions.newsroom()).inputs["groups"]
    assert [(group["name"], group["href"]) for group in groups] == [
        ("Technical", "beats/index.html#technical"),
        ("Philosophical", "beats/index.html#philosophical"),
        ("Society", "beats/index.html#society"),
    ]


def test_a_beat_whose_weather_turned_is_told_and_the_others_are_in_a_quiet_line() -> None:
    """Something to tell are stories further down or weather that differs; the rest stand in one sentence."""
    published = editions.newsroom(stories=())
    groups = page(published).inputs["groups"]
    assert [[beat["name"] for beat in group["beats"]] for group in groups] == [["Open Source AI"], [], []]
    quiet = [text(line) for line in by_class(root(published), "quiet")]
    assert quiet == [
        "As usual: Coding Agents (40 posts).",
        "No posts: AI Consciousness.",
        "No posts: AI Bias & Fairness, AI & Art.",
    ]


def test_a_weather_line_says_in_words_what_it_draws() -> None:
    """Beside the words stand 14 columns, whose label gives each day's posts and names the missing one."""
    line = by_class(root(editions.newsroom()), "weather")[0]
    assert text(line) == "156 posts, about four times the usual; more negative than usual"
    (drawing,) = line.iter("{http://www.w3.org/2000/svg}svg")
    assert drawing.get("role") == "img"
    assert drawing.get("aria-label") == (
        "Posts a day over 14 days: 40, 40, 40, 40, 40, not measured, 40, 40, 40, 40, 40, 40, 40, 156."
    )


def test_nothing_is_called_usual_before_a_usual_day_is_known() -> None:
    """In a newsroom's first days there are posts and no usual day: the line claims nothing."""
    first = editions.edition(
        make.NOON, weather=[editions.weather(usual=None, usual_negative=None, usual_positive=None)]
    )
    found = root(of_versions(make.site(), make.newsroom_of_eight()[:1], editions=(first,)))
    lines = [text(line) for line in by_class(found, "quiet")]
    assert lines[:3] == [
        "No posts: Coding Agents.",
        "Nothing more: Open Source AI (156 posts).",
        "No posts: AI Consciousness.",
    ]


def test_without_weather_the_page_tells_of_none() -> None:
    """Editions of older programs have no weather: no line, no drawing, and no claim that all is as usual."""
    reports = tuple(report.model_copy(update={"weather": ()}) for report in editions.reports())
    found = root(editions.newsroom(editions=reports))
    assert not by_class(found, "weather")
    assert {text(line).split(":")[0] for line in by_class(found, "quiet")} <= {"Nothing more"}


def test_without_editions_the_page_has_the_time_of_the_newest_story() -> None:
    """A newsroom whose ledger is lost still says when it last changed, and no edition ends."""
    found = root(of_versions(make.site(), make.newsroom_of_eight()))
    assert text(by_class(found, "edition")[0]) == "Edition of March 27, 2026, 18:00 UTC"
    assert not by_class(found, "end")


def test_an_edition_whose_stories_were_withdrawn_is_passed_over() -> None:
    """The line names the newest edition that has something to read."""
    kept, gone = make.story(slug="kept"), make.story(slug="gone", days=1)
    reports = tuple(editions.edition(s.published_at, editions.became(s)) for s in (kept, gone))
    found = root(of_versions(make.site(), (kept,), editions=reports))
    assert text(by_class(found, "edition")[0]).startswith("Edition 1 · ")


def test_there_is_a_place_for_what_is_new_since_the_last_visit() -> None:
    """The page names the script of the theme, and the paragraph that it may fill is there and hidden."""
    found = page(editions.newsroom())
    assert found.inputs["meta"]["scripts"] == ["theme/visit.js"]
    (since,) = by_class(parse(rendered(found)), "since")
    assert since.get("hidden") is not None
    assert text(since) == ""


def test_the_lead_says_when_it_is_new() -> None:
    """The lead of the newest edition carries the edition's mark in its date line."""
    story = make.story()
    reports = (editions.edition(make.NOON + timedelta(0), editions.became(story)),)
    lead = by_class(root(of_versions(make.site(), (story,), editions=reports)), "lead")[0]
    assert "March 27, 2026 · in edition 1" in text(lead)
