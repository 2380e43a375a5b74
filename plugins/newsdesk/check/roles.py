"""A statistic in its role: the prose around a number says of it what it is, and nothing else.

Code renders a number with its words, but a writer chooses where it stands. What stands around it may not name
another mood, place, subject or noun than it counts, nor tell a level as a change, a usual value as today's,
or a rise as a fall; and what it counts must be said near it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from newsdesk.check.aspects import NOUN, aspects, family_of, hints_at, moods_in, move
from newsdesk.check.codes import finding
from newsdesk.check.placed import Placed, placed
from newsdesk.check.view import SLOT_MARK, View
from newsdesk.check.words import contains_phrase, platforms_in
from newsdesk.prose import SLOT
from newsdesk.stories import Finding

_USUAL = re.compile(
    r"\b(?:usual\w*|rule|norm|normal\w*|typical\w*|customary|ordinar\w+|had been|in the days before"
    r"|previous\w*"
    r"|baseline|average|habitual\w*|before|until then|otherwise)\b",
    re.I,
)
_TODAYS_AS_USUAL = re.compile(rf"\b(?:usual|the rule|the norm|had been)\b|{SLOT_MARK}\s+before\b", re.I)
_AGAINST = re.compile(r"\b(?:against|from|versus|compared (?:with|to)|than)\s+(?:the |an? )?$", re.I)
_FROM = re.compile(r"(?<!came )(?<!come )(?<!comes )(?<!coming )\bfrom\s*$", re.I)
_UP = (
    r"rose|rises?n?|rising|grew|grow(?:s|n|ing)?|climb\w*|jump\w*|surg\w+|swell\w*|swelled|soar\w*|increas\w*"
    r"|gain\w*|up|spik\w+|leap\w*|leapt"
)
_DOWN = (
    r"fell|fall(?:s|en|ing)?|drop\w*|declin\w*|shr[aiu]nk\w*|slid(?:es?|ing)?|s[aiu]nk\w*|dip\w*|decreas\w*"
    r"|cool\w*|eas(?:es|ed|ing)|thinn\w*|down|plung\w+|plummet\w*|halv\w+|dwindl\w+"
)
#: Words of movement no farther from a number than a few of these stand for it.
_NEAR = r"(?:\s+[\w'’-]+){0,3}\s*$"
_RISING, _FALLING = (re.compile(rf"\b(?:{words}){_NEAR}", re.I) for words in (_UP, _DOWN))
_THEN = r"^\s*(?:[\w'’-]+\s+){0,1}"
_RISING_AFTER, _FALLING_AFTER = (
    re.compile(rf"{_THEN}(?:{words})\b", re.I)
    for words in (f"{_UP}|more|higher", f"{_DOWN}|fewer|less|lower")
)
_STILL = re.compile(
    r"\b(?:hardly moved|barely moved|did not move|stayed|unchanged|held (?:at|steady)|steady|hold (?:at"
    r"|steady)"
    r"|flat)\b",
    re.I,
)
#: A share or ratio that moved by more than this part of itself did not stay where it was.
_MOVED = 0.3
_MOVES = rf"(?:{_UP}|{_DOWN}|widened|narrowed|moved|shifted|changed)"
_BY = re.compile(
    rf"\b{_MOVES}\s+by\s*$|\ba (?:rise|fall|gain|drop|jump|increase|decrease|swing|shift) of\s*$", re.I
)
_TO = re.compile(rf"\b{_MOVES}\s+to\s*$", re.I)
_LEVEL = re.compile(
    r"\b(?:stood at|made up|make up|stands at|held at|amounts? to|accounts? for|is|are|was|were)\s*$", re.I
)
_OF_THEM = re.compile(
    rf"^\s*of (?:the |all |those |these |its |their |them\b)?(?:[\w-]+ ){{0,1}}?({NOUN})\b", re.I
)
_NOUN_AFTER = re.compile(rf"^\s*({NOUN})\b", re.I)
_OUT_OF = re.compile(rf"\bof (?:the |all |those )(?:[\w-]+ )?({NOUN})\b[^;]*$", re.I)
_CAME_UP = re.compile(
    r"\b(?:came|come|comes) up in\s*$|\b(?:stood|stands|mentioned|named|turned up) in\s*$", re.I
)
_ENTITY = re.compile(r"^(?:entity|also|silence\.entity)\.([\w-]+).*$")
_NAMED = re.compile(r"^\s*(?:also )?(?:named|name|mentioned|mention)\b", re.I)
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
_SUPPOSING = re.compile(
    r"\b(?:would|remain\w*|left|leaves?|still|without|take (?:away|out)|taken out|subtract\w*|but for)\b",
    re.I,
)
_GOES = re.compile(r"\b(?:goes|went|go|going|gone)\s*$", re.I)
_TIMES = re.compile(
    r"\b(?:usual|as many|as much|rate|level|pace|normal\w*|factor|typical|ordinary|norm)\b", re.I
)
_NUMBER_OF = re.compile(rf"\bnumber of ({NOUN})\b[^,]*$", re.I)
_COLLECTED = re.compile(r"\b(?:collected|read|seen|sampled|gathered)\b", re.I)
_ANSWERS = re.compile(r"\b(?:replies|answers|responses)\b", re.I)
_OPENING = re.compile(r"\bopening\b|\bitself\b|\boriginal post\b", re.I)
_OF_ALL = frozenset({"count", "share", "ratio", "change", "baseline"})
_OF_A_POST = ("carried", "thread", "replies", "reach")


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each number that its own sentence takes for another."""
    for one in placed(view):
        reasons = (reason for rule in _RULES for reason in rule(view, one))
        reason = next(reasons, None)
        if reason:
            yield finding("role", one.place.path, f"{one.statistic.id} is {one.statistic.label!r}: {reason}")
    yield from _twice(view)


