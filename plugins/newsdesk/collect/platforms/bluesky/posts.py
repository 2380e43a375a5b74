"""A post in any of the forms in which Bluesky shows it, to a record; or why it makes none.

A *view* is a post as the AppView shows it, with its author and counts; a *repository record* is the post as
its author wrote it, with neither. The forms are those of
https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/defs.json and post.json beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from newsdesk.collect import payload
from newsdesk.collect.outcomes import Outcome
from newsdesk.collect.payload import Removal, at, count, items, moment, text
from newsdesk.collect.plaintext import MOST_LINKS, web_address
from newsdesk.records import Engagement, Problem

POST = "app.bsky.feed.post"
NOT_A_POST = "likes, follows and other things that are no posts"
NO_WORDS = "posts without words"
OPTED_OUT = "by people who ask not to be shown to those who aren't signed in"

_POST_URI = re.compile(
    r"at://(did:[a-z]+:[A-Za-z0-9._:%-]{1,200})/app\.bsky\.feed\.post/([A-Za-z0-9._~:-]{1,200})"
)
_DID = re.compile(r"did:[a-z]+:[A-Za-z0-9._:%-]{1,200}")
_HANDLE = re.compile(r"[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,9}")
#: What stands for a handle that doesn't lead back to its account (https://atproto.com/specs/handle).
_NO_HANDLE = "handle.invalid"
#: Labels with a meaning of their own (https://docs.bsky.app/docs/advanced-guides/moderation).
_SIGNED_IN_ONLY = "!no-unauthenticated"
_TAKEN_DOWN = frozenset({"!hide", "!takedown"})


def from_view(view: Any, place: str, now: datetime) -> Outcome:
    """Return what a post becomes that the AppView shows."""
    uri = text(view, "uri")
    if post_uri(uri) and _TAKEN_DOWN & {*_labels(view), *_labels(at(view, "author"))}:
        return Removal(f"bluesky:{uri}", "removed")
    if asks_for_privacy(view):
        return OPTED_OUT
    counts = Engagement(
        likes=_tally(view, "likeCount"),
        reposts=_tally(view, "repostCount"),
        replies=_tally(view, "replyCount"),
    )
    return _record(uri, at(view, "record"), place, now, author_of(at(view, "author")), counts)


def from_repository(uri: str | None, written: Any, place: str, now: datetime) -> Outcome:
    """Return what a post becomes that stands in a repository: who its author is can't be told by name."""
    if (kind := text(written, "$type")) and kind != POST:
        return NOT_A_POST
    if _SIGNED_IN_ONLY in _labels(at(written, "labels"), "values"):
        return OPTED_OUT
    return _record(uri, written, place, now, None, Engagement())


def post_uri(found: Any) -> str | None:
    """Return a post's address in the network, None for anything else."""
    return found if isinstance(found, str) and _POST_URI.fullmatch(found) else None


def account_prefix(did: Any) -> str | None:
    """Return what the ids of all records of an account begin with."""
    return f"bluesky:at://{did}/" if isinstance(did, str) and _DID.fullmatch(did) else None


def author_of(account: Any) -> str | None:
    """Return the handle by which an account is known, None where it has none that holds."""
    handle = text(account, "handle")
    good = handle and handle != _NO_HANDLE and _HANDLE.fullmatch(handle)
    return f"@{handle}" if good else None


def asks_for_privacy(view: Any) -> bool:
    """Whether the author asks that only people who are signed in see their posts."""
    own = _labels(at(view, "record", "labels"), "values")
    return _SIGNED_IN_ONLY in {*_labels(view), *_labels(at(view, "author")), *own}


def web_page(uri: str) -> str | None:
    """Return where people read a post; by its author's did, because handles change hands."""
    found = _POST_URI.fullmatch(uri)
    return f"https://bsky.app/profile/{found[1]}/post/{found[2]}" if found else None


def _record(
    uri: str | None, written: Any, place: str, now: datetime, author: str | None, counts: Engagement
) -> Outcome:
    if not uri or post_uri(uri) is None:
        found = repr(uri[:80]) if uri else "nothing"
        return Problem(place=place, field="uri", expected="the address of a post (at://did…)", found=found)
    if not isinstance(written, dict):
        return Problem(place=place, field="record", expected="what the post says", found=repr(written)[:80])
    words = written.get("text")
    if isinstance(words, str) and not words.strip():
        return NO_WORDS
    parent = post_uri(at(written, "reply", "parent", "uri"))
    return payload.record(
        place,
        id=uri,
        platform="bluesky",
        kind="comment" if isinstance(written.get("reply"), dict) else "post",
        author=author,
        community=None,
        url=web_page(uri),
        title=None,
        words=words if isinstance(words, str) else None,
        language_tag=at(written, "langs", 0),
        published_at=moment(written, "createdAt"),
        now=now,
        engagement=counts,
        reply_to=parent,
        links=_links(written),
    )


def _links(written: Any) -> tuple[str, ...]:
    """Return the addresses that the words, the card or the quoted post lead to."""
    found = (web_address(address) for address in _addresses(written))
    return tuple(dict.fromkeys(address for address in found if address))[:MOST_LINKS]


def _addresses(written: Any) -> Iterator[str]:
    for facet in items(written, "facets"):
        # Words may be shortened ("example.org/a-lo…"); the feature has the whole address.
        yield from filter(None, (text(feature, "uri") for feature in items(facet, "features")))
    embed = at(written, "embed")
    cards = (at(embed, "external", "uri"), at(embed, "media", "external", "uri"))
    quoted = (at(embed, "record", "uri"), at(embed, "record", "record", "uri"))
    yield from (card for card in cards if isinstance(card, str))
    yield from filter(None, (web_page(uri) for uri in quoted if isinstance(uri, str)))


def _labels(labelled: Any, key: str = "labels") -> Iterator[str]:
    """Yield the labels that hold: a negated one takes itself back."""
    for label in items(labelled, key):
        name = text(label, "val")
        if name and at(label, "neg") is not True:
            yield name


def _tally(view: Any, name: str) -> int | None:
    found = count(view, name)
    return found if found is not None and found >= 0 else None
