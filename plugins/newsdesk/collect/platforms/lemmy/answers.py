"""What an answer of Lemmy's API holds, of its versions 3 and 4, or an ActivityPub object.

Written from the types in https://github.com/LemmyNet/lemmy-js-client (``src/types``); unproved, because no
real answer was at hand. Version 4 calls ``published`` ``published_at`` and ``actor_id`` ``ap_id``, has the
counts in the post itself, and lists as ``items`` with ``next_page``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from newsdesk.collect import fediverse
from newsdesk.collect.outcomes import Outcome, gathered
from newsdesk.collect.payload import Payload, at, from_json, items, text
from newsdesk.collect.platforms.lemmy.objects import read_object
from newsdesk.collect.platforms.lemmy.views import Rules, paths, read_view, view_of

#: Answers without posts, by the fields that only they have together.
_OTHERS = (
    ("an instance", {"site_view"}),
    ("a community", {"community_view"}),
    ("communities", {"communities"}),
    ("an account", {"person_view"}),
    ("federated instances", {"federated_instances"}),
)
_LISTS = ("posts", "comments", "items", "results")


def read(body: bytes, place: str, now: datetime, rules: Rules | None = None) -> Payload:
    """Return what an answer holds."""
    try:
        return understood(from_json(body), place, now, rules or Rules())
    except ValueError as error:
        return Payload("no answer of Lemmy", error=f"{place}: expected JSON, found {error}")


def understood(data: Any, place: str, now: datetime, rules: Rules) -> Payload:
    """Return what a JSON value holds."""
    if text(data, "error"):
        words = ": ".join(filter(None, [text(data, "error"), text(data, "message")]))
        return Payload("an error", error=words)
    if fediverse.type_of(data) and "type_" not in data:
        return _objects(data, place, now)
    what, views = _views(data)
    if views is not None:
        return gathered(what, _read_all(views, place, now, rules), after=text(data, "next_page"))
    keys = data.keys() if isinstance(data, dict) else set()
    for other, marks in _OTHERS:
        if marks <= keys:
            return Payload(other)
    return Payload(
        "no answer of Lemmy", error=f"{place}: expected an answer of Lemmy's API, found other JSON"
    )


def views_in(data: Any) -> Sequence[Any]:
    """Return the views of posts and comments in an answer."""
    return _views(data)[1] or ()


def _views(data: Any) -> tuple[str, list[Any] | None]:
    """Return what kind of answer this is, and its views; None where it is no answer with posts."""
    several = [name for name in _LISTS if isinstance(at(data, name), list)]
    if several and not at(data, "post_view"):
        return "a listing", [one for name in several for one in data[name]]
    if at(data, "post_view"):
        crossed = items(data, "cross_posts")
        return "a post", [data["post_view"], *crossed]
    if at(data, "comment_view"):
        return "a comment", [data["comment_view"]]
    for name in ("post", "comment"):  # what an address was resolved to
        if isinstance(at(data, name, name), dict):
            return f"a {name}", [data[name]]
    single = view_of(data) if isinstance(data, dict) else None
    return ("a post" if single == "post" else "a comment"), [data] if single else None


def _read_all(views: Sequence[Any], place: str, now: datetime, rules: Rules) -> Iterator[Outcome]:
    known = paths(views)
    for number, view in enumerate(views, 1):
        yield read_view(view, known, f"{place}, item {number}", now, rules)


def _objects(data: Any, place: str, now: datetime) -> Payload:
    what = f"an ActivityPub {fediverse.type_of(data)}"
    every = enumerate(fediverse.unwrapped(data), 1)
    found = (read_object(kind, one, f"{place}, object {number}", now) for number, (kind, one) in every)
    return gathered(what, (one for one in found if one is not None))
