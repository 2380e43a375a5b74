"""Hacker News: Algolia's search by date with its cap of 1,000 hits, and Firebase's items.

Shelf 0 holds stories, shelf 1 comments on them, and shelf 200 replies to the stories.
"""

from __future__ import annotations

import re
from typing import Any

from ..asking import Answer, Request, in_json
from ..history import REPLIES, ROOM, History, Post

MOST_HITS = 1_000
_FIRST = 40_000_000
_ITEM = re.compile(r"/v0/item/(\d+)\.json")
_FILTER = re.compile(r"created_at_i\s*(>=|<=|>|<|=)\s*(\d+)")


def answer(request: Request, history: History) -> Answer | None:
    """Answer Algolia's and Firebase's addresses."""
    if request.path.endswith(("/search_by_date", "/search")):
        return in_json(_search(request, history))
    if found := _ITEM.search(request.path):
        return in_json(_item(int(found[1]), history))
    if request.path.endswith("stories.json"):
        return in_json([_id(post) for post in _shelf(history, 0).posts(range(min(history.size, 500)))][::-1])
    if request.path.endswith("/maxitem.json"):
        return in_json(_FIRST + 2_000_000)
    return None


def _shelf(history: History, number: int) -> Any:
    return history.shelf(number)


def _search(request: Request, history: History) -> dict[str, Any]:
    comments = "comment" in request.get("tags")
    after, until = 0.0, float("inf")
    for sign, second in _FILTER.findall(",".join(request.query.get("numericFilters", []))):
        if ">" in sign:
            after = max(after, int(second) - ("=" in sign))
        elif "<" in sign:
            until = min(until, int(second) - ("=" not in sign))
    shelf = _shelf(history, int(comments))
    places = shelf.between(after, until)[::-1]
    size = request.number("hitsPerPage", 20, MOST_HITS)
    page = int(request.page("page") or 0)
    shown = places[:MOST_HITS][page * size : (page + 1) * size]
    pages = min(-(-len(places) // size), MOST_HITS // size)
    return {
        "exhaustive": {"nbHits": False, "typo": True},
        "exhaustiveNbHits": False,
        "hits": [(_comment if comments else _story)(post, history) for post in shelf.posts(shown)],
        "hitsPerPage": size,
        "nbHits": request.total(len(places)),
        "nbPages": request.total(pages),
        "page": page,
        "params": "",
        "processingTimeMS": 3,
        "query": request.get("query"),
    }


def _id(post: Post) -> int:
    return _FIRST + post.number


def _story(post: Post, history: History) -> dict[str, Any]:
    return {
        "_tags": ["story", f"author_{post.author}", f"story_{_id(post)}", "ask_hn"],
        "author": post.author,
        "created_at": post.stamp,
        "created_at_i": post.second,
        "num_comments": post.replies,
        "objectID": str(_id(post)),
        "points": post.likes + 1,
        "story_id": _id(post),
        "story_text": post.words,
        "title": f"Ask HN: AI model number {post.index}",
        "updated_at": post.stamp,
    }


def _comment(post: Post, history: History) -> dict[str, Any]:
    return {
        "_tags": ["comment", f"author_{post.author}", f"story_{_FIRST + post.index}"],
        "author": post.author,
        "comment_text": post.words,
        "created_at": post.stamp,
        "created_at_i": post.second,
        "objectID": str(_id(post)),
        "parent_id": _FIRST + post.index,
        "story_id": _FIRST + post.index,
        "story_title": f"Ask HN: AI model number {post.index}",
        "updated_at": post.stamp,
    }


def _item(number: int, history: History) -> dict[str, Any] | None:
    shelf, index = divmod(number - _FIRST, ROOM)
    held = _shelf(history, shelf)
    if held is None or index >= held.size:
        return None
    post = held.post(index)
    said = {"by": post.author, "id": number, "time": post.second, "text": post.words}
    said["kids"] = [_id(reply) for reply in history.replies(post)]
    if shelf == REPLIES:
        return {**said, "type": "comment", "parent": _FIRST + index // 2}
    if shelf:
        return {**said, "type": "comment", "parent": _FIRST + index}
    title = f"Ask HN: AI model number {index}"
    return {**said, "type": "story", "title": title, "score": post.likes + 1, "descendants": post.replies}
