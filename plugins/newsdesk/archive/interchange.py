"""One record a line: canonical JSON, in and out.

A line that can't be used becomes Problems, one for each fault. Most lines are read in one pass; only a
line with a fault, an unusual time or a character that no page may hold is looked at again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, get_args
from urllib.parse import urlsplit

from pydantic import ValidationError

from newsdesk import times
from newsdesk.records import TOMBSTONES, Platform, Problem, Record, iso
from newsdesk.times import YEARS

#: Bytes of the longest line that is read.
LONGEST_LINE = 1 << 20

_TIMES = ("published_at", "collected_at")
_A_TIME = "a time with its zone, such as 2026-03-27T08:15:00Z"
_LARGEST_COUNT = 2**63 - 1
#: What neither XML nor a sane page may hold: control characters, halves of surrogate pairs, non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
#: The same as it can stand in a line of JSON (surrogate pairs included, which are then found to be whole).
_SUSPECT = re.compile(rb"\\u(?:00[01]|[dD][89a-fA-F]|[fF]{3}[eEfF])|\\[bf]|\xef\xbf[\xbe\xbf]")
_NULLABLE = frozenset({"author", "community", "title", "language", "reply_to"})
_MISSING = {True: "a value, or null where it is unknown", False: "a value"}
_EXPECTED = {
    "extra_forbidden": "no such field",
    "string_type": "a text",
    "int_type": "a whole number or null",
    "tuple_type": "a list",
    "model_type": "an object",
    "string_pattern_mismatch": "<platform>:<native id>, without spaces",
    "string_too_long": "at most 512 characters",
    "string_too_short": "<platform>:<native id>, without spaces",
}


def dump(record: Record) -> bytes:
    """Return the record as one line of canonical JSON, newline included."""
    return record.model_dump_json().encode() + b"\n"


def parse_lines(
    lines: Iterable[bytes],
    place: str,
    *,
    collected_at: datetime | None = None,
    platform: Platform | None = None,
) -> Iterator[Record | Problem]:
    """Yield a Record for each good line and all Problems of each bad one; blank lines are passed over.

    ``place`` is the file's name as people know it. ``collected_at`` and ``platform`` stand in where a
    line has none. Problems of one line share their ``place``, ``<file>:<line>``.
    """
    for number, line in enumerate(lines, 1):
        if line.isspace() or not line:
            continue
        found = parse_line(line, f"{place}:{number}", collected_at=collected_at, platform=platform)
        if isinstance(found, Record):
            yield found
        else:
            yield from found


def parse_line(
    line: bytes, place: str, *, collected_at: datetime | None = None, platform: Platform | None = None
) -> Record | tuple[Problem, ...]:
    """Return the record that a line holds, or every reason why it holds none."""
    if len(line) > LONGEST_LINE:
        return (Problem(place=place, field=None, expected="a line of at most 1 MiB", found="a longer one"),)
    record = None if _SUSPECT.search(line) else _read_quickly(line)
    if record is None:
        data = _object(line, place)
        if isinstance(data, Problem):
            return (data,)
        record, problems = _read_carefully(data, place, collected_at, platform)
        if record is None:
            return problems
    faults = tuple(_contradictions(record, place, platform))
    return faults or _without_tombstone_author(record)


def _read_quickly(line: bytes) -> Record | None:
    try:
        return Record.model_validate_json(line, strict=True)
    except (ValidationError, OverflowError):
        return None


def _object(line: bytes, place: str) -> dict[str, Any] | Problem:
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        found = f"byte 0x{line[error.start]:02x} at byte {error.start + 1} of the line"
        return Problem(place=place, field=None, expected="UTF-8 text", found=found)
    except RecursionError:
        return Problem(place=place, field=None, expected="a JSON object", found="endless nesting")
    except ValueError as error:
        found = _short(getattr(error, "msg", str(error))) + f" at column {getattr(error, 'colno', 1)}"
        return Problem(place=place, field=None, expected="a JSON object", found=found)
    if not isinstance(data, dict):
        return Problem(place=place, field=None, expected="a JSON object", found=_short(data))
    return data


def _read_carefully(
    data: dict[str, Any], place: str, collected_at: datetime | None, platform: Platform | None
) -> tuple[Record | None, tuple[Problem, ...]]:
    clean = _printable(data)
    if clean.get("collected_at") is None and collected_at is not None:
        clean["collected_at"] = iso(collected_at)
    if platform is not None:
        clean.setdefault("platform", platform)
    for name in _TIMES:
        if isinstance(clean.get(name), str):
            try:
                clean[name] = iso(times.read(clean[name]))
            except ValueError:
                clean[name] = {"unreadable": clean[name]}
    try:
        return Record.model_validate_json(json.dumps(clean), strict=True), ()
    except ValidationError as error:
        return None, tuple(_problem(place, fault) for fault in error.errors(include_url=False))


def _problem(place: str, fault: Any) -> Problem:
    field = ".".join(str(step) for step in fault["loc"]) or None
    found = fault["input"]
    if fault["type"] == "missing":
        hint = " or the option --collected-at" if field == "collected_at" else ""
        expected = _A_TIME + hint if field in _TIMES else _MISSING[field in _NULLABLE]
        return Problem(place=place, field=field, expected=expected, found="nothing")
    if field in _TIMES:
        found = found.get("unreadable", found) if isinstance(found, dict) else found
        return Problem(place=place, field=field, expected=_A_TIME, found=_short(found))
    if fault["type"] == "literal_error":
        expected = "one of " + ", ".join(_accepted(field))
    else:
        expected = _EXPECTED.get(fault["type"], fault["msg"])
    return Problem(place=place, field=field, expected=expected, found=_short(found))


def _accepted(field: str | None) -> tuple[str, ...]:
    return get_args(Record.model_fields[str(field)].annotation)


def _contradictions(record: Record, place: str, platform: Platform | None) -> Iterator[Problem]:
    """Yield what is wrong with a record whose every field is well formed."""
    own = record.id.partition(":")[0]
    if own != record.platform:
        expected = f"an id that begins with its platform, {record.platform}:"
        yield Problem(place=place, field="id", expected=expected, found=_short(record.id))
    if platform is not None and record.platform != platform:
        yield Problem(place=place, field="platform", expected=platform, found=record.platform)
    addresses = [("url", record.url)]
    addresses += [(f"links.{number}", link) for number, link in enumerate(record.links)]
    for field, address in addresses:
        if not _is_web_address(address):
            expected = "an http(s) address"
            yield Problem(place=place, field=field, expected=expected, found=_short(address))
    for name in _TIMES:
        moment: datetime = getattr(record, name)
        if moment.year not in YEARS:
            expected = f"a time in the years {YEARS.start} to {YEARS.stop - 1}"
            yield Problem(place=place, field=name, expected=expected, found=str(moment))
    for name, count in record.engagement:
        if count is not None and abs(count) > _LARGEST_COUNT:
            expected = "a count of at most 19 digits"
            yield Problem(place=place, field=f"engagement.{name}", expected=expected, found=_short(count))


def _is_web_address(text: str) -> bool:
    if re.search(r"[\s\x00-\x20\x7f\ufffd<>\"]", text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _without_tombstone_author(record: Record) -> Record:
    """Return the record with a null author where the platform says that the account is gone."""
    handle = (record.author or "").strip().removeprefix("u/").removeprefix("@")
    gone = record.author is not None and (not handle or handle in TOMBSTONES)
    return record.model_copy(update={"author": None}) if gone else record


def _printable(value: Any) -> Any:
    """Return the value with U+FFFD in the place of every character that no page may hold."""
    if isinstance(value, str):
        return _UNPRINTABLE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_printable(item) for item in value]
    if isinstance(value, dict):
        return {_printable(key): _printable(item) for key, item in value.items()}
    return value


def _short(value: Any) -> str:
    """Return what was found, quoted and in one short line."""
    try:
        shown = repr(value)
    except (ValueError, RecursionError):  # an integer of thousands of digits has no repr
        shown = type(value).__name__
    return shown if len(shown) <= 80 else shown[:79] + "…"
