"""What a statistic counts, read from its id, label and forms: mood, place, subject, noun, and whether usual.

Ids are those of :mod:`newsdesk.detect.forms`: ``negative.hackernews.usual`` is the usual share of negative
posts on Hacker News. A statistic with another id is read from its label and phrase alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from newsdesk.check.words import PLATFORM_WORDS, platforms_in
from newsdesk.records import Statistic
from newsdesk.stories import Brief

#: Moods by the words that name them in print; a mood is a sentiment or a register.
_MOOD_WORDS: dict[str, str] = {
    "negative": r"negative(?:ly)?",
    "positive": r"positive(?:ly)?",
    "angry": r"angr(?:y|ily)|anger",
    "anxious": r"anxious(?:ly)?|anxiety",
    "amused": r"amused|amusement|joking|joked|(?<!\bthe )(?<!\bits )(?<!\btheir )(?<!\ba )jokes?",
    "hopeful": r"hopeful(?:ly)?",
    "celebratory": r"celebrat\w+",
    "skeptical": r"skeptical(?:ly)?|skepticism",
    "resigned": r"resigned(?:ly)?|resignation",
    "confused": r"confused|confusion",
    "analytical": r"analytical(?:ly)?",
}
_MOODS = {mood: re.compile(rf"\b(?:{words})\b", re.I) for mood, words in _MOOD_WORDS.items()}
#: Words that stand for a mood where nothing else is named; a plainer word beside them wins.
_LOOSE = {
    "negative": re.compile(
        r"\b(?:sour\w*|hostil\w+|unhapp\w+|critical|criticism|against it|gloom\w*|bleak\w*|dismissive"
        r"|disapprov\w+"
        r"|unfavou?rable|bitter\w*|complain\w*|dislik\w+|bad[- ]tempered|grumbl\w+|dark\w*)\b",
        re.I,
    ),
    "positive": re.compile(
        r"\b(?:warm\w*|favou?rabl\w+|approv\w+|happ(?:y|ily|ier)|pleased|glad|delight\w*|cheer\w*|fond\w*"
        r"|upbeat"
        r"|welcom\w+|prais\w+|good[- ]tempered|sunn\w+)\b",
        re.I,
    ),
    "amused": re.compile(r"\bjokes?\b", re.I),
}
_FAMILIES = {
    "posts": "post posts comment comments article articles paper papers message messages item items",
    "accounts": "account accounts voice voices people user users author authors poster posters commenter"
    " commenters writer writers newcomers",
    "platforms": "platform platforms network networks site sites",
    "replies": "reply replies answer answers response responses",
    "points": "point points",
}
_FAMILY = {word: family for family, words in _FAMILIES.items() for word in words.split()}
NOUN = rf"(?:{'|'.join(sorted(_FAMILY, key=len, reverse=True))})"
#: What must be said of statistics of these kinds before it is clear what they count.
_NEEDS: tuple[tuple[str, str], ...] = (
    (r"phrase\.", r"words?|phrases?|wording|terms?|turns?"),
    (r"novel\.names\.", r"nam(?:e|es|ed|ing)"),
    (r"novel\.phrases\.", r"phrases?|wording|words|turns?|claims?"),
    (r"novel\.authors\.", r"newcomers?|new|first|had not"),
    (
        r"(?:carried\.repl|replies\.|thread\.)",
        r"repl\w+|answer\w*|respon\w+|comments?|thread|under|below|back",
    ),
    (
        r"position\.",
        r"(?:say|says|said|saying) (?:so|as much|the same)|argu\w+|agree\w*|claim\w*|positions?|views?|sides?"
        r"|camps?|hold|holds|held|against (?:it|that|them)|behind (?:it|that|them)|complain\w*"
        r"|of (?:one|that|this) mind",
    ),
    (r".*\.without\.", r"without|excluding|leav\w+|left out|but for|except|aside|minus|stripp\w+"),
    (r"gap\.", r"gap|distance|apart|between|difference|divide|part(?:ed)?|further|closer"),
    (r"reach\.", r"engagement|reach\w*|travel\w*|further|farther|likes|votes|score\w*|than"),
)


class Move(NamedTuple):
    """How a measure moved: +1 up, −1 down, 0 hardly at all."""

    sign: int
    size: float


@dataclass(frozen=True)
class Aspects:
    """What a statistic is of. ``subject`` is an entity's id; ``record`` the id of a brief's record.

    ``family`` is the kind of thing that is counted (of a share: its base), ``scale`` what its numbers look
    like: count, percent, points or times. ``needs`` must be said near it.
    """

    mood: str | None
    places: frozenset[str]
    subject: str | None
    record: str | None
    family: str | None
    scale: str
    usual: bool
    needs: re.Pattern[str] | None


def aspects(statistic: Statistic, brief: Brief) -> Aspects:
    """Return what a statistic of a brief counts."""
    id, label = statistic.id, statistic.label
    record = _record(id, brief)
    places = set(id.split(".")) & set(PLATFORM_WORDS)
    if record:
        places |= {item.record.platform for item in brief.records if item.id == record}
    elif statistic.role not in {"contribution", "reach"}:
        places |= set(platforms_in(f"{label} {statistic.forms.get('phrase', '')}"))
    needs = next((words for start, words in _NEEDS if re.match(start, id)), None)
    return Aspects(
        mood=next(
            (mood for mood in _MOODS if mood in {*id.split("."), *re.findall(r"\w+", label.casefold())}), None
        ),
        places=frozenset(places),
        subject=_subject(id),
        record=record,
        family=_family(statistic),
        scale=_scale(statistic),
        usual=statistic.role == "baseline",
        needs=re.compile(rf"\b(?:{needs})\b", re.I) if needs else None,
    )


def moods_in(text: str) -> set[str]:
    """Return the moods that a text names outright."""
    return {mood for mood, words in _MOODS.items() if words.search(text)}


def hints_at(mood: str, text: str) -> bool:
    """Whether a text names a mood by a word that may stand for it."""
    return mood in _LOOSE and _LOOSE[mood].search(text) is not None


def family_of(noun: str) -> str | None:
    """Return what kind of counted thing a noun names."""
    return _FAMILY.get(noun.casefold())


def move(statistic: Statistic, brief: Brief) -> Move | None:
    """Return how what a statistic measures has moved, or None where the brief doesn't know."""
    base = statistic.id.rpartition(".")[0]
    known = {one.id: one for one in brief.statistics}
    for one in (statistic, known.get(f"{base}.ratio"), known.get(f"{base}.change")):
        if one is not None and one.role == "ratio" and not one.id.startswith("carried."):
            return Move((one.value > 1.02) - (one.value < 0.98), abs(one.value - 1))
        if one is not None and one.role == "change":
            return Move((one.value > 0.5) - (one.value < -0.5), abs(one.value) / 20)
    now, usual = known.get(f"{base}.now"), known.get(f"{base}.usual")
    if now is None or usual is None or not usual.value:
        return None
    part = now.value / usual.value
    return Move((part > 1.02) - (part < 0.98), abs(part - 1))


def _record(id: str, brief: Brief) -> str | None:
    start, _, rest = id.partition(".")
    if start in {"reach", "thread"}:
        return rest
    return brief.lead_record if start in {"carried", "replies"} else None


def _subject(id: str) -> str | None:
    match = re.match(r"(?:entity|also|silence\.entity)\.([\w-]+)", id)
    return match.group(1) if match else None


def _family(statistic: Statistic) -> str | None:
    if statistic.role == "count" or statistic.unit not in {"share", "points", "times"}:
        return family_of(statistic.unit.split()[0])
    found = re.search(
        rf"\bof (?:the )?(?:[\w-]+ ){{0,2}}?({NOUN})\b", statistic.forms.get("phrase", ""), re.I
    )
    return family_of(found.group(1)) if found and statistic.role != "reach" else None


def _scale(statistic: Statistic) -> str:
    shown = statistic.forms.get("value") or statistic.forms.get("phrase", "")
    if "%" in shown:
        return "percent"
    return statistic.unit if statistic.unit in {"points", "times"} else "count"
