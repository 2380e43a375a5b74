"""What X's answers hold: pages of posts (API v2, also one page or one post a line), lookups, counts, errors.

A page is ``{"data": […], "includes": {"users": […]}, "errors": […], "meta": {…}}``
(https://docs.x.com/xdks/typescript/reference/interfaces/Schemas.Tweet.md names a post's fields). Its posts
are those in ``data``; what is included with them only helps to read them. Answers with default fields have
neither time nor author: the time is in the id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from newsdesk.collect.listing import json_lines
from newsdesk.collect.outcomes import Outcome, gathered
from newsdesk.collect.payload import (
    Payload,
    Removal,
    at,
    count,
    from_json,
    items,
    moment,
    record,
    text,
)
from newsdesk.collect.plaintext import MOST_LINKS, one_line, web_address
from newsdesk.collect.platforms.x import exports
from newsdesk.records import Engagement, Problem, Record

_EXPECTED = "expected an answer of X"
_ID = re.compile(r"[0-9]{1,19}")
#: Characters of a text that are looked at; X itself allows 25,000.
_LONGEST = 30_000
_REPOST = re.compile(r"RT @\w{1,20}:")
_STATUS = re.compile(
    r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/\w+/status/(\d{1,19})(/(?:photo|video)/\d+)?"
)
#: What X says in the place of a language: undetermined, only marks, only media ….
_NO_LANGUAGE = frozenset({"und", "art", "zxx", "qam", "qct", "qht", "qme", "qst"})
#: The first id that holds its time, and the instant that those times count from, in milliseconds
#: (https://github.com/twitter-archive/snowflake/tree/snowflake-2010).
_FIRST_TIMED, _EPOCH = 30_000_000_000, 1_288_834_974_657


def read(body: bytes, place: str, now: datetime) -> Payload:
    """Return what an answer of X, or a file of an account's export, holds."""
    if exports.is_export(body):
        what, data, error = exports.posts(body)
        if error:
            return Payload("an error", error=error)
        return _read_pages([data], what, place, now)
    try:
        data = from_json(body)
    except ValueError as error:
        pages, faults = json_lines(body, place, "data")
        posts, posts_faults = json_lines(body, place, "text")
        if not pages and not posts:
            return Payload("an error", error=f"{_EXPECTED}, found {error}: {one_line(_beginning(body))}")
        found = _read_pages([*pages, {"data": posts}], "pages of posts", place, now)
        return replace(found, problems=found.problems + (faults if pages else posts_faults))
    return _read_pages([exports.as_page(data)], _what(data), place, now)


def _read_pages(pages: Sequence[Any], what: str, place: str, now: datetime) -> Payload:
    found = (one for page in pages for one in _outcomes(page, place, now))
    error = next((fault for page in pages if (fault := _error(page))), None)
    return gathered(what, found, text(pages[-1], "meta", "next_token"), error)


def _outcomes(page: Any, place: str, now: datetime) -> Iterator[Outcome]:
    """Yield what becomes of the posts of a page, and of those that it says are gone."""
    users = {text(user, "id"): user for user in items(page, "includes", "users")}
    for post in _posts(page):
        yield _outcome(post, users, place, now)
        yield from _edited(post)
    yield from _gone(page)


def _posts(page: Any) -> Iterator[Any]:
    """Yield the posts of a page, which may be a single one; accounts and counts are none."""
    data = at(page, "data")
    for post in data if isinstance(data, list) else [data]:
        if isinstance(post, dict) and not {"username", "tweet_count"} & post.keys():
            yield post


def _outcome(post: dict[str, Any], users: Mapping[str | None, Any], place: str, now: datetime) -> Outcome:
    """Return what a post becomes."""
    native = text(post, "id") or ""
    user = post.get("author") or users.get(text(post, "author_id"))
    if not _ID.fullmatch(native):
        shown = repr(post.get("id"))[:80]
        return Problem(place=f"{place}, a post", field="id", expected="a number", found=shown)
    if post.get("deleted"):
        return Removal(f"x:{native}", "deleted")
    if at(post, "withheld", "copyright") is True:
        return Removal(f"x:{native}", "removed")
    if _reference(post, "retweeted") or _REPOST.match(text(post, "text") or ""):
        return "a repost"
    if at(user, "protected") is True:
        return "of a protected account"
    return _record(post, native, text(user, "username"), f"{place}, post {native}", now)


