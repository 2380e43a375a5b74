"""What a community feels or says, which it does only if enough of its members do, each for themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdesk.check.aspects import aspects
from newsdesk.check.codes import finding
from newsdesk.check.view import Place, View
from newsdesk.check.words import PLATFORM_WORDS, platforms_in
from newsdesk.stories import BriefRecord, Finding

#: So many independent members say it before a community feels it.
COHORT = 3
#: So many before "commenters" may stand in the plural.
PLURAL = 2
_FEELING = re.compile(
    r"\b(?:feels?|felt|angry|anxious|hopeful|afraid|fears?|worr(?:y|ies|ied)|celebrat\w+|excited|resigned"
    r"|furious"
    r"|skeptical|amused|confused|moods?)\b",
    re.I,
)
_ROOMS = "|".join(re.escape(name) for names in PLATFORM_WORDS.values() for name in names if name != "X")
_GROUPS = (
    r"developers|engineers|programmers|artists|illustrators|writers|teachers|students|users|commenters"
    r"|posters"
    r"|critics|fans|skeptics|supporters|enthusiasts|researchers|scientists|workers|volunteers|moderators"
    r"|gamers"
    r"|readers|people|lawyers|doctors|nurses|musicians|journalists|voters|parents|customers|locals|regulars"
    r"|defenders|detractors|opponents|advocates|newcomers|maintainers|hobbyists|self-hosters|tinkerers"
)
_FEELS = (
    r"feels?|felt|fears?|feared|worr(?:y|ies|ied)|celebrat(?:e[sd]?|ing)|rejoic\w+|grieves?|grieved|rages?"
    r"|raged|loves?"
    r"|loved|hates?|hated|distrusts?|distrusted|mourns?|mourned|panics?|panicked|hopes?|hoped|(?:is|are|was"
    r"|were"
    r"|grew|turned|remains?|sounds?) (?:\w+ly )?(?:angry|anxious|hopeful|afraid|excited|resigned|furious"
    r"|skeptical"
    r"|amused|confused|worried|delighted|thrilled|unhappy|happy|fed up|outraged|tired|relieved|uneasy"
    r"|nervous|divided"
    r"|gloomy|cheerful|sour|jubilant|despondent)"
)
_SPEAKS = (
    r"say|said|argue[ds]?|claim(?:ed)?|complain(?:ed)?|agree[ds]?|insist(?:ed)?|demand(?:ed)?|warn(?:ed)?"
    r"|joke[ds]?"
    r"|want(?:ed)?|believe[ds]?|think|thought|call(?:ed)?|ask(?:ed)?|reply|replied|object(?:ed)?"
    r"|praise[ds]?|mock(?:ed)?"
)
_ROOM_FEELS = re.compile(
    rf"\b(?:(?:the )?(?:{_ROOMS})|r/\w+|the (?:community|thread|forum|subreddit|beat|crowd|room|internet"
    rf"|public"
    rf"|industry|fediverse))(?:['’]s (?:users|posters|commenters))?\s+(?:\w+ly\s+)?(?:{_FEELS})\b",
    re.I,
)
_GROUP_FEELS = re.compile(
    rf"\b(?:{_GROUPS})\b(?:\s+(?:in|on|at|there|here|who)\b[^,;:]{{0,40}}?)?\s+(?:\w+ly\s+)?(?:{_FEELS})\b",
    re.I,
)
_GROUP_SAYS = re.compile(
    rf"\b(?:{_GROUPS})\b(?:\s+(?:in|on|at|there|here)\s[^,;:]{{0,30}}?)?\s+(?:\w+ly\s+)?(?:{_SPEAKS})\b", re.I
)


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each community that feels, or group that speaks, on the word of too few."""
    for place in view.places:
        statistic = view.statistics.get(place.part.stat or "")
        if statistic is not None:
            feels = _FEELING.search(place.own)
            if place.part.kind == "counted" and feels and statistic.n < COHORT:
                yield finding("cohort", place.path, f"{feels.group()!r} rests on {statistic.n}")
            continue
        if place.part.kind != "counted" and not _is_reported(view, place):
            yield from _group(view, place)


def _group(view: View, place: Place) -> Iterator[Finding]:
    for pattern, least in ((_ROOM_FEELS, COHORT), (_GROUP_FEELS, COHORT), (_GROUP_SAYS, PLURAL)):
        found = pattern.search(place.own)
        if found and (heard := _members(view, place, found.group())) < least:
            yield finding("cohort", place.path, f"{found.group()!r} rests on {heard}")
            return


def _is_reported(view: View, place: Place) -> bool:
    """Whether a cited post, page or note speaks of such a group itself, so that the claim is its own."""
    if place.part.kind == "reading":
        return False
    source = " ".join(view.texts.get(cite, "") for cite in (place.cites or place.evidence))
    found = [pattern.search(place.own) for pattern in (_ROOM_FEELS, _GROUP_FEELS, _GROUP_SAYS)]
    groups = {
        word.casefold() for match in found if match for word in re.findall(_GROUPS, match.group(), re.I)
    }
    return bool(groups) and all(re.search(rf"\b{group[:-1]}", source, re.I) for group in groups)


def _members(view: View, place: Place, claim: str) -> int:
    """Return how many independent voices a claim about a group rests on: authors of the room it names."""
    cites = place.cites or place.evidence
    rooms = set(platforms_in(claim)) | set(re.findall(r"r/\w+", claim))
    voices = {
        _voice(view.records[cite])
        for cite in cites
        if cite in view.records and _is_in(view.records[cite], rooms)
    }
    counted = [view.statistics[cite].n for cite in cites if cite in view.statistics]
    counted += [item.voices for item in view.brief.positions if item.id in cites]
    same = [one for one in view.places if one.sentence == place.sentence and one.part.stat in view.statistics]
    moods = [view.statistics[one.part.stat or ""] for one in same]
    counted += [
        one.n
        for one in moods
        if aspects(one, view.brief).mood and (not rooms or rooms & set(one.id.split(".")))
    ]
    return max([len(voices), *counted])


def _voice(record: BriefRecord) -> str:
    return record.record.author or record.id


def _is_in(record: BriefRecord, rooms: set[str]) -> bool:
    return not rooms or record.record.platform in rooms or (record.record.community or "") in rooms
