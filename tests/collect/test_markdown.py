"""Markdown becomes the words in it and the addresses it links to."""

from __future__ import annotations

import pytest

from newsdesk.collect.markdown import LONGEST_MARKDOWN, from_markdown

CASES = [
    ("A **bold** _claim_.", "A bold claim.", ()),
    ("One\ntwo\n\nthree", "One two\nthree", ()),
    ("> said he\n\nand I", "said he\nand I", ()),
    ("# Head\n- a\n- b", "Head\na\nb", ()),
    ("`<think>` and <b>this</b>", "<think> and <b>this</b>", ()),
    ("```\na < b\n```", "a < b", ()),
    ("[paper](https://a.example/x_(y))", "paper", ("https://a.example/x_(y)",)),
    ("<https://a.example/b>", "https://a.example/b", ("https://a.example/b",)),
    ("See https://a.example/b, (https://a.example/c).", None, ("https://a.example/b", "https://a.example/c")),
    ("![a cat](https://a.example/cat.png)", "", ()),
    ("[no](javascript:alert(1))", "[no](javascript:alert(1))", ()),
    ("[https://a.example](https://b.example)", None, ("https://b.example", "https://a.example")),
]


@pytest.mark.parametrize(("text", "words", "links"), CASES)
def test_markdown_becomes_words_and_links(text: str, words: str | None, links: tuple[str, ...]) -> None:
    """Marks go, words stay, HTML is text, and an address counts however it is written."""
    found = from_markdown(text)
    assert found[1] == links
    assert words is None or found[0] == words


def test_a_long_text_is_read_to_a_limit() -> None:
    """What stands beyond the limit is left, so that reading ends."""
    words, _ = from_markdown("a" * LONGEST_MARKDOWN + "b")
    assert words == "a" * LONGEST_MARKDOWN
