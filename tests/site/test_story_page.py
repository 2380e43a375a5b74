"""What a story's page shows, and what it keeps to itself."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import stories_factory as make
from reading_html import by_class, parse, text
from site_building import planned, rendered

from newsdesk.prose import render_paragraph
from newsdesk.records import Record
from newsdesk.site.parts.narrative import excerpt
from newsdesk.site.parts.why_now import measures
from newsdesk.stories import EarlierStory, Page, StoryVersion


def page_of(version: StoryVersion, *others: StoryVersion, **site: Any) -> Element:
    """Return the parsed page of a story."""
    pages = planned((version, *others), make.site(**site))
    path = version.address.lstrip("/") + "index.html"
    (page,) = [page for page in pages if page.path == path]
    return parse(rendered(page))


def test_the_text_is_the_proved_text() -> None:
    """The narrative without its markers is word for word what the gate saw."""
    version = make.story()
    root = page_of(version)
    (narrative,) = by_class(root, "narrative")
    for marker in by_class(narrative, "marker"):
        marker.text = ""
    printed = [text(paragraph) for paragraph in narrative.iter("p")]
    assert printed == [render_paragraph(p, version.brief) for p in version.draft.paragraphs]


def test_every_part_says_of_which_kind_it_is() -> None:
    """Each part stands in an element of its own, so that a reader's tool can make the seams visible."""
    version = make.story()
    (narrative,) = by_class(page_of(version), "narrative")
    kinds = [kind for element in narrative.iter("span") if (kind := element.get("data-kind"))]
    parts = [part for p in version.draft.paragraphs for s in p.sentences for part in s.parts]
    assert kinds == [part.kind for part in parts]


def test_markers_and_sources_lead_to_each_other() -> None:
    """Marker n leads to source n and names it aloud; source n leads back to the marker."""
    root = page_of(make.story())
    markers = by_class(root, "marker")
    assert [marker.get("href") for marker in markers] == [f"#source-{n}" for n in range(1, 6)]
    assert markers[1].get("aria-label") == "Source 2: a Bluesky user"
    assert [back.get("href") for back in by_class(root, "back")] == [f"#ref-{n}" for n in range(1, 6)]


def test_a_source_shows_who_where_when_and_the_quoted_words() -> None:
    """A source gives speaker, platform, community and time, and marks what was quoted in the stored text."""
    (first, *_) = by_class(page_of(make.story()), "sources")[0].iter("li")
    assert "A commenter in r/LocalLLaMA Reddit, r/LocalLLaMA · March 27, 2026, 07:00 UTC" in text(first)
    assert "Original at reddit.example" in text(first)
    assert "handle" not in text(first)
    assert [text(mark) for mark in first.iter("mark")] == [
        "I read every word it writes, which turns out to be the feature",
        "pay for speed and skim",
    ]


def test_an_outside_link_gives_nothing_away() -> None:
    """Links to posts open in place, are not followed by search engines, and the page sends no referrer."""
    root = page_of(make.story())
    found = [a for a in root.iter("a") if (a.get("href") or "").startswith("http")]
    assert len(found) == 7  # five sources, two of which are shown within the text
    assert {(a.get("rel"), a.get("target")) for a in found} == {("nofollow ugc", None)}
    assert [m.get("content") for m in root.iter("meta") if m.get("name") == "referrer"] == ["no-referrer"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.example/", "", "http:///x"]
)
def test_only_web_addresses_are_links(url: str) -> None:
    """An address that is not http or https is shown as missing, never as a link."""
    records = (make.record(0, "a", url=url), *(make.record(n, "a") for n in range(1, 5)))
    root = page_of(make.story(records=records))
    (sources,) = by_class(root, "sources")
    assert len([a for a in sources.iter("a") if not (a.get("href") or "").startswith("#")]) == 4
    assert "No address that can be linked." in text(sources)


