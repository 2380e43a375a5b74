"""Voices, signals, views and stories to decide about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from newsdesk.assign.memory import Event, Memory, Remembered
from newsdesk.config import Beat, BeatRules, Config
from newsdesk.detect.values import Carried, EditionView, Voice
from newsdesk.records import Evidence, Severity, Signal, SignalKind, Window

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
WINDOW = Window(start=NOON - timedelta(days=1), end=NOON)
CONFIG = Config(
    beats=(Beat(slug="work", name="Work", group="g", description="d", match=BeatRules(any=("x",))),)
)


def voice(
    number: int, *, platform: str = "bluesky", entities: tuple[str, ...] = (), beat: str = "work"
) -> Voice:
    """Return an independent voice."""
    return Voice(
        id=f"{platform}:{number}",
        beat=beat,
        platform=platform,
        kind="post",
        community=None,
        author=f"@a{number}",
        published_at=NOON - timedelta(hours=1),
        label="neutral",
        score=0.0,
        engagement=1,
        replies=None,
        reach=0.5,
        confidence=0.9,
        entities=entities,
    )


def signal(
    kind: SignalKind = "volume_anomaly",
    subject: str | None = None,
    severity: Severity = "high",
    voices: tuple[Voice, ...] = (),
    beat: str = "work",
) -> Signal:
    """Return a signal on those voices."""
    return Signal(
        id=f"{kind}-{beat}-{subject}",
        kind=kind,
        beat=beat,
        subject=subject,
        subject_name=subject and subject.title(),
        window=WINDOW,
        baseline=WINDOW,
        baseline_days=10,
        test="t",
        statistics=(),
        effect=3.0,
        effect_unit="times",
        effect_interval=(2.0, 4.0),
        p=0.001,
        severity=severity,
        why="Because.",
        evidence=tuple(Evidence(record=v.id, weight=1 / len(voices)) for v in voices),
        evidence_total=len(voices),
    )


def view(*signals: Signal, voices: tuple[Voice, ...] = (), carried: tuple[Carried, ...] = ()) -> EditionView:
    """Return what an edition sees."""
    by_beat: dict[str, tuple[Voice, ...]] = {}
    for one in voices:
        by_beat[one.beat] = (*by_beat.get(one.beat, ()), one)
    return EditionView(NOON, len(voices), signals, by_beat, carried, {})


def story(
    slug: str,
    voices: tuple[Voice, ...],
    *,
    hours: int,
    beat: str = "work",
    lead: str = "x:1",
    entities: tuple[str, ...] = (),
    told: dict[Event, Severity] | None = None,
) -> Remembered:
    """Return a story published so many hours before noon."""
    return Remembered(
        slug=slug,
        address=f"/2026/03/{slug}/",
        kind="beat",
        headline="H",
        standfirst="S",
        opening="O",
        beat=beat,
        published_at=NOON - timedelta(hours=hours),
        modified_at=NOON - timedelta(hours=hours),
        lead_records=frozenset({lead}),
        evidence=frozenset(v.id for v in voices),
        entities=frozenset(entities),
        told=told or {},
        voices=len(voices),
    )


def memory_of(*stories: Remembered) -> Memory:
    """Return a memory that holds those stories."""
    return Memory(stories={story.slug: story for story in stories})


CROWD = tuple(voice(n) for n in range(20))
MIXED = tuple(voice(n, platform="reddit" if n % 2 else "bluesky") for n in range(20))
