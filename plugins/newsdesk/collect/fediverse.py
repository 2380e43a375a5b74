"""What the servers of the fediverse have in common: their objects, their handles, and how they refuse.

An object is of https://www.w3.org/TR/activitystreams-vocabulary/; whom it is meant for is said as in
https://www.w3.org/TR/activitypub/#public-addressing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from newsdesk.collect.answers import FetchError
from newsdesk.collect.payload import at, items, text
from newsdesk.collect.plaintext import excerpt, from_html, one_line, web_address

#: Objects that are somebody's words.
WORDS = frozenset({"Note", "Page", "Article", "Question"})
COLLECTIONS = frozenset({"OrderedCollection", "Collection", "OrderedCollectionPage", "CollectionPage"})

_EVERYONE = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_NESTED = 6
_LONGEST_SAYING = 200
_OPT_OUT = re.compile(r"#(nobots?|noindex|noarchive)\b", re.I)
_ACTOR = re.compile(r"https?://([^/\s@]+)/(?:ap/)?(?:users|u|@|profile|accounts|author)/?@?([^/\s@]+)/?")
_SHOWN_BY = re.compile(r"https?://([^/\s@]+)/@([^/\s@]+)(?:/|$)")
_COMMUNITY = re.compile(r"https?://([^/\s@]+)/c/([^/\s@]+)/?")


def type_of(data: Any) -> str | None:
    """Return the type of an ActivityPub object, None for anything else (their types are in upper case)."""
    found = text(data, "type")
    return found if found and re.fullmatch(r"[A-Z][A-Za-z]{1,40}", found) else None


def unwrapped(data: Any, nested: int = 0) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the objects in an activity or a collection, each with its type.

    What was created, changed, or announced in full is yielded itself; of other activities (a boost, a like,
    a deletion) it is the activity.
    """
    kind = type_of(data)
    if kind is None or nested > _NESTED:
        return
    if kind in COLLECTIONS:
        for item in (*items(data, "orderedItems"), *items(data, "items")):
            yield from unwrapped(item, nested + 1)
    elif kind in ("Create", "Update", "Announce") and type_of(at(data, "object")):
        yield from unwrapped(data["object"], nested + 1)
    else:
        yield kind, data


def deleted_in(kind: str, data: dict[str, Any]) -> str | None:
    """Return the id of the object that is gone by this deletion or tombstone."""
    if kind == "Tombstone":
        return text(data, "id")
    return text(data, "object") or text(data, "object", "id") if kind == "Delete" else None


def meant_for_everyone(data: dict[str, Any], *fields: str) -> bool:
    """Whether one of the fields (``to``, ``cc``) addresses the public."""
    return any(_EVERYONE.intersection(addressed(data, field)) for field in fields)


def addressed(data: dict[str, Any], field: str) -> tuple[str, ...]:
    """Return the ids in a field that may hold one or several."""
    found = data.get(field)
    several = found if isinstance(found, list) else [found]
    ids = (one if isinstance(one, str) else at(one, "id") for one in several)
    return tuple(one for one in ids if isinstance(one, str))


def handle(actor: str | None, shown_at: str | None = None) -> str | None:
    """Return ``@name@host`` of an account, None where its address doesn't tell the name.

    ``shown_at`` is the page of one of its posts: where an account's address is a number, that tells it.
    """
    found = _SHOWN_BY.match(shown_at or "") or _ACTOR.fullmatch(actor or "") or _SHOWN_BY.match(actor or "")
    return f"@{found[2]}@{found[1]}" if found and not found[2].isdigit() else None


def community(address: str | None) -> str | None:
    """Return ``!name@host`` of a Lemmy community's address."""
    found = _COMMUNITY.fullmatch(address or "")
    return f"!{found[2]}@{found[1]}" if found else None


def wishes_no_robots(profile: str) -> bool:
    """Whether somebody's description of themselves (HTML or plain) asks to be left out by its hashtags."""
    return "no" in profile and bool(_OPT_OUT.search(from_html(profile)[0]))


def origin(address: str) -> str:
    """Return scheme and host of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def host(address: str | None) -> str | None:
    """Return the host of an address, with its port if one is told."""
    whole = web_address(address or "")
    return urlsplit(whole).netloc.rpartition("@")[2].lower() if whole else None


def name_of(platform: str, address: str) -> str:
    """Return a source's name: the platform, and the letters and digits of a server's host."""
    return f"{platform}-{re.sub(r'[^a-z0-9]+', '-', host(address) or address.lower()).strip('-')}"


def cursor(marks: Mapping[str, str]) -> str | None:
    """Return the cursor of a server: the place of each list that is read of it, by its name."""
    return json.dumps(marks, sort_keys=True) if marks else None


def marks(cursor: str | None) -> dict[str, str]:
    """Return the places in a cursor; one that isn't ours says nothing."""
    try:
        told = json.loads(cursor or "{}")
    except (ValueError, RecursionError):
        return {}
    every = told.items() if isinstance(told, dict) else ()
    return {name: mark for name, mark in every if isinstance(mark, str)}


def said(failure: FetchError, words_of: Callable[[bytes], str | None]) -> str:
    """Return why there is no answer, with the server's own words where it gives any."""
    words = excerpt(one_line(words_of(failure.body) or ""), _LONGEST_SAYING) if failure.body else ""
    return f"{failure} (it says: {words})" if words else str(failure)
