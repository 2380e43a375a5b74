"""The composer of ``newsdesk collect``: asks the sources, saves what is new, then moves the cursors.

Sources are asked at the same time and saved one after the other. A batch's snapshot is on disk before its
cursor moves, so that a run that ends at any instant is made good by the next: what was not saved is found
again, what was saved is known by its id.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from pydantic import Field

from newsdesk.archive import snapshots
from newsdesk.collect import cursors, registry
from newsdesk.collect.source import Batch, Source, Task
from newsdesk.config import Config, Layout
from newsdesk.records import Problem, Record, UtcTime, Value, to_utc

if TYPE_CHECKING:
    from newsdesk.collect.answers import Limits
    from newsdesk.collect.http import Client

#: Called with a source that is done, how many are, and of how many.
Progress = Callable[[str, int, int], None]

#: Lines that a manifest keeps of what went wrong.
MOST_ERRORS = 50
TOO_OLD = "published before --since"
TOMBSTONE = "taken away by its author or a moderator"


class SourceReport(Value):
    """What became of one source in one run.

    ``dropped`` counts items left out on purpose, by reason; ``problems`` are items that could not be used;
    ``error`` is why the source failed; ``unchanged`` says that it gave what it gave before. ``newest`` is
    the newest publication among that, ``lag_seconds`` how long before the collection it was. ``snapshots``
    are the files that were written.
    """

    source: str
    title: str
    new: int = 0
    duplicates: int = 0
    dropped: dict[str, int] = Field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    error: str | None = None
    unchanged: bool = False
    newest: UtcTime | None = None
    lag_seconds: int | None = None
    snapshots: tuple[str, ...] = ()


class CollectReport(Value):
    """What became of all sources, in the order of the settings."""

    collected_at: UtcTime
    dry_run: bool
    sources: tuple[SourceReport, ...]

    @property
    def new(self) -> int:
        """How many records were added."""
        return sum(source.new for source in self.sources)

    @property
    def failed(self) -> tuple[SourceReport, ...]:
        """The sources that failed."""
        return tuple(source for source in self.sources if source.error)


@dataclass
class _Run:
    """What the sources of one run share; ``known`` grows by every id that is kept."""

    layout: Layout
    now: datetime
    since: datetime | None
    dry_run: bool
    known: set[str]
    cursors: dict[str, str]
    saving: asyncio.Lock = field(default_factory=asyncio.Lock)


def collect(
    layout: Layout,
    config: Config,
    *,
    now: datetime,
    sources: Sequence[str] = (),
    since: datetime | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    environment: Mapping[str, str] = MappingProxyType({}),
    limits: Limits | None = None,
) -> CollectReport:
    """Ask the named sources, or all of them, and save every record that isn't in the archive yet.

    ``now`` is the time of collection, ``environment`` holds the keys of sources that want one. With
    ``since`` only what was published then or later is kept. A dry run saves no snapshot and moves no
    cursor. A source that fails is told in its report and stops no other. Raises ConfigError, UsageError for
    a name that no source has, and DataError or StorageError for the newsroom's own files.
    """
    asked = registry.chosen(registry.configured(config, environment), sources)
    if not dry_run:
        snapshots.finish(layout)  # what an earlier run was interrupted in
    real = [manifest for manifest in snapshots.manifests(layout) if not manifest.demo]
    run = _Run(
        layout=layout,
        now=to_utc(now),
        since=since,
        dry_run=dry_run,
        known=snapshots.known_ids(layout, real) if asked else set(),
        cursors=cursors.read(layout),
    )
    reports = asyncio.run(_ask_all(run, config, asked, progress, limits)) if asked else ()
    return CollectReport(collected_at=run.now, dry_run=dry_run, sources=reports)


async def _ask_all(
    run: _Run,
    config: Config,
    asked: Sequence[Source],
    progress: Progress | None,
    limits: Limits | None,
) -> tuple[SourceReport, ...]:
    from newsdesk.collect.http import Client

    done = 0

    async def one(client: Client, source: Source) -> SourceReport:
        nonlocal done
        report = await _ask(run, client, source)
        done += 1
        if progress:
            progress(source.title, done, len(asked))
        return report

    folder = run.layout.cache / "http"
    async with Client(folder, contact=config.sources.contact, limits=limits) as client:
        # Every source ends before a fault of our own is raised: what could be saved is saved.
        reports = await asyncio.gather(*(one(client, source) for source in asked), return_exceptions=True)
    for report in reports:
        if isinstance(report, BaseException):
            raise report
    return tuple(report for report in reports if isinstance(report, SourceReport))


async def _ask(run: _Run, client: Client, source: Source) -> SourceReport:
    report = SourceReport(source=source.name, title=source.title)
    task = Task(now=run.now, since=run.since, cursor=run.cursors.get(source.name))
    async for batch in source.batches(client, task):
        async with run.saving:
            # In a thread: writing must not make another source's answer late.
            report = await asyncio.to_thread(_take, run, report, batch)
    return report


def _take(run: _Run, report: SourceReport, batch: Batch) -> SourceReport:
    """Save what is new in a batch and return the report with it."""
    dropped = Counter({**report.dropped})
    dropped.update(batch.dropped)
    fresh: dict[str, Record] = {}
    duplicates = 0
    for record in batch.records:
        reason = _reason_to_drop(record, run.since)
        if reason:
            dropped[reason] += 1
        elif record.id in run.known or record.id in fresh:
            duplicates += 1
        else:
            fresh[record.id] = record
    written = () if run.dry_run else _save(run, report.source, batch, tuple(fresh.values()), duplicates)
    run.known.update(fresh)
    newest = max([*(r.published_at for r in batch.records), *filter(None, [report.newest])], default=None)
    return report.model_copy(
        update={
            "new": report.new + len(fresh),
            "duplicates": report.duplicates + duplicates,
            "dropped": dict(sorted(dropped.items())),
            "problems": report.problems + batch.problems,
            "error": report.error or batch.error,
            "unchanged": batch.unchanged and not report.new and not fresh,
            "newest": newest,
            "lag_seconds": max(0, int((run.now - newest).total_seconds())) if newest else None,
            "snapshots": report.snapshots + written,
        }
    )


def _reason_to_drop(record: Record, since: datetime | None) -> str | None:
    if record.is_tombstone:
        return TOMBSTONE
    return TOO_OLD if since is not None and record.published_at < since else None


def _save(
    run: _Run, source: str, batch: Batch, fresh: tuple[Record, ...], duplicates: int
) -> tuple[str, ...]:
    """Write the snapshot, and only then the cursor; return the snapshot's file."""
    before = run.cursors.get(source)
    errors = [str(problem) for problem in batch.problems]
    manifest = snapshots.write(
        run.layout,
        source,
        fresh,
        counts={"new": len(fresh), "duplicates": duplicates, "problems": len(batch.problems)},
        errors=([batch.error] if batch.error else []) + errors[:MOST_ERRORS],
        cursor_before=before,
        cursor_after=batch.cursor or before,
    )
    if batch.cursor and batch.cursor != before:
        cursors.move(run.layout, source, batch.cursor)
        run.cursors[source] = batch.cursor
    return (manifest.file,) if manifest else ()
