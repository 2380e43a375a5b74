"""What is heard again in another story: shapes and runs, and what is never our own prose."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import drafting
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.check import check, gate
from newsdesk.stories import Draft, Part, Sentence
from newsdesk.voice import RUN, Style, avoid, closing, fingerprint, names_of, opening, runs, style

BRIEF = drafting.brief()
NAMES = names_of(BRIEF)
WORDS = ["a", "the", "license", "forms", "and", "Hacker News", "{speaker}", "on Friday", "tests"]
PROSE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)
#: What is told, and its shape.
SHAPES = [
    ("{quote}, {speaker} wrote on Friday, November 13.", "{quote} {speaker} wrote {time}", "opens"),
    ("In the 24 hours to Friday evening, November 13, {another} wrote.", "{time} in {speaker} wrote", ""),
    ("On Coding Agents, 40 people", "on {name} {number} people", "opens"),
    ("Then coding agents' critics asked", "then {name} critics asked", ""),
    ("{Stat} of it came from {Speaker}.", "it came from {speaker}", "closes"),
    ("{Speaker} asked: {quote}", "{speaker} asked {quote}", "closes"),
]


def sentence(text: str) -> Sentence:
    """Return a sentence of one part."""
    return Sentence(parts=(Part(kind="reading", text=text),))


def draft(*texts: str, quote: str | None = None) -> Draft:
    """Return the sound draft with these sentences in its first paragraph, and perhaps another quotation."""
    data: dict[str, Any] = drafting.sound()
    data["paragraphs"][0] += [[{"kind": "said", "text": text, "cites": ["r1"]}] for text in texts]
    if quote is not None:
        data["paragraphs"][0][0][0]["quote"]["text"] = quote
    return drafting.draft(data, BRIEF)


def heard(told: Draft, *lately: Style) -> list[str]:
    """Return what the gate hears of a draft in the last stories, as codes with their places."""
    brief = BRIEF.model_copy(update={"avoid": avoid(lately)})
    return [
        f"{finding.code} {finding.part}"
        for finding in check(told, brief)
        if finding.code.startswith("voice-")
    ]


def own(texts: list[str]) -> Style:
    """Return the style of a story that holds nothing but these sentences."""
    found = frozenset(fingerprint(run) for text in texts for run in runs(sentence(text), NAMES))
    return Style(runs=found)


@pytest.mark.parametrize(("text", "shape", "where"), [case for case in SHAPES if case[2]])
def test_a_shape_shows_marks_for_what_is_put_in(text: str, shape: str, where: str) -> None:
    """Quotations, speakers, numbers, times and names show as marks, all else as words in lower case."""
    assert (opening if where == "opens" else closing)(sentence(text), NAMES) == shape


@given(st.lists(PROSE, max_size=3), st.lists(PROSE, max_size=3))
def test_a_run_that_two_stories_share_is_found_from_both_sides(one: list[str], other: list[str]) -> None:
    """If the first repeats the second, the second would repeat the first."""
    there = any(fingerprint(run) in own(other).runs for text in one for run in runs(sentence(text), NAMES))
    back = any(fingerprint(run) in own(one).runs for text in other for run in runs(sentence(text), NAMES))
    assert there == back == bool(own(one).runs & own(other).runs)


@given(PROSE)
def test_six_words_in_a_row_are_found_and_five_are_not(text: str) -> None:
    """A run is exactly six words of ours between what is put in."""
    found = list(runs(sentence(f"{text} {{quote}} one two three four five"), NAMES))
    assert all(len(run) == RUN for run in found)
    assert not any("five" in run for run in found)
    assert list(runs(sentence("one two three four five six"), NAMES))


@given(st.text(max_size=80))
def test_a_quotation_is_never_our_own_prose(quote: str) -> None:
    """Whatever is quoted, a story's style stays the same."""
    assert style(draft(quote=quote), BRIEF) == style(draft(), BRIEF)


@settings(max_examples=30)
@given(st.lists(st.lists(PROSE, min_size=1, max_size=2), min_size=2, max_size=4), PROSE)
def test_the_order_of_the_last_stories_does_not_matter(stories: list[list[str]], text: str) -> None:
    """The same stories in another order are heard the same."""
    styles = [style(draft(*texts), BRIEF) for texts in stories]
    told = draft(text)
    assert len({tuple(heard(told, *order)) for order in permutations(styles)}) == 1


def test_a_name_is_one_word() -> None:
    """A beat of two words takes one of the six, also where "and" is written for its sign."""
    assert not list(runs(sentence("talk about coding agents goes on"), NAMES))
    assert len(list(runs(sentence("the talk about coding agents goes on"), NAMES))) == 1
    work = ("ai & work",)
    assert list(runs(sentence("talk of AI and work goes on here"), work)) == list(
        runs(sentence("Talk of AI & Work Goes On Here"), work)
    )


def test_a_story_does_not_lose_more_than_the_sentence_that_was_heard() -> None:
    """The gate drops the sentence with the run, and the rest is a story."""
    told = draft("It is the usual way in which a day of this kind begins.")
    again = Style(runs=own(["It is the usual way in which a day of this kind begins."]).runs)
    brief = BRIEF.model_copy(update={"avoid": avoid([again])})
    gated = gate(told, brief)
    assert gated.sound
    assert [lost.finding.code for lost in gated.dropped] == ["voice-run"]


def test_an_empty_list_is_never_heard() -> None:
    """The first story of a newsroom has nothing to avoid."""
    assert heard(draft()) == []
