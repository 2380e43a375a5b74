"""News feeds: one configured feed is a source, one entry a record.

Kept of an entry are its title, the beginning of its text, its address and its time: enough to quote and to
link, not the article. Everything that a configured feed gives is kept; what is on a beat is known later.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit, urlunsplit

from pydantic import Field

from newsdesk import times
from newsdesk.collect import feed_formats, payload
from newsdesk.collect.answers import FetchError
from newsdesk.collect.feed_formats import Document, Entry
from newsdesk.collect.links import canonical
from newsdesk.collect.payload import CLOCK_LEAD, LONGEST_TITLE, Payload
from newsdesk.collect.plaintext import excerpt, from_html, one_line, printable, web_address
from newsdesk.collect.source import Batch, Gap, Task
from newsdesk.config import SourceSettings
from newsdesk.records import Engagement, Platform, Problem, Record, Value, iso

if TYPE_CHECKING:
    from newsdesk.collect.http import Client

#: Characters that are kept of a text.
LONGEST_TEXT = 2000
#: Why entries beyond ``most_records`` are not kept yet.
LATER = "left for the next run (most_records)"

_A_TIME = "the time of publication, such as Tue, 10 Mar 2026 09:30:00 GMT"
_TURNED_OVER = "every entry of the feed is newer than what was read before: it shows its last ones only"


class FeedSettings(Value):
    """One feed to collect.

    ``url`` is its address, ``name`` what the publication is called in print. ``every_minutes`` is after how
    long it is due again, where not that of all feeds. A feed that is not ``enabled`` is not asked.
    """

    url: Annotated[str, Field(pattern=r"^https?://")]
    name: Annotated[str, Field(min_length=1)]
    every_minutes: Annotated[int, Field(ge=0)] | None = None
    enabled: bool = True


class Settings(SourceSettings):
    """Which feeds are read: ``feeds`` lists them, each with its name and address."""

    feeds: tuple[FeedSettings, ...] = ()


WHY_OFF = None


@dataclass(frozen=True)
class Feed:
    """A feed of the settings as a source."""

    title: str
    url: str
    every_minutes: int = 60
    most_records: int = 5_000
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
        batch = await client.understood(self.parsed, found.body, found.url, task)
        yield replace(batch, unchanged=found.unchanged)

    def parsed(self, body: bytes, address: str, task: Task) -> Batch:
        """Return the batch that a document fetched from ``address`` holds."""
        document = feed_formats.read(body, address)
        if document.fault and not document.entries:
            return Batch(error=f"expected a feed, found {document.fault}")
        records, problems = _contents(document, self, task.now)
        kept = _at_most(self.most_records, records, task)
        left = len(records) - len(kept)
        return Batch(
            kept,
            problems,
            dropped={LATER: left} if left else {},
            gaps=() if document.fault else _gaps(records, task),
            cursor=_newest(kept, task),
        )


def sources(settings: SourceSettings, environment: Mapping[str, str]) -> Iterator[Feed]:
    """Yield the feeds of the settings."""
    assert isinstance(settings, Settings)
    for feed in settings.feeds:
        if feed.enabled:
            every = settings.every_minutes if feed.every_minutes is None else feed.every_minutes
            yield Feed(one_line(feed.name), feed.url, every, settings.most_records)


def surroundings(settings: SourceSettings, environment: Mapping[str, str]) -> None:
    """Return None: an article's surroundings are its page, which ``collect.pages`` reads."""


def read(body: bytes, place: str, now: datetime) -> Payload:
    """Return what a document holds, whichever feed it is.

    The publication is called as the feed calls itself, else by its host, else by the file's name.
    """
    document = feed_formats.read(body, web_address(place) or "")
    if document.fault and not document.entries:
        return Payload("an error", error=f"expected a feed, found {document.fault}")
    url = document.address or web_address(place) or document.site or ""
    title = excerpt(one_line(document.title or ""), LONGEST_TITLE)
    feed = Feed(title or urlsplit(document.site or url).hostname or PurePath(place).stem, url)
    records, problems = _contents(document, feed, now, place)
    return Payload("a feed", records, problems)


