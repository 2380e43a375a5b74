"""Are the posts that published stories quote still there? What is gone is entered in the ledger."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from newsdesk.archive import removals, snapshots
from newsdesk.collect import checks, pages, registry
from newsdesk.collect.source import Batch, Surroundings, Task
from newsdesk.collecting.reports import CollectReport, SourceReport
from newsdesk.collecting.run import Run, opened
from newsdesk.collecting.saving import save
from newsdesk.config import Config, Layout
from newsdesk.publish import quotations, versions
from newsdesk.records import PLATFORM_NAMES, Platform, Record

if TYPE_CHECKING:
    from newsdesk.collect.answers import Limits

#: Quoted posts that are asked for in one run.
MOST_CHECKED = 500
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def recheck(
    layout: Layout,
    config: Config,
    *,
    now: datetime,
    most: int = MOST_CHECKED,
    dry_run: bool = False,
    progress: Callable[[str, int, int], None] | None = None,
    environment: Mapping[str, str] = MappingProxyType({}),
    limits: Limits | None = None,
) -> CollectReport:
    """Ask for the quoted posts that were not asked for longest, at most ``most`` of them.

    A platform that is off, or can't be asked, is told in its report. Pages and articles are asked for by
    their address. Raises what :func:`newsdesk.collecting.collect` raises.
    """
    around = registry.surroundings(config, environment)
    with opened(layout, config, now, dry_run=dry_run) as run:
        reports = asyncio.run(_ask(run, _due(layout, most), around, progress, limits))
    return CollectReport(collected_at=run.now, dry_run=dry_run, sources=tuple(reports))


def quoted_and_gone(layout: Layout) -> Iterator[tuple[str, str, removals.RemovedRecord]]:
    """Yield (slug, id, removal) for each quotation in a current story whose post was found gone."""
    gone = {entry.record: entry for entry in removals.REMOVALS.read(layout)}
    for version in versions.current(layout):
        for id in dict.fromkeys(id for id, _ in quotations.of(version)):
            if id in gone:
                yield version.slug, id, gone[id]


def _due(layout: Layout, most: int) -> dict[Platform, list[Record]]:
    """Return by platform the quoted records that were not asked for longest, those first."""
    gone = {entry.record for entry in removals.REMOVALS.read(layout)}
    asked = checks.read(layout)
    real = (version for version in versions.every(layout) if not version.demo)
    quoted = {id for version in real for id, _ in quotations.of(version)} - gone
    due = sorted(quoted, key=lambda id: (asked.get(id, _NEVER), id))[:most]
    manifests = [manifest for manifest in snapshots.manifests(layout) if not manifest.demo]
    records = snapshots.fetch(layout, manifests, due)
    by_platform: dict[Platform, list[Record]] = defaultdict(list)
    for id in due:
        if id in records:
            by_platform[records[id].platform].append(records[id])
    return dict(sorted(by_platform.items()))


async def _ask(
    run: Run,
    wanted: Mapping[Platform, Sequence[Record]],
    around: Mapping[str, Surroundings],
    progress: Callable[[str, int, int], None] | None,
    limits: Limits | None,
) -> list[SourceReport]:
    from newsdesk.collect.http import Client

    reports: list[SourceReport] = []
    contact = run.config.sources.contact
    async with Client(run.layout.cache / "http", contact=contact, limits=limits) as client:
        for platform, records in wanted.items():
            report = SourceReport(
                source=f"{platform}-recheck",
                title=f"Quoted from {PLATFORM_NAMES[platform]}",
                platform=platform,
            )
            task = Task(run.now, dry_run=run.dry_run, known=run.known_of)
            batches: AsyncIterator[Batch]
            if platform in around:
                batches = around[platform].still_there(client, records, task)
            elif platform in ("news", "web"):
                batches = pages.still_there(client, records)
            else:
                batches = _cannot(platform)
            held = [batch async for batch in batches]
            reports.append(
                await run.saved(partial(save, run, report, held, only_about_ai=False, in_full=False))
            )
            if progress:
                progress("platforms", len(reports), len(wanted))
    return reports


async def _cannot(platform: Platform) -> AsyncIterator[Batch]:
    name = PLATFORM_NAMES[platform]
    yield Batch(error=f"{name} can't be asked: enable sources.{platform} in newsdesk.yaml")
