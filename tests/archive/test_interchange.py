"""Canonical JSON lines: every good line a record, every fault of a bad one told."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_strategies import records

from newsdesk.archive.interchange import LONGEST_LINE, dump, parse_line, parse_lines
from newsdesk.records import Problem, Record
from newsdesk.times import read

Make = Callable[..., Record]
NOON = datetime(2026, 3, 27, 12, 0, tzinfo=UTC)


def _line(record: Record, **changes: Any) -> bytes:
    return json.dumps({**json.loads(dump(record)), **changes}).encode() + b"\n"


def _problems(line: bytes, **options: Any) -> list[Problem]:
    found = list(parse_lines([line], "posts.jsonl", **options))
    assert found
    assert all(isinstance(item, Problem) for item in found)
    return [item for item in found if isinstance(item, Problem)]


@given(records())
def test_a_dumped_record_is_read_as_it_was(record: Record) -> None:
    """Dump and parse are inverse for every record."""
    line = dump(record)
    assert line.count(b"\n") == 1
    assert parse_line(line, "x:1") == record


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_reader(line: bytes) -> None:
    """Whatever a line holds, it becomes Problems that name the place."""
    for found in parse_lines([line], "file"):
        assert isinstance(found, Problem)
        assert found.place == "file:1"


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(record=records(), name=st.sampled_from(sorted(Record.model_fields)), value=_VALUES)
def test_no_value_of_a_field_crashes_the_reader(record: Record, name: str, value: Any) -> None:
    """Any JSON value in any field gives a record or Problems, and never a guess about the time."""
    found = parse_line(_line(record, **{name: value}), "x:1")
    assert isinstance(found, Record) or all(problem.place == "x:1" for problem in found)


def test_the_names_and_their_order_are_the_contract(record: Make) -> None:
    """A line has exactly the names of the interchange form, in their order, times ending in Z."""
    line = dump(record(text="“quoted”"))
    data = json.loads(line)
    assert list(data) == [
        "id", "platform", "kind", "author", "community", "url", "title", "text", "language",
        "published_at", "collected_at", "engagement", "reply_to", "links",
    ]  # fmt: skip
    assert list(data["engagement"]) == ["likes", "reposts", "replies", "score"]
    assert data["published_at"] == "2026-03-01T12:01:00Z"
    assert "“quoted”".encode() in line


def test_all_faults_of_a_line_are_told(record: Make) -> None:
    """One bad line names each wrong field, what was expected and what was found."""
    line = _line(record(), kind="digest", text=5, published_at="soon", engagement={"likes": "many"}, x=1)
    told = {problem.field: str(problem) for problem in _problems(line)}
    assert set(told) == {"kind", "text", "published_at", "engagement.likes", "x"}
    assert told["kind"] == (
        "posts.jsonl:1: kind: expected one of post, comment, article, paper, video (found 'digest')"
    )
    assert "expected a time with its zone" in told["published_at"]
    assert "(found 'soon')" in told["published_at"]
    assert "expected a whole number or null (found 'many')" in told["engagement.likes"]


BAD = {
    "http only": ({"url": "javascript:alert(1)"}, "url", "http(s) address"),
    "no host": ({"url": "https:///path"}, "url", "http(s) address"),
    "broken host": ({"url": "http://[::1"}, "url", "http(s) address"),
    "space in address": ({"url": "https://a.example/ b"}, "url", "http(s) address"),
    "bad link": ({"links": ["https://a.example", "data:text/html,x"]}, "links.1", "http(s) address"),
    "another platform's id": ({"id": "reddit:1"}, "id", "begins with its platform"),
    "no native id": ({"id": "bluesky:"}, "id", "native id"),
    "naive time": ({"published_at": "2026-03-27T08:15:00"}, "published_at", "with its zone"),
    "time without date": ({"published_at": "08:15 UTC"}, "published_at", "with its zone"),
    "month only": ({"published_at": "March 2026 UTC"}, "published_at", "with its zone"),
    "unknown zone": ({"published_at": "2026-03-27 08:15 XYZ"}, "published_at", "with its zone"),
    "null time": ({"published_at": None}, "published_at", "with its zone"),
    "number as time": ({"published_at": 1700000000}, "published_at", "with its zone"),
    "year 1": ({"published_at": "0001-01-01T00:00:00Z"}, "published_at", "time"),
    "year 9999": ({"published_at": "9999-12-31T23:59:59-10:00"}, "published_at", "time"),
    "year 99999": ({"published_at": "99999-12-31T23:59:59Z"}, "published_at", "time"),
    "bool as count": ({"engagement": {"likes": True}}, "engagement.likes", "whole number"),
    "endless count": ({"engagement": {"likes": 10**30}}, "engagement.likes", "19 digits"),
    "null text": ({"text": None}, "text", "a text"),
    "null links": ({"links": None}, "links", "a list"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_field_is_named_with_what_was_expected(record: Make, case: str) -> None:
    """Each fault is told as such, under its field."""
    changes, field, expected = BAD[case]
    (problem,) = _problems(_line(record(), **changes))
    assert problem.field == field
    assert expected in problem.expected


def test_missing_fields_are_named(record: Make) -> None:
    """A name that isn't there is a fault, also where its value could be null."""
    data = json.loads(dump(record()))
    del data["author"], data["url"]
    told = {problem.field: problem.expected for problem in _problems(json.dumps(data).encode())}
    assert told == {"author": "a value, or null where it is unknown", "url": "a value"}


