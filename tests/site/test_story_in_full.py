"""What stands around a story's text: takeaways, seams, drawings, positions, posts, reports, budgets."""

from __future__ import annotations

import gzip
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import pytest
import running_story as running
import stories_factory as make
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_html import by_class, ids, parse, text

from newsdesk.config import Publication
from newsdesk.records import Statistic
from newsdesk.site.addresses import Addresses
from newsdesk.site.parts import quoted, reporting, why_now_charts
from newsdesk.site.parts.narrative import Narrative
from newsdesk.site.parts.positions import positions
from newsdesk.site.parts.takeaways import takeaways
from newsdesk.site.parts.why_now import statistics
from newsdesk.site.published import of_versions
from newsdesk.stories import Contribution, StoryVersion

STORY = "2026/03/slow-models/index.html"
RAW, PACKED = 45 * 1024, 14 * 1024


def story_page(**site: Any) -> Element:
    """Return the parsed page of the running story."""
    return parse(running.page(running.published(**site), STORY))


def cells(table: Element) -> list[list[str]]:
    """Return the words of a table by row."""
    return [[text(cell) for cell in row] for row in table.iter("tr")]


def known_of(version: StoryVersion) -> dict[str, Statistic]:
    """Return a version's statistics by id."""
    return statistics(version.brief)


def test_takeaways_are_the_reason_and_printed_forms() -> None:
    """First stands the printed reason; each further line holds forms of statistics word for word."""
    (box,) = by_class(story_page(), "takeaways")
    assert [text(item) for item in box.iter("li")] == [
        "Why now: 63 posts in 24 hours, 3.2 times the usual 20 a day; 41% of them negative, not 18%.",
        "The share of negative posts rose by 23 points, from 18% over the previous 13 days to 41%.",
        "The position that most share is held by 21 accounts, the strongest against it by 4 accounts.",
        "58 accounts on 4 platforms took part.",
    ]


def test_a_takeaway_does_not_repeat_the_reason_nor_a_change_within_chance() -> None:
    """What the reason says already, and a change whose interval holds zero, make no line."""
    _, version = running.versions()
    said = "Negative posts rose by 23 points, from 18% over the previous 13 days to 41%."
    repeated = version.brief.model_copy(update={"why": said})
    assert not [line for line in takeaways(repeated, statistics(repeated)) if "negative" in line]
    known = known_of(version)
    change = known["negative.change"].model_copy(update={"interval": (-2.0, 30.0)})
    doubtful = takeaways(version.brief, {**known, "negative.change": change})
    assert not [line for line in doubtful if "negative" in line]


@pytest.mark.parametrize(
    ("cluster", "lines"),
    [
        ("platform.bluesky", ["Posts a day: 31, not 63, without the posts on Bluesky."]),
        ("position.q1", []),  # "without the posts that say so" says nothing where the position does not stand
    ],
)
def test_what_drove_a_count_is_told_where_it_can_stand_alone(cluster: str, lines: list[str]) -> None:
    """A count recomputed without a cluster is a takeaway, unless its words need a position beside them."""
    _, version = running.versions()
    clause = "31, not 63, without the posts on Bluesky"
    without = make.statistic(
        f"volume.without.{cluster}", "Posts", "contribution", 31, "posts", 63, value_text="31", clause=clause
    )
    contribution = Contribution(
        of="volume.ratio", cluster=("r2",), cluster_label="Bluesky", statistic=without
    )
    brief = version.brief.model_copy(update={"contributions": (contribution,)})
    assert [line for line in takeaways(brief, statistics(brief)) if "without" in line] == lines


