"""The search index: what counts as a word, where it is kept, and what a new story changes."""

from __future__ import annotations

import json
import re

import pytest
import stories_factory as make
from hypothesis import given
from hypothesis import strategies as st
from site_building import planned, theme_environment

from newsdesk.site.machine import search_index
from newsdesk.site.page import Page
from newsdesk.site.parts import search_words
from newsdesk.site.render import render
from newsdesk.stories import StoryVersion


def index_of(stories: tuple[StoryVersion, ...]) -> dict[str, Page]:
    """Return the files of the index by their path."""
    pages = planned(stories, make.site())
    return {page.path: page for page in pages if page.kind == "search" and page.template is None}


def holders(files: dict[str, Page], family: str, word: str) -> list[list[int]]:
    """Return which stories hold a word in each field of a family, read as the script reads it."""
    prefixes = [p for p in files["search/index.json"].inputs[family] if word.startswith(p)]
    if not prefixes:
        return []
    shard = files[f"search/{family}/{search_index.file_name(max(prefixes, key=len))}.json"].inputs
    found = []
    for run in shard.get(word, "").split("|"):
        steps = [int(step) for step in run.split()]
        found.append([sum(steps[: n + 1]) - 1 for n in range(len(steps))])
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Open-Source AI, “open” again", ["open", "source", "ai", "again"]),
        ("der Lüfter, STRASSE, Straße", ["der", "lufter", "strasse", "straße"]),
        ("ＧＰＴ ﬁne ½ x²", ["gpt", "fine", "1", "2", "x2"]),
        ("zero\u200bwidth so\u00adft", ["zerowidth", "soft"]),
        ("ΟΔΟΣ οδος", ["οδοσ"]),
        ("İstanbul", ["istanbul"]),
        ("人工知能の議論 30B", ["人工知能の議論", "30b"]),
        ("a_b __proto__ …", ["a", "b", "proto"]),
        ("x" * 40, ["x" * search_words.LONGEST]),
        ("", []),
    ],
)
def test_words_are_folded(text: str, words: list[str]) -> None:
    """Case, accents, compatible forms and invisible characters make no difference; each word comes once."""
    assert search_words.terms(text) == words


@given(st.text())
def test_words_of_words_are_the_same(text: str) -> None:
    """What is a word in the index is the same word when somebody looks for it."""
    words = search_words.terms(text)
    assert search_words.terms(" ".join(words)) == words
    assert all(0 < len(word) <= search_words.LONGEST for word in words)


@given(
    st.dictionaries(st.text("abc人", min_size=1, max_size=6), st.text("1 |", min_size=1, max_size=30)),
    st.integers(1, 60),
)
def test_a_word_is_in_the_shard_with_its_longest_prefix(entries: dict[str, str], limit: int) -> None:
    """Every word is kept once, where the script looks for it; no shard is too large, its own word aside."""
    shards = dict(search_index.sharded(entries, limit=limit))
    kept = [(word, numbers) for held in shards.values() for word, numbers in held.items()]
    assert sorted(kept) == sorted(entries.items())
    for prefix, held in shards.items():
        longer = {word: numbers for word, numbers in held.items() if word != prefix}
        assert sum(len(word) + len(numbers) for word, numbers in longer.items()) <= limit
        for word in held:
            assert prefix == max((p for p in shards if word.startswith(p)), key=len)


@given(st.sets(st.text(min_size=1, max_size=4)))
def test_file_names_are_safe_and_different(prefixes: set[str]) -> None:
    """Whatever a prefix holds, its file's name has only hexadecimal digits and dashes, and is its own."""
    names = {search_index.file_name(prefix) for prefix in prefixes}
    assert len(names) == len(prefixes)
    assert all(re.fullmatch("[0-9a-f]+(-[0-9a-f]+)*", name) for name in names)
    assert search_index.file_name("") == "all"


@pytest.mark.parametrize(
    ("family", "word", "fields"),
    [
        ("words", "licence", [[6], [], []]),  # in the headline; the standfirst says it too
        ("words", "bias", [[], [4], []]),  # of the beat AI Bias & Fairness only
        ("words", "hugging", [[], [0, 1, 2, 3, 4, 5, 6, 7], []]),  # a name in a cited post
        ("words", "regression", [[], [], [1]]),
        ("text", "lufter", [[0, 1, 2, 3, 4, 5, 6, 7]]),
        ("text", "licence", [[]]),  # is in "words" already
    ],
)
def test_a_word_is_found_in_its_best_field(family: str, word: str, fields: list[list[int]]) -> None:
    """Headline before names, names before standfirst, standfirst before the text; numbers go by age."""
    assert holders(index_of(make.newsroom_of_eight()), family, word) == fields


def test_the_blocks_hold_what_is_shown() -> None:
    """A story stands in the block of its number, with address, words, beat and day."""
    stories = tuple(
        make.story(slug=f"story-{n}", days=n, headline=f"Headline of Day {n}")
        for n in range(search_index.BLOCK + 3)
    )
    files = index_of(stories)
    assert files["search/index.json"].inputs["stories"] == len(stories)
    assert len(files["search/stories/0.json"].inputs["stories"]) == search_index.BLOCK
    assert files["search/stories/1.json"].inputs["stories"][2] == {
        "address": stories[-1].address,
        "headline": f"Headline of Day {len(stories) - 1}",
        "standfirst": stories[-1].standfirst,
        "beat": "Open Source AI",
        "published": "2026-04-18T12:00:00Z",
        "day": "April 18, 2026",
    }


def test_a_new_story_changes_only_the_files_of_its_words_and_the_last_block() -> None:
    """All stories keep their numbers, and full blocks their bytes."""
    stories = tuple(make.story(slug=f"story-{n}", days=n) for n in range(search_index.BLOCK + 3))
    before, after = index_of(stories[:-1]), index_of(stories)
    changed = {path for path in after if path not in before or before[path] != after[path]}
    assert "search/stories/0.json" not in changed
    assert "search/stories/1.json" in changed
    assert holders(after, "text", "lufter") == [list(range(len(stories)))]


def test_an_empty_newsroom_has_an_empty_index() -> None:
    """Without stories there is a directory that names nothing, so the script asks for nothing else."""
    assert {path: page.inputs for path, page in index_of(()).items()} == {
        "search/index.json": {
            **{"schema_version": "search/1", "stories": 0, "block": search_index.BLOCK},
            **{"words": [], "text": []},
        }
    }


def test_the_same_stories_give_the_same_bytes_in_any_order() -> None:
    """The index depends on the stories, not on the order in which they were read."""
    stories = make.newsroom_of_eight()
    one, other = index_of(stories), index_of(stories[::-1])
    environment = theme_environment()
    assert {path: render(page, environment) for path, page in one.items()} == {
        path: render(page, environment) for path, page in other.items()
    }
    assert json.loads(render(one["search/index.json"], environment))["stories"] == 8
