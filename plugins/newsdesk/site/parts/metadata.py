"""What machines read about a page: title, canonical address, Open Graph, JSON-LD."""

from __future__ import annotations

from typing import Any, Final

from newsdesk.prose import Source
from newsdesk.records import RecordKind, iso
from newsdesk.site.addresses import Addresses, outside
from newsdesk.stories import StoryVersion

_CITED_AS: Final[dict[RecordKind, str]] = {
    "post": "SocialMediaPosting",
    "comment": "Comment",
    "article": "Article",
    "paper": "ScholarlyArticle",
    "video": "VideoObject",
}
_SOURCE_TYPE: Final = "https://cv.iptc.org/newscodes/digitalsourcetype/"


def metadata(
    addresses: Addresses,
    title: str,
    description: str,
    *,
    kind: str = "website",
    index: bool = True,
    scripts: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Return the metadata of any page; a page with no title of its own carries the site's name.

    ``scripts`` are files of the theme that the page may run, and is complete without; a page that names none
    forbids all scripts.
    """
    site = addresses.site
    return {
        "title": f"{title} · {site.name}" if title else site.name,
        "heading": title or site.name,
        "description": description,
        "canonical": addresses.absolute(addresses.page) if index else None,
        "index": index,
        "kind": kind,
        "scripts": [addresses.link(f"/theme/{script}") for script in scripts],
        "times": None,
        "linked_data": None,
    }


def of_story(
    version: StoryVersion, sources: list[Source], words: int, addresses: Addresses
) -> dict[str, Any]:
    """Return the metadata of a story's page, with a NewsArticle in JSON-LD."""
    plain = metadata(addresses, version.headline, version.standfirst, kind="article")
    times = {"published": iso(version.published_at), "modified": iso(version.modified_at)}
    return {**plain, "times": times, "linked_data": _news_article(version, sources, words, addresses)}


def _news_article(
    version: StoryVersion, sources: list[Source], words: int, addresses: Addresses
) -> dict[str, Any]:
    organization: dict[str, Any] = {"@type": "NewsMediaOrganization", "name": addresses.site.name}
    if home := addresses.absolute("/"):
        organization["url"] = home
    model = version.draft.writer.name != "builtin"
    article: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": version.headline,
        "description": version.standfirst,
        "datePublished": iso(version.published_at),
        "dateModified": iso(version.modified_at),
        "inLanguage": addresses.site.language,
        "articleSection": version.brief.beat.name,
        "wordCount": words,
        "isAccessibleForFree": True,
        "author": organization,
        "publisher": organization,
        "digitalSourceType": _SOURCE_TYPE + ("trainedAlgorithmicMedia" if model else "algorithmicMedia"),
        "citation": [
            _citation(source, url) for source in sources if (url := outside(source.item.record.url))
        ],
    }
    if canonical := addresses.absolute(version.address):
        article["mainEntityOfPage"] = canonical
    return article


def _citation(source: Source, url: str) -> dict[str, str]:
    record = source.item.record
    return {"@type": _CITED_AS[record.kind], "url": url, "datePublished": iso(record.published_at)}
