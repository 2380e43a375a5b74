"""Editions: numbered in order of time, each a page that ends, listed by month."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import editions_factory as editions
import pytest
import stories_factory as make
from reading_html import by_class, parse, text
from site_building import rendered

from newsdesk.site.page import Page
from newsdesk.site.pages import editions as pages_of
from newsdesk.site.parts import in_words
from newsdesk.site.plan import plan
from newsdesk.site.published import Published, of_versions

UPDATE = "editions/2026-03-28-1200/index.html"
FIRST = "editions/2026-03-27-1200/index.html"


def planned(published: Published) -> dict[str, Page]:
    """Return the pages of editions by path."""
    return {page.path: page for page in pages_of.pages(published)}


def root(published: Published, path: str) -> Any:
    """Return a page as a strict parser reads it."""
    return parse(rendered(planned(published)[path]))


def many(count: int) -> Published:
    """Return a newsroom with an edition a day."""
    stories = tuple(make.story(slug=f"story-{n}", days=-n) for n in range(count))
    reports = tuple(editions.edition(s.published_at, editions.became(s)) for s in stories)
    return of_versions(make.site(), stories, editions=reports)


def test_only_editions_that_published_something_have_a_number() -> None:
    """Eight stories and an update make nine numbers in order of time; looks without a find have none."""
    numbers = [(one.number, len(one.stories)) for one in editions.newsroom().numbered]
    assert numbers == [(n, 1) for n in range(1, 10)]
    assert len(planned(editions.newsroom())) == 9 + 1


def test_numbers_do_not_depend_on_the_order_of_the_reports() -> None:
    """The same editions in any order have the same numbers."""
    published = editions.newsroom()
    assert editions.newsroom(editions=editions.reports()[::-1]).numbered == published.numbered


def test_an_edition_ends_in_words_and_leads_on() -> None:
    """The page says how much there was, that it is over, and where the editions beside it stand."""
    found = root(editions.newsroom(), FIRST)
    assert text(by_class(found, "end")[0]) == "One story, one minute. That was edition 7."
    turns = [
        (a.get("rel"), text(a), a.get("href")) for a in found.iter("a") if a.get("rel") in {"prev", "next"}
    ]
    assert turns == [
        ("prev", "← Edition 6", "../2026-03-27-0000/index.html"),
        ("next", "Edition 8 →", "../2026-03-27-1800/index.html"),
    ]


def test_the_first_and_the_last_edition_lead_one_way() -> None:
    """There is nothing before the first and nothing after the last."""
    published = editions.newsroom()
    first, last = published.numbered[0], published.numbered[-1]
    pages = planned(published)
    ends = [pages[f"{one.address.strip('/')}/index.html"].inputs for one in (first, last)]
    assert [inputs["before"] is None for inputs in ends] == [True, False]
    assert [inputs["after"] is None for inputs in ends] == [False, True]


def test_an_edition_shows_what_it_published_and_says_what_became_of_it() -> None:
    """The headline is that of then, the card says "updated later", and it leads to the story of today."""
    card = by_class(root(editions.newsroom(), FIRST), "card")[0]
    assert "Praise Slowness While the Licence Lawyers Laugh" in text(card)
    assert "March 27, 2026 · updated later" in text(card)
    assert "../../2026/03/slow-models/index.html" in [a.get("href") for a in card.iter("a")]


def test_an_update_says_its_version_and_its_reason() -> None:
    """The edition of a new version shows that version, why it was made, and what made no story."""
    found = root(editions.newsroom(), UPDATE)
    card = text(by_class(found, "card")[0])
    assert "Local Model Owners Meet the Lawyers at the Fan" in card
    assert "version 2" in card
    assert "updated later" not in card
    assert "12 new voices." in card
    assert "From 367 posts in 24 hours, no changes measured. One matter made no story." in text(found)


def test_a_withdrawn_story_is_counted_and_not_shown() -> None:
    """An edition keeps its page and its number when its story is gone, and says so."""
    gone = make.story(slug="gone")
    report = editions.edition(make.NOON, editions.became(gone))
    published = of_versions(make.site(), (), editions=(report,))
    found = root(published, FIRST)
    assert not by_class(found, "card")
    assert "One story of this edition can no longer be shown." in text(found)
    assert text(by_class(found, "end")[0]) == "That was edition 1."
    assert "nothing of it is published any more" in text(root(published, "editions/index.html"))


def test_the_list_is_by_month_and_newest_first() -> None:
    """Numbers fall, dates are printed, headlines lead to the stories, updates are counted."""
    found = root(editions.newsroom(), "editions/index.html")
    assert [text(h) for h in found.iter("h2")] == ["March 2026"]
    cards = [text(card) for card in by_class(found, "card")]
    assert [card.split()[1] for card in cards] == [str(n) for n in range(9, 0, -1)]
    assert cards[0].endswith("March 28, 2026, 12:00 UTC · one update")


def test_without_editions_the_list_says_so() -> None:
    """A newsroom that has published nothing has the page all the same."""
    assert "No edition has published anything yet" in text(
        root(of_versions(make.site(), ()), "editions/index.html")
    )


@pytest.mark.parametrize(("count", "months"), [(30, 0), (31, 2)])
def test_a_long_list_has_pages_of_months(count: int, months: int) -> None:
    """With more than thirty editions every month has its page, and the list links to each."""
    published = many(count)
    found = [path for path in planned(published) if path.count("/") == 3]
    assert len(found) == months
    assert len(by_class(root(published, "editions/index.html"), "card")) == 30
    assert sum(len(by_class(root(published, path), "card")) for path in found) == (count if months else 0)


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, "no stories, no minutes"), (1, "one story, one minute"), (12, "12 stories, 12 minutes")],
)
def test_lengths_are_told_in_words(count: int, told: str) -> None:
    """Numbers up to ten are words; no story takes no minutes, a short one takes one."""
    assert in_words.length(in_words.minutes(make.story()) for _ in range(count)) == told


def test_reading_takes_as_long_as_the_body_has_words() -> None:
    """A body of four times as many words takes about four times as long."""
    body = make.body()
    whole = sum(
        len(p.split()) for p in [in_words.prose.render_paragraph(q, make.story().brief) for q in body]
    )
    assert in_words.minutes(make.story(paragraphs=body * 12)) == round(12 * whole / in_words.A_MINUTE)


def test_an_edition_of_an_unknown_hour_has_an_address_of_its_own() -> None:
    """Addresses are the edition's time in UTC to the minute."""
    story = make.story(days=1 / 24 / 60)
    report = editions.edition(make.NOON + timedelta(minutes=1), editions.became(story))
    assert "editions/2026-03-27-1201/index.html" in planned(
        of_versions(make.site(), (story,), editions=(report,))
    )


@pytest.mark.parametrize(
    "evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}\x00"]
)
def test_what_the_ledger_says_is_shown_as_text(evil: str) -> None:
    """Reasons of candidates and names of the weather are never interpreted, on any page that prints them."""
    story = make.story()
    told = editions.weather()
    told = told.model_copy(update={"names": (told.names[0].model_copy(update={"name": evil}),)})
    report = editions.edition(make.NOON, editions.became(story, reason=evil), weather=[told])
    published = of_versions(make.site(), (story,), editions=(report,))
    for page in plan(published):
        if page.template and page.path.endswith(".html"):
            found = parse(rendered(page))
            assert not list(found.iter("img"))
            assert all(script.get("src") or script.get("type") for script in found.iter("script"))
    shown = evil.replace("\x00", "")
    assert shown in text(by_class(root(published, FIRST), "card")[0])
