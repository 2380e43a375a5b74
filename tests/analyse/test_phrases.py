"""Promises of phrases and terms."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from analyse_cases import cases, why
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.analyse import phrases, terms
from newsdesk.analyse.function_words import FUNCTION_WORDS
from newsdesk.analyse.matching import fold

WORDS = st.sampled_from(
    [
        "open",
        "weights",
        "the",
        "of",
        "10",
        "Kimi-K2",
        "MechaHitler",
        "agents",
        ",",
        ".",
        "\n",
        "don't",
        "—",
        "İ",
    ]
)
TEXTS = st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=80).map(" ".join))


@pytest.mark.parametrize("case", cases("phrases"), ids=why)
def test_phrases_of_each_case(case: dict[str, Any]) -> None:
    """Each text of the table has the phrases that stand beside it and none of those it must not have."""
    found = phrases.of(case["text"])
    assert set(case["has"]) <= set(found)
    assert not set(case["not"]) & set(found)


@settings(max_examples=250, deadline=None)
@given(TEXTS)
def test_any_text_has_bounded_phrases(text: str) -> None:
    """Phrases are few, distinct, sorted, short, folded, edged by words with a meaning; and the same again."""
    found = phrases.of(text)
    assert list(found) == sorted(set(found))
    assert len(found) <= sum(phrases.AT_MOST.values()) == 40
    for phrase in found:
        words = phrase.split(" ")
        assert 1 <= len(words) <= 4
        assert not {words[0], words[-1]} & FUNCTION_WORDS
        assert any(char.isalpha() for char in phrase)
        assert phrase == fold(phrase)
    assert phrases.of(text) == found


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["open weights", "kimi k2 is here", "a new license"]), max_size=6))
def test_the_order_of_lines_changes_no_phrase(lines: list[str]) -> None:
    """Where a text is short, its phrases don't depend on the order of its lines."""
    assert phrases.of("\n".join(lines)) == phrases.of("\n".join(reversed(lines)))


def test_a_long_text_is_cut() -> None:
    """What stands behind the part that is read changes nothing."""
    head = "filler words here. " * (phrases.READ // 19 + 1)
    assert phrases.of(head) == phrases.of(head + "MechaHitler " * 50_000)


def test_terms_are_hashes_of_stems() -> None:
    """A term is the signed 64-bit BLAKE2b hash of a content word's stem."""
    data = hashlib.blake2b(b"model", digest_size=8).digest()
    assert terms.of("the Models") == (int.from_bytes(data, "little", signed=True),)


@pytest.mark.parametrize(
    ("some", "same"),
    [("models", "Model"), ("policies", "policy"), ("training", "trained"), ("OpenAI's", "openai")],
)
def test_forms_of_a_word_are_one_term(some: str, same: str) -> None:
    """Common endings, capitals and the possessive make no other term."""
    assert terms.of(some) == terms.of(same) != ()


@pytest.mark.parametrize("text", ["the of and", "24 1.5", "a b", "", "!?"])
def test_words_without_content_make_no_term(text: str) -> None:
    """Words of grammar, numbers and single letters are no terms."""
    assert terms.of(text) == ()


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_any_text_has_bounded_terms(text: str) -> None:
    """Terms are at most 64 distinct signed 64-bit numbers, ascending, and the same again."""
    found = terms.of(text)
    assert list(found) == sorted(set(found))
    assert len(found) <= terms.AT_MOST == 64
    assert all(-(2**63) <= term < 2**63 for term in found)
    assert terms.of(text) == found


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["open", "weights", "license", "models", "the", "agent"]), max_size=40))
def test_the_order_of_words_changes_no_term(words: list[str]) -> None:
    """The terms of a text don't depend on the order of its words."""
    assert terms.of(" ".join(words)) == terms.of(" ".join(sorted(words)))
