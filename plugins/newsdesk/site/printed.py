"""Values as they are printed: dates, numbers, names of platforms, and text from outside made clean."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any, Final

from newsdesk.records import PLATFORM_NAMES, Record, iso

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_AS_LABEL: Final = {"news": "News", "web": "Web"}
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
#: How JSON writes the unprintable ones among the first 32, and a carriage return.
_ESCAPED: Final = re.compile(r"\\[bfru]")
#: What somebody said, and the apostrophes of our own words between.
_SAID: Final = re.compile("(“[^”]*”)")
_APOSTROPHE: Final = re.compile(r"(?<=\w)'")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


def platform(name: str) -> str:
    """Return a platform's name as a label; in a sentence some read otherwise ("news sites")."""
    return _AS_LABEL.get(name) or PLATFORM_NAMES.get(name, name)


def day(time: datetime) -> str:
    """Return ``March 27, 2026``."""
    return f"{MONTHS[time.month - 1]} {time.day}, {time.year}"


def month(time: datetime) -> str:
    """Return ``March 2026``."""
    return f"{MONTHS[time.month - 1]} {time.year}"


def weekday(time: datetime) -> str:
    """Return ``Friday, March 27, 2026, 18:00 UTC``."""
    return f"{WEEKDAYS[time.weekday()]}, {minute(time)}"


def minute(time: datetime) -> str:
    """Return ``March 27, 2026, 18:00 UTC``."""
    return f"{day(time)}, {time:%H:%M} UTC"


def stamp(time: datetime, *, precise: bool = False) -> dict[str, str]:
    """Return what a ``<time>`` element needs."""
    return {"iso": iso(time), "text": minute(time) if precise else day(time)}


def percent(share: float) -> str:
    """Return a share as whole percent."""
    return f"{share * 100:.0f}%"


def number(value: float) -> str:
    """Return a number to at most one decimal, with a real minus sign."""
    text = f"{value:,.0f}" if abs(value) >= 100 or value == round(value) else f"{value:,.1f}"
    return text.replace("-", "−")


def curled(text: str) -> str:
    """Return our own words with the apostrophes of print; what stands in quotation marks stays as said."""
    pieces = _SAID.split(text)
    return "".join(piece if n % 2 else _APOSTROPHE.sub("’", piece) for n, piece in enumerate(pieces))


def language(record: Record) -> str | None:
    """Return a record's language if it is one that may stand in a ``lang`` attribute."""
    found = record.language or ""
    return found if _LANGUAGE.fullmatch(found) else None


def clean(value: Any) -> Any:
    """Drop from all strings in a JSON value what neither HTML nor XML can hold.

    Where there is nothing to drop, which is nearly always, the value itself is returned.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, check_circular=False)
    except (TypeError, ValueError):  # not JSON: it is for the strings alone to be looked at
        return _cleaned(value)
    if (text.isprintable() or not _UNPRINTABLE.search(text)) and not _ESCAPED.search(text):
        return value
    return _cleaned(value)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        if value.isprintable():  # nearly always, and far quicker than looking closer
            return value
        return _UNPRINTABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_cleaned(item) for item in value]
    return value
