"""First, only, largest, ever: claims about everything else there is, which no count of ours bears out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdesk.check.codes import finding
from newsdesk.check.view import View
from newsdesk.stories import Finding

_MOST = (
    r"largest|biggest|greatest|smallest|fastest|slowest|strongest|weakest|cheapest|loudest|angriest"
    r"|happiest|worst"
    r"|best|highest|lowest|longest|shortest|hardest|richest|oldest|newest|busiest|sharpest|deadliest"
    r"|gloomiest"
)
#: Told as a fact wherever they stand.
_ABSOLUTE = re.compile(
    r"\bthe (?:very )?first (?:ever|time|such|of its kind|\w+ (?:to|that|ever|in))\b|\bfor the first time\b"
    r"|\bfirst-ever\b"
    r"|\bthe only (?:one|\w+ (?:that|who|to|in|on|with|left))\b|\bunprecedented\b|\bnever before\b"
    r"|\ball-time\b"
    rf"|\brecord (?:high|low|number|pace|level)\b|\b(?:{_MOST})\b[^,.;:]{{0,30}}\b(?:ever|yet|of all"
    rf"|in history|on record)\b"
    r"|\bunrivall?ed\b|\bunmatched\b|\bunparallell?ed\b|\bsecond to none\b|\blike no other\b",
    re.I,
)
#: Told as a fact in heads, counts and events; elsewhere it is how a post is spoken of.
_PLAIN = re.compile(rf"\b(?:the|its|their|our) (?:{_MOST}|most \w+)\b", re.I)
#: What sounds like one and compares nothing.
_HARMLESS = re.compile(r"\bthe most (?:of|part|recent)\b|\bthe best (?:part|words|line)\b", re.I)


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each superlative that the cited evidence doesn't use."""
    for place in view.places:
        own = _HARMLESS.sub(" ", place.own)
        told_as_fact = place.region != "body" or place.part.kind not in {"said", "reading"}
        found = _ABSOLUTE.search(own) or (_PLAIN.search(own) if told_as_fact else None)
        if found and not _is_the_source_s(found.group(), view.evidence_text(place), place.part.kind):
            yield finding("superlative", place.path, f"{found.group()!r} is counted nowhere")


def _is_the_source_s(words: str, evidence: str, kind: str) -> bool:
    """Whether a said or happened part takes its superlative from what it cites."""
    if kind not in {"said", "happened"}:
        return False
    telling = set(
        re.findall(
            rf"first|only|unprecedented|never before|record|ever|most|{_MOST}|rival|match|like no",
            words.casefold(),
        )
    )
    return any(re.search(rf"\b{re.escape(word)}", evidence, re.I) for word in telling)
