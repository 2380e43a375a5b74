"""The demonstration: what ships is what the generator makes, and every planted event is really there."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from statistics import mean, median

import pytest

from newsdesk import config
from newsdesk.analyse import duplicates
from newsdesk.analyse.analyser import Analyser
from newsdesk.analyse.reading import content
from newsdesk.archive import snapshots
from newsdesk.config import Layout
from newsdesk.records import Analysis, digest
from newsdesk.simulator import demonstration, posts
from newsdesk.simulator.__main__ import main
from newsdesk.simulator.events import Event
from newsdesk.simulator.world import Simulated

ROOT = Path(__file__).resolve().parents[2]
WORLD = demonstration.world()
EVENTS = WORLD.events
DAY = timedelta(days=1)
LAST_DAY = WORLD.end - DAY

ADDRESS = re.compile(r"https://[a-z]+\.example/\S*")
ACCOUNTS = {
    "bluesky": re.compile(r"@[a-z0-9-]+\.bsky\.example"),
    "mastodon": re.compile(r"@[a-z0-9_]+@fedi\.example"),
    "hackernews": re.compile(r"[a-z0-9_]+"),
    "reddit": re.compile(r"u/[a-z0-9_]+"),
    "youtube": re.compile(r"@[a-z0-9_]+"),
    "arxiv": re.compile(r"\w+ \w+ et al\."),
    "news": re.compile(r"The Example \w+( \w+)?"),
}


@cache
def simulated() -> tuple[Simulated, ...]:
    """Return the demonstration's posts with their truth."""
    return WORLD.simulated()


@cache
def analyses() -> dict[str, Analysis]:
    """Return what the newsroom's own analysis makes of each record, by the shipped settings."""
    analyser = Analyser(config.load(ROOT))
    return {item.record.id: analyser.analyse(item.record) for item in simulated()}


def elsewhere() -> list[Simulated]:
    """Return the hand-written posts of the beats on which nothing is planted."""
    return [item for item in simulated() if item.beat in WORLD.elsewhere]


def day_of(event: Event, *, before: int = 0) -> list[Simulated]:
    """Return the posts on the event's beat in its first 24 hours, or in those so many days before."""
    start = event.start - before * DAY
    return [
        item
        for item in simulated()
        if item.beat == event.beat and start < item.record.published_at <= start + DAY
    ]


def usual_days(event: Event) -> Iterator[list[Simulated]]:
    """Yield the days before an event that no other event on the beat touches."""
    for before in range(1, (event.start - demonstration.START).days + 1):
        items = day_of(event, before=before)
        if not any(item.event for item in items):
            yield items


def share(items: list[Simulated], label: str, platform: str | None = None) -> float:
    """Return the share of posts that the newsroom reads in that mood."""
    chosen = [item for item in items if platform in (None, item.record.platform)]
    hits = [item for item in chosen if analyses()[item.record.id].sentiment_label == label]
    return len(hits) / len(chosen)


def naming(items: list[Simulated], entity: str) -> int:
    """Count the posts that name an entity."""
    return sum(1 for item in items if entity in analyses()[item.record.id].entities)


def naming_alone(items: list[Simulated], event: Event) -> int:
    """Count the posts that name a crossing event's subject and stand on none of its other beats."""
    assert event.subject
    crossed = {other.beat for other in EVENTS if other.subject == event.subject} - {event.beat}
    alone = [item for item in items if crossed.isdisjoint(analyses()[item.record.id].beats)]
    return naming(alone, event.subject)


def strength(event: Event) -> float:
    """Measure an event as its kind states strength: in times the usual, or in points."""
    now = day_of(event)
    usual = list(usual_days(event))
    pooled = [item for day in usual for item in day]
    if event.kind == "volume_anomaly":
        return len(now) / mean(len(day) for day in usual)
    if event.kind == "entity_surge":
        assert event.subject
        return naming(now, event.subject) / max(1.0, mean(naming(day, event.subject) for day in usual))
    if event.kind == "cross_beat":
        return naming_alone(now, event) / max(1.0, mean(naming_alone(day, event) for day in usual))
    if event.kind == "sentiment_shift":
        assert event.label
        return share(now, event.label) - share(pooled, event.label)
    if event.kind == "platform_divergence":
        assert event.gap
        first, second = event.gap
        gaps = [share(items, "negative", first) - share(items, "negative", second) for items in (now, pooled)]
        return abs(gaps[0] - gaps[1])
    return carried_strength(event)


