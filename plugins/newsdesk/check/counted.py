"""Statistics where something is counted, quantifiers without one, and what a community may feel."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdesk.check.codes import finding
from newsdesk.check.view import View
from newsdesk.stories import Finding

_QUANTIFIER = re.compile(
    r"\b(?:almost all|nearly all|most (?:of|people|users|posts|commenters|voices)|many|several|countless"
    r"|few|a few"
    r"|(?:the|a) (?:vast )?majority|a minority|nobody|no one|everyone|everybody|unanimous\w*|widespread"
    r"|(?:the|all of) (?:internet|public|community))\b",
    re.I,
)
_FEELING = re.compile(
    r"\b(?:feels?|felt|angry|anxious|hopeful|afraid|fears?|worr(?:y|ies|ied)|celebrat\w+|excited|resigned|furious"
    r"|skeptical|amused|confused|moods?)\b",
    re.I,
)
#: So many independent members say it before a community feels it.
COHORT = 3


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each count without a number, and each mood that too few share."""
    for place in view.places:
        part = place.part
        if part.kind == "counted":
            if part.stat is None and not place.is_mark:
                yield finding("counted-bare", place.path, "no statistic is placed")
            statistic = view.statistics.get(part.stat or "")
            feels = _FEELING.search(place.own)
            if statistic and feels and statistic.n < COHORT:
                yield finding("cohort", place.path, f"{feels.group()!r} rests on {statistic.n}")
        quantifier = _QUANTIFIER.search(place.own)
        if quantifier and part.stat is None:
            yield finding("quantifier", place.path, f"{quantifier.group()!r} without a statistic")
