"""Times from outside: any form that python-dateutil reads, and nothing filled in from the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo

#: Years in which a collected time can lie.
YEARS = range(1970, 2200)
#: Hours east of Greenwich: the zone names of RFC 822 and no others; the machine's own zone must not matter.
_ZONES = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
_NOWHERE = datetime(1, 1, 1), datetime(2, 2, 2)


def read(text: str, *, zone: tzinfo | None = None) -> datetime:
    """Return the instant that a text names, in UTC, to the second.

    Raises ValueError unless a full date is told, and a zone as well where ``zone`` gives none to assume.
    """
    from dateutil import parser

    try:
        # Read twice with different defaults: what differs was not told but filled in.
        first, second = (parser.parse(text, default=day, tzinfos=_zone) for day in _NOWHERE)
        if first.tzinfo is None:
            first, second = first.replace(tzinfo=zone), second.replace(tzinfo=zone)
        if first != second or first.tzinfo is None:
            raise ValueError("no full date, or no zone")
        found = first.astimezone(UTC)
    except (KeyError, OverflowError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"no time in a known zone ({error})") from None
    if found.year not in YEARS:
        raise ValueError("out of range")
    return found.replace(microsecond=0)


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    if offset is not None:
        return timezone(timedelta(seconds=offset))
    return timezone(timedelta(hours=_ZONES[name])) if name else None
