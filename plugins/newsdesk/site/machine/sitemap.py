"""Sitemaps (sitemaps.org, protocol 0.9): an index, the pages, the stories by year, and the newest as news.

They need full addresses: a site without SITEURL has none. A page gives the time of its last change where that
is known: a story that of its newest version or correction, the front page and the beats that of their newest
story.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final

from newsdesk.records import iso
from newsdesk.site.abstract import Abstract
from newsdesk.site.addresses import Addresses, of_beat
from newsdesk.site.page import Page, rendered
from newsdesk.site.published import Published

INDEX: Final = "/sitemap.xml"
NEWS: Final = "/news-sitemap.xml"
#: So many addresses a file may hold, by the protocol; so many and so old a news sitemap's, by Google's rules.
MOST: Final = 50_000
MOST_NEWS: Final = 1_000
NEWS_AGE: Final = timedelta(days=2)

Entry = dict[str, Any]


def pages(published: Published, addresses_shown: Iterable[str]) -> Iterator[Page]:
    """Plan the sitemaps of the planned pages that are :func:`shown`, and of those that people wrote."""
    site = published.site
    addresses = Addresses(site)
    if not site.url:
        return
    parts: list[tuple[str, list[Entry]]] = []
    for name, entries in _parts(published, addresses_shown).items():
        rest = iter(entries)
        while some := list(islice(rest, MOST)):
            number = sum(known.startswith(f"/sitemap-{name}") for known, _ in parts)
            parts.append((f"/sitemap-{name}{f'-{number + 1}' if number else ''}.xml", some))
    for address, entries in parts:
        yield rendered("sitemap", address, "sitemap.xml", {"entries": entries})
    listed = [
        {
            "loc": addresses.absolute(address),
            "lastmod": max((e["lastmod"] or "" for e in entries), default=""),
        }
        for address, entries in parts
    ]
    yield rendered("sitemap", INDEX, "sitemap_index.xml", {"sitemaps": listed})
    yield rendered("sitemap", NEWS, "sitemap_news.xml", _news(published))


def _parts(published: Published, addresses_shown: Iterable[str]) -> dict[str, list[Entry]]:
    """Return the entries of each file by its name: ``pages``, and a year for stories."""
    times = _times(published)
    addresses = Addresses(published.site)
    found: dict[str, list[Entry]] = defaultdict(list)
    for address in addresses_shown:
        found["pages"].append({"loc": addresses.absolute(address), "lastmod": times.get(address)})
    for written in (*published.site.pages, *published.site.notes):
        time = iso(written.published_at) if written.published_at else None
        found["pages"].append({"loc": addresses.absolute(written.address), "lastmod": time})
    for version in sorted(published.stories, key=lambda v: (v.published_at, v.slug)):
        entry = {"loc": addresses.absolute(version.address), "lastmod": iso(published.changed_at(version))}
        found[f"{version.published_at:%Y}"].append(entry)
    return {name: found[name] for name in ("pages", *sorted(set(found) - {"pages"})) if found[name]}


def shown(page: Page) -> str | None:
    """Return the address of a page that search engines may show, else None."""
    listed = page.indexed and page.path.endswith("index.html")
    return "/" + page.path.removesuffix("index.html") if listed else None


def _times(published: Published) -> dict[str, str]:
    times: dict[str, datetime] = {}
    for version in published.stories:
        for address in ("/", *(of_beat(beat.slug) for beat in version.beats)):
            times[address] = max(version.modified_at, times.get(address, version.modified_at))
    return {address: iso(time) for address, time in times.items()}


def _news(published: Published) -> dict[str, Any]:
    """Return the stories of the two days up to the newest edition: a build has no clock to ask.

    A demonstration has none: what it tells never happened.
    """
    addresses = Addresses(published.site)
    now = newest_time(published)
    fresh = [v for v in published.newest_first if now is not None and now - v.published_at <= NEWS_AGE]
    return {
        "name": published.site.name,
        "language": published.site.language,
        "entries": [_item(version, addresses) for version in fresh[:MOST_NEWS] if not version.demo],
    }


def _item(version: Abstract, addresses: Addresses) -> Entry:
    return {
        "loc": addresses.absolute(version.address),
        "published": iso(version.published_at),
        "title": version.headline,
    }


def newest_time(published: Published) -> datetime | None:
    """Return when the newsroom last looked: its newest edition, else its newest story, else None."""
    editions = (edition.as_of for edition in published.editions)
    stories = (version.modified_at for version in published.stories)
    return max((*editions, *stories), default=None)
