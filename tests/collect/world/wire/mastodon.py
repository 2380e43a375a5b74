"""Mastodon: tag and public timelines with min_id, since_id, max_id and Link; single statuses.

A tag's number is its shelf: ``ai7``. The public timeline shows shelf 0. People are called as those of another
server, while their posts are shown here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Any

from ..asking import Answer, Request, in_json
from ..history import History, Post, Shelf

_TIMELINE = re.compile(r"/api/v1/timelines/(?:tag/([^/]+)|public)")
_STATUS = re.compile(r"/api/v1/statuses/(\d+)(/context)?")


def answer(request: Request, history: History) -> Answer | None:
    """Answer timelines and statuses."""
    if found := _TIMELINE.search(request.path):
        shelf = history.named(found[1]) if found[1] else history.shelf(0)
        return _timeline(request, shelf) if shelf else in_json([])
    if found := _STATUS.search(request.path):
        post = _post(int(found[1]), history)
        if post is None:
            return in_json({"error": "Record not found"}, 404)
        descendants = [_status(reply, request.home, post) for reply in history.replies(post)]
        return in_json(
            {"ancestors": [], "descendants": descendants} if found[2] else _status(post, request.home)
        )
    if request.path.endswith("/api/v2/instance"):
        return in_json({"domain": "social.example", "version": "4.5.0", "title": "A social world"})
    return None


def _timeline(request: Request, shelf: Shelf) -> Answer:
    size = request.number("limit", 20, 40)
    every = range(shelf.size)

    def place(name: str) -> int | None:
        told = request.page(name)
        found = bisect_left if name == "max_id" else bisect_right
        return found(every, int(told), key=lambda index: _id(shelf, index)) if told.isdigit() else None

    oldest, newest = place("since_id") or 0, place("max_id")
    shown = every[oldest:newest][-size:]
    if (least := place("min_id")) is not None:
        shown = every[least:newest][:size]
    statuses = [_status(post, request.home) for post in shelf.posts(shown[::-1])]
    links = []
    if shown:
        here = f"{request.home}{request.path}?limit={size}"
        links = [f'<{here}&max_id={_id(shelf, shown[0])}>; rel="next"']
        links.append(f'<{here}&min_id={_id(shelf, shown[-1])}>; rel="prev"')
    return in_json(statuses, **({"link": ", ".join(links)} if links else {}))


def _id(shelf: Shelf, index: int) -> int:
    """Return a snowflake: milliseconds, of which the last three name the shelf, and the place."""
    return ((shelf.second(index) * 1000 + shelf.number) << 16) + index


def _post(number: int, history: History) -> Post | None:
    shelf = history.shelf((number >> 16) % 1000)
    index = number & 0xFFFF
    return shelf.post(index) if shelf and index < shelf.size and _id(shelf, index) == number else None


def _number(post: Post) -> int:
    return ((post.second * 1000 + post.shelf) << 16) + post.index


def _status(post: Post, home: str, parent: Post | None = None) -> dict[str, Any]:
    number = _number(post)
    abroad = "https://social.example"
    return {
        "id": str(number),
        "created_at": f"{post.when:%Y-%m-%dT%H:%M:%S}.000Z",
        "in_reply_to_id": str(_number(parent)) if parent else None,
        "in_reply_to_account_id": parent.author.removeprefix("author") if parent else None,
        "sensitive": False,
        "spoiler_text": "",
        "visibility": "public",
        "language": "en",
        "uri": f"{abroad}/users/{post.author}/statuses/{number}",
        "url": f"{home}/@{post.author}/{number}",
        "replies_count": post.replies,
        "reblogs_count": 0,
        "favourites_count": post.likes,
        "edited_at": None,
        "content": f"<p>{post.words}</p>",
        "reblog": None,
        "account": {
            "id": post.author.removeprefix("author"),
            "username": post.author,
            "acct": f"{post.author}@social.example",
            "display_name": post.author.title(),
            "locked": False,
            "bot": False,
            "discoverable": True,
            "indexable": True,
            "note": "<p>One of many.</p>",
            "url": f"{abroad}/@{post.author}",
            "uri": f"{abroad}/users/{post.author}",
        },
        "media_attachments": [],
        "mentions": [],
        "tags": [],
        "emojis": [],
        "card": None,
        "poll": None,
    }