def carried_strength(event: Event) -> float:
    """Return a carried post's score in times the median of its community's threads before."""
    carrier = posts.carried(event)
    assert carrier
    assert carrier.engagement.score
    scores = [
        item.record.engagement.score
        for item in simulated()
        if item.record.community == carrier.community
        and item.record.reply_to is None
        and item.record.published_at < carrier.published_at
        and item.record.engagement.score is not None
    ]
    assert len(scores) >= 10
    return carrier.engagement.score / median(scores)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)
def test_every_planted_event_reaches_its_strength(event: Event) -> None:
    """What an event's truth states is there in the records, read by the newsroom's own analysis."""
    assert strength(event) >= event.strength


@pytest.mark.parametrize(
    "event", [event for event in EVENTS if event.kind == "carried"], ids=lambda e: e.name
)
def test_carried_posts_have_collected_replies(event: Event) -> None:
    """A post that carries its community was answered by fifteen or more records of different accounts."""
    carrier = posts.carried(event)
    assert carrier
    answers = [item.record for item in simulated() if item.record.reply_to == carrier.id]
    assert len(answers) >= 15
    assert len({answer.author for answer in answers}) >= 12
    assert all(answer.published_at > carrier.published_at for answer in answers)


def test_only_planted_posts_could_carry() -> None:
    """No other thread scores five times its community's median, so dispatches are about planted posts."""
    carriers = {carrier.id for event in EVENTS if (carrier := posts.carried(event))}
    threads: dict[tuple[str, str | None], list[tuple[str, int]]] = {}
    for item in simulated():
        noticed = item.record.engagement
        total = noticed.score if noticed.score is not None else (noticed.likes or 0) + (noticed.reposts or 0)
        if item.record.reply_to is None and total:
            threads.setdefault((item.record.platform, item.record.community), []).append(
                (item.record.id, total)
            )
    for scores in threads.values():
        usual = median(score for _, score in scores)
        assert {id for id, score in scores if score >= 4.7 * usual} <= carriers


def test_events_are_spread() -> None:
    """Thirteen events of six kinds on seven beats or more, none before the fifth day, at most three a day."""
    assert len(EVENTS) == 13
    assert len({event.beat for event in EVENTS}) >= 7
    assert len({event.kind for event in EVENTS}) == 6
    assert min(event.start for event in EVENTS) >= demonstration.START + 4 * DAY
    assert max(Counter(event.start.date() for event in EVENTS).values()) <= 3
    assert all(12 <= event.hours <= 30 for event in EVENTS)


def test_one_matter_crosses_two_beats_by_different_voices() -> None:
    """The crossing events share subject and hours, and none of their posts is on the other one's beat."""
    crossing = [event for event in EVENTS if event.kind == "cross_beat"]
    assert len({event.beat for event in crossing}) == len(crossing) == 2
    assert len({(event.subject, event.start, event.hours) for event in crossing}) == 1
    for event in crossing:
        told = [item for item in simulated() if item.event == event.name]
        assert len(told) >= 30
        assert naming_alone(told, event) == len(told)


def test_volume_is_that_of_a_small_newsroom() -> None:
    """Seven platforms speak on every day, 250 to 430 posts in all."""
    days = Counter(item.record.published_at.date() for item in simulated())
    assert len(days) == demonstration.DAYS
    assert all(250 <= count <= 430 for count in days.values())
    both = Counter((item.record.published_at.date(), item.record.platform) for item in simulated())
    assert len(both) == demonstration.DAYS * len(demonstration.PLATFORMS)


def test_every_post_is_on_its_beat() -> None:
    """By the shipped settings each record is on the beat it was written for."""
    missed = [
        f"{item.beat}: {content(item.record)[:100]}"
        for item in simulated()
        if item.beat not in analyses()[item.record.id].beats
    ]
    assert missed == []


def test_every_beat_is_talked_about_on_the_last_day() -> None:
    """Whoever opens the demonstration finds posts on each beat that the newsroom follows."""
    told = Counter(
        beat
        for item in simulated()
        if item.record.published_at >= LAST_DAY
        for beat in analyses()[item.record.id].beats
    )
    assert set(told) == {beat.slug for beat in config.load(ROOT).beats}


