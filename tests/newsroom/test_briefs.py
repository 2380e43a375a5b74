"""Briefs of the demonstration against a plain recount: what is printed is what the posts say."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from newsdesk import newsroom
from newsdesk.analyse.analyser import Analyser
from newsdesk.analyse.duplicates import group
from newsdesk.archive import snapshots
from newsdesk.config import Layout, load
from newsdesk.publish import versions
from newsdesk.records import Analysis, Record
from newsdesk.stories import Brief, brief_id

Seen = list[tuple[Record, Analysis]]


@pytest.fixture(scope="module")
def briefs(worked: tuple[Layout, newsroom.Worked]) -> list[Brief]:
    """Return the brief of every published version."""
    return [version.brief for version in versions.every(worked[0])]


@pytest.fixture(scope="module")
def everything(worked: tuple[Layout, newsroom.Worked]) -> Seen:
    """Return every record with its analysis, in the order of collection."""
    layout = worked[0]
    analyser = Analyser(load(layout.root))
    records = [r for m in snapshots.manifests(layout) for r in snapshots.read(layout, m)]
    ordered = sorted(records, key=lambda r: (r.collected_at, r.published_at, r.id))
    return [(record, analyser.analyse(record)) for record in ordered]


def voices(everything: Seen, brief: Brief, day: int = 0) -> Seen:
    """Recount the independent voices of a brief's beat, day by day, without any database."""
    end = brief.edition - timedelta(days=day)
    on_beat = [item for item in everything if brief.beat.slug in item[1].beats]
    origins = group((a.id, a.minhash_bands) for r, a in everything if a.beats)
    heard: set[str] = set()
    turns: Counter[tuple[str, str]] = Counter()
    found = []
    for record, analysis in sorted(on_beat, key=lambda item: (item[0].published_at, item[0].id)):
        if not end - timedelta(days=1) < record.published_at <= end or record.collected_at > end:
            continue
        origin = origins[record.id]
        if origin in heard:
            continue
        heard.add(origin)
        turns[record.platform, record.author or record.id] += 1
        if turns[record.platform, record.author or record.id] <= 3:
            found.append((record, analysis))
    return found


def value(brief: Brief, id: str) -> float | None:
    """Return the value of a statistic, None where the brief has none of that id."""
    return next((s.value for s in brief.statistics if s.id == id), None)


def test_counts_agree_with_a_plain_recount(briefs: list[Brief], everything: Seen) -> None:
    """Volume, names and moods of every published version are those of the stored posts."""
    compared = 0
    for brief in briefs:
        if brief.kind == "dispatch":
            continue
        heard = voices(everything, brief)
        volume = value(brief, "volume.now")
        if volume is not None:
            assert volume == len(heard), brief.edition
            compared += 1
        for signal in brief.signals:
            if signal.kind == "entity_surge":
                naming = [a for _, a in heard if signal.subject in a.entities]
                assert value(brief, f"entity.{signal.subject}.now") == len(naming)
                compared += 1
        if volume is not None and value(brief, "negative.usual") is not None:
            judged = [a.sentiment_label for _, a in heard if a.sentiment_label]
            assert value(brief, "negative.now") == round(judged.count("negative") / len(judged), 4)
            compared += 1
    assert compared >= 20


def test_usual_counts_agree_with_a_plain_recount(briefs: list[Brief], everything: Seen) -> None:
    """The usual volume is the mean of the earlier days, each seen at the edition's own lag."""
    brief = next(b for b in briefs if value(b, "volume.usual") is not None)
    days = (brief.baseline.end - brief.baseline.start).days
    counts = [len(voices(everything, brief, day)) for day in range(1, days + 1)]
    assert value(brief, "volume.usual") == pytest.approx(sum(counts) / days, abs=1e-3)


def test_no_brief_sees_its_future(briefs: list[Brief]) -> None:
    """Everything in a brief had been collected, and every earlier story published, before its edition."""
    for brief in briefs:
        for item in brief.records:
            around = [reply.record for reply in item.thread.replies]
            around += [item.thread.parent.record] if item.thread.parent else []
            for record in (item.record, *around):
                assert record.collected_at <= brief.edition
        assert all(earlier.published_at < brief.edition for earlier in brief.earlier)


def test_everything_in_a_brief_has_one_id(briefs: list[Brief]) -> None:
    """Ids are unique, references resolve, and the brief's own id is the digest of its content."""
    for brief in briefs:
        ids = [s.id for s in brief.statistics] + [r.id for r in brief.records] + [e.id for e in brief.earlier]
        assert len(ids) == len(set(ids))
        assert brief.id == brief_id(brief)
        assert brief.lead_record in ids
        assert {r.reach_statistic for r in brief.records if r.reach_statistic} <= set(ids)
        assert {o.statistic.id for o in brief.overlaps} <= set(ids)
        assert brief.why


def test_reach_is_the_percentile_among_the_platforms_records(briefs: list[Brief], everything: Seen) -> None:
    """A printed reach is the part of that platform's posts of the window that the post exceeds."""
    brief = next(b for b in briefs if any(r.reach_statistic for r in b.records))
    item = next(r for r in brief.records if r.reach_statistic)
    told = [
        score
        for record, _ in everything
        if record.platform == item.record.platform
        and brief.window.start < record.published_at <= brief.window.end
        and record.collected_at <= brief.edition
        and (score := engagement(record)) is not None
    ]
    mine = engagement(item.record)
    assert mine is not None
    below = sum(score < mine for score in told)
    assert item.reach == pytest.approx(below / (len(told) - 1))


def engagement(record: Record) -> int | None:
    """Return the score, else likes and reposts, else None."""
    counts = record.engagement
    if counts.score is not None:
        return counts.score
    return None if counts.likes is None else counts.likes + (counts.reposts or 0)
