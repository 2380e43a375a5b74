"""Where a paraphrase comes from: the sentence of a cited source whose words it takes up."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from newsdesk.analyse.function_words import GRAMMAR
from newsdesk.analyse.terms import stem

_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|\n+")
_CLAUSE = re.compile(
    r"[,;:()—–]|\s-\s|\b(?:but|and|because|while|although|though|so|or|that|which|who|when|where|if)\b", re.I
)
_MAIN = re.compile(r"[;:]|,? (?:and|but|while)\b", re.I)
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
#: Words of telling, which every paraphrase has.
_TELLING = """
say says said tell tells told write writes wrote post posts comment comments commenter user users thing
things like get got make makes made one
"""
_LITTLE = GRAMMAR | frozenset(_TELLING.split())
#: So many content words must be shared before a sentence is taken for the source of a paraphrase.
SHARED = 2


class Echo(NamedTuple):
    """A sentence of a source, its clauses that share the most words with a paraphrase, and those words."""

    sentence: str
    clauses: tuple[str, ...]
    shared: frozenset[str]


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[str]:
    """Return the stems of the content words of a text."""
    folded = (word.casefold().replace("’", "'").removesuffix("'s") for word in _WORD.findall(text))
    return frozenset(_root(word) for word in folded if word not in _LITTLE and len(word) > 2)


def _root(word: str) -> str:
    """Return a stem without the endings that a change of tense brings: "deleted" and "deletes" meet."""
    root = stem(word)
    return root[:-1] if root.endswith("e") and len(root) > 4 else root


def claims(own: str) -> list[str]:
    """Return a paraphrase by its main clauses: what one denies, another may not."""
    return [claim for claim in _MAIN.split(own) if claim.strip()]


def sentences(text: str) -> list[str]:
    """Return the sentences of a source."""
    return [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]


def echoes(own: str, sources: list[str]) -> list[Echo]:
    """Return the sentences of the sources that share the most content words with a paraphrase."""
    words = stems(own)
    found: list[Echo] = []
    for source in sources:
        for sentence in sentences(source):
            shared = words & stems(sentence)
            if len(shared) >= SHARED:
                found.append(Echo(sentence, _clauses(sentence, shared), shared))
    most = max((len(echo.shared) for echo in found), default=0)
    return [echo for echo in found if len(echo.shared) == most]


def _clauses(sentence: str, shared: frozenset[str]) -> tuple[str, ...]:
    clauses = [clause for clause in _CLAUSE.split(sentence) if clause.strip()]
    most = max((len(stems(clause) & shared) for clause in clauses), default=0)
    return tuple(clause for clause in clauses if len(stems(clause) & shared) == most)
