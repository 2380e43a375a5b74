"""What becomes of batches: the door, gaps, removals, cursors, and when a source is due again."""

from __future__ import annotations

import asyncio
import itertools
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from factories import RecordFactory
from newsdesk import collecting
from newsdesk.archive import gaps, removals, snapshots
from newsdesk.archive.importing import import_files
from newsdesk.archive.interchange import dump
from newsdesk.collect import cursors
from newsdesk.collect.cursors import Reading
from newsdesk.collect.payload import Removal
from newsdesk.collect.source import Batch, Gap, Task
from newsdesk.collecting import CollectReport, SourceReport, collect
from newsdesk.collecting.asking import HELD
from newsdesk.config import Config, Layout
from newsdesk.errors import BusyError, LedgerError, UsageError
from newsdesk.files import write_atomic

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
Play = Callable[..., Config]
ABOUT = "Open weights from an AI lab: the language model runs on my own GPU."


def one(report: CollectReport, name: str = "news-a") -> SourceReport:
    """Return the report of one source."""
    (found,) = (source for source in report.sources if source.source == name)
    return found


def saved(layout: Layout) -> list[str]:
    """Return the ids of all saved records, with repetitions."""
    every = snapshots.manifests(layout)
    return [record.id for manifest in every for record in snapshots.read(layout, manifest)]


def always(*batches: Batch) -> Callable[[Task], tuple[Batch, ...]]:
    """Return a script that gives the same batches whenever it is asked."""
    return lambda _: batches


def test_only_what_is_about_ai_passes_the_door(newsroom: Layout, play: Play, record: RecordFactory) -> None:
    """A record about AI is kept, its answers are, whatever they say; others are dropped and counted."""
    about = record(id="news:about", text=ABOUT)
    answer = record(id="news:answer", text="Agreed, and it broke twice.", reply_to="news:about")
    second = record(id="news:second", text="Twice is once too often.", reply_to="news:answer")
    other = record(id="news:other", text="The bakery on the corner has closed.")
    config = play({"news-a": always(Batch((second, other, answer, about)))})
    told = one(collect(newsroom, config, now=NOW))
    assert sorted(saved(newsroom)) == ["news:about", "news:answer", "news:second"]
    assert told.dropped == {collecting.NOT_ABOUT_AI: 1}
    later = record(id="news:later", text="Still true a day later.", reply_to="news:second")
    config = play({"news-a": always(Batch((later, other)))})
    assert one(collect(newsroom, config, now=NOW, every=True)).new == 1


def test_what_stands_around_a_post_needs_no_words_of_its_own(
    newsroom: Layout, play: Play, record: RecordFactory
) -> None:
    """A batch that is to be kept as it is, and a platform without a door, keep everything."""
    plain = record(id="news:plain", text="The bakery on the corner has closed.")
    assert one(collect(newsroom, play({"news-a": always(Batch((plain,), as_is=True))}), now=NOW)).new == 1
    more = record(id="news:more", text="It was a good bakery.")
    config = play({"news-a": always(Batch((more,)))}, only_about_ai=False)
    assert one(collect(newsroom, config, now=NOW, every=True)).new == 1


def test_a_source_is_asked_when_it_is_due(newsroom: Layout, play: Play) -> None:
    """Before its interval is over a source is left alone, unless it is named or all are asked for."""
    asked: list[datetime] = []

    def script(task: Task) -> tuple[Batch, ...]:
        asked.append(task.now)
        return (Batch(cursor="1"),)

    config = play({"news-a": script}, every_minutes=90)
    first = one(collect(newsroom, config, now=NOW))
    assert first.next_due == NOW + timedelta(minutes=90)
    soon = NOW + timedelta(minutes=89)
    waiting = one(collect(newsroom, config, now=soon))
    assert (waiting.asked, waiting.next_due, asked) == (False, first.next_due, [NOW])
    collect(newsroom, config, now=soon, sources=["news-a"])
    collect(newsroom, config, now=soon, every=True)
    collect(newsroom, config, now=NOW + timedelta(days=1))
    assert asked == [NOW, soon, soon, NOW + timedelta(days=1)]


def test_a_source_that_failed_is_due_at_once(newsroom: Layout, play: Play, record: RecordFactory) -> None:
    """What was read before the fault is saved with its cursor; the source is asked again in the next run."""
    read = Batch((record(id="news:1", text=ABOUT),), cursor="page 1")
    config = play({"news-a": always(read, Batch(error="answered 500; the next run tries again"))})
    told = one(collect(newsroom, config, now=NOW))
    assert (told.new, told.error, told.next_due) == (1, "answered 500; the next run tries again", None)
    assert cursors.read(newsroom) == {"news-a": Reading(cursor="page 1")}
    assert one(collect(newsroom, config, now=NOW)).asked


