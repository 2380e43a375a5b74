"""Pages behind links: found by address, whatever a post's link carries along."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import RecordFactory
from newsdesk.archive import parquet, snapshots
from newsdesk.archive.addresses import address, in_sql
from newsdesk.config import Layout

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TOO_LATE = NOON + timedelta(days=2)


@pytest.mark.parametrize(
    ("link", "bare"),
    [
        ("https://www.Paper.example/a/B/?utm_source=x&ref=y#top", "paper.example/a/b"),
        ("http://paper.example/a?id=3&fbclid=zz", "paper.example/a?id=3"),
        ("https://arxiv.org/pdf/2507.01234v2.pdf", "arxiv.org/abs/2507.01234"),
        ("http://arxiv.org/abs/2507.01234v1", "arxiv.org/abs/2507.01234"),
        ("https://paper.example/", "paper.example"),
    ],
)
def test_one_page_has_one_address(link: str, bare: str) -> None:
    """Scheme, "www.", tracking, fragments and a paper's format and version don't tell pages apart."""
    assert address(link) == bare


PIECES = st.sampled_from(
    [
        "https://",
        "www.",
        "arxiv.org/",
        "abs/",
        "pdf/",
        "2507.1",
        "v2",
        ".pdf",
        "?",
        "&",
        "ref=a",
        "utm_x=1",
        "#",
        "/",
    ]
)


@given(st.lists(st.lists(PIECES, max_size=8).map("".join), min_size=1, max_size=20))
def test_sql_and_python_agree_on_addresses(links: list[str]) -> None:
    """The engine finds what Python names."""
    with parquet.connect() as engine:
        rows = engine.execute(
            f"SELECT {in_sql('link')} FROM (SELECT unnest($links) AS link)", {"links": links}
        ).fetchall()
    assert [row[0] for row in rows] == [address(link) for link in links]


def test_pages_are_found_by_address(newsroom: Layout, record: RecordFactory) -> None:
    """Pages, articles and papers at the addresses, once each, and only if they had been collected by then."""
    page = record(platform="web", url="https://www.paper.example/story/?utm_source=feed", published_at=NOON)
    paper = record(platform="arxiv", kind="paper", url="http://arxiv.org/abs/2507.01234v1", published_at=NOON)
    late = record(
        platform="news", kind="article", url="https://late.example/x", published_at=NOON + timedelta(days=2)
    )
    post = record(url="https://paper.example/story")
    manifest = snapshots.write(newsroom, "mixed", [page, paper, late, post])
    assert manifest is not None
    links = [
        "https://paper.example/story",
        "https://arxiv.org/pdf/2507.01234",
        "https://late.example/x",
        "https://no.example",
    ]
    found = snapshots.pages(newsroom, [manifest], map(address, links), by=NOON + timedelta(days=1))
    assert found == {"paper.example/story": page, "arxiv.org/abs/2507.01234": paper}
    assert snapshots.pages(newsroom, [manifest], [], by=NOON) == {}
