"""What machines read beside the pages: the Atom feed and the evidence of each story."""

from __future__ import annotations

import json
from pathlib import Path

import feedparser
import pytest
import stories_factory as make
from site_building import planned, rendered

from newsdesk.site.settings import Site
from newsdesk.stories import StoryVersion


def feed_of(stories: tuple[StoryVersion, ...], site: Site) -> bytes:
    """Return the feed's bytes."""
    (page,) = [page for page in planned(stories, site) if page.path == "feeds/atom.xml"]
    return rendered(page)


def test_the_feed_reads_back(published: Path) -> None:
    """A feed reader finds every story with title, full text, times, beat and full address."""
    feed = feedparser.parse((published / "feeds/atom.xml").read_bytes())
    assert not feed.bozo
    assert feed.feed.title == "AIDRAN"
    assert len(feed.entries) == 8
    entry = next(e for e in feed.entries if e.link.endswith("/slow-models/"))
    assert entry.link == "https://example.org/sub/2026/03/slow-models/"
    assert entry.title == "Local Model Owners Praise Slowness While the Licence Lawyers Laugh"
    assert (entry.published, entry.updated) == ("2026-03-27T12:00:00Z", "2026-03-27T12:00:00Z")
    assert entry.tags[0].term == "open-source-ai"
    body = entry.content[0].value
    assert "der Lüfter hat gewonnen" in body
    assert "It may contain inaccuracies." in body
    assert 'href="https://example.org/sub/2026/03/slow-models/#source-1"' in body


def test_ids_survive_a_move_of_the_site() -> None:
    """An entry's id is a tag URI that stays the same under any address, and so does the feed's."""
    stories = make.newsroom_of_eight()
    here = feedparser.parse(feed_of(stories, make.site(url="https://a.example", relative=False)))
    there = feedparser.parse(feed_of(stories, make.site(url="https://b.example/x", relative=False)))
    assert [entry.id for entry in here.entries] == [entry.id for entry in there.entries]
    assert here.feed.id == there.feed.id
    assert here.entries[0].id == "tag:aidran.invalid,2026-03-27:/2026/03/review-queues/"
    assert len({entry.id for entry in here.entries}) == 8


def test_times_come_from_the_stories_alone() -> None:
    """The feed's own time is that of its newest story; an empty feed has a fixed one."""
    assert b"<updated>2026-03-27T18:00:00Z</updated>" in feed_of(make.newsroom_of_eight(), make.site())
    empty = feedparser.parse(feed_of((), make.site()))
    assert (empty.bozo, empty.entries, empty.feed.updated) == (False, [], "1970-01-01T00:00:00Z")


def evidence(folder: Path, slug: str) -> dict[str, object]:
    """Return the published evidence of a story."""
    found: dict[str, object] = json.loads((folder / "2026/03" / slug / "evidence.json").read_bytes())
    return found


def test_evidence_has_its_declared_form(published: Path) -> None:
    """Every evidence file has the same keys, names its form, and gives signals, statistics and figures."""
    for path in sorted(published.rglob("evidence.json")):
        found = evidence(published, path.parent.name)
        assert sorted(found) == [
            *("address", "baseline", "demo", "figures", "headline", "modified_at", "pages", "platforms"),
            *("published_at", "records", "schema_version", "signals", "statistics", "story", "url"),
            *("version", "why", "window", "writer"),
        ]
        assert found["schema_version"] == "evidence/1"
        assert found["signals"]
        assert found["statistics"]


def test_evidence_opens_the_posts_that_are_cited(published: Path) -> None:
    """Each cited record has its number, permalink, weight and verbatim text."""
    records = evidence(published, "slow-models")["records"]
    assert isinstance(records, list)
    assert [record["source"] for record in records] == [1, 2, 3, 5, 4]
    for number, record in enumerate(records):
        assert record["text"] == make.POSTS[number][3]
        assert record["permalink"].startswith("https://")
        assert list(record["weights"].values()) == [pytest.approx(0.2)]


def test_uncited_records_keep_their_words() -> None:
    """A record of the brief that the story does not cite is listed without text, title or handle."""
    version = make.story(paragraphs=make.body()[:1])
    (page,) = [page for page in planned((version,), make.site()) if page.kind == "evidence"]
    cited, *others = page.inputs["records"]
    assert cited["text"]
    assert [(record["text"], record["title"], record["source"]) for record in others] == [
        (None, None, None)
    ] * 4
