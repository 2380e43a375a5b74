"""Near-duplicates: MinHash bands of a text, and groups of records that share one.

Two texts are compared by the share of word pairs (bigrams) that they have in common, their Jaccard
similarity s. 64 permutations in 8 bands of 8 rows find a pair with probability 1 - (1 - s^8)^8
(Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, 3.4): 0.03 at s = 0.5, 0.5 at s = 0.73,
0.92 at s = 0.85, and 1 for texts with the same words in the same order.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterable, Sequence
from itertools import pairwise

PERMUTATIONS = 64
BANDS = 8
ROWS = PERMUTATIONS // BANDS
#: The similarity at which a pair is found with probability one half.
SIMILARITY_AT_HALF = (1 - 0.5 ** (1 / BANDS)) ** (1 / ROWS)
#: Texts of fewer words have too few pairs to compare: only the same words are the same text.
MINIMUM_WORDS = 4
#: Words that are compared; enough to tell any two texts apart.
_READ = 600
_SEED = 20250711
_WORD = re.compile(r"\w+")
_BAND = struct.Struct(f"<{ROWS}I")


def bands(text: str) -> tuple[int, ...]:
    """Return the band hashes of a text as signed 64-bit integers; none for a text without words.

    Give it the author's own words (:func:`newsdesk.analyse.reading.own_words`): the same text with another
    link, or quoted and answered, is told apart by what was written.
    """
    words = _WORD.findall(text[: _READ * 10].casefold())[:_READ]
    if not words:
        return ()
    if len(words) < MINIMUM_WORDS:
        return (_hash(b"exact", " ".join(words).encode()),)
    return _minhash([f"{first} {second}" for first, second in pairwise(words)])


def _minhash(shingles: list[str]) -> tuple[int, ...]:
    from rensa import RMinHash  # type: ignore[import-untyped]  # ships no types

    sketch = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    sketch.update(shingles)
    signature = sketch.digest()
    return tuple(
        _hash(bytes((band,)), _BAND.pack(*signature[band * ROWS : (band + 1) * ROWS]))
        for band in range(BANDS)
    )


def _hash(salt: bytes, data: bytes) -> int:
    digest = hashlib.blake2b(data, digest_size=8, salt=salt).digest()
    return int.from_bytes(digest, "little", signed=True)


def group(rows: Iterable[tuple[str, Sequence[int]]]) -> dict[str, str]:
    """Return for each record the first record of its group, in the order given.

    A record joins the oldest group that holds one of its bands, and groups never merge afterwards, so that
    a record's group depends on the records before it alone: what comes later changes no earlier answer.
    """
    groups: dict[str, str] = {}
    first_with: dict[int, tuple[int, str]] = {}
    for order, (record, hashes) in enumerate(rows):
        oldest = min((first_with[band] for band in hashes if band in first_with), default=(order, record))
        groups[record] = oldest[1]
        for band in hashes:
            first_with.setdefault(band, oldest)
    return groups