def _record(
    post: dict[str, Any], native: str, name: str | None, place: str, now: datetime
) -> Record | Problem:
    words, links = _words(post)
    language = post.get("lang")
    name = name if name and re.fullmatch(r"\w{1,20}", name) else None
    return record(
        place,
        id=native,
        platform="x",
        kind="post",
        author=f"@{name}" if name else None,
        community=None,
        url=f"https://x.com/{name or 'i'}/status/{native}",
        title=None,
        words=words,
        language_tag=None if isinstance(language, str) and language in _NO_LANGUAGE else language,
        published_at=moment(post, "created_at") if post.get("created_at") else _time_in(native),
        now=now,
        engagement=Engagement(
            likes=count(post, "public_metrics", "like_count"),
            reposts=count(post, "public_metrics", "retweet_count"),
            replies=count(post, "public_metrics", "reply_count"),
        ),
        reply_to=_reference(post, "replied_to") or _reference(post, "quoted"),
        links=links,
    )


def _words(post: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Return a post's whole text as its readers see it, and what it links to.

    A short address is written out; that of a picture in the post, or of the post that is quoted, goes.
    """
    long = text(post, "note_tweet", "text")
    own = [*items(post, "note_tweet", "entities", "urls")] if long else []
    quoted, shown, links = _reference(post, "quoted"), dict[str, str](), []
    for entity in [*own, *items(post, "entities", "urls")][:MOST_LINKS]:
        short = text(entity, "url")
        target = web_address(text(entity, "unwound_url") or text(entity, "expanded_url") or "")
        status = _STATUS.match(text(entity, "expanded_url") or "")
        hidden = at(entity, "media_key") or (status and (status[2] or status[1] == quoted))
        if short and (target or hidden):
            shown[short] = "" if hidden else target or ""
        if target and not hidden:
            links.append(target)
    words = _written_out((long or text(post, "text") or "")[:_LONGEST], shown)
    plain = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return plain, tuple(dict.fromkeys(links))


def _written_out(words: str, shown: Mapping[str, str]) -> str:
    """Return a text with what is shown in the place of each short address, in one go."""
    if not shown:
        return words
    longest_first = sorted(shown, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), lambda found: shown[found[0]], words)


def _reference(post: dict[str, Any], kind: str) -> str | None:
    """Return the id of the post that is answered, quoted or repeated."""
    for reference in items(post, "referenced_tweets"):
        native = text(reference, "id")
        if at(reference, "type") == kind and native and _ID.fullmatch(native):
            return native
    return None


def _time_in(native: str) -> datetime | None:
    """Return when a post was published by its id; ids before November 2010 don't say."""
    number = int(native)
    return datetime.fromtimestamp(((number >> 22) + _EPOCH) // 1000, UTC) if number > _FIRST_TIMED else None


def _edited(post: dict[str, Any]) -> Iterator[Removal]:
    """Yield the earlier versions of a post: each has an id of its own, and is no longer what was said."""
    versions = list(items(post, "edit_history_tweet_ids"))
    native = text(post, "id")
    for version in versions[: versions.index(native)] if native in versions else ():
        if isinstance(version, str) and _ID.fullmatch(version):
            yield Removal(f"x:{version}", "gone")


def _gone(page: Any) -> Iterator[Removal]:
    """Yield the posts that X says can't be seen: deleted, or of a suspended or a protected account."""
    for fault in items(page, "errors"):
        native = text(fault, "resource_id") or text(fault, "value") or ""
        if at(fault, "resource_type") == "tweet" and _ID.fullmatch(native):
            yield Removal(f"x:{native}", "gone")


def _error(page: Any) -> str | None:
    """Return what an answer says went wrong as a whole, in its own words."""
    if not isinstance(page, dict):
        return f"{_EXPECTED}, found other JSON"
    faults = [fault for fault in items(page, "errors") if at(fault, "resource_type") is None]
    if "data" in page or (not faults and not {"title", "detail", "error"} & page.keys()):
        return None
    told = [text(page, name) for name in ("title", "detail", "error")]
    told += [text(fault, "message") or text(fault, "detail") for fault in faults]
    words = [word for word in dict.fromkeys(told) if word]
    return one_line(f"X says: {', '.join(words) or 'something went wrong'}")[:300]


def _what(data: Any) -> str:
    if exports.is_older(data):
        return "a page of posts (API v1.1)"
    first = at(data, "data", 0) or at(data, "data")
    if _error(exports.as_page(data)):
        return "an error"
    if at(first, "tweet_count") is not None:
        return "counts"
    if text(first, "username"):
        return "accounts"
    return "a post" if isinstance(at(data, "data"), dict) else "a page of posts"


def _beginning(body: bytes) -> str:
    return re.sub(r"<[^>]*>", " ", body[:2000].decode("utf-8", "replace"))[:100]
