"""Title case for our own words."""

from __future__ import annotations

_SMALL = frozenset(["a", "an", "and", "as", "at", "but", "by", "for", "in", "of", "on", "or", "the", "to"])


def title_case(text: str) -> str:
    """Return the text with every word but the small ones begun in upper case; capitals stay."""
    words = text.split(" ")
    return " ".join(
        word if word in _SMALL and position else word[:1].upper() + word[1:]
        for position, word in enumerate(words)
    )
