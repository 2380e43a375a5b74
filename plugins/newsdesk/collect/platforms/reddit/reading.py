"""What Reddit's answers hold: listings, threads, dumps and errors; ``exports`` reads feeds and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from newsdesk.collect.listing import json_lines
from newsdesk.collect.outcomes import Outcome, gathered
from newsdesk.collect.payload import Payload, Removal, at, from_json, items, text
from newsdesk.collect.plaintext import one_line
from newsdesk.collect.platforms.reddit import exports
from newsdesk.collect.platforms.reddit.things import fullname, record_of, taken_away, things
from newsdesk.records import Problem

_WORDS_ESCAPED = re.compile(rb'_html"\s*:\s*"\s*(&lt;|<|\\u003[cC])')
_EXPECTED = "expected an answer of Reddit"
_FAULTS = ("message", "reason", "error", "explanation", "error_description", "quarantine_message")
_KINDS = {
    "Listing": "a listing",
    "t1": "a comment",
    "t2": "an account",
    "t3": "a post",
    "t5": "a community",
    "more": "comments left out",
    "UserList": "a list of accounts",
    "wikipage": "a wiki page",
    "wikipagelisting": "a list of wiki pages",
}


def read(body: bytes, place: str, now: datetime) -> Payload:
    """Return what an answer of Reddit, a feed of it, or a table of a user's export holds."""
    start = body.removeprefix(b"\xef\xbb\xbf").lstrip()[:4096]
    if exports.is_table(start):
        return exports.read_table(body, place, now)
    if start.startswith(b"<") and (b"<feed" in start or b"<rss" in start):
        return exports.read_feed(body, place, now)
    faults: tuple[Problem, ...] = ()
    try:
        data = from_json(body)
    except ValueError as error:
        bare, faults = json_lines(body, place, "id")  # a dump with one post on each line
        data = [{"kind": "t3" if "title" in thing else "t1", "data": thing} for thing in bare]
        if not data:
            return Payload("an error", error=f"{_EXPECTED}, found {error}: {_beginning(body)}")
    found = _read_json(data, place, now, escaped=_is_escaped(body))
    return replace(found, problems=found.problems + faults)


def _read_json(data: Any, place: str, now: datetime, *, escaped: bool) -> Payload:
    found = (_outcome(kind, thing, place, now, escaped=escaped) for kind, thing in _wanted(data))
    return gathered(_what(data), found, text(data, "data", "after"), _error(data))


def _wanted(data: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield posts and comments, and whatever else stands among them in a list."""
    listed = isinstance(data, list) or at(data, "kind") == "Listing"
    for kind, thing in things(data):
        if kind in ("t1", "t3") or (listed and kind != "more"):
            yield kind, thing


def _outcome(kind: str, thing: dict[str, Any], place: str, now: datetime, *, escaped: bool) -> Outcome:
    """Return what a thing becomes."""
    if kind not in ("t1", "t3"):
        return _KINDS.get(kind, "something else")
    name = fullname(kind, thing)
    reason = taken_away(thing)
    if name and reason:
        return Removal(f"reddit:{name}", reason)
    if thing.get("promoted"):
        return "an advertisement"
    if thing.get("is_robot_indexable") is False:
        return "not for robots, by its author"
    return record_of(kind, thing, name, f"{place}, {name or 'an item without an id'}", now, escaped)


def _is_escaped(body: bytes) -> bool:
    """Whether ``<``, ``>`` and ``&`` stand escaped: the HTML that goes with a text shows it.

    Where there is none they are taken for escaped: that is Reddit's default.
    """
    found = _WORDS_ESCAPED.search(body)
    return found is None or found[1] == b"&lt;"


def _what(data: Any) -> str:
    if isinstance(data, list):
        return "a thread" if at(data, 0, "kind") == "Listing" else "a list"
    kind = at(data, "kind")
    if isinstance(kind, str):
        return _KINDS.get(kind, "something else")
    if _error(data):
        return "an error"
    if at(data, "json") is not None or at(data, "jquery") is not None:
        return "more comments"
    return "a token" if text(data, "access_token") else "something else"


def _error(data: Any) -> str | None:
    """Return what an answer says went wrong, in its own words."""
    parts = [*items(data, "json", "errors", 0), *(at(data, name) for name in _FAULTS)]
    words = [str(part) for part in parts if isinstance(part, str | int) and not isinstance(part, bool)]
    if isinstance(data, dict) and "kind" not in data and any(words):
        return one_line(f"Reddit says: {', '.join(dict.fromkeys(words))}")[:300]
    return None if isinstance(data, dict | list) else f"{_EXPECTED}, found other JSON"


def _beginning(body: bytes) -> str:
    shown = re.sub(r"<[^>]*>", " ", body[:2000].decode("utf-8", "replace"))
    return one_line(shown)[:100]
