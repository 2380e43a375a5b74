"""What a user gets from X: the files ``data/tweets.js`` and others of an account's archive.

Each is ``window.YTD.<name>.part<number> = [{"tweet": {…}}, …]``, its posts in the form of API v1.1
(https://developer.x.com/en/docs/twitter-api/data-dictionary/object-model.html has the form that followed).
The name of the account is in another file; here it is known only where a post of the file has a picture,
whose address bears it. All posts of a file are one account's, so it is then the author of all of them;
otherwise they have no author, and so are counted but never quoted.
"""

from __future__ import annotations

import re
from typing import Any

from newsdesk.collect.payload import at, from_json, items, text

_EXPORT = re.compile(rb"\s*window\.YTD\.(\w{1,60})\.part\d+\s*=\s*")
_POSTS = {"tweets": "tweet", "tweet": "tweet", "community_tweet": "tweet", "deleted_tweets": "tweet"}
_PICTURE = re.compile(r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/(\w{1,20})/status/(\d{1,19})/")


def is_export(body: bytes) -> bool:
    """Whether a file begins as those of an archive do."""
    return _EXPORT.match(body.removeprefix(b"\xef\xbb\xbf")[:200]) is not None


def posts(body: bytes) -> tuple[str, dict[str, Any], str | None]:
    """Return what a file of an archive is, its posts as a page of API v2, and why it can't be read."""
    body = body.removeprefix(b"\xef\xbb\xbf")
    begin = _EXPORT.match(body)
    assert begin is not None
    kind = begin[1].decode().lower()
    try:
        data = from_json(body[begin.end() :].rstrip().removesuffix(b";"))
    except ValueError as error:
        return "an error", {}, f"expected an export of X, found {error}"
    if kind not in _POSTS:
        return f"an export of {kind.replace('_', ' ')}", {"data": []}, None
    older = [at(entry, _POSTS[kind]) or entry for entry in items(data)]
    page = as_page(older)
    if kind == "deleted_tweets":
        page = {"data": [{**post, "deleted": True} for post in _dicts(page["data"])]}
    return f"an export of {kind.replace('_', ' ')}", page, None


def is_older(data: Any) -> bool:
    """Whether posts stand there in the form of API v1.1."""
    listed = at(data, "statuses") if isinstance(data, dict) else data
    first = at(listed, 0)
    return isinstance(first, dict) and ("id_str" in first or "full_text" in first)


def as_page(data: Any) -> Any:
    """Return posts in the form of API v1.1, or bare posts of v2, as a page of v2; anything else as it is."""
    if isinstance(data, dict) and "data" not in data and "text" in data and "id" in data:
        return {"data": [data]}
    listed = data.get("statuses") if isinstance(data, dict) and is_older(data) else data
    if not isinstance(listed, list):
        return data
    if not is_older(listed):
        return {"data": listed}
    owner = _owner(listed)
    return {"data": [_newer(post, owner) for post in listed if isinstance(post, dict)]}


def _newer(post: dict[str, Any], owner: str | None) -> dict[str, Any]:
    """Return a post of API v1.1 in the form of v2."""
    references = {
        "replied_to": text(post, "in_reply_to_status_id_str"),
        "quoted": text(post, "quoted_status_id_str"),
        "retweeted": text(post, "retweeted_status", "id_str"),
    }
    pictures = _dicts([*items(post, "extended_entities", "media"), *items(post, "entities", "media")])
    addresses = [*items(post, "entities", "urls"), *({**one, "media_key": True} for one in pictures)]
    return {
        "id": text(post, "id_str") or text(post, "id"),
        "text": text(post, "full_text") or text(post, "text"),
        "created_at": post.get("created_at"),
        "lang": post.get("lang"),
        "public_metrics": {
            "like_count": post.get("favorite_count"),
            "retweet_count": post.get("retweet_count"),
            "reply_count": post.get("reply_count"),
        },
        "referenced_tweets": [{"type": kind, "id": native} for kind, native in references.items() if native],
        "entities": {"urls": addresses},
        "author": {
            "username": text(post, "user", "screen_name") or owner,
            "protected": at(post, "user", "protected"),
        },
    }


def _owner(listed: list[Any]) -> str | None:
    """Return the one account that the pictures in its own posts name, None if none or several do."""
    names = set()
    for post in listed:
        for picture in items(post, "entities", "media"):
            found = _PICTURE.match(text(picture, "expanded_url") or "")
            if found and found[2] == text(post, "id_str"):
                names.add(found[1])
    return names.pop() if len(names) == 1 else None


def _dicts(found: list[Any]) -> list[dict[str, Any]]:
    return [one for one in found if isinstance(one, dict)]
