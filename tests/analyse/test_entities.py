"""Promises of the gazetteer and its matcher."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Any, get_args

import pytest
from analyse_cases import cases, why
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.analyse import entities
from newsdesk.analyse.matching import Phrases, fold
from newsdesk.records import EntityType

NAMES = sorted({form for entry in entities.entries() for form, _ in entry.forms()})
PIECES = st.sampled_from(
    [*NAMES, " ", "-", "'", "’", "é", "e\u0301", "İ", "ß", "ǅ", "https://x.example/", "a", "9", "_"]
)


@pytest.mark.parametrize("case", cases("entities"), ids=why)
def test_names_found_in_each_case(case: dict[str, Any]) -> None:
    """Each text of the table mentions the names that stand beside it, in that order."""
    assert [found.entity for found in entities.names().mentions(case["text"])] == case["found"]


@settings(max_examples=250, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_mentions_lie_in_the_text_and_never_overlap(text: str) -> None:
    """Offsets are those of the text as given; what stands there is a form of the name, whole."""
    forms = {
        entry.id: {fold(unicodedata.normalize("NFC", form)) for form, _ in entry.forms()}
        for entry in entities.entries()
    }
    end = 0
    for found in entities.names().mentions(text):
        assert end <= found.start < found.end <= len(text)
        assert fold(unicodedata.normalize("NFC", text[found.start : found.end])) in forms[found.entity]
        assert not (found.start and text[found.start - 1].isalnum() and text[found.start].isalnum())
        end = found.end


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_folding_keeps_every_position(text: str) -> None:
    """Folded text is as long as the text, so that positions are shared."""
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_match_however_they_are_coded(form: Any) -> None:
    """A name with an accent is found composed and decomposed."""
    text = unicodedata.normalize(form, "at the Café Élan today")
    [(_, start, end)] = Phrases(["café élan"]).find(fold(text))
    assert unicodedata.normalize("NFC", text[start:end]) == "Café Élan"


def test_a_combining_mark_continues_a_word() -> None:
    """A name followed by an accent is another word."""
    assert list(Phrases(["cafe"]).find(fold("cafe\u0301"))) == []


def test_gazetteer_covers_the_field() -> None:
    """At least 120 names, ids once each, all eight types, glosses of five words or fewer."""
    known = entities.gazetteer()
    assert len(known) == len(entities.entries()) >= 120
    assert set(get_args(EntityType)) == {entity.type for entity in known.values()}
    assert [e.id for e in known.values() if not 1 <= len((e.gloss or "").split()) <= 5] == []


def test_no_form_names_two_entities() -> None:
    """No printed form is clear for one entity and clear for another: the first would win by accident."""
    clear = Counter(
        (form if entry.exact else fold(form))
        for entry in entities.entries()
        for form in {f if entry.exact else fold(f) for f, ambiguous in entry.forms() if not ambiguous}
    )
    assert [form for form, count in clear.items() if count > 1] == []


def test_ambiguous_names_say_what_they_need() -> None:
    """A name that needs context has context words, and only such a name has them."""
    assert [e.id for e in entities.entries() if bool(e.ambiguous) != bool(e.needs)] == []
