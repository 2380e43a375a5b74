"""What Hacker News answers: Algolia's hits, threads and accounts; Firebase's items, lists and accounts.

Both give the same items under different names; every field is read under each of its names. Texts are HTML,
titles are not, though some hold a character reference (https://github.com/HackerNews/API, "Items").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from html import unescape
from typing import Any

from newsdesk.collect.outcomes import Outcome, gathered
from newsdesk.collect.payload import (
    Payload,
    Removal,
    RemovalReason,
    at,
    count,
    from_json,
    moment,
    record,
    text,
)
from newsdesk.collect.payload import items as listed
from newsdesk.collect.plaintext import from_html, web_address
from newsdesk.records import Engagement, Problem, RecordKind

#: Where an item can be seen.
PAGE = "https://news.ycombinator.com/item?id="

_KINDS: dict[str, RecordKind] = {"story": "post", "poll": "post", "comment": "comment"}
_NO_RECORDS = {"job": "job advertisement", "pollopt": "option of a poll"}
#: What stands in the place of words that are gone.
_GONE: dict[str, RemovalReason] = {
    "[deleted]": "deleted",
    "[flagged]": "removed",
    "[dead]": "removed",
    "[removed]": "removed",
}


def read(body: bytes, place: str, now: datetime) -> Payload:
    """Return what an answer of either interface holds."""
    try:
        data = from_json(body)
    except ValueError as error:
        return Payload("an error", error=f"expected an answer of Hacker News, found {error}")
    return of_value(data, place, now)


def of_value(data: Any, place: str, now: datetime) -> Payload:
    """Return what a JSON value of either interface means."""
    if isinstance(data, list):
        if all(isinstance(one, int) for one in data):
            return Payload("a list of ids")
        return _sorted("a list of items", data, place, now)
    if isinstance(data, dict):
        return _of_object(data, place, now)
    if isinstance(data, int):
        return Payload("the newest id")
    if data is None:
        return Payload("nothing")  # Firebase's answer where no item is
    return Payload("an error", error=f"expected an answer of Hacker News, found {str(data)[:80]!r}")


def _of_object(data: dict[str, Any], place: str, now: datetime) -> Payload:
    if isinstance(data.get("hits"), list):
        return _sorted("search hits", data["hits"], place, now, after=_next_page(data))
    told = text(data, "error") or text(data, "message")
    if told and "id" not in data:
        return Payload("an error", error=f"answered: {told[:200]}")
    if isinstance(data.get("items"), list):
        return Payload("a list of changes")
    if "karma" in data:
        return Payload("an account")
    if isinstance(data.get("children"), list):
        return _sorted("a thread", _in_thread(data), place, now)
    if "id" in data or "objectID" in data:
        return _sorted("an item", [data], place, now)
    return Payload("an error", error="expected an answer of Hacker News, found JSON of another kind")


def _sorted(what: str, found: Iterable[Any], place: str, now: datetime, after: str | None = None) -> Payload:
    """Return the payload of some items, each put where it belongs."""
    numbered = enumerate(found, 1)
    return gathered(what, (_outcome(one, f"{place}, item {number}", now) for number, one in numbered), after)


def _outcome(data: Any, place: str, now: datetime) -> Outcome:
    """Return an item's record, why there is none, that it is gone, or what it is instead."""
    native = count(data, "objectID") or count(data, "id")
    if native is None or native <= 0:
        return Problem(place=place, field="id", expected="the number of an item", found=repr(at(data, "id")))
    kind = _kind(data)
    html = text(data, "text") or text(data, "story_text") or text(data, "comment_text") or ""
    gone = _why_gone(data, kind, html)
    if gone:
        return Removal(f"hackernews:{native}", gone)
    if kind in _NO_RECORDS:
        return _NO_RECORDS[kind]
    if kind not in _KINDS:
        return Problem(place=place, field="type", expected="story, comment or poll", found=repr(kind[:40]))
    words, links = from_html(html, PAGE)
    address = web_address(text(data, "url") or "")
    comment = kind == "comment"
    parent = count(data, "parent") or count(data, "parent_id")
    return record(
        place,
        id=str(native),
        platform="hackernews",
        kind=_KINDS[kind],
        author=text(data, "by") or text(data, "author"),
        community=None,
        url=f"{PAGE}{native}",
        title=None if comment else unescape(text(data, "title") or ""),
        words=words,
        language_tag=None,
        published_at=moment(data, "time") or moment(data, "created_at_i") or moment(data, "created_at"),
        now=now,
        engagement=Engagement(score=_either(data, "score", "points"), replies=_replies(data, comment)),
        reply_to=str(parent) if comment and parent else None,
        links=tuple(dict.fromkeys([address, *links] if address else links)),
    )


def _kind(data: Any) -> str:
    """Return the type that an item states, by itself or among its tags."""
    told = text(data, "type")
    tags = [tag for tag in listed(data, "_tags") if isinstance(tag, str) and tag in _KINDS | _NO_RECORDS]
    return told or next(iter(tags), "comment" if text(data, "comment_text") else "story")


def _why_gone(data: Any, kind: str, html: str) -> RemovalReason | None:
    if at(data, "deleted"):
        return "deleted"
    if at(data, "dead"):
        return "removed"
    nobody = not (text(data, "by") or text(data, "author"))
    if kind == "comment" and nobody and not html:
        return "deleted"  # so it stands in Algolia's threads
    return _GONE.get(html.strip()) or _GONE.get((text(data, "title") or "").strip())


def _replies(data: Any, comment: bool) -> int | None:
    """Return how many comments a story has, or how many direct replies a comment."""
    told = _either(data, "descendants", "num_comments")
    if told is not None or not comment:
        return told
    direct = at(data, "kids") if at(data, "kids") is not None else at(data, "children")
    return len(direct) if isinstance(direct, list) else None


def _either(data: Any, first: str, second: str) -> int | None:
    found = count(data, first)
    return count(data, second) if found is None else found


def _in_thread(data: Any) -> Iterator[Any]:
    """Yield an item and all below it, in the order in which they are read."""
    waiting = [data]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += reversed([child for child in listed(one, "children") if isinstance(child, dict)])


def _next_page(data: dict[str, Any]) -> str | None:
    """Return the number of the next page, None if nothing is left.

    There may be a next page that Algolia won't give: it stops after a thousand hits
    (https://github.com/algolia/hn-search/issues/230). Its number of hits may be an estimate, and says so.
    """
    page, size = count(data, "page") or 0, count(data, "hitsPerPage") or len(data["hits"])
    estimated = data.get("exhaustiveNbHits") is False and len(data["hits"]) >= size
    more = (page + 1) * size < (count(data, "nbHits") or 0)
    return str(page + 1) if more or estimated else None
