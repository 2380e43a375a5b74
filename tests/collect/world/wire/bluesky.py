"""Bluesky: author feeds, feeds, lists, search, posts, and Jetstream's events.

A handle's number is its shelf: ``author7.example``. Search and feeds show the shelf that their name ends in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from ..asking import Answer, Request, in_json
from ..history import History, Post, Shelf

_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
_DIGITS = str.maketrans("0123456789", "abcdefghij")
_BACK = str.maketrans("abcdefghij", "0123456789")
_URI = re.compile(r"at://(did:plc:\w+)/app\.bsky\.feed\.post/(\w+)")
#: The shelf that the stream tells.
STREAMED = 90


def answer(request: Request, history: History) -> Answer | None:
    """Answer the methods that are collected from."""
    method = request.path.rpartition("/xrpc/")[2]
    if method == "com.atproto.server.createSession":
        keys = {"accessJwt": "a.b.c", "refreshJwt": "d.e.f", "handle": "desk.example", "did": did(1)}
        return in_json(keys)
    if method == "app.bsky.feed.getAuthorFeed":
        return _listing(request, _shelf_of(request.get("actor"), history), "feed")
    if method == "app.bsky.feed.getFeed":
        return _listing(request, history.named(request.get("feed")), "feed")
    if method == "app.bsky.feed.getListFeed":
        return _listing(request, history.named(request.get("list")), "feed")
    if method == "app.bsky.feed.searchPosts":
        if not request.headers.get("authorization", "").startswith("Bearer "):
            return Answer(b"<html><head><title>403 Forbidden</title></head></html>", 403)
        return _listing(request, history.named(request.get("q")), "posts")
    if method == "app.bsky.feed.getPosts":
        found = (post_at(uri, history) for uri in request.query.get("uris", []))
        return in_json({"posts": [_view(post) for post in found if post]})
    if method == "app.bsky.feed.getPostThread":
        post = post_at(request.get("uri"), history)
        if post is None:
            return in_json({"error": "NotFound", "message": f"Post not found: {request.get('uri')}"}, 400)
        replies = [_threaded(_view(reply, post), []) for reply in history.replies(post)]
        return in_json({"thread": _threaded(_view(post), replies)})
    if method == "com.atproto.identity.resolveHandle":
        shelf = _shelf_of(request.get("handle"), history)
        return in_json({"did": did(shelf.number)}) if shelf else None
    return None


def did(number: int) -> str:
    """Return the account that stands for a shelf."""
    return f"did:plc:{'w' * 17}{f'{number:07d}'.translate(_DIGITS)}"


def uri(post: Post) -> str:
    """Return a post's address: the key holds its microsecond, and that its place."""
    return f"at://{did(post.shelf)}/app.bsky.feed.post/{_key(post)}"


def post_at(address: str, history: History) -> Post | None:
    """Return the post at an address, None where there is none."""
    found = _URI.fullmatch(address)
    if not found:
        return None
    value = 0
    for letter in found[2]:
        value = value * 32 + _LETTERS.find(letter)
    shelf, index = _shelf_of(found[1], history), (value >> 10) % 1_000_000
    return shelf.post(index) if shelf and index < shelf.size else None


def events(history: History, cursor: int) -> Iterator[str]:
    """Yield the stream's events after a time in microseconds, oldest first."""
    shelf = history.shelf(STREAMED)
    assert shelf is not None
    for post in shelf.posts(shelf.since(cursor // 1_000_000)):
        if _micro(post) > cursor:
            yield json.dumps(_event(post))


def passing(now: float) -> str:
    """Return an event that is no post: the network is never silent."""
    like = {"rev": "3l", "operation": "create", "collection": "app.bsky.feed.like", "rkey": "3l", "cid": "b"}
    return json.dumps({"did": did(1), "time_us": int(now * 1e6), "kind": "commit", "commit": like})


def _shelf_of(actor: str, history: History) -> Shelf | None:
    if actor.startswith("did:plc:"):
        return history.named(actor[-7:].translate(_BACK))
    return history.named(actor.partition(".")[0])


def _micro(post: Post) -> int:
    return post.second * 1_000_000 + post.index


def _key(post: Post) -> str:
    value, letters = _micro(post) << 10, ""
    for _ in range(13):
        value, place = divmod(value, 32)
        letters = _LETTERS[place] + letters
    return letters


def _listing(request: Request, shelf: Shelf | None, name: str) -> Answer:
    if shelf is None:
        return in_json({"error": "InvalidRequest", "message": "Profile not found"}, 400)
    since, until = (_second(request.get(bound)) for bound in ("since", "until"))
    places = shelf.between((since or 1) - 1, until or float("inf"))[::-1]
    start, size = int(request.page("cursor") or 0), request.number("limit", 50, 100)
    views = [_view(post) for post in shelf.posts(places[start : start + size])]
    after = str(start + size) if start + size < len(places) else None
    body: dict[str, Any] = {name: [{"post": view} for view in views] if name == "feed" else views}
    cursor = request.token(after)
    return in_json({**body, "cursor": cursor} if cursor else body)


def _second(stamp: str) -> float | None:
    return datetime.fromisoformat(stamp).replace(tzinfo=UTC).timestamp() if stamp else None


def _threaded(view: dict[str, Any], replies: list[dict[str, Any]]) -> dict[str, Any]:
    return {"$type": "app.bsky.feed.defs#threadViewPost", "post": view, "replies": replies}


def _record(post: Post, parent: Post | None = None) -> dict[str, Any]:
    created = f"{post.when:%Y-%m-%dT%H:%M:%S}.000Z"
    said = {"$type": "app.bsky.feed.post", "createdAt": created, "langs": ["en"], "text": post.words}
    if parent is None:
        return said
    place = {"cid": "bafyreidgyvluiuegoiwctviyvw3ikiajujmukh2j5f5rc7lr6dam57v2ja", "uri": uri(parent)}
    return {**said, "reply": {"root": place, "parent": place}}


def _view(post: Post, parent: Post | None = None) -> dict[str, Any]:
    name = f"author{post.shelf}"
    return {
        "uri": uri(post),
        "cid": "bafyreidgyvluiuegoiwctviyvw3ikiajujmukh2j5f5rc7lr6dam57v2ja",
        "author": {"did": did(post.shelf), "handle": f"{name}.example", "displayName": name, "labels": []},
        "record": _record(post, parent),
        "replyCount": post.replies,
        "repostCount": 0,
        "likeCount": post.likes,
        "quoteCount": 0,
        "indexedAt": f"{post.when:%Y-%m-%dT%H:%M:%S}.100Z",
        "labels": [],
    }


def _event(post: Post) -> dict[str, Any]:
    commit = {
        "rev": _key(post),
        "operation": "create",
        "collection": "app.bsky.feed.post",
        "rkey": _key(post),
        "record": _record(post),
        "cid": "bafyreidgyvluiuegoiwctviyvw3ikiajujmukh2j5f5rc7lr6dam57v2ja",
    }
    return {"did": did(post.shelf), "time_us": _micro(post), "kind": "commit", "commit": commit}
