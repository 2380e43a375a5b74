"""JSON-LD in the words of schema.org: what a page is, who publishes it, what it rests on."""

from __future__ import annotations

import re
from typing import Any, Final

from newsdesk.prose import Source
from newsdesk.records import RecordKind, iso
from newsdesk.site.addresses import Addresses, of_beat, outside
from newsdesk.site.parts import corrected
from newsdesk.stories import StoryVersion

_CITED_AS: Final[dict[RecordKind, str]] = {
    "post": "SocialMediaPosting",
    "comment": "Comment",
    "article": "Article",
    "paper": "ScholarlyArticle",
    "video": "VideoObject",
}
_SCHEMA: Final = "https://schema.org"
#: Policies that schema.org knows, with the hand-written pages that may hold them: the first that exists.
_POLICIES: Final = (
    ("publishingPrinciples", ("/methodology/", "/about/")),
    ("ethicsPolicy", ("/ethics/",)),
    ("ownershipFundingInfo", ("/ownership/",)),
    ("actionableFeedbackPolicy", ("/feedback/", "/about/")),
)
CORRECTIONS: Final = "/corrections/"
#: Sections of the site whose pages are lists, by the first step of their addresses.
_SECTIONS: Final = {
    "beats": "Beats",
    "entities": "Names",
    "editions": "Editions",
    "wire": "Wire",
    "archive": "Archive",
    "corrections": "Corrections",
}
_DATED: Final = re.compile(r"/(\d{4})/(?:(\d{2})/)?")

Crumb = tuple[str, str]


def of_page(addresses: Addresses, title: str, description: str) -> dict[str, Any] | None:
    """Return what a page that is no story is: the site itself, a list, or a page; None without an address."""
    site, here = addresses.site, addresses.absolute(addresses.page)
    if here is None:
        return None
    if addresses.page == "/":
        return _website(addresses, here)
    listed = addresses.page.split("/")[1] in _SECTIONS or _DATED.fullmatch(addresses.page)
    return {
        "@context": _SCHEMA,
        "@type": "CollectionPage" if listed else "WebPage",
        "name": title,
        "description": description,
        "url": here,
        "inLanguage": site.language,
        "isPartOf": {"@type": "WebSite", "name": site.name, "url": addresses.absolute("/")},
        "breadcrumb": _breadcrumb([*_above(addresses.page), (title, addresses.page)], addresses),
    }


def _website(addresses: Addresses, here: str) -> dict[str, Any]:
    return {
        "@context": _SCHEMA,
        "@type": "WebSite",
        "name": addresses.site.name,
        "description": addresses.site.subtitle,
        "url": here,
        "inLanguage": addresses.site.language,
        "publisher": _publisher(addresses),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{addresses.absolute('/search/')}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def _above(page: str) -> list[Crumb]:
    """Return the pages above a page, from below the front page down."""
    first, *rest = page.strip("/").split("/")
    if _DATED.fullmatch(page):
        return [("Archive", "/archive/"), *([(first, f"/{first}/")] if rest else [])]
    return [(_SECTIONS[first], f"/{first}/")] if first in _SECTIONS and rest else []


def _breadcrumb(crumbs: list[Crumb], addresses: Addresses) -> dict[str, Any]:
    whole = [(addresses.site.name, "/"), *crumbs]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": addresses.absolute(target)}
            for n, (name, target) in enumerate(whole, 1)
        ],
    }


def of_story(
    version: StoryVersion,
    sources: list[Source],
    words: int,
    image: str | None,
    addresses: Addresses,
    corrections: corrected.Corrections = (),
) -> dict[str, Any]:
    """Return a story as a NewsArticle; each source stands once, under the id that it has on the page."""
    cited = {source.number: url for source in sources if (url := outside(source.item.record.url))}
    article: dict[str, Any] = {
        "@context": _SCHEMA,
        "@type": "NewsArticle",
        "headline": version.headline,
        "description": version.standfirst,
        "datePublished": iso(version.published_at),
        "dateModified": iso(corrected.changed_at(version.modified_at, corrections)),
        "inLanguage": addresses.site.language,
        "articleSection": version.brief.beat.name,
        "wordCount": words,
        "isAccessibleForFree": True,
        "version": version.version,
        "author": _author(addresses),
        "publisher": _publisher(addresses),
        "digitalSourceType": source_type(version),
        "isBasedOn": [{"@id": f"#source-{number}"} for number in cited],
        "citation": [
            {
                "@type": _CITED_AS[source.item.record.kind],
                "@id": f"#source-{source.number}",
                "url": cited[source.number],
            }
            for source in sources
            if source.number in cited
        ],
    }
    if corrections:
        article["correction"] = corrected.comments(corrections)
    if version.demo:
        article["creativeWorkStatus"] = "Demonstration: all posts are invented"
    if image:
        article["image"] = image
    if here := addresses.absolute(version.address):
        beat = version.brief.beat
        crumbs = [(beat.name, of_beat(beat.slug)), (version.headline, version.address)]
        breadcrumb = _breadcrumb(crumbs, addresses)
        article["mainEntityOfPage"] = {"@type": "WebPage", "@id": here, "breadcrumb": breadcrumb}
    return article


def source_type(version: StoryVersion) -> str:
    """Return schema.org's term for how a text came about (its copy of IPTC's digital source types)."""
    program = version.draft.writer.name == "builtin"
    return f"{_SCHEMA}/{'Algorithmic' if program else 'TrainedAlgorithmic'}MediaDigitalSource"


def _organization(kind: str, addresses: Addresses) -> dict[str, Any]:
    return {"@type": kind, "name": addresses.site.name}


def _written(wanted: tuple[str, ...], addresses: Addresses) -> str | None:
    """Return the first of the wanted pages that somebody wrote."""
    there = {page.address for page in addresses.site.pages}
    return next((addresses.absolute(page) for page in wanted if page in there), None)


def _author(addresses: Addresses) -> dict[str, Any]:
    """Return the author: the organization, with the page that says how it writes; never a person."""
    method = _written(_POLICIES[0][1], addresses)
    return {**_organization("Organization", addresses), **({"url": method} if method else {})}


def _publisher(addresses: Addresses) -> dict[str, Any]:
    publisher = _organization("NewsMediaOrganization", addresses)
    if home := addresses.absolute("/"):
        policies = {name: _written(wanted, addresses) for name, wanted in _POLICIES}
        publisher |= {
            "url": home,
            "logo": addresses.absolute("/apple-touch-icon.png"),
            "correctionsPolicy": addresses.absolute(CORRECTIONS),
            **{name: address for name, address in policies.items() if address},
        }
    return publisher