NO_OBJECT = {
    "a truncated object": (b'{"id": "x:1", "platf', "JSON object"),
    "a list": (b"[1, 2]", "JSON object"),
    "nesting without end": (b"[" * 100_000, "JSON object"),
    "a number without end": (b'{"id": ' + b"9" * 10_000 + b"}", "JSON object"),
    "Latin-1": ('{"text": "caf\xe9"}'.encode("latin-1"), "UTF-8 text"),
    "a long line": (b'{"text": "' + b"a" * LONGEST_LINE + b'"}', "at most 1 MiB"),
}


@pytest.mark.parametrize("case", NO_OBJECT)
def test_a_line_that_is_no_object_is_one_problem(case: str) -> None:
    """Broken JSON, foreign bytes and endless lines are told in one short problem each."""
    line, expected = NO_OBJECT[case]
    (problem,) = _problems(line)
    assert expected in problem.expected
    assert len(str(problem)) < 300


def test_blank_lines_are_passed_over_but_counted(record: Make) -> None:
    """The number of a problem is that of its line in the file."""
    found = list(parse_lines([b"\n", b" \r\n", dump(record()), b"{\n"], "f"))
    assert isinstance(found[0], Record)
    assert isinstance(found[1], Problem)
    assert found[1].place == "f:4"


def test_a_byte_order_mark_and_dos_line_ends_are_read(record: Make) -> None:
    """Files of other systems are read as they are."""
    first = record()
    line = b"\xef\xbb\xbf" + dump(first).rstrip() + b"\r\n"
    assert parse_line(line, "f:1") == first


def test_characters_that_no_page_may_hold_are_replaced(record: Make) -> None:
    """NUL, control characters and lone surrogates become U+FFFD; whole surrogate pairs stay."""
    bad = "a\x00b\x1bc\ud83dd\uffffe"
    found = parse_line(_line(record(), text=bad, title="\ud83e\udde0 whole"), "f:1")
    assert isinstance(found, Record)
    assert found.text == "a\ufffdb\ufffdc\ufffdd\ufffde"
    assert found.title == "\U0001f9e0 whole"


TIMES = {
    "2026-03-27T08:15:00Z": "2026-03-27T08:15:00",
    "2026-03-27T08:15:00.987654+02:00": "2026-03-27T06:15:00",
    "Fri, 27 Mar 2026 08:15:00 GMT": "2026-03-27T08:15:00",
    "Fri, 27 Mar 2026 08:15:00 EST": "2026-03-27T13:15:00",
    "Fri Mar 27 08:15:00 +0530 2026": "2026-03-27T02:45:00",
    "2026-03-27 08:15 UTC": "2026-03-27T08:15:00",
    "27 March 2026 8:15pm -0700": "2026-03-28T03:15:00",
}


@pytest.mark.parametrize("text", TIMES)
def test_times_in_many_forms_are_read_as_utc(record: Make, text: str) -> None:
    """Any usual form with a zone is one instant in UTC, to the second."""
    found = parse_line(_line(record(), published_at=text), "f:1")
    assert isinstance(found, Record)
    assert found.published_at.replace(tzinfo=None).isoformat() == TIMES[text]


def test_the_zone_of_the_machine_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """A zone name that is only this machine's own is as unknown as anywhere."""
    monkeypatch.setenv("TZ", "XST-5:30")
    time.tzset()
    try:
        with pytest.raises(ValueError, match="zone"):
            read("2026-03-27 08:15 XST")
    finally:
        os.environ.pop("TZ", None)
        time.tzset()


def test_the_option_stands_in_only_where_a_line_has_no_time(record: Make) -> None:
    """``collected_at`` is used for lines without one and never overrules a line."""
    first = record()
    data = json.loads(dump(first))
    assert parse_line(json.dumps(data).encode(), "f:1", collected_at=NOON) == first
    del data["collected_at"]
    found = parse_line(json.dumps(data).encode(), "f:1", collected_at=NOON)
    assert isinstance(found, Record)
    assert found.collected_at == NOON
    (problem,) = _problems(json.dumps(data).encode())
    assert "--collected-at" in problem.expected


def test_a_given_platform_is_filled_in_and_held_against_every_line(record: Make) -> None:
    """``platform`` stands in where a line has none; a line of another platform is a problem."""
    data = json.loads(dump(record()))
    del data["platform"]
    line = json.dumps(data).encode()
    assert isinstance(parse_line(line, "f:1", platform="bluesky"), Record)
    (problem,) = _problems(dump(record()), platform="reddit")
    assert (problem.field, problem.expected, problem.found) == ("platform", "reddit", "bluesky")


@pytest.mark.parametrize("name", ["[deleted]", "u/[deleted]", "[removed]", "", "@"])
def test_an_account_that_is_gone_is_nobody(record: Make, name: str) -> None:
    """What a platform prints for a deleted account is no handle: the author is unknown."""
    found = parse_line(_line(record(), author=name), "f:1")
    assert isinstance(found, Record)
    assert found.author is None
