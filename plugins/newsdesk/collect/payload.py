"""What one answer of a platform holds, and how records are made of the fields in it.

Answers are somebody else's: any field may be missing, of another type, or absurd. The readers here return
None for what isn't what it should be; only :func:`record` decides whether an item can be used.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from pydantic import ValidationError

from newsdesk import times
from newsdesk.collect.plaintext import excerpt, one_line, printable, web_address
from newsdesk.records import Engagement, Platform, Problem, Record, RecordKind

#: Characters that are kept of a text, and of a title.
LONGEST_TEXT = 10_000
LONGEST_TITLE = 300
#: How far a platform's clock may be ahead; a later time is a mistake.
CLOCK_LEAD = timedelta(hours=24)
#: Above this, a number of seconds since 1970 is one of milliseconds or microseconds.
_MOST_SECONDS = 10_000_000_000
_LARGEST_COUNT = 2**63 - 1
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
#: What may spell half a pair of surrogates; a backslash before it may make it mere text.
_HALF_A_PAIR = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")

RemovalReason = Literal["deleted", "removed", "gone", "account gone"]


@dataclass(frozen=True)
class Removal:
    """A record that its platform no longer shows: deleted by its author, removed by others, or just gone.

    ``record`` is its id. With the reason ``account gone`` it is what the ids of all the account's records
    begin with.
    """

    record: str
    reason: RemovalReason

    @property
    def whole_account(self) -> bool:
        """Whether it is about all records of an account."""
        return self.reason == "account gone"


@dataclass(frozen=True)
class Payload:
    """What one answer holds.

    ``what`` names the kind of answer ("a listing", "a thread", "an account", "an error" …). ``dropped``
    counts items that are no records by their nature (advertisements, boosts …), by reason. ``after`` is what
    asks for the next page. ``error`` is what the platform says went wrong, or why the answer can't be read.
    """

    what: str
    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
    removed: tuple[Removal, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    after: str | None = None
    error: str | None = None


def from_json(body: bytes) -> Any:
    """Return the JSON value that the bytes hold; raise ValueError, its reason in words, for anything else.

    Half a pair of surrogates, which JSON can spell and no file can hold, comes as U+001A, "substitute".
    """
    try:
        value = json.loads(body.decode("utf-8-sig", "replace"))
        if not _HALF_A_PAIR.search(body):
            return value
        return json.loads(_SURROGATE.sub(r"\\u001a", json.dumps(value, ensure_ascii=False)))
    except RecursionError:
        raise ValueError("JSON that is nested too deeply") from None
    except ValueError:
        kind = "nothing" if not body.strip() else "a page" if body.lstrip()[:1] == b"<" else None
        raise ValueError(kind or "JSON that breaks off or is malformed") from None


def at(data: Any, *path: str | int) -> Any:
    """Return what stands at a path of keys and places, None if it leads nowhere."""
    for step in path:
        if isinstance(step, str) and isinstance(data, dict):
            data = data.get(step)
        elif isinstance(step, int) and isinstance(data, list) and -len(data) <= step < len(data):
            data = data[step]
        else:
            return None
    return data


def text(data: Any, *path: str | int) -> str | None:
    """Return the text at a path, None if there is no text or only white space."""
    found = at(data, *path)
    return found if isinstance(found, str) and found.strip() else None


def count(data: Any, *path: str | int) -> int | None:
    """Return the whole number at a path, None for anything else; it may stand there as digits."""
    found = at(data, *path)
    if isinstance(found, str) and re.fullmatch(r"-?\d{1,18}", found):
        found = int(found)
    if isinstance(found, bool) or not isinstance(found, int) or abs(found) > _LARGEST_COUNT:
        return None
    return found


def items(data: Any, *path: str | int) -> Iterator[Any]:
    """Yield what stands in the list at a path, nothing if there is no list."""
    found = at(data, *path)
    yield from found if isinstance(found, list) else ()


def moment(data: Any, *path: str | int) -> datetime | None:
    """Return the instant at a path: a text with a full date (no zone means UTC), or seconds since 1970.

    Milliseconds and microseconds are told by their size.
    """
    found = at(data, *path)
    if isinstance(found, bool):
        return None
    if isinstance(found, int | float):
        try:
            # JSON has numbers of any size, and ours reads Infinity: neither is an instant.
            while _MOST_SECONDS < abs(found) < math.inf:
                found /= 1000
            return datetime.fromtimestamp(int(found), UTC)
        except (ValueError, OverflowError, OSError):
            return None
    try:
        return times.read(found, zone=UTC) if isinstance(found, str) and found.strip() else None
    except ValueError:
        return None


def language(tag: Any) -> str | None:
    """Return a language tag (BCP 47) in its usual case, None for what isn't one."""
    told = tag.strip().replace("_", "-") if isinstance(tag, str) else ""
    if not _LANGUAGE.fullmatch(told):
        return None
    first, *rest = told.split("-")
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])


def record(
    place: str,
    *,
    id: str | None,
    platform: Platform,
    kind: RecordKind,
    author: str | None,
    community: str | None,
    url: str | None,
    title: str | None,
    words: str | None,
    language_tag: Any,
    published_at: datetime | None,
    now: datetime,
    engagement: Engagement,
    reply_to: str | None = None,
    links: tuple[str, ...] = (),
) -> Record | Problem:
    """Return the record of these fields, or the first reason why they make none.

    ``id`` is the native id. ``words`` are plain text, cut at LONGEST_TEXT characters.
    """
    address = web_address(url or "")
    if published_at is None or published_at.year not in times.YEARS or published_at > now + CLOCK_LEAD:
        found = "nothing that can be read" if published_at is None else f"{published_at:%Y-%m-%d}"
        return Problem(place=place, field="published_at", expected="the time of publication", found=found)
    if address is None:
        found = repr((url or "")[:80]) if url else "nothing"
        return Problem(place=place, field="url", expected="an http(s) address", found=found)
    shown_title = excerpt(one_line(title or ""), LONGEST_TITLE) or None
    shown_words = excerpt(printable(words or ""), LONGEST_TEXT)
    if not shown_title and not shown_words:
        return Problem(place=place, field="text", expected="a title or a text", found="neither")
    try:
        return Record(
            id=f"{platform}:{id}",
            platform=platform,
            kind=kind,
            author=one_line(author or "") or None,
            community=one_line(community or "") or None,
            url=address,
            title=shown_title,
            text=shown_words,
            language=language(language_tag),
            published_at=published_at,
            collected_at=now,
            engagement=engagement,
            reply_to=f"{platform}:{reply_to}" if reply_to else None,
            links=links,
        )
    except ValidationError as error:
        fault = error.errors()[0]
        name = ".".join(str(part) for part in fault["loc"]) or None
        return Problem(place=place, field=name, expected=fault["msg"], found=repr(fault["input"])[:80])
