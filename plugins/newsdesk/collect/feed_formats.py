"""Bytes to entries: RSS, RDF and Atom through feedparser, JSON Feed by its specification.

Nothing is fetched here, and feedparser is given bytes only. A document that breaks off in the middle gives
the entries that are whole. A time is read or it is missing; it is never made up.
"""

from __future__ import annotations

import calendar
import contextlib
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from xml.parsers import expat

from newsdesk import times
from newsdesk.collect.payload import from_json
from newsdesk.collect.plaintext import from_html, web_address

#: Entries that are read of one document.
MOST_ENTRIES = 5000
#: What an honest document stays below: marks (``<``), attributes of one element, bytes if in UTF-16. Beyond
#: that feedparser needs time with the square of the length.
MOST_MARKS = 300_000
MOST_ATTRIBUTES = 200
LONGEST_UTF16 = 1 << 20

_ROOT_ENDS = re.compile(rb"</\s*([\w.-]+:)?(rss|feed|rdf|channel)\s*>(\s|<!--.*?-->)*\Z", re.I | re.S)
_NOT_A_FEED = "no feed (neither RSS, Atom nor JSON Feed)"


@dataclass(frozen=True)
class Entry:
    """One entry as the feed gives it, addresses resolved.

    ``title`` and ``body`` are HTML where the flags say so. ``published`` is None if the feed gives no time
    or one that can't be read; ``time_found`` is what stands there.
    """

    link: str | None
    guid: str | None
    title: str
    title_is_html: bool
    body: str
    body_is_html: bool
    language: str | None
    published: datetime | None
    time_found: str
    author: str | None = None


@dataclass(frozen=True)
class Document:
    """A feed: its entries in their order, and what it says about itself.

    ``site`` is the address of its site, ``address`` its own, ``title`` what it calls itself. ``fault`` is
    what was found in the place of a whole feed, None for a whole one.
    """

    entries: tuple[Entry, ...] = ()
    site: str | None = None
    fault: str | None = None
    title: str | None = None
    address: str | None = None


def read(body: bytes, base: str) -> Document:
    """Return the entries of a document fetched from ``base``; the content type is not asked."""
    start = body.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        return Document(fault="nothing")
    return _json_feed(body, base) if start.startswith(b"{") else _xml_feed(body, base)


def _xml_feed(body: bytes, base: str) -> Document:
    feed, raw, fault = parsed_xml(body, base)
    if feed is None:
        return Document(fault=fault)
    language = _text(feed.get("language"))
    entries = tuple(_xml_entry(entry, base, language) for entry in raw)
    title, is_html = _detail(feed.get("title_detail"))
    return Document(
        entries,
        _address(feed.get("link"), base),
        fault,
        (from_html(title)[0] if is_html else title) or None,
        _own_address(feed, base),
    )


def parsed_xml(body: bytes, base: str) -> tuple[Any, list[Any], str | None]:
    """Return feedparser's view of a document fetched from ``base``: its head, its entries, its fault.

    The head is None if it is no feed. The fault is what was found in the place of a whole feed.
    """
    if not body.strip():
        return None, [], "nothing"
    if _is_overloaded(body):
        return None, [], "a document of more tags or attributes than any feed has"
    import feedparser  # type: ignore[import-untyped]  # it comes without types

    try:
        parsed = feedparser.parse(
            BytesIO(body),
            response_headers={"content-location": base},
            resolve_relative_uris=False,
            sanitize_html=False,  # no HTML is kept
        )
    except Exception as error:  # bytes that feedparser trips over are the sender's fault, of whatever type
        return None, [], f"a document that can't be read ({type(error).__name__})"
    if not parsed.entries and not parsed.get("version"):
        return None, [], _NOT_A_FEED
    raw, fault = list(parsed.entries)[:MOST_ENTRIES], None
    end = body[-8192:].replace(b"\0", b"")[-4096:]  # of UTF-16 its ASCII is left
    if parsed.bozo and not _ROOT_ENDS.search(end):
        # The last entry may be cut in the middle of a sentence, and would never be put right.
        raw, fault = raw[:-1], "one that breaks off (its last entry was left out)"
    return parsed.feed, raw, fault


def _own_address(feed: Any, base: str) -> str | None:
    links = [link for link in feed.get("links") or () if isinstance(link, dict) and link.get("rel") == "self"]
    return next(filter(None, (_address(link.get("href"), base) for link in links)), None)


