"""Train the moods of the semantic extra: ``python -m benchmarks.quality.training_semantic``.

What is learned from is what training.py learns from; the vectors also learn from the word list that the moods
rest on (VADER's, MIT, and ours).

The model is a multinomial logistic regression (softmax) over two weighted sums: on ``side`` blame and praise
mirror each other, ``calm`` speaks for neither, and the odds of the three moods are e^-side : e^calm : e^side.
Two sums, because what has no mood (a date, a question, an instruction) is told by more than a lack of
feeling. Each set has constants of its own, because whoever labelled it drew the line of neutral at another
place; what is kept is their mean. It is fitted by L-BFGS-B from zero with a ridge penalty; the same inputs
give the same rounded numbers.

The form of the model and its penalties were chosen on these sets alone, each left out in turn and in five
parts (the vectors' ridge for side is an older choice); near the numbers below they matter little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import yaml
from benchmarks.quality.__main__ import data_folder
from benchmarks.quality.training import (
    MOODS,
    PACKAGE,
    PARTS,
    Numbers,
    Post,
    comment,
    named,
    posts,
    readings,
    rounded,
)
from scipy.optimize import minimize
from scipy.special import softmax

from newsdesk.analyse.semantic import MOOD_PIECES
from newsdesk.analyse.semantic import encode as encode_pieces
from newsdesk.analyse.sentiment_lexicon import lexicon
from newsdesk.analyse.sentiment_reading import Reading, prepared
from newsdesk.files import write_atomic

#: The penalties on a weight of a reading, in units of its number's spread, for side and for calm.
RIDGES = np.array([[5.0], [20.0]])
#: The penalties on a vector's weights for side and calm, on what the word list's direction counts for (for
#: side alone: the list knows nothing of calm), and on a set's own constants.
VECTOR_RIDGES = np.array([[1.5], [4.0]])
DIRECTION_RIDGES = np.array([[5.0], [1000.0]])
SET_RIDGE = 0.5
#: The penalty of learning the direction from the word list.
LIST_RIDGE = 100.0


@dataclass(frozen=True)
class Fit:
    """Weights by column for side and calm [2, k], and the constants of both [2]."""

    weights: Numbers
    constants: Numbers


def fit(columns: Numbers, given: Sequence[Post], penalties: Numbers) -> Fit:
    """Fit the model to columns [n, k] with penalties for the weights of side and calm [2, k]."""
    sources = np.array([post.source for post in given])
    own = (sources[:, None] == np.unique(sources)).astype(np.float64)
    wide = np.hstack([columns, own])
    allowed = np.hstack([penalties, np.full((2, own.shape[1]), SET_RIDGE)])
    truths = np.eye(len(MOODS))[[post.mood for post in given]]
    weighs = np.array([post.weight for post in given])[:, None]

    def loss(point: Numbers) -> tuple[float, Numbers]:
        weights = point.reshape(2, -1)
        side, calm = weights @ wide.T
        chances = softmax(np.stack([-side, calm, side], axis=1), axis=1)
        value = -(weighs * truths * np.log(chances + 1e-12)).sum() + (allowed * weights**2).sum()
        wrong = (chances - truths) * weighs
        slopes = np.stack([wrong[:, 2] - wrong[:, 0], wrong[:, 1]]) @ wide + 2 * allowed * weights
        return float(value), slopes.ravel()

    start = np.zeros(allowed.size)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 1000}).x.reshape(2, -1)
    size = columns.shape[1]
    return Fit(found[:, :size], found[:, size:].mean(axis=1))


def head(given: Sequence[Post], vectors: Numbers, direction: Numbers) -> Fit:
    """Fit the model to readings and vectors [n, 384], whose weights come after those of the readings.

    Stacked (Wolpert 1992): first the vectors alone, then their two sums for posts that they were not fitted
    to are two numbers beside those of a reading, because 384 weights remember what they were fitted to and
    would drown the rest. ``direction`` [384] is what the word list knows: one more number of the first step,
    the share of a vector that points that way.
    """
    along = vectors @ direction
    scaled = direction / along.std()
    wide = np.column_stack([vectors @ scaled, vectors])
    penalties = np.hstack([DIRECTION_RIDGES, np.repeat(VECTOR_RIDGES, vectors.shape[1], axis=1)])
    first = fit(wide, given, penalties).weights
    verdicts = unseen(wide, given, penalties)
    spread = verdicts.std(axis=0)
    stacked = np.column_stack([readings(given), verdicts / spread])
    found = fit(stacked, given, RIDGES * stacked.var(axis=0))
    shares = found.weights[:, -2:] / spread
    by_vector = shares @ (first[:, 1:] + first[:, :1] * scaled)
    return Fit(np.hstack([found.weights[:, :-2], by_vector]), found.constants)


def unseen(columns: Numbers, given: Sequence[Post], penalties: Numbers) -> Numbers:
    """Return each post's two sums [n, 2] by a fit to the other parts of the posts."""
    totals = np.zeros((len(given), 2))
    parts = np.arange(len(given)) % PARTS
    for part in range(PARTS):
        seen = [post for post, number in zip(given, parts, strict=True) if number != part]
        weights = fit(columns[parts != part], seen, penalties).weights
        totals[parts == part] = columns[parts == part] @ weights.T
    return totals


def encode(texts: Sequence[str]) -> Numbers:
    """Return the vectors that moods are read from."""
    return encode_pieces([prepared(text) for text in texts], MOOD_PIECES).astype(np.float64)


def direction() -> Numbers:
    """Return the direction [384] along which the words and phrases of the list rise in valence."""
    tables = lexicon()
    words = {word: value for word, value in tables.values.items() if word[0].isalpha() and len(word) > 2}
    for first, phrases in tables.phrases.items():
        words |= {" ".join([first, *rest]): value for rest, _, value in phrases}
    names = sorted(words)
    vectors = encode(names)
    valences = np.array([words[name] for name in names])
    centred = vectors - vectors.mean(axis=0)
    gram = centred.T @ centred + LIST_RIDGE * np.eye(vectors.shape[1])
    return np.asarray(np.linalg.solve(gram, centred.T @ (valences - valences.mean())))


WHAT = "What a vector and a reading of a text count for in its mood (analyse/semantic.py)."
ALSO = """# The vector also learned from the valences of the words and phrases in VADER's list (MIT) and ours.
# side: below 0 for blame, above for praise. calm: how much speaks for neither. The odds of negative, neutral
# and positive are e^-side : e^calm : e^side. A vector has 384 numbers and length 1.
"""


def axis(weights: Numbers, constant: float) -> dict[str, Any]:
    """Return the numbers of one sum as they stand in the file."""
    size = len(Reading._fields)
    return {
        "constant": rounded(np.array([constant]))[0],
        "weights": named(weights[:size]),
        "vector": rounded(weights[size:]),
    }


def main() -> None:
    """Train the head and write it into the package."""
    given = posts(data_folder())
    found = head(given, encode([post.words for post in given]), direction())
    pairs = zip(("side", "calm"), found.weights, found.constants, strict=True)
    numbers = {name: axis(weights, float(constant)) for name, weights, constant in pairs}
    text = comment(given, WHAT, "training_semantic") + ALSO
    text += yaml.safe_dump(numbers, sort_keys=False, default_flow_style=None, width=110)
    write_atomic(PACKAGE / "semantic_head.yaml", text.encode("utf-8"))


if __name__ == "__main__":
    main()
