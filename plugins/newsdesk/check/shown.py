"""The forms of a statistic show its value: what a reader sees is what was counted."""

from __future__ import annotations

import re

from newsdesk.check.figures_in import Number, numbers_in
from newsdesk.records import Statistic

_MULTIPLES = {"doubled": 2, "tripled": 3, "quadrupled": 4}


def forms_fit(statistic: Statistic) -> bool:
    """Whether the forms of a statistic show its value: the number in "value", again in "phrase", the verb."""
    shown = statistic.forms.get("value")
    if shown is None:
        return True
    numbers = numbers_in(shown)
    return _value_fits(statistic, numbers) and _phrase_fits(statistic, numbers) and _verb_fits(statistic)


def _value_fits(statistic: Statistic, numbers: list[Number]) -> bool:
    value = abs(statistic.value) * (100 if statistic.unit == "share" else 1)
    if statistic.role == "overlap" and "%" not in statistic.forms["value"]:
        value = round(statistic.value * statistic.n)  # a part of a whole, shown as its count
    if not numbers:
        return statistic.value == 0
    shown = re.search(r"\d+(?:,\d{3})*(?:\.(\d+))?", numbers[0].surface)
    if shown is None:
        return True
    digits = 10.0 ** -len(shown.group(1) or "")
    # "under 1%" and the cap of reach at 99 % may differ by a whole unit; rounding by half of the last digit.
    slack = 1.01 if statistic.unit == "share" else digits / 2 + 0.02
    return abs(float(shown.group().replace(",", "")) - value) <= (
        slack
        if statistic.role == "reach" or "under" in statistic.forms["value"]
        else min(slack, digits / 2 + 0.02)
    )


def _phrase_fits(statistic: Statistic, numbers: list[Number]) -> bool:
    phrase = statistic.forms.get("phrase")
    if phrase is not None and statistic.role == "overlap":
        return _part_fits(phrase, round(statistic.value * statistic.n), numbers)
    if phrase is None or not numbers or abs(statistic.value) < 1.5:
        # nought and one are written in words that carry no number: "no posts", "one post", shares below one
        return phrase is None or statistic.unit != "share" or _shares(phrase, numbers)
    return _shares(phrase, numbers)


def _part_fits(phrase: str, hits: int, numbers: list[Number]) -> bool:
    """Whether a part of a whole shows in its phrase: "none of the 70 posts", "only one of the 53 posts"."""
    words = {0: r"none|no", 1: r"(?:only )?one|a single"}.get(hits)
    return _shares(phrase, numbers) or bool(words and re.match(rf"(?:{words})\b", phrase, re.I))


def _shares(phrase: str, numbers: list[Number]) -> bool:
    keys = {key for number in numbers for key in number.keys}
    return any(number.keys & keys for number in numbers_in(phrase))


def _verb_fits(statistic: Statistic) -> bool:
    verb = statistic.forms.get("verb", "")
    multiple = next((factor for word, factor in _MULTIPLES.items() if word in verb.split()), None)
    if statistic.role != "ratio" or multiple is None:
        return True
    return multiple * 0.9 - 0.01 <= statistic.value <= (multiple + 1) * 0.9 + 0.01
