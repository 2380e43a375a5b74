"""For how long a site asks to be left alone: Retry-After, and what is left of its rate limit.

The names differ and so do the units. Retry-After is seconds or a date (RFC 9110, 10.2.3). The reset is
seconds in draft-ietf-httpapi-ratelimit-headers up to 07 and, with fractions in the count, at Reddit
(https://github.com/reddit-archive/reddit/wiki/API); an epoch at X
(https://docs.x.com/fundamentals/rate-limits) and in Bluesky's answers; an ISO date at Mastodon
(https://docs.joinmastodon.org/api/rate-limits/). Newer drafts say all in one: ``RateLimit: "a";r=0;t=30``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from newsdesk import times

#: No run lasts longer: what is asked beyond is the same.
LONGEST_PAUSE = 7 * 86400.0

_FAMILIES = ("ratelimit", "x-ratelimit", "x-rate-limit")
_NUMBER = re.compile(r"\d{1,16}(\.\d{1,9})?")
_LEFT_IN_ONE = re.compile(r"\b(?:r|remaining)\s*=\s*(\d{1,16})")
_RESET_IN_ONE = re.compile(r"\b(?:t|reset)\s*=\s*(\d{1,16})")
_LEAST_EPOCH, _LEAST_MILLISECONDS = 1e9, 1e11


def pause(status: int, headers: Mapping[str, str], now: datetime) -> float | None:
    """Return the seconds until the site may be asked again, None if it asks for no pause.

    ``headers`` go by their names in lower case. A date counts from the site's own clock where it tells it:
    ours, ``now``, may be wrong.
    """
    here = _date(headers.get("date", "")) or now
    asked = [*_retry_after(status, headers, here), *_used_up(status, headers, here)]
    return min(max(0.0, *asked), LONGEST_PAUSE) if asked else None


def _retry_after(status: int, headers: Mapping[str, str], here: datetime) -> Iterator[float]:
    told = headers.get("retry-after", "").strip() if status >= 400 else ""
    if re.fullmatch(r"\d{1,16}", told):
        yield float(told)
    elif (then := _date(told)) is not None:
        yield (then - here).total_seconds()


def _used_up(status: int, headers: Mapping[str, str], here: datetime) -> Iterator[float]:
    """Yield the seconds until each limit of which nothing is left begins anew."""
    for family in _FAMILIES:
        left = headers.get(f"{family}-remaining", "").strip()
        used_up = float(left) < 1 if _NUMBER.fullmatch(left) else status == 429
        seconds = _seconds(headers.get(f"{family}-reset", "").strip(), here)
        if used_up and seconds is not None:
            yield seconds
    told = headers.get("ratelimit", "")
    for limit in [told] if "remaining" in told else told.split(","):
        found, reset = _LEFT_IN_ONE.search(limit), _RESET_IN_ONE.search(limit)
        if found and reset and int(found[1]) == 0:
            yield float(reset[1])


def _seconds(told: str, here: datetime) -> float | None:
    """Return the seconds that a reset is away: told as such, as an epoch, or as a date."""
    if not _NUMBER.fullmatch(told):
        then = _date(told)
        return (then - here).total_seconds() if then else None
    number = float(told)
    if number >= _LEAST_MILLISECONDS:
        number /= 1000
    return number - here.timestamp() if number >= _LEAST_EPOCH else number


def _date(told: str) -> datetime | None:
    try:
        return times.read(told, zone=UTC) if told.strip() else None
    except ValueError:
        return None
