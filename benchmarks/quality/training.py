"""Train the moods: ``python -m benchmarks.quality.training [--semantic]`` writes the numbers analyse reads.

What is learned from: VADER's tweets (MIT), the tuning half of our labels, and the posts written for this
purpose in moods.yaml; each set counts as much as the others, and each mood in a set. The vectors also learn
from the word list that the moods rest on (VADER's, MIT, and ours). Nothing else, least of all the sets that
are only for measuring.

The model is an ordinal logistic regression (McCullagh 1980): one weighted sum, two cuts, so that the label is
a function of the score. It is fitted by L-BFGS-B from zero with a ridge penalty; the same inputs give the
same rounded numbers. Its likelihood wants wide cuts, the mean recall of the moods narrow ones: the cuts are
moved some way from the first to the second, which is taken on posts that a fit has not seen.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml
from benchmarks.quality import labelled
from benchmarks.quality.__main__ import data_folder
from scipy.ndimage import uniform_filter
from scipy.optimize import minimize

import newsdesk.analyse
from newsdesk.analyse import sentiment
from newsdesk.analyse.reading import content, own_words
from newsdesk.analyse.sentiment_lexicon import lexicon
from newsdesk.analyse.sentiment_reading import Reading, read
from newsdesk.files import write_atomic

Numbers = npt.NDArray[np.float64]

MOODS = ("negative", "neutral", "positive")
WRITTEN = Path(__file__).with_name("moods.yaml")
#: The penalty on a weight, in units of its number's spread; and on a vector's weights.
RIDGE = 5.0
VECTOR_RIDGE = 1.5
#: The penalties of learning from the word list: on its direction's weights, and on what it counts for.
LIST_RIDGE = 100.0
DIRECTION_RIDGE = 5.0
#: How far the cuts are moved from the most likely ones (0) to those of the best mean recall (1).
MOVE = 0.5
#: In how many parts the posts are taken so that each is judged by a fit that has not seen it.
PARTS = 5
#: What each set weighs in the likelihood, as so many posts.
POSTS = 300.0
DIGITS = 4


@dataclass(frozen=True)
class Post:
    """A text with its mood (an index of MOODS), what it weighs and the number of its set."""

    words: str
    mood: int
    weight: float
    source: int


@dataclass(frozen=True)
class Fit:
    """Weights by column, and the sums that divide the moods."""

    weights: Numbers
    negative: float
    positive: float


def posts(data: Path) -> list[Post]:
    """Return everything that is learned from, set by set."""
    tweets = [(own_words(row["text"]), row["label"]) for row in labelled.others(data, "vader_tweets")]
    labels = labelled.labels()
    ours = [
        (own_words(content(record)), labels[id]["sentiment"])
        for id, record in labelled.posts(data).items()
        if labelled.is_tuning(id)
    ]
    return [post for number, rows in enumerate((tweets, ours, written())) for post in _weighed(rows, number)]


def written() -> list[tuple[str, str]]:
    """Return the posts of moods.yaml with their moods."""
    table: dict[str, list[str]] = yaml.safe_load(WRITTEN.read_text(encoding="utf-8"))
    return [(text, mood) for mood, texts in table.items() for text in texts]


def _weighed(rows: Sequence[tuple[str, str]], source: int) -> Iterator[Post]:
    if not rows:
        raise SystemExit("training needs the labelled sets and the corpus of the shared data (NEWSDESK_DATA)")
    named = [mood for _, mood in rows]
    for words, mood in rows:
        weight = POSTS / len(MOODS) / named.count(mood)
        yield Post(words[: sentiment.READ], MOODS.index(mood), weight, source)


def readings(given: Sequence[Post]) -> Numbers:
    """Return what is read of each post [n, fields of a Reading]."""
    return np.array([read(post.words) for post in given], np.float64)


def fit(columns: Numbers, given: Sequence[Post], penalties: Numbers) -> Fit:
    """Fit the ordinal model to columns [n, k] with a penalty for each of the k weights."""
    moods = np.array([post.mood for post in given])
    weighs = np.array([post.weight for post in given])
    size = columns.shape[1]

    def loss(point: Numbers) -> tuple[float, Numbers]:
        weights, low, high = point[:size], point[size], point[size] + np.exp(point[size + 1])
        total = columns @ weights
        below = 1 / (1 + np.exp(total - low))
        under = 1 / (1 + np.exp(total - high))
        chance = np.choose(moods, [below, under - below, 1 - under]) + 1e-12
        slope_low, slope_high = below * (1 - below), under * (1 - under)
        zero = np.zeros_like(total)
        by_low = np.choose(moods, [slope_low, -slope_low, zero]) / chance * weighs
        by_high = np.choose(moods, [zero, slope_high, -slope_high]) / chance * weighs
        value = -(weighs * np.log(chance)).sum() + (penalties * weights * weights).sum()
        by_total = columns.T @ (by_low + by_high) + 2 * penalties * weights
        cuts = [-(by_low + by_high).sum(), -by_high.sum() * np.exp(point[size + 1])]
        return float(value), np.concatenate([by_total, cuts])

    start = np.concatenate([np.zeros(size), [-1.0, 0.7]])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 1000}).x
    return Fit(found[:size], float(found[size]), float(found[size] + np.exp(found[size + 1])))


def lexical(given: Sequence[Post]) -> Fit:
    """Fit the model without vectors."""
    columns = readings(given)
    return _moved(columns, given, RIDGE * columns.var(axis=0))


def semantic(given: Sequence[Post], vectors: Numbers, direction: Numbers) -> Fit:
    """Fit the model with vectors [n, 384]; their weights come after those of the readings.

    Stacked (Wolpert 1992): first the vectors alone, then their verdict on posts that they were not fitted to
    is one number beside those of a reading, because 384 weights remember what they were fitted to and would
    drown the rest. ``direction`` [384] is what the word list knows: one more number of the first step, the
    share of a vector that points that way.
    """
    columns = readings(given)
    along = vectors @ direction
    scale = along.std()
    wide = np.column_stack([along / scale, vectors])
    penalties = np.concatenate([[DIRECTION_RIDGE], np.full(vectors.shape[1], VECTOR_RIDGE)])
    first = fit(wide, given, penalties).weights
    verdicts = unseen(wide, given, penalties)
    spread = verdicts.std()
    stacked = np.column_stack([columns, verdicts / spread])
    found = _moved(stacked, given, RIDGE * stacked.var(axis=0))
    share = found.weights[-1] / spread
    weights = np.concatenate([found.weights[:-1], share * (first[1:] + first[0] * direction / scale)])
    return Fit(weights, found.negative, found.positive)


def unseen(columns: Numbers, given: Sequence[Post], penalties: Numbers) -> Numbers:
    """Return each post's sum by a fit to the other parts of the posts."""
    totals = np.zeros(len(given))
    parts = np.arange(len(given)) % PARTS
    for part in range(PARTS):
        seen = [post for post, number in zip(given, parts, strict=True) if number != part]
        totals[parts == part] = columns[parts == part] @ fit(columns[parts != part], seen, penalties).weights
    return totals


