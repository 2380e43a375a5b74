"""Promises of sentiment."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
import vader
import yaml
from analyse_cases import cases, why
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.analyse import sentiment
from newsdesk.analyse.reading import own_words
from newsdesk.analyse.sentiment_lexicon import LIMIT, lexicon
from newsdesk.analyse.sentiment_reading import Reading, read

OVERLAY = Path(sentiment.__file__).with_name("sentiment.yaml")


@pytest.mark.parametrize("case", cases("sentiment"), ids=why)
def test_how_talk_about_ai_is_judged(case: dict[str, Any]) -> None:
    """Each text of the table gets the label that stands beside it."""
    assert sentiment.label(sentiment.score(case["text"])) == case["label"]


def test_length_alone_is_not_a_mood() -> None:
    """A long even report with one kind word is neutral, though VADER calls it extreme."""
    report = "The model has 12 layers. It was trained in May. The tables are in the appendix. " * 12
    text = report + "Thanks to everybody who helped, this was a good month."
    assert vader.polarity_scores(text)["compound"] > 0.7
    assert sentiment.label(sentiment.score(text)) == "neutral"


def test_quoted_lines_are_not_the_authors_mood() -> None:
    """What somebody else said, quoted line by line, does not count as the author's mood."""
    answer = "> This is a terrible, horrible, useless model.\n\nWhich version did you run?"
    assert sentiment.score(own_words(answer)) == sentiment.score("Which version did you run?")
    assert sentiment.label(sentiment.score(own_words(answer))) == "neutral"
    assert sentiment.score(own_words("This is a terrible, horrible, useless model.")) < -0.3


@pytest.mark.parametrize(
    ("value", "label"),
    [(0.15, "positive"), (0.1499, "neutral"), (0.0, "neutral"), (-0.1499, "neutral"), (-0.15, "negative")],
)
def test_thresholds_are_where_they_are_said_to_be(value: float, label: str) -> None:
    """Labels change at the stated threshold and nowhere else."""
    assert sentiment.label(value) == label


def test_nothing_said_is_no_mood() -> None:
    """A text without a word or mark of mood has the score 0."""
    assert sentiment.score("") == 0.0
    assert sentiment.score("The table has four columns.") == 0.0


@given(st.floats(-50, 50), st.floats(-50, 50), st.floats(0.1, 5), st.floats(0.1, 5))
def test_a_higher_sum_is_never_a_lower_score(one: float, other: float, low: float, high: float) -> None:
    """The label is a function of the score: sums keep their order, and the cuts lie on the threshold."""
    assert (sentiment.mood(one, -low, high) <= sentiment.mood(other, -low, high)) or one >= other
    assert sentiment.mood(high, -low, high) == sentiment.THRESHOLD
    assert sentiment.mood(-low, -low, high) == -sentiment.THRESHOLD


@given(st.lists(st.sampled_from(sorted(lexicon().known)), max_size=30).map(" ".join))
def test_any_row_of_known_words_can_be_read(text: str) -> None:
    """Words, phrases, marks, boosters and negations in any order give a bounded score."""
    assert -1.0 <= sentiment.score(text) <= 1.0


def test_a_clause_ends_a_negation() -> None:
    """What is denied before a comma leaves what is praised after it alone; within the clause it doesn't."""
    assert read("Not this one, great work.").blame == 0.0
    assert read("This is not great work.").praise == 0.0


def test_a_phrase_keeps_its_denial() -> None:
    """The "not" of a phrase belongs to the phrase: it turns nothing else round and is no complaint."""
    assert read("I can't wait, awesome.").denies == 0
    assert read("I can't wait to love it").blame == 0.0
    assert read("It isn't there.").denies == 1


def test_weights_point_where_they_should() -> None:
    """Praise and cheers raise a mood, blame and denials lower it."""
    weights = dict(zip(Reading._fields, sentiment.weights().each, strict=True))
    assert all(weights[name] > 0 for name in ("praise", "kind", "cheers", "own_praise"))
    assert all(weights[name] < 0 for name in ("blame", "unkind", "denies", "own_blame"))
    assert sentiment.weights().negative < 0 < sentiment.weights().positive


def test_word_lists_hold_words() -> None:
    """Every key is lower-case text (YAML reads a bare "no" as False), every value on VADER's scale."""
    overlay = yaml.safe_load(OVERLAY.read_text(encoding="utf-8"))
    assert all(isinstance(word, str) and word == word.lower() for table in overlay.values() for word in table)
    tables = (overlay["words"], overlay["phrases"], overlay["emoji"])
    assert all(-LIMIT <= value <= LIMIT for table in tables for value in table.values())
    assert all(" " in phrase for phrase in overlay["phrases"])
    assert not set(overlay["neutral"]) & set(overlay["words"])


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_has_a_bounded_score(text: str) -> None:
    """Whatever is written, the score lies in -1…1 and is the same again."""
    score = sentiment.score(text)
    assert -1.0 <= score <= 1.0
    assert score == sentiment.score(text)


def test_hostile_length_is_cut() -> None:
    """What stands behind the part that is read changes nothing."""
    head = "This is awful. " * (sentiment.READ // 15 + 1)
    assert sentiment.score(head) == sentiment.score(head + "great " * 100_000)


# Measured when the weights were trained: 0.634 and 0.752 (plain VADER: 0.596 and 0.703). Three points above
# VADER are promised; on the second, which was trained on, the floor leaves room for a word or two.
@pytest.mark.corpus
@pytest.mark.parametrize(("name", "floor"), [("tweeteval_sentiment", 0.626), ("vader_tweets", 0.73)])
def test_general_posts_are_judged_as_well_as_before(data_dir: Path, name: str, floor: float) -> None:
    """Words for AI talk may not be bought with worse judgement of everyday posts."""
    place = data_dir / "labelled" / "sentiment" / f"{name}.jsonl.gz"
    if not place.is_file():
        pytest.skip(f"no labelled posts at {place}")
    with gzip.open(place, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    hits: dict[str, list[bool]] = {}
    for row in rows:
        given_label = sentiment.label(sentiment.score(own_words(row["text"])))
        hits.setdefault(row["label"], []).append(given_label == row["label"])
    recall = sum(sum(found) / len(found) for found in hits.values()) / len(hits)
    assert len(hits) == 3
    assert recall >= floor
