"""How well records of one claim are put together: adjusted mutual information on clusters of news titles.

The grouping is that of :mod:`newsdesk.detect.drivers.positions` (vectors, shared phrases, average linkage,
no parting by mood: titles take no sides), at the distance that positions use and at one that was chosen on
half of the clusters, because an editor's events are wider than claims. Beside it: DBSCAN (Ester et al. 1996)
on TF-IDF of words with cosine distances, its neighbourhood, its core size and the fate of its noise the best
of a grid on that same half. Half of the clusters, by the sha1 of their number, is for choosing; what is told
is measured on the other half.

Both AMI and DBSCAN are written out here, because scikit-learn is no dependency of the project; they agree
with scikit-learn 1.9.1's (``adjusted_mutual_info_score``, ``DBSCAN(metric="precomputed")``) to 1e-9 on both
halves.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from benchmarks.quality.measure import Measure, Skipped
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.special import gammaln

from newsdesk.analyse import vectors
from newsdesk.detect.drivers import positions

TITLES = Path("labelled") / "events" / "google_news_titles.jsonl.gz"
#: What is tried on the choosing half.
APART = {False: np.arange(0.90, 0.991, 0.01), True: np.arange(0.60, 0.97, 0.02)}
EPS, CORE = np.arange(0.30, 0.96, 0.05), (2, 3, 5, 10)

Labels = NDArray[np.int64]


class Half:
    """The titles of half of the clusters, with the cluster of each."""

    def __init__(self, rows: Sequence[dict[str, str]]) -> None:
        self.texts = [row["text"] for row in rows]
        self.truth = np.array([int(row["cluster"]) for row in rows])


def measures(data: Path) -> Iterator[Measure | Skipped]:
    """Yield the AMI of our groups on the half that nothing was chosen on, DBSCAN's beside it."""
    if not (data / TITLES).exists():
        yield Skipped("positions", f"{TITLES} is not there")
        return
    choosing, telling = halves(data / TITLES)
    chosen, beside = dbscan_ami(choosing, telling)
    told = f"DBSCAN {chosen:.3f}, at its best here {beside:.3f}"
    yield from _ours("hashed terms", choosing, telling, beside, told, semantic=False)
    try:
        from newsdesk.analyse import semantic  # noqa: F401
        from newsdesk.errors import ConfigError
    except ImportError:
        yield Skipped("positions, sentence vectors", "there are no sentence vectors")
        return
    try:
        yield from _ours("sentence vectors", choosing, telling, beside, told, semantic=True)
    except (ConfigError, ImportError) as error:
        yield Skipped("positions, sentence vectors", str(error))


def _ours(
    name: str, choosing: Half, telling: Half, beside: float, told: str, *, semantic: bool
) -> Iterator[Measure]:
    near = {half: likeness(half, semantic=semantic) for half in (choosing, telling)}
    best = max(APART[semantic], key=lambda apart: ami(choosing.truth, grouped(near[choosing], apart)))
    events = ami(telling.truth, grouped(near[telling], best))
    used = positions.APART_SEMANTIC if semantic else positions.APART
    claims = ami(telling.truth, grouped(near[telling], used))
    yield Measure(f"positions, {name}, chosen distance {best:.2f}", events, beside, "", told)
    yield Measure(f"positions, {name}, claims' distance {used:.2f}", claims, beside, "", told)


def halves(path: Path) -> tuple[Half, Half]:
    """Return the choosing half and the telling half, parted by cluster."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    parts: tuple[list[dict[str, str]], list[dict[str, str]]] = ([], [])
    for row in rows:
        parts[hashlib.sha1(str(row["cluster"]).encode()).digest()[-1] % 2].append(row)
    return Half(parts[0]), Half(parts[1])


def likeness(half: Half, *, semantic: bool) -> positions.Likeness:
    """Return how alike each two titles are, as positions see it."""
    return positions.likeness(vectors.of(half.texts, semantic), half.texts)


def grouped(near: positions.Likeness, apart: float) -> Labels:
    """Return the number of each title's group."""
    labels = np.zeros(len(near), dtype=np.int64)
    for number, rows in enumerate(positions.clusters(near, apart)):
        labels[rows] = number
    return labels


