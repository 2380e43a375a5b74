"""No number in our own prose but a placed statistic, the window's, or one of the cited evidence."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from newsdesk.check import sides
from newsdesk.check.codes import finding
from newsdesk.check.figures_in import (
    MONTHS,
    WEEKDAYS,
    dates_in,
    fold_date,
    names_of,
    numbers_in,
    spellings,
)
from newsdesk.check.shown import forms_fit
from newsdesk.check.view import Place, View
from newsdesk.check.words import contains_phrase
from newsdesk.records import Window
from newsdesk.stories import Finding

#: Phrases that claim more time than a window of days holds.
_LONGER = re.compile(
    r"\b(?:(?:this|last|all|the past|the last) (?:week|month|year|quarter)|(?:for|in recent|over the past) "
    r"(?:weeks|months|years)|(?:weeks|months|years) of|overnight|in recent (?:days|weeks|months))\b",
    re.I,
)
_UNIT = re.compile(r"\b(?:weeks|months|years)\b", re.I)
#: Kinds that may repeat a number of what they cite.
_REPEATING = frozenset({"said", "happened"})
#: A day with its date, and how it is set against the window.
_MOMENT = re.compile(
    r"(?:(?P<to>hours to )(?:(?P<before>midday) on )?|(?P<on>\b[Oo]n ))?"
    rf"(?P<weekday>{'|'.join(WEEKDAYS)})(?: (?P<after>morning|midday|afternoon|evening))?,"
    rf" (?P<month>{'|'.join(MONTHS)}) (?P<day>\d{{1,2}})\b"
)


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each number, date or phrase of time that nothing gives."""
    for place in view.places:
        own = _without_names(view, place)
        yield from _numbers(view, place, own)
        yield from _dates(view, place, own)
        yield from _window(view, place, own)
    used = {place.part.stat for place in view.places if place.part.stat}
    for key in sorted(used & set(view.statistics)):
        statistic = view.statistics[key]
        path = next(place.path for place in view.places if place.part.stat == key)
        if not forms_fit(statistic):
            yield finding("statistic-form", path, f"{key} is {statistic.value:g} but reads {statistic.forms}")


def _window(view: View, place: Place, own: str) -> Iterator[Finding]:
    """Yield a finding for a phrase of more time than the window has and the source speaks of."""
    if fits_window(own, view.brief.window):
        return
    evidence = view.evidence_text(place) if place.part.kind in _REPEATING else ""
    phrases = (match.group() for match in _LONGER.finditer(own))
    phrase = next((one for one in phrases if not _speaks_of(evidence, one)), None)
    if phrase:
        yield finding("window", place.path, f"{phrase!r} is not the window of this story")


def _speaks_of(evidence: str, phrase: str) -> bool:
    """Whether the source has a phrase of time, or its months or years in other words."""
    unit = _UNIT.search(phrase)
    return contains_phrase(evidence, phrase) or bool(unit and contains_phrase(evidence, unit.group()))


def _numbers(view: View, place: Place, own: str) -> Iterator[Finding]:
    given = _given(view, place)
    rest = sides.without(view, place, own)
    for phrase in _window_phrases(view):
        rest = re.sub(rf"(?i)(?<!\w){phrase}(?!\w)", " ", rest)
    for number in numbers_in(rest):
        if not number.keys & given:
            yield finding(
                "number", place.path, f"{number.surface!r} is no placed statistic and not in what is cited"
            )


def _given(view: View, place: Place) -> set[str]:
    if place.part.kind not in _REPEATING:
        return set()
    return {key for number in numbers_in(view.evidence_text(place)) for key in number.keys}


def _dates(view: View, place: Place, own: str) -> Iterator[Finding]:
    for phrase in misplaced_moments(own, view.brief.window, is_said=place.part.kind in _REPEATING):
        yield finding("date", place.path, f"{phrase!r} is not when the window is")
    allowed = {name for day in _days(view.brief.window) for name in names_of(day)}
    if place.part.kind in _REPEATING:
        told = {fold_date(found) for found in dates_in(view.evidence_text(place))}
        allowed |= told | {re.sub(r" \d{4}$", "", one) for one in told if re.search(r"\d .*\d{4}$", one)}
        for day in _days_cited(view, place):
            allowed |= names_of(day)
    for found in dates_in(own):
        if fold_date(found) not in allowed:
            yield finding("date", place.path, f"{found!r} is not in the window or in what is cited")


