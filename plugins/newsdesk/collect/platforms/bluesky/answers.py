"""Every kind of answer of Bluesky's services, and every form of export, to what it holds.

An answer is known by its shape, not by the address it came from, because a user's file has none. Forms:
https://docs.bsky.app/docs/category/http-reference and, for events, https://bsky.network/docs/jetstream/.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from newsdesk.collect.outcomes import Outcome
from newsdesk.collect.payload import Payload, Removal, at, from_json, items, text
from newsdesk.collect.plaintext import excerpt, one_line
from newsdesk.collect.platforms.bluesky.items import (
    Reader,
    from_anything,
    from_feed_item,
    from_nothing,
    from_post,
    from_thread,
    shown,
    thread,
)
from newsdesk.records import Problem, Record

#: Answers without posts, by a key that only they have.
_OTHERS = {
    "accessJwt": "a session",
    "actors": "accounts",
    "profiles": "accounts",
    "likes": "likes",
    "repostedBy": "accounts that reposted a post",
    "feeds": "feeds",
    "starterPack": "a starter pack",
    "list": "a list",
    "lists": "lists",
    "view": "a feed's description",
    "handle": "an account",
    "did": "an identity",
}


def read(body: bytes, place: str, now: datetime) -> Payload:
    """Return what an answer or an export holds: one JSON value, or one a line."""
    try:
        return understood(from_json(body), place, now)
    except ValueError as error:
        fault = str(error)
    lines = [line for line in body.splitlines() if line.strip()]
    if len(lines) < 2 or not lines[0].lstrip().startswith(b"{"):
        return Payload("an error", error=f"expected JSON, found {fault}")
    return _read_lines(lines, place, now)


def understood(data: Any, place: str, now: datetime) -> Payload:
    """Return what the JSON value of an answer holds."""
    if isinstance(data, list):
        return _several("a list of items", ((one, from_anything) for one in data), place, now)
    if not isinstance(data, dict):
        return Payload("an error", error=f"expected an answer of Bluesky, found {type(data).__name__}")
    if isinstance(data.get("error"), str):
        return Payload("an error", error=_fault(data))
    after = data.get("cursor")
    page = str(after) if isinstance(after, str | int) and after else None
    return replace(_held(data, place, now), after=page)


def _held(data: dict[str, Any], place: str, now: datetime) -> Payload:
    """Return what an answer holds, told by the first key that only its kind has."""
    if "feed" in data:
        return _several("a feed", ((one, from_feed_item) for one in items(data, "feed")), place, now)
    if "thread" in data:
        return _several("a thread", ((one, from_thread) for one in thread(data["thread"])), place, now)
    if "posts" in data:
        return _posts(data, place, now)
    if "records" in data:
        found = ((one, from_anything) for one in items(data, "records"))
        return _several("records of a repository", found, place, now)
    if at(data, "kind") is not None and "did" in data:
        return _several("an event", [(data, from_anything)], place, now)
    if "uri" in data and ("value" in data or "record" in data):
        return _several("a record", [(data, from_anything)], place, now)
    for key, what in _OTHERS.items():
        if key in data:
            return Payload(what)
    return Payload("an error", error=f"expected an answer of Bluesky, found {shown(data)}")


def _posts(data: dict[str, Any], place: str, now: datetime) -> Payload:
    posts = list(items(data, "posts"))
    if posts and all(isinstance(post, dict) and post.keys() == {"uri"} for post in posts):
        return Payload("addresses of posts")
    return _several("posts", ((one, from_post) for one in posts), place, now)


def _read_lines(lines: list[bytes], place: str, now: datetime) -> Payload:
    def values() -> Iterator[tuple[Any, Reader]]:
        for line in lines:
            try:
                yield from_json(line), from_anything
            except ValueError as error:
                yield str(error), from_nothing

    return _several("lines of events or posts", values(), place, now)


@dataclass
class _Found:
    """What has been found so far; a post that stands there twice counts once."""

    records: dict[str, Record] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    removed: dict[str, Removal] = field(default_factory=dict)
    dropped: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome) -> None:
        if isinstance(outcome, Record):
            self.records[outcome.id] = outcome
        elif isinstance(outcome, Removal):
            self.removed[outcome.record] = outcome
        elif isinstance(outcome, Problem):
            self.problems.append(outcome)
        else:
            self.dropped[outcome] += 1

    def left(self) -> Iterator[Record]:
        """Yield the records that nothing after them takes away."""
        for one in self.records.values():
            account = one.id.partition("/app.bsky.")[0] + "/"
            if one.id not in self.removed and account not in self.removed:
                yield one


def _several(what: str, found: Iterable[tuple[Any, Reader]], place: str, now: datetime) -> Payload:
    kept = _Found()
    for number, (item, reader) in enumerate(found, 1):
        for outcome in reader(item, f"{place}, item {number}", now):
            kept.add(outcome)
    return Payload(
        what,
        records=tuple(kept.left()),
        problems=tuple(kept.problems),
        removed=tuple(kept.removed.values()),
        dropped=dict(sorted(kept.dropped.items())),
    )


def _fault(data: dict[str, Any]) -> str:
    """Return what the service says went wrong."""
    told = ": ".join(filter(None, (text(data, "error"), text(data, "message"))))
    return excerpt(one_line(told), 300) or "an error without words"
