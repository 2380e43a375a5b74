"""YouTube: comment threads with a key, a channel's feed without one. A video's number is its shelf."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from ..asking import Answer, Request, in_json, in_xml
from ..history import History, Post, Shelf

#: Videos that a channel's feed shows.
SHOWN = 15


def video(number: int) -> str:
    """Return the id of the video that stands for a shelf."""
    return f"vid{number:08d}"


def channel(number: int) -> str:
    """Return the id of the channel that stands for a shelf."""
    return f"UC{'w' * 14}{number:08d}"


def answer(request: Request, history: History) -> Answer | None:
    """Answer the API's addresses and the feeds."""
    if request.path.endswith("/feeds/videos.xml"):
        return _feed(request.get("channel_id"), history)
    if "/youtube/v3/" not in f"/youtube{request.path}" and "/v3/" not in request.path:
        return None
    if not (request.headers.get("x-goog-api-key") or request.get("key")):
        reason = {"code": 403, "message": "The request is missing a valid API key.", "errors": []}
        return in_json({"error": reason}, 403)
    if request.path.endswith("/commentThreads"):
        name = request.get("videoId") or request.get("allThreadsRelatedToChannelId")
        shelf = history.named(name)
        if shelf is None:
            return in_json({"error": {"code": 404, "message": "The video could not be found."}}, 404)
        return in_json(_threads(request, shelf))
    if request.path.endswith("/comments"):
        if above := _post(request.get("parentId"), history):
            items = [_comment(reply, above) for reply in history.replies(above)]
        else:
            posts = [post for name in request.get("id").split(",") if (post := _post(name, history))]
            items = [_comment(post) for post in posts]
        return in_json({"kind": "youtube#commentListResponse", "items": items})
    if request.path.endswith("/videos"):
        items = [_video(name, history) for name in request.get("id").split(",") if name]
        return in_json({"kind": "youtube#videoListResponse", "items": items})
    return None


def _threads(request: Request, shelf: Shelf) -> dict[str, Any]:
    size, first = request.number("maxResults", 20, 100), int(request.page("pageToken") or 0)
    places = range(shelf.size)[::-1]
    items = [_thread(post) for post in shelf.posts(places[first : first + size])]
    after = request.token(str(first + size) if first + size < shelf.size else None)
    return {
        "kind": "youtube#commentThreadListResponse",
        "etag": "world",
        **({"nextPageToken": after} if after else {}),
        "pageInfo": {"totalResults": len(items), "resultsPerPage": size},
        "items": items,
    }


def _id(post: Post) -> str:
    return f"Ugx{post.number:012d}4AaABAg"


def _post(name: str, history: History) -> Post | None:
    digits = name[3:15]
    if not digits.isdigit():
        return None
    number, index = divmod(int(digits), 1_000_000)
    shelf = history.shelf(number)
    return shelf.post(index) if shelf and index < shelf.size else None


def _comment(post: Post, above: Post | None = None) -> dict[str, Any]:
    snippet = {
        **({"parentId": _id(above)} if above else {}),
        "authorDisplayName": f"@{post.author}",
        "authorChannelUrl": f"http://www.youtube.com/@{post.author}",
        "authorChannelId": {"value": f"UC{post.author:>022}"},
        "videoId": video((above or post).shelf),
        "textDisplay": post.words,
        "textOriginal": post.words,
        "canRate": True,
        "viewerRating": "none",
        "likeCount": post.likes,
        "publishedAt": post.stamp,
        "updatedAt": post.stamp,
    }
    return {"kind": "youtube#comment", "etag": "world", "id": _id(post), "snippet": snippet}


def _thread(post: Post) -> dict[str, Any]:
    snippet = {
        "videoId": video(post.shelf),
        "topLevelComment": _comment(post),
        "canReply": True,
        "totalReplyCount": 0,
        "isPublic": True,
    }
    return {"kind": "youtube#commentThread", "etag": "world", "id": _id(post), "snippet": snippet}


def _video(name: str, history: History) -> dict[str, Any]:
    moment = datetime.fromtimestamp(history.end - history.span, UTC)
    snippet = {
        "publishedAt": f"{moment:%Y-%m-%dT%H:%M:%SZ}",
        "channelId": channel(50),
        "title": f"An AI model on video, {name}",
        "description": "An open source AI model, seen from near.",
        "channelTitle": "AI channel 0",
    }
    counts = {"viewCount": "100", "likeCount": "0", "commentCount": "2"}
    return {"kind": "youtube#video", "etag": "world", "id": name, "snippet": snippet, "statistics": counts}


def _feed(channel: str, history: History) -> Answer | None:
    shelf = history.named(channel)
    if shelf is None:
        return None
    entries = "".join(
        f"<entry><id>yt:video:{video(post.number)}</id><yt:videoId>{video(post.number)}</yt:videoId>"
        f"<yt:channelId>{channel}</yt:channelId><title>{post.words}</title>"
        f'<link rel="alternate" href="https://www.youtube.com/watch?v={video(post.number)}"/>'
        f"<author><name>AI channel {shelf.number}</name></author>"
        f"<published>{post.stamp}</published><updated>{post.stamp}</updated></entry>"
        for post in shelf.posts(range(shelf.size)[::-1][:SHOWN])
    )
    head = (
        '<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns="http://www.w3.org/2005/Atom">'
        f"<title>AI channel {shelf.number}</title>"
    )
    return in_xml(f"{head}{entries}</feed>", "text/xml")