def test_a_handle_is_not_printed_where_the_story_does_not_name_it() -> None:
    """Neither page nor evidence holds the handle of an account that the story calls "a Bluesky user"."""
    pages = planned((make.story(),), make.site())
    texts = [page for page in pages if not page.path.endswith(".png")]
    printed = b"".join(rendered(page) for page in texts).decode()
    assert "handle1.example" not in printed
    assert printed.count("handle4.example") == 1  # the publication, in the evidence file


def test_quoted_words_carry_their_language() -> None:
    """A German quotation is marked as German in the text and in the source list."""
    root = page_of(make.story())
    german = [element for element in root.iter() if element.get("lang") == "de"]
    assert [(element.tag, "der Lüfter hat gewonnen" in text(element)) for element in german] == [
        ("span", True),
        ("blockquote", True),
    ]


@pytest.mark.parametrize(
    ("writer", "label", "disclosure"),
    [
        (
            "builtin",
            "Discourse report, composed by program",
            "This narrative was composed by AIDRAN's program, without a language model, from discourse data "
            "collected from public sources. It may contain inaccuracies.",
        ),
        (
            "claude",
            "Discourse report, written by Claude",
            "This narrative was generated by AIDRAN using Claude, based on discourse data collected from "
            "public sources. It may contain inaccuracies.",
        ),
    ],
)
def test_the_page_says_who_wrote_it(writer: str, label: str, disclosure: str) -> None:
    """Label and disclosure name the program or the model, in the exact words."""
    root = page_of(make.story(writer=writer))
    assert text(by_class(root, "label")[0]) == label
    assert text(by_class(root, "disclosure")[0]) == disclosure


def test_why_now_gives_the_numbers_with_interval_and_base() -> None:
    """The panel prints, for each measure, now, usual, signed change, interval and n."""
    (why,) = by_class(page_of(make.story()), "why")[1:]
    rows = [[text(cell) for cell in row] for row in by_class(why, "measures")[0].iter("tr")]
    assert rows == [
        ["Measure", "Now", "Usual", "Change"],
        ["Posts a day", "63n = 63", "20", "3.2 times2.4–4.1 times"],
        ["Negative posts", "41%n = 63", "18%", "+23 points11–35 points"],
    ]


def test_what_did_not_change_comes_last() -> None:
    """A measure that stands where it usually does is told after those that moved."""
    brief = make.story().brief
    now = next(one.forms for one in brief.statistics if one.id == "volume.now")
    still = tuple(
        one.model_copy(update={"forms": now}) if one.id == "volume.usual" else one for one in brief.statistics
    )
    before = [row["label"] for row in measures(brief)]
    after = [row["label"] for row in measures(brief.model_copy(update={"statistics": still}))]
    assert before == ["Posts a day", "Negative posts"]
    assert after == ["Negative posts", "Posts a day"]


def test_platform_bars_have_their_table() -> None:
    """Each platform's bar stands in a table with the number that it draws."""
    (_, bars) = by_class(page_of(make.story()), "bars")
    assert [[text(cell) for cell in row] for row in bars.iter("tr")][1:] == [
        ["Bluesky", "", "21"],
        ["Reddit", "", "18"],
        ["Hacker News", "", "16"],
        ["Mastodon", "", "8"],
    ]
    widths = [rect.get("width") for rect in bars.iter() if str(rect.tag).endswith("rect")]
    assert widths == ["100.0%", "85.7%", "76.2%", "38.1%"]


def test_a_new_version_says_when_it_was_updated() -> None:
    """A second version keeps its publication time and prints the time of the change."""
    first = make.story()
    second = first.model_copy(update={"version": 2, "modified_at": first.published_at + timedelta(hours=6)})
    byline = text(by_class(page_of(second), "byline")[0])
    assert "Published March 27, 2026, 12:00 UTC" in byline
    assert "Updated March 27, 2026, 18:00 UTC (version 2)" in byline
    assert "Updated" not in text(by_class(page_of(first), "byline")[0])


