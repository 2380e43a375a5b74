"""What a reader hears again: how stories begin, end and are headed, and words of ours that come in a row.

*Our own prose* is what a writer typed. What code or others put into a sentence is none of it: quotations,
statistics, speakers, and the phrases of time that every story owes ("in the 24 hours to Friday evening"). A
name of the brief is one word, however many it has in print: nobody can tell of a beat without naming it.

A *shape* is a sentence in marks: its words in lower case, and ``{quote}``, ``{stat}``, ``{speaker}``,
``{time}``, ``{name}``, ``{number}`` for whatever stands there. An opening shape is the first four marks of
the body's first sentence, a closing shape the last four of its last, a headline shape all of the headline's.
A *run* is six words of our own prose in a row; runs travel as fingerprints of thirty bits.
"""

from __future__ import annotations

import hashlib
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from typing import NamedTuple

from newsdesk.records import PLATFORM_NAMES
from newsdesk.stories import Avoid, Brief, Draft, Sentence

#: So many of the last published stories are not to be repeated.
LATELY = 30
#: Marks of an opening and a closing shape, words of a run, characters of its fingerprint.
ENDS, RUN, PRINT = 4, 6, 5

_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = rf"(?:{_WEEKDAY}(?: (?:morning|midday|afternoon|evening|night))?(?:,? {_MONTH} \d+)?|{_MONTH} \d+)"
_HOURS = rf"(?:the|those|these) \d+ hours(?: to (?:midday on )?{_DAY})?"
_TIME = rf"\b(?:(?:in|on|over|within|during|since|until|by) )?(?:{_HOURS}|\d+ hours|{_DAY}|that day)\b"
_SLOT = r"\{[A-Za-z]+\}"
_WORD = r"[^\W_]+(?:['’.\-/][^\W_]+)*"
#: Platforms that are called by a name which is no other word.
_PLATFORMS = tuple(name for key, name in PLATFORM_NAMES.items() if key not in {"x", "news", "web"})
#: A beat is called "AI & Work" above a story and "AI and work" in it.
_AND = dict.fromkeys(["&", "and"], "(?:&|and)")
#: Slots in which the same thing stands, however it is written or called there.
_SAME_SLOT = {"{stat}": "{stat}", "{speaker}": "{speaker}", "{another}": "{speaker}"}


class Word(NamedTuple):
    """One mark of a sentence: what a shape shows of it, and the word of ours (empty if it is none)."""

    mark: str
    own: str


@dataclass(frozen=True)
class Style:
    """How one story sounds: its shapes and the fingerprints of its runs."""

    opening: str = ""
    closing: str = ""
    headline: str = ""
    runs: frozenset[str] = frozenset()


def style(draft: Draft, brief: Brief) -> Style:
    """Return the shapes and runs of a story as it was written."""
    names = names_of(brief)
    body = [sentence for paragraph in draft.paragraphs for sentence in paragraph.sentences]
    sentences = (draft.headline, *draft.standfirst, *body)
    return Style(
        opening=opening(body[0], names) if body else "",
        closing=closing(body[-1], names) if body else "",
        headline=headline(draft.headline, names),
        runs=frozenset(fingerprint(run) for sentence in sentences for run in runs(sentence, names)),
    )


def avoid(lately: Iterable[Style], words: Iterable[str] = ()) -> Avoid:
    """Return what a brief hands to its writer and to the gate: the newest story first, each shape once."""
    styles = list(lately)
    return Avoid(
        openings=_once(one.opening for one in styles),
        closings=_once(one.closing for one in styles),
        headlines=_once(one.headline for one in styles),
        words=tuple(words),
        runs="".join(sorted({run for one in styles for run in one.runs})),
    )


def _once(shapes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shape for shape in shapes if shape))


# -- one sentence ------------------------------------------------------------------------------------------


def names_of(brief: Brief) -> tuple[str, ...]:
    """Return the names that a brief gives, the gloss of its subject among them, the longest first."""
    beats = [beat.name for beat in (brief.beat, *brief.other_beats)]
    subject = [name for name in (brief.subject_name, brief.subject_gloss) if name]
    every = (*brief.names.values(), *beats, *subject, *_PLATFORMS)
    names = {" ".join(name.casefold().split()) for name in every if name.strip()}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def opening(sentence: Sentence, names: tuple[str, ...]) -> str:
    """Return the opening shape that a sentence would be."""
    return " ".join(word.mark for word in words(sentence, names)[:ENDS])


