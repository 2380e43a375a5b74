"""Feeds of the site, of beats and of names, in both forms, as feed readers read them."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import feedparser
import jsonschema
import pytest
import stories_factory as make
from machine_reading import files, text

from newsdesk.site.page import Page
from newsdesk.stories import StoryVersion

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = make.site(url="https://example.org/sub", relative=False)
#: What https://www.jsonfeed.org/version/1.1/ asks for, as a JSON Schema; ids and addresses stricter than it.
ADDRESS = {"type": "string", "pattern": "^https?://[^/ ]+/"}
AUTHOR = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "url": ADDRESS, "avatar": ADDRESS},
    "minProperties": 1,
    "additionalProperties": False,
}
ITEM = {
    "type": "object",
    "required": ["id"],
    "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
    "properties": {
        "id": {"type": "string", "minLength": 1},
        "url": ADDRESS,
        "external_url": ADDRESS,
        "title": {"type": "string"},
        "content_html": {"type": "string"},
        "content_text": {"type": "string"},
        "summary": {"type": "string"},
        "image": ADDRESS,
        "banner_image": ADDRESS,
        "date_published": {"type": "string", "format": "date-time"},
        "date_modified": {"type": "string", "format": "date-time"},
        "authors": {"type": "array", "items": AUTHOR},
        "tags": {"type": "array", "items": {"type": "string"}},
        "language": {"type": "string"},
        "attachments": {"type": "array"},
    },
    "patternProperties": {"^_[^.]+$": {"type": "object"}},
    "additionalProperties": False,
}
FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "description": {"type": "string"},
        "user_comment": {"type": "string"},
        "next_url": ADDRESS,
        "icon": ADDRESS,
        "favicon": ADDRESS,
        "authors": {"type": "array", "items": AUTHOR},
        "language": {"type": "string"},
        "expired": {"type": "boolean"},
        "hubs": {"type": "array"},
        "items": {"type": "array", "items": ITEM},
    },
    "patternProperties": {"^_[^.]+$": {"type": "object"}},
    "additionalProperties": False,
}


def feeds(stories: tuple[StoryVersion, ...] = (), **site: Any) -> dict[str, Page]:
    """Return the feeds of a site by path; without stories those of the newsroom of eight."""
    pages = files(stories or make.newsroom_of_eight(), SITE.model_copy(update=site))
    return {path: page for path, page in pages.items() if page.kind == "feed"}


def test_every_json_feed_has_the_form_of_the_specification() -> None:
    """Site, beats and names: each JSON Feed passes the rules of version 1.1 and names its own address."""
    found = {path: json.loads(text(page)) for path, page in feeds().items() if path.endswith(".json")}
    assert {"feeds/feed.json", "beats/ai-bias/feed.json", "entities/hugging-face/feed.json"} <= set(found)
    for path, feed in found.items():
        jsonschema.validate(feed, FEED, format_checker=jsonschema.FormatChecker())
        assert feed["feed_url"] == f"https://example.org/sub/{path}"


def test_every_atom_feed_reads_back_and_names_itself() -> None:
    """Feedparser takes each Atom feed without complaint; its own address and its page's are right."""
    for path, page in feeds().items():
        if not path.endswith(".xml"):
            continue
        feed = feedparser.parse(text(page))
        assert not feed.bozo, path
        links = {link.rel: link.href for link in feed.feed.links}
        assert links["self"] == f"https://example.org/sub/{path}"
        folder = path.removesuffix("atom.xml")
        assert links["alternate"] == f"https://example.org/sub/{'' if folder == 'feeds/' else folder}"


def test_both_forms_say_the_same() -> None:
    """For each feed: the same entries, with ids, titles, times and HTML, in Atom and JSON."""
    pages = feeds()
    for path, page in pages.items():
        if not path.endswith(".xml"):
            continue
        items = json.loads(text(pages[path.replace("atom.xml", "feed.json")]))["items"]
        keys = ("id", "title", "date_published", "date_modified", "content_html")
        assert [
            tuple(
                entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "published", "updated", "content")
            )
            for entry in ElementTree.fromstring(text(page)).iter(f"{ATOM}entry")
        ] == [tuple(item[key] for key in keys) for item in items]


def test_a_feed_of_a_beat_holds_that_beat_s_stories() -> None:
    """A beat's feed has its stories and no others; a beat without stories has an empty feed."""
    feed = json.loads(text(feeds()["beats/open-source-ai/feed.json"]))
    assert feed["title"] == "AIDRAN: Open Source AI"
    assert [item["url"].split("/")[-2] for item in feed["items"]] == ["slow-models", "vram-prices"]
    only = feeds(make.newsroom_of_eight()[:1])
    assert json.loads(text(only["beats/ai-bias/feed.json"]))["items"] == []


def test_names_with_a_feed_are_subjects_or_named_twice() -> None:
    """One story that merely mentions a name gives it no feed; being its subject does, two mentions do."""
    story = make.story()
    subject = story.brief.model_copy(update={"subject": "mistral", "subject_name": "Mistral"})
    cases = (
        ((story,), set()),
        ((story.model_copy(update={"brief": subject}),), {"mistral"}),
        ((story, make.story(slug="other")), {"hugging-face"}),
    )
    for stories, names in cases:
        assert {path.split("/")[1] for path in feeds(stories) if path.startswith("entities/")} == names


@pytest.mark.parametrize("bad", ["../../evil", "A", "a b", "a/b", "", "."])
def test_an_id_that_is_no_address_has_no_feed(bad: str) -> None:
    """A name whose id could lead elsewhere is left out."""
    story = make.story()
    brief = story.brief.model_copy(update={"subject": bad, "subject_name": "Evil"})
    assert not [p for p in feeds((story.model_copy(update={"brief": brief}),)) if p.startswith("entities/")]


def test_feeds_end() -> None:
    """Thirty entries in the site's feed, ten in a name's: the last changed."""
    stories = tuple(make.story(slug=f"story-{n}", days=-n / 4) for n in range(33))
    found = {path: json.loads(text(page)) for path, page in feeds(stories).items() if path.endswith(".json")}
    last = [item["url"].split("/")[-2] for item in found["feeds/feed.json"]["items"]]
    assert last == [f"story-{n}" for n in range(30)]
    assert len(found["entities/hugging-face/feed.json"]["items"]) == 10


def test_an_item_says_what_made_it() -> None:
    """The extension names writer, model, kind of source, figures and evidence; the text says it, too."""
    (item,) = json.loads(text(feeds((make.story(writer="claude"),))["feeds/feed.json"]))["items"]
    assert item["_newsdesk"] == {
        "about": "https://example.org/sub/about/",
        "generated_by": "claude",
        "model": "claude-example",
        "digital_source_type": "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
        "version": 1,
        "demo": False,
        "why": make.story().brief.why,
        "figures": {"quote_fidelity": 1.0, "traceability": 0.97, "reading_share": 0.12},
        "evidence": "https://example.org/sub/2026/03/slow-models/evidence.json",
    }
    assert "using Claude" in item["content_html"]


def test_ids_of_all_feeds_survive_a_move() -> None:
    """Under another address every feed and entry keeps its id, and only links change."""

    def ids(url: str) -> list[tuple[str, list[str]]]:
        found = [feedparser.parse(text(p)) for path, p in feeds(url=url).items() if path.endswith(".xml")]
        return [(feed.feed.id, [entry.id for entry in feed.entries]) for feed in found]

    assert ids("https://a.example") == ids("https://b.example/deep/er")
    assert len({feed for feed, _ in ids("https://a.example")}) == len(ids("https://a.example"))