def test_a_gap_is_entered_once(newsroom: Layout, play: Play) -> None:
    """A stretch that can't be had any more stands in the ledger; told again it is the same one."""
    gap = Gap(NOW - timedelta(hours=9), NOW - timedelta(hours=2), "the feed turned over")
    config = play({"news-a": always(Batch(gaps=(gap,)))}, every_minutes=0)
    told = one(collect(newsroom, config, now=NOW))
    collect(newsroom, config, now=NOW + timedelta(minutes=5))
    (kept,) = gaps.GAPS.read(newsroom)
    assert told.gaps == (kept,)
    assert (kept.source, kept.platform, kept.start, kept.reason) == (
        "news-a", "news", gap.start, "the feed turned over",
    )  # fmt: skip


def test_removals_of_what_we_hold_are_entered(newsroom: Layout, play: Play, record: RecordFactory) -> None:
    """A record that is gone is entered with its reason, an account's are all; what we never held is not."""
    held = [record(id=f"news:{name}", text=ABOUT) for name in ("x/1", "x/2", "y/1", "z")]
    first = play({"news-a": always(Batch(tuple(held)))}, every_minutes=0)
    collect(newsroom, first, now=NOW)
    gone = (
        Removal("news:x/", "account gone"),
        Removal("news:y/1", "deleted"),
        Removal("news:nobody", "deleted"),
    )
    later = NOW + timedelta(hours=1)
    told = one(collect(newsroom, play({"news-a": always(Batch(removed=gone))}), now=later, every=True))
    entered = {entry.record: entry.reason for entry in removals.REMOVALS.read(newsroom)}
    assert entered == {"news:x/1": "account gone", "news:x/2": "account gone", "news:y/1": "deleted"}
    assert told.removed == 3
    assert sorted(saved(newsroom)) == sorted(record.id for record in held)


def test_what_is_deleted_in_the_same_run_is_never_saved(
    newsroom: Layout, play: Play, record: RecordFactory
) -> None:
    """A post and its deletion in one go leave nothing behind."""
    post = record(id="news:1", text=ABOUT)
    config = play({"news-a": always(Batch((post,)), Batch(removed=(Removal("news:1", "deleted"),)))})
    told = one(collect(newsroom, config, now=NOW))
    assert (told.new, told.dropped, saved(newsroom)) == (0, {"deleted since": 1}, [])
    assert removals.REMOVALS.read(newsroom) == ()


