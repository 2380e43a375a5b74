"""Texts to vectors whose cosine says how alike they are: hashed terms, or sentence vectors where asked for.

Hashed terms are words, pairs of words and the characters of words, so that "quantised" meets "quantizing" and
no vocabulary has to be kept. How much a term weighs depends on the texts at hand: what all of them say says
nothing.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from newsdesk.analyse.function_words import FUNCTION_WORDS
from newsdesk.analyse.matching import fold
from newsdesk.analyse.reading import own_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

#: Rows are texts, of length 1 (or 0): a sparse matrix of hashed terms, a dense one of sentence vectors.
Vectors = Any

#: Characters of a text that are read: what a post claims stands at its beginning.
READ = 450
#: Slots of each family of terms; words, pairs and characters never collide with one another.
SLOTS = 1 << 17
#: What a pair of words and what a run of characters weighs beside a word.
PAIR, RUN = 0.7, 0.35
#: What is added to ln((1 + n) / (1 + df)): less than the usual 1, so that rare words decide who agrees.
SMOOTHING = 0.5
#: A term of more than this part of the texts loses weight, down to next to nothing where almost all hold it:
#: that is what they are about, not what they say of it.
CLAIMED, SUBJECT, LEFT = 0.5, 0.9, 0.02
#: Lengths of the runs of characters, the word's two edges included.
RUNS = range(3, 6)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


class Space:
    """The vectors of some texts, and a way to put further texts among them on the same scale.

    What all the texts share says nothing about which of them agree: idf takes it out of hashed terms, and the
    mean is taken off sentence vectors.
    """

    def __init__(self, texts: Sequence[str], *, semantic: bool = False) -> None:
        self._semantic = semantic
        if semantic:
            encoded = _encode(texts)
            self._common = encoded.mean(axis=0, keepdims=True)
            self.vectors: Vectors = _unit(encoded - self._common)
            return
        counts = _counts(texts)
        self._weights = _weights(counts)
        self.vectors = self._weigh(counts)

    def place(self, texts: Sequence[str]) -> Vectors:
        """Return vectors of further texts, weighed by the texts of this space."""
        return _unit(_encode(texts) - self._common) if self._semantic else self._weigh(_counts(texts))

    def _weigh(self, counts: sparse.csr_matrix) -> sparse.csr_matrix:
        weighed = counts.copy()
        weighed.data = (1 + np.log(weighed.data)) * self._weights[weighed.indices]
        lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
        lengths[lengths == 0] = 1
        return sparse.csr_matrix(sparse.diags(1 / lengths) @ weighed, dtype=np.float32)


def hashed(texts: Sequence[str]) -> sparse.csr_matrix:
    """Return one row a text, [n, 3 · SLOTS], of length 1: sublinear tf, idf over these texts (Salton 1988).

    A text without a content word is a row of zeros.
    """
    vectors: sparse.csr_matrix = Space(texts).vectors
    return vectors


def of(texts: Sequence[str], semantic: bool) -> Vectors:
    """Return hashed terms, or with ``semantic`` the sentence vectors [n, 384] of the extra."""
    return Space(texts, semantic=semantic).vectors


def likeness(one: Vectors, other: Vectors) -> Floats:
    """Return the cosine of every row of ``one`` with every row of ``other``, [n, m] in −1…1."""
    product = one @ other.T
    dense = product.toarray() if sparse.issparse(product) else product
    return np.clip(np.asarray(dense, dtype=np.float32), -1.0, 1.0)


def middle(vectors: Vectors, rows: Sequence[int]) -> Vectors:
    """Return the mean of some rows as one row."""
    chosen = vectors[list(rows)]
    if sparse.issparse(chosen):
        return sparse.csr_matrix(chosen.mean(axis=0))
    return np.asarray(chosen).mean(axis=0, keepdims=True)


def content_words(text: str) -> list[str]:
    """Return the folded words of a text that mean something, in order."""
    own = own_words(text[:READ])
    words = (fold(word).replace("’", "'").removesuffix("'s") for word in _WORD.findall(own))
    return [word for word in words if word not in FUNCTION_WORDS and len(word) > 1]


def _counts(texts: Iterable[str]) -> sparse.csr_matrix:
    """Count the hashed terms of each text, [n, 3 · SLOTS]."""
    columns = [_terms(content_words(text)) for text in texts]
    rows = np.repeat(np.arange(len(columns)), [len(column) for column in columns])
    flat = np.concatenate(columns) if columns else np.empty(0, dtype=np.int32)
    ones = np.ones(len(flat), dtype=np.float64)
    counted = sparse.coo_matrix((ones, (rows, flat)), shape=(len(columns), 3 * SLOTS))
    return sparse.csr_matrix(counted)  # adds up what stands in one slot


def _terms(words: Sequence[str]) -> NDArray[np.int32]:
    pairs = [SLOTS + _slot(f"{one} {two}") for one, two in pairwise(words)]
    found = [_word_terms(word) for word in words]
    return np.concatenate([*found, np.array(pairs, dtype=np.int32)]) if words else np.empty(0, dtype=np.int32)


@lru_cache(maxsize=50_000)
def _word_terms(word: str) -> NDArray[np.int32]:
    edged = f"<{word}>"
    runs = {edged[at : at + size] for size in RUNS for at in range(len(edged) - size + 1)}
    slots = sorted(2 * SLOTS + _slot(run) for run in runs)
    return np.array([_slot(word), *slots], dtype=np.int32)


def _slot(term: str) -> int:
    return zlib.crc32(term.encode()) % SLOTS


def _weights(counts: sparse.csr_matrix) -> NDArray[np.float64]:
    """Return what a term weighs: by family, by rarity, and by how far it is from being the subject."""
    texts_with = np.bincount(counts.indices, minlength=counts.shape[1])
    size = counts.shape[0]
    rarity = np.log((1 + size) / (1 + texts_with)) + SMOOTHING
    said = np.clip((SUBJECT - texts_with / max(size, 1)) / (SUBJECT - CLAIMED), LEFT, 1.0)
    family = np.repeat([1.0, PAIR, RUN], SLOTS)
    return np.asarray(rarity * said * family)


def _unit(rows: Floats) -> Floats:
    """Return the rows at length 1; a row that was nothing but the common part stays zero."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 1e-6))


def _encode(texts: Sequence[str]) -> Floats:
    from newsdesk.analyse import semantic

    return np.asarray(semantic.encode([own_words(text)[:READ] for text in texts]), dtype=np.float32)
