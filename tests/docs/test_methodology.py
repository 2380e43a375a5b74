"""docs/methodology.md states the program's own numbers."""

from __future__ import annotations

import ast
import gzip
import importlib
import json
import re
from pathlib import Path
from typing import get_args

import pytest
from documents import ABOUT, DOCS, tables

import newsdesk
from newsdesk.analyse import sentiment
from newsdesk.analyse.reading import own_words
from newsdesk.check import readings
from newsdesk.config import Assigning, Detection, Editions
from newsdesk.detect import forms
from newsdesk.records import SignalKind

PAGE = DOCS / "methodology.md"
ROWS = tables(PAGE)
SETTINGS = {"detection": Detection(), "assigning": Assigning(), "editions": Editions()}
PACKAGE = Path(newsdesk.__file__).parent


def _stated() -> list[tuple[str, str]]:
    """Return (where, value) for every number of the page's three-column tables that names its place."""
    found = []
    for row in ROWS:
        if len(row) == 3 and "`" in row[2]:
            places = re.findall(r"`([^`]+)`", row[2])
            values = re.findall(r"\d+(?:\.\d+)?", row[1])
            if len(places) == 1 and len(values) > 1:
                found.append((places[0], row[1]))
            else:
                found += list(zip(places, values, strict=True))
    return found


def _severities(module: str) -> tuple[float, float]:
    """Return the two grades that a signal's module gives its trials."""
    tree = ast.parse((PACKAGE / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8"))
    (grades,) = [
        ast.literal_eval(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "severities"
    ]
    medium, high = grades
    return float(medium), float(high)


@pytest.mark.parametrize(("where", "value"), _stated(), ids=lambda text: text)
def test_every_number_is_the_programs(where: str, value: str) -> None:
    """A number on the page is the constant or the setting that stands beside it."""
    if where.endswith(" severities"):
        assert tuple(map(float, value.split(","))) == _severities(where.split()[0])
        return
    head, _, last = where.rpartition(".")
    owner = SETTINGS[head] if head in SETTINGS else importlib.import_module(f"newsdesk.{head}")
    decimals = len(value.partition(".")[2])
    assert round(float(getattr(owner, last)), decimals) == float(value)


def test_most_numbers_are_compared() -> None:
    """The tables are found at all: a page without them would pass everything else."""
    assert len(_stated()) >= 40


@pytest.mark.parametrize(
    ("share", "posts", "word"),
    [row for row in ROWS if len(row) == 3 and re.fullmatch(r"\d+ %", row[0]) and row[1].isdigit()],
)
def test_the_ladder_of_words_is_the_programs(share: str, posts: str, word: str) -> None:
    """The word for a share is the one that stands on the page."""
    assert forms.quantifier(int(share.split()[0]) / 100, int(posts)) == word


@pytest.mark.parametrize(("ratio", "verb"), [row for row in ROWS if len(row) == 2 and row[0][0].isdigit()])
def test_the_verbs_are_the_programs(ratio: str, verb: str) -> None:
    """The verb for a change is the one that stands on the page."""
    assert forms.multiple(float(ratio)) == verb


def test_every_signal_is_described() -> None:
    """Each kind that is tested has its part of the page, and no other kind has."""
    kinds = set(re.findall(r'kind="([a-z_]+)"', "".join(_sources("detect")))) & set(get_args(SignalKind))
    described = set(re.findall(r"^### ([a-z_]+):", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert described == kinds


def _sources(stage: str) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted((PACKAGE / stage).rglob("*.py"))]


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("posts", "name"), [("TweetEval", "tweeteval_sentiment"), ("VADER's own", "vader_tweets")]
)
def test_the_accuracy_is_as_measured(data_dir: Path, posts: str, name: str) -> None:
    """Accuracy and mean recall of the mood stand on the page as they are measured today."""
    place = data_dir / "labelled" / "sentiment" / f"{name}.jsonl.gz"
    if not place.is_file():
        pytest.skip(f"no labelled posts at {place}")
    with gzip.open(place, "rt", encoding="utf-8") as lines:
        labelled = [json.loads(line) for line in lines]
    hits: dict[str, list[bool]] = {}
    for item in labelled:
        judged = sentiment.label(sentiment.score(own_words(item["text"])))
        hits.setdefault(item["label"], []).append(judged == item["label"])
    accuracy = sum(map(sum, hits.values())) / len(labelled)
    recall = sum(sum(found) / len(found) for found in hits.values()) / len(hits)
    (row,) = [row for row in ROWS if posts in row[0]]
    assert row[0].startswith(f"{len(labelled):,} of ")
    assert (float(row[1]), float(row[2])) == (round(accuracy, 2), round(recall, 2))


def test_carried_posts_are_compared_as_told() -> None:
    """Ten earlier posts and the best two in a hundred stand in the expression that finds carried posts."""
    text = (PACKAGE / "detect" / "observations.py").read_text(encoding="utf-8")
    assert "posts >= 10" in text
    assert "quantile(0.98)" in text


def test_the_gate_allows_what_the_page_says() -> None:
    """Readings are at most two fifths of the words, and the built-in writer makes none."""
    assert readings.SHARE == 0.4
    assert not re.search(r"[\"']reading[\"']", "".join(_sources("write")))


def test_the_about_page_promises_what_is_done() -> None:
    """The kinds of parts that readers are told of are those that the writer makes, and the caps are ours."""
    page = ABOUT.read_text(encoding="utf-8")
    written = {kind for kind in ("said", "happened", "counted", "because", "reading") if _writes(kind)}
    assert written == {"said", "counted"}
    assert "the program without one uses two, said and counted" in page
    assert SETTINGS["detection"].author_cap == 3
    assert "at most three times a day" in page
    assert f"up to {SETTINGS['detection'].baseline_days} days" in page


def _writes(kind: str) -> bool:
    return any(re.search(rf"[\"']{kind}[\"']", source) for source in _sources("write"))
