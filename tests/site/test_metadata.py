"""What machines read in a page's head: JSON-LD, feeds, pictures, who wrote it."""

from __future__ import annotations

import json
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import stories_factory as make
from machine_reading import files, text
from reading_html import ids, parse
from site_building import planned

from newsdesk.site.addresses import Addresses
from newsdesk.site.parts import metadata
from newsdesk.site.settings import HandWritten

SITE = make.site(
    url="https://example.org/sub",
    relative=False,
    pages=(
        HandWritten(title="About", address="/about/"),
        HandWritten(title="Methodology", address="/methodology/"),
    ),
)


def page(path: str, site: Any = SITE) -> Element:
    """Return a parsed page of the newsroom of eight."""
    return parse(text(files(make.newsroom_of_eight(), site)[path]))


def linked(root: Element) -> dict[str, Any]:
    """Return a page's JSON-LD."""
    (script,) = [s for s in root.iter("script") if s.get("type") == "application/ld+json"]
    found: dict[str, Any] = json.loads(script.text or "")
    return found


def meta(root: Element) -> dict[str, str]:
    """Return a page's metadata by name or property."""
    return {str(m.get("property") or m.get("name")): str(m.get("content")) for m in root.iter("meta")}


def test_a_story_s_json_ld_is_a_whole_news_article() -> None:
    """Every field that readers of NewsArticle ask for is there, and the text isn't repeated."""
    root = page("2026/03/slow-models/index.html")
    article = linked(root)
    here = "https://example.org/sub/2026/03/slow-models/"
    assert article | {"citation": [], "isBasedOn": []} == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": make.story().headline,
        "description": make.story().standfirst,
        "datePublished": "2026-03-27T12:00:00Z",
        "dateModified": "2026-03-27T12:00:00Z",
        "inLanguage": "en",
        "articleSection": "Open Source AI",
        "wordCount": 160,
        "isAccessibleForFree": True,
        "version": 1,
        "image": here + "card.png",
        "digitalSourceType": "https://schema.org/AlgorithmicMediaDigitalSource",
        "author": {
            "@type": "Organization",
            "name": "AIDRAN",
            "url": "https://example.org/sub/methodology/",
        },
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": "AIDRAN",
            "url": "https://example.org/sub/",
            "logo": "https://example.org/sub/apple-touch-icon.png",
            "publishingPrinciples": "https://example.org/sub/methodology/",
            "correctionsPolicy": "https://example.org/sub/corrections/",
            "actionableFeedbackPolicy": "https://example.org/sub/about/",
        },
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": here,
            "breadcrumb": {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": n, "name": name, "item": item}
                    for n, name, item in (
                        (1, "AIDRAN", "https://example.org/sub/"),
                        (2, "Open Source AI", "https://example.org/sub/beats/open-source-ai/"),
                        (3, make.story().headline, here),
                    )
                ],
            },
        },
        "citation": [],
        "isBasedOn": [],
    }


def test_what_a_story_rests_on_is_cited_once_under_its_id_on_the_page() -> None:
    """One citation a source with its kind and address; `isBasedOn` names them by ids that the page has."""
    root = page("2026/03/slow-models/index.html")
    article = linked(root)
    assert article["citation"][0] == {
        "@type": "SocialMediaPosting",
        "@id": "#source-1",
        "url": "https://reddit.example/p/slow-models/0",
    }
    assert [c["@type"] for c in article["citation"]].count("Article") == 1
    based = [item["@id"] for item in article["isBasedOn"]]
    assert based == [citation["@id"] for citation in article["citation"]]
    assert {name.removeprefix("#") for name in based} <= set(ids(root))


def test_an_address_that_cannot_be_linked_is_no_citation() -> None:
    """A source whose address is no web address stands in neither list."""
    records = (make.record(0, "a", url="javascript:alert(1)"), *(make.record(n, "a") for n in range(1, 5)))
    (story,) = [p for p in planned((make.story(records=records),), SITE) if p.kind == "story"]
    article = story.inputs["meta"]["linked_data"]
    assert [c["@id"] for c in article["citation"]] == [f"#source-{n}" for n in (2, 3, 4, 5)]


def test_a_demonstration_says_so_in_its_json_ld() -> None:
    """Programs that read no notice are told, too, that the posts are invented."""
    (story,) = [p for p in planned((make.story(demo=True),), SITE) if p.kind == "story"]
    assert "invented" in story.inputs["meta"]["linked_data"]["creativeWorkStatus"]


def test_the_front_page_is_a_website_that_can_be_searched() -> None:
    """WebSite with publisher and a SearchAction at the search page."""
    site = linked(page("index.html"))
    assert (site["@type"], site["url"]) == ("WebSite", "https://example.org/sub/")
    target = site["potentialAction"]["target"]["urlTemplate"]
    assert target == "https://example.org/sub/search/?q={search_term_string}"
    assert site["publisher"]["@type"] == "NewsMediaOrganization"


