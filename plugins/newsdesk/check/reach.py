"""How far a post travelled, which is said only where the brief knows it and the story shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdesk.check.codes import finding
from newsdesk.check.view import Place, View
from newsdesk.stories import Finding

_REACH = re.compile(
    r"\b(?:(?:go|goes|going|went|gone|turned) viral|viral(?:ly)?|widely (?:shared|read|quoted|seen"
    r"|circulated|liked)"
    r"|made the rounds|makes the rounds|spread (?:fast|far|widely|quickly)|shared (?:widely|everywhere"
    r"|thousands)"
    r"|(?:most|much|heavily|highly)[- ](?:liked|shared|upvoted|voted|discussed|quoted|read)|upvoted|retweeted"
    r"|reposted|travel(?:s|l?ed) (?:far|farther|further|widely|fast)|caught fire|took off|blew up|blows up"
    r"|went nowhere|sank without|(?:popular|obscure) (?:post|comment|thread|reply)|topped the|rose to the top"
    r"|hit the front page|drew (?:a crowd|crowds|attention)|with an audience|trend(?:s|ed|ing))\b",
    re.I,
)
_PAYING = frozenset({"reach", "carried", "thread"})


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each word about reach without a placed measure of it, or the source's own word."""
    for place in view.places:
        found = _REACH.search(place.own)
        if found and not _is_paid(view, place) and not _is_the_source_s(view, place, found.group()):
            yield finding("reach", place.path, f"{found.group()!r} without a measure of reach")


def _is_paid(view: View, place: Place) -> bool:
    """Whether a measure of what is spoken of stands in the same sentence or the next to it."""
    near = [one for one in view.places if one.group == place.group and one.part.stat in view.statistics]
    sentences = list(dict.fromkeys(one.sentence for one in view.places if one.group == place.group))
    here = sentences.index(place.sentence)
    beside = set(sentences[max(0, here - 1) : here + 2])
    return any(_measures(view, one, place) for one in near if one.sentence in beside)


def _measures(view: View, one: Place, place: Place) -> bool:
    """Whether a placed statistic is of the post that is told, or of how often a name or phrase came up."""
    start, _, rest = (one.part.stat or "").partition(".")
    if start in {"phrase", "entity"}:
        return one.sentence == place.sentence
    spoken = next(
        (cite for cite in (*place.cites, *place.evidence) if cite in view.records), view.brief.lead_record
    )
    return start in _PAYING and spoken == (view.brief.lead_record if start == "carried" else rest)


def _is_the_source_s(view: View, place: Place, words: str) -> bool:
    if place.part.kind not in {"said", "happened"}:
        return False
    heads = [word for word in re.findall(r"\w+", words.casefold()) if len(word) > 3]
    text = view.evidence_text(place).casefold()
    return any(word[:6] in text for word in heads)
