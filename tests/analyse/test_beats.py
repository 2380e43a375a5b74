"""Promises of beat matching."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import yaml
from analyse_cases import HERE, cases, settings, why
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from newsdesk.analyse import beats, relevance
from newsdesk.analyse.entities import names
from newsdesk.analyse.matching import fold
from newsdesk.config import Beat, BeatRules

NOTHING: Mapping[str, int] = {}
SENTENCES: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (HERE / "cases" / "beat_sentences.yaml").read_text("utf-8")
)


def matcher(**rules: Any) -> beats.Beats:
    """Return a matcher for one beat with these rules (``also`` is called ``with`` in the settings)."""
    return beats.Beats(
        [Beat(slug="beat", name="Beat", group="group", description="A beat.", match=BeatRules(**rules))]
    )


def confidence(rules: beats.Beats, text: str, title_end: int = 0, community: str | None = None) -> float:
    """Return the confidence of the one beat, 0 where it isn't reported."""
    return rules.of(fold(text), title_end, NOTHING, community).get("beat", 0.0)


@pytest.mark.parametrize("case", cases("beats"), ids=why)
def test_beats_of_each_case(case: dict[str, Any]) -> None:
    """Each record of the table is on the beats that stand beside it, by the settings that ship."""
    text = case["text"]
    places = {found.entity: found.start for found in reversed(names().mentions(text))}
    found = beats.Beats(settings().beats).of(fold(text), 0, places, case.get("community"))
    assert sorted(found) == sorted(case["beats"])


@pytest.mark.parametrize(
    ("slug", "text", "belongs"),
    [
        (slug, text, kind == "belong")
        for slug, sentences in SENTENCES.items()
        for kind in ("belong", "stray")
        for text in sentences[kind]
    ],
)
def test_sentences_of_each_beat(slug: str, text: str, belongs: bool) -> None:
    """A sentence is on its beat, or not although it comes near, what isn't about AI being on none."""
    folded = fold(text)
    places = {found.entity: found.start for found in reversed(names().mentions(text))}
    found = SHIPPED.of(folded, 0, places, None)
    about = relevance.score(folded, places, found, None) >= relevance.ABOUT
    assert (about and slug in found) is belongs, found


def test_every_beat_has_sentences() -> None:
    """The table knows each beat that ships, with four that belong and three that stray at least."""
    assert set(SENTENCES) == {beat.slug for beat in settings().beats}
    assert len(settings().beats) == 24
    assert all(len(row["belong"]) >= 4 and len(row["stray"]) >= 3 for row in SENTENCES.values())


@pytest.mark.parametrize(
    ("phrase", "text", "hit"),
    [
        ("agent*", "two agents met", True),
        ("agent*", "the agent", True),
        ("agent*", "reagents", False),
        ("agent", "agents", False),
        ("open weight*", "OPEN WEIGHTS!", True),
        ("open weight*", "open\nweights", True),
        ("replace* workers", "it replaced workers", True),
        ("replace* workers", "it replaced some workers", False),
        ("70b", "a 170b model", False),
        ("c++", "in c++ only", True),
        ("don't", "I don’t know", True),
    ],
)
def test_phrases_match_whole_words_in_any_case(phrase: str, text: str, hit: bool) -> None:
    """Phrases match whole words, case folded; a star is any ending of its word."""
    assert bool(confidence(matcher(any=[phrase]), text)) is hit


def test_ways_in_are_ordered_by_how_much_they_say() -> None:
    """A title says more than a text, two phrases more than one, a phrase more than a community."""
    rules = matcher(any=["one thing", "other thing"], communities=["r/Place"])
    far = "x " * 100
    single = confidence(rules, far + "one thing")
    assert confidence(rules, "one thing " + far, title_end=9) > single
    assert confidence(rules, far + "one thing and the other thing") > single
    assert single > confidence(rules, far, community="R/place") == beats.COMMUNITY >= beats.FLOOR


def test_context_must_stand_near_in_a_long_text() -> None:
    """A phrase in passing, far from its context, in a long text is not reported."""
    rules = matcher(any=["job"], **{"with": ["ai"]})
    assert confidence(rules, "x " * 900 + "job " + "x " * 200 + "ai") == 0.0
    assert confidence(rules, "x " * 400 + "job and ai") > 0.0
    assert confidence(rules, "a job without it") == 0.0


def test_one_phrase_late_in_a_long_text_is_in_passing() -> None:
    """A single phrase counts less the longer the text is, unless it stands early or comes again."""
    rules = matcher(any=["job"])
    short, longer, long = (confidence(rules, "x " * count + "a job") for count in (100, 400, 900))
    assert short > longer > long == 0.0
    assert confidence(rules, "x " * 900 + "a job, a job") == short
    assert confidence(rules, "a job " + "x " * 900) > short


def test_rows_of_hashtags_say_nothing() -> None:
    """A phrase in a row of four hashtags or more doesn't count, one in a sentence does."""
    rules = matcher(any=["jobs"])
    assert confidence(rules, "good morning #jobs #ai #data #iot #startup") == 0.0
    assert confidence(rules, "good #morning, new #jobs today") > 0.0
    assert confidence(rules, "new jobs #ai #data #iot #startup #jobs") > 0.0


def test_a_barred_phrase_keeps_a_record_out() -> None:
    """``none`` wins over every way in."""
    rules = matcher(any=["congress"], none=["library of congress"], communities=["c"])
    assert confidence(rules, "the Library of Congress", community="c") == 0.0


def test_an_entity_is_a_way_in() -> None:
    """A named entity puts a record on the beat, more surely in the title."""
    rules = matcher(entities=["ollama"])
    assert rules.of("x", 0, {"ollama": 5}, None) == {"beat": beats.ENTITY}
    assert rules.of("x", 10, {"ollama": 5}, None)["beat"] > beats.ENTITY


@profile(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.integers(0, 300), st.one_of(st.none(), st.text(max_size=20)))
def test_no_text_breaks_the_rules(text: str, title_end: int, community: str | None) -> None:
    """Whatever a record says, confidences are between the floor and 1."""
    found = SHIPPED.of(fold(text), title_end, NOTHING, community)
    assert all(beats.FLOOR <= value <= 1.0 for value in found.values())


@profile(max_examples=60, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=6), st.text(max_size=60))
def test_no_phrase_breaks_the_matcher(phrases: list[str], text: str) -> None:
    """Any phrase an operator writes compiles and matches without failing."""
    confidence(matcher(any=phrases), text)


SHIPPED = beats.Beats(settings().beats)
