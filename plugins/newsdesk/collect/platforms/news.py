"""News feeds: one configured feed is a source, one entry a record.

Kept of an entry are its title, the beginning of its text, its address and its time: enough to quote and to
link, not the article. Everything that a configured feed gives is kept; what is on a beat is known later.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import unicodedata
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pydantic import Field

from newsdesk.collect import feed_formats
from newsdesk.collect.answers import FetchError
from newsdesk.collect.feed_formats import Document, Entry
from newsdesk.collect.payload import Payload
from newsdesk.collect.plaintext import excerpt, from_html, one_line, printable
from newsdesk.collect.source import Batch, Task
from newsdesk.config import SourceSettings
from newsdesk.records import Engagement, Platform, Problem, Record, Value, iso

if TYPE_CHECKING:
    from newsdesk.collect.http import Client

#: Characters that are kept of a text, and of a title.
LONGEST_TEXT = 2000
LONGEST_TITLE = 300
#: How far a site's clock may be ahead; a later time is a mistake.
CLOCK_LEAD = timedelta(hours=24)
#: Times outside these years are mistakes.
YEARS = range(1970, 2200)

_TRACKING = re.compile(
    r"utm_\w+|at_(medium|campaign\w*)|fbclid|gclid|mc_[ce]id|cmpid|ocid|xtor|ref_src", re.I
)
_TRACKING_FRAGMENT = re.compile(r"(utm_|xtor=|ref=rss|rss$)", re.I)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_A_TIME = "the time of publication, such as Tue, 10 Mar 2026 09:30:00 GMT"


class FeedSettings(Value):
    """One feed to collect."""

    url: Annotated[str, Field(pattern=r"^https?://")]
    name: Annotated[str, Field(min_length=1)]


class Settings(SourceSettings):
    """Which feeds are read."""

    feeds: tuple[FeedSettings, ...] = ()


WHY_OFF = None


@dataclass(frozen=True)
class Feed:
    """A feed of the settings as a source."""

    title: str
    url: str
    every_minutes: int = 60
    platform: Platform = "news"

    @property
    def name(self) -> str:
        """Return ``news-`` and the title's letters and digits."""
        return f"news-{_slug(self.title) or hashlib.sha256(self.title.encode()).hexdigest()[:8]}"

    async def batches(self, client: Client, task: Task) -> AsyncIterator[Batch]:
        """Yield the feed's entries, in one batch."""
        found = await client.fetch(self.url, configured=True)
        if isinstance(found, FetchError):
            yield Batch(error=str(found))
            return
        # In a thread: a large feed takes a second, in which the others should not stand still.
        batch = await asyncio.to_thread(self.parsed, found.body, found.url, task)
        yield replace(batch, unchanged=found.unchanged)

    def parsed(self, body: bytes, address: str, task: Task) -> Batch:
        """Return the batch that a document fetched from ``address`` holds."""
        document = feed_formats.read(body, address)
        if document.fault and not document.entries:
            return Batch(error=f"expected a feed, found {document.fault}")
        found = [
            _record(entry, self, document, task.now, f"{self.title}, entry {number}")
            for number, entry in enumerate(document.entries, 1)
        ]
        records = tuple(one for one in found if isinstance(one, Record))
        problems = tuple(one for one in found if isinstance(one, Problem))
        if document.fault:
            whole = Problem(place=self.title, field=None, expected="a whole feed", found=document.fault)
            problems = (whole, *problems)
        return Batch(records, problems, cursor=_newest(records, task))


def sources(settings: SourceSettings, environment: Mapping[str, str]) -> Iterator[Feed]:
    """Yield the feeds of the settings."""
    assert isinstance(settings, Settings)
    for feed in settings.feeds:
        yield Feed(title=one_line(feed.name), url=feed.url, every_minutes=settings.every_minutes)


