"""Statistics where something is counted, and how many without one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdesk.check.codes import finding
from newsdesk.check.view import Place, View
from newsdesk.stories import Finding

#: Who and what a story counts.
_COUNTED = (
    r"people|users|posts|commenters|posters|voices|accounts|comments|replies|answers|readers|developers"
    r"|engineers"
    r"|programmers|artists|critics|fans|skeptics|workers|teachers|researchers|authors|members|threads"
    r"|subscribers"
    r"|moderators|responses|reactions|platforms|communities|of (?:them|those|these|the|us)|others"
    r"|in the thread"
)
_MANY = (
    r"almost all|nearly all|virtually all|most|many|several|countless|numerous|a few|few|some|scores of"
    r"|plenty of"
    r"|lots of|a lot of|a handful of|(?:a|large|great|growing) numbers? of|hordes of|droves of|legions of"
    r"|a host of"
    r"|a (?:wave|flood|chorus|string|slew|crowd|raft|range|stream) of|all|more and more|ever more"
    r"|hardly any|no"
    r"|multiple|various|a couple of|the bulk of|a fraction of|a good part of|the rest of"
)
#: How many said or did something: owed a number wherever it stands.
_HOW_MANY = re.compile(
    rf"\b(?:{_MANY}) (?:(?:of )?(?:the |these |those |its |their )?(?:[\w-]+ ){{0,1}}?)?(?:{_COUNTED})\b"
    r"|\b(?:the|a|an) (?:\w+ )?(?:majority|minority|plurality)\b|\bunanimous\w*|\bwidespread\b|\bconsensus\b"
    r"|(?<!@)\b(?:everyone|everybody|nobody|no one)\b(?! (?:else'?s?|who|in|at|can|could|would|has to|will"
    r"|should)\b)"
    r"|\b(?:the (?:whole |entire )?|all of the |all the )(?:internet|public|web|world|industry|field)\b"
    r"(?! of\b)|\b(?:most|many|few|several|some|all) (?:say|said|agree|agreed|argue|argued|think|thought"
    r"|felt|feel"
    r"|wrote|write|complain\w*|want|wanted|were|are|read|praised?|mocked?|disagreed?)\b"
    r"|\b(?:overwhelming|broad|general|near-universal|universal)(?:ly)? (?:agree\w*|support\w*|praise\w*"
    r"|scorn|reject\w*"
    r"|positive|negative|hostil\w+|approv\w+)\b|\b(?:largely|mostly|overwhelmingly|predominantly|mainly"
    r"|for the most"
    r" part|by and large) (?:agree\w*|negative|positive|hostile|approv\w+|angry|hopeful|skeptical|against"
    r"|in favou?r)\b",
    re.I,
)
#: What else may hide a number.
_LOOSE = re.compile(
    r"\b(?:almost all|nearly all|most|many|several|countless|few|a few|nobody|no one|everyone|everybody"
    r"|numerous)\b",
    re.I,
)
#: An adverb, not a number.
_ADVERB = re.compile(
    r"\bmost (?:of all|often|likely|recent\w*)\b|\bat most\b|\bthe most\b|\bno (?:other|more|longer)\b", re.I
)

_HEAD = re.compile(r"(?:almost |nearly |virtually |a |the )?(\w+)")
#: Words that are a quantity only before what is counted: "most people", but "the most honest".
_ALSO_ADVERBS = frozenset({"most", "all", "some", "no", "few", "more"})


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each count without a number."""
    for place in view.places:
        if place.part.kind == "counted" and place.part.stat is None and not place.is_mark:
            yield finding("counted-bare", place.path, "no statistic is placed")
        if place.part.stat is None:
            yield from _quantifier(view, place)


def _quantifier(view: View, place: Place) -> Iterator[Finding]:
    own = _ADVERB.sub(" ", place.own)
    how_many = _HOW_MANY.search(own)
    if how_many and not _is_the_source_s(view, place, how_many.group()):
        yield finding("quantifier", place.path, f"{how_many.group()!r} without a statistic")
        return
    loose = how_many or _LOOSE.search(own)
    if loose and not _is_the_source_s(view, place, loose.group()):
        yield finding("quantifier-loose", place.path, f"{loose.group()!r} without a statistic")


def _is_the_source_s(view: View, place: Place, words: str) -> bool:
    """Whether a said or happened part repeats a quantity that its source itself gives in such words."""
    if place.part.kind not in {"said", "happened"}:
        return False
    head = _HEAD.match(words.casefold())
    evidence = view.evidence_text(place)
    if head is None:
        return False
    if head.group(1) in _ALSO_ADVERBS:
        return any(head.group(1) in found.group().casefold() for found in _HOW_MANY.finditer(evidence))
    return re.search(rf"\b{head.group(1)}", evidence, re.I) is not None
