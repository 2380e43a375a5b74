"""Are quoted posts still there? Asked of servers on loopback that answer as the platforms do."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from pytest_httpserver import HTTPServer

import factories
from newsdesk.archive import removals, snapshots
from newsdesk.check import gate
from newsdesk.collect import checks
from newsdesk.collect.answers import Limits
from newsdesk.collecting import CollectReport, recheck
from newsdesk.collecting.rechecking import quoted_and_gone
from newsdesk.config import Config, Layout, parse
from newsdesk.publish import versions
from newsdesk.stories import Provenance, StoryVersion

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
QUICK = Limits(connect=1, read=2, total=4, attempts=1, backoff=0.01, wait=0.3, spacing=0.0)
#: What the shared draft quotes.
QUOTED = ("bluesky:1", "hackernews:3", "reddit:2")


@pytest.fixture
def story(newsroom: Layout) -> StoryVersion:
    """Publish the story of the gate's cases, its records in the archive."""
    drafting = factories.helper("check/drafting")
    brief = drafting.brief()
    gated = gate(drafting.draft(drafting.sound(), brief), brief)
    origin = Provenance(snapshots=("abc",), tool="newsdesk 0")
    version = versions.make_version(newsroom, brief, gated, "AIDRAN", origin)
    snapshots.write(newsroom, "test", [item.record for item in brief.records])
    versions.publish(newsroom, version)
    return version


def settings(server: HTTPServer, **changes: object) -> Config:
    """Return settings with Hacker News alone, at the server."""
    beats = "beats: [{slug: a, name: A, group: technical, description: B., match: {any: [open weights]}}]\n"
    section = {"enabled": True, "firebase_url": server.url_for("/v0"), **changes}
    return parse(beats + "sources: " + json.dumps({"hackernews": section}))


def run(layout: Layout, config: Config, **options: object) -> CollectReport:
    """Recheck at NOW unless told otherwise."""
    return recheck(layout, config, **{"now": NOW, "limits": QUICK, **options})  # type: ignore[arg-type]


def answers(server: HTTPServer, item: object) -> None:
    """Let the quoted item be this."""
    server.expect_request("/v0/item/3.json").respond_with_json(item)


@pytest.mark.parametrize(
    "item", [None, {"id": 3, "type": "comment", "deleted": True, "time": 1, "parent": 2}]
)
def test_what_is_gone_is_entered_with_the_story_that_quotes_it(
    newsroom: Layout, httpserver: HTTPServer, story: StoryVersion, item: object
) -> None:
    """A deleted post is entered once, its story is named, and it is not asked for again."""
    answers(httpserver, item)
    report = run(newsroom, settings(httpserver))
    told = {one.source: (one.checked, one.removed) for one in report.sources}
    assert told["hackernews-recheck"] == (1, 1)
    (entry,) = removals.REMOVALS.read(newsroom)
    assert (entry.record, entry.source, entry.seen_at) == ("hackernews:3", "hackernews-recheck", NOW)
    assert [(slug, id) for slug, id, _ in quoted_and_gone(newsroom)] == [(story.slug, "hackernews:3")]
    asked = len(httpserver.log)
    run(newsroom, settings(httpserver), now=NOW + DAY)
    assert len(httpserver.log) == asked
    assert len(removals.REMOVALS.read(newsroom)) == 1


@pytest.mark.usefixtures("story")
def test_what_is_there_is_asked_for_again_later(newsroom: Layout, httpserver: HTTPServer) -> None:
    """A post that is still there is noted with the time; those that weren't asked for longest come first."""
    answers(
        httpserver, {"id": 3, "type": "comment", "by": "x", "text": "What?", "time": 1774600000, "parent": 2}
    )
    run(newsroom, settings(httpserver))
    assert checks.read(newsroom) == {"hackernews:3": NOW}
    assert removals.REMOVALS.read(newsroom) == ()
    later = run(newsroom, settings(httpserver), now=NOW + DAY, most=2)
    assert [one.platform for one in later.sources] == ["bluesky", "reddit"]


@pytest.mark.usefixtures("story")
def test_a_platform_that_cant_be_asked_says_so(newsroom: Layout, httpserver: HTTPServer) -> None:
    """A platform that is off is told with what to do; nothing is taken for gone."""
    answers(httpserver, None)
    report = run(newsroom, settings(httpserver))
    errors = {one.platform: one.error for one in report.failed}
    assert errors.keys() == {"bluesky", "reddit"}
    assert "enable sources.reddit in newsdesk.yaml" in (errors["reddit"] or "")
    assert {entry.record for entry in removals.REMOVALS.read(newsroom)} == {"hackernews:3"}


@pytest.mark.usefixtures("story")
def test_a_server_that_fails_says_nothing_about_posts(newsroom: Layout, httpserver: HTTPServer) -> None:
    """A fault is no removal, and the post stays due."""
    httpserver.expect_request("/v0/item/3.json").respond_with_data("oops", status=500)
    run(newsroom, settings(httpserver))
    assert removals.REMOVALS.read(newsroom) == ()
    assert checks.read(newsroom) == {}


@pytest.mark.usefixtures("story")
def test_a_dry_run_enters_nothing(newsroom: Layout, httpserver: HTTPServer) -> None:
    """What would be entered is told."""
    answers(httpserver, None)
    report = run(newsroom, settings(httpserver), dry_run=True)
    assert sum(one.removed for one in report.sources) == 1
    assert removals.REMOVALS.read(newsroom) == ()
    assert checks.read(newsroom) == {}
