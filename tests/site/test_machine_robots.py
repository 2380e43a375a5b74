"""What programs are told about how to behave: robots.txt, security.txt, no Jekyll."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import stories_factory as make
from machine_reading import files, text
from protego import Protego

from newsdesk.config import Publication
from newsdesk.site.machine.robots import AI_CRAWLERS

CRAWLERS = [name for crawlers in AI_CRAWLERS for name in crawlers.names]


def written(path: str, **site: Any) -> str:
    """Return a file of a published site."""
    return text(files(make.newsroom_of_eight(), make.site(url="https://example.org/sub", **site))[path])


@pytest.mark.parametrize(("setting", "welcome"), [("allow", True), ("deny", False)])
def test_the_crawlers_of_ai_companies_follow_the_setting(setting: Any, welcome: bool) -> None:
    """A parser of robots.txt lets them in or keeps them out, and search engines in either way."""
    robots = Protego.parse(written("robots.txt", publication=Publication(ai_crawlers=setting)))
    for name in CRAWLERS:
        assert robots.can_fetch("https://example.org/sub/2026/03/slow-models/", name) is welcome, name
    for name in ("Googlebot", "bingbot", "Mozilla/5.0"):
        assert robots.can_fetch("https://example.org/sub/2026/03/slow-models/", name)
    assert list(robots.sitemaps) == [
        "https://example.org/sub/sitemap.xml",
        "https://example.org/sub/news-sitemap.xml",
    ]


def test_each_crawler_stands_once_with_its_source() -> None:
    """No name twice, the well-known among them, each with a page that tells of it."""
    assert len(CRAWLERS) == len(set(CRAWLERS))
    assert {"GPTBot", "ClaudeBot", "Google-Extended", "CCBot", "PerplexityBot"} <= set(CRAWLERS)
    assert all(crawlers.source.startswith("https://") for crawlers in AI_CRAWLERS)


def test_security_txt_follows_rfc_9116() -> None:
    """One Contact, one Expires less than a year after the newest story, and where the file stands."""
    lines = written(".well-known/security.txt", publication=Publication(contact="desk@example.org"))
    fields = dict(line.split(": ", 1) for line in lines.splitlines())
    assert fields == {
        "Contact": "mailto:desk@example.org",
        "Expires": "2027-03-26T18:00:00Z",
        "Preferred-Languages": "en",
        "Canonical": "https://example.org/sub/.well-known/security.txt",
    }
    assert datetime.fromisoformat(fields["Expires"]) < datetime(2027, 3, 27, 18, tzinfo=UTC)


def test_security_txt_needs_a_contact_and_a_time() -> None:
    """Without someone to write to, or before the first edition, there is none."""
    contact = make.site(publication=Publication(contact="https://example.org/contact"))
    assert ".well-known/security.txt" in files(make.newsroom_of_eight(), contact)
    assert ".well-known/security.txt" not in files(make.newsroom_of_eight(), make.site())
    assert ".well-known/security.txt" not in files((), contact)


def test_a_branch_deploy_keeps_what_begins_with_a_dot() -> None:
    """GitHub Pages runs no Jekyll over a branch that holds this file."""
    assert written(".nojekyll").strip() == ""
