"""One item of an answer or an export to what it becomes, in any of the forms in which items come."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from newsdesk.collect.outcomes import Outcome
from newsdesk.collect.payload import Removal, at, items, text
from newsdesk.collect.plaintext import one_line
from newsdesk.collect.platforms.bluesky.posts import (
    NOT_A_POST,
    POST,
    account_prefix,
    from_repository,
    from_view,
    post_uri,
)
from newsdesk.records import Problem

#: What yields what an item becomes: the item, its place, and the time of collection.
Reader = Callable[[Any, str, datetime], Iterable[Outcome]]

BOOSTED = "reposts"
UNSEEN = "posts that their authors show to some people only"
ABOUT_ACCOUNTS = "news about accounts"
#: What became of an account that is no longer there; others may come back.
_GONE = ("deleted", "takendown")


def from_anything(data: Any, place: str, now: datetime) -> Iterator[Outcome]:
    """Yield what one item becomes, whichever form it has."""
    if at(data, "kind") is not None and at(data, "did") is not None:
        yield from _from_event(data, place, now)
    elif at(data, "value") is not None:
        yield from_repository(text(data, "uri"), data["value"], place, now)
    elif at(data, "post") is not None:
        yield from from_feed_item(data, place, now)
    elif at(data, "record") is not None:
        yield from_view(data, place, now)
    else:
        yield Problem(place=place, field=None, expected="a post or an event", found=shown(data))


def from_nothing(fault: Any, place: str, now: datetime) -> Iterator[Outcome]:
    """Yield the problem that an item is which can't be read at all."""
    yield Problem(place=place, field=None, expected="a line of JSON", found=fault)


def from_post(view: Any, place: str, now: datetime) -> Iterator[Outcome]:
    """Yield what a post becomes as the AppView shows it."""
    yield from_view(view, place, now)


def from_feed_item(item: Any, place: str, now: datetime) -> Iterator[Outcome]:
    """Yield what an item of a feed becomes; what it replies to stands beside it and is another item's."""
    if str(at(item, "reason", "$type")).endswith("#reasonRepost"):
        yield BOOSTED
    else:
        yield from_view(at(item, "post"), place, now)


def from_thread(node: Any, place: str, now: datetime) -> Iterator[Outcome]:
    """Yield what a place in a thread becomes: a post, or the hole that one left."""
    uri = post_uri(at(node, "uri"))
    if at(node, "notFound") is True or str(at(node, "value", "$type")).endswith("#threadItemNotFound"):
        if uri:
            yield Removal(f"bluesky:{uri}", "gone")
    elif at(node, "blocked") is True or str(at(node, "value", "$type")).endswith("#threadItemBlocked"):
        yield UNSEEN
    else:
        yield from_view(at(node, "post") or at(node, "value", "post"), place, now)


def thread(root: Any) -> Iterator[Any]:
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


def shown(data: Any) -> str:
    """Return what something that isn't understood looks like, in short."""
    return repr(sorted(data)[:5]) if isinstance(data, dict) else one_line(json.dumps(data, default=str))[:80]