def test_the_last_day_leaves_planted_beats_and_earlier_days_alone() -> None:
    """What is written for beats without an event is said and collected on that day, and read as theirs."""
    told = Counter(item.beat for item in elsewhere())
    planted = {beat.slug for beat in demonstration.BEATS}
    assert len(told) == 12
    assert all(2 <= count <= 10 for count in told.values())
    for item in elsewhere():
        record = item.record
        assert LAST_DAY < record.published_at < record.collected_at < WORLD.end
        assert planted.isdisjoint(analyses()[record.id].beats), record.text


def test_every_post_may_be_counted_and_quoted() -> None:
    """All of it reads as English, with a mood and without a flag against quoting; some of it is ironical."""
    for analysis in analyses().values():
        assert (analysis.language, set(analysis.flags) - {"irony"}) == ("en", set())
        assert analysis.sentiment_label is not None


def test_accounts_and_addresses_are_invented() -> None:
    """Every author has the form of an invented account, every address a host under .example."""
    for item in simulated():
        record = item.record
        assert record.author
        assert ACCOUNTS[record.platform].fullmatch(record.author), record.author
        assert all(ADDRESS.fullmatch(address) for address in (record.url, *record.links)), record.url
        assert "http" not in record.text
        assert record.community is None or "xample" in record.community or record.community == "Ask HN"


def test_posts_are_hardly_ever_alike() -> None:
    """Near-duplicate detection takes at most three in a hundred posts for copies of others."""
    rows = ((item.record.id, duplicates.bands(content(item.record))) for item in simulated())
    groups = duplicates.group(rows)
    copies = [record for record, origin in groups.items() if record != origin]
    assert len(copies) <= 0.03 * len(groups)


def test_hand_written_posts_fit_their_platforms() -> None:
    """Bluesky posts have 300 characters at most, Mastodon's 500; one in seven or more ends on a question."""
    written = [record for event in EVENTS for record in posts.records(event)]
    written += [item.record for item in elsewhere()]
    limits = {"bluesky": 300, "mastodon": 500}
    assert all(len(record.text) <= limits.get(record.platform, 1500) for record in written)
    assert len(written) >= 180
    accounts = [record.author for record in written if record.kind != "article"]
    assert len(set(accounts)) == len(accounts)
    assert sum(record.text.endswith("?") for record in written) >= len(written) / 7


def test_records_are_collected_within_the_hour() -> None:
    """Each id is used once, and the collector finds a post within 65 minutes."""
    ids = Counter(item.record.id for item in simulated())
    assert max(ids.values()) == 1
    for item in simulated():
        delay = item.record.collected_at - item.record.published_at
        assert timedelta(0) < delay <= timedelta(minutes=65)


def test_another_process_makes_the_same_records() -> None:
    """The records don't depend on the process: another hash seed gives the same."""
    program = (
        "from newsdesk.records import digest\n"
        "from newsdesk.simulator import demonstration\n"
        "print(digest([r.model_dump(mode='json') for r in demonstration.world().records()]))"
    )
    here = digest([item.record.model_dump(mode="json") for item in simulated()])
    there = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "7"},
    )
    assert there.stdout.strip() == here


def test_shipped_snapshots_are_what_the_generator_makes(tmp_path: Path) -> None:
    """Written again elsewhere, the demonstration has the same files with the same bytes as in content/."""
    layout = Layout(tmp_path)
    written = demonstration.write(layout)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in layout.snapshots.rglob("*.*")}
    assert sum(map(len, made.values())) <= 3_000_000
    assert len(made) == 2 * len(written) <= 90
    assert all(manifest.demo for manifest in written)
    for place, data in made.items():
        assert (ROOT / place).read_bytes() == data, place


def test_writing_again_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command says what it wrote, and a second run leaves every file as it was."""
    assert main([str(tmp_path)]) == 0
    assert re.fullmatch(r"\d+ demonstration snapshots, \d+ records, [\d.]+ MB\n", capsys.readouterr().out)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*")}
    assert main([str(tmp_path)]) == 0
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*")} == before


def test_an_earlier_demonstration_is_replaced_and_real_records_stay(tmp_path: Path) -> None:
    """Writing removes demonstration snapshots that are no longer made, and nothing else."""
    layout = Layout(tmp_path)
    record = simulated()[0].record
    old = snapshots.write(layout, "bluesky", [record], demo=True)
    real = snapshots.write(layout, "bluesky", [simulated()[1].record])
    written = demonstration.write(layout)
    assert old
    assert real
    files = {manifest.file for manifest in snapshots.manifests(layout)}
    assert files == {manifest.file for manifest in written} | {real.file}