def _contents(
    document: Document, feed: Feed, now: datetime, place: str | None = None
) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """Return the records and problems of a document, which is called ``place`` in the latter."""
    place = place or feed.title
    found = [
        _record(entry, feed, document, now, f"{place}, entry {number}")
        for number, entry in enumerate(document.entries, 1)
    ]
    problems = [one for one in found if isinstance(one, Problem)]
    if document.fault:
        whole = Problem(place=place, field=None, expected="a whole feed", found=document.fault)
        problems.insert(0, whole)
    return tuple(one for one in found if isinstance(one, Record)), tuple(problems)


def _record(entry: Entry, feed: Feed, document: Document, now: datetime, place: str) -> Record | Problem:
    identity = _identity(entry, feed, document)
    url = canonical(entry.link) if entry.link else _home(feed, document)
    if identity is None or not url:
        return Problem(place=place, field="link", expected="an http(s) address, or an id", found="neither")
    moment = entry.published
    if moment is None or moment.year not in times.YEARS or moment > now + CLOCK_LEAD:
        found = repr(one_line(entry.time_found)[:60]) if entry.time_found else "nothing"
        return Problem(place=place, field="published_at", expected=_A_TIME, found=found)
    text, links = _text(entry)
    return payload.record(
        place,
        id=hashlib.sha256(identity.encode()).hexdigest()[:16],
        platform="news",
        kind="article",
        author=feed.title,
        community=feed.title,
        url=url,
        title=from_html(entry.title)[0] if entry.title_is_html else entry.title,
        words=text,
        language_tag=entry.language,
        published_at=moment,
        now=now,
        engagement=Engagement(),
        links=tuple(link for link in links if link != entry.link),
    )


def _text(entry: Entry) -> tuple[str, tuple[str, ...]]:
    """Return the beginning of what stands in the entry, and what it links to."""
    if not entry.body_is_html:
        return excerpt(printable(entry.body), LONGEST_TEXT), ()
    words, links = from_html(entry.body, entry.link or "")
    return excerpt(words, LONGEST_TEXT), links


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


def _home(feed: Feed, document: Document) -> str | None:
    """Return where an entry without an address can be seen: never with what the operator alone may know."""
    if document.site:
        return canonical(document.site)
    if not feed.url:
        return None
    parts = urlsplit(canonical(feed.url))
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))


def _at_most(most: int, records: tuple[Record, ...], task: Task) -> tuple[Record, ...]:
    """Return the records without those that are too many for one run: the newest, left for the next."""
    if len(records) <= most:
        return records
    known = task.known(record.id for record in records)
    fresh = sorted(
        (one for one in records if one.id not in known), key=lambda one: (one.published_at, one.id)
    )
    later = {record.id for record in fresh[most:]}
    return tuple(record for record in records if record.id not in later)


def _gaps(records: tuple[Record, ...], task: Task) -> tuple[Gap, ...]:
    """Return the time between what was seen before and the oldest that is shown, if these don't meet.

    When the feed was read last it showed what had been published until then.
    """
    if task.cursor is None or not records:
        return ()
    try:
        seen = times.read(task.cursor)
    except ValueError:
        return ()
    seen = max(seen, task.read_at or seen)
    oldest = min(record.published_at for record in records)
    return (Gap(seen, oldest, _TURNED_OVER),) if oldest > seen else ()


def _newest(records: tuple[Record, ...], task: Task) -> str | None:
    """Return the cursor: the newest publication seen so far; a clock that is ahead doesn't move it."""
    seen = [iso(record.published_at) for record in records if record.published_at <= task.now]
    return max([*seen, *([task.cursor] if task.cursor else [])], default=None)


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