def _twice(view: View) -> Iterator[Finding]:
    seen: set[tuple[str, str | None, str | None]] = set()
    for place in view.places:
        key = (place.sentence, place.part.stat, place.part.form)
        if place.part.stat and key in seen:
            yield finding("role", place.path, f"{place.part.stat} is placed twice in one sentence")
        seen.add(key)


def _mood(_view: View, one: Placed) -> Iterator[str]:
    mood = one.of.mood
    if mood is None:
        named = moods_in(one.outside)
        if (
            named
            and one.statistic.role not in {"reach", "contribution"}
            and not one.statistic.id.startswith("gap.")
        ):
            yield f"it counts no mood, and {', '.join(sorted(named))} stands beside it"
        return
    for text in (one.clause, *one.around):
        named = moods_in(text)
        if named:
            if mood not in named:
                yield f"the words around it say {', '.join(sorted(named))}"
            return
        if hints_at(mood, text):
            return
    yield f"nothing near it says {mood}"


def _place(view: View, one: Placed) -> Iterator[str]:
    named = set(platforms_in(one.outside))
    if not one.of.places:
        if (
            named
            and one.statistic.role in _OF_ALL
            and not one.statistic.id.startswith("gap.")
            and len(view.brief.platforms) > 1
            and one.of.family != "platforms"
        ):
            yield f"it counts all platforms, not {', '.join(sorted(named))}"
        return
    # Where the id names the platform, check.speakers says so.
    if named and not named & one.of.places and not one.of.places & set(one.statistic.id.split(".")):
        yield f"it is not of {', '.join(sorted(named))}"
    if one.of.record or one.statistic.role == "overlap":
        return
    for text in (one.clause, *one.around[: one.beside + 1]):
        found = set(platforms_in(text))
        if found:
            if not found & one.of.places:
                yield f"the words around it speak of {', '.join(sorted(found))}"
            return
    yield f"nothing near it says {' or '.join(sorted(one.of.places))}"


def _subject(view: View, one: Placed) -> Iterator[str]:
    names = view.brief.names
    subject, start = one.of.subject, one.statistic.id.split(".")[0]
    texts = (one.clause, *one.around)
    if subject is not None:
        name = names.get(subject) or re.sub(r"^.*?mentions? |;.*$", "", one.statistic.label, flags=re.I)
        near = texts if start == "entity" else texts[: one.beside + 1]
        if subject != view.brief.subject and not any(contains_phrase(text, name) for text in near):
            yield f"nothing near it names {name}"
        return
    counted = {key for other in view.statistics if (key := _ENTITY.sub(r"\1", other)) in names}
    named = [other for other in sorted(counted) if contains_phrase(one.outside, names[other])]
    crossing = start == "cross"  # of a name, phrase or link that its signal alone knows
    if (
        named
        and one.of.mood is None
        and not crossing
        and (_CAME_UP.search(one.before) or _NAMED.match(one.after))
    ):
        yield f"it does not count {names[named[0]]}"
    if start == "volume":
        suffix = one.statistic.id.partition(".")[2]
        for other in named:
            if f"entity.{other}.{suffix}" in view.statistics:
                yield f"it counts the whole beat, not {names[other]}"