def _moved(columns: Numbers, given: Sequence[Post], penalties: Numbers) -> Fit:
    found = fit(columns, given, penalties)
    negative, positive = best_cuts(unseen(columns, given, penalties), given)
    return Fit(
        found.weights,
        found.negative + MOVE * (negative - found.negative),
        found.positive + MOVE * (positive - found.positive),
    )


def best_cuts(totals: Numbers, given: Sequence[Post]) -> tuple[float, float]:
    """Return the cuts with the best mean recall, over moods and sets alike, of a smoothed grid."""
    moods = np.array([post.mood for post in given])
    sources = np.array([post.source for post in given])
    grid = np.linspace(-4, 4, 161)

    def below(mood: int) -> Numbers:
        shares = [
            (totals[(sources == source) & (moods == mood)][:, None] < grid).mean(axis=0)
            for source in np.unique(sources)
        ]
        return np.asarray(np.mean(shares, axis=0))

    recall = below(0)[:, None] + (below(1)[None, :] - below(1)[:, None]) + (1 - below(2))[None, :]
    recall[grid[:, None] >= grid[None, :]] = 0
    low, high = np.unravel_index(uniform_filter(recall, 9).argmax(), recall.shape)
    return float(grid[low]), float(grid[high])


def encode(texts: Sequence[str]) -> Numbers:
    """Return the vectors that moods are read from."""
    from newsdesk.analyse.semantic import MOOD_PIECES, encode

    return encode(texts, MOOD_PIECES).astype(np.float64)


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


HEAD = """# {what}
# Made by 'python -m benchmarks.quality.training{how}'; not written by hand.
# Trained on VADER's tweets (C.J. Hutto, MIT licence, {tweets} posts), on the tuning half of our own labels
# ({ours} posts; sha1 of the id begins with 0-7) and on {written} posts written for this purpose
# (benchmarks/quality/moods.yaml): three sets, each counting alike, and each mood alike in each.{also}
# negative, positive: the sums from which a text is negative or positive.
"""
ALSO = """
# The vector also learned from the valences of the words and phrases in VADER's list (MIT) and ours."""


def save(path: Path, found: Fit, head: str) -> None:
    """Write a fit with its head comment."""
    lexical = len(Reading._fields)
    numbers: dict[str, Any] = {
        "negative": round(found.negative, DIGITS),
        "positive": round(found.positive, DIGITS),
        "weights": dict(zip(Reading._fields, _rounded(found.weights[:lexical]), strict=True)),
    }
    text = head + yaml.safe_dump(numbers, sort_keys=False)
    if len(found.weights) > lexical:
        rest = yaml.safe_dump(_rounded(found.weights[lexical:]), default_flow_style=True, width=100)
        text += (
            "# What each of the 384 numbers of a vector of length 1 counts for.\nvector:\n  "
            + rest.replace("\n", "\n  ").rstrip(" ")
        )
    write_atomic(path, text.encode("utf-8"))


def _rounded(values: Numbers) -> list[float]:
    return [round(float(value), DIGITS) for value in values]


def main() -> None:
    """Train what is asked for and write it into the package."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.training", description=__doc__)
    parser.add_argument("--semantic", action="store_true", help="train the head of the semantic extra")
    wants_vectors = parser.parse_args().semantic
    data = data_folder()
    given = posts(data)
    counts = {"written": len(written()), "tweets": len(labelled.others(data, "vader_tweets"))}
    counts["ours"] = len(given) - sum(counts.values())
    folder = Path(newsdesk.analyse.__path__[0])
    if wants_vectors:
        what = "What a vector and a reading of a text count for in its mood (analyse/semantic.py)."
        head = HEAD.format(what=what, how=" --semantic", also=ALSO, **counts)
        vectors = encode([post.words for post in given])
        save(folder / "semantic_head.yaml", semantic(given, vectors, direction()), head)
    else:
        what = "What each number of a reading counts for in the mood of a text (analyse/sentiment.py)."
        save(
            folder / "sentiment_weights.yaml",
            lexical(given),
            HEAD.format(what=what, how="", also="", **counts),
        )


if __name__ == "__main__":
    main()
