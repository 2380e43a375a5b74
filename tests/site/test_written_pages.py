"""What the hand-written pages say is true of this program, and their links hold wherever the site stands."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from site_building import ROOT

from newsdesk import hooks
from newsdesk.assign import decisions
from newsdesk.config import Assigning, Detection, Editions
from newsdesk.detect.kinds import entity_surge, phrase_trending, platform_divergence, sentiment_shift, volume
from newsdesk.publish import disclosure

PAGES = ROOT / "content" / "pages"


def read(name: str) -> str:
    """Return a page's Markdown with single spaces."""
    return " ".join((PAGES / f"{name}.md").read_text(encoding="utf-8").split())


@pytest.mark.parametrize("name", ["about", "methodology", "attribution", "privacy"])
def test_a_page_does_not_name_the_site(name: str) -> None:
    """The site's name is a setting, so no page spells it; each has a title and a summary."""
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert "AIDRAN" not in text
    assert re.search(r"^Title: \S", text, re.MULTILINE)
    assert re.search(r"^Summary: \S", text, re.MULTILINE)


@pytest.mark.parametrize("fragment", ["method", "figures", "parts", "people", "contact"])
def test_the_about_page_keeps_its_fragments(fragment: str) -> None:
    """Stories and other pages link to these places."""
    assert f"{{#{fragment}}}" in read("about")


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        ("Four times a day, unless the settings say otherwise", 24 / Editions().every_hours == 4),
        ("up to 14 days before those", Detection().baseline_days == 14),
        ("Fewer than three earlier days", Detection().minimum_baseline_days == 3),
        ("at most three times a day on a beat", Detection().author_cap == 3),
        ("at least 1.8 times as many; or half", (volume.RISE, volume.FALL) == (1.8, 0.5)),
        ("by at least ten percentage points", sentiment_shift.EFFECT == 0.10),
        ("has changed by at least 20 points", platform_divergence.EFFECT == 0.20),
        ("A name at least twice as often", entity_surge.RISE == 2.0),
        ("words at least three times", phrase_trending.RISE == 3.0),
        ("at least five times what its community", Assigning().dispatch_times_median == 5),
        ("at least ten replies", Assigning().dispatch_replies == 10),
        ("about one in twenty", Detection().false_discovery_rate == 0.05),
        ("at least six accounts must speak", decisions.ENOUGH_AUTHORS == 6),
        ("at most four new stories", Editions().stories == 4),
    ],
)
def test_the_methodology_says_what_the_program_does(claim: str, holds: bool) -> None:
    """Each number that readers are told is the program's."""
    assert claim in read("methodology")
    assert holds


@pytest.mark.parametrize("writer", ["builtin", "claude", "replay"])
def test_the_disclosure_is_explained_in_its_own_words(writer: str) -> None:
    """The words by which a reader tells one line from the other stand in it."""
    words = {
        "builtin": "without a language model",
        "claude": "using Claude",
        "replay": "from a recorded answer",
    }
    assert words[writer] in disclosure.text("The Site", writer)
    assert f"*{words[writer]}*" in read("attribution")


def content(html: str, url: str, **settings: Any) -> SimpleNamespace:
    """Return a page as Pelican hands it over."""
    known = {"SITENAME": "A", "SITEURL": "", "RELATIVE_URLS": True}
    return SimpleNamespace(_content=html, url=url, settings=known | settings)


@pytest.mark.parametrize(
    ("html", "settings", "expected"),
    [
        ('<a href="/wire/">', {}, '<a href="../wire/index.html">'),
        ('<a href="/about/#people">', {}, '<a href="../about/index.html#people">'),
        ('<a class="x" href="/feeds/atom.xml">', {}, '<a class="x" href="../feeds/atom.xml">'),
        (
            '<a href="/wire/">',
            {"SITEURL": "https://example.org/sub", "RELATIVE_URLS": False},
            '<a href="/sub/wire/">',
        ),
        ('<a href="//elsewhere.example/wire/">', {}, '<a href="//elsewhere.example/wire/">'),
        ('<a href="https://example.org/wire/">', {}, '<a href="https://example.org/wire/">'),
        ('<a href="../x/">', {}, '<a href="../x/">'),
        ('href="/wire/" in words', {}, 'href="/wire/" in words'),
    ],
)
def test_links_from_the_root_hold_wherever_the_site_stands(
    html: str, settings: dict[str, Any], expected: str
) -> None:
    """A link of a hand-written page to /wire/ leads there from disk and under a path; others stay."""
    page = content(html, "privacy/", **settings)
    hooks.lead_on(page)
    assert page._content == expected


def test_content_without_text_is_left_alone() -> None:
    """A static file has no links to settle."""
    page = content("", "x")
    page._content = None
    hooks.lead_on(page)
    assert page._content is None
