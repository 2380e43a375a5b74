"""What YouTube's answers hold: comment threads, comments, videos, what a search found, errors.

Every answer and every item in it names its kind, such as ``youtube#commentThread``
(https://developers.google.com/youtube/v3/docs/commentThreads, …/comments, …/videos, …/search).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from typing import Any

from newsdesk.collect.outcomes import Outcome, gathered
from newsdesk.collect.payload import Payload, Removal, at, count, from_json, items, moment, record, text
from newsdesk.collect.plaintext import addresses_in, from_html, one_line, web_address
from newsdesk.collect.platforms.youtube import exports
from newsdesk.records import Engagement, Problem, Record

SITE = "https://www.youtube.com"

_EXPECTED = "expected an answer of YouTube"
_ID = re.compile(r"[\w.-]{1,128}", re.ASCII)
_WHAT = {
    "youtube#commentThreadListResponse": "comment threads",
    "youtube#commentListResponse": "comments",
    "youtube#videoListResponse": "videos",
    "youtube#searchListResponse": "what a search found",
    "youtube#channelListResponse": "channels",
    "youtube#playlistItemListResponse": "a playlist",
}
#: What a search finds besides videos, and what stands in other lists.
_OTHERS = {"youtube#channel": "a channel", "youtube#playlist": "a playlist"}


def read(body: bytes, place: str, now: datetime, *, video: str | None = None) -> Payload:
    """Return what an answer of YouTube, a channel's feed, or a table of a user's own comments holds.

    ``video`` is what comments stand under that don't say it themselves.
    """
    start = body.removeprefix(b"\xef\xbb\xbf").lstrip()[:4096]
    if exports.is_table(start):
        return exports.read_table(body, place, now)
    if start.startswith(b"<") and b"<feed" in start:
        return exports.read_feed(body, place, now)
    try:
        data = from_json(body)
    except ValueError as error:
        shown = one_line(re.sub(r"<[^>]*>", " ", body[:2000].decode("utf-8", "replace")))[:100]
        return Payload("an error", error=f"{_EXPECTED}, found {error}: {shown}")
    fault = _error(data)
    if fault:
        return Payload("an error", error=fault)
    return _read_items(data, place, now, video)


def _read_items(data: dict[str, Any], place: str, now: datetime, video: str | None) -> Payload:
    what = _WHAT.get(text(data, "kind") or "", "something else")
    found = (_outcome(kind, item, more, place, now) for kind, item, more in _things(data, video))
    return gathered(what, found, text(data, "nextPageToken"))


def _outcome(kind: str, item: Any, more: Any, place: str, now: datetime) -> Outcome:
    """Return what an item becomes."""
    native = text(item, "id") or text(item, "id", "videoId") or ""
    where = f"{place}, {native[:64] or 'an item without an id'}"
    if kind not in ("youtube#comment", "youtube#video"):
        return _OTHERS.get(kind, "something else")
    if not _ID.fullmatch(native):
        return Problem(place=where, field="id", expected="an id of YouTube", found=repr(native)[:80])
    if _is_hidden(item, more):
        return Removal(f"youtube:{native}", "removed")
    made = _comment if kind == "youtube#comment" else _video
    return made(item, native, more, where, now)


def _things(data: dict[str, Any], video: str | None) -> Iterator[tuple[str, Any, Any]]:
    """Yield every item with its kind, and for comments the snippet of the thread that they stand in."""
    for item in items(data, "items"):
        kind = text(item, "kind") or ""
        if kind == "youtube#commentThread":
            thread = at(item, "snippet")
            yield "youtube#comment", at(thread, "topLevelComment"), thread
            for reply in items(item, "replies", "comments"):
                yield "youtube#comment", reply, {"videoId": at(thread, "videoId")}
        elif kind == "youtube#searchResult":
            yield text(item, "id", "kind") or "", item, {"escaped": True}
        else:
            yield kind, item, {"videoId": video}


def _is_hidden(item: Any, thread: Any) -> bool:
    """Whether only the channel's owner sees a comment, or only who is told its address a video."""
    held = text(item, "snippet", "moderationStatus") or "published"
    private = text(item, "status", "privacyStatus") in ("private", "unlisted")
    return held != "published" or at(thread, "isPublic") is False or private


def _comment(item: Any, native: str, thread: Any, place: str, now: datetime) -> Record | Problem:
    snippet = at(item, "snippet")
    words = text(snippet, "textOriginal")
    shown, linked = from_html(text(snippet, "textDisplay") or "", SITE)
    video = text(snippet, "videoId") or text(thread, "videoId")
    # A list of replies doesn't say under which video; whoever wrote the comment can then be found at least.
    home = web_address(text(snippet, "authorChannelUrl") or "")
    return record(
        place,
        id=native,
        platform="youtube",
        kind="comment",
        author=text(snippet, "authorDisplayName"),
        community=None,
        url=_comment_address(video, native) if video else home,
        title=None,
        words=words or shown,
        language_tag=None,
        published_at=moment(snippet, "publishedAt"),
        now=now,
        engagement=Engagement(likes=count(snippet, "likeCount"), replies=count(thread, "totalReplyCount")),
        reply_to=_parent_of(native, text(snippet, "parentId"), video),
        links=tuple(dict.fromkeys(addresses_in(words) if words else linked)),
    )


def _comment_address(video: str, native: str) -> str:
    """Return where a comment is shown, first under its video."""
    return f"{SITE}/watch?v={video}&lc={native}"


def _parent_of(native: str, told: str | None, video: str | None) -> str | None:
    """Return what a comment answers: the comment whose id begins its own, else the video."""
    begun = native.split(".", 1)[0] if "." in native else None
    parent = told or begun or video
    return parent if parent and _ID.fullmatch(parent) else None


def _video(item: Any, native: str, more: Any, place: str, now: datetime) -> Record | Problem:
    snippet = at(item, "snippet")
    escaped = bool(at(more, "escaped"))  # a search's answer has its texts as HTML
    title, words, channel = (
        unescape(told) if escaped else told
        for told in (text(snippet, name) or "" for name in ("title", "description", "channelTitle"))
    )
    return record(
        place,
        id=native,
        platform="youtube",
        kind="video",
        author=channel or None,
        community=channel or None,
        url=f"{SITE}/watch?v={native}",
        title=title,
        words=words,
        language_tag=at(snippet, "defaultAudioLanguage") or at(snippet, "defaultLanguage"),
        published_at=moment(snippet, "publishedAt"),
        now=now,
        engagement=Engagement(
            likes=count(item, "statistics", "likeCount"), replies=count(item, "statistics", "commentCount")
        ),
        links=addresses_in(words),
    )


def _error(data: Any) -> str | None:
    """Return what an answer says went wrong, with the reason that tells which fault it is."""
    if not isinstance(data, dict):
        return f"{_EXPECTED}, found other JSON"
    fault = data.get("error")
    if fault is None:
        return None
    told = [
        at(fault, "code"),
        text(fault, "message"),
        text(fault, "errors", 0, "reason"),
        text(fault, "status"),
    ]
    words = [one_line(re.sub(r"<[^>]*>", "", str(part))) for part in told if isinstance(part, str | int)]
    return f"YouTube says: {', '.join(words) or one_line(str(fault))}"[:300]
