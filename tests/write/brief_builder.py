"""Briefs for tests of writers: a case is a JSON file of posts and numbers; detection makes the forms."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from newsdesk.assign.speakers import speaker
from newsdesk.config import People
from newsdesk.detect import forms
from newsdesk.detect.kinds import novelty
from newsdesk.detect.kinds.phrase_trending import slug
from newsdesk.detect.statistics import Outcome
from newsdesk.records import Engagement, Evidence, Record, Signal, Statistic, Window
from newsdesk.stories import BeatRef, Brief, BriefRecord, brief_id

CASES = Path(__file__).parent / "briefs"
DAYS = 13


def case(name: str) -> dict[str, Any]:
    """Return a case by the name of its file; one that is ``like`` another holds only what differs."""
    found: dict[str, Any] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return {**case(found["like"]), **found} if "like" in found else found


def build(case: dict[str, Any], seed: str | None = None) -> Brief:
    """Return the brief of a case; ``seed`` takes the place of its id, so that choices fall otherwise."""
    end = datetime.fromisoformat(case["end"]).astimezone(UTC)
    window = Window(start=end - timedelta(days=1), end=end)
    baseline = Window(start=window.start - timedelta(days=DAYS), end=window.start)
    names = case.get("names", {})
    records = tuple(_record(number, post, end, names) for number, post in enumerate(case["posts"], start=1))
    signals = tuple(_signal(given, case, window, baseline) for given in case["signals"])
    statistics = _statistics(case, signals, records, window, baseline)
    brief = Brief(
        id="",
        edition=end,
        kind=case["kind"],
        beat=BeatRef(**case["beat"]),
        other_beats=tuple(BeatRef(**beat) for beat in case.get("other_beats", ())),
        subject=case.get("subject"),
        subject_name=case.get("names", {}).get(case.get("subject")),
        why=" ".join(signal.why for signal in signals) or "One post travelled far.",
        window=window,
        baseline=baseline,
        signals=signals,
        statistics=statistics,
        records=records,
        lead_record="r1",
        platforms={},
        names=case.get("names", {}),
        demo=True,
    )
    return brief.model_copy(update={"id": seed or brief_id(brief)})


def _record(number: int, post: dict[str, Any], end: datetime, names: dict[str, str]) -> BriefRecord:
    published = end - timedelta(minutes=37 * number + 11)
    platform = post["platform"]
    record = Record(
        id=f"{platform}:{post.get('id', number)}",
        platform=platform,
        kind=post.get("kind", "post"),
        author=post.get("author", f"voice{number}.{platform}.example"),
        community=post.get("community"),
        url=f"https://{platform}.example/{number}",
        title=post.get("title"),
        text=post.get("text", ""),
        language="en",
        published_at=published,
        collected_at=published + timedelta(minutes=20),
        engagement=Engagement(score=post.get("score"), replies=post.get("replies")),
        reply_to=post.get("reply_to"),
        links=tuple(post.get("links", ())),
    )
    said = f"{record.title or ''} {record.text}"
    return BriefRecord(
        id=f"r{number}",
        record=record,
        speaker=speaker(record, People()),
        quotable=post.get("quotable", True),
        sentiment=post.get("mood", "neutral"),
        voice_register=post.get("register", "neutral"),
        entities=tuple(entity for entity, name in sorted(names.items()) if name in said),
        reach=post.get("reach"),
        reach_statistic=f"reach.r{number}" if post.get("reach") else None,
        flags=tuple(post.get("flags", ())),
    )


def _statistics(
    case: dict[str, Any],
    signals: tuple[Signal, ...],
    records: tuple[BriefRecord, ...],
    window: Window,
    baseline: Window,
) -> tuple[Statistic, ...]:
    found = [statistic for signal in signals for statistic in signal.statistics]
    context = case.get("context", {})
    if "volume" in context:
        found += volume(*context["volume"], window, baseline)
    if "moods" in context:
        found += moods(context["moods"], window, baseline)
    if "carried" in context:
        place, score, median, replies = context["carried"]
        found.append(forms.count("carried.score", "Score", score, "point", window))
        found.append(forms.count("carried.replies", "Replies", replies, "reply", window))
        found.append(forms.carried(place, score, median, 120, score / median, window))
    if "answers" in context:
        count, dark, light = context["answers"]
        found.append(forms.count("replies.now", "Replies", count, "reply", window))
        found.append(forms.count("replies.authors", "Accounts", count - 2, "account", window))
        for label, share in (("negative", dark), ("positive", light)):
            of = "the replies collected"
            found.append(forms.share(f"replies.{label}", label, share, 100, window, of=of))
    if "platforms" in context:
        counts = context["platforms"]
        found.append(forms.count("authors.now", "Accounts", context["authors"], "account", window))
        found.append(forms.count("platforms.now", "Platforms", len(counts), "platform", window))
        found += [forms.platform_count(name, counts[name], window) for name in sorted(counts)]
    for item in records:
        if item.reach:
            found.append(forms.reach(item.id, item.record.platform, item.reach, 80, window))
    return tuple({statistic.id: statistic for statistic in reversed(found)}.values())[::-1]


def _signal(given: dict[str, Any], case: dict[str, Any], window: Window, baseline: Window) -> Signal:
    kind, subject = given["kind"], given.get("subject")
    measures: dict[str, Callable[[], list[Statistic]]] = {
        "volume_anomaly": lambda: volume(given["now"], given["usual"], window, baseline),
        "entity_surge": lambda: entity(
            subject, case["names"][subject], given["now"], given["usual"], window, baseline
        ),
        "sentiment_shift": lambda: moods(given, window, baseline),
        "platform_divergence": lambda: divergence(given["shares"], window, baseline),
        "phrase_trending": lambda: counted(
            f"phrase.{slug(subject)}", given["now"], given["usual"], window, baseline
        ),
        "register_shift": lambda: parts(
            f"register.{subject}", given["share"], window, baseline, did=f"sounded {subject}"
        ),
        "novelty": lambda: [
            statistic
            for name, share in given["shares"].items()
            for statistic in parts(f"novel.{name}", share, window, baseline, *novelty.KINDS[name])
        ],
        "cross_beat": lambda: [
            statistic
            for beat, numbers in given["beats"].items()
            for statistic in counted(f"cross.{beat}", *numbers, window, baseline)
        ],
    }
    statistics = measures[kind]()
    name = case.get("names", {}).get((subject or "").removeprefix("entity="))
    return Signal(
        id=f"{kind}-{subject}",
        kind=kind,
        beat=case["beat"]["slug"],
        subject=subject,
        subject_name=name,
        window=window,
        baseline=baseline,
        baseline_days=DAYS,
        test="as in the field",
        statistics=tuple(statistics),
        effect=2.0,
        effect_unit="times",
        effect_interval=(1.5, 2.5),
        p=0.001,
        severity="high",
        why="It moved.",
        evidence=(Evidence(record="bluesky:1", weight=1.0),),
        evidence_total=1,
    )


def volume(now: int, usual: float, window: Window, baseline: Window) -> list[Statistic]:
    """Return the statistics of a volume signal."""
    return counted("volume", now, usual, window, baseline)


def entity(id: str, name: str, now: int, usual: float, window: Window, baseline: Window) -> list[Statistic]:
    """Return the statistics of an entity's surge."""
    return counted(f"entity.{id}", now, usual, window, baseline, f"Posts that mention {name}")


