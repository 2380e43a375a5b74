"""YouTube's channel feeds, and the table ``comments.csv`` of a user's own Takeout.

The table's columns changed over time and are told by their names: ``Comment ID, Channel ID, Comment create
timestamp, Price, Parent comment ID, Post ID, Video ID, Comment text, Top-level comment ID``. It doesn't say
whose it is: its records have no author, and so are counted but never quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from newsdesk.collect import feed_formats
from newsdesk.collect.feed_formats import Entry
from newsdesk.collect.listing import rows
from newsdesk.collect.outcomes import gathered
from newsdesk.collect.payload import Payload, from_json, items, moment, record, text
from newsdesk.collect.plaintext import addresses_in, printable
from newsdesk.records import Engagement, Problem, Record

_VIDEO = re.compile(r"(?:yt:video:|[?&]v=|/shorts/)([A-Za-z0-9_-]{11})\b")
_COMMENT = re.compile(r"[\w.-]{8,128}", re.ASCII)


def is_table(start: bytes) -> bool:
    """Whether a file begins as a table of comments does, in whichever order of its columns."""
    head = start.split(b"\n", 1)[0].lower()
    return b"comment id" in head and b"comment text" in head


def read_table(body: bytes, place: str, now: datetime) -> Payload:
    """Return the comments of a Takeout."""
    found: list[Record | Problem] = []
    error = None
    try:
        found.extend(_of_row(row, f"{place}, row {number}", now) for number, row in enumerate(rows(body), 1))
    except ValueError as fault:
        error = f"expected an export of YouTube, found {fault}"
    return gathered("an export of comments", found, error=error)


def _of_row(row: Mapping[str, str], place: str, now: datetime) -> Record | Problem:
    native, video = row.get("comment id", "").strip(), row.get("video id", "").strip()
    if not _COMMENT.fullmatch(native):
        return Problem(place=place, field="comment id", expected="an id of YouTube", found=repr(native)[:80])
    post = row.get("post id", "").strip()
    under = f"watch?v={video}&lc={native}" if video else f"post/{post}?lc={native}"
    words = _words(row.get("comment text", ""))
    parent = row.get("parent comment id", "").strip() or video
    return record(
        place,
        id=native,
        platform="youtube",
        kind="comment",
        author=None,
        community=None,
        url=f"https://www.youtube.com/{under}" if video or post else None,
        title=None,
        words=words,
        language_tag=None,
        published_at=moment(row.get("comment create timestamp")),
        now=now,
        engagement=Engagement(),
        reply_to=parent if _COMMENT.fullmatch(parent) else None,
        links=addresses_in(words),
    )


def _words(cell: str) -> str:
    """Return a comment's words: they stand plain, or as JSON in pieces."""
    for told in (cell, f"[{cell}]"):
        try:
            data = from_json(told.encode()) if cell.lstrip().startswith("{") else None
        except ValueError:
            continue
        pieces = [text(piece, "text") or "" for piece in _pieces(data)]
        if any(pieces):
            return "".join(pieces)
    return cell


def _pieces(data: Any) -> Iterator[Any]:
    if isinstance(data, dict):
        yield from items(data, "takeoutSegments") if "takeoutSegments" in data else [data]
    elif isinstance(data, list):
        yield from data


def read_feed(body: bytes, place: str, now: datetime) -> Payload:
    """Return the videos of a channel's feed: it shows the newest fifteen."""
    document = feed_formats.read(body, "https://www.youtube.com/")
    entries = enumerate(document.entries, 1)
    found = [_of_entry(entry, f"{place}, entry {number}", now) for number, entry in entries]
    error = f"expected a feed, found {document.fault}" if document.fault else None
    return gathered("a feed", found, error=error)


def _of_entry(entry: Entry, place: str, now: datetime) -> Record | Problem:
    video = _VIDEO.search(entry.guid or "") or _VIDEO.search(entry.link or "")
    if video is None:
        found = repr(entry.guid or entry.link or "")[:80]
        return Problem(place=place, field="id", expected="an id such as yt:video:…", found=found)
    words = printable(entry.body)
    return record(
        place,
        id=video[1],
        platform="youtube",
        kind="video",
        author=entry.author,
        community=entry.author,
        url=f"https://www.youtube.com/watch?v={video[1]}",
        title=entry.title,
        words=words,
        language_tag=None,
        published_at=entry.published,
        now=now,
        engagement=Engagement(),
        links=addresses_in(words),
    )