def test_the_seams_are_counted_and_switched_without_script() -> None:
    """A labelled checkbox stands before the text; the legend counts the parts of each kind."""
    root = story_page()
    (switch,) = [box for box in root.iter("input") if box.get("id") == "seams"]
    assert switch.get("type") == "checkbox"
    assert [text(label) for label in root.iter("label") if label.get("for") == "seams"] == [
        "Show the seams: what rests on what"
    ]
    (legend,) = by_class(root, "legend")
    counted = [text(item).split()[:2] for item in legend.iter("li")]
    assert counted == [
        ["said", "12"],
        ["counted", "4"],
        ["happened", "2"],
        ["because", "0"],
        ["reading", "1"],
    ]
    assert "Quote fidelity 100% · Traceability 97% · Share of reading 12%" in text(legend)


def test_every_quotation_says_in_which_source_it_stands() -> None:
    """Each quotation stands within an element that names its source, whose record holds the words."""
    site = running.published()
    root = parse(running.page(site, STORY))
    evidence = json.loads(running.page(site, "2026/03/slow-models/evidence.json"))
    words = {str(record["source"]): record["text"] for record in evidence["records"]}
    holders = [e for e in root.iter() if e.get("data-source")]
    found = [(holder, quote) for holder in holders for quote in by_class(holder, "quote")]
    assert len(found) == len(by_class(root, "quote")) == 7
    for holder, quote in found:
        assert "".join(quote.itertext()).strip("“”") in words[str(holder.get("data-source"))]


def test_the_checker_finds_its_place_on_the_current_page_only() -> None:
    """The current version loads the checker and has its empty place; an earlier one has neither."""
    current, earlier = story_page(), parse(running.page(running.published(), earlier_path()))
    (place,) = by_class(current, "check")
    assert place.get("data-evidence") == "evidence.json"
    assert "hidden" in place.attrib
    assert [s.get("src") for s in current.iter("script") if s.get("src")] == ["../../../theme/check.js"]
    assert not by_class(earlier, "check")
    assert not list(earlier.iter("script"))


def earlier_path() -> str:
    """Return the path of the first version's page."""
    return "2026/03/slow-models/v1/index.html"


def test_quoted_posts_stand_between_the_paragraphs_in_their_own_words() -> None:
    """Two posts are shown whole, with speaker, platform, time, link and language; none after the last."""
    root = story_page()
    (narrative,) = by_class(root, "narrative")
    assert [child.tag for child in narrative] == ["p", "figure", "p", "p", "figure", "p"]
    first, second = narrative.iter("figure")
    quote = next(first.iter("blockquote"))
    assert "".join(quote.itertext()) == make.POSTS[0][3]
    assert quote.get("cite") == "https://reddit.example/p/slow-models/0"
    assert text(next(first.iter("figcaption"))) == (
        "A commenter in r/LocalLLaMA, Reddit, March 27, 2026, 07:00 UTC [1]"
    )
    assert text(next(second.iter("blockquote"))) == make.POSTS[1][3]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"quotable": False}, "may not be quoted"),
        ({"flags": ("promotion",)}, "is not plain speech"),
        ({"record": make.record(0, "slow-models", text="too short to be shown")}, "is short"),
        ({"record": make.record(0, "slow-models", text="x" * 700)}, "is long"),
        ({"record": make.record(0, "slow-models", kind="article")}, "is no post"),
    ],
)
def test_a_post_that_is_not_fit_is_not_shown(changes: dict[str, Any], why: str) -> None:
    """A post is shown only if it may be quoted, carries no flag, and has a post's length."""
    version = make.story()
    first, *others = version.brief.records
    records = (first.model_copy(update=changes), *others)
    changed = version.model_copy(update={"brief": version.brief.model_copy(update={"records": records})})
    shown = quoted.posts(changed, Narrative(changed).sources)
    assert 1 not in [post["source"] for post in shown.values()], why


def test_posts_with_more_reach_go_first() -> None:
    """Of the posts that fit, the two with the most reach are shown, at most one after each paragraph."""
    version = running.heavy()
    shown = quoted.posts(version, Narrative(version).sources)
    assert {place: post["source"] for place, post in shown.items()} == {4: 20, 3: 16}