def _is_overloaded(body: bytes) -> bool:
    """Whether a document is made to keep a parser busy; takes time with the length only."""
    if body.count(b"<") > MOST_MARKS or (b"\0" in body[:200] and len(body) > LONGEST_UTF16):
        return True
    crowded = False

    def opened(_: str, attributes: list[str]) -> None:
        nonlocal crowded
        crowded = crowded or len(attributes) > 2 * MOST_ATTRIBUTES

    # Marks are the same bytes in every encoding but UTF-16, so one that knows every byte does for all.
    parser = expat.ParserCreate("iso-8859-1")
    parser.ordered_attributes = True
    parser.StartElementHandler = opened
    with contextlib.suppress(expat.ExpatError):
        parser.Parse(body, True)
    return crowded


def _xml_entry(entry: Any, base: str, language: str | None) -> Entry:
    title, title_is_html = _detail(entry.get("title_detail"))
    contents = [_detail(part) for part in entry.get("content") or ()]
    summary = _detail(entry.get("summary_detail"))
    body, body_is_html = max([summary, *contents], key=lambda part: len(part[0]))
    published, found = _xml_time(entry)
    guid, link = _text(entry.get("id")), _text(entry.get("link"))
    details = [*(entry.get("content") or ()), entry.get("summary_detail"), entry.get("title_detail")]
    told = (_text(part.get("language")) for part in details if isinstance(part, dict))
    return Entry(
        link=_address(link, base) or _address(guid),
        guid=guid,
        title=title,
        title_is_html=title_is_html,
        body=body,
        body_is_html=body_is_html,
        language=_text(entry.get("language")) or next((one for one in told if one), language),
        published=published,
        time_found=found,
        author=_text(entry.get("author")),
    )


def _detail(detail: Any) -> tuple[str, bool]:
    """Return a text construct's value and whether it is HTML."""
    if not isinstance(detail, dict):
        return "", False
    return _text(detail.get("value")) or "", detail.get("type") != "text/plain"


def _xml_time(entry: Any) -> tuple[datetime | None, str]:
    """Return when an entry was published, else updated, and the words that say so."""
    found = ""
    for name in ("published", "updated", "created"):
        # Asked past FeedParserDict, which answers with another field where one is missing.
        words, parsed = _text(dict.get(entry, name)), dict.get(entry, f"{name}_parsed")
        moment = _from_parts(parsed) if parsed else read_time(words or "")
        if moment:
            return moment, words or ""
        found = found or words or ""
    return None, found


def _from_parts(parts: time.struct_time) -> datetime | None:
    try:
        return datetime.fromtimestamp(calendar.timegm(parts), UTC)
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def read_time(words: str) -> datetime | None:
    """Return the instant that the words name, None unless they name a full date; no zone means UTC."""
    try:
        return times.read(words, zone=UTC)
    except ValueError:
        return None


def _json_feed(body: bytes, base: str) -> Document:
    try:
        data = from_json(body)
    except ValueError as error:
        return Document(fault=str(error))
    items = data.get("items")
    if "jsonfeed.org/version/" not in (_text(data.get("version")) or "") or not isinstance(items, list):
        return Document(fault=_NOT_A_FEED)
    language = _text(data.get("language"))
    entries = tuple(_json_entry(item, base, language) for item in items[:MOST_ENTRIES])
    return Document(
        entries,
        site=_address(data.get("home_page_url"), base),
        title=_text(data.get("title")),
        address=_address(data.get("feed_url"), base),
    )


def _json_entry(item: Any, base: str, language: str | None) -> Entry:
    item = item if isinstance(item, dict) else {}
    html = _text(item.get("content_html"))
    published, found = _json_time(item)
    guid = item.get("id")
    return Entry(
        link=next(_addresses(item, base), None),
        # The specification asks for a text, and that numbers be taken for one.
        guid=str(guid) if isinstance(guid, int | float) else _text(guid),
        title=_text(item.get("title")) or "",
        title_is_html=False,
        body=html or _text(item.get("content_text")) or _text(item.get("summary")) or "",
        body_is_html=html is not None,
        language=_text(item.get("language")) or language,
        published=published,
        time_found=found,
    )


def _addresses(item: dict[str, Any], base: str) -> Iterator[str]:
    for name in ("url", "external_url"):
        address = _address(item.get(name), base)
        if address:
            yield address


def _json_time(item: dict[str, Any]) -> tuple[datetime | None, str]:
    found = ""
    for name in ("date_published", "date_modified"):
        words = _text(item.get(name)) or ""
        moment = read_time(words)
        if moment:
            return moment, words
        found = found or words
    return None, found


def _text(value: Any) -> str | None:
    """Return a text with something in it, else None."""
    return value if isinstance(value, str) and value.strip() else None


def _address(value: Any, base: str = "") -> str | None:
    """Return the web address that is told; nothing told is none, not the address of the feed."""
    words = _text(value)
    return web_address(words, base) if words else None
