"""The last 14 days of a beat: posts and moods, drawn and as a table, platforms, names, what went quiet."""

from __future__ import annotations

from typing import Any, Final

from newsdesk.records import iso
from newsdesk.reports import BeatWeather, Mentions
from newsdesk.site import printed
from newsdesk.site.addresses import Addresses
from newsdesk.site.parts import charts, in_words, weather
from newsdesk.site.parts.entities import address_of
from newsdesk.site.parts.weather import JUDGED, Day
from newsdesk.site.published import Published

_GRID: Final = charts.Grid(pitch=10, width=7, height=100)


def fortnight(beat: str, published: Published, addresses: Addresses) -> dict[str, Any] | None:
    """Return all that a beat's page tells of its last 14 days; None if nothing was measured at all."""
    climate = published.climate
    days, now = climate.days(beat), climate.now(beat)
    if now is None or climate.until is None:
        return None
    missing = sum(day.weather is None for day in days)
    return {
        "line": weather.line(now),
        "until": printed.stamp(climate.until, precise=True),
        "first": _day(days[0]),
        "last": _day(days[-1]),
        "missing": f"{in_words.counted(missing, 'day was', 'days were').capitalize()} not measured."
        if missing
        else None,
        "volume": _volume(days),
        "mood": _mood(days),
        "table": [_row(day) for day in days],
        "platforms": _platforms(now),
        "names": [_mentions(one, published, addresses) for one in now.names],
        "quiet": [_mentions(one, published, addresses) for one in now.quiet],
    }


def _platforms(now: BeatWeather) -> list[dict[str, Any]]:
    """Return the posts of each platform, the silent ones too; none at all where all are silent."""
    counted = [(printed.platform(name), posts) for name, posts in now.platforms.items()]
    return charts.bars(counted) if any(posts for _, posts in counted) else []


def _day(day: Day) -> dict[str, str]:
    return {"iso": iso(day.end), "text": f"{printed.MONTHS[day.end.month - 1]} {day.end.day}"}


def _volume(days: list[Day]) -> dict[str, str]:
    """Return columns of posts with a line over each at what a usual day has."""
    posts = [day.weather.posts if day.weather else None for day in days]
    usual = [day.weather.usual if day.weather else None for day in days]
    most = max(value or 0 for value in (*posts, *usual))
    return {
        "box": f"0 0 {_GRID.across(len(days)):g} {_GRID.height:g}",
        "columns": charts.columns(posts, most, _GRID, base=_GRID.height),
        "usual": charts.ticks(usual, most, _GRID, base=_GRID.height),
        "most": f"{printed.number(max(value or 0 for value in posts))} at most",
    }


def _mood(days: list[Day]) -> dict[str, str] | None:
    """Return positive shares upwards and negative ones downwards; None if no day has a mood to draw."""
    up = [_share(day.weather, "positive") for day in days]
    down = [_share(day.weather, "negative") for day in days]
    most_up, most_down = (max((value or 0 for value in side), default=0) for side in (up, down))
    if not most_up + most_down:
        return None
    whole = most_up + most_down
    base = round(_GRID.height * most_up / whole, 1)
    return {
        "box": f"0 0 {_GRID.across(len(days)):g} {_GRID.height:g}",
        "positive": charts.columns(up, whole, _GRID, base=base),
        "negative": charts.columns(down, whole, _GRID, base=base, scale=-1),
        "base": f"M0 {base:g}h{_GRID.across(len(days)):g}",
        "most": f"↑ positive to {printed.percent(most_up)}, ↓ negative to {printed.percent(most_down)}",
    }


def _share(found: BeatWeather | None, mood: str) -> float | None:
    if found is None or found.judged < JUDGED:
        return None
    share: float = getattr(found, mood) / found.judged
    return share


def _row(day: Day) -> dict[str, Any]:
    found = day.weather
    if found is None:
        return {"day": _day(day), "measured": False}
    return {
        "day": _day(day),
        "measured": True,
        "posts": printed.number(found.posts),
        "usual": weather.usually(found.usual),
        "positive": _percent(_share(found, "positive")),
        "negative": _percent(_share(found, "negative")),
    }


def _percent(share: float | None) -> str:
    return "–" if share is None else printed.percent(share)


def _mentions(found: Mentions, published: Published, addresses: Addresses) -> dict[str, Any]:
    """Return a name with its counts; it is linked if it has a page."""
    linked = found.entity in published.entities_by_id
    return {
        "name": found.name,
        "href": addresses.link(address_of(found.entity)) if linked else None,
        "posts": printed.number(found.posts),
        "usual": weather.usually(found.usual),
    }
