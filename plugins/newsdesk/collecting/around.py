"""What stands behind posts that travel: their parents and top replies, and the pages that are linked to.

Looked at are the posts of the last two days that went farthest on their platforms, and what the newest
edition's signals rest on. So a story can say what was answered, and rests on pages rather than on hearsay.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from newsdesk.archive import ledger, snapshots
from newsdesk.archive.travelled import travelled
from newsdesk.collect import pages, registry
from newsdesk.collect.asked import Asked
from newsdesk.collect.links import canonical
from newsdesk.collect.source import Batch, Surroundings, Task
from newsdesk.collecting.reports import SourceReport
from newsdesk.collecting.run import Run
from newsdesk.collecting.saving import save
from newsdesk.records import PLATFORM_NAMES, Platform, Record

if TYPE_CHECKING:
    from newsdesk.collect.http import Client

#: How far back a post may have been published.
LATELY = timedelta(hours=48)
#: Posts of a platform that are looked at, of the evidence and of those that travelled each; pages of a run.
MOST_POSTS, MOST_PAGES = 20, 100
_THREADS, _PAGES = "-threads", "web-pages"


async def ask(
    run: Run, client: Client, environment: Mapping[str, str], progress: Callable[[str, int, int], None]
) -> list[SourceReport]:
    """Ask for the threads and pages of what travelled; return a report for each platform that was asked."""
    if run.dry_run:
        return []
    asked = Asked(run.layout.cache / "asked.db")
    looked_at = await asyncio.to_thread(_looked_at, run)
    around = registry.surroundings(run.config, environment)
    threads = _threads(run, asked, looked_at, around)
    addresses = _addresses(run, asked, looked_at)
    jobs = [
        *(_thread(run, client, around[name], name, records, asked) for name, records in threads.items()),
        *([_read_pages(run, client, addresses, asked)] if addresses else []),
    ]
    reports: list[SourceReport] = []
    for job in asyncio.as_completed(jobs):
        reports.append(await job)
        progress("threads and pages", len(reports), len(jobs))
    return sorted(reports, key=lambda report: report.source)


def _looked_at(run: Run) -> list[Record]:
    """Return the records that matter most: evidence of the newest edition first, then what went farthest."""
    real = [manifest for manifest in snapshots.manifests(run.layout) if not manifest.demo]
    since = run.now - LATELY
    newest = ledger.worked(run.layout, demo=False)[-1:]
    evidence: list[str] = []
    if newest and newest[0] > since:
        report = ledger.edition(run.layout, newest[0], demo=False)
        evidence = [item.record for signal in report.signals for item in signal.evidence]
    # Replies that were read here are not looked behind again, else each run would find something to do.
    own = [one for one in real if not one.source.endswith((_THREADS, _PAGES))]
    far = travelled(run.layout, own, since=since, platforms=list(PLATFORM_NAMES), most=MOST_POSTS)
    wanted = list(dict.fromkeys([*_first(evidence), *far]))
    found = snapshots.fetch(run.layout, [one for one in real if one.published_last > since], wanted)
    return [found[id] for id in wanted if id in found]


def _first(ids: Sequence[str]) -> list[str]:
    """Return the first MOST_POSTS of each platform."""
    taken: Counter[str] = Counter()
    first = []
    for id in dict.fromkeys(ids):
        platform = id.partition(":")[0]
        taken[platform] += 1
        if taken[platform] <= MOST_POSTS:
            first.append(id)
    return first


def _threads(
    run: Run, asked: Asked, looked_at: Sequence[Record], around: Mapping[str, Surroundings]
) -> dict[Platform, list[Record]]:
    today = asked.on(run.now.date())
    found: dict[Platform, list[Record]] = defaultdict(list)
    for record in looked_at:
        if record.platform in around and record.id not in today:
            found[record.platform].append(record)
    return {platform: records for platform, records in sorted(found.items()) if records}


def _addresses(run: Run, asked: Asked, looked_at: Sequence[Record]) -> list[str]:
    """Return the addresses of pages to choose from: those that most of the posts link to come first."""
    linked = Counter(chain.from_iterable(dict.fromkeys(record.links) for record in looked_at))
    today = asked.on(run.now.date())
    wanted = [link for link, _ in linked.most_common() if not pages.is_a_post(link)]
    return [link for link in wanted if canonical(link) not in today]


async def _thread(
    run: Run,
    client: Client,
    around: Surroundings,
    platform: Platform,
    records: Sequence[Record],
    asked: Asked,
) -> SourceReport:
    name = PLATFORM_NAMES[platform]
    report = SourceReport(source=f"{platform}{_THREADS}", title=f"Threads on {name}", platform=platform)
    task = Task(run.now, known=run.known_of)
    told = await _all(run, report, around.around(client, records, task))
    if told.error is None or told.new or told.duplicates:  # a platform that gave nothing is asked again
        asked.note((record.id for record in records), run.now.date())
    return told


async def _read_pages(run: Run, client: Client, addresses: Sequence[str], asked: Asked) -> SourceReport:
    report = SourceReport(source=_PAGES, title="Linked pages", platform="web")
    task = Task(run.now, known=run.known_of)
    return await _all(run, report, pages.read_pages(client, addresses, task, asked, MOST_PAGES))


async def _all(run: Run, report: SourceReport, batches: AsyncIterator[Batch]) -> SourceReport:
    held = [batch async for batch in batches]
    return await run.saved(partial(save, run, report, held, only_about_ai=False, in_full=False))
