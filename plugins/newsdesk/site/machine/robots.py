"""Files at fixed places that tell programs how to behave: robots.txt, security.txt, and no Jekyll, please.

robots.txt is heeded at the root of a host only, and by those who want to. ``site.ai_crawlers: deny`` asks the
crawlers of AI companies to stay away; each stands here with a page that tells of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final, NamedTuple

from newsdesk.records import iso
from newsdesk.site.addresses import Addresses
from newsdesk.site.machine import sitemap
from newsdesk.site.page import Page, rendered
from newsdesk.site.published import Published

ROBOTS: Final = "/robots.txt"
SECURITY: Final = "/.well-known/security.txt"
NO_JEKYLL: Final = "/.nojekyll"  # a branch deploy would hide what begins with a dot or an underscore
#: RFC 9116, 2.5.5: less than a year; a newsroom that goes on moves it with each edition.
EXPIRES_AFTER: Final = timedelta(days=364)


class Crawlers(NamedTuple):
    """Crawlers by the names that they heed, and where that is told: by their owner, else by a common list."""

    names: tuple[str, ...]
    source: str


AI_CRAWLERS: Final = (
    Crawlers(("GPTBot", "OAI-SearchBot", "ChatGPT-User"), "https://developers.openai.com/docs/bots"),
    Crawlers(
        ("ClaudeBot", "Claude-SearchBot", "Claude-User"), "https://support.claude.com/en/articles/8896518"
    ),
    Crawlers(
        ("Google-Extended",),
        "https://developers.google.com/search/docs/crawling-indexing/google-common-crawlers",
    ),
    Crawlers(("Applebot-Extended",), "https://support.apple.com/en-us/119829"),
    Crawlers(
        ("PerplexityBot", "Perplexity-User"), "https://docs.perplexity.ai/docs/resources/perplexity-crawlers"
    ),
    Crawlers(
        ("meta-externalagent", "meta-externalfetcher", "meta-webindexer"),
        "https://developers.facebook.com/docs/sharing/webmasters/crawler",
    ),
    Crawlers(("Amazonbot",), "https://developer.amazon.com/amazonbot"),
    Crawlers(("CCBot",), "https://commoncrawl.org/ccbot"),
    Crawlers(
        ("Bytespider", "DuckAssistBot", "MistralAI-User", "cohere-ai", "Diffbot"),
        "https://github.com/ai-robots-txt/ai.robots.txt",
    ),
)


def pages(published: Published) -> Iterator[Page]:
    """Plan the files; security.txt needs a contact and the time of an edition."""
    yield rendered("text", ROBOTS, "lines.txt", {"lines": list(_robots(published))})
    yield rendered("text", NO_JEKYLL, "lines.txt", {"lines": []})
    if lines := list(_security(published)):
        yield rendered("text", SECURITY, "lines.txt", {"lines": lines})


def _robots(published: Published) -> Iterator[str]:
    site = published.site
    if site.publication.ai_crawlers == "deny":
        for crawlers in AI_CRAWLERS:
            yield f"# {crawlers.source}"
            yield from (f"User-agent: {name}" for name in crawlers.names)
            yield from ("Disallow: /", "")
    yield from ("User-agent: *", "Allow: /")
    if site.url:
        addresses = Addresses(site)
        yield ""
        yield from (f"Sitemap: {addresses.absolute(place)}" for place in (sitemap.INDEX, sitemap.NEWS))


def _security(published: Published) -> Iterator[str]:
    site, now = published.site, sitemap.newest_time(published)
    if site.publication.contact is None or now is None:
        return
    yield f"Contact: {site.publication.contact}"
    yield f"Expires: {iso(now + EXPIRES_AFTER)}"
    yield f"Preferred-Languages: {site.language}"
    if canonical := Addresses(site).absolute(SECURITY):
        yield f"Canonical: {canonical}"
