"""Moods against labelled posts, with plain VADER computed beside them, and how fast they are judged.

Mean recall of the three moods. TweetEval's posts, VADER's tweets and the sentences of business news are other
people's labels; "our posts" are labels.jsonl. VADER's tweets and the tuning half of ours were trained on
(benchmarks/quality/training.py and training_semantic.py), so their numbers flatter. No word, weight or cut
comes from TweetEval's, but which numbers a reading holds, how far the plain cuts are moved and the vectors'
ridge were chosen with its result in sight. On the held half of ours nothing was chosen.
"""

from __future__ import annotations

import gzip
import itertools
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.quality import labelled
from benchmarks.quality.measure import Measure, Skipped

from newsdesk.analyse import semantic, sentiment
from newsdesk.analyse.reading import content, own_words

Judge = Callable[[Sequence[str]], list[str]]

MOODS = ("negative", "neutral", "positive")
#: Where plain VADER divides the moods: the cut that its authors advise.
VADER_CUT = 0.05
#: Corpus posts that are timed.
TIMED = 2000


@dataclass(frozen=True)
class Labelled:
    """A named set of (own words, mood), and the leads over VADER asked for, without and with vectors."""

    name: str
    rows: tuple[tuple[str, str], ...]
    floor: float | None = None
    semantic_floor: float | None = None


def measures(data: Path) -> Iterator[Measure | Skipped]:
    """Yield the leads over plain VADER and the speeds, without and with the semantic extra."""
    judges: dict[str, Judge] = {"": _lexical}
    if semantic.installed():
        judges[" (semantic)"] = _semantic
    else:
        yield Skipped("moods with vectors", "the extra isn't installed: make setup EXTRAS=semantic")
    for given in _sets(data):
        if not given.rows:
            yield Skipped(f"moods: {given.name}", f"no labelled posts under {data}")
            continue
        for note, judge in judges.items():
            yield _lead(given, note, judge, given.semantic_floor if note else given.floor)
    yield from _speeds(data, judges)


def recalls(rows: Sequence[tuple[str, str]], judge: Judge) -> dict[str, float]:
    """Return the recall of each mood."""
    said = judge([words for words, _ in rows])
    found = {
        mood: [given == mood for (_, truth), given in zip(rows, said, strict=True) if truth == mood]
        for mood in MOODS
    }
    return {mood: sum(hits) / len(hits) if hits else 0.0 for mood, hits in found.items()}


def vader(texts: Sequence[str]) -> list[str]:
    """Judge as plain VADER does, as its package ships."""
    from vader import polarity_scores

    compounds = [polarity_scores(text)["compound"] for text in texts]
    return [
        "positive" if one >= VADER_CUT else "negative" if one <= -VADER_CUT else "neutral"
        for one in compounds
    ]


def _lexical(texts: Sequence[str]) -> list[str]:
    return [sentiment.label(sentiment.score(text)) for text in texts]


def _semantic(texts: Sequence[str]) -> list[str]:
    return [sentiment.label(score) for score in semantic.scores(texts)]


def _lead(given: Labelled, note: str, judge: Judge, floor: float | None) -> Measure:
    ours, plain = recalls(given.rows, judge), recalls(given.rows, vader)
    mean, beside = sum(ours.values()) / len(MOODS), sum(plain.values()) / len(MOODS)
    said = f"recall {mean:.3f} {_each(ours)}; VADER {beside:.3f} {_each(plain)}"
    return Measure(
        f"moods: {given.name}{note}, lead over VADER", 100 * (mean - beside), floor, "points", said
    )


def _each(found: dict[str, float]) -> str:
    return "(" + " ".join(f"{mood[:3]} {recall:.2f}" for mood, recall in found.items()) + ")"


@cache
def _sets(data: Path) -> tuple[Labelled, ...]:
    labels = labelled.labels()
    ours = {id: own_words(content(record)) for id, record in labelled.posts(data).items()}
    held = [(words, labels[id]["sentiment"]) for id, words in ours.items() if not labelled.is_tuning(id)]
    whole = [(words, labels[id]["sentiment"]) for id, words in ours.items()]
    return (
        Labelled("TweetEval", _others(data, "tweeteval_sentiment"), 3.0, 5.0),
        Labelled("our posts, held half", tuple(held), 8.0, 8.0),
        Labelled("our posts, all", tuple(whole), 8.0, 8.0),
        Labelled("VADER's tweets", _others(data, "vader_tweets")),
        Labelled("business news", _others(data, "financial_phrasebank_75agree")),
    )


def _others(data: Path, name: str) -> tuple[tuple[str, str], ...]:
    return tuple((own_words(row["text"]), row["label"]) for row in labelled.others(data, name))


def _speeds(data: Path, judges: dict[str, Judge]) -> Iterator[Measure]:
    timed = {"TweetEval": [words for words, _ in _sets(data)[0].rows], "corpus posts": _corpus(data)}
    for (note, judge), (name, texts) in itertools.product(judges.items(), timed.items()):
        if texts:
            judge(texts[:10])  # tables and weights are read once, and not timed
            began = time.process_time()
            judge(texts)
            rate = len(texts) / (time.process_time() - began)
            size = sum(map(len, texts)) // len(texts)
            said = f"{len(texts)} posts, mean {size} characters; one core's own time"
            yield Measure(f"moods: speed on {name}{note}", rate, 150 if note else 10_000, "posts/s", said)


def _corpus(data: Path) -> list[str]:
    """Return the own words of posts from every file of the corpus, every so many lines."""
    files = sorted((data / "corpus").glob("*.jsonl.gz"))
    rows = []
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows += [json.loads(line) for line in lines]
    posts = [row for row in rows if row.get("platform") and row.get("text")]
    return [own_words(row["text"]) for row in posts[:: max(1, len(posts) // TIMED)][:TIMED]]
