"""The "why now" panel: a story's statistics and its platforms, as tables that draw their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from newsdesk.records import Statistic, Window, iso
from newsdesk.site import printed
from newsdesk.site.parts import charts, why_now_charts
from newsdesk.stories import Brief

ROWS: Final = 7
_HOURS: Final = 48  # longer windows are told in days


def why_now(brief: Brief) -> dict[str, Any]:
    """Return what was compared with what, what is drawn of it, and the numbers."""
    days = max((signal.baseline_days for signal in brief.signals), default=0)
    baseline = {**_window(brief.baseline), "length": f"{days} days"} if days else _window(brief.baseline)
    known = statistics(brief)
    return {
        "window": _window(brief.window),
        "baseline": baseline,
        "volume": why_now_charts.volume(known),
        "mood": why_now_charts.mood(known),
        "contrast": why_now_charts.contrast(known),
        "measures": measures(brief),
        "platforms": platforms(brief.platforms),
        "notes": sorted({note for signal in brief.signals for note in signal.notes}),
    }


def _window(window: Window) -> dict[str, Any]:
    hours = round((window.end - window.start).total_seconds() / 3600)
    return {
        "length": f"{hours} hours" if hours <= _HOURS else f"{round(hours / 24)} days",
        "end": {"iso": iso(window.end), "text": printed.minute(window.end)},
    }


def measures(brief: Brief) -> list[dict[str, Any]]:
    """Return one row for each measure of the story's signals: now, usual, change, interval, base.

    What stands where it usually does comes last: the table tells what changed.
    """
    known = statistics(brief)
    found = (_row(now, known) for name, now in known.items() if name.endswith(".now"))
    rows = [row for row in found if row is not None]
    return sorted(rows, key=lambda row: bool(row["now"] == row["usual"]))[:ROWS]


def statistics(brief: Brief) -> dict[str, Statistic]:
    """Return the statistics of a brief and its signals by id, those of the signals first."""
    return {statistic.id: statistic for statistic in _all(brief)}


def _all(brief: Brief) -> Iterator[Statistic]:
    for signal in brief.signals:
        yield from signal.statistics
    yield from brief.statistics


def _row(now: Statistic, known: dict[str, Statistic]) -> dict[str, Any] | None:
    stem = now.id.removesuffix(".now")
    usual = known.get(f"{stem}.usual")
    change = known.get(f"{stem}.ratio") or known.get(f"{stem}.change")
    if usual is None and change is None:
        return None
    measured = change or now
    return {
        "label": now.label,
        "now": why_now_charts.value(now),
        "usual": why_now_charts.value(usual) if usual else None,
        "change": _signed(change) if change else None,
        "interval": interval(measured),
        "base": printed.number(now.n),
    }


def _signed(statistic: Statistic) -> str:
    """Return a change with its direction, which a value such as "23 points" leaves out."""
    text = why_now_charts.value(statistic)
    if statistic.role != "change" or text[:1] in "+-−":
        return text
    return ("−" if statistic.value < 0 else "+") + text


def interval(statistic: Statistic) -> str | None:
    """Return a 95 % interval in the unit of its statistic, or None where none was computed."""
    if statistic.interval is None:
        return None
    low, high = statistic.interval
    if statistic.unit == "share":
        return _span(round(low * 100), round(high * 100), "%")
    if statistic.unit == "points":
        return _span(round(low), round(high), " points")
    return _span(low, high, " times" if statistic.unit == "times" else "")


def _span(low: float, high: float, unit: str) -> str:
    """Join the ends of an interval; a dash beside a minus sign would be misread."""
    return f"{printed.number(low)}{'–' if low >= 0 else ' to '}{printed.number(high)}{unit}"


def platforms(counted: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the posts of each platform, most first, with the length of their bar."""
    return charts.bars((printed.platform(name), posts) for name, posts in counted.items())
