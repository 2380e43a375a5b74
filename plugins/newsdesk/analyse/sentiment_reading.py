"""What a text shows of its author's mood, read in one pass: VADER's rules over words, as a few numbers.

The rules are VADER's (Hutto & Gilbert, ICWSM 2014): boosters, negation within three words, capitals, "but",
exclamation marks. Ours: the end of a clause stops a negation, a complaint denied is only faint praise,
lengthened words ("sooo") and the words of a hashtag count, and a text is read sentence by sentence. The
package's own scorer asks each word a dozen questions; here most words are passed by with one look into a
table, which is what makes it ten thousand posts a second.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from math import sqrt
from typing import NamedTuple

from newsdesk.analyse.sentiment_lexicon import BARRIER, NEGATION, Lexicon, lexicon

#: Words, faces, runs of end marks, clause marks, emoji; everything else is passed over.
_TOKEN = re.compile(
    r"[^\W_]+(?:['-][^\W_]+)*"
    r"|(?<!\w)[:;=]'?-?(?:[)(\]\[|/\\*@]|[dDpPoO3](?!\w))|[:;=]'?-?[)(]|<3|</3|\(-?[:;=](?!\w)"
    r"|[.!?…]{1,4}|[\n,;:()]"
    r"|[\u2600-\u27bf\u2b50\U0001f300-\U0001faff]"
)
_HASHTAG = re.compile(r"#(\w+)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|_")
_LENGTHENED = re.compile(r"([A-Za-z])\1\1")
_RUN = re.compile(r"([a-z])\1+")

#: Praise denied is blame and blame denied faint praise: what is left of the valence.
PRAISE_DENIED = -0.74
BLAME_DENIED = -0.4
#: How many words before a word its negation and its boosters stand, and what distance leaves of a booster.
REACH = 3
_FADE = (0.0, 1.0, 0.95, 0.9)
#: A word in capitals weighs more where the whole text isn't, on VADER's scale.
CAPITALS = 0.733
#: What stands before a contrast ("but") counts half, what comes after it half as much again.
BEFORE_CONTRAST = 0.5
AFTER_CONTRAST = 1.5
#: VADER's constant for squashing a sum of valences into -1…1.
ALPHA = 15.0
#: How many sentences without any feeling every text is taken to hold.
CALM = 0.25
#: What a sentence without a word of feeling weighs in a mean, against 1 for one that has some.
SILENT_WEIGHT = 0.2
#: Marks beyond this many say no more.
MANY = 2


class Reading(NamedTuple):
    """What was read: numbers in 0…1 and small counts.

    ``praise`` and ``blame`` are the means over the sentences of their kind and unkind words, ``kind`` and
    ``unkind`` the same of the whole text as one sentence. ``cheers`` counts exclamation marks where praise
    outweighs blame or neither is there, ``shouts`` where blame does, ``questions`` sentences that ask (each
    at most MANY). ``trailing`` is 1 where the text trails off, ``denies`` where a word such as "not" stands
    outside a phrase, ``reports`` where it speaks as news and papers do. ``own_praise`` and ``own_blame`` are
    praise and blame where the author says I or you.
    """

    praise: float
    blame: float
    kind: float
    unkind: float
    cheers: int
    shouts: int
    questions: int
    trailing: int
    denies: int
    reports: int
    own_praise: float
    own_blame: float


#: Words of feeling with their valence, and the marks between them (with 0.0), in the order of the text.
_Events = list[tuple[float, str]]


def read(text: str) -> Reading:
    """Return what ``text`` shows; never fails, and the same text is read the same everywhere."""
    tables = lexicon()
    tokens = _TOKEN.findall(prepared(text))
    lowered = "\0".join(tokens).lower().split("\0")
    if _LENGTHENED.search(text):
        lowered = [_shortened(word, tables) for word in lowered]
    known = tables.known
    hits = [place for place, word in enumerate(lowered) if word in known]
    personal = not tables.personal.isdisjoint(lowered)
    reported = not tables.reported.isdisjoint(lowered)
    found = _gather(_events(hits, tokens, lowered, tables))
    kindly = found.praise >= found.blame
    return Reading(
        found.praise,
        found.blame,
        found.kind,
        found.unkind,
        min(found.loud, MANY) if kindly else 0,
        0 if kindly else min(found.loud, MANY),
        min(found.questions, MANY),
        min(found.trailing, 1),
        int(not tables.denials.isdisjoint(lowered)),
        int(reported),
        found.praise if personal else 0.0,
        found.blame if personal else 0.0,
    )


def prepared(text: str) -> str:
    """Return a text with entities resolved, plain apostrophes, and hashtags as the words they hold."""
    if "&" in text:
        text = unescape(text)
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


def _events(hits: list[int], tokens: list[str], lowered: list[str], tables: Lexicon) -> _Events:
    """Return what is felt and marked; the words of phrases are blanked in ``lowered``."""
    values, phrases, marks, context = tables.values, tables.phrases, tables.marks, tables.context
    shouting = _shouts(hits, tokens)
    events: _Events = []
    consumed = 0
    for place in hits:
        if place < consumed:
            continue
        word = lowered[place]
        if word in marks:
            events.append((0.0, word))
            continue
        value = values.get(word, 0.0)
        if word in phrases:
            for rest, size, worth in phrases[word]:
                if lowered[place + 1 : place + size] == rest:
                    value, consumed = worth, place + size
                    lowered[place:consumed] = [""] * size  # its "not" denies nothing more
                    break
        if value:
            if shouting and tokens[place].isupper():
                value += CAPITALS if value > 0 else -CAPITALS
            if moved := _moved(value, place, lowered, context):
                events.append((moved, ""))
    return events


def _shouts(hits: list[int], tokens: list[str]) -> bool:
    """Whether some word of feeling is in capitals while most of the text isn't."""
    if not any(tokens[place].isupper() and len(tokens[place]) > 1 for place in hits):
        return False
    words = [token for token in tokens if token[0].isalpha()]
    return sum(map(str.isupper, words)) * 2 < len(words)


