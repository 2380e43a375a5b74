"""Vectors: alike texts lie close together, on every machine the same."""

from __future__ import annotations

import zlib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.analyse import vectors

TEXTS = ["Open models will win", "An open model wins at last", "The museum reopened its garden"]


def test_rows_have_length_one() -> None:
    """Every text with a content word is a vector of length one, an empty one a row of zeros."""
    rows = vectors.hashed([*TEXTS, "", "and so it is"])
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    assert np.allclose(lengths, [1, 1, 1, 0, 0], atol=1e-5)


def test_shared_words_and_endings_draw_texts_together() -> None:
    """The word "models" meets "model" through its characters; a text on something else stays far."""
    near = vectors.likeness(rows := vectors.hashed(TEXTS), rows)
    assert near[0, 1] > 0.1
    assert near[0, 2] < 0.05
    assert np.allclose(near, near.T)
    assert np.allclose(np.diag(near), 1, atol=1e-5)


def test_what_everybody_says_weighs_nothing() -> None:
    """A word of all texts draws none together: the rarer the shared word, the closer."""
    texts = [f"gadget {word}" for word in ("harbour", "harbour", "violin", "meadow", "copper")]
    near = vectors.likeness(rows := vectors.hashed(texts), rows)
    assert near[0, 1] > 0.99
    assert near[2, 3] < 0.05


def test_hashes_are_the_same_everywhere() -> None:
    """Slots come from a checksum, not from a process: this one stands for all."""
    row = vectors.hashed(["harbour"])
    assert min(row.indices) == zlib.crc32(b"harbour") % vectors.SLOTS == 40090


def test_further_texts_are_placed_by_the_same_weights() -> None:
    """A text of the space, placed again, is its own row; new ones are on the same scale."""
    space = vectors.Space(TEXTS)
    assert np.allclose((space.place(TEXTS) - space.vectors).toarray(), 0)
    assert vectors.likeness(space.place(["open models"]), space.vectors).argmax() == 0


def test_addresses_and_other_peoples_words_are_not_read() -> None:
    """What is quoted with a mark, and addresses, say nothing about the author."""
    assert vectors.content_words("> harbour bridge\nviolin https://harbour.example/bridge") == ["violin"]


@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_text_has_a_vector(texts: list[str]) -> None:
    """Whatever is written becomes a row, and no cosine leaves −1…1."""
    rows = vectors.hashed(texts)
    assert rows.shape == (len(texts), 3 * vectors.SLOTS)
    if texts:
        assert np.abs(vectors.likeness(rows, rows)).max() <= 1
