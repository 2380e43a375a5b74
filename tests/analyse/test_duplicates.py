"""Promises of near-duplicate groups."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.analyse.duplicates import BANDS, SIMILARITY_AT_HALF, bands, group

POST = (
    "The lab that promised to publish its weights in June has moved the date again, and the reasons given "
    "this time are the same ones it laughed at two years ago when somebody else gave them."
)

EXPECTED_SHORT = 278012828296328614
EXPECTED_LONG = -1707741570515737667

ROWS = st.lists(
    st.tuples(st.integers(0, 10_000), st.lists(st.integers(0, 12), max_size=3)),
    max_size=30,
    unique_by=lambda r: r[0],
).map(lambda rows: [(str(name), tuple(hashes)) for name, hashes in rows])


def shared(one: str, other: str) -> bool:
    """Whether two texts have a band in common."""
    return bool(set(bands(one)) & set(bands(other)))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (POST.upper(), True),
        (POST + " https://news.example/a", True),
        ("RT " + POST, True),
        (POST.replace("June", "July"), True),
        (
            "Nobody at the table had read the licence, which is how the licence got signed in the end.",
            False,
        ),
        ("", False),
    ],
)
def test_same_text_in_other_clothes(other: str, same: bool) -> None:
    """Case, an address, a prefix or one changed word leave a text the same; other words don't."""
    from newsdesk.analyse.reading import own_words

    assert shared(own_words(POST), own_words(other)) is same


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("… !!", 0), ("This.", 1), ("so much this", 1), (POST, BANDS)]
)
def test_short_texts_are_compared_as_a_whole(text: str, count: int) -> None:
    """Fewer than four words make one exact band, none make none."""
    assert len(bands(text)) == count


def test_short_texts_with_the_same_words_are_the_same() -> None:
    """Punctuation and case don't make a short answer another one; a word does."""
    assert bands("So much this!") == bands("so much THIS")
    assert bands("so much this") != bands("so much that")


def test_stated_similarity_is_that_of_the_formula() -> None:
    """The similarity at which a pair is found half the time is what the docstring says."""
    assert pytest.approx(0.73, abs=0.005) == SIMILARITY_AT_HALF


def test_bands_never_change() -> None:
    """The hashes of a text are these on every machine and in every release."""
    assert bands("so much this") == (EXPECTED_SHORT,)
    assert bands(POST)[0] == EXPECTED_LONG


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_text_has_signed_64_bit_bands(text: str) -> None:
    """Whatever is written, bands fit a BIGINT column."""
    assert all(-(2**63) <= band < 2**63 for band in bands(text))


@given(ROWS, st.data())
def test_a_group_depends_only_on_what_came_before(
    rows: list[tuple[str, tuple[int, ...]]], data: st.DataObject
) -> None:
    """The groups of a prefix are the prefix of the groups: later records change nothing."""
    cut = data.draw(st.integers(0, len(rows)))
    whole = group(rows)
    assert group(rows[:cut]) == {record: whole[record] for record, _ in rows[:cut]}


@given(ROWS)
def test_a_group_is_named_by_its_first_record(rows: list[tuple[str, tuple[int, ...]]]) -> None:
    """The first record of a group is in it, and no member stands before it."""
    order = {record: place for place, (record, _) in enumerate(rows)}
    groups = group(rows)
    assert set(groups) == set(order)
    assert all(groups[first] == first and order[first] <= order[record] for record, first in groups.items())
