"""How people are called in print."""

from __future__ import annotations

import pytest

from newsdesk.assign.speakers import speaker
from newsdesk.config import People

NOBODY = People()


@pytest.mark.parametrize(
    ("fields", "named", "text"),
    [
        ({}, False, "a Bluesky user"),
        ({"platform": "mastodon"}, False, "a Mastodon user"),
        ({"platform": "x"}, False, "an X user"),
        (
            {"platform": "reddit", "kind": "comment", "community": "r/LocalLLaMA"},
            False,
            "a commenter in r/LocalLLaMA",
        ),
        ({"platform": "reddit", "community": "r/LocalLLaMA"}, False, "a poster in r/LocalLLaMA"),
        ({"platform": "reddit", "community": "<b>r/x"}, False, "a poster on Reddit"),
        ({"platform": "hackernews", "kind": "comment"}, False, "a Hacker News commenter"),
        ({"platform": "hackernews"}, False, "a Hacker News poster"),
        ({"platform": "youtube", "kind": "comment"}, False, "a YouTube commenter"),
        ({"platform": "youtube", "kind": "video", "author": "Example Channel"}, True, "Example Channel"),
        (
            {"platform": "news", "kind": "article", "community": "The Example Courier"},
            True,
            "The Example Courier",
        ),
        ({"platform": "news", "kind": "article", "community": "the_batch"}, True, "The Batch"),
        ({"platform": "news", "kind": "article", "community": "{{ evil }}"}, True, "social.example"),
        ({"platform": "arxiv", "kind": "paper", "author": "Ilse Maren et al."}, True, "Maren and colleagues"),
        ({"platform": "arxiv", "kind": "paper", "author": "Ilse Maren"}, True, "Ilse Maren"),
        ({"platform": "arxiv", "kind": "paper", "author": "[x](y)"}, True, "a paper on arXiv"),
    ],
)
def test_speakers(record, fields: dict[str, str], named: bool, text: str) -> None:
    """Publications, papers and channels are named; people are not; markup never becomes a name."""
    result = speaker(record(**fields), NOBODY)
    assert (result.named, result.text) == (named, text)


def test_listed_accounts_are_named(record) -> None:
    """An operator can list an account that publishes for an audience."""
    people = People(named=("@writer1.example",))
    assert speaker(record(), people).text == "@writer1.example"