@pytest.mark.parametrize(
    ("address", "kind", "trail"),
    [
        ("/beats/ai-bias/", "CollectionPage", ["/", "/beats/", "/beats/ai-bias/"]),
        ("/beats/", "CollectionPage", ["/", "/beats/"]),
        ("/entities/mistral/", "CollectionPage", ["/", "/entities/", "/entities/mistral/"]),
        ("/editions/2026-03-27-1200/", "CollectionPage", ["/", "/editions/", "/editions/2026-03-27-1200/"]),
        ("/archive/", "CollectionPage", ["/", "/archive/"]),
        ("/2026/", "CollectionPage", ["/", "/archive/", "/2026/"]),
        ("/2026/03/", "CollectionPage", ["/", "/archive/", "/2026/", "/2026/03/"]),
        ("/about/", "WebPage", ["/", "/about/"]),
        ("/notes/hello/", "WebPage", ["/", "/notes/hello/"]),
    ],
)
def test_lists_are_collections_with_a_trail(address: str, kind: str, trail: list[str]) -> None:
    """A page says by its address whether it is a list, and which pages lead to it."""
    found = metadata.metadata(Addresses(SITE, address), "Title", "Words.")["linked_data"]
    assert (found["@type"], found["url"]) == (kind, "https://example.org/sub" + address)
    crumbs = [
        crumb["item"].removeprefix("https://example.org/sub")
        for crumb in found["breadcrumb"]["itemListElement"]
    ]
    assert crumbs == trail


def test_a_site_without_an_address_says_less() -> None:
    """Without SITEURL there are no trails, pictures or sites to name; the article stays."""
    site = make.site()
    assert not list(page("beats/ai-bias/index.html", site).iter("script"))
    root = page("2026/03/slow-models/index.html", site)
    assert "og:image" not in meta(root)
    assert not {"image", "mainEntityOfPage"} & set(linked(root))


def test_pages_name_their_picture_with_size_and_words() -> None:
    """A story shows its card, other pages the site's; each with width, height and what it says."""
    story = meta(page("2026/03/slow-models/index.html"))
    assert story["og:image"] == "https://example.org/sub/2026/03/slow-models/card.png"
    assert (story["og:image:width"], story["og:image:height"]) == ("1200", "630")
    assert story["og:image:alt"] == make.story().headline
    assert story["twitter:card"] == "summary_large_image"
    beat = meta(page("beats/ai-bias/index.html"))
    assert (beat["og:image"], beat["og:image:alt"]) == ("https://example.org/sub/card.png", "AIDRAN")
    assert "og:image" not in meta(page("404.html"))


@pytest.mark.parametrize(
    ("path", "folder", "title"),
    [
        ("index.html", "/sub/feeds/", "AIDRAN"),
        ("2026/03/slow-models/index.html", "/sub/feeds/", "AIDRAN"),
        ("beats/ai-bias/index.html", "/sub/beats/ai-bias/", "AIDRAN: AI Bias & Fairness"),
    ],
)
def test_pages_offer_their_feeds(path: str, folder: str, title: str) -> None:
    """Each page links both forms of a feed, a beat's page those of its beat."""
    found = [link for link in page(path).iter("link") if link.get("rel") == "alternate"]
    assert [(a.get("type"), a.get("href"), a.get("title")) for a in found] == [
        ("application/atom+xml", folder + "atom.xml", title),
        ("application/feed+json", folder + "feed.json", title),
    ]


def test_offered_feeds_are_planned() -> None:
    """Every feed that any page links to is there."""
    pages = files(make.newsroom_of_eight(), SITE)
    for planned_page in pages.values():
        for feed in planned_page.inputs.get("meta", {}).get("feeds", ()):
            assert feed["href"].removeprefix("/sub/") in pages


@pytest.mark.parametrize(
    ("writer", "written"),
    [("builtin", "machine-composed"), ("claude", "ai-generated"), ("replay", "ai-generated")],
)
def test_a_story_says_in_its_head_what_wrote_it(writer: str, written: str) -> None:
    """The disclosure is also there for programs; pages that are no story carry none."""
    (story,) = [p for p in planned((make.story(writer=writer),), SITE) if p.kind == "story"]
    assert story.inputs["meta"]["written"] == written
    assert meta(page("2026/03/polite-machines/index.html"))["ai-disclosure"] == "ai-generated"
    assert "ai-disclosure" not in meta(page("index.html"))


def test_each_scheme_has_its_colour_and_home_screens_their_icon() -> None:
    """Browsers get a colour for light and dark, phones a picture that is planned."""
    root = page("index.html")
    colours = [m for m in root.iter("meta") if m.get("name") == "theme-color"]
    assert [m.get("media") for m in colours] == [
        "(prefers-color-scheme: light)",
        "(prefers-color-scheme: dark)",
    ]
    (icon,) = [link for link in root.iter("link") if link.get("rel") == "apple-touch-icon"]
    assert str(icon.get("href")).removeprefix("/sub/") in files(make.newsroom_of_eight(), SITE)
