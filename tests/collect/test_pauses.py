"""What sites say about when to come back, in all the forms in which they say it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.collect.pauses import LONGEST_PAUSE, pause

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
DATE = "Sun, 15 Mar 2026 12:00:00 GMT"
EPOCH = int(NOW.timestamp())

#: A status, headers, and the seconds that they ask for.
CASES: dict[str, tuple[int, dict[str, str], float | None]] = {
    "nothing": (200, {}, None),
    "seconds": (429, {"retry-after": "7"}, 7),
    "a date by the site's own clock": (
        503,
        {"retry-after": "Mon, 02 Mar 2020 10:00:30 GMT", "date": "Mon, 02 Mar 2020 10:00:00 GMT"},
        30,
    ),
    "a date that is past": (503, {"retry-after": "Sun, 15 Mar 2026 11:00:00 GMT", "date": DATE}, 0),
    "of an answer that is none of the sort": (200, {"retry-after": "7"}, None),
    "nonsense": (429, {"retry-after": "soon"}, None),
    "a year": (429, {"retry-after": "31536000"}, LONGEST_PAUSE),
    "a limit that isn't used up": (200, {"ratelimit-remaining": "3", "ratelimit-reset": "60"}, None),
    "the draft's seconds": (200, {"ratelimit-remaining": "0", "ratelimit-reset": "60"}, 60),
    "Bluesky's epoch": (200, {"ratelimit-remaining": "0", "ratelimit-reset": f"{EPOCH + 90}"}, 90),
    "Reddit's fractions": (200, {"x-ratelimit-remaining": "0.0", "x-ratelimit-reset": "41"}, 41),
    "Reddit's last but a fraction": (200, {"x-ratelimit-remaining": "1.0", "x-ratelimit-reset": "41"}, None),
    "Mastodon's date": (
        200,
        {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "2026-03-15T12:05:00.019685Z"},
        300,
    ),
    "X's epoch": (429, {"x-rate-limit-remaining": "0", "x-rate-limit-reset": f"{EPOCH + 900}"}, 900),
    "milliseconds": (200, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": f"{EPOCH + 5}000"}, 5),
    "a reset alone, with a refusal": (429, {"x-rate-limit-reset": f"{EPOCH + 8}"}, 8),
    "a reset alone, with an answer": (200, {"x-rate-limit-reset": f"{EPOCH + 8}"}, None),
    "a clock that is ahead": (
        200,
        {
            "ratelimit-remaining": "0",
            "ratelimit-reset": f"{EPOCH + 3600 + 4}",
            "date": "Sun, 15 Mar 2026 13:00:00 GMT",
        },
        4,
    ),
    "all in one": (200, {"ratelimit": '"burst";r=0;t=30, "day";r=99;t=4000'}, 30),
    "all in one, an older draft": (200, {"ratelimit": "limit=100, remaining=0, reset=12"}, 12),
    "all in one, with something left": (200, {"ratelimit": "limit=100, remaining=9, reset=12"}, None),
    "the longest of several": (
        429,
        {"retry-after": "5", "ratelimit-remaining": "0", "ratelimit-reset": "50"},
        50,
    ),
    "half a pair": (200, {"ratelimit-remaining": "0"}, None),
}


@pytest.mark.parametrize("name", CASES)
def test_a_pause_is_read_in_every_form(name: str) -> None:
    """Seconds, epochs and dates under all the usual names come to the same: seconds from the site's now."""
    status, headers, seconds = CASES[name]
    assert pause(status, headers, NOW) == seconds


_NAMES = ["retry-after", "date", "ratelimit"] + [
    f"{family}-{what}"
    for family in ("ratelimit", "x-ratelimit", "x-rate-limit")
    for what in ("remaining", "reset")
]
_WORDS = st.one_of(
    st.text(max_size=30), st.integers(-5, 10**20).map(str), st.sampled_from(["0", DATE, "r=0;t=9"])
)


@given(st.sampled_from([200, 404, 429, 503]), st.dictionaries(st.sampled_from(_NAMES), _WORDS, max_size=9))
def test_any_headers_give_a_bounded_pause_or_none(status: int, headers: dict[str, str]) -> None:
    """Whatever a site says, the pause is none or between nothing and the longest."""
    asked = pause(status, headers, NOW)
    assert asked is None or 0 <= asked <= LONGEST_PAUSE
