"""Promises of language detection."""

from __future__ import annotations

from typing import Any

import pytest
from analyse_cases import cases, why
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.analyse import language


@pytest.mark.parametrize("case", cases("languages"), ids=why)
def test_language_of_each_case(case: dict[str, Any]) -> None:
    """Each text of the table is taken to be in the language that stands beside it."""
    assert language.of(case["text"], case["tag"]) == case["is"]


@settings(max_examples=150, deadline=None)
@given(st.text(), st.one_of(st.none(), st.text(max_size=12)))
def test_any_text_and_tag_have_a_language(text: str, tag: str | None) -> None:
    """Whatever a source sends, the answer is a short lower-case code and the same again."""
    found = language.of(text, tag)
    assert found.isascii()
    assert found.islower()
    assert 2 <= len(found) <= 3
    assert found == language.of(text, tag)
