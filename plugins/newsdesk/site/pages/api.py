"""The page that documents the files for machines: where they stand and what is in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from newsdesk.site.abstract import Abstract
from newsdesk.site.addresses import Addresses
from newsdesk.site.page import Page, rendered
from newsdesk.site.parts import metadata
from newsdesk.site.parts.chrome import chrome
from newsdesk.site.published import Published

ADDRESS: Final = "/api/"
_INTRODUCTION: Final = "Everything on this site as files for programs. No key, no limit, no server."
#: Addresses of files, where `YYYY/MM` and `slug` stand for those of a story, and what is in them.
FILES: Final = (
    (
        "/api/stories.json",
        "The latest 100 stories: headline, standfirst, beat, names, times, corrections, printed reason, "
        "figures, and where their own files are. “months” lists the files of all months.",
    ),
    ("/api/stories/YYYY/MM.json", "The same for all stories of a month."),
    (
        "/api/beats.json",
        "The beats, how many stories each has, and how it stood at the newest edition: posts, mood, "
        "platforms and names against a usual day.",
    ),
    (
        "/api/editions.json",
        "The editions: how much was read and measured, what was new or updated.",
    ),
    ("/api/entities.json", "The names with a page of their own, and how many stories are about each."),
    ("/llms.txt", "An overview of the site for language models."),
    ("/sitemap.xml", "Every page with the time of its last change, where the site knows its own address."),
)
BESIDE: Final = (
    ("/YYYY/MM/slug/story.json", "The story: its text in parts, each with its kind and its sources."),
    ("/YYYY/MM/slug/evidence.json", "What proves it: measurements, and the posts that the text rests on."),
    ("/YYYY/MM/slug/index.md", "The story as Markdown, with numbered sources."),
)


def pages(published: Published) -> Iterator[Page]:
    """Plan the page about data."""
    yield rendered("api", ADDRESS, "api.html", inputs(published))


def inputs(published: Published) -> dict[str, Any]:
    """Return the declared inputs of the page about data."""
    addresses = Addresses(published.site, ADDRESS)
    newest = next(iter(published.newest_first), None)
    return {
        "chrome": chrome(addresses),
        "meta": metadata.metadata(addresses, "Data", _INTRODUCTION),
        "introduction": _INTRODUCTION,
        "files": [_file(address, told, newest, addresses) for address, told in FILES],
        "beside": [_file(address, told, newest, addresses) for address, told in BESIDE],
        "examples": list(_examples(newest, addresses)),
        "feeds": addresses.link("/feeds/"),
        "corrections": addresses.link("/corrections/"),
    }


def _file(address: str, told: str, newest: Abstract | None, addresses: Addresses) -> dict[str, Any]:
    """Return a file's address with a link to one that exists: that of the newest story where one is meant.

    The sitemap stands only where the site knows its own address.
    """
    target: str | None = address
    if "YYYY" in address:
        target = _of(newest, address) if newest else None
    elif address == "/sitemap.xml" and not addresses.site.url:
        target = None
    return {"address": address, "href": addresses.link(target) if target else None, "told": told}


def _of(story: Abstract, address: str) -> str:
    month = f"{story.published_at:%Y/%m}"
    return address.replace("/YYYY/MM/slug/", story.address).replace("YYYY/MM", month)


def _examples(newest: Abstract | None, addresses: Addresses) -> Iterator[dict[str, str]]:
    """Yield questions that can be asked in a shell: the file that answers, and what is taken of it."""
    yield {
        "question": "What are the latest stories?",
        "address": _full("/api/stories.json", addresses),
        "filter": ".stories[] | [.published_at, .beat.name, .headline, .url] | @tsv",
    }
    if newest:
        yield {
            "question": f"Which posts does “{newest.headline}” rest on?",
            "address": _full(newest.address + "evidence.json", addresses),
            "filter": ".records[] | select(.source) | [.source, .platform, .permalink] | @tsv",
        }


def _full(target: str, addresses: Addresses) -> str:
    return addresses.absolute(target) or f"$SITE{addresses.rooted(target)}"
