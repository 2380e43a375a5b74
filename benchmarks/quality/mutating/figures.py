"""Corruptions of numbers: their digits, units, directions, roles, moods, places and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from benchmarks.quality.mutating.kinds import Kind, Target

from newsdesk.records import Statistic
from newsdesk.stories import Part

_SLOT = re.compile(r"\{[sS]tat\}")
_NOUN = re.compile(r"(\{stat\}(?: of the)?) (posts|accounts|replies|Replies|Accounts|Posts)\b")
_OTHER_NOUN = {"posts": "accounts", "accounts": "posts", "replies": "accounts"}
_MOODS = {
    "negative": "positive",
    "positive": "negative",
    "Negative": "Positive",
    "Positive": "Negative",
    "angry": "hopeful",
}
_ROOMS = ("Bluesky", "Mastodon", "Hacker News", "Reddit")


def _statistic(target: Target) -> Statistic | None:
    known = {one.id: one for one in target.good.brief.statistics}
    return known.get(target.part.stat or "")


def _shown(target: Target, statistic: Statistic) -> str:
    return statistic.forms.get(target.part.form or "value", "")


def _typed(target: Target) -> Iterator[list[Part]]:
    """Type the statistic with another number instead of placing it."""
    statistic = _statistic(target)
    if statistic is None:
        return
    shown = _shown(target, statistic)
    changed = re.sub(
        r"\d+", lambda digits: str(int(digits.group()) + target.chance.randint(1, 9)), shown, count=1
    )
    if changed != shown:
        text = _SLOT.sub(changed, target.part.text)
        yield [target.part.model_copy(update={"text": text, "stat": None, "form": None})]


def _added(target: Target) -> Iterator[list[Part]]:
    """Put a number of our own beside what is told."""
    number = target.chance.choice(["17", "eleven", "a third", "4,300", "six times", "71%", "two dozen"])
    yield target.with_tail(f", or {number} by another measure")


def _unit(target: Target) -> Iterator[list[Part]]:
    """Let the number count something else."""
    match = _NOUN.search(target.part.text)
    if match:
        noun = _OTHER_NOUN[match.group(2).lower()]
        noun = noun.capitalize() if match.group(2)[0].isupper() else noun
        yield target.with_text(target.part.text.replace(match.group(), f"{match.group(1)} {noun}"))
    elif target.part.form == "value" and target.part.stat:
        yield target.with_text(_SLOT.sub(lambda m: f"{m.group()} percentage points", target.part.text))


def _direction(target: Target) -> Iterator[list[Part]]:
    """Tell a rise as a fall, and what hardly moved as a leap."""
    statistic = _statistic(target)
    if statistic is None or statistic.role not in {"ratio", "change"} or target.part.form != "clause":
        return
    if statistic.id.startswith(("carried.", "gap.")) or _moved(statistic) == 0:
        return
    word = "down" if _moved(statistic) > 0 else "up"
    yield target.with_text(_SLOT.sub(lambda m: f"{word} {m.group()}", target.part.text))


def _moved(statistic: Statistic) -> int:
    middle = 1.0 if statistic.role == "ratio" else 0.0
    slack = 0.02 if statistic.role == "ratio" else 0.5
    return (statistic.value > middle + slack) - (statistic.value < middle - slack)


def _level(target: Target) -> Iterator[list[Part]]:
    """Tell a level as a change: "rose by 63%" for "63% of posts"."""
    statistic = _statistic(target)
    levels = {"share", "count", "baseline", "reach", "overlap"}
    if statistic and statistic.role in levels and target.part.form in {"value", "phrase"}:
        yield target.with_text(_SLOT.sub(lambda m: f"rose by {m.group()}", target.part.text))


def _role(target: Target) -> Iterator[list[Part]]:
    """Place every other statistic that has such a form and shows something else; a few by chance."""
    statistic = _statistic(target)
    if statistic is None or target.part.form is None:
        return
    shown = _shown(target, statistic)
    others = [
        one.id
        for one in target.good.brief.statistics
        if target.part.form in one.forms and one.forms[target.part.form] != shown
    ]
    for other in target.chance.sample(others, min(4, len(others))):
        yield [target.part.model_copy(update={"stat": other})]


def _mood(target: Target) -> Iterator[list[Part]]:
    """Tell one mood's number of another."""
    if target.part.stat:
        for mood, other in _MOODS.items():
            if re.search(rf"\b{mood}\b", target.part.text):
                yield target.with_text(re.sub(rf"\b{mood}\b", other, target.part.text, count=1))
                return


def _room(target: Target) -> Iterator[list[Part]]:
    """Tell one platform's number of another."""
    statistic = _statistic(target)
    if statistic is None or statistic.id.startswith("gap."):
        return
    for room in _ROOMS:
        if room in target.part.text:
            others = [other for other in _ROOMS if other not in target.part.text]
            yield target.with_text(target.part.text.replace(room, target.chance.choice(others), 1))
            return


def _day(target: Target) -> Iterator[list[Part]]:
    """Move a date by some days, or name another weekday."""
    day = re.search(r"\b(March|November) (\d{1,2})\b", target.part.text)
    if day:
        other = (int(day.group(2)) + target.chance.randint(4, 9)) % 28 + 1
        if abs(other - int(day.group(2))) > 3:
            yield target.with_text(target.part.text.replace(day.group(), f"{day.group(1)} {other}", 1))
    weekday = re.search(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?=( \w+)?, )", target.part.text)
    if weekday:
        other_day = "Monday" if weekday.group() not in {"Monday", "Tuesday"} else "Thursday"
        yield target.with_text(target.part.text.replace(weekday.group(), other_day, 1))


def _longer(target: Target) -> Iterator[list[Part]]:
    """Claim more time than the window has."""
    if target.part.stat:
        yield target.with_tail(
            target.chance.choice([" this week", " over the past month", " in recent weeks"])
        )


KINDS: Iterable[Kind] = (
    Kind("a number typed anew", "numbers", 0.95, _typed),
    Kind("a number added", "numbers", 0.95, _added),
    Kind("another unit", "numbers", 0.95, _unit),
    Kind("the other direction", "numbers", 0.95, _direction),
    Kind("a level as a change", "numbers", 0.95, _level),
    Kind("another statistic in its place", "numbers", 0.95, _role),
    Kind("the other mood", "numbers", 0.95, _mood),
    Kind("another platform", "numbers", 0.95, _room),
    Kind("another day", "numbers", 0.95, _day),
    Kind("a longer window", "numbers", 0.95, _longer),
)
