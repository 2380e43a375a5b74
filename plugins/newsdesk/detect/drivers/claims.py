"""Claims: the sentence or clause of a text that says what its group says, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from newsdesk.analyse import vectors
from newsdesk.analyse.reading import own_words

if TYPE_CHECKING:
    from newsdesk.analyse.vectors import Space

#: Characters of a claim, and the fewest words of one that says something.
LONGEST, WORDS = 160, 4
#: The fewest words of a text that is shorter than that.
FEWEST_WORDS = 3
#: What a question, and a clause instead of a sentence, is put back by (cosine).
QUESTION, CLAUSE = 0.05, 0.03
#: Characters of the text in which the claim is looked for.
READ = 2000
#: Where a sentence ends: not after a single letter ("A.I. Strategy") nor after a common short form.
_END = re.compile(r"(?:(?<!\b[A-Za-z])(?<!\b(?:vs|Dr|Mr|Ms|St|eg|ie))[.]|[!?…])[.!?…]*[\"”'’)\]]*(?=\s|$)|\n")
#: The number of an item in a list.
_NUMBERED = re.compile(r"^\(?\d{1,2}[.)]\s+")
_CLAUSE = re.compile(r"[^,;:—–]+(?:[,;:](?=\S)[^,;:—–]*)*")
_EDGES = " \t\n*_#>•-–—,;:|[]("


def claim_of(text: str, space: Space, rows: Sequence[int]) -> str:
    """Return the sentence of a text nearest to the middle of its group's rows, at most 160 characters.

    Where no sentence is so short, the nearest clause; where there is none either, the author's first words.
    It stands in the text as it is returned; it is empty where the author has no words.
    """
    found = list(dict.fromkeys(_candidates(text)))
    if not found:
        return shortened(text)
    near = vectors.likeness(space.place([piece for piece, _ in found]), vectors.middle(space.vectors, rows))
    worth = [
        round(float(np.asarray(near)[n, 0]), 6) - QUESTION * piece.endswith("?") - CLAUSE * (not whole)
        for n, (piece, whole) in enumerate(found)
    ]
    return found[max(range(len(found)), key=lambda n: (worth[n], -n))][0]


def _candidates(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the author's sentences, and the clauses of those that are too long; True for whole sentences."""
    kept = {line.strip(_EDGES) for line in own_words(text[:READ]).splitlines()}
    for piece in _sentences(text[:READ]):
        if not any(piece in line for line in kept):
            continue  # somebody else's words, code or an address
        if _fits(piece):
            yield piece, True
        elif len(piece) > LONGEST:
            for clause in _CLAUSE.finditer(piece):
                if _fits(clause.group().strip(_EDGES)):
                    yield clause.group().strip(_EDGES), False


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(text):
        yield _bare(text[start : end.end()])
        start = end.end()
    yield _bare(text[start:])


def _bare(piece: str) -> str:
    """Return a piece without list number, marks at its edges, and a quotation mark that lost its partner."""
    bare = _NUMBERED.sub("", piece.strip(_EDGES))
    return bare.strip('"') if bare.count('"') % 2 else bare


def _fits(piece: str) -> bool:
    return len(piece) <= LONGEST and len(piece.split()) >= WORDS


def shortened(text: str) -> str:
    """Return the author's first words, at most 160 characters of one line; nothing if there are none."""
    pieces = (piece.strip(_EDGES) for piece in re.split(r"\n|\s{3,}", own_words(text[:READ])))
    line = next((piece for piece in pieces if len(piece.split()) >= FEWEST_WORDS and piece in text), "")
    if len(line) <= LONGEST:
        return line
    return line[: LONGEST + 1].rpartition(" ")[0].strip(_EDGES) or line[:LONGEST]
