"""How a record's author sounds: VADER (Hutto & Gilbert, ICWSM 2014) with our words for talk about AI.

VADER adds up the words of a text and squashes the sum, so a long text is extreme because it is long. We
score sentence by sentence and take the mean over the sentences that say anything at all, drawn towards
zero by ``CALM`` silent sentences: one cheer in a long report is not a cheerful report. A single short post
keeps most of its score. Only the author's own words are read (:func:`newsdesk.analyse.reading.own_words`).
"""

from __future__ import annotations

from functools import cache, cached_property
from importlib import resources
from typing import Any

import yaml
from sentencex import segment  # type: ignore[import-untyped]  # ships no types
from vader import SentimentIntensityAnalyzer
from vader.constants import SENTIMENT_LADEN_IDIOMS, SPECIAL_CASES
from vader.data.curated import ADDITIONS, OVERRIDES
from vader.data.lexicon import LEXICON, MULTIWORD

from newsdesk.records import SentimentLabel

#: Characters that are read of a text: its opening carries its mood, and hostile length costs nothing.
READ = 2000
#: At and above this mean a text is positive, at and below minus this negative; between them neutral.
THRESHOLD = 0.15
#: How many sentences without any feeling every text is taken to hold.
CALM = 0.25
#: What a sentence without a word of feeling weighs in the mean, against 1 for one that has some.
SILENT_WEIGHT = 0.2


class _Analyzer(SentimentIntensityAnalyzer):
    """VADER, in which a neutral word stays neutral however it is intensified."""

    def _scalar_inc_dec(self, word: str, valence: float, is_cap_diff: bool) -> float:
        # Upstream adds a booster's 0.293 to a valence of 0 as well: "more open source" would be praise.
        return super()._scalar_inc_dec(word, valence, is_cap_diff) if valence else 0.0

    def _match_multiword(self, lowered: list[str]) -> tuple[dict[int, float], frozenset[int]]:
        # Upstream joins every stretch of words and looks it up; with hundreds of phrases instead of four it
        # pays to ask first whether a word begins any. Longest first and no overlaps, as there.
        forced: dict[int, float] = {}
        consumed: set[int] = set()
        for place, word in enumerate(lowered):
            if word in self.beginnings and place not in consumed:
                for length in self._multiword_lengths:
                    value = self.multiword.get(" ".join(lowered[place : place + length]))
                    if value is not None:
                        forced[place] = value
                        consumed.update(range(place + 1, place + length))
                        break
        return forced, frozenset(consumed)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The words that begin a phrase."""
        return frozenset(phrase.split(" ", 1)[0] for phrase in self.multiword)


def score(words: str) -> float:
    """Return the mood of an author's own words in -1 (negative) to 1 (positive); 0 for none."""
    total = 0.0
    weight = CALM
    for sentence in _sentences(words[:READ]):
        compound = _analyzer().polarity_scores(sentence)["compound"]
        total += compound
        weight += 1.0 if compound else SILENT_WEIGHT
    return round(total / weight, 4)


def label(value: float) -> SentimentLabel:
    """Return the label of a score by the stated threshold."""
    if value >= THRESHOLD:
        return "positive"
    return "negative" if value <= -THRESHOLD else "neutral"


def _sentences(text: str) -> list[str]:
    # sentencex does not end a sentence at a single newline, and posts are full of lists.
    return [
        sentence
        for line in text.split("\n")
        if not line.isspace()
        for sentence in (segment("en", line) if len(line) > 40 else (line,))
        if sentence
    ]


@cache
def _analyzer() -> _Analyzer:
    overlay = _overlay()
    lexicon: dict[str, float] = {**LEXICON, **OVERRIDES, **ADDITIONS}
    for word in overlay["neutral"]:
        lexicon.pop(word, None)
    lexicon.update(overlay["words"])
    phrases = {**MULTIWORD, **SENTIMENT_LADEN_IDIOMS, **overlay["phrases"]}
    special = {phrase: value for phrase, value in SPECIAL_CASES.items() if phrase not in phrases}
    return _Analyzer(lexicon, multiword=phrases, special_cases=special, idioms={})


def _overlay() -> dict[str, Any]:
    text = resources.files("newsdesk.analyse").joinpath("sentiment.yaml").read_text(encoding="utf-8")
    overlay: dict[str, Any] = yaml.safe_load(text)
    return overlay
