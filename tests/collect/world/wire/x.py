"""X: recent search and posts by id of API v2. The number that ends a query is its shelf: ``ai7``."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from ..asking import Answer, Request, in_json
from ..history import History, Post, Shelf

_EPOCH = 1_288_834_974_657
_NUMBER = re.compile(r"ai(\d+)")


def answer(request: Request, history: History) -> Answer | None:
    """Answer the two addresses, to those that bring a token."""
    if not request.headers.get("authorization", "").startswith("Bearer "):
        return in_json({"title": "Unauthorized", "type": "about:blank", "status": 401}, 401)
    if request.path.endswith("/2/tweets/search/recent"):
        found = _NUMBER.search(request.get("query"))
        shelf = history.shelf(int(found[1]) if found else 0)
        assert shelf is not None
        return in_json(_search(request, shelf))
    if request.path.endswith("/2/tweets"):
        posts = [post for name in request.get("ids").split(",") if (post := _post(name, history))]
        return in_json({"data": [_tweet(post) for post in posts], "includes": {"users": _users(posts)}})
    return None


def _search(request: Request, shelf: Shelf) -> dict[str, Any]:
    start, end = (_second(request.get(name)) for name in ("start_time", "end_time"))
    places = shelf.between((start or 1) - 1, (end or float("inf")) - 1)
    since = request.get("since_id")
    if since.isdigit():
        places = range(next((i for i in places if _id(shelf, i) > int(since)), places.stop), places.stop)
    places = places[::-1]
    size = request.number("max_results", 10, 100)
    first = int(request.page("next_token").removeprefix("b26v") or 0)
    posts = list(shelf.posts(places[first : first + size]))
    after = request.token(f"b26v{first + size}" if first + size < len(places) else None)
    meta: dict[str, Any] = {"result_count": len(posts)}
    if posts:
        meta |= {"newest_id": str(_number(posts[0])), "oldest_id": str(_number(posts[-1]))}
    if after:
        meta["next_token"] = after
    if not posts:
        return {"meta": meta}
    return {"data": [_tweet(post) for post in posts], "includes": {"users": _users(posts)}, "meta": meta}


def _second(stamp: str) -> float | None:
    return datetime.fromisoformat(stamp).replace(tzinfo=UTC).timestamp() if stamp else None


def _id(shelf: Shelf, index: int) -> int:
    """Return a snowflake: milliseconds, of which the last three name the shelf, and the place."""
    return ((shelf.second(index) * 1000 + shelf.number - _EPOCH) << 22) + index


def _number(post: Post) -> int:
    return ((post.second * 1000 + post.shelf - _EPOCH) << 22) + post.index


def _post(name: str, history: History) -> Post | None:
    if not name.isdigit():
        return None
    shelf = history.shelf(((int(name) >> 22) + _EPOCH) % 1000)
    index = int(name) % (1 << 22)
    return shelf.post(index) if shelf and index < shelf.size else None


def _tweet(post: Post) -> dict[str, Any]:
    return {
        "id": str(_number(post)),
        "edit_history_tweet_ids": [str(_number(post))],
        "text": post.words,
        "author_id": post.author.removeprefix("author"),
        "conversation_id": str(_number(post)),
        "created_at": f"{post.when:%Y-%m-%dT%H:%M:%S}.000Z",
        "lang": "en",
        "public_metrics": {
            "retweet_count": 0,
            "reply_count": post.replies,
            "like_count": post.likes,
            "quote_count": 0,
        },
    }


def _users(posts: list[Post]) -> list[dict[str, Any]]:
    names = sorted({post.author for post in posts})
    return [{"id": name.removeprefix("author"), "username": name, "name": name.title()} for name in names]
