"""Promises of the flags: irony, do-not-quote, promotion."""

from __future__ import annotations

import time
from typing import Any

import pytest
from analyse_cases import cases, why
from analyse_cases import settings as shipped
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import make_record
from newsdesk.analyse import do_not_quote, irony, promotion
from newsdesk.analyse.analyser import Analyser
from newsdesk.analyse.matching import fold
from newsdesk.analyse.reading import blank_addresses

PIECES = st.sampled_from(
    [
        *(case["text"] for table in ("irony", "do_not_quote", "promotion") for case in cases(table)),
        *("@", " ", "\n", '"', "(at)", "/s", "+", "555", "1", ".", "İ", "I'm 1", "my ", "year old"),
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=8).map("".join))


def held(text: str, kind: Any = "post") -> bool:
    """Ask the filter as the analyser does."""
    return do_not_quote.found(text, fold(blank_addresses(text)), kind)


@pytest.mark.parametrize("case", cases("irony"), ids=why)
def test_irony_of_each_case(case: dict[str, Any]) -> None:
    """Each text of the table is marked as irony or not, as stands beside it."""
    assert irony.found(case["text"], case["mood"]) is case["is"]


@pytest.mark.parametrize("case", cases("do_not_quote"), ids=why)
def test_what_stays_out_of_print(case: dict[str, Any]) -> None:
    """Each text of the table is kept out of print or not, as stands beside it."""
    assert held(case["text"], case.get("kind", "post")) is case["is"]


@pytest.mark.parametrize("case", cases("promotion"), ids=why)
def test_advertisements_of_each_case(case: dict[str, Any]) -> None:
    """Each text of the table is an advertisement or not, as stands beside it."""
    links = (case["link"],) if "link" in case else ()
    record = make_record(text=case["text"], kind=case.get("kind", "post"), links=links)
    assert promotion.found(record, fold(case["text"])) is case["is"]


@settings(max_examples=250, deadline=None)
@given(TEXTS, st.floats(-1, 1))
def test_any_text_has_an_answer(text: str, mood: float) -> None:
    """Whatever is written, each flag is set or not, and the same again."""
    record = make_record(text=text)
    answers = [(irony.found(text, mood), held(text), promotion.found(record, fold(text))) for _ in range(2)]
    assert answers[0] == answers[1]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([case["text"] for case in cases("do_not_quote") if case["is"]]), st.text(max_size=60))
def test_what_follows_frees_nothing(text: str, rest: str) -> None:
    """A text that stays out of print stays out whatever is written in the next lines."""
    assert held(text)
    assert held(f"{text}\n\n{rest}")


@pytest.mark.parametrize(
    "text",
    ["a.a" * 9000, "1 (" * 9000, "1" * 30_000, '"' * 20_000, "my wife " * 4000, "x (at) " * 4000, "@" * 9000],
)
def test_hostile_length_costs_little(text: str) -> None:
    """No pattern takes long over a text that was made to be slow."""
    started = time.process_time()
    irony.found(text, -1.0)
    held(text)
    assert time.process_time() - started < 1.0


def test_flags_come_together_and_in_order() -> None:
    """One record can bear all flags; they are in alphabetical order."""
    text = "Yeah, right. Use my promo code, write to jo@mail.example.org"
    assert Analyser(shipped()).analyse(make_record(text=text)).flags == ("do-not-quote", "irony", "promotion")
