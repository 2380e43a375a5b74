"""Train the moods: ``python -m benchmarks.quality.training`` writes the numbers analyse reads.

What is learned from: VADER's tweets (MIT), the tuning half of our labels, and the posts written for this
purpose in moods.yaml; each set counts as much as the others, and each mood in a set. Nothing else, least of
all the sets that are only for measuring. training_semantic.py does the same for the semantic extra.

The model is an ordinal logistic regression (McCullagh 1980): one weighted sum, two cuts, so that the label is
a function of the score. It is fitted by L-BFGS-B from zero with a ridge penalty; the same inputs give the
same rounded numbers. Its likelihood wants wide cuts, the mean recall of the moods narrow ones: the cuts are
moved some way from the first to the second, which is taken on posts that a fit has not seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

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
from newsdesk.analyse.sentiment_reading import Reading, read
from newsdesk.files import write_atomic

Numbers = npt.NDArray[np.float64]

MOODS = ("negative", "neutral", "positive")
WRITTEN = Path(__file__).with_name("moods.yaml")
#: Where the trained numbers are read from.
PACKAGE = Path(newsdesk.analyse.__path__[0])
#: The penalty on a weight, in units of its number's spread.
RIDGE = 5.0
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


HEAD = """# {what}
# Made by 'python -m benchmarks.quality.{module}'; not written by hand.
# Trained on VADER's tweets (C.J. Hutto, MIT licence, {tweets} posts), on the tuning half of our own labels
# ({ours} posts; sha1 of the id begins with 0-7) and on {written} posts written for this purpose
# (benchmarks/quality/moods.yaml): three sets, each counting alike, and each mood alike in each.
"""


def comment(given: Sequence[Post], what: str, module: str) -> str:
    """Return the comment above trained numbers: what they are, what made them and of what."""
    tweets, ours, written = (sum(post.source == source for post in given) for source in range(3))
    return HEAD.format(what=what, module=module, tweets=tweets, ours=ours, written=written)


def rounded(values: Numbers) -> list[float]:
    """Return numbers as they are written into a file."""
    return [round(float(value), DIGITS) for value in values]


def named(weights: Numbers) -> dict[str, float]:
    """Return the weights of a Reading's numbers by their names."""
    return dict(zip(Reading._fields, rounded(weights), strict=True))


def main() -> None:
    """Train the plain moods and write them into the package."""
    given = posts(data_folder())
    found = lexical(given)
    negative, positive = rounded(np.array([found.negative, found.positive]))
    text = comment(
        given,
        "What each number of a reading counts for in the mood of a text (analyse/sentiment.py).",
        "training",
    )
    text += "# negative, positive: the sums from which a text is negative or positive.\n"
    numbers = {"negative": negative, "positive": positive, "weights": named(found.weights)}
    text += yaml.safe_dump(numbers, sort_keys=False)
    write_atomic(PACKAGE / "sentiment_weights.yaml", text.encode("utf-8"))


if __name__ == "__main__":
    main()
