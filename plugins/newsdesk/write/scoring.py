"""How good a quotation is: a sum of small, explained preferences.

Calibrated by reading selections from real forums, not fitted. A plain, complete sentence scores about 0; what
an editor would print with pleasure scores above 1.5; what needs its thread to be understood falls below
``FLOOR``.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from newsdesk.write import lexicon, wordlists
from newsdesk.write.candidates import Span, words_of

#: Below this a span is no quotation at all.
FLOOR = 0.3

_MIXED = re.compile(r"\b(?=\w*\d)(?=\w*[A-Za-z])[\w.\-]+|\b[A-Z]{2,}s?\b|\b[a-z]+[A-Z]\w*")


class Rarity:
    """How unusual a word is against the records of one brief (inverse document frequency, 0…1)."""

    def __init__(self, texts: Iterable[str]) -> None:
        documents = [set(words_of(text)) for text in texts]
        self._count: Counter[str] = Counter(word for words in documents for word in words)
        self._documents = max(2, len(documents))

    def idf(self, word: str) -> float:
        """Return 1 for a word of one record, 0 for a word of every record."""
        return math.log(self._documents / max(1, self._count[word])) / math.log(self._documents)

    def is_shared(self, word: str) -> bool:
        """Say whether several records use a content word: what the talk is about."""
        return word not in lexicon.FUNCTION_WORDS and self._count[word] >= max(2, self._documents * 0.08)


def content_words(text: str) -> list[str]:
    """Return the words that carry content, in order."""
    return [word for word in words_of(text) if word not in lexicon.FUNCTION_WORDS and len(word) > 2]


def features(span: Span, rarity: Rarity, names: Iterable[str] = ()) -> Mapping[str, float]:
    """Return every preference with its weight applied, by name, so that a choice can be explained."""
    words = words_of(span.text)
    # what somebody did with a machine is worth telling if there is a thing, a view or a turn in it
    lively = bool(lexicon.VIEWS.search(span.text) or lexicon.CONTRAST.search(span.text))
    lively = lively or any(word in wordlists.CONCRETE for word in words)
    return {
        "length": _length(len(words)),
        "topic": _topic(span.text, words, rarity, names),
        "concrete": 0.2 * min(3, sum(word in wordlists.CONCRETE for word in words)),
        "number": 0.2 if len(re.findall(r"\b\d[\d,.]*", span.text)) == 1 else 0.0,
        "numbers": -0.6 if len(re.findall(r"\d+", span.text)) > 2 else 0.0,
        "contrast": 0.4 if lexicon.CONTRAST.search(span.text) else 0.0,
        "comparison": 0.4 if lexicon.COMPARISON.search(span.text) else 0.0,
        "first_person": 0.3 if lexicon.FIRST_PERSON.search(span.text) and lively else 0.0,
        "experience": 0.4 if lexicon.EXPERIENCE.search(span.text) and lively else 0.0,
        "unusual": 0.5 * _unusual(span.text, rarity),
        "two": 0.15 if span.sentences == 2 else 0.0,
        "opening": _opening(words, span.is_question),
        "pronouns": _pronouns(words),
        "second_person": -0.5 if lexicon.SECOND_PERSON.search(span.text) else 0.0,
        "jargon": _jargon(jargon_share(span.text, words)),
        "forum": -1.2 if lexicon.FORUM_TALK.search(span.text) else 0.0,
        "housekeeping": -2.0 if lexicon.HOUSEKEEPING.match(span.text) else 0.0,
        "insult": -0.6 if lexicon.INSULTS.search(span.text) else 0.0,
        "unfinished": 0.0 if span.whole else -0.7,
        "view": 0.3 * min(3, len(lexicon.VIEWS.findall(span.text))),
        "feeling": 0.5 * min(1.0, abs(mood(span.text)) / 0.6),
        "logistics": -0.8 * min(2, len(lexicon.LOGISTICS.findall(span.text))),
        "fragment": -1.0 if lexicon.FRAGMENT.match(span.text) and not span.is_question else 0.0,
        "imperative": -0.7 if lexicon.IMPERATIVE.match(span.text) else 0.0,
        "slips": -1.0 if lexicon.SLIPS.search(span.text) else 0.0,
        "connected": -0.7 if lexicon.CONNECTED.search(span.text) else 0.0,
        "thin": -0.8 if len(content_words(span.text)) < max(3, len(words) // 3) else 0.0,
    }


def score(span: Span, rarity: Rarity, names: Iterable[str] = ()) -> float:
    """Return the sum of a span's features."""
    return sum(features(span, rarity, names).values())


def mood(text: str) -> float:
    """Return the mood of a text in −1 (negative) to 1 (positive)."""
    from newsdesk.analyse.sentiment import (
        score as judge,
    )  # loads a lexicon: only when there is something to read

    return judge(text)


def _length(count: int) -> float:
    if 9 <= count <= 17:
        return 0.35
    return -0.2 if count < 9 else 0.1 if count < 20 else -0.15 if count < 24 else -0.5


def _topic(text: str, words: list[str], rarity: Rarity, names: Iterable[str]) -> float:
    lowered = text.lower()
    named = any(re.search(rf"\b{re.escape(name.lower())}\b", lowered) for name in names if len(name) > 1)
    spoken = bool(lexicon.AI_TERMS.search(text))
    shared = sum(rarity.is_shared(word) for word in set(words))
    if not (named or spoken or shared):
        return -1.0
    return 0.3 * named + 0.4 * spoken + 0.15 * min(2, shared)


def _unusual(text: str, rarity: Rarity) -> float:
    rare = sorted((rarity.idf(word) for word in set(content_words(text))), reverse=True)[:4]
    return sum(rare) / 4


def _jargon(share: float) -> float:
    """Take more off the thicker it gets: one such word in ten is colour, two are a wall."""
    return -4.0 * share - (1.5 if share > 0.18 else 0.0)


def _opening(words: list[str], is_question: bool) -> float:
    first = words[0] if words else ""
    if first in lexicon.DANGLING and not is_question:
        return -1.9
    return -1.7 if first in lexicon.CONNECTIVES else 0.0


def _pronouns(words: list[str]) -> float:
    early = sum(word in _UNBOUND for word in words[1:5])
    late = sum(word in _UNBOUND for word in words[5:])
    return -0.7 * min(2, early) - 0.15 * min(3, late)


_UNBOUND = frozenset(
    [
        "it",
        "it's",
        "this",
        "that's",
        "those",
        "these",
        "they",
        "them",
        "he",
        "she",
        "him",
        "his",
        "her",
        "their",
        "its",
        "he's",
        "she's",
        "they're",
    ]
)


def jargon_share(text: str, words: list[str]) -> float:
    """Return the share of a text's words that an outsider stumbles over (0…1)."""
    known = sum(word in wordlists.JARGON for word in words)
    mixed = [
        token
        for token in _MIXED.findall(text)
        if token.lower() not in wordlists.KNOWN_CAPITALS and token.lower() not in wordlists.JARGON
    ]
    return (known + 0.7 * len(mixed)) / max(1, len(words))
