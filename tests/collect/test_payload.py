"""What an answer holds: JSON that is never half a character, whatever it spells."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.collect.payload import from_json

_ANY = st.characters(exclude_categories=[])
_WORDS = st.text(_ANY | st.sampled_from("\\ud800\U0001f600u8"), max_size=12)


def values(words: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Return JSON values with such words in them."""
    leaves = st.none() | st.booleans() | st.integers(-9, 9) | words
    return st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3)
    )


@pytest.mark.parametrize(
    ("spelt", "read"),
    [
        (rb"\ud83d\ude00", "\U0001f600"),
        (rb"\uD83D\uDE00!", "\U0001f600!"),
        (rb"a\ud83d", "a\x1a"),
        (rb"\ude00b", "\x1ab"),
        (rb"\ude00\ud83d", "\x1a\x1a"),
        (rb"\ud83d\ud83d\ude00", "\x1a\U0001f600"),
        (rb"\\ud83d", r"\ud83d"),
    ],
)
def test_half_a_pair_of_surrogates_is_substituted(spelt: bytes, read: str) -> None:
    """JSON can spell what no file can hold; whole pairs and mere backslashes stay."""
    assert from_json(b'{"a": "' + spelt + b'"}') == {"a": read}


@given(values(_WORDS))
def test_whatever_is_read_can_be_written(value: Any) -> None:
    """All words of a value can be encoded, also those of keys."""
    read = from_json(json.dumps(value).encode())
    assert json.dumps(read, ensure_ascii=False).encode().decode()


@given(values(st.text(max_size=12)))
def test_good_json_is_read_as_it_is(value: Any) -> None:
    """Where every character is whole, nothing is changed, however it is spelt."""
    assert from_json(json.dumps(value).encode()) == value
    assert from_json(json.dumps(value, ensure_ascii=False).encode()) == value
