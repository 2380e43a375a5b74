"""Worked editions for the tests of the site: what each published, and the weather of its beats."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import stories_factory as make

from newsdesk.reports import BeatWeather, Candidate, EditionReport, Fate, Mentions
from newsdesk.site.published import Published
from newsdesk.stories import StoryVersion


def candidate(version: StoryVersion, fate: Fate = "story", **changes: Any) -> Candidate:
    """Return the candidate that became a version."""
    values: dict[str, Any] = {
        "kind": version.brief.kind,
        "beat": version.brief.beat.slug,
        "subject": None,
        "signals": (version.brief.signals[0].id,),
        "lead_record": None,
        "score": 3.0,
        "voices": 40,
        "platforms": ("bluesky", "reddit"),
        "fate": fate,
        "reason": version.brief.why,
        "story": version.slug if fate in {"story", "version"} else None,
    }
    return Candidate(**(values | changes))


def edition(as_of: datetime, *candidates: Candidate, weather: Iterable[BeatWeather] = ()) -> EditionReport:
    """Return the report of an edition."""
    return EditionReport(
        as_of=as_of,
        demo=False,
        records=320,
        signals=(),
        candidates=candidates,
        stories=tuple(one.story for one in candidates if one.fate == "story" and one.story),
        tool="newsdesk 0.1.0",
        weather=tuple(weather),
    )


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


def newsroom(**changes: Any) -> Published:
    """Return eight stories with their editions, one of them updated, and two weeks of weather.

    The newest edition, at noon of March 28, published the update; six hours later nothing was found.
    The weather of March 20 is missing.
    """
    stories = list(make.newsroom_of_eight())
    first = stories[0]
    second = updated(first, 24, "Local Model Owners Meet the Lawyers at the Fan")
    stories[0] = second
    reports = [edition(story.published_at, candidate(story)) for story in make.newsroom_of_eight()]
    noon = make.NOON + timedelta(hours=24)
    reports.append(
        edition(noon, candidate(second, "version", reason="12 new voices."), candidate(first, "declined"))
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
    values: dict[str, Any] = {
        "site": make.site(),
        "stories": tuple(stories),
        "history": {first.address: (first, second)},
        "editions": tuple(sorted(reports, key=lambda report: report.as_of)),
    }
    return Published(**(values | changes))