def test_an_earlier_story_is_linked_while_it_exists() -> None:
    """A part that rests on an earlier story links it; if that story is gone, the words stay."""
    old = make.story("coding-agents", "older", -3)
    version = make.story()
    earlier = EarlierStory(
        id="e1",
        slug="older",
        address=old.address,
        headline="x",
        standfirst="x",
        published_at=old.published_at,
    )
    brief = version.brief.model_copy(update={"earlier": (earlier,)})
    told = make.sentence(make.part("happened", "The same quarrel began on Tuesday.", "e1"))
    paragraphs = (version.draft.paragraphs[0].model_copy(update={"sentences": (told,)}),)
    story = make.story(brief=brief, paragraphs=paragraphs)
    with_link, without = page_of(story, old), page_of(story)
    assert [a.get("href") for a in by_class(with_link, "narrative")[0].iter("a")] == ["../older/index.html"]
    assert list(by_class(without, "narrative")[0].iter("a")) == []


def test_a_linked_page_is_a_source_like_a_post() -> None:
    """An event may rest on a collected page; it is numbered, and called by its publisher or its title."""
    version = make.story()
    record = make.record(4, "page", platform="web", id="web:page", community=None, kind="article")
    page = Page(id="p1", record=record, linked_by=("r1",))
    brief = version.brief.model_copy(update={"pages": (page,)})
    told = make.sentence(make.part("happened", "The licence was published on Monday.", "p1"))
    paragraphs = (version.draft.paragraphs[0].model_copy(update={"sentences": (told,)}),)
    (source,) = by_class(page_of(make.story(brief=brief, paragraphs=paragraphs)), "sources")[0].iter("li")
    assert "Officials Prepare a Reading of the Licence" in text(by_class(source, "who")[0])


def test_json_ld_describes_the_article() -> None:
    """The page's linked data gives headline, dates, author, kind of source and one citation a source."""
    root = page_of(make.story(writer="claude"))
    (script,) = [script for script in root.iter("script") if script.get("type")]
    data = json.loads(script.text or "")
    assert data["@type"] == "NewsArticle"
    assert data["datePublished"] == "2026-03-27T12:00:00Z"
    assert data["author"]["name"] == "AIDRAN"
    assert data["digitalSourceType"] == "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
    assert [citation["@type"] for citation in data["citation"]].count("SocialMediaPosting") == 4
    assert len(data["citation"]) == 5


def test_a_story_of_a_dropped_beat_still_stands() -> None:
    """A beat that left the settings keeps its stories, its page and its name, and leaves the navigation."""
    version = make.story("former-beat", "old-news")
    root = page_of(version)
    assert text(by_class(by_class(root, "head")[0], "kicker")[0]) == "Old Beat"
    assert "Old Beat" not in text(by_class(root, "masthead")[0])
    (beat,) = [
        page for page in planned((version,), make.site()) if page.path == "beats/former-beat/index.html"
    ]
    assert "No longer followed" in rendered(beat).decode()


def long_record(words: str) -> Record:
    """Return a record whose text is long."""
    return make.record(0, "long", text="Start. " + "filler words here " * 60 + words + " tail of it" * 60)


def test_an_excerpt_of_a_long_post_shows_what_was_quoted() -> None:
    """However deep in the post, the quoted words are shown whole and marked, with dots for gaps."""
    runs = excerpt(long_record("the exact quoted words"), ["the exact quoted words"])
    assert [run["text"] for run in runs if run["quoted"]] == ["the exact quoted words"]
    assert runs[0]["text"] == "… "
    assert runs[-1]["text"] == " …"
    assert sum(len(run["text"]) for run in runs) < 500


def test_an_excerpt_is_verbatim() -> None:
    """Apart from the dots, an excerpt is one uninterrupted stretch of the stored text."""
    record = long_record("the exact quoted words")
    for quotes in ([], ["the exact quoted words"], ["Start."], ["Start.", "the exact quoted words"]):
        stretch = (
            "".join(run["text"] for run in excerpt(record, quotes)).removeprefix("… ").removesuffix(" …")
        )
        assert stretch in record.text