def surroundings(settings: SourceSettings, environment: Mapping[str, str]) -> None:
    """Return None: an article's surroundings are its page, which ``collect.pages`` reads."""


def read(body: bytes, place: str, now: datetime) -> Payload:
    """Return what a document holds, whichever feed it is: the publication is called by its host."""
    raise NotImplementedError(place)


def canonical(address: str) -> str:
    """Return the address under which one article is known, whatever led to it.

    Scheme and host in lower case, no default port, no marks of where the reader came from. Other parameters
    and fragments stay: a page of release notes has one entry a fragment.
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    port = parts.port
    if port and port != {"http": 80, "https": 443}.get(parts.scheme):
        host = f"{host}:{port}"
    query = parts.query
    if _TRACKING.search(query):
        kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
        query = urlencode(kept)
    fragment = "" if _TRACKING_FRAGMENT.search(parts.fragment) else parts.fragment
    return urlunsplit((parts.scheme, host, parts.path or "/", query, fragment))


def _record(entry: Entry, feed: Feed, document: Document, now: datetime, place: str) -> Record | Problem:
    identity = _identity(entry, feed, document)
    if identity is None:
        return Problem(place=place, field="link", expected="an http(s) address, or an id", found="neither")
    moment = entry.published
    if moment is None or moment.year not in YEARS or moment > now + CLOCK_LEAD:
        found = repr(one_line(entry.time_found)[:60]) if entry.time_found else "nothing"
        return Problem(place=place, field="published_at", expected=_A_TIME, found=found)
    title = _title(entry)
    text, links = _text(entry)
    if not title and not text:
        return Problem(place=place, field="title", expected="a title or a text", found="neither")
    url = canonical(entry.link) if entry.link else _home(feed, document)
    return Record(
        id=f"news:{hashlib.sha256(identity.encode()).hexdigest()[:16]}",
        platform="news",
        kind="article",
        author=feed.title,
        community=feed.title,
        url=url,
        title=title or None,
        text=text,
        language=_language(entry.language),
        published_at=moment,
        collected_at=now,
        engagement=Engagement(),
        reply_to=None,
        links=tuple(link for link in links if link != entry.link),
    )


def _identity(entry: Entry, feed: Feed, document: Document) -> str | None:
    """Return what makes the entry this one: its address, else its id within the feed.

    The address of the site itself is nobody's own: some feeds give it to every entry.
    """
    if entry.link:
        address = canonical(entry.link)
        parts = urlsplit(address)
        shared = document.site is not None and address == canonical(document.site)
        at_the_root = parts.path == "/" and not parts.query and not parts.fragment
        if not entry.guid or not (shared or at_the_root):
            return address
    return f"{feed.url} {entry.guid}" if entry.guid else None


def _home(feed: Feed, document: Document) -> str:
    """Return where an entry without an address can be seen: never with what the operator alone may know."""
    if document.site:
        return canonical(document.site)
    parts = urlsplit(canonical(feed.url))
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))


def _title(entry: Entry) -> str:
    words = from_html(entry.title)[0] if entry.title_is_html else entry.title
    return excerpt(one_line(words), LONGEST_TITLE)


def _text(entry: Entry) -> tuple[str, tuple[str, ...]]:
    if entry.body_is_html:
        text, links = from_html(entry.body, entry.link or "")
    else:
        text, links = printable(entry.body), ()
    return excerpt(text, LONGEST_TEXT), links


def _language(told: str | None) -> str | None:
    """Return a language tag in its usual case, None for what isn't one."""
    tag = (told or "").strip().replace("_", "-")
    if not _LANGUAGE.fullmatch(tag):
        return None
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])


def _newest(records: tuple[Record, ...], task: Task) -> str | None:
    """Return the cursor: the newest publication seen so far; a clock that is ahead doesn't move it."""
    seen = [iso(record.published_at) for record in records if record.published_at <= task.now]
    return max([*seen, *([task.cursor] if task.cursor else [])], default=None)


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
