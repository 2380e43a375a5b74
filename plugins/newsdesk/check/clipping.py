"""Whether a quotation was cut away from what governs it: a not, an if, a wish, a jest, another's mouth.

Deliberately strict: a quotation that only might be clipped is refused, because a wider one is nearly
always at hand.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"')\]]*\s+|\n")
_CLAUSE_END = re.compile(r"[,;:()—–]|\s-\s|\bbut\b|\bhowever\b|\balthough\b|\bthough\b", re.I)
_STRONG_END = re.compile(r"[;:()—–]|\s-\s|\bbut\b|\bhowever\b", re.I)
#: Up to the next clause boundary, these turn what follows into its opposite or into nothing.
_NEGATION = re.compile(
    r"\b(?:not|never|no|nobody|none|nothing|neither|nor|without|hardly|barely|scarcely|cannot|doubt\w*"
    r"|den(?:y|ies|ied)"
    r"|wish\w*|pretend\w*|imagin\w*|suppos(?:e|ing)|as if|as though|used to|failed? to|refus\w+|stop \w+ing"
    r"|fake|myth|far from|instead of|rather than)\b|n't\b|\b(?:don|doesn|didn|won|isn|can)t\b",
    re.I,
)
#: These govern the whole rest of the sentence, commas included.
_CONDITION = re.compile(
    r"\b(?:if|unless|whether|assuming|provided|supposing|in case|as long as|only when)\b", re.I
)
_AFTER = re.compile(
    r"\b(?:if|unless|provided|assuming|as long as|only when|until|except|in theory|not really|or not"
    r"|said nobody|said no one|is (?:false|wrong|nonsense|a lie)|isn't true|is not true)\b",
    re.I,
)
_IRONY = re.compile(
    r"(?:^|\s)(?:/s\b|/sarcasm\b|\(sarcasm\)|</s(?:arcasm)?>|\[/?sarcasm\]|just kidding\b|jk\b|not!)"
    r"|🙃|😉|😏",
    re.I,
)


class Cut(NamedTuple):
    """What a quotation was cut away from: a finding code and the words left out."""

    code: str
    detail: str


def cuts(source: str, start: int, end: int) -> list[Cut]:
    """Return what the span ``start:end`` of a record's folded text leaves out of what governs it.

    ``source`` is the text as :func:`newsdesk.check.words.lines` gives it, newlines kept.
    """
    found = []
    before = _before(source, start)
    clause = _CLAUSE_END.split(before)[-1]
    negation = _NEGATION.search(clause)
    condition = _CONDITION.search(_STRONG_END.split(before)[-1])
    governor = negation or condition
    if governor:
        found.append(Cut("quote-clipped", f"the words before it hold “{governor.group().strip()}”"))
    condition_after = _AFTER.search(_STRONG_END.split(_after(source, end))[0])
    if condition_after:
        found.append(Cut("quote-clipped", f"the words after it hold “{condition_after.group()}”"))
    irony = _IRONY.search(source[end:])
    if irony:
        found.append(Cut("quote-irony", f"the post goes on with “{irony.group().strip()}”"))
    return found


def skips_governor(gap: str) -> str | None:
    """Return the negation or condition that an ellipsis passes over, if any."""
    found = _NEGATION.search(gap) or _CONDITION.search(gap)
    return found.group().strip() if found else None


def is_second_hand(source: str, start: int, end: int) -> bool:
    """Whether the span lies inside quotation marks or on a line that quotes somebody with ``>``."""
    line_start = source.rfind("\n", 0, start) + 1
    if source[line_start:].lstrip().startswith(">"):
        return True
    line_end = source.find("\n", end)
    rest = source[end : line_end if line_end >= 0 else len(source)]
    return source.count('"', line_start, start) % 2 == 1 and '"' in rest


def _before(source: str, start: int) -> str:
    return _SENTENCE_END.split(source[:start])[-1]


def _after(source: str, end: int) -> str:
    if source[end - 1 : end] in {".", "!", "?", "…"}:
        return ""
    return re.split(r"[.!?…](?:\s|$)|\n", source[end:], maxsplit=1)[0]
