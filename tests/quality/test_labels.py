"""The labelled posts: well-formed, only known values, and drawn as their page says."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from factories import ROOT
from newsdesk.records import Register, SentimentLabel

FOLDER = ROOT / "benchmarks" / "quality"
KEYS = ["id", "sentiment", "about_ai", "beats", "register"]
BEATS = frozenset(
    {
        "open-source-ai",
        "coding-agents",
        "ai-models",
        "ai-hardware",
        "ai-research",
        "ai-agents",
        "ai-robotics",
        "ai-and-art",
        "ai-bias",
        "ai-and-education",
        "ai-and-health",
        "ai-and-media",
        "ai-companions",
        "ai-and-work",
        "ai-industry",
        "ai-regulation",
        "ai-geopolitics",
        "ai-and-military",
        "ai-and-law",
        "ai-and-energy",
        "ai-and-privacy",
        "ai-safety",
        "ai-consciousness",
        "ai-agi",
    }
)
COUNTS = re.compile(r"^\| (?:(sentiment|register): )?([a-zA-Z ]+) \| (\d+) \| (\d+) \| (\d+) \|$", re.M)


@pytest.fixture(scope="module")
def page() -> str:
    """Give the page that says how the posts were chosen and judged."""
    return (FOLDER / "labels.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def labels() -> list[dict[str, Any]]:
    """Give the rows of the file, in its order."""
    lines = (FOLDER / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def drawn(page: str, corpus_dir: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Give the first draw and both draws, made by the page's own code."""
    code = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert code is not None
    names: dict[str, Any] = {}
    exec(compile(code.group(1), "labels.md", "exec"), names)
    read = names["rows"]  # each file for every stratum, in both draws: thirty-two times, where seven do
    names["rows"] = cache(lambda corpus, start: list(read(corpus, start)))
    return names["draw"](corpus_dir), names["draw"](corpus_dir, 7)


def test_rows_are_three_hundred_unique_and_sorted(labels: list[dict[str, Any]]) -> None:
    """There are 300 rows, and their ids are distinct and in order."""
    ids = [row["id"] for row in labels]
    assert len(ids) == 300
    assert ids == sorted(set(ids))


def test_rows_hold_only_known_keys_and_values(labels: list[dict[str, Any]]) -> None:
    """A row holds an id and four labels of the known kinds, and no words of anybody."""
    for row in labels:
        assert list(row) == KEYS
        assert re.fullmatch(r"[a-z]+:\S+", row["id"])
        assert row["sentiment"] in get_args(SentimentLabel)
        assert row["register"] in get_args(Register)
        assert isinstance(row["about_ai"], bool)
        assert row["beats"] == sorted(set(row["beats"])), row["id"]
        assert set(row["beats"]) <= BEATS, row["id"]
        assert len(row["beats"]) <= (3 if row["about_ai"] else 0), row["id"]


def test_signed_moods_are_enough_to_measure(labels: list[dict[str, Any]]) -> None:
    """At least 70 posts are negative and 60 positive, as the page promises."""
    moods = Counter(row["sentiment"] for row in labels)
    assert moods["negative"] >= 70
    assert moods["positive"] >= 60


def test_the_page_states_what_is_in_the_file(labels: list[dict[str, Any]], page: str) -> None:
    """Every count in the page's table of labels is that of the file, for all and for both halves."""
    stated = COUNTS.findall(page)
    assert len(stated) == 15
    for key, value, *counts in stated:
        rows = [row for row in labels if _is(row, key, value)]
        tuning = sum(hashlib.sha1(row["id"].encode()).hexdigest()[0] < "8" for row in rows)
        assert [int(count) for count in counts] == [len(rows), tuning, len(rows) - tuning], value


def test_labelled_posts_were_drawn_as_the_page_says(
    labels: list[dict[str, Any]], drawn: tuple[dict[str, str], dict[str, str]]
) -> None:
    """Every labelled post is in the draw, and further ones replaced as many of their own stratum."""
    first, both = drawn
    ids = {row["id"] for row in labels}
    assert len(first) == 300
    assert ids <= set(both)
    assert len(ids - set(first)) == 21
    assert Counter(both[name] for name in ids) == Counter(first.values())


def test_labelled_posts_are_in_the_corpus(labels: list[dict[str, Any]], corpus_dir: Path) -> None:
    """Where the shared data is present, every id finds its post."""
    wanted = {row["id"] for row in labels}
    for path in sorted(corpus_dir.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            wanted -= {json.loads(line)["id"] for line in lines}
    assert wanted == set()


def _is(row: dict[str, Any], key: str, value: str) -> bool:
    """Say whether a row counts in a line of the page's table."""
    if key:
        return bool(row[key] == value)
    return bool(row["about_ai"] == (value == "about AI"))
