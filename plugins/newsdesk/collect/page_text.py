"""Bytes of a web page to what a record needs of it, through lxml and trafilatura.

Both are made for honest pages; some made on purpose would keep them busy for hours. So a page is measured
first, in time with its length, and what no article looks like isn't read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from newsdesk import times
from newsdesk.collect.plaintext import excerpt, one_line, printable, web_address

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Characters that are kept of a text.
LONGEST_TEXT = 2000
#: What is read of a page, and what an honest one stays below: marks (``<``), attributes of one element.
LONGEST_PAGE = 2_000_000
MOST_MARKS = 20_000
MOST_ATTRIBUTES = 300
#: What is found in the place of a page where it isn't HTML at all.
NO_PAGE = "no web page"
#: Characters of the text that trafilatura found that are looked at.
_LONGEST_BODY = 50_000

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_SAFE_CHARSETS = re.compile(
    r"(utf-?(8|16|16le|16be)|(us-)?ascii|latin-?1|(iso-?8859-?|windows-?|cp-?)\d{1,4}|gb(k|2312|18030)|big5|"
    r"shift[_-]?jis|euc-?(jp|kr)|koi8-?[ru])$",
    re.I,
)
_LOOKS_LIKE_HTML = re.compile(r"<(!doctype\s+html|html|head|body|title|meta|article|main)\b", re.I)
_TAG = re.compile(r"<[A-Za-z][^\s/>]*")
_ATTRIBUTE = re.compile(r"[\s/]*[^\s/>][^\s/>=]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]*))?")
_DATE_PUBLISHED = re.compile(r"\"datePublished\"\s*:\s*\"([^\"]{4,60})\"")
_RAW_TEXT_ENDS = re.compile(r"</(script|style)", re.I)
#: Where a page says when it was published, best first.
_TIMES = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "sailthru.date", "citation_publication_date",
    "publishdate", "pubdate", "dc.date", "date",
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """What a page says: ``published`` is None where no full date is told, ``tags`` are its meta tags."""

    title: str
    site: str | None
    text: str
    language: str | None
    published: datetime | None
    canonical: str | None
    tags: tuple[tuple[str, str], ...]


def read(body: bytes, content_type: str | None, address: str, now: datetime) -> Page | str:
    """Return what a page from ``address`` says, or in words what was found in its place."""
    html = _decoded(body, content_type)
    if not _LOOKS_LIKE_HTML.search(html[:10_000]):
        return NO_PAGE
    if _is_overloaded(html):
        return "a page of more tags or attributes than any article has"
    import lxml.html
    from lxml.etree import LxmlError

    parser = lxml.html.HTMLParser(
        encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        tree = lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
        return _page(tree, address, now)
    except (LxmlError, ValueError, RecursionError) as error:
        return f"a page that can't be read ({type(error).__name__})"


def last_modified(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return when a page says it was changed last, if that can be a time of publication.

    A page that is made for each visit calls itself as new as its answer.
    """
    try:
        told = times.read(headers.get("last-modified", ""), zone=UTC)
        here = times.read(headers.get("date", ""), zone=UTC)
    except ValueError:
        return None
    return told if told < min(here, now) - timedelta(hours=1) else None


def _page(tree: HtmlElement, address: str, now: datetime) -> Page:
    tags = tuple(_tags(tree))
    told = {name.lower(): content for name, content in reversed(tags)}
    language, title = tree.get("lang"), tree.findtext(".//title")
    published = _published(tree, told)  # before trafilatura, which takes the tree to pieces
    canonical = _canonical(tree, told, address)
    found = _extracted(tree, address, now)
    text = printable(found.text or told.get("og:description") or told.get("description") or "")
    return Page(
        title=one_line(found.title or told.get("og:title") or title or ""),
        site=one_line(told.get("og:site_name", ""))[:100] or None,
        text=excerpt(text[:_LONGEST_BODY], LONGEST_TEXT),
        language=language or told.get("og:locale"),
        published=published or _time(found.date),
        canonical=canonical,
        tags=tags,
    )


def _tags(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        if name:
            yield name, tag.get("content") or ""


def _extracted(tree: HtmlElement, address: str, now: datetime) -> _Extracted:
    """Return title, text and day as trafilatura finds them; nothing is downloaded for it."""
    import logging

    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate", "courlan"):
        # What they have to say about a page is in what they return; nobody else speaks to the terminal.
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    day = {"extensive_search": False, "original_date": True, "max_date": f"{now:%Y-%m-%d}"}
    try:
        found: Any = bare_extraction(
            tree,
            url=address,
            fast=True,  # the second opinions take a multiple of the time
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params=day,
        )
    except Exception:  # markup that it trips over is the sender's fault, of whatever type
        found = None
    return _Extracted(*(getattr(found, name, None) or "" for name in ("title", "text", "date")))


@dataclass(frozen=True)
class _Extracted:
    title: str
    text: str
    date: str


def _published(tree: HtmlElement, told: Mapping[str, str]) -> datetime | None:
    """Return the first time that the page's tags or its structured data tell, else the first date."""
    words = [told[name] for name in _TIMES if name in told]
    words += [
        tag.get("datetime") or "" for tag in tree.iter("time") if tag.get("itemprop") == "datePublished"
    ]
    for block in tree.iter("script"):
        if (block.get("type") or "").strip().lower() == "application/ld+json":
            words += _DATE_PUBLISHED.findall((block.text or "")[:_LONGEST_BODY])[:3]
    found = [moment for moment in map(_time, words) if moment]
    return next((moment for moment in found if moment.time() != datetime.min.time()), next(iter(found), None))


def _canonical(tree: HtmlElement, told: Mapping[str, str], address: str) -> str | None:
    links = (tag.get("href") for tag in tree.iter("link") if (tag.get("rel") or "").lower() == "canonical")
    target = next(links, None) or told.get("og:url")
    return web_address(target, address) if target else None


def _time(words: str) -> datetime | None:
    try:
        return times.read(words[:60], zone=UTC) if words.strip() else None
    except ValueError:
        return None


def _decoded(body: bytes, content_type: str | None) -> str:
    """Return the text in the encoding that mark, header or page tell, else in UTF-8, else in Western."""
    told = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", content_type or "", re.I)
    tagged = _CHARSET.search(body[:4096])
    names = ["utf-8-sig" if body.startswith(b"\xef\xbb\xbf") else "", told[1] if told else ""]
    names += [tagged[1].decode("ascii", "replace") if tagged else "", "utf-8"]
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        names.insert(0, "utf-16")
    for name in names:
        if name == "utf-8-sig" or _SAFE_CHARSETS.match(name):
            try:
                return body.decode(name)[:LONGEST_PAGE]
            except (LookupError, UnicodeError):
                continue
    return body.decode("cp1252", "replace")[:LONGEST_PAGE]


def _is_overloaded(html: str) -> bool:
    """Whether a page is made to keep a parser busy; takes time with the length only.

    An element's attributes cost the parser time with the square of their number.
    """
    if html.count("<") > MOST_MARKS:
        return True
    place = 0
    while tag := _TAG.search(html, place):
        place, attributes = tag.end(), 0
        while attribute := _ATTRIBUTE.match(html, place):
            place, attributes = attribute.end(), attributes + 1
            if attributes > MOST_ATTRIBUTES:
                return True
        if tag[0].lower() in ("<script", "<style"):  # what stands in there is no markup
            end = _RAW_TEXT_ENDS.search(html, place)
            place = end.start() if end else len(html)
    return False
