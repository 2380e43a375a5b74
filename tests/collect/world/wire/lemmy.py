"""Lemmy: lists of posts and comments of a community (API v3, as its documentation describes it).

A community's number is its shelf: ``ai7@lemmy.example``; comments on it stand 500 shelves further.
"""

from __future__ import annotations

from typing import Any

from ..asking import Answer, Request, in_json
from ..history import COMMENTS, REPLIES, ROOM, History, Post

HOME = "https://lemmy.example"


def answer(request: Request, history: History) -> Answer | None:
    """Answer lists, single posts and the site."""
    what = request.path.rpartition("/api/v3/")[2]
    if what == "site":
        return in_json({"site_view": {"site": {"name": "A world", "actor_id": HOME}}, "version": "0.19.12"})
    if what in ("post/list", "comment/list"):
        return _list(request, history, comments=what == "comment/list")
    if what in ("post", "comment"):
        shelf, index = divmod(request.number("id", -1), ROOM)
        held = history.shelf(shelf)
        if held is None or not 0 <= index < held.size:
            return in_json({"error": "couldnt_find_post"}, 404)
        return in_json({f"{what}_view": _view(held.post(index), request.home)})
    return None


def _list(request: Request, history: History, *, comments: bool) -> Answer:
    name = request.get("community_name") or request.get("community_id")
    shelf = history.named(name) if name else None
    if shelf is None:
        return _replies(request, history) if comments else in_json({"error": "couldnt_find_community"}, 404)
    if comments:
        shelf = history.shelf(shelf.number + COMMENTS)
        assert shelf is not None
    size = request.number("limit", 10, 50)
    told_page = request.page("page_cursor").removeprefix("P") or request.page("page")
    page = max(int(told_page or 1), 1)
    places = range(shelf.size)[::-1][(page - 1) * size : page * size]
    views = [_view(post, request.home) for post in shelf.posts(places)]
    if comments:
        return in_json({"comments": views})
    after = request.token(f"P{page + 1}" if page * size < shelf.size else None)
    return in_json({"posts": views, **({"next_page": after} if after else {})})


def _replies(request: Request, history: History) -> Answer:
    shelf, index = divmod(request.number("post_id", 0), ROOM)
    held = history.shelf(shelf)
    found = history.replies(held.post(index)) if held and index < held.size else ()
    return in_json({"comments": [_view(reply, request.home) for reply in found]})


def _view(post: Post, home: str) -> dict[str, Any]:
    comment, community = post.shelf >= REPLIES, post.shelf % 100
    number = post.number
    author = {
        "id": int(post.author.removeprefix("author")),
        "name": post.author,
        "banned": False,
        "deleted": False,
        "bot_account": False,
        "actor_id": f"{HOME}/u/{post.author}",
        "local": True,
        "published": "2024-01-01T00:00:00Z",
        "instance_id": 1,
    }
    place = {
        "id": community,
        "name": f"ai{community}",
        "title": f"AI {community}",
        "actor_id": f"{HOME}/c/ai{community}",
        "local": True,
        "removed": False,
        "deleted": False,
        "nsfw": False,
        "hidden": False,
        "visibility": "Public",
        "published": "2024-01-01T00:00:00Z",
    }
    counts = {"score": post.likes, "upvotes": post.likes, "downvotes": 0, "published": post.stamp}
    flags = {"removed": False, "deleted": False, "local": True, "language_id": 37, "published": post.stamp}
    place_above = post.index // 2 if REPLIES <= post.shelf < COMMENTS else post.index
    parent = {
        "id": community * ROOM + place_above,
        "name": f"AI model number {place_above}",
        "body": post.words,
        "ap_id": f"{home}/post/{community * ROOM + place_above}",
        "nsfw": False,
        "locked": False,
        "featured_community": False,
        "featured_local": False,
        "creator_id": author["id"],
        "community_id": community,
        **flags,
    }
    if not comment:
        return {
            "post": parent,
            "creator": author,
            "community": place,
            "counts": {**counts, "post_id": number, "comments": post.replies},
        }
    said = {
        "id": number,
        "creator_id": author["id"],
        "post_id": parent["id"],
        "content": post.words,
        "ap_id": f"{home}/comment/{number}",
        "path": f"0.{number}",
        "distinguished": False,
        **flags,
    }
    counts = {**counts, "comment_id": number, "child_count": 0}
    return {"comment": said, "creator": author, "post": parent, "community": place, "counts": counts}