def _moved(value: float, place: int, lowered: list[str], context: Mapping[str, float]) -> float:
    """Return a valence after the boosters and negations that stand before it in its clause."""
    denied = False
    for distance in range(1, min(REACH, place) + 1):
        effect = context.get(lowered[place - distance])
        if effect is None:
            continue
        if effect == BARRIER:
            break
        if effect == NEGATION:
            denied = True
        else:
            value += effect * _FADE[distance] * (1 if value > 0 else -1)
    if denied:
        value *= PRAISE_DENIED if value > 0 else BLAME_DENIED
    return value


class _Sum(NamedTuple):
    praise: float
    blame: float
    kind: float
    unkind: float
    loud: int
    questions: int
    trailing: int


def _gather(events: _Events) -> _Sum:
    """Add up the feelings sentence by sentence, and all together."""
    praise = blame = kind = unkind = all_kind = all_unkind = 0.0
    weight, after = CALM, 1.0
    loud = questions = trailing = 0
    for value, mark in [*events, (0.0, "\n")]:
        if value > 0:
            kind += value * after
        elif value < 0:
            unkind -= value * after
        elif mark[0] not in ".!?…\n":
            kind, unkind, after = kind * BEFORE_CONTRAST, unkind * BEFORE_CONTRAST, AFTER_CONTRAST
        else:
            loud += mark.count("!")
            questions += "?" in mark
            trailing += ".." in mark or "…" in mark
            praise += squash(kind)
            blame += squash(unkind)
            weight += 1.0 if kind or unkind else SILENT_WEIGHT
            all_kind, all_unkind = all_kind + kind, all_unkind + unkind
            kind = unkind = 0.0
            after = 1.0
    return _Sum(
        praise / weight, blame / weight, squash(all_kind), squash(all_unkind), loud, questions, trailing
    )


def squash(total: float) -> float:
    """Return a sum of valences in -1…1, as VADER does."""
    return total / sqrt(total * total + ALPHA) if total else 0.0
