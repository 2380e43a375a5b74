"""Find many phrases in one pass: Aho-Corasick over folded text, whole words only.

The automaton (ahocorasick-rs) knows no word boundaries, so it reports every overlapping occurrence and the
boundaries are checked here. Folding keeps the length of a text, so positions are positions in the text as
it was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation

_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "‑": "-", "‐": "-", "\u00a0": " ", "\u202f": " ", "\n": " ", "\t": " ", "\r": " "}
)


# The steps of an analysis fold the same words one after the other, a batch of records at a time.
@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """Return ``text`` in lower case with plain apostrophes, hyphens and spaces, character for character."""
    plain = text.translate(_QUOTES)
    lower = plain.lower()
    if len(lower) == len(plain):
        return lower
    return "".join(folded if len(folded := char.lower()) == 1 else char for char in plain)


def spellings(phrase: str) -> tuple[str, ...]:
    """Return the folded phrase with its accents in one character and in two; texts come with either."""
    forms = (fold(unicodedata.normalize(form, phrase)) for form in ("NFC", "NFD"))
    return tuple(dict.fromkeys(forms))


def is_word(char: str) -> bool:
    """Whether a character continues a word: a letter, digit, underscore or combining mark."""
    return char.isalnum() or char == "_" or unicodedata.combining(char) != 0


class Phrases:
    """A set of phrases to look for; a ``*`` at a word's end stands for any ending."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Build the automaton; a phrase's number is its place in ``phrases``."""
        heads: dict[str, list[tuple[int, re.Pattern[str] | None, bool]]] = {}
        for number, phrase in enumerate(phrases):
            for form in spellings(" ".join(phrase.split())):
                head, star, _ = form.partition("*")
                if head:  # an empty pattern would match everywhere; what has no beginning matches nothing
                    heads.setdefault(head, []).append((number, _tail(form) if star else None, not star))
        self._rules = list(heads.values())
        # store_patterns keeps Python copies that find_matches_as_indexes never reads. The contiguous NFA is
        # half as fast as the DFA but built at once, and building is most of the work for a few records.
        self._automaton = AhoCorasick(
            list(heads), store_patterns=False, implementation=Implementation.ContiguousNFA
        )

    def find(self, folded: str) -> Iterator[tuple[int, int, int]]:
        """Yield (phrase number, start, end) for each occurrence in a folded text, overlapping ones too."""
        size = len(folded)
        for rule, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if start and is_word(folded[start - 1]) and is_word(folded[start]):
                continue
            whole = end == size or not is_word(folded[end]) or not is_word(folded[end - 1])
            for number, tail, ends_here in self._rules[rule]:
                if ends_here:
                    if whole:
                        yield number, start, end
                elif tail is not None and (found := tail.match(folded, start)):
                    yield number, start, found.end()


def _tail(form: str) -> re.Pattern[str]:
    parts = (re.escape(part) for part in form.split("*"))
    return re.compile(r"\w*".join(parts) + r"(?!\w)")
