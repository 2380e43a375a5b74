"""How a record's author sounds: VADER's words and rules, our words for talk about AI, and a small model.

What a text shows (:mod:`newsdesk.analyse.sentiment_reading`) is a dozen numbers: praise, blame, exclamation
marks, questions, denials. ``sentiment_weights.yaml`` says what each counts for. Their weighted sum is laid on
-1…1 so that the two cuts between the moods, which were found by training, fall on one stated threshold.
Only the author's own words are read (:func:`newsdesk.analyse.reading.own_words`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import sqrt

import yaml

from newsdesk.analyse.sentiment_reading import Reading, read
from newsdesk.records import SentimentLabel

#: Characters that are read of a text: its opening carries its mood, and hostile length costs nothing.
READ = 2000
#: At and above this score a text is positive, at and below minus this negative; between them neutral.
THRESHOLD = 0.15
#: What a sum that lies exactly on a cut is multiplied with, so that squashing it gives the threshold.
_STEEP = THRESHOLD / sqrt(1 - THRESHOLD * THRESHOLD)


@dataclass(frozen=True)
class Weights:
    """What each number of a Reading counts for, and the sums from which a text is negative or positive."""

    each: tuple[float, ...]
    negative: float
    positive: float


def score(words: str) -> float:
    """Return the mood of an author's own words in -1 (negative) to 1 (positive); 0 where none shows."""
    scale = weights()
    return mood(total(read(words[:READ]), scale), scale.negative, scale.positive)


def label(value: float) -> SentimentLabel:
    """Return the label of a score by the stated threshold."""
    if value >= THRESHOLD:
        return "positive"
    return "negative" if value <= -THRESHOLD else "neutral"


def total(reading: Reading, scale: Weights) -> float:
    """Return the weighted sum of what was read; it has no unit."""
    return sum(number * weight for number, weight in zip(reading, scale.each, strict=True) if number)


def mood(value: float, negative: float, positive: float) -> float:
    """Lay a sum on -1…1, rising, with the two cuts on the threshold; ``negative`` < 0 < ``positive``."""
    steep = _STEEP * value / (positive if value > 0 else -negative)
    return round(steep / sqrt(1 + steep * steep), 4)


@cache
def weights() -> Weights:
    """Return the weights as they stand in sentiment_weights.yaml."""
    text = resources.files("newsdesk.analyse").joinpath("sentiment_weights.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    each = tuple(float(data["weights"][name]) for name in Reading._fields)
    return Weights(each, float(data["negative"]), float(data["positive"]))
