"""Hypothesis strategies for records: everything that a stored record may hold."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

from hypothesis import strategies as st

from newsdesk.records import PLATFORM_NAMES, TOMBSTONES, Engagement, Record, RecordKind

#: What reaches the archive: no control characters but tab and line ends, no surrogates, no non-characters.
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\t\n\r"),
    max_size=40,
)
_words = st.text("abcxyz0189-_.~/", min_size=1, max_size=12)
_addresses = st.builds("https://{}.example/{}".format, st.text("abc", min_size=1, max_size=5), _words)
_times = st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC)).map(
    lambda time: time.replace(microsecond=0)
)
_counts = st.none() | st.integers(-(2**63) + 1, 2**63 - 1)
_authors = texts.filter(
    lambda name: name.strip().removeprefix("u/").removeprefix("@") not in {"", *TOMBSTONES}
)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Draw a record as the archive may hold it."""
    platform = draw(st.sampled_from(sorted(PLATFORM_NAMES)))
    return Record(
        id=f"{platform}:{draw(_words)}",
        platform=platform,  # type: ignore[arg-type]
        kind=draw(st.sampled_from(get_args(RecordKind))),
        author=draw(st.none() | _authors),
        community=draw(st.none() | texts),
        url=draw(_addresses),
        title=draw(st.none() | texts),
        text=draw(texts),
        language=draw(st.none() | st.sampled_from(["en", "de", "pt-BR"])),
        published_at=draw(_times),
        collected_at=draw(_times),
        engagement=Engagement(
            likes=draw(_counts), reposts=draw(_counts), replies=draw(_counts), score=draw(_counts)
        ),
        reply_to=draw(st.none() | _words.map(f"{platform}:{{}}".format)),
        links=tuple(draw(st.lists(_addresses, max_size=3))),
    )