def dbscan_ami(choosing: Half, telling: Half) -> tuple[float, float]:
    """Return the AMI of TF-IDF + DBSCAN on the telling half: its settings chosen as ours, and its best."""
    cosine = {half: tfidf_cosine(half.texts) for half in (choosing, telling)}
    grid = [(eps, core, alone) for eps in EPS for core in CORE for alone in (False, True)]
    best = max(grid, key=lambda one: ami(choosing.truth, dbscan(cosine[choosing], *one)))
    here = {one: ami(telling.truth, dbscan(cosine[telling], *one)) for one in grid}
    return here[best], max(here.values())


def tfidf_cosine(texts: Sequence[str]) -> NDArray[np.float64]:
    """Return the cosine of each two texts' TF-IDF of words: tf · (ln((1 + n) / (1 + df)) + 1)."""
    words = [re.findall(r"\w\w+", text.lower()) for text in texts]
    column = {word: n for n, word in enumerate(sorted({word for some in words for word in some}))}
    rows = [row for row, some in enumerate(words) for _ in some]
    columns = [column[word] for some in words for word in some]
    counts = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(texts), len(column)))
    weights = np.log((1 + len(texts)) / (1 + np.bincount(counts.indices, minlength=len(column)))) + 1
    weighed = counts @ sparse.diags(weights)
    lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    unit = sparse.diags(1 / lengths) @ weighed
    return np.asarray((unit @ unit.T).toarray())


def dbscan(cosine: NDArray[np.float64], eps: float, core: int, alone: bool) -> Labels:
    """Return DBSCAN's clusters; its noise is one cluster, or each title of it one where ``alone``."""
    near = cosine >= 1 - eps
    is_core = near.sum(axis=1) >= core
    rows = np.flatnonzero(is_core)
    labels = np.full(len(cosine), -1, dtype=np.int64)
    if len(rows):
        _, of_core = connected_components(sparse.csr_matrix(near[np.ix_(rows, rows)]), directed=False)
        labels[rows] = of_core
        for row in np.flatnonzero(~is_core):
            reached = np.flatnonzero(near[row] & is_core)
            if len(reached):  # of several clusters, the one that was found first
                labels[row] = labels[reached].min()
    if alone:
        noise = np.flatnonzero(labels < 0)
        labels[noise] = labels.max() + 1 + np.arange(len(noise))
    return labels


def ami(truth: Labels, found: Labels) -> float:
    """Return the adjusted mutual information of two partitions (Vinh, Epps and Bailey 2010), mean entropy."""
    _, one = np.unique(truth, return_inverse=True)
    _, other = np.unique(found, return_inverse=True)
    total, sizes, others = len(one), np.bincount(one), np.bincount(other)
    if len(sizes) == len(others) == 1 or len(sizes) == len(others) == total:
        return 1.0
    both = sparse.coo_matrix((np.ones(total), (one, other))).tocsr().tocoo()
    shared = both.data
    mutual = float((shared / total * np.log(total * shared / (sizes[both.row] * others[both.col]))).sum())
    expected = _expected(sizes, others, total)
    middle = (_entropy(sizes) + _entropy(others)) / 2
    return (mutual - expected) / (middle - expected)


def _entropy(sizes: Labels) -> float:
    part = sizes / sizes.sum()
    return float(-(part * np.log(part)).sum())


def _expected(sizes: Labels, others: Labels, total: int) -> float:
    """Return the mutual information that chance gives: the hypergeometric law for each pair of sizes."""
    log = gammaln(np.arange(total + 2) + 1)  # log[n] is ln n!
    expected = 0.0
    for a, times in zip(*np.unique(sizes, return_counts=True), strict=True):
        for b, again in zip(*np.unique(others, return_counts=True), strict=True):
            n = np.arange(max(1, a + b - total), min(a, b) + 1)
            law = log[a] + log[b] + log[total - a] + log[total - b] - log[total]
            law = law - log[n] - log[a - n] - log[b - n] - log[total - a - b + n]
            expected += times * again * float((n / total * np.log(total * n / (a * b)) * np.exp(law)).sum())
    return expected