def closing(sentence: Sentence, names: tuple[str, ...]) -> str:
    """Return the closing shape that a sentence would be."""
    return " ".join(word.mark for word in words(sentence, names)[-ENDS:])


def headline(sentence: Sentence, names: tuple[str, ...]) -> str:
    """Return the shape of a headline."""
    return " ".join(word.mark for word in words(sentence, names))


def runs(sentence: Sentence, names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield every six words in a row that are our own."""
    for is_own, group in groupby(words(sentence, names), key=lambda word: bool(word.own)):
        row = [word.own for word in group]
        if is_own:
            yield from (tuple(row[n : n + RUN]) for n in range(len(row) - RUN + 1))


def words(sentence: Sentence, names: tuple[str, ...]) -> tuple[Word, ...]:
    """Return the marks of a sentence in order."""
    return _words(_text(sentence), names)


def _text(sentence: Sentence) -> str:
    return " ".join(part.text for part in sentence.parts)


@lru_cache(maxsize=4096)
def _words(text: str, names: tuple[str, ...]) -> tuple[Word, ...]:
    # A writer tries the same patterns in body after body: most sentences are asked about a dozen times.
    return tuple(_word(match) for match in _marks(names).finditer(text))


def _word(match: re.Match[str]) -> Word:
    text, kind = match.group().casefold(), match.lastgroup
    if kind == "slot":
        return Word(_SAME_SLOT.get(text, text), "")
    if kind == "time":
        return Word("{time}", "")
    if kind == "name":
        return Word("{name}", " ".join(text.replace("&", "and").split()))
    return Word("{number}" if any(letter.isdigit() for letter in text) else text, text)


@lru_cache(maxsize=64)
def _marks(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the marks of a text; a name takes its genitive with it."""
    known = "|".join(r"\s+".join(_AND.get(w, re.escape(w)) for w in name.split()) for name in names)
    return re.compile(
        rf"(?P<slot>{_SLOT})|(?P<time>{_TIME})|(?P<name>(?<!\w)(?:{known})(?:['’]s)?(?!\w))|(?P<word>{_WORD})",
        re.IGNORECASE,
    )


def fingerprint(run: tuple[str, ...]) -> str:
    """Return thirty bits of a run's digest, in letters that a brief can hold."""
    return urlsafe_b64encode(hashlib.sha256(" ".join(run).encode()).digest())[:PRINT].decode()


# -- against the last stories --------------------------------------------------------------------------------


class Heard(NamedTuple):
    """A shape, whether one of the last stories had it, and how many of their shapes are younger than that."""

    shape: str
    worn: bool
    rest: int


class Lately:
    """What the last stories did, asked of one brief."""

    def __init__(self, brief: Brief) -> None:
        self._avoid = brief.avoid
        self._names = names_of(brief)
        self._repeated: dict[str, str] = {}

    @cached_property
    def _runs(self) -> frozenset[str]:
        told = self._avoid.runs
        return frozenset(told[n : n + PRINT] for n in range(0, len(told), PRINT))

    def opening(self, sentence: Sentence) -> Heard:
        """Return what was heard of the opening shape that a sentence would be."""
        return _heard(opening(sentence, self._names), self._avoid.openings)

    def closing(self, sentence: Sentence) -> Heard:
        """Return what was heard of the closing shape that a sentence would be."""
        return _heard(closing(sentence, self._names), self._avoid.closings)

    def headline(self, sentence: Sentence) -> Heard:
        """Return what was heard of a headline's shape."""
        return _heard(headline(sentence, self._names), self._avoid.headlines)

    def repeats(self, sentence: Sentence) -> str:
        """Return the first six words in a row that one of the last stories had, or nothing."""
        if not self._runs:
            return ""
        text = _text(sentence)
        if text not in self._repeated:
            found = (" ".join(run) for run in runs(sentence, self._names) if fingerprint(run) in self._runs)
            self._repeated[text] = next(found, "")
        return self._repeated[text]


def _heard(shape: str, told: tuple[str, ...]) -> Heard:
    worn = shape in told
    return Heard(shape, worn, told.index(shape) if worn else len(told))
