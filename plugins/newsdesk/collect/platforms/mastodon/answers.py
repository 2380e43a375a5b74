"""What an answer of Mastodon's API holds, or an archive of one's own posts (``outbox.json``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from newsdesk.collect import fediverse
from newsdesk.collect.outcomes import Outcome, gathered
from newsdesk.collect.payload import Payload, Removal, at, count, from_json, items, moment, record, text
from newsdesk.collect.plaintext import from_html, web_address
from newsdesk.collect.platforms.mastodon.posts import (
    BOOST,
    NO_WORDS,
    NOT_PUBLIC,
    Rules,
    is_status,
    numbers,
    read_status,
)
from newsdesk.records import Engagement, Problem

NOTHING_KNOWN: Mapping[str, str] = MappingProxyType({})

#: Answers without posts, by the fields that only they have together.
_OTHERS = (
    ("an account", {"acct", "username"}),
    ("an instance", {"uri", "version"}),
    ("an instance", {"domain", "version"}),
    ("a poll", {"options", "votes_count"}),
    ("the source of a post", {"text", "spoiler_text"}),
    ("an edit", {"content", "created_at", "account"}),
    ("a list", {"title", "replies_policy"}),
    ("a week of an instance", {"week", "statuses"}),
    ("a preview card", {"url", "type", "title"}),
    ("a hashtag", {"name", "url"}),
)


def read(body: bytes, place: str, now: datetime, rules: Rules | None = None) -> Payload:
    """Return what an answer holds."""
    try:
        return understood(from_json(body), place, now, rules or Rules())
    except ValueError as error:
        return Payload("no answer of Mastodon", error=f"{place}: expected JSON, found {error}")


def understood(
    data: Any, place: str, now: datetime, rules: Rules, known: Mapping[str, str] = NOTHING_KNOWN
) -> Payload:
    """Return what a JSON value holds; ``known`` gives the addresses of other posts by their numbers."""
    if text(data, "event") and "payload" in data:
        return _event(data, place, now, rules)
    if "error" in data if isinstance(data, dict) else False:
        return Payload("an error", error=_error(data))
    if fediverse.type_of(data):
        return _objects(data, place, now)
    what, statuses = _statuses(data)
    if statuses is None:
        return _other(data, place)
    found = _read_all(statuses, place, now, rules, known)
    return gathered(what, found, after=_oldest(statuses))


def _statuses(data: Any) -> tuple[str, list[Any] | None]:
    if isinstance(data, list):
        what = "a listing" if data else "an empty list"
        return what, data if not data or any(is_status(one) for one in data) else None
    if isinstance(at(data, "ancestors"), list) and isinstance(at(data, "descendants"), list):
        return "a thread", [*data["ancestors"], *data["descendants"]]
    if isinstance(at(data, "statuses"), list) and isinstance(at(data, "accounts"), list):
        return "search results", data["statuses"]
    return "a post", [data] if is_status(data) else None


def _read_all(
    statuses: Sequence[Any],
    place: str,
    now: datetime,
    rules: Rules,
    known: Mapping[str, str] = NOTHING_KNOWN,
) -> Iterator[Outcome]:
    parents = {**known, **numbers(statuses)}
    for number, status in enumerate(statuses, 1):
        yield read_status(status, parents, f"{place}, status {number}", now, rules)


def _oldest(statuses: Sequence[Any]) -> str | None:
    return text(statuses[-1], "id") if statuses else None


def _other(data: Any, place: str) -> Payload:
    one = data[0] if isinstance(data, list) and data else data
    keys = one.keys() if isinstance(one, dict) else set()
    for what, marks in _OTHERS:
        if marks <= keys:
            return Payload(f"{what}, {len(data)} of them" if isinstance(data, list) else what)
    return Payload(
        "no answer of Mastodon", error=f"{place}: expected an answer of Mastodon's API, found other JSON"
    )


def _error(data: dict[str, Any]) -> str:
    words = text(data, "error") or text(data, "error", "detail") or "an error without words"
    return ": ".join(filter(None, [words, text(data, "error_description")]))


def _event(data: dict[str, Any], place: str, now: datetime, rules: Rules) -> Payload:
    """Read one event of https://docs.joinmastodon.org/methods/streaming/#events.

    A deletion names the post by its number on that server only, which is no id of ours.
    """
    if data["event"] not in ("update", "status.update"):
        return Payload("an event of a stream")
    inner = text(data, "payload")
    status = from_json(inner.encode("utf-8", "replace")) if inner else data["payload"]
    return gathered("an event of a stream", _read_all([status], place, now, rules))


def _objects(data: Any, place: str, now: datetime) -> Payload:
    kind = fediverse.type_of(data)
    what = "an export" if kind in fediverse.COLLECTIONS else f"an ActivityPub {kind}"
    every = enumerate(fediverse.unwrapped(data), 1)
    found = (_object(kind, one, f"{place}, object {number}", now) for number, (kind, one) in every)
    return gathered(what, (one for one in found if one is not None))


def _object(kind: str, data: dict[str, Any], place: str, now: datetime) -> Outcome | None:
    gone = fediverse.deleted_in(kind, data)
    if gone:
        return Removal(f"mastodon:{gone}", "deleted")
    if kind == "Announce":
        return BOOST
    if kind not in fediverse.WORDS:
        return None
    if not fediverse.meant_for_everyone(data, "to"):  # in ``cc`` it means unlisted
        return NOT_PUBLIC
    return _note(data, place, now)


def _note(data: dict[str, Any], place: str, now: datetime) -> Outcome:
    own = text(data, "id")
    if own is None:
        return Problem(place=place, field="id", expected="the post's own address", found="nothing")
    words, links = from_html(text(data, "content") or "")
    if not words and not text(data, "summary"):
        return NO_WORDS
    tagged = {text(tag, "href") for tag in items(data, "tag")}
    page = web_address(text(data, "url") or "") or own
    languages = at(data, "contentMap")
    return record(
        place,
        id=own,
        platform="mastodon",
        kind="post",
        author=fediverse.handle(next(iter(fediverse.addressed(data, "attributedTo")), None), page),
        community=None,
        url=page,
        title=text(data, "summary"),
        words=words,
        language_tag=next(iter(languages)) if isinstance(languages, dict) and len(languages) == 1 else None,
        published_at=moment(data, "published"),
        now=now,
        engagement=Engagement(
            likes=count(data, "likes", "totalItems"),
            reposts=count(data, "shares", "totalItems"),
            replies=count(data, "replies", "totalItems"),
        ),
        reply_to=text(data, "inReplyTo"),
        links=tuple(link for link in links if link not in tagged),
    )