def test_volume_mood_and_contrast_are_tables_that_draw_their_numbers() -> None:
    """Each drawing stands in a table with its numbers, and is hidden from readers who hear the page."""
    root = story_page()
    (why,) = [section for section in root.iter("section") if section.get("aria-labelledby") == "why-now"]
    volume, mood, contrast, platforms = by_class(why, "bars")
    assert cells(volume) == [["These 24 hours", "", "63"], ["A usual day", "", "20"]]
    assert cells(mood) == [
        ["", "", "negative", "neutral", "positive"],
        ["Now", "", "41%", "39%", "20%"],
        ["Usual", "", "18%", "47%", "35%"],
    ]
    assert cells(contrast) == [
        ["", "", "now", "usual"],
        ["Hacker News", "", "78%", "30%"],
        ["Mastodon", "", "10%", "24%"],
    ]
    assert len(cells(platforms)) == 5
    svgs = [element for element in root.iter() if str(element.tag).endswith("svg")]
    assert svgs
    assert {svg.get("aria-hidden") for svg in svgs} == {"true"}


@pytest.mark.parametrize(
    ("left_out", "drawn"),
    [
        ("volume.usual", {"mood", "contrast"}),
        ("positive.now", {"volume", "contrast"}),
        ("negative.mastodon.usual", {"volume", "mood"}),
        ("", {"volume", "mood", "contrast"}),
    ],
)
def test_a_missing_figure_leaves_its_drawing_out(left_out: str, drawn: set[str]) -> None:
    """A drawing whose statistic is not known is left out; the others stay."""
    known = {name: one for name, one in known_of(running.versions()[1]).items() if name != left_out}
    made = {
        "volume": why_now_charts.volume(known),
        "mood": why_now_charts.mood(known),
        "contrast": why_now_charts.contrast(known),
    }
    assert {name for name, drawing in made.items() if drawing} == drawn


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 1), st.floats(0, 1))
def test_stacked_shares_stay_within_their_bar(negative: float, rest: float) -> None:
    """Whatever the shares, printed percents add up to 100 and no segment leaves the drawing."""
    known = {
        "negative.now": running.share("negative.now", "Negative posts", negative),
        "positive.now": running.share("positive.now", "Positive posts", (1 - negative) * rest),
    }
    (row,) = why_now_charts.mood(known)
    assert abs(sum(int(share[:-1]) for share in row["shares"]) - 100) <= 1
    assert all(segment["x"] + segment["width"] <= why_now_charts.WIDTH + 1 for segment in row["segments"])


def test_positions_are_told_with_counts_and_the_counter_position_is_marked() -> None:
    """At most four positions with at least three voices, most held first, with source and share of bar."""
    (section,) = by_class(story_page(), "positions")
    assert [text(item) for item in section.iter("li")] == [
        "“open weights are not open source” 21 voices · Hacker News 20, Bluesky 1 [2]",
        "“The licence forbids exactly the thing the launch post shows.” "
        "13 voices · Hacker News 12, Bluesky 1 [3]",
        "people who run models at home like them slow 9 voices · Hacker News 8, Bluesky 1 [1]",
        "“der Lüfter hat gewonnen” 4 voices · the strongest counter-position · Hacker News 3, Bluesky 1 [5]",
    ]
    assert [e.get("lang") for e in section.iter("span")] == ["en", "en", "de"]
    widths = [e.get("width") for e in section.iter() if str(e.tag).endswith("rect")]
    assert widths == ["100.0%", "61.9%", "42.9%", "19.0%"]


def test_a_claim_is_a_quotation_only_where_a_post_that_may_be_quoted_holds_it() -> None:
    """If none of a position's posts may be quoted, its claim stands without quotation marks."""
    _, version = running.versions()
    silent = tuple(item.model_copy(update={"quotable": False}) for item in version.brief.records)
    brief = version.brief.model_copy(update={"records": silent})
    found = positions(version.draft, brief, Narrative(version).sources)
    assert {row["quoted"] for row in found} == {False}


