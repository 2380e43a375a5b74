"""What batches come to: what is new and wanted, what is gone or lost, and what is left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from newsdesk.archive import removals
from newsdesk.archive.gaps import KeptGap
from newsdesk.archive.removals import RemovedRecord
from newsdesk.collect.source import Batch, Gap
from newsdesk.collecting import door
from newsdesk.collecting.reports import SourceReport
from newsdesk.collecting.run import Run
from newsdesk.records import Problem, Record

TOO_OLD = "published before --since"
TOMBSTONE = "taken away by its author or a moderator"
NOT_ABOUT_AI = "not about AI on any beat"
DELETED_SINCE = "deleted since"
PASSED_OVER = "passed over by --since"


@dataclass
class Haul:
    """What some batches of a source came to; ``passed_over`` says that ``--since`` left out what was new."""

    fresh: dict[str, Record] = field(default_factory=dict)
    gone: dict[str, RemovedRecord] = field(default_factory=dict)
    dropped: Counter[str] = field(default_factory=Counter)
    duplicates: int = 0
    problems: list[Problem] = field(default_factory=list)
    gaps: list[KeptGap] = field(default_factory=list)
    passed_over: bool = False


def haul_of(run: Run, report: SourceReport, batches: Sequence[Batch], *, only_about_ai: bool) -> Haul:
    """Return what some batches of a source come to, in their order."""
    haul = Haul()
    before = run.reading(report.source).read_at or run.now
    for told in batches:
        batch = _own(report, haul, told)
        _take(run, haul, batch, before, only_about_ai=only_about_ai and not batch.as_is)
        _leave_out_removed(run, haul, batch, report.source)
        haul.problems += batch.problems
        haul.gaps += _kept_gaps(run, report, batch.gaps)
    if haul.passed_over and run.since is not None:
        haul.gaps += _kept_gaps(run, report, [Gap(before, run.since, PASSED_OVER)])
    return haul


def _own(report: SourceReport, haul: Haul, batch: Batch) -> Batch:
    """Return what a batch says of the source's own platform; the rest is a fault of the source, and told.

    A removal must name something of the platform: all of it can't be gone with one account.
    """
    mine = f"{report.platform}:"
    told = [*(record.id for record in batch.records), *(removal.record for removal in batch.removed)]
    foreign = {id for id in told if not id.startswith(mine) or id == mine}
    haul.problems += [
        Problem(place=report.source, field="id", expected=f"an id of {report.platform}", found=repr(id)[:80])
        for id in sorted(foreign)
    ]
    if not foreign:
        return batch
    return replace(
        batch,
        records=tuple(record for record in batch.records if record.id not in foreign),
        removed=tuple(removal for removal in batch.removed if removal.record not in foreign),
    )


def _take(run: Run, haul: Haul, batch: Batch, before: datetime, *, only_about_ai: bool) -> None:
    """Add what is new and wanted of a batch to the haul; ``before`` is when the source was last read."""
    haul.dropped.update(batch.dropped)
    known = run.known_of(record.id for record in batch.records)
    new: dict[str, Record] = {}
    for record in batch.records:
        if record.is_tombstone:
            haul.dropped[TOMBSTONE] += 1
        elif run.since is not None and record.published_at < run.since:
            haul.dropped[TOO_OLD] += 1
            haul.passed_over |= record.id not in known and record.published_at > before
        elif record.id in known or record.id in haul.fresh or record.id in new:
            haul.duplicates += 1
        else:
            new[record.id] = record
    wanted = door.kept(run, new.values(), haul.fresh) if only_about_ai else new.values()
    kept = {record.id: record for record in wanted}
    haul.fresh |= kept
    if len(kept) < len(new):
        haul.dropped[NOT_ABOUT_AI] += len(new) - len(kept)


def _leave_out_removed(run: Run, haul: Haul, batch: Batch, source: str) -> None:
    """Enter the removals of records that we hold; what is in the haul itself is left out of it instead."""
    for id in removals.among(haul.fresh, batch.removed):
        del haul.fresh[id]
        haul.dropped[DELETED_SINCE] += 1
    for id, reason in removals.held(run.known, batch.removed).items():
        haul.gone[id] = RemovedRecord(seen_at=run.now, record=id, reason=reason, source=source)


def _kept_gaps(run: Run, report: SourceReport, found: Iterable[Gap]) -> Iterator[KeptGap]:
    for gap in found:
        yield KeptGap(
            seen_at=run.now,
            source=report.source,
            platform=report.platform,
            start=gap.start,
            end=gap.end,
            reason=gap.reason,
        )
