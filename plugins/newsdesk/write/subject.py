"""What a story is about, as its patterns need to know it: the movement, its direction, its names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsdesk.records import Signal
from newsdesk.stories import Brief
from newsdesk.write.phrasing import Phrasing, clean, platform_name, ratio_went_up, time_span
from newsdesk.write.titles import title_case

#: A share that moved by no more than this (0…1) hardly moved.
STILL = 0.03


@dataclass(frozen=True)
class Movement:
    """One change that the story tells: ``kind`` is volume, mood, divergence, entity or carried."""

    kind: str
    up: bool
    names: dict[str, str]


def movements(brief: Brief, phrasing: Phrasing) -> list[Movement]:
    """Return the changes of a brief in the order of its signals, each kind and tone once."""
    found: dict[tuple[str, str], Movement] = {}
    for signal in brief.signals:
        movement = _movement(signal, phrasing)
        if movement:
            found.setdefault(
                (movement.kind, movement.names.get("tone", movement.names.get("e", ""))), movement
            )
    if "carried.ratio" in phrasing.statistics:
        found.setdefault(("carried", ""), Movement("carried", True, {}))
    return list(found.values())


def _movement(signal: Signal, phrasing: Phrasing) -> Movement | None:
    up = ratio_went_up(signal.statistics)
    if signal.kind == "volume_anomaly":
        return Movement("volume", up, {})
    if signal.kind == "sentiment_shift":
        tone = max(
            ("negative", "positive"), key=lambda name: (abs(phrasing.value(f"{name}.change") or 0.0), name)
        )
        change = phrasing.value(f"{tone}.change")
        return Movement("mood", (change or 0) >= 0, tone_names(tone)) if change is not None else None
    if signal.kind == "platform_divergence" and "|" in (signal.subject or ""):
        return Movement("divergence", up, _places(signal, phrasing))
    if signal.kind == "entity_surge" and signal.subject:
        ratio = phrasing.value(f"entity.{signal.subject}.ratio")
        return Movement("entity", (ratio or 1.0) >= 1, _entity_names(signal))
    return None


def tone_names(tone: str) -> dict[str, str]:
    """Return the names of a tone and of its opposite."""
    other = "positive" if tone == "negative" else "negative"
    return {"tone": tone, "Tone": tone.capitalize(), "other": other, "Other": other.capitalize()}


def _places(signal: Signal, phrasing: Phrasing) -> dict[str, str]:
    """Name the platform that moved further A, the calmer one B."""
    pair = (signal.subject or "").split("|")[:2]

    def moved(platform: str) -> float:
        now, usual = (phrasing.value(f"negative.{platform}.{time}") for time in ("now", "usual"))
        return abs((now or 0.0) - (usual or 0.0))

    first, second = sorted(pair, key=lambda platform: (-moved(platform), platform))
    return {"a": first, "A": platform_name(first), "b": second, "B": platform_name(second)}


def _entity_names(signal: Signal) -> dict[str, str]:
    name = clean(signal.subject_name or signal.subject or "")
    return {"e": signal.subject or "", "subject": name, "Subject": title_case(name)}


def general_names(brief: Brief, phrasing: Phrasing) -> dict[str, str]:
    """Return the names that every pattern may use: topic, day, platforms by their number of posts."""
    about_subject = bool(brief.subject_name) and bool(brief.signals)
    about_subject = about_subject and all(signal.kind == "entity_surge" for signal in brief.signals)
    topic = clean(brief.subject_name or "") if about_subject else phrasing.names["beat"]
    names = {
        "topic": topic,
        "Topic": title_case(topic) if about_subject else title_case(phrasing.names["Beat"]),
        "Beat": title_case(phrasing.names["Beat"]),
        "Day": "a Day" if time_span(brief.window) == "24 hours" else title_case(time_span(brief.window)),
    }
    for rank, platform in enumerate(platforms_by_posts(phrasing), start=1):
        names[f"p{rank}"], names[f"P{rank}"] = platform, platform_name(platform)
    return names


def companions(brief: Brief) -> dict[str, str]:
    """Return what the posts on the subject name as well, numbered: also1 is the id, Also1 the name."""
    names = {}
    told = [overlap.mention for overlap in brief.overlaps if overlap.mention in brief.names]
    for number, entity in enumerate(told, start=1):
        names[f"also{number}"], names[f"Also{number}"] = entity, clean(brief.names[entity])
    return names


#: Places where nobody answers: they are not told as rooms of the talk.
_NO_ROOMS = frozenset(["arxiv", "news", "web"])


def platforms_by_posts(phrasing: Phrasing) -> list[str]:
    """Return the platforms that have a count, the largest first."""
    counts = {
        match.group(1): statistic.value
        for key, statistic in phrasing.statistics.items()
        if (match := re.fullmatch(r"platform\.(\w+)\.now", key)) and match.group(1) not in _NO_ROOMS
    }
    return sorted(counts, key=lambda platform: (-counts[platform], platform))


def is_still(phrasing: Phrasing, tone: str) -> bool:
    """Say whether a tone's share hardly moved."""
    now, usual = phrasing.value(f"{tone}.now"), phrasing.value(f"{tone}.usual")
    return now is not None and usual is not None and abs(now - usual) <= STILL
