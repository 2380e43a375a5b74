"""The content words of a text as numbers: what similarity between records is computed from."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from newsdesk.analyse.function_words import FUNCTION_WORDS
from newsdesk.analyse.matching import fold

#: How many distinct terms a record keeps at most: the first ones in the text.
AT_MOST = 64
#: Characters that are read.
READ = 4000
_WORD = re.compile(r"[^\W_]+(?:[-.'][^\W_]+)*")
#: Endings that are taken off, the first that fits, and how many characters must remain.
_ENDINGS = (("ies", "y", 3), ("sses", "ss", 2), ("ing", "", 4), ("ed", "", 4), ("s", "", 3))


def of(words: str) -> tuple[int, ...]:
    """Return the hashes (blake2b, signed 64 bits) of the first distinct content words, ascending.

    Give it the author's own words (:func:`newsdesk.analyse.reading.own_words`).
    """
    found: dict[int, None] = {}
    for word in _WORD.findall(fold(words[:READ])):
        term = _term(word)
        if term is not None:
            found[term] = None
            if len(found) == AT_MOST:
                break
    return tuple(sorted(found))


def stem(word: str) -> str:
    """Return a folded word without its commonest English endings: enough for "models" to meet "model"."""
    if word.endswith(("ss", "us", "is")):
        return word
    for ending, instead, least in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: -len(ending)] + instead
    return word


@lru_cache(maxsize=50_000)
def _term(word: str) -> int | None:
    if len(word) < 2 or word in FUNCTION_WORDS or word.replace(".", "").isdecimal():
        return None
    data = stem(word.removesuffix("'s")).encode(errors="surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little", signed=True)
