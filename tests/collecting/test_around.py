"""What stands behind posts that travel, from servers on loopback that answer as the platforms do."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from factories import RecordFactory
from newsdesk.archive import snapshots
from newsdesk.archive.travelled import travelled
from newsdesk.collect.answers import Limits
from newsdesk.collecting import CollectReport, collect
from newsdesk.config import Config, Layout, parse
from newsdesk.records import Engagement

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
QUICK = Limits(connect=1, read=2, total=4, attempts=1, backoff=0.01, wait=0.3, spacing=0.0)
ABOUT = "Open weights from an AI lab: the language model runs on my own GPU."
ARTICLE = (
    "<!doctype html><html lang=en><head><title>Weights</title>"
    "<meta property='og:site_name' content='The Paper'>"
    "<meta property='article:published_time' content='2026-03-15T09:30:00Z'></head><body><article>"
    "<p>The laboratory published the weights of its largest model on a Tuesday, and said nothing else.</p>"
    "<p>Three people who had worked on it said that the date had been chosen in January of that year.</p>"
    "</article></body></html>"
)
LINK = "http://paper.example/weights"


@pytest.fixture
def network(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Let names under ``example`` lead to the server, as public ones; give what names it in a link."""

    async def here(host: str, _: int) -> list[str]:
        return ["127.0.0.1"]

    httpserver.no_handler_status_code = 404
    monkeypatch.setattr("newsdesk.collect.network._resolved", here)
    monkeypatch.setattr("newsdesk.collect.network.is_public", lambda _: True)
    return lambda link: link.replace(".example/", f".example:{httpserver.port}/")


def settings(server: HTTPServer) -> Config:
    """Return settings with Hacker News at the server, which finds nothing new there."""
    server.expect_request("/algolia/search_by_date").respond_with_json(
        {"hits": [], "nbHits": 0, "nbPages": 0}
    )
    section = {
        "enabled": True,
        "every_minutes": 0,
        "comment_queries": ["AI"],  # two requests a second, and no more, whoever answers
        "first_hours": 6,
        "algolia_url": server.url_for("/algolia"),
        "firebase_url": server.url_for("/v0"),
        "most_comments": 2,
    }
    beats = "beats: [{slug: a, name: A, group: technical, description: B., match: {any: [open weights]}}]\n"
    return parse(beats + "sources: " + json.dumps({"hackernews": section}))


def told(report: CollectReport, source: str) -> dict[str, object]:
    """Return what is said of one source."""
    (found,) = (one for one in report.sources if one.source == source)
    return {"new": found.new, "dropped": found.dropped, "error": found.error}


def held(layout: Layout) -> dict[str, str]:
    """Return the texts of all saved records by id."""
    every = snapshots.manifests(layout)
    return {record.id: record.text for one in every for record in snapshots.read(layout, one)}


def posts(layout: Layout, record: RecordFactory, link: str) -> None:
    """Save thirty stories, of which the last has ten times the votes of the others and links to a page."""
    made = [
        record(
            id=f"hackernews:{100 + n}",
            platform="hackernews",
            text=ABOUT,
            engagement=Engagement(score=300 if n == 29 else 6 + n, replies=n),
            published_at=NOW - 3 * HOUR - n * HOUR / 60,
            collected_at=NOW - HOUR,
            links=(link,) if n == 29 else (),
        )
        for n in range(30)
    ]
    snapshots.write(layout, "hackernews-stories", made)


def test_threads_and_pages_of_what_travelled_are_read_once(
    newsroom: Layout, httpserver: HTTPServer, record: RecordFactory, network: Callable[[str], str]
) -> None:
    """The first replies to the post that went farthest are kept, whatever they say, and so is its page."""
    posts(newsroom, record, network(LINK))
    when = int((NOW - 2 * HOUR).timestamp())
    story = {"id": 129, "type": "story", "by": "a", "time": when, "title": "Weights", "kids": [501, 502, 503]}
    httpserver.expect_request("/v0/item/129.json").respond_with_json(story)
    for number in (501, 502, 503):
        reply = {"id": number, "type": "comment", "by": f"b{number}", "time": when, "parent": 129}
        httpserver.expect_request(f"/v0/item/{number}.json").respond_with_json({**reply, "text": "It broke."})
    httpserver.expect_request("/weights").respond_with_data(ARTICLE, content_type="text/html")
    config = settings(httpserver)
    report = collect(newsroom, config, now=NOW, limits=QUICK)
    assert told(report, "hackernews-threads")["new"] == 2
    assert told(report, "web-pages")["new"] == 1
    saved = held(newsroom)
    assert {"hackernews:501", "hackernews:502"} <= saved.keys()
    assert "hackernews:503" not in saved
    (page,) = (text for id, text in saved.items() if id.startswith("web:"))
    assert page.startswith("The laboratory published")
    asked = [request.path for request, _ in httpserver.log]
    again = collect(newsroom, config, now=NOW + HOUR, limits=QUICK)
    assert {source.source for source in again.sources} == {"hackernews-stories", "hackernews-comments"}
    since = [request.path for request, _ in httpserver.log][len(asked) :]
    assert set(since) == {"/algolia/search_by_date"}
    assert held(newsroom) == saved


def test_a_page_that_cant_be_had_stops_nothing(
    newsroom: Layout, httpserver: HTTPServer, record: RecordFactory, network: Callable[[str], str]
) -> None:
    """A thread whose items are gone and a page that isn't there are told; the run ends in order."""
    posts(newsroom, record, network(LINK))
    report = collect(newsroom, settings(httpserver), now=NOW, limits=QUICK)
    assert len(held(newsroom)) == 30
    (pages,) = (one for one in report.sources if one.source == "web-pages")
    assert "answered 404" in str(pages.problems[0])


def test_what_went_farthest_is_chosen_by_platform(newsroom: Layout, record: RecordFactory) -> None:
    """The best tenth of each platform with enough engagement, the best first; old and quiet posts are not."""
    made = [
        record(
            id=f"{platform}:{n}",
            platform=platform,
            engagement=Engagement(likes=n * factor, reposts=None),
            published_at=NOW - HOUR,
            collected_at=NOW,
        )
        for platform, factor in (("bluesky", 10), ("mastodon", 1))
        for n in range(41)
    ]
    old = record(id="bluesky:old", engagement=Engagement(likes=9999), published_at=NOW - 60 * HOUR)
    unknown = record(id="bluesky:unknown", published_at=NOW - HOUR, collected_at=NOW)
    snapshots.write(newsroom, "a", [*made, old, unknown])
    found = travelled(
        newsroom,
        snapshots.manifests(newsroom),
        since=NOW - 48 * HOUR,
        platforms=["bluesky", "mastodon"],
        most=3,
    )
    assert found == ("bluesky:40", "bluesky:39", "bluesky:38", "mastodon:40", "mastodon:39", "mastodon:38")
    assert travelled(newsroom, snapshots.manifests(newsroom), since=NOW, platforms=["bluesky"]) == ()


def test_a_dry_run_looks_behind_nothing(
    newsroom: Layout, httpserver: HTTPServer, record: RecordFactory, tmp_path: Path
) -> None:
    """What would be asked next depends on what would have been saved: a dry run leaves it."""
    posts(newsroom, record, LINK)
    report = collect(newsroom, settings(httpserver), now=NOW, limits=QUICK, dry_run=True)
    assert [one.source for one in report.sources] == ["hackernews-stories", "hackernews-comments"]
