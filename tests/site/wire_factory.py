"""Worked editions for the tests of the site, made by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import stories_factory as make

from newsdesk.records import Signal
from newsdesk.reports import BeatWeather, Candidate, EditionReport
from newsdesk.site.page import Page
from newsdesk.site.plan import plan
from newsdesk.site.published import Published
from newsdesk.stories import StoryVersion


def signal(beat: str = "open-source-ai", days: float = 0, **changes: Any) -> Signal:
    """Return a signal of the edition so many days after the base time; its id tells kind, beat and time."""
    at = make.NOON + timedelta(days=days)
    made = make.signal(beat, (make.record(0, "wire"),), at)
    kind = changes.get("kind", made.kind)
    subject = changes.get("subject")
    return made.model_copy(update={"id": f"{kind}-{beat}-{subject}-{at:%Y%m%d%H}", **changes})


def candidate(signals: tuple[Signal, ...] = (), **changes: Any) -> Candidate:
    """Return a candidate of the signals that became no story."""
    values: dict[str, Any] = {
        "kind": "beat",
        "beat": signals[0].beat if signals else "open-source-ai",
        "subject": None,
        "signals": tuple(one.id for one in signals),
        "lead_record": None,
        "score": 3.0,
        "voices": 63,
        "platforms": ("bluesky", "news"),
        "fate": "declined",
        "reason": "too few accounts: 4, and 6 are needed",
    }
    return Candidate(**(values | changes))


def edition(
    days: float = 0,
    signals: tuple[Signal, ...] = (),
    candidates: tuple[Candidate, ...] = (),
    weather: tuple[BeatWeather, ...] = (),
) -> EditionReport:
    """Return the edition so many days after the base time."""
    return EditionReport(
        as_of=make.NOON + timedelta(days=days),
        demo=False,
        records=367,
        signals=signals,
        candidates=candidates,
        stories=tuple(one.story for one in candidates if one.fate == "story" and one.story),
        tool="newsdesk 0.1.0",
        weather=weather,
    )


def declined(days: float, *signals: Signal, **changes: Any) -> EditionReport:
    """Return an edition whose signals became no story, in one candidate."""
    return edition(days, signals, (candidate(signals, **changes),))


def history() -> tuple[tuple[StoryVersion, ...], dict[str, tuple[StoryVersion, ...]]]:
    """Return two stories, the first with a second version six hours later, and the history."""
    first, other = make.story(), make.story("ai-bias", "accents", -40)
    second = first.model_copy(
        update={
            "version": 2,
            "modified_at": first.modified_at + timedelta(hours=6),
            "headline": "Local Model Owners Praise Slowness Again",
        }
    )
    return (second, other), {second.address: (first, second)}


def pages(published: Published, kind: str) -> dict[str, Page]:
    """Return the planned pages of a kind by path."""
    return {page.path: page for page in plan(published) if page.kind == kind}
