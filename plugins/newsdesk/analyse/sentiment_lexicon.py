"""The words that carry a mood: VADER's list (Hutto & Gilbert, ICWSM 2014) with ours laid over it.

VADER's words, boosters, negations and emoji come from the package ``nltk-vader-sentiment``; what differs in
talk about AI, and the everyday words that list lacks, stand in ``sentiment.yaml``. Here both become tables
that :mod:`newsdesk.analyse.sentiment_reading` looks words up in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain, product
from typing import Any

import yaml
from vader.constants import BOOSTER_DICT, NEGATE, SENTIMENT_LADEN_IDIOMS, SPECIAL_CASES
from vader.data.curated import ADDITIONS, OVERRIDES
from vader.data.emoji import EMOJI
from vader.data.lexicon import LEXICON, MULTIWORD

#: In ``Lexicon.context``: the word turns what follows round.
NEGATION = -9.0
#: In ``Lexicon.context``: what stands before it belongs to another clause.
BARRIER = 9.0
#: Tokens that end a sentence, and those that end a clause.
ENDS = (*map("".join, chain.from_iterable(product(".!?…", repeat=size) for size in range(1, 5))), "\n")
CLAUSES = (",", ";", ":", "(", ")")
#: How high and low a word may stand, as in VADER.
LIMIT = 4.0

#: A phrase by its first word: the words after it, its length in words, its value.
Phrases = tuple[tuple[list[str], int, float], ...]


@dataclass(frozen=True)
class Lexicon:
    """Tables for one pass over a text, all keyed by lower-case tokens.

    ``values`` holds the valence of words, emoji and emoticons, ``phrases`` the phrases that begin with a word
    (longest first), ``context`` what a word does to a feeling soon after it (a booster's increment, NEGATION
    or BARRIER), ``marks`` ends of sentences and words of contrast, ``known`` everything that is looked at.
    ``denials``, ``personal`` and ``reported`` are words that tell in which voice a text speaks.
    """

    values: Mapping[str, float]
    phrases: Mapping[str, Phrases]
    context: Mapping[str, float]
    marks: frozenset[str]
    known: frozenset[str]
    denials: frozenset[str]
    personal: frozenset[str]
    reported: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Return the tables; they are built once, when the first text is read."""
    overlay = _overlay()
    words = {**LEXICON, **OVERRIDES, **ADDITIONS}
    for word in overlay["neutral"]:
        words.pop(word, None)
    words.update(overlay["words"])
    values = {word: value for word, value in words.items() if value}
    values.update(_emoji(values, overlay["emoji"]))
    phrases = {**MULTIWORD, **SENTIMENT_LADEN_IDIOMS, **SPECIAL_CASES, **overlay["phrases"]}
    values.update({phrase.replace(" ", "-"): value for phrase, value in phrases.items() if value})
    boosters = {word: value for word, value in {**BOOSTER_DICT, **overlay["boosters"]}.items() if value}
    context = {
        **boosters,
        **dict.fromkeys([*NEGATE, *overlay["negations"]], NEGATION),
        **dict.fromkeys([*ENDS, *CLAUSES], BARRIER),
    }
    for word in boosters:  # a booster moves its neighbours and says nothing alone, as in VADER
        if word not in overlay["words"]:
            values.pop(word, None)
    beginnings = _by_first_word(phrases)
    marks = frozenset([*ENDS, *overlay["contrasts"]])
    denials = frozenset(word for word, effect in context.items() if effect == NEGATION)
    voices = frozenset(overlay["personal"]), frozenset(overlay["reported"])
    return Lexicon(values, beginnings, context, marks, marks.union(values, beginnings), denials, *voices)


def _emoji(words: Mapping[str, float], own: Mapping[str, float]) -> dict[str, float]:
    """Return the value of each emoji: ours, else what the words of its description add up to."""
    values = {}
    for emoji, description in EMOJI.items():
        total = sum(words.get(word, 0.0) for word in description.replace("-", " ").lower().split())
        if total and len(emoji.rstrip("\ufe0f")) == 1:
            values[emoji.rstrip("\ufe0f")] = max(-LIMIT, min(LIMIT, total))
    return {**values, **own}


def _by_first_word(phrases: Mapping[str, float]) -> dict[str, Phrases]:
    found: dict[str, list[tuple[list[str], int, float]]] = {}
    for phrase, value in phrases.items():
        first, *rest = phrase.split(" ")
        if rest:
            found.setdefault(first, []).append((rest, len(rest) + 1, value))
    return {first: tuple(sorted(rests, key=_longest_first)) for first, rests in found.items()}


def _longest_first(phrase: tuple[list[str], int, float]) -> tuple[int, list[str]]:
    return -phrase[1], phrase[0]


def _overlay() -> dict[str, Any]:
    text = resources.files("newsdesk.analyse").joinpath("sentiment.yaml").read_text(encoding="utf-8")
    overlay: dict[str, Any] = yaml.safe_load(text)
    return overlay
