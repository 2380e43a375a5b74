"""Reddit's Atom feeds, and the tables ``posts.csv`` and ``comments.csv`` of a user's own export.

Both tables have ``id, permalink, date, ip, subreddit, gildings``, then ``title, url, body`` or ``link,
parent, body, media``. They don't say whose they are: their records have no author, and so are counted but
never quoted. The address that the posts were sent from is not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from newsdesk.collect import feed_formats
from newsdesk.collect.feed_formats import Entry
from newsdesk.collect.listing import rows
from newsdesk.collect.outcomes import Outcome, gathered
from newsdesk.collect.payload import Payload, Removal, moment, record
from newsdesk.collect.plaintext import addresses_in, from_html, web_address
from newsdesk.records import TOMBSTONES, Engagement, Problem, Record

_PATH = re.compile(r"/(?P<community>(?:r|u|user)/[A-Za-z0-9_-]{2,30})/comments/(?P<post>[a-z0-9]{1,16})\b")
_POST = re.compile(r"(?:/comments/|^t3_)([a-z0-9]{1,16})\b")
_ID = re.compile(r"(?:t[13]_)?([a-z0-9]{1,16})")
_NAME = re.compile(r"t[13]_[a-z0-9]{1,16}")
_LAST = re.compile(r"(?:^|/)(t[13]_[a-z0-9]{1,16})$")
_WORDS = re.compile(r"<!-- SC_OFF -->(.*?)<!-- SC_ON -->", re.S)
_TARGET = re.compile(r'<a href="([^"]{1,2000})">\[link\]</a>')


def is_table(start: bytes) -> bool:
    """Whether a file begins as a table of posts or comments does."""
    head = start.split(b"\n", 1)[0].lower()
    return head.startswith((b"id,", b'"id",')) and b"permalink" in head and b"subreddit" in head


def read_table(body: bytes, place: str, now: datetime) -> Payload:
    """Return the records of a table of posts or comments."""
    found: list[Outcome] = []
    what, error = "an export of posts", None
    try:
        for number, row in enumerate(rows(body), 1):
            post = "title" in row
            what = "an export of posts" if post else "an export of comments"
            name = _ID.fullmatch(row.get("id", ""))
            native = f"t{3 if post else 1}_{name[1]}" if name else None
            gone = native and row.get("body", "").strip() in TOMBSTONES
            deleted = Removal(f"reddit:{native}", "deleted")
            found.append(deleted if gone else _of_row(row, native, f"{place}, row {number}", now))
    except ValueError as fault:
        error = f"expected an export of Reddit, found {fault}"
    return gathered(what, found, error=error)


def _of_row(row: Mapping[str, str], native: str | None, place: str, now: datetime) -> Record | Problem:
    if native is None:
        return Problem(
            place=place, field="id", expected="an id such as 1lt8zkl", found=repr(row.get("id", ""))[:80]
        )
    words, post = row.get("body", ""), "title" in row
    target = web_address(row.get("url", ""))
    own = target if target and target != row.get("permalink") else None
    community = row.get("subreddit", "").strip()
    return record(
        place,
        id=native,
        platform="reddit",
        kind="post" if post else "comment",
        author=None,
        community=f"r/{community}" if community else None,
        url=row.get("permalink"),
        title=row.get("title"),
        words=words,
        language_tag=None,
        published_at=moment(row.get("date")),
        now=now,
        engagement=Engagement(),
        reply_to=None if post else _parent(row),
        links=tuple(dict.fromkeys([*([own] if own else []), *addresses_in(words)])),
    )


def _parent(row: Mapping[str, str]) -> str | None:
    """Return what a comment answers: a comment, whose id may stand without ``t1_``, else the post."""
    told = row.get("parent", "").strip()
    if _NAME.fullmatch(told):
        return told
    post = _POST.search(row.get("link", "").strip())
    return f"t1_{told}" if _ID.fullmatch(told) else f"t3_{post[1]}" if post else None


def read_feed(body: bytes, place: str, now: datetime) -> Payload:
    """Return the records of an Atom feed: no scores, no numbers of replies, no parents are in it."""
    document = feed_formats.read(body, "https://www.reddit.com/")
    found = [
        _of_entry(entry, f"{place}, entry {number}", now) for number, entry in enumerate(document.entries, 1)
    ]
    error = f"expected a feed, found {document.fault}" if document.fault else None
    return gathered("a feed", found, error=error)


def _of_entry(entry: Entry, place: str, now: datetime) -> Record | Problem:
    name = _LAST.search(entry.guid or "")  # feedparser takes the id for a relative address
    if name is None:
        found = repr(entry.guid or "")[:80]
        return Problem(place=place, field="id", expected="an id such as t3_1lt8zkl", found=found)
    native = name[1]
    post = native.startswith("t3_")
    path = _PATH.search(entry.link or "")
    marked = _WORDS.search(entry.body)
    words, links = from_html(marked[1] if marked else "", entry.link or "")
    target = _TARGET.search(entry.body)
    led_to = web_address(from_html(target[1])[0]) if target else None
    own = led_to if led_to != entry.link else None
    author = re.fullmatch(r"/?u(?:ser)?/([\w-]{1,40})", entry.author or "")
    return record(
        place,
        id=native,
        platform="reddit",
        kind="post" if post else "comment",
        author=f"u/{author[1]}" if author else None,
        community=path["community"] if path else None,
        url=entry.link,
        title=from_html(entry.title)[0] if post else None,
        words=words,
        language_tag=None,
        published_at=entry.published,
        now=now,
        engagement=Engagement(),
        links=tuple(dict.fromkeys([*([own] if own else []), *links])),
    )