def _days_cited(view: View, place: Place) -> Iterator[date]:
    """Yield the days on which what is cited came out, and those of the background notes."""
    yield from (item.published_at.date() for item in view.cited_items(place))
    dates = (note.date for note in view.brief.background if note.id in place.evidence)
    yield from (day for day in map(_day, dates) if day)


def _day(text: str) -> date | None:
    """Return the day that a note's date names; a month or a year alone is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _without_names(view: View, place: Place) -> str:
    """Return the own text without the names that may hold digits or number words."""
    own = place.own
    cited = view.cited_records(place)
    names = [*view.common_names]
    names += [text for record in cited for text in (record.speaker.text, record.record.community) if text]
    for name in sorted(names, key=lambda text: (-len(text), text)):
        if len(name) > 1:
            own = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "\ufffc", own)
    return own


def misplaced_moments(text: str, window: Window, *, is_said: bool = False) -> Iterator[str]:
    """Yield the phrases of a text that place the window wrongly (UTC).

    A weekday and its date must agree; "the 24 hours to …" must end on the last day and at its time of day;
    something counted happens "on" a day only if the window is that day, from midnight to midnight.
    """
    last = _days(window)[-1]
    for match in _MOMENT.finditer(text):
        day = f"{match['month']} {match['day']}".casefold()
        named = [d for d in _days(window) if day in names_of(d)]
        other_day = match["weekday"] != WEEKDAYS[(named[0] if named else _nearest(match, last)).weekday()]
        wrong_end = match["to"] and (last not in named or not _fits_time_of_day(match, window))
        part_of_day = match["on"] and named and not is_said and not is_calendar_day(window)
        if other_day or wrong_end or part_of_day:
            yield match.group()


def _nearest(match: re.Match[str], day: date) -> date:
    """Return the day of that month and number that lies nearest to another day."""
    month = MONTHS.index(match["month"]) + 1
    number = min(int(match["day"]) or 1, monthrange(day.year, month)[1])
    years = (
        date(year, month, min(number, 28) if month == 2 else number)
        for year in range(day.year - 1, day.year + 2)
    )
    return min(years, key=lambda one: abs((one - day).days))


def _fits_time_of_day(match: re.Match[str], window: Window) -> bool:
    told = match["before"] or match["after"]
    return told is None or told == time_of_day(window.end)


def time_of_day(moment: datetime) -> str | None:
    """Return what a time is called (UTC): morning, midday, afternoon or evening; None near midnight."""
    named = ((5, 11, "morning"), (11, 14, "midday"), (14, 17, "afternoon"), (17, 23, "evening"))
    return next((name for first, end, name in named if first <= moment.hour < end), None)


def is_calendar_day(window: Window) -> bool:
    """Whether the window runs from one midnight (UTC) to the next."""
    midnight = window.start.time() == window.end.time() == datetime.min.time()
    return midnight and window.end - window.start == timedelta(days=1)


def _days(window: Window) -> list[date]:
    # midnight belongs to the day that it ends
    first, last = window.start.date(), max(window.start, window.end - timedelta(microseconds=1)).date()
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _window_phrases(view: View) -> list[str]:
    """Return patterns of the lengths of time that this story's windows really have."""
    brief = view.brief
    hours = round((brief.window.end - brief.window.start).total_seconds() / 3600)
    days = {round((brief.baseline.end - brief.baseline.start).total_seconds() / 86400)}
    days |= {signal.baseline_days for signal in brief.signals}
    phrases = [rf"{hours}[ -]hours?"]
    phrases += [rf"{words}[ -]hours?" for words in spellings(hours)]
    for count in sorted(days):
        phrases += [rf"{count}[ -]days?", *(rf"{words}[ -]days?" for words in spellings(count))]
    return phrases


def fits_window(text: str, window: Window) -> bool:
    """Whether no phrase of the text claims more time than the window has."""
    days = (window.end - window.start).total_seconds() / 86400
    if days >= 6.5:
        return not re.search(r"\b(?:month|year|months|years)\b", text, re.I)
    return not _LONGER.search(text)
