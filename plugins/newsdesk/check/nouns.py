"""A statistic counts the noun beside it: posts, people, platforms, or what one post drew."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdesk.check.aspects import NOUN, family_of
from newsdesk.check.placed import Placed, Rule
from newsdesk.check.view import View
from newsdesk.check.words import contains_phrase

_OF_THEM = re.compile(
    rf"^\s*of (?:the |all |those |these |its |their |them\b)?(?:[\w-]+ ){{0,1}}?({NOUN})\b", re.I
)
_NOUN_AFTER = re.compile(rf"^\s*({NOUN})\b", re.I)
_OUT_OF = re.compile(rf"\bof (?:the |all |those )(?:[\w-]+ )?({NOUN})\b[^;]*$", re.I)
_CAME_UP = re.compile(
    r"\b(?:came|come|comes) up in\s*$|\b(?:stood|stands|mentioned|named|turned up) in\s*$", re.I
)
_PEOPLE = re.compile(r"\b(?:came|come|comes) from\s*$|\bbehind\b.*\b(?:were|are|stood)\s*$", re.I)
_PEOPLE_AFTER = re.compile(r"^\s*(?:took part|take part|wrote|joined in|weighed in|spoke up)\b", re.I)
_ON = re.compile(r"\b(?:on|across)\s*$", re.I)
_DREW = re.compile(r"\b(?:drew|draws|drawn|attracted)\s*$", re.I)
_TALK_DREW = re.compile(r"\b(?:beat|talk|subject|topic|debate|quarrel|argument|day)\b", re.I)
_SCORED = re.compile(r"\b(?:scored|scores|took|takes)\s*$", re.I)
_GOT = re.compile(
    r"\b(?:drew|draws|drawn|had|has|got|gets|found|earned|collected|gathered|with|reached|won|attracted"
    r"|received|took"
    r"|saw)\s*$",
    re.I,
)
_NUMBER_OF = re.compile(rf"\bnumber of ({NOUN})\b[^,]*$", re.I)
_COLLECTED = re.compile(r"\b(?:collected|read|seen|sampled|gathered)\b", re.I)
_ANSWERS = re.compile(r"\b(?:replies|answers|responses)\b", re.I)
_OPENING = re.compile(r"\bopening\b|\bitself\b|\boriginal post\b", re.I)
_OF_A_POST = ("carried", "thread", "replies", "reach")


def _of_a_post(view: View, one: Placed) -> Iterator[str]:
    """Check that a count of one post's reach or replies stands with that post."""
    start, record = one.statistic.id.split(".")[0], one.of.record
    if start not in _OF_A_POST:
        if (
            _ANSWERS.search(one.before)
            and one.statistic.role in {"share", "count"}
            and one.of.family != "replies"
        ):
            yield "it does not count replies"
        if start == "cross":
            return
        drew = _DREW.search(one.before) and not _is_of_the_talk(view, one)
        if drew or _SCORED.search(one.before):
            yield "it is not what one post drew"
        return
    sampled = start in {"thread", "replies"} and one.statistic.role == "count" and one.of.family == "replies"
    if sampled and "carried.replies" in view.statistics and not _COLLECTED.search(one.place.told):
        yield "it counts the replies collected, not all"
    if start == "reach" and one.place.part.form != "value" and not _GOT.search(one.before):
        yield "it is what a post drew"
    if start not in {"reach", "thread"} or (
        record == view.brief.lead_record and _OPENING.search(one.place.told)
    ):
        return
    told = [place for place in view.places if place.group == one.place.group]
    before = told[: told.index(one.place) + 1]
    cited = [cite for place in reversed(before) for cite in place.cites if cite in view.records]
    nearest = cited[0] if cited else view.brief.lead_record
    if record != nearest:
        yield f"it is of {record}, and {nearest} is spoken of"


def _noun(_view: View, one: Placed) -> Iterator[str]:
    family, role = one.of.family, one.statistic.role
    of_them, noun = _OF_THEM.match(one.after), _NOUN_AFTER.match(one.after)
    said = of_them or (noun if one.place.part.form == "value" else None)
    other = said and family_of(said.group(1)) != family and (family is not None or role in {"ratio", "reach"})
    if said and other and not _stands_in_its_phrase(one, said.group()):
        yield f"it does not count {said.group(1)}"
    number_of = _NUMBER_OF.search(one.before)
    numbers = role in {"count", "baseline"} and number_of and family == family_of(number_of.group(1))
    if number_of and not numbers and one.place.part.form in {"value", "phrase"}:
        yield f"it is not the number of {number_of.group(1)}"
    if of_them and role in {"change", "ratio"}:
        yield "it is a change, not a part of them"
    out_of = _OUT_OF.search(one.before)
    if out_of and (role in {"change", "ratio"} or family not in {None, family_of(out_of.group(1))}):
        yield f"it is no part of the {out_of.group(1)}"
    if (_PEOPLE.search(one.before) or _PEOPLE_AFTER.match(one.after)) and family not in {
        "accounts",
        "platforms",
    }:
        yield "it does not count people"
    if _PEOPLE_AFTER.match(one.after) and family == "platforms":
        yield "it does not count people"
    if _ON.search(one.before) and family not in {None, "platforms"}:
        yield "it does not count platforms"
    if _CAME_UP.search(one.before) and family not in {"posts", "replies"}:
        yield "it does not count posts"


def _is_of_the_talk(view: View, one: Placed) -> bool:
    """Whether a beat, its subject or the talk drew what is counted, and no post."""
    names = [view.brief.beat.name, *filter(None, [view.brief.subject_name])]
    return bool(_TALK_DREW.search(one.before)) or any(contains_phrase(one.before, name) for name in names)


def _stands_in_its_phrase(one: Placed, after: str) -> bool:
    """Whether a bare value has around it the words of its own phrase: "more engagement than 98% of posts"."""
    head, _, tail = one.statistic.forms.get("phrase", "").partition(one.shown)
    return bool(head.strip()) and one.before.rstrip().endswith(head.strip()) and tail.startswith(after)


RULES: tuple[Rule, ...] = (_of_a_post, _noun)
