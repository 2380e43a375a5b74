"""The weather of the beats in words: 24 hours against a usual day, and the 14 days before.

Small differences are chance. A volume is only called more or less than usual if it is a quarter above or a
fifth below and also outside what chance does to counts (twice their square root); a mood only if its share of
at least ten judged posts moved by ten points and by more than twice the sampling error. These are words for a
look around; what is published as a change has passed the tests of detection.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from math import sqrt
from typing import Final, NamedTuple

from newsdesk.detect.forms import number_word
from newsdesk.prose import capitalise
from newsdesk.reports import BeatWeather, EditionReport, Mentions
from newsdesk.site import printed
from newsdesk.site.parts import charts

DAYS: Final = 14
MORE: Final = 1.25  # times a usual day: from here on more than usual
FEWER: Final = 0.8  # and down from here fewer
SCATTER: Final = 2  # standard deviations of a count or a share, within which nothing is called a difference
MOVED: Final = 0.10  # so much a share differs at least, for the mood to be called another
JUDGED: Final = 10  # a mood of fewer posts is neither told nor drawn
_NEAR: Final = timedelta(hours=3)  # an edition so far from the hour still stands for a day
#: So far before the newest edition lies the oldest one that matters.
LOOKS_BACK: Final = timedelta(days=DAYS - 1) + _NEAR
_SPARK: Final = charts.Grid(pitch=6, width=4, height=16)


class Day(NamedTuple):
    """The 24 hours before ``end``; no weather: nothing was measured then."""

    end: datetime
    weather: BeatWeather | None


class TalkedAbout(NamedTuple):
    """A name on a beat now."""

    beat: str
    mentions: Mentions


class Climate:
    """The last 14 days of all beats, put together from the editions at distances of 24 hours."""

    def __init__(self, editions: Iterable[EditionReport]) -> None:
        """Take the newest edition that has weather, and the one nearest to each day before it."""
        reports = {report.as_of: report for report in editions if report.weather}
        self.until = max(reports, default=None)
        self._days = list(_days(reports, self.until)) if self.until else []
        self._names: dict[str, list[TalkedAbout]] = defaultdict(list)
        for weather in self._days[-1][1].values() if self._days else ():
            for mentions in weather.names:
                self._names[mentions.entity].append(TalkedAbout(weather.beat, mentions))

    def now(self, beat: str) -> BeatWeather | None:
        """Return how a beat stands; None if nothing was measured at all."""
        return self.days(beat)[-1].weather if self._days else None

    def days(self, beat: str) -> list[Day]:
        """Return the last 14 days of a beat, oldest first; empty if nothing was measured at all."""
        return [
            Day(end, found.get(beat, BeatWeather(beat=beat, posts=0)) if found else None)
            for end, found in self._days
        ]

    def talked_about(self, entity: str) -> list[TalkedAbout]:
        """Return on which beats a name is among the most mentioned now, most posts first."""
        return sorted(self._names.get(entity, ()), key=lambda found: (-found.mentions.posts, found.beat))


def _days(
    reports: dict[datetime, EditionReport], until: datetime
) -> Iterable[tuple[datetime, dict[str, BeatWeather]]]:
    for back in range(DAYS - 1, -1, -1):
        end = until - timedelta(days=back)
        nearest = min(reports, key=lambda at: (abs(at - end), at))
        report = reports[nearest] if abs(nearest - end) <= _NEAR else None
        yield end, {weather.beat: weather for weather in report.weather} if report else {}


def line(weather: BeatWeather) -> str:
    """Return a beat's weather: "156 posts, about four times the usual; more negative than usual"."""
    words = [f"{posts(weather.posts)}{_volume(weather)}"]
    if mood := _mood(weather):
        words.append(f"{mood} than usual")
    return capitalise("; ".join(words))


def moved(weather: BeatWeather) -> bool:
    """Say whether volume or mood differ from a usual day by more than chance."""
    return _more(weather) != 0 or _mood(weather) is not None


def posts(count: float) -> str:
    """Return "no posts", "one post", "156 posts"; posts of a usual day may be parts of one."""
    whole = count == int(count)
    text = number_word(int(count)) if whole and count <= 1 else printed.number(count)
    return f"{text} post" if count == 1 else f"{text} posts"


def usually(usual: float | None) -> str:
    """Return the posts of a usual day to one decimal at most, or a dash where they aren't known."""
    return "–" if usual is None else printed.number(usual if usual < 10 else round(usual))


def _more(weather: BeatWeather) -> int:
    """Return 1 for more posts than usual, -1 for fewer, 0 for what chance explains or nobody knows."""
    usual = weather.usual
    if usual is None or abs(weather.posts - usual) <= SCATTER * sqrt(max(usual, 1)):
        return 0
    return 1 if weather.posts >= MORE * usual else -1 if weather.posts <= FEWER * usual else 0


def _volume(weather: BeatWeather) -> str:
    usual, more = weather.usual, _more(weather)
    if usual is None:
        return ""
    if more == 0:
        return ", as usual"
    if more < 0:
        share = weather.posts / usual
        return (
            ", fewer than usual"
            if share > 0.55
            else f", {'about' if share >= 0.45 else 'less than'} half the usual"
        )
    if usual < 0.5:
        return ", where there are hardly any"
    times = round(weather.posts / usual)
    if weather.posts / usual < 1.75:
        return ", more than usual"
    return f", about {'twice' if times == 2 else f'{number_word(times)} times'} the usual"


def _mood(weather: BeatWeather) -> str | None:
    """Return how the mood differs, as a comparative; None if it doesn't or isn't known."""
    negative = _shift(weather.negative, weather.judged, weather.usual_negative)
    positive = _shift(weather.positive, weather.judged, weather.usual_positive)
    if negative and negative == positive:
        return "more divided" if negative > 0 else "more neutral"
    words = [
        f"{'more' if shift > 0 else 'less'} {name}"
        for shift, name in ((negative, "negative"), (positive, "positive"))
        if shift
    ]
    # "More negative and less positive" is one thing, said twice.
    return words[0] if words else None


def _shift(hits: int, judged: int, usual: float | None) -> int:
    if usual is None or judged < JUDGED:
        return 0
    change = hits / judged - usual
    if abs(change) < max(MOVED, SCATTER * sqrt(usual * (1 - usual) / judged)):
        return 0
    return 1 if change > 0 else -1


def spark(days: list[Day]) -> dict[str, str] | None:
    """Return the 14 days' posts as tiny columns, the last apart from the others, and the same in words."""
    if not days:
        return None
    values = [day.weather.posts if day.weather else None for day in days]
    most = max(value or 0 for value in values)
    earlier: list[float | None] = [*values[:-1], None]
    last = [*(None for _ in values[1:]), values[-1]]
    told = ", ".join("not measured" if value is None else printed.number(value) for value in values)
    return {
        "box": f"0 0 {_SPARK.across(len(values)):g} {_SPARK.height:g}",
        "before": charts.columns(earlier, most, _SPARK, base=_SPARK.height),
        "now": charts.columns(last, most, _SPARK, base=_SPARK.height),
        "label": f"Posts a day over {len(values)} days: {told}.",
    }
