"""Every due source at the same time: each gives batches, which are saved as they come."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from newsdesk.collect import registry
from newsdesk.collect.registry import Enabled
from newsdesk.collect.source import Batch, Task
from newsdesk.collecting import around
from newsdesk.collecting.reports import CollectReport, SourceReport
from newsdesk.collecting.run import Run, opened
from newsdesk.collecting.saving import save
from newsdesk.config import Config, Layout
from newsdesk.errors import UsageError
from newsdesk.records import iso

if TYPE_CHECKING:
    from newsdesk.collect.answers import Limits
    from newsdesk.collect.http import Client

#: Called with what is under way, how many sources are done, and of how many.
Progress = Callable[[str, int, int], None]

#: Records of one source, and of all together, and seconds, that are held before they are saved: fewer files,
#: memory that doesn't grow with the sources, and little to ask (or to pay for) again after a crash.
HELD, HELD_TOGETHER, HELD_FOR = 1_000, 4_000, 30.0
#: While more records than this wait for their turn to be saved, no further answer is read.
WAITING = 1_000
THREADS = 3


def collect(
    layout: Layout,
    config: Config,
    *,
    now: datetime,
    sources: Sequence[str] = (),
    every: bool = False,
    since: datetime | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    environment: Mapping[str, str] = MappingProxyType({}),
    limits: Limits | None = None,
) -> CollectReport:
    """Ask the sources that are due, and save every record that isn't in the archive yet.

    Named ``sources`` are asked whether they are due or not, with ``every`` all are. ``now`` is the time of
    collection, ``environment`` holds the keys of sources that want one. With ``since`` only what was
    published then or later is kept. After all sources what stands behind posts that travel is asked for. A
    dry run saves no snapshot and moves no cursor. A source that fails is told in its report and stops no
    other. Raises ConfigError, UsageError for a name that no source has or a ``since`` that is still to come,
    BusyError while another run adds to the archive, and DataError or StorageError for the newsroom's own
    files.
    """
    enabled = registry.chosen(registry.configured(config, environment), sources)
    if since is not None and since > now:
        raise UsageError(
            f"--since {iso(since)} is still to come: nothing would be kept, and all until then passed over."
        )
    with opened(layout, config, now, since=since, dry_run=dry_run) as run:
        asking = _Asking(run, enabled, bool(sources) or every, progress or _silent)
        reports = asyncio.run(asking.ask(environment, limits)) if enabled else ()
    return CollectReport(collected_at=run.now, dry_run=dry_run, sources=reports)


def _silent(_what: str, _done: int, _whole: int) -> None:
    """Report to nobody."""


class _Asking:
    """The sources of one run on their way to reports."""

    def __init__(self, run: Run, enabled: Sequence[Enabled], whether_due: bool, progress: Progress) -> None:
        self._run = run
        self._enabled = enabled
        self._all = whether_due
        self._progress = progress
        self._done = 0
        self._held = self._waiting = 0
        self._saved = asyncio.Condition()

    async def ask(self, environment: Mapping[str, str], limits: Limits | None) -> tuple[SourceReport, ...]:
        """Ask every source that is due, then what stands behind what they gave; return all reports."""
        from newsdesk.collect.http import Client

        run = self._run
        contact = run.config.sources.contact
        # Each thread keeps memory of its own: a few do, for look-ups, parsing and writing.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))
        folder = run.layout.cache / "http"
        async with Client(folder, contact=contact, limits=limits, room=self._room) as client:
            # Every source ends before a fault of our own is raised: what could be saved is saved.
            asked = (self._one(client, one) for one in self._enabled)
            reports = await asyncio.gather(*asked, return_exceptions=True)
            for report in reports:
                if isinstance(report, BaseException):
                    raise report
            told = [report for report in reports if isinstance(report, SourceReport)]
            if any(report.asked for report in told):
                told += await around.ask(run, client, environment, self._progress)
        return tuple(told)

    async def _one(self, client: Client, enabled: Enabled) -> SourceReport:
        source = enabled.source
        due = due_at(self._run, enabled)
        report = SourceReport(source=source.name, title=source.title, platform=source.platform)
        if not self._all and due is not None and due > self._run.now:
            report = report.model_copy(update={"asked": False, "next_due": due})
        else:
            report = await self._ask(client, enabled, report)
        self._done += 1
        self._progress("sources", self._done, len(self._enabled))
        return report

    async def _ask(self, client: Client, enabled: Enabled, report: SourceReport) -> SourceReport:
        run, source = self._run, enabled.source
        before = run.reading(source.name)
        task = Task(run.now, run.since, before.cursor, before.read_at, run.dry_run, run.known_of)
        held: list[Batch] = []
        saved_at = time.monotonic()
        try:
            async for batch in source.batches(client, task):
                held.append(batch)
                self._held += len(batch.records)
                if self._is_enough(held, saved_at):
                    report, held = await self._save(report, held, enabled, in_full=False), []
                    saved_at = time.monotonic()
                    self._progress(
                        f"{source.title} ({report.new:,} new); sources", self._done, len(self._enabled)
                    )
        except BaseException:
            await self._save(report, held, enabled, in_full=False)
            raise
        report = await self._save(report, held, enabled, in_full=True)
        return report.model_copy(update={"next_due": due_at(run, enabled)})

    async def _save(
        self, report: SourceReport, held: Sequence[Batch], enabled: Enabled, *, in_full: bool
    ) -> SourceReport:
        only, size = enabled.settings.only_about_ai, sum(len(batch.records) for batch in held)
        self._waiting += size
        try:
            return await self._run.saved(
                partial(save, self._run, report, tuple(held), only_about_ai=only, in_full=in_full)
            )
        finally:
            self._held -= size
            self._waiting -= size
            async with self._saved:
                self._saved.notify_all()

    async def _room(self) -> None:
        """Wait until what was read is saved but for a little: saving always gets on, so this ends."""
        async with self._saved:
            await self._saved.wait_for(lambda: self._waiting <= WAITING)

    def _is_enough(self, held: Sequence[Batch], saved_at: float) -> bool:
        """Whether what is held of a source should be saved now."""
        size = sum(len(batch.records) for batch in held)
        waited = time.monotonic() - saved_at
        return size >= HELD or (size > 0 and (self._held >= HELD_TOGETHER or waited >= HELD_FOR))


def due_at(run: Run, enabled: Enabled) -> datetime | None:
    """Return when a source is asked again, None for one that never answered in full.

    What was read in the future was read by a clock that has been set right since.
    """
    read_at = run.reading(enabled.source.name).read_at
    if read_at is None or read_at > run.now:
        return None
    return read_at + timedelta(minutes=enabled.source.every_minutes)
