"""Markdown to the words in it and the addresses it links to."""

from __future__ import annotations

import re

from newsdesk.collect.plaintext import MOST_LINKS, from_html, web_address

#: Characters of Markdown that are looked at: more than is kept of a text; of some, parsing takes the square.
LONGEST_MARKDOWN = 12_000

_BARE = re.compile(r"https?://[^\s<>\"'`|\\^{}\[\]]+")
_AFTER_AN_ADDRESS = ".,;:!?*_)"


def from_markdown(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the words, one line a block, and the http(s) addresses linked to or written out.

    HTML in it is text, as Lemmy and Reddit show it; images are left out.
    """
    from markdown_it import MarkdownIt

    reader = MarkdownIt("js-default")
    words, links = from_html(reader.render(text[:LONGEST_MARKDOWN]))
    bare = (web_address(_ended(found)) for found in _BARE.findall(words))
    every = dict.fromkeys([*links, *(address for address in bare if address)])
    return words, tuple(every)[:MOST_LINKS]


def _ended(address: str) -> str:
    """Return the address without the punctuation of the sentence around it."""
    shorter = address.rstrip(_AFTER_AN_ADDRESS)
    opened = shorter.count("(") > shorter.count(")") and address[len(shorter) : len(shorter) + 1] == ")"
    return f"{shorter})" if opened else shorter
