"""Promises of sentiment."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
import vader
from analyse_cases import cases, why
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.analyse import sentiment
from newsdesk.analyse.reading import own_words


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
    assert sentiment.score(own_words(answer)) == 0.0
    assert sentiment.score(own_words("This is a terrible, horrible, useless model.")) < -0.3


@pytest.mark.parametrize(
    ("value", "label"),
    [(0.15, "positive"), (0.1499, "neutral"), (0.0, "neutral"), (-0.1499, "neutral"), (-0.15, "negative")],
)
def test_thresholds_are_where_they_are_said_to_be(value: float, label: str) -> None:
    """Labels change at the stated threshold and nowhere else."""
    assert sentiment.label(value) == label


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


# Measured when the word list was made: macro recall 0.604 and 0.704 (plain VADER: 0.596 and 0.703), with
# accuracy 0.604 against 0.571 on the first. The floors leave room for a word or two.
@pytest.mark.corpus
@pytest.mark.parametrize(("name", "floor"), [("tweeteval_sentiment", 0.595), ("vader_tweets", 0.69)])
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
