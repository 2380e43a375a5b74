"""The order and the time of statuses, by the numbers that a server gives them.

Mastodon's are made of the time (https://github.com/mastodon/mastodon/blob/main/lib/mastodon/snowflake.rb):
milliseconds since 1970, then 16 bits. A status that arrives late from another server gets a number of the
time at which it was written, so it appears behind what was read already: a stretch is read again for that.
Pleroma and its kin use ids that can be put in order but tell no time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from newsdesk.collect.payload import moment, text

_CLOSE = timedelta(hours=1)
_BITS = 16


def order(number: str) -> tuple[int, str]:
    """Return what puts ids in the order in which their server pages through them."""
    return len(number), number


def before(when: datetime) -> str:
    """Return the last number before those of statuses of that instant."""
    return str((int(when.timestamp() * 1000) << _BITS) - 1)


def time_of(number: str) -> datetime | None:
    """Return the instant that a number tells, None for ids that tell none."""
    if not (number.isascii() and number.isdigit() and 17 <= len(number) <= 19):
        return None
    return datetime.fromtimestamp((int(number) >> _BITS) // 1000, UTC)


def tell_time(statuses: Sequence[Any]) -> bool:
    """Whether these statuses' numbers are made of the times at which they were written."""
    told = ((time_of(text(one, "id") or ""), moment(one, "created_at")) for one in statuses)
    return any(made and written and abs(made - written) < _CLOSE for made, written in told)


def earlier(number: str, by: timedelta) -> str:
    """Return the number that is so much earlier; the same for ids that tell no time."""
    when = time_of(number) if by else None
    return before(when - by) if when else number