def test_batches_are_saved_together_as_long_as_they_are_small(
    newsroom: Layout, play: Play, record: RecordFactory
) -> None:
    """Pages share a snapshot until it is large; the cursor is that of the last page in it."""
    numbers = itertools.count()

    def script(_: Task) -> list[Batch]:
        size = HELD // 4 + 1
        pages = [tuple(record(id=f"news:{next(numbers)}", text=ABOUT) for _ in range(size)) for _ in range(6)]
        return [Batch(page, cursor=f"page {number}") for number, page in enumerate(pages, 1)]

    told = one(collect(newsroom, play({"news-a": script}), now=NOW))
    by_size = sorted((m.records, m.cursor_after) for m in snapshots.manifests(newsroom))
    assert [cursor for _, cursor in by_size] == ["page 6", "page 4"]
    assert len(told.snapshots) == 2
    assert len(saved(newsroom)) == told.new == 6 * (HELD // 4 + 1)


def test_an_exception_of_ours_loses_nothing(newsroom: Layout, play: Play, record: RecordFactory) -> None:
    """What a source gave before it broke down is saved, and so is what the others give."""

    def breaks(_: Task) -> Any:
        yield Batch((record(id="news:1", text=ABOUT),), cursor="1")
        raise RuntimeError("a mistake of ours")

    good = always(Batch((record(id="news:2", text=ABOUT),), cursor="2"))
    with pytest.raises(RuntimeError, match="a mistake of ours"):
        collect(newsroom, play({"news-a": breaks, "news-b": good}), now=NOW)
    assert sorted(saved(newsroom)) == ["news:1", "news:2"]
    assert cursors.read(newsroom)["news-a"] == Reading(cursor="1")


def test_a_dry_run_knows_what_it_has_seen(newsroom: Layout, play: Play, record: RecordFactory) -> None:
    """Two sources that give one record count it once, also where nothing is saved."""
    post = Batch((record(id="news:1", text=ABOUT),), cursor="1")
    config = play({"news-a": always(post), "news-b": always(post)})
    report = collect(newsroom, config, now=NOW, dry_run=True)
    assert sorted((one.new, one.duplicates) for one in report.sources) == [(0, 1), (1, 0)]
    assert cursors.read(newsroom) == {}
    assert saved(newsroom) == []


def test_only_one_run_at_a_time(newsroom: Layout, play: Play, record: RecordFactory, tmp_path: Path) -> None:
    """A second collection, recheck or import of one newsroom is told of the first and changes nothing."""
    lines = tmp_path / "posts.jsonl"
    lines.write_bytes(dump(record(id="news:line", platform="news")))

    def script(_: Task) -> tuple[Batch, ...]:
        for second in (
            lambda: collect(newsroom, config, now=NOW),
            lambda: collecting.recheck(newsroom, config, now=NOW),
            lambda: import_files(newsroom, [lines], now=NOW),
        ):
            with pytest.raises(BusyError, match=rf"process {os.getpid()}\).*try again"):
                second()
        return (Batch((record(id="news:a", text=ABOUT),)),)

    config = play({"news-a": script})
    assert one(collect(newsroom, config, now=NOW)).new == 1
    assert saved(newsroom) == ["news:a"]
    assert import_files(newsroom, [lines], now=NOW).stored == 1


def test_a_damaged_ledger_is_told_before_anybody_is_asked(newsroom: Layout, play: Play) -> None:
    """A list that the run would add to is read first: what is collected could not be entered."""
    config = play({"news-a": lambda _: pytest.fail("it was asked")})
    for name in ("gaps", "removals"):
        place = newsroom.ledger / name / "2026-03.json"
        write_atomic(place, b"<<<<<<< ours")
        with pytest.raises(LedgerError, match=name):
            collect(newsroom, config, now=NOW)
        place.unlink()


def test_a_source_speaks_for_its_own_platform(newsroom: Layout, play: Play, record: RecordFactory) -> None:
    """Records and removals of another platform, or of the whole of one, are told and not taken."""
    theirs = record(id="mastodon:1", platform="mastodon", text=ABOUT)
    mine = record(id="news:1", text=ABOUT)
    config = play({"news-a": always(Batch((mine,)))})
    collect(newsroom, config, now=NOW)
    every = tuple(Removal(id, "account gone") for id in ("", "news:", "mastodon:", "new"))
    config = play({"news-a": always(Batch((theirs,), removed=every))})
    told = one(collect(newsroom, config, now=NOW, every=True))
    assert (told.new, told.removed, told.problems_total) == (0, 0, 5)
    assert removals.REMOVALS.read(newsroom) == ()


def test_what_since_passes_over_is_a_gap(newsroom: Layout, play: Play, record: RecordFactory) -> None:
    """The cursor moves over what ``--since`` leaves out, so that is lost; in a first run nothing is."""
    hours = [NOW - timedelta(hours=hour) for hour in (5, 3, 1)]
    posts = tuple(record(id=f"news:{n}", published_at=at, text=ABOUT) for n, at in enumerate(hours))
    since = NOW - timedelta(hours=2)
    config = play({"news-a": always(Batch(posts[:1], cursor="1"))})
    first = NOW - timedelta(hours=4)
    assert one(collect(newsroom, config, now=first, since=since - timedelta(days=1))).gaps == ()
    config = play({"news-a": always(Batch(posts, cursor="2"))})
    (gap,) = one(collect(newsroom, config, now=NOW, since=since)).gaps
    assert (gap.start, gap.end) == (first, since)
    assert gaps.GAPS.read(newsroom) == (gap,)
    assert one(collect(newsroom, config, now=NOW, since=hours[-1], every=True)).gaps == ()


def test_since_in_the_future_is_refused(newsroom: Layout, play: Play) -> None:
    """Nothing would be kept, and the cursor would pass over all of it."""
    config = play({"news-a": lambda _: pytest.fail("it was asked")})
    with pytest.raises(UsageError, match="still to come"):
        collect(newsroom, config, now=NOW, since=NOW + timedelta(days=1))


def test_a_clock_that_was_ahead_delays_nothing(newsroom: Layout, play: Play) -> None:
    """What was read in the future is due at once when the clock has been set right."""
    config = play({"news-a": always(Batch(cursor="1"))}, every_minutes=60)
    collect(newsroom, config, now=NOW + timedelta(days=300))
    assert one(collect(newsroom, config, now=NOW)).asked
    assert not one(collect(newsroom, config, now=NOW + timedelta(minutes=59))).asked


def test_an_interrupted_run_saves_in_its_turn(
    newsroom: Layout, play: Play, record: RecordFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that is stopped while it saves ends that first: nobody writes beside it, and nothing is lost."""
    write, at_once, most = snapshots.write, 0, 0

    def slowly(*arguments: Any, **named: Any) -> Any:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        if at_once == 1:
            loop.call_soon_threadsafe(stop)
            time.sleep(0.05)
        written = write(*arguments, **named)
        at_once -= 1
        return written

    def stop() -> None:
        for task in asyncio.all_tasks(loop):
            task.cancel()

    def script(_: Task) -> tuple[Batch, ...]:
        nonlocal loop
        loop = asyncio.get_running_loop()
        return tuple(
            Batch(tuple(record(id=f"news:{part}-{n}", text=ABOUT) for n in range(HELD))) for part in range(2)
        )

    loop: Any = None
    monkeypatch.setattr(snapshots, "write", slowly)
    with pytest.raises(asyncio.CancelledError):
        collect(newsroom, play({"news-a": script, "news-b": script}, only_about_ai=False), now=NOW)
    assert most == 1
    assert len(saved(newsroom)) == len(set(saved(newsroom))) >= HELD
