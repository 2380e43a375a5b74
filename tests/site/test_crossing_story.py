"""A story that moved on two beats at once: it names both, and stands on both."""

from __future__ import annotations

import stories_factory as make
from reading_html import by_class, parse, text
from site_building import planned, rendered

from newsdesk.stories import BeatRef, StoryVersion


def crossing() -> StoryVersion:
    """Return a story of Open Source AI that moved on AI Bias & Fairness as well."""
    version = make.story()
    name, group, description = make.BEATS["ai-bias"]
    other = BeatRef(slug="ai-bias", name=name, group=group, description=description)
    brief = version.brief.model_copy(update={"other_beats": (other,)})
    return version.model_copy(update={"brief": brief, "headline": "Two Rooms Read One License"})


def test_a_story_of_two_beats_names_both_and_stands_on_both() -> None:
    """Its head links both beats, and the page and feeds of either have it."""
    pages = {page.path: rendered(page) for page in planned((crossing(),), make.site()) if page.template}
    head = by_class(parse(pages["2026/03/slow-models/index.html"]), "kicker")[0]
    assert text(head) == "Open Source AI · AI Bias & Fairness"
    for beat in ("open-source-ai", "ai-bias"):
        for file in ("index.html", "atom.xml"):
            assert b"Two Rooms Read One License" in pages[f"beats/{beat}/{file}"]
    assert b"Two Rooms Read One License" not in pages["beats/coding-agents/index.html"]


def test_the_front_page_tells_a_story_of_two_beats_once() -> None:
    """Below the newest stories it stands under the first of its beats alone."""
    younger = tuple(make.story(slug=f"younger-{n}", days=n, headline=f"Younger {n}") for n in range(1, 9))
    stories = (crossing(), *younger)
    (front,) = [page for page in planned(stories, make.site()) if page.kind == "front"]
    links = [link.get("href") or "" for link in parse(rendered(front)).iter("a")]
    assert sum("slow-models" in link for link in links) == 1
