"""Numbers and dates found in running text, in a form in which they can be compared.

Each number becomes a set of keys; two numbers agree if they share one: "half" and "50%", "7B" and "seven
billion", "90+" and "more than 90". A digit inside a name ("GPT-5", "o3") belongs to the name.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_UNITS = {word: value for value, word in enumerate(_SMALL)}
_TEN_WORDS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TENS = {word: 10 * value for value, word in enumerate(_TEN_WORDS, 2)}
_SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "k": 1000,
    "million": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
}
_WORDS = {
    "half": ("50%", "0.5"),
    "halves": ("50%", "0.5"),
    "third": ("1/3",),
    "thirds": ("1/3",),
    "quarter": ("25%", "0.25"),
    "quarters": ("25%", "0.25"),
    "twice": ("x2", "2"),
    "doubled": ("x2",),
    "double": ("x2",),
    "doubling": ("x2",),
    "doubles": ("x2",),
    "tripled": ("x3",),
    "triple": ("x3",),
    "tripling": ("x3",),
    "quadrupled": ("x4",),
    "halved": ("50%", "0.5"),
    "dozen": ("12", "dozen"),
    "dozens": ("dozens",),
    "hundreds": ("hundreds",),
    "thousands": ("thousands",),
    "millions": ("millions",),
    "billions": ("billions",),
    "percent": ("percent",),
    "percentage": ("percent",),
}
#: "one" is nearly always a pronoun or an article ("one of them", "no one"); it counts only before a unit.
_PRONOUN_ONE = re.compile(
    r"(?<!-)\bone\b(?!-)(?!\s+(?:hundred|thousand|million|billion|percent|per cent|third|half|quarter))"
)
_NUMBER_WORD = "|".join(sorted({*_UNITS, *_TENS, *_SCALES} - {"k", "m", "b", "bn"}, key=len, reverse=True))
_SPELLED = re.compile(rf"\b(?:{_NUMBER_WORD})(?:(?:\s+and\s+|[\s-]+)(?:{_NUMBER_WORD}))*\b")
_DIGITS = re.compile(
    r"(?<![\w])(?<![A-Za-z]-)[$€£]?(\d+(?:,\d{3})*(?:\.\d+)?)(?:\s?(%|per\s?cent\b|percent\b)"
    r"|\s?(k|m|bn|b|thousand|million|billion|trillion)\b)?\w*\+?",
    re.I,
)
_SINGLE = re.compile(rf"(?<!\d )\b(?:{'|'.join(_WORDS)})\b|\b\w+fold\b")
_FRACTION = re.compile(r"\b(one|two|three)[\s-](thirds?|quarters?|halves|half)\b")

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?\\.?" if name[3:] else name for name in MONTHS)
DATE = re.compile(
    rf"\b(?:(?:{_MONTH})\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})(?:,?\s+\d{{4}})?"
    rf"|(?:{_MONTH})\s+(?:of\s+)?(?:19|20)\d\d|\d{{4}}-\d{{2}}-\d{{2}}"
    # A bare year is one only after a word that says so; else "2026 posts" would be a date.
    r"|(?:(?<=\b[Ii]n )|(?<=\b[Oo]f )|(?<=\b[Ss]ince )|(?<=\b[Ff]rom )|(?<=\b[Uu]ntil )|(?<=\bmid-))"
    r"(?:19|20)\d\d(?![\d,.]*\d|%|\w))\b"
)
_DAY_NAME = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})s?\b|\b(?:{'|'.join(n for n in MONTHS if n != 'May')})\b"
                       r"|(?<=\b[Ii]n )May\b|(?<=\b[Ss]ince )May\b|\b(?:yesterday|tomorrow)\b")  # fmt: skip


class Number(NamedTuple):
    """A number in text: how it stands there, and the keys under which it compares."""

    surface: str
    keys: frozenset[str]


def numbers_in(text: str) -> list[Number]:
    """Return the numbers of a text in order, dates not included; see the module for what agrees."""
    found: list[tuple[int, Number]] = []
    rest = DATE.sub(lambda match: " " * len(match.group()), text)
    for match in _DIGITS.finditer(rest):
        found.append((match.start(), Number(match.group().strip(), _digit_keys(match))))
    folded = _PRONOUN_ONE.sub("   ", rest.casefold()) if len(rest.casefold()) == len(rest) else rest.lower()
    for match in _FRACTION.finditer(rest.lower()):
        found.append(
            (match.start(), Number(match.group(), frozenset({re.sub(r"[\s-]", " ", match.group())})))
        )
    for match in _SPELLED.finditer(folded):
        found.append((match.start(), Number(match.group(), frozenset({_plain(_spelled(match.group()))}))))
    for match in _SINGLE.finditer(folded):
        keys = _WORDS.get(match.group(), (match.group(),))
        found.append((match.start(), Number(match.group(), frozenset(keys))))
    return [number for _, number in sorted(found)]


def spellings(count: int) -> tuple[str, ...]:
    """Return how a whole number from 1 to 99 is written in words."""
    tens, units = divmod(count, 10)
    if 0 < count < len(_SMALL):
        return (_SMALL[count],)
    if not 20 <= count <= 99:
        return ()
    word = _TEN_WORDS[tens - 2]
    return (f"{word}-{_SMALL[units]}", f"{word} {_SMALL[units]}") if units else (word,)


def dates_in(text: str) -> list[str]:
    """Return the dates, weekdays, months and years that a text names, as they stand there."""
    rest = DATE.sub(lambda match: " " * len(match.group()), text)
    return [match.group() for match in DATE.finditer(text)] + _DAY_NAME.findall(rest)


def names_of(day: date) -> set[str]:
    """Return every way in which a day may be named: folded, without ordinal endings or points."""
    month, weekday = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    names = {weekday, f"{weekday}s", month, str(day.year), f"{month} {day.year}", day.isoformat()}
    for name in (month, month[:3]):
        for form in (f"{name} {day.day}", f"{day.day} {name}", f"{day.day} of {name}"):
            names |= {form, f"{form} {day.year}"}
    return {name.casefold() for name in names}


def fold_date(text: str) -> str:
    """Return a date as :func:`names_of` writes it."""
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|[.,]", "", text.casefold())
    return re.sub(r"\s+", " ", text).strip()


def _digit_keys(match: re.Match[str]) -> frozenset[str]:
    value = Decimal(match.group(1).replace(",", ""))
    if match.group(2):
        keys = {f"{_plain(value)}%"}
        if value == 50:
            keys.add("0.5")
        return frozenset(keys)
    if match.group(3):
        return frozenset({_plain(value * _SCALES.get(match.group(3).lower(), 1)), match.group().lower()})
    return frozenset({_plain(value)})


def _spelled(words: str) -> Decimal:
    total, current = 0, 0
    for word in re.split(r"[\s-]+", words):
        if word in _UNITS:
            current += _UNITS[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if _SCALES[word] > 100:
                total, current = total + current, 0
    return Decimal(total + current)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
