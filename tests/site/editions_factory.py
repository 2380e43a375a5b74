"""Worked editions for the tests of the site: signals, what became of them, and the weather of the beats."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import stories_factory as make

from newsdesk.records import Signal
from newsdesk.reports import BeatWeather, Candidate, EditionReport, Fate, Mentions
from newsdesk.site.published import Published, of_versions
from newsdesk.stories import StoryVersion

RENAMED = "Local Model Owners Meet the Lawyers at the Fan"


def signal(beat: str = "open-source-ai", days: float = 0, **changes: Any) -> Signal:
    """Return a signal of the edition so many days after the base time; its id tells kind, beat and time."""
    at = make.NOON + timedelta(days=days)
    made = make.signal(beat, (make.record(0, "wire"),), at)
    kind = changes.get("kind", made.kind)
    subject = changes.get("subject")
    return made.model_copy(update={"id": f"{kind}-{beat}-{subject}-{at:%Y%m%d%H}", **changes})


def candidate(*signals: Signal, **changes: Any) -> Candidate:
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


def became(version: StoryVersion, fate: Fate = "story", **changes: Any) -> Candidate:
    """Return the candidate that became a version, or was like it and became none."""
    values: dict[str, Any] = {
        "kind": version.brief.kind,
        "beat": version.brief.beat.slug,
        "fate": fate,
        "reason": version.brief.why,
        "story": version.slug if fate in {"story", "version"} else None,
    }
    return candidate(version.brief.signals[0], **(values | changes))


def edition(
    at: datetime | float,
    *candidates: Candidate,
    signals: tuple[Signal, ...] = (),
    weather: Iterable[BeatWeather] = (),
) -> EditionReport:
    """Return the edition of a time, or so many days after the base time."""
    return EditionReport(
        as_of=at if isinstance(at, datetime) else make.NOON + timedelta(days=at),
        demo=False,
        records=367,
        signals=signals,
        candidates=candidates,
        stories=tuple(one.story for one in candidates if one.fate == "story" and one.story),
        tool="newsdesk 0.1.0",
        weather=tuple(weather),
    )


def declined(days: float, *signals: Signal, **changes: Any) -> EditionReport:
    """Return an edition whose signals became no story, in one candidate."""
    return edition(days, candidate(*signals, **changes), signals=signals)


def weather(beat: str = "open-source-ai", posts: int = 156, **changes: Any) -> BeatWeather:
    """Return a beat's weather: four times the usual posts, more of them negative than usual."""
    values: dict[str, Any] = {
        "beat": beat,
        "posts": posts,
        "usual": 39.4,
        "judged": posts,
        "positive": posts // 5,
        "negative": posts // 2,
        "usual_positive": 0.22,
        "usual_negative": 0.27,
        "platforms": {"bluesky": posts // 2, "news": posts // 4},
        "names": (
            Mentions(entity="hugging-face", name="Hugging Face", posts=34, usual=5.25),
            Mentions(entity="llama-cpp", name="llama.cpp", posts=1, usual=2.0),
        ),
        "quiet": (Mentions(entity="ollama", name="Ollama", posts=0, usual=6.4),),
    }
    return BeatWeather(**(values | changes))


def usual(beat: str, posts: int = 40) -> BeatWeather:
    """Return a beat where all is as usual."""
    return weather(beat, posts, negative=11, positive=9, usual=float(posts), names=(), quiet=())


def updated(version: StoryVersion, hours: float, headline: str) -> StoryVersion:
    """Return the next version of a story, so many hours after this one."""
    return version.model_copy(
        update={
            "version": version.version + 1,
            "modified_at": version.modified_at + timedelta(hours=hours),
            "headline": headline,
        }
    )


def history() -> tuple[tuple[StoryVersion, ...], dict[str, tuple[StoryVersion, ...]]]:
    """Return two stories, the first with a second version six hours later, and the history."""
    first, other = make.story(), make.story("ai-bias", "accents", -40)
    second = updated(first, 6, "Local Model Owners Praise Slowness Again")
    return (second, other), {second.address: (first, second)}


def reports() -> tuple[EditionReport, ...]:
    """Return the editions of eight stories, one of them updated, and two weeks of weather.

    The newest edition, at noon of March 28, published the update; six hours later nothing was found.
    The weather of March 20 is missing.
    """
    first = make.newsroom_of_eight()[0]
    second = updated(first, 24, RENAMED)
    reports = [edition(story.published_at, became(story)) for story in make.newsroom_of_eight()]
    noon = make.NOON + timedelta(hours=24)
    reports.append(
        edition(noon, became(second, "version", reason="12 new voices."), became(first, "declined"))
    )
    until = noon + timedelta(hours=6)
    for back in range(14):
        if back != 8:
            told = (
                [weather(), usual("coding-agents")]
                if back == 0
                else [usual("open-source-ai"), usual("ai-bias", 3)]
            )
            reports.append(edition(until - timedelta(days=back), weather=told))
    return tuple(sorted(reports, key=lambda report: report.as_of))


def newsroom(**changes: Any) -> Published:
    """Return eight stories, one of them updated, with their editions."""
    first, *others = make.newsroom_of_eight()
    second = updated(first, 24, RENAMED)
    values: dict[str, Any] = {
        "site": make.site(),
        "stories": (second, *others),
        "history": {first.address: (first, second)},
        "editions": reports(),
    }
    return of_versions(**(values | changes))