def test_the_counter_position_is_shown_even_if_four_others_are_larger() -> None:
    """Four positions are told; the counter-position is among them however few hold it."""
    version = running.heavy()
    found = positions(version.draft, version.brief, Narrative(version).sources)
    assert [(row["voices"], row["counter"]) for row in found] == [
        ("30 voices", False),
        ("29 voices", False),
        ("28 voices", False),
        ("25 voices", True),
    ]


@pytest.mark.parametrize(
    "evil", ["plain", "a&b=c#d?e", "“quoted” <b>", "line\nbreak", "ü\u202e\x00", "100% +1"]
)
def test_an_error_is_reported_by_a_form_that_knows_the_story(evil: str) -> None:
    """Headline, address and version reach the form as its title and body, whatever characters they hold."""
    site = make.site(
        url="https://example.org/sub",
        relative=False,
        publication=Publication(report="https://forge.example/aidran/issues/new"),
    )
    version = make.story(headline=evil)
    address = reporting.link(version, Addresses(site, version.address)) or ""
    asked = parse_qs(urlsplit(address).query, strict_parsing=True)
    printable = evil.replace("\x00", "")
    assert asked["title"] == [f"Error in “{printable}”"]
    assert asked["body"][0].startswith(
        f"Story: {printable}\nAddress: https://example.org/sub/2026/03/slow-models/\nVersion: 1\n"
    )
    assert address.isascii()


def test_without_a_form_the_contact_section_takes_reports() -> None:
    """With no form configured the link leads to the about page's contact; with no such page there is none."""
    version = make.story()
    assert reporting.link(version, Addresses(make.site(), version.address)) == (
        "../../../about/index.html#contact"
    )
    assert reporting.link(version, Addresses(make.site(pages=()), version.address)) is None


def test_the_byline_tells_kind_and_reading_time() -> None:
    """Under the standfirst stand who wrote it, what kind of story it is and how long it takes."""
    assert "Lead story, 1 minute to read" in text(by_class(story_page(), "byline")[0])
    version = running.heavy()
    assert Narrative(version).minutes == round(Narrative(version).words / 230) > 1


@pytest.mark.parametrize(
    ("language", "direction"), [("en", None), ("ar", "rtl"), ("fa-IR", "rtl"), ("arn", None)]
)
def test_a_right_to_left_language_turns_the_page(language: str, direction: str | None) -> None:
    """The page's direction follows the site's language."""
    assert story_page(language=language).get("dir") == direction


def test_the_longest_story_stays_within_its_budget() -> None:
    """Every page of a site with a story of the largest size, versions too, fits 45 KB and 14 KB packed."""
    story = running.heavy()
    earlier = [story.model_copy(update={"version": n, "headline": f"Headline {n}"}) for n in (1, 2)]
    others = make.newsroom_of_eight()
    site = of_versions(
        make.site(url="https://example.org/a/path", relative=False),
        (story, *others),
        {story.address: (*earlier, story)},
    )
    measured = {
        path: running.page(site, path)
        for path, page in running.paths(site).items()
        if page.kind in {"story", "version"}
    }
    assert len(measured) == 11
    for path, made in measured.items():
        assert len(made) <= RAW, path
        assert len(gzip.compress(made, 9)) <= PACKED, path


def test_ids_are_unique_and_markers_lead_to_sources_on_every_page_of_a_story() -> None:
    """On story and version pages alike no id stands twice and each fragment on the page leads somewhere."""
    site = running.published()
    for path in (STORY, earlier_path()):
        root = parse(running.page(site, path))
        known = ids(root)
        assert len(known) == len(set(known))
        inside = [a.get("href") or "" for a in root.iter("a") if (a.get("href") or "").startswith("#")]
        assert {link[1:] for link in inside} <= set(known)
