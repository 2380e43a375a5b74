"""Which phrases of a text may trend: two to four words, and single words that look like a new name.

A phrase is a run of words between punctuation ("open weights", "10 year moratorium", "state of the art"): its
first and last word have a meaning of their own, and it is not made of numbers alone. A single word counts
where it is written as names are: with a digit or capital inside ("MechaHitler", "o3"), or with a capital in
the middle of a sentence whose other words have none. So a name that no list knows can be noticed. Phrases
are folded, hyphens are spaces and a possessive 's is dropped, so that "Kimi-K2's" and "kimi k2" are one;
plurals stay, because a phrase is printed as it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from newsdesk.analyse.function_words import FUNCTION_WORDS, GRAMMAR
from newsdesk.analyse.matching import fold

#: Characters that are read: the opening of a text, where its subject is named.
READ = 1500
#: How many phrases of one, two, three and four words are kept at most, the first ones in the text.
AT_MOST = {1: 10, 2: 18, 3: 8, 4: 4}
#: Characters of a word that is still a word.
LONGEST = 30
#: Words of grammar that may stand inside a phrase, and those that may only behind one of them.
_LINKS = frozenset({"of", "to", "and", "in"})
_ARTICLES = frozenset({"the", "a", "an"})
#: A word, or a mark that no phrase crosses; spaces, hyphens between words and lone apostrophes are neither.
_TOKEN = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*|\n|(?<=\s)-|-(?=[\s-])|[^\s'’‑‐-]")


class _Word(NamedTuple):
    text: str  # folded; empty for a mark
    content: bool  # may begin or end a phrase
    grammar: bool  # can't stand in a phrase, unless it is a link
    number: bool
    capital: bool  # begins with a capital
    name: bool  # looks like a name wherever it stands


def of(words: str) -> tuple[str, ...]:
    """Return the distinct phrases of an author's own words, sorted, at most ``sum(AT_MOST.values())``."""
    found: dict[int, dict[str, None]] = {1: {}, 2: {}, 3: {}, 4: {}}
    run: list[_Word] = []
    for token in _TOKEN.findall(words[:READ]):
        word = _word(token)
        if word.text:
            run.append(word)
        elif run:
            _collect(run, found)
            run = []
    _collect(run, found)
    return tuple(sorted(phrase for size, some in found.items() for phrase in islice(some, AT_MOST[size])))


def _collect(run: Sequence[_Word], found: dict[int, dict[str, None]]) -> None:
    """Add the phrases of one run of words between marks."""
    for start, first in enumerate(run):
        if not first.content:
            continue
        phrase = first.text
        if first.name or (first.capital and start and _in_small_letters(run)):
            found[1][phrase] = None
        meaning, linked = not first.number, False
        for size, word in enumerate(run[start + 1 : start + 4], 2):
            phrase = f"{phrase} {word.text}"
            if word.content:
                meaning = meaning or not word.number
                if meaning and (size > 2 or not first.number):
                    found[size][phrase] = None
            elif word.grammar and word.text not in _LINKS and not (linked and word.text in _ARTICLES):
                break
            linked = word.grammar


def _in_small_letters(run: Sequence[_Word]) -> bool:
    """Whether a run is an ordinary sentence, in which a capital says something: most words have none."""
    return sum(word.capital for word in run) * 2 < len(run)


@lru_cache(maxsize=50_000)
def _word(token: str) -> _Word:
    if not token[0].isalnum():
        return _Word("", False, False, False, False, False)
    text = fold(token).removesuffix("'s")
    letters = sum(char.isalpha() for char in text)
    number = not letters
    alone = len(text) == 1 and text.isascii() and not number
    content = text not in FUNCTION_WORDS and len(text) <= LONGEST and not alone
    name = content and letters > 0 and len(text) > 1 and _is_written_as_name(token)
    capital = token[0].isupper() and len(text) > 2
    return _Word(text, content, text in GRAMMAR, number, name or capital, name)


def _is_written_as_name(token: str) -> bool:
    """Whether a word is a name wherever it stands: "MechaHitler", "o3", "llama.cpp"; not "LOUD" nor "e.g"."""
    if "." in token:
        return all(len(part) > 1 for part in token.split(".")) and token.islower()
    inner = not token.isupper() and any(char.isupper() for char in token[1:])
    return inner or (token[0].isalpha() and any(char.isdigit() for char in token))