def counted(
    base: str, now: int, usual: float, window: Window, baseline: Window, label: str = "Posts"
) -> list[Statistic]:
    """Return now, usual and ratio of a count of posts."""
    outcome = Outcome(0.001, now / usual, now / usual * 0.8, now / usual * 1.2)
    return [
        forms.count(f"{base}.now", label, now, "post", window),
        forms.daily(f"{base}.usual", "Usual, per day", usual, DAYS, baseline),
        forms.ratio(f"{base}.ratio", "Now against usual", now, usual, outcome, window),
    ]


def parts(
    base: str, share: list[int], window: Window, baseline: Window, of: str = "posts", did: str = ""
) -> list[Statistic]:
    """Return now, usual and change of a share; ``share`` is [now, usual] in percent."""
    now, usual = (value / 100 for value in share)
    outcome = Outcome(0.001, now - usual, now - usual - 0.05, now - usual + 0.05)
    return [
        forms.share(f"{base}.now", base, round(now * 100), 100, window, of=of, did=did),
        forms.share(f"{base}.usual", base, round(usual * 1000), 1000, baseline, of=of, usual=True, did=did),
        forms.change(f"{base}.change", base, usual, now, DAYS, 100, outcome, window),
    ]


def moods(given: dict[str, Any], window: Window, baseline: Window) -> list[Statistic]:
    """Return now, usual and change of both moods; ``given`` maps a mood to [now, usual] in percent."""
    return [
        statistic
        for name in ("negative", "positive")
        for statistic in parts(name, given[name], window, baseline)
    ]


def divergence(shares: dict[str, list[int]], window: Window, baseline: Window) -> list[Statistic]:
    """Return the shares of two platforms and their gap; ``shares`` maps a platform to [now, usual]."""
    found, gaps = [], []
    for platform, (now, usual) in shares.items():
        found += [
            forms.share(f"negative.{platform}.now", platform, now, 100, window, where=f" on {platform}"),
            forms.share(f"negative.{platform}.usual", platform, usual, 100, baseline, usual=True),
        ]
        gaps.append((now / 100, usual / 100))
    now, usual = gaps[0][0] - gaps[1][0], gaps[0][1] - gaps[1][1]
    outcome = Outcome(0.001, now - usual, now - usual - 0.05, now - usual + 0.05)
    return [
        *found,
        forms.gap("gap.now", "Gap", now, 200, window),
        forms.gap("gap.usual", "Gap, usual", usual, 200, baseline, usual=True),
        forms.gap_change(usual, now, 200, outcome, window),
    ]
