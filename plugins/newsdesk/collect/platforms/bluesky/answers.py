"""Every kind of answer of Bluesky's services, and every form of export, to what it holds.

An answer is known by its shape, not by the address it came from, because a user's file has none. Forms:
https://docs.bsky.app/docs/category/http-reference and, for events, https://bsky.network/docs/jetstream/.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from newsdesk.collect.payload import Payload, Removal, at, from_json, items, text
from newsdesk.collect.plaintext import excerpt, one_line
from newsdesk.collect.platforms.bluesky.posts import (
    NOT_A_POST,
    POST,
    Outcome,
    account_prefix,
    from_repository,
    from_view,
    post_uri,
)
from newsdesk.records import Problem, Record

BOOSTED = "reposts"
UNSEEN = "posts that their authors show to some people only"
ABOUT_ACCOUNTS = "news about accounts"
_GONE = ("deleted", "takendown")
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


def from_anything(data: Any, place: str, now: datetime) -> Iterator[Outcome]:
    """Yield what one item becomes, whichever form it has."""
    if at(data, "kind") is not None and at(data, "did") is not None:
        yield from _from_event(data, place, now)
    elif at(data, "value") is not None:
        yield from_repository(text(data, "uri"), data["value"], place, now)
    elif at(data, "post") is not None:
        yield from _from_feed_item(data, place, now)
    elif at(data, "record") is not None:
        yield from_view(data, place, now)
    else:
        yield Problem(place=place, field=None, expected="a post or an event", found=_shown(data))


def _held(data: dict[str, Any], place: str, now: datetime) -> Payload:
    if "feed" in data:
        return _several("a feed", ((one, _from_feed_item) for one in items(data, "feed")), place, now)
    if "thread" in data:
        return _several("a thread", ((one, _from_thread) for one in _thread(data["thread"])), place, now)
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
    return Payload("an error", error=f"expected an answer of Bluesky, found {_shown(data)}")


def _posts(data: dict[str, Any], place: str, now: datetime) -> Payload:
    posts = list(items(data, "posts"))
    if posts and all(isinstance(post, dict) and post.keys() == {"uri"} for post in posts):
        return Payload("addresses of posts")
    return _several("posts", ((one, _from_post) for one in posts), place, now)


def _read_lines(lines: list[bytes], place: str, now: datetime) -> Payload:
    def values() -> Iterator[tuple[Any, _Reader]]:
        for line in lines:
            try:
                yield from_json(line), from_anything
            except ValueError as error:
                yield str(error), _unreadable

    return _several("lines of events or posts", values(), place, now)


_Reader = Callable[[Any, str, datetime], Iterable[Outcome]]


def _unreadable(fault: Any, place: str, now: datetime) -> Iterator[Outcome]:
    yield Problem(place=place, field=None, expected="a line of JSON", found=fault)


def _from_post(view: Any, place: str, now: datetime) -> Iterator[Outcome]:
    yield from_view(view, place, now)


def _from_feed_item(item: Any, place: str, now: datetime) -> Iterator[Outcome]:
    """Yield what an item of a feed becomes; what it replies to stands beside it and is another item's."""
    if str(at(item, "reason", "$type")).endswith("#reasonRepost"):
        yield BOOSTED
    else:
        yield from_view(at(item, "post"), place, now)


def _from_thread(node: Any, place: str, now: datetime) -> Iterator[Outcome]:
    uri = post_uri(at(node, "uri"))
    if at(node, "notFound") is True or str(at(node, "value", "$type")).endswith("#threadItemNotFound"):
        if uri:
            yield Removal(f"bluesky:{uri}", "gone")
    elif at(node, "blocked") is True or str(at(node, "value", "$type")).endswith("#threadItemBlocked"):
        yield UNSEEN
    else:
        yield from_view(at(node, "post") or at(node, "value", "post"), place, now)


def _thread(root: Any) -> Iterator[Any]:
    """Yield the posts of a thread: above the one that was asked for, it, and below it."""
    if isinstance(root, list):  # as app.bsky.unspecced.getPostThreadV2 has it
        yield from root
        return
    above, parent = [], at(root, "parent")
    while isinstance(parent, dict):
        above.append(parent)
        parent = parent.get("parent")
    yield from reversed(above)
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(list(items(node, "replies"))))


def _from_event(event: Any, place: str, now: datetime) -> Iterator[Outcome]:
    if event["kind"] == "account":
        prefix = account_prefix(at(event, "did"))
        gone = at(event, "account", "active") is False and at(event, "account", "status") in _GONE
        yield Removal(prefix, "account gone") if gone and prefix else ABOUT_ACCOUNTS
    elif event["kind"] != "commit":
        yield ABOUT_ACCOUNTS
    elif at(event, "commit", "collection") != POST:
        yield NOT_A_POST
    else:
        uri = event_uri(event)
        if at(event, "commit", "operation") == "delete":
            yield Removal(f"bluesky:{uri}", "deleted") if uri else _no_address(place)
        else:
            yield from_repository(uri, at(event, "commit", "record"), place, now)


def event_uri(event: Any) -> str | None:
    """Return the address of the post that an event is about."""
    return post_uri(f"at://{at(event, 'did')}/{POST}/{at(event, 'commit', 'rkey')}")


def _no_address(place: str) -> Problem:
    return Problem(place=place, field="rkey", expected="what names a post", found="nothing of that kind")


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


def _several(what: str, found: Iterable[tuple[Any, _Reader]], place: str, now: datetime) -> Payload:
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


def _shown(data: Any) -> str:
    return repr(sorted(data)[:5]) if isinstance(data, dict) else one_line(json.dumps(data, default=str))[:80]
