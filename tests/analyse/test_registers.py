"""Promises of registers."""

from __future__ import annotations

from collections import Counter
from importlib import resources
from typing import Any, get_args

import pytest
import yaml
from analyse_cases import cases, why
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.analyse import registers, sentiment
from newsdesk.analyse.matching import fold
from newsdesk.records import Register

LISTS = yaml.safe_load(resources.files("newsdesk.analyse").joinpath("registers.yaml").read_text("utf-8"))
CUES = st.sampled_from([phrase for lists in LISTS.values() for some in lists.values() for phrase in some])
MOODS = st.floats(-1, 1)


@pytest.mark.parametrize("case", cases("registers"), ids=why)
def test_register_of_each_case(case: dict[str, Any]) -> None:
    """Each text of the table is written in the register that stands beside it."""
    assert registers.of(case["text"], sentiment.score(case["text"])) == case["is"]


def test_every_register_has_words() -> None:
    """All registers but neutral have strong and weak phrases, each folded and once."""
    assert set(LISTS) == set(get_args(Register)) - {"neutral"}
    for lists in LISTS.values():
        phrases = Counter([*lists["strong"], *lists["weak"]])
        assert [phrase for phrase, times in phrases.items() if times > 1 or fold(phrase) != phrase] == []


@settings(max_examples=250, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(CUES, max_size=12).map(" ".join)), MOODS)
def test_any_text_has_a_register(text: str, mood: float) -> None:
    """Whatever is written, the answer is one of ten, and the same again."""
    found = registers.of(text, mood)
    assert found in get_args(Register)
    assert registers.of(text, mood) == found


@settings(max_examples=100, deadline=None)
@given(st.lists(CUES, max_size=6), MOODS)
def test_order_of_lines_changes_nothing(lines: list[str], mood: float) -> None:
    """The register of a text doesn't depend on the order in which it says things."""
    apart = [f"{line} ." for line in lines]
    assert registers.of("\n".join(apart), mood) == registers.of("\n".join(reversed(apart)), mood)


@pytest.mark.parametrize("kind", ["paper", "article"])
def test_reports_have_no_argument_of_their_own(kind: Any) -> None:
    """A paper is neutral, and an article isn't analytical for being one."""
    [text] = [case["text"] for case in cases("registers") if case["is"] == "analytical"]
    assert registers.of(text, 0.0, kind) == "neutral"


def test_a_contradicting_mood_weighs_a_cue_down() -> None:
    """A tone that the mood of the text contradicts needs more cues."""
    assert registers.of("this is hilarious and promising", 0.3) == "amused"
    assert registers.of("promising", 0.3) == "hopeful"
    assert registers.of("promising", -0.5) == "neutral"


def test_a_long_text_needs_more_cues() -> None:
    """One laugh in a long even text is not an amused text."""
    even = "The table in the appendix lists the parts. " * 20
    assert registers.of("lol", 0.0) == "amused"
    assert registers.of(even + "lol", 0.0) == "neutral"
