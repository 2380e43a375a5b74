"""Promises of relevance: whether a record is about AI at all."""

from __future__ import annotations

from typing import Any

import pytest
from analyse_cases import cases, settings, why
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from newsdesk.analyse import relevance
from newsdesk.analyse.beats import Beats
from newsdesk.analyse.entities import gazetteer, names
from newsdesk.analyse.matching import fold

BEATS = Beats(settings().beats)
#: Words that say nothing about any subject.
PLAIN = st.sampled_from(["bread", "and", "the", "river", "slowly", "chairs", "Ruth", "of", "yellow", "never"])


def about(text: str, title: str = "", community: str | None = None) -> float:
    """Return the relevance of a text as the analyser asks for it."""
    whole = f"{title}\n\n{text}" if title else text
    folded = fold(whole)
    places: dict[str, int] = {}
    for mention in names().mentions_in(whole, folded):
        places.setdefault(mention.entity, mention.start)
    beats = BEATS.of(folded, len(title), places, community)
    return relevance.score(folded, places, beats, community, title_end=len(title))


@pytest.mark.parametrize("case", cases("relevance"), ids=why)
def test_relevance_of_each_case(case: dict[str, Any]) -> None:
    """Each text of the table is about AI, or not, as stands beside it."""
    value = about(case["text"], case.get("title", ""), case.get("community"))
    assert (value >= relevance.ABOUT) is case["about"], value


def test_there_are_enough_cases_of_both_kinds() -> None:
    """The table holds sixty cases or more, a third of each kind at least."""
    answers = [case["about"] for case in cases("relevance")]
    assert len(answers) >= 60
    assert min(answers.count(True), answers.count(False)) >= len(answers) / 3


@profile(max_examples=300, deadline=None)
@given(st.text(max_size=400), st.text(max_size=40), st.one_of(st.none(), st.text(max_size=20)))
def test_any_text_has_a_relevance(text: str, title: str, community: str | None) -> None:
    """Whatever a record says, its relevance is between 0 and 1, and the same when asked again."""
    value = about(text, title, community)
    assert 0.0 <= value <= 1.0
    assert about(text, title, community) == value


@profile(max_examples=100, deadline=None)
@given(
    st.sampled_from([case["text"] for case in cases("relevance") if not case.get("community")]),
    st.lists(PLAIN, min_size=1, max_size=300),
)
def test_unrelated_words_behind_a_text_never_raise_it(text: str, words: list[str]) -> None:
    """What is added behind a text and has nothing to do with AI makes it no more relevant."""
    assert about(f"{text} {' '.join(words)}") <= about(text)


def test_a_term_raises_and_another_sense_lowers() -> None:
    """Naming AI speaks for a text, a word in its other sense against it."""
    plain = about("The new agent is here.")
    assert about("The new agent is here, an LLM.") > plain
    assert about("The new real estate agent is here.") < plain


def test_an_aside_fades_with_the_length_of_the_text() -> None:
    """The longer the text before a single mention, the less it is about AI; in the title it counts more."""
    before = ["the river is wide and slow " * count for count in (1, 20, 60, 200)]
    values = [about(f"{text}and so is an AI.") for text in before]
    assert values == sorted(values, reverse=True)
    assert values[0] >= relevance.ABOUT > values[-1]
    assert about(before[2], title="So is an AI") > values[2]


def test_a_community_about_ai_vouches_for_what_it_says() -> None:
    """A reply without a subject is about AI where everything is, whatever the case of the name."""
    assert about("Exactly this.", community="r/localllama") >= relevance.ABOUT
    assert about("Exactly this.", community="r/gardening_example") < relevance.ABOUT


def test_names_of_general_talk_are_known_and_say_nothing() -> None:
    """A state says nothing, nor does a company that does everything; a product of the field is enough."""
    assert relevance.score("x", {"china": 0, "google": 0}, {}, None) == relevance.score("x", {}, {}, None)
    assert relevance.score("x", {"ollama": 0}, {}, None) >= relevance.ABOUT
    assert relevance.score("x", {"nobody-knows-this": 0}, {}, None) == relevance.score("x", {}, {}, None)
    assert {"china", "google", "ollama"} <= set(gazetteer())
