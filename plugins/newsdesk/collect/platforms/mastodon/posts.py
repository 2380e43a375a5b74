"""One status of Mastodon's API to a record, or the reason why it makes none.

What the fields mean: https://docs.joinmastodon.org/entities/Status/ and …/entities/Account/. Pleroma, Akkoma,
Pixelfed and others answer in the same form, with fields missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from newsdesk.collect.fediverse import host, wishes_no_robots
from newsdesk.collect.payload import at, count, items, moment, record, text
from newsdesk.collect.plaintext import LONGEST_HTML, from_html, web_address
from newsdesk.records import Engagement, Problem, Record

BOOST = "a boost"
NOT_PUBLIC = "not public"
OPTED_OUT = "its author asks to be left out"
NOT_SEARCHABLE = "its author has not allowed searching"
AUTOMATED = "an automated account"
NO_WORDS = "no words of its own"
#: Bridges that repeat posts of another platform: counted here they would be one voice on two platforms.
BRIDGES = {"bsky.brid.gy": "a copy from Bluesky", "bird.makeup": "a copy from X"}

#: Links that are no reference but a name or a subject, by the marks that servers give them.
_LINK = re.compile(r"<a\b[^<>]*>", re.I)
_NAMING = re.compile(
    r"\bclass\s*=\s*[\"'][^\"']*\b(?:mention|hashtag)\b|\brel\s*=\s*[\"'][^\"']*\btag\b", re.I
)


@dataclass(frozen=True)
class Rules:
    """Whose posts are kept: also those of ``bots``, also those that their authors keep from searching."""

    bots: bool = False
    unsearchable: bool = False


def numbers(statuses: Iterable[Any]) -> dict[str, str]:
    """Return the addresses of statuses by their numbers on the answering server."""
    found = ((text(one, "id"), text(one, "uri")) for one in statuses)
    return {number: uri for number, uri in found if number and uri}


def is_status(data: Any) -> bool:
    """Whether this has the form of a status; an edit in a history has no id."""
    return isinstance(data, dict) and {"id", "content", "account"} <= data.keys()


def read_status(
    status: Any, parents: Mapping[str, str], place: str, now: datetime, rules: Rules
) -> Record | Problem | str:
    """Return the record of a status, why it can't be used, or the reason why it is left out on purpose.

    ``parents`` gives the ``uri`` of statuses by their number on the server that answered.
    """
    if not is_status(status):
        return Problem(place=place, field=None, expected="a status", found=type(status).__name__)
    reason = _reason_to_drop(status, rules)
    if reason:
        return reason
    words, links = _words(status)
    uri = text(status, "uri")
    if uri is None:
        return Problem(place=place, field="uri", expected="the status's own address", found="nothing")
    if not words and not text(status, "spoiler_text"):
        return NO_WORDS
    return record(
        place,
        id=uri,
        platform="mastodon",
        kind="post",
        author=author(at(status, "account")),
        community=None,
        url=web_address(text(status, "url") or "") or uri,
        title=text(status, "spoiler_text"),
        words=words,
        language_tag=at(status, "language"),
        published_at=moment(status, "created_at"),
        now=now,
        engagement=_engagement(status),
        reply_to=_parent(status, uri, parents),
        links=links,
    )


def author(account: Any) -> str | None:
    """Return ``@name@host``; an account of the answering server is told without its host."""
    name = text(account, "acct") or text(account, "username") or ""
    home = host(text(account, "url")) or host(text(account, "uri"))
    whole = name if "@" in name else f"{name}@{home}" if home else ""
    return f"@{whole}" if re.fullmatch(r"[^\s@]+@[^\s@]+", whole) else None


def _reason_to_drop(status: dict[str, Any], rules: Rules) -> str | None:
    account = status["account"]
    if at(status, "reblog") is not None:
        return BOOST
    if at(status, "visibility") != "public":
        return NOT_PUBLIC
    if at(account, "noindex") is True or at(account, "suspended") is True or _asks_in_words(account):
        return OPTED_OUT
    if at(account, "indexable") is False and not rules.unsearchable:
        return NOT_SEARCHABLE
    if at(account, "bot") is True and not rules.bots:
        return AUTOMATED
    return BRIDGES.get((text(account, "acct") or "").rpartition("@")[2].lower())


def _asks_in_words(account: Any) -> bool:
    fields = [
        told for field in items(account, "fields") for told in (text(field, "name"), text(field, "value"))
    ]
    return any(wishes_no_robots(told) for told in (text(account, "note"), *fields) if told)


def _words(status: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Return the words and what they link to, the card and the quoted post too; names and subjects not."""
    html = (text(status, "content") or "")[:LONGEST_HTML]
    words, links = from_html(_LINK.sub(lambda mark: "<a>" if _NAMING.search(mark[0]) else mark[0], html))
    quoted = at(status, "quote")
    quoted = at(quoted, "quoted_status") or quoted
    others = (text(status, "card", "url"), text(quoted, "url") or text(quoted, "uri"))
    named = {text(one, "url") for field in ("mentions", "tags") for one in items(status, field)}
    every = (*links, *(web_address(other) for other in others if other))
    return words, tuple(dict.fromkeys(link for link in every if link and link not in named))


def _engagement(status: dict[str, Any]) -> Engagement:
    return Engagement(
        likes=count(status, "favourites_count"),
        reposts=count(status, "reblogs_count"),
        replies=count(status, "replies_count"),
    )


def _parent(status: dict[str, Any], uri: str, parents: Mapping[str, str]) -> str | None:
    """Return the ``uri`` of what it answers, None where the answer doesn't tell it.

    Told is only the parent's number on this server. In a thread of one local author the address follows: it
    ends in the number.
    """
    number, own = text(status, "in_reply_to_id"), text(status, "id")
    if number is None or number in parents:
        return parents.get(number or "")
    same_author = at(status, "in_reply_to_account_id") == at(status, "account", "id")
    if own and same_author and uri.endswith(f"/statuses/{own}"):
        return uri.removesuffix(own) + number
    return None