def _needs(view: View, one: Placed) -> Iterator[str]:
    near = (one.clause, *one.around[: one.beside + 1])
    term = one.statistic.id.startswith("phrase.") and any(
        place.part.quote for place in view.places if place.sentence == one.place.sentence
    )
    if one.of.needs is not None and not term and not any(one.of.needs.search(text) for text in near):
        yield "nothing near it says what it counts"
    supposed = one.place.part.kind == "because" or _SUPPOSING.search(one.outside)
    if one.statistic.role == "contribution" and not supposed:
        yield "it is what would be left, and is told as what is there"


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
        if (_DREW.search(one.before) and not _TALK_DREW.search(one.before)) or _SCORED.search(one.before):
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
    if said and family_of(said.group(1)) != family and (family is not None or role in {"ratio", "reach"}):
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


def _time(_view: View, one: Placed) -> Iterator[str]:
    if one.of.usual:
        same = one.around[: one.beside]
        if not any(_USUAL.search(text) for text in (one.clause, *same)) and not (
            _AGAINST.search(one.before) or _FROM.search(one.before)
        ):
            yield "nothing says that this is the usual value"
    elif not one.statistic.id.startswith("carried.") and _TODAYS_AS_USUAL.search(one.outside):
        yield "it is today's value, not the usual one"


def _pairs(view: View, one: Placed) -> Iterator[str]:
    """Check what is set against what in one sentence: one measure at two times, or two of a kind."""
    opens = _FROM.search(one.before)
    other = one.span or one.previous or (one.following if one.of.usual else None)
    if other is None:
        return
    that = aspects(other, view.brief)
    compared = _AGAINST.search(one.before) or (one.of.usual and other is one.previous)
    if compared and not _FROM.search(one.before) and that.scale != one.of.scale:
        yield f"it is set against {other.id}, which is of another kind"
    if compared and not one.of.usual and bool(that.places) != bool(one.of.places):
        yield f"it is set against {other.id}, which is of other places"
    if one.span and other is one.span and _base(other.id) != _base(one.statistic.id):
        yield f"it is no end of a span with {other.id}"
    if opens and one.span is one.following and not one.of.usual and that.usual:
        yield f"from {one.statistic.id} to {other.id} is the wrong way round"
    same = (that.mood, that.places, that.subject) == (one.of.mood, one.of.places, one.of.subject)
    if one.of.usual and that.scale == one.of.scale and not that.usual and not same:
        yield f"it is not the usual value of {other.id}"
    bare = not re.search(r"\w", SLOT.sub("", one.place.part.text))
    if bare and one.previous and _base(one.previous.id) != _base(one.statistic.id):
        yield f"it goes on from {one.previous.id} as if they were one"


def _base(id: str) -> str:
    return id.rpartition(".")[0]


def _direction(view: View, one: Placed) -> Iterator[str]:
    moved = move(one.statistic, view.brief)
    if moved is None or one.of.usual:
        return
    up = _RISING.search(one.before) or _RISING_AFTER.match(one.after)
    down = _FALLING.search(one.before) or _FALLING_AFTER.match(one.after)
    told = up or down
    if told and not (up and down) and moved.sign != (1 if up else -1):
        yield f"{told.group().strip()!r} beside what {('fell', 'did not move', 'rose')[moved.sign + 1]}"
    still = _STILL.search(one.place.told)
    if still and moved.size > _MOVED and moved.sign:
        yield f"{still.group()!r} beside what moved"


def _form(_view: View, one: Placed) -> Iterator[str]:
    role, form = one.statistic.role, one.place.part.form
    if _BY.search(one.before) and (role not in {"change"} or form != "value"):
        yield "a level is told as a change"
    if _TO.search(one.before) and (role in {"change", "ratio", "reach"} or one.of.usual):
        yield "a change is told as a level"
    if role == "change" and form == "value" and _LEVEL.search(one.before):
        yield "a change is told as a level"
    if form == "verb" and re.search(r"\b(?:by|to|at|of|in|were|was|is|are)\s*$", one.before, re.I):
        yield "a verb stands as a noun"
    if role == "ratio" and form == "value" and not _TIMES.search(one.outside):
        yield "a multiple is told as a level"
    becomes = moods_in(" ".join(one.after.split()[:1]))  # "goes 63% negative"
    if (
        _GOES.search(one.before)
        and not becomes
        and (role not in {"ratio", "change", "contribution"} or form != "clause")
    ):
        yield "a level is told as a change"
    # The clause of a carried post is its score, with the usual one beside it.
    if (
        role == "ratio"
        and form == "clause"
        and not one.statistic.id.startswith("carried.")
        and re.search(r"\b(?:of|at|by|in|were|drew|to)\s*$", one.before, re.I)
    ):
        yield "a change is told as a level"


_RULES: tuple[Callable[[View, Placed], Iterator[str]], ...] = (
    _mood, _place, _subject, _needs, _of_a_post, _noun, _time, _pairs, _direction, _form,
)  # fmt: skip
