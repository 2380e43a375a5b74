"""What reading a listing page by page has in common, whichever platform it is."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import RecordFactory
from newsdesk.collect.listing import (
    MOST_PAGES,
    chunks,
    json_lines,
    newest_first,
    reading_from,
    rows,
)
from newsdesk.collect.payload import Payload
from newsdesk.collect.plaintext import addresses_in
from newsdesk.collect.source import Batch, Task
from newsdesk.records import iso

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("task", "start"),
    [
        (Task(now=NOW), NOW - 6 * DAY / 24),
        (Task(now=NOW, since=NOW - 9 * DAY), NOW - 9 * DAY),
        (Task(now=NOW, cursor=iso(NOW - DAY)), NOW - DAY),
        (Task(now=NOW, cursor=iso(NOW - DAY), since=NOW - 9 * DAY), NOW - 9 * DAY),
        (Task(now=NOW, cursor=iso(NOW - DAY), since=NOW), NOW - DAY),
        (Task(now=NOW, cursor="not a time"), NOW - 6 * DAY / 24),
    ],
)
def test_reading_goes_back_to_the_cursor_or_further(task: Task, start: datetime) -> None:
    """A later ``since`` doesn't keep us from what the cursor hasn't reached: that would be lost."""
    assert reading_from(task, first_hours=6) == start


def read(pages: dict[str | None, Payload], task: Task, **limits: int) -> list[Batch]:
    """Return the batches of a listing whose pages are given by their tokens."""

    async def page(after: str | None) -> Payload:
        return pages[after]

    async def run() -> list[Batch]:
        most = limits.get("most", 1000)
        batches = newest_first(page, task, first_hours=24, most=most, shown=limits.get("shown"))
        return [batch async for batch in batches]

    return asyncio.run(run())


def test_a_clock_that_is_ahead_does_not_move_the_cursor(record: RecordFactory) -> None:
    """A post dated after the collection is kept, and the cursor stays with the others."""
    found = tuple(record(published_at=NOW + hours) for hours in (DAY / 24, -DAY / 24))
    (batch,) = read({None: Payload("a page", found)}, Task(now=NOW))
    assert (len(batch.records), batch.cursor) == (2, iso(NOW - DAY / 24))


def test_a_page_of_nothing_new_leaves_the_cursor(record: RecordFactory) -> None:
    """An empty listing, or one of older posts, doesn't move the cursor back."""
    cursor = iso(NOW)
    for found in ((), (record(published_at=NOW - 3 * DAY),)):
        (batch,) = read({None: Payload("a page", found)}, Task(now=NOW, cursor=cursor))
        assert (batch.cursor, batch.gaps) == (cursor, ())


def test_the_first_run_has_no_gap(record: RecordFactory) -> None:
    """Nothing was promised before the first run, so nothing is missing that it can't reach."""
    found = tuple(record(published_at=NOW - number * DAY / 240) for number in range(5))
    (batch,) = read({None: Payload("a page", found, after="more")}, Task(now=NOW), most=3)
    assert (len(batch.records), batch.gaps) == (3, ())


def test_pages_without_end_end() -> None:
    """A server whose every page has a new next one is left after a number of pages."""
    pages: dict[str | None, Payload] = {
        str(n): Payload("a page", after=str(n + 1)) for n in range(MOST_PAGES + 9)
    }
    batches = read({None: Payload("a page", after="0"), **pages}, Task(now=NOW))
    assert len(batches) == MOST_PAGES + 1
    assert f"more than {MOST_PAGES} pages" in (batches[-1].error or "")
    assert not any(batch.cursor for batch in batches)


@given(st.lists(st.integers()), st.integers(1, 9))
def test_groups_hold_everything_once(found: list[int], size: int) -> None:
    """Nothing is left out of the groups, and none is larger than asked."""
    groups = list(chunks(found, size))
    assert [one for group in groups for one in group] == found
    assert all(0 < len(group) <= size for group in groups)


def test_json_lines_name_the_broken_ones() -> None:
    """Good lines are read and others named; a file of another form has neither."""
    found, faults = json_lines(b'{"id": 1}\n\nbroken\n[2]\n{"name": 3}\n', "file", "id")
    assert found == [{"id": 1}]
    assert [problem.place for problem in faults] == ["file, line 3", "file, line 4", "file, line 5"]
    assert json_lines(b"a page\nof words", "file", "id") == ([], ())


def test_rows_go_by_their_columns_names() -> None:
    """Names are in lower case, empty lines are no rows, and a cell beyond all measure is told."""
    table = b'\xef\xbb\xbfID,Body\n1,"two\nlines"\n,\n2\n'
    assert list(rows(table)) == [{"id": "1", "body": "two\nlines"}, {"id": "2"}]
    with pytest.raises(ValueError, match="a table that can't be read"):
        list(rows(b"id\n" + b"x" * 200_000))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("See https://a.example/x, or (http://b.example/y).", ["https://a.example/x", "http://b.example/y"]),
        (
            "[it](https://a.example/b_(c)) and **https://d.example/**",
            ["https://a.example/b_(c)", "https://d.example/"],
        ),
        ("<https://a.example/x> “https://b.example/y”", ["https://a.example/x", "https://b.example/y"]),
        ("https://a.example/?q=1&r=2#f https://a.example/?q=1&r=2#f", ["https://a.example/?q=1&r=2#f"]),
        ("ftp://a.example https:// http://[ javascript:alert(1) mailto:a@b.example", []),
    ],
)
def test_addresses_are_found_in_plain_text(words: str, found: list[str]) -> None:
    """Addresses stand without what ends a sentence or a bracket around them, each once."""
    assert list(addresses_in(words)) == found


@given(st.text(alphabet="htps:/()[].,a é\n<>\\", max_size=80))
def test_addresses_stand_in_the_text(words: str) -> None:
    """What is found is an address and a part of the text."""
    for address in addresses_in(words):
        assert address in words
        assert address.startswith("http")
