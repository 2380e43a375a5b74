"""Reddit: a token for credentials, listings that end after 1,000, items by name, a feed without a key.

A subreddit's number is its shelf: ``r/ai7``; its comments stand 500 shelves further.
"""

from __future__ import annotations

import re
from typing import Any

from ..asking import Answer, Request, in_json, in_xml
from ..history import COMMENTS, REPLIES, History, Post

MOST = 1_000
_LISTING = re.compile(r"/r/(\w+)/(new|comments)(\.json)?/?")
_FEED = re.compile(r"/r/(\w+)/(?:new/)?\.rss")
_THREAD = re.compile(r"/comments/(\w+)(\.json)?/?")
_BASE = 2_000_000_000
_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"


def answer(request: Request, history: History) -> Answer | None:
    """Answer the addresses of the two hosts, www and oauth."""
    if request.path.endswith("/api/v1/access_token"):
        return in_json({"access_token": "world", "token_type": "bearer", "expires_in": 86400, "scope": "*"})
    if found := _FEED.search(request.path):
        return _feed(found[1], history)
    if not request.headers.get("authorization", "").lower().startswith("bearer "):
        return Answer(b"<html><title>Blocked</title>", 403, {"content-type": "text/html"})
    if found := _LISTING.search(request.path):
        return _listing(request, found[1], history, comments=found[2] == "comments")
    if request.path.endswith("/api/info"):
        posts = (_named(name, history) for name in request.get("id").split(","))
        return _listed([_thing(post) for post in posts if post], None)
    if found := _THREAD.search(request.path):
        post = _named(f"t3_{found[1]}", history)
        if post is None:
            return in_json({"message": "Not Found", "error": 404}, 404)
        pair = [_thing(post)], [_thing(reply) for reply in history.replies(post)]
        return in_json([{"kind": "Listing", "data": {"children": side, "after": None}} for side in pair])
    return None


def _listing(request: Request, name: str, history: History, *, comments: bool) -> Answer:
    shelf = history.named(name)
    if shelf is None:
        return in_json({"message": "Not Found", "error": 404}, 404)
    if comments:
        shelf = history.shelf(shelf.number + COMMENTS)
        assert shelf is not None
    places = range(shelf.size)[::-1][:MOST]
    after, size = request.page("after"), request.number("limit", 25, 100)
    last = _named(after, history) if after else None
    start = places.index(last.index) + 1 if last and last.index in places else 0
    things = [_thing(post) for post in shelf.posts(places[start : start + size])]
    more = things[-1]["data"]["name"] if things and start + size < len(places) else None
    return _listed(things, request.token(more))


def _listed(things: list[dict[str, Any]], after: str | None) -> Answer:
    data = {"modhash": None, "dist": len(things), "children": things, "after": after, "before": None}
    limits = {"x-ratelimit-remaining": "999.0", "x-ratelimit-used": "1", "x-ratelimit-reset": "300"}
    return in_json({"kind": "Listing", "data": data}, **limits)


def _name(post: Post) -> str:
    value, signs = _BASE + post.number, ""
    while value:
        value, place = divmod(value, 36)
        signs = _SIGNS[place] + signs
    return f"t{1 if post.shelf >= REPLIES else 3}_{signs}"


def _named(name: str, history: History) -> Post | None:
    try:
        shelf, index = divmod(int(name[3:], 36) - _BASE, 1_000_000)
    except ValueError:
        return None
    held = history.shelf(shelf)
    return held.post(index) if held and index < held.size else None


def _thing(post: Post) -> dict[str, Any]:
    name, community = _name(post), f"ai{post.shelf % 100}"
    data = {
        "id": name[3:],
        "name": name,
        "author": post.author,
        "author_fullname": f"t2_{post.author}",
        "subreddit": community,
        "subreddit_name_prefixed": f"r/{community}",
        "created_utc": float(post.second),
        "score": post.likes,
        "ups": post.likes,
        "edited": False,
        "locked": False,
        "over_18": False,
        "banned_by": None,
    }
    if post.shelf >= REPLIES:
        above = (
            (post.shelf - COMMENTS, post.index)
            if post.shelf >= COMMENTS
            else (post.shelf - REPLIES, post.index // 2)
        )
        parent = _name(Post(*above, 0, "", "", 0, 0))
        link = f"/r/{community}/comments/{parent[3:]}/_/{name[3:]}/"
        said = {"body": post.words, "parent_id": parent, "link_id": parent, "permalink": link, "replies": ""}
        return {"kind": "t1", "data": {**data, **said}}
    link = f"/r/{community}/comments/{name[3:]}/ai_model_number_{post.index}/"
    said = {
        "title": f"AI model number {post.index}",
        "selftext": post.words,
        "permalink": link,
        "url": f"https://www.reddit.com{link}",
        "is_self": True,
        "num_comments": post.replies,
        "removed_by_category": None,
    }
    return {"kind": "t3", "data": {**data, **said}}


def _feed(name: str, history: History) -> Answer | None:
    shelf = history.named(name)
    if shelf is None:
        return None
    entries = "".join(
        f"<entry><author><name>/u/{post.author}</name></author><id>{_name(post)}</id>"
        f'<link href="https://www.reddit.com/r/{name}/comments/{_name(post)[3:]}/x/"/>'
        f"<published>{post.stamp}</published><updated>{post.stamp}</updated>"
        f'<title>AI model number {post.index}</title><content type="html">{post.words}</content></entry>'
        for post in shelf.posts(range(shelf.size)[::-1][:25])
    )
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>r/{name}</title>{entries}</feed>'
    return in_xml(feed, "application/atom+xml")
