"""Batches to snapshots: what is left out and why, what is lost, and the cursor after all of it is safe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from newsdesk.archive import gaps, removals, snapshots
from newsdesk.archive.gaps import KeptGap
from newsdesk.archive.removals import RemovedRecord
from newsdesk.collect import checks, cursors
from newsdesk.collect.cursors import Reading
from newsdesk.collect.source import Batch
from newsdesk.collecting import door
from newsdesk.collecting.reports import SourceReport
from newsdesk.collecting.run import Run
from newsdesk.records import Problem, Record

#: Problems that a report and a manifest keep of one source.
MOST_PROBLEMS = 50
TOO_OLD = "published before --since"
TOMBSTONE = "taken away by its author or a moderator"
NOT_ABOUT_AI = "not about AI on any beat"
DELETED_SINCE = "deleted since"


@dataclass
class _Haul:
    """What some batches of a source came to."""

    fresh: dict[str, Record] = field(default_factory=dict)
    gone: dict[str, RemovedRecord] = field(default_factory=dict)
    dropped: Counter[str] = field(default_factory=Counter)
    duplicates: int = 0
    problems: list[Problem] = field(default_factory=list)
    gaps: list[KeptGap] = field(default_factory=list)


def save(
    run: Run, report: SourceReport, batches: Sequence[Batch], *, only_about_ai: bool, in_full: bool
) -> SourceReport:
    """Save what is new in some batches of a source, in their order; return the report with it.

    ``in_full`` says that the source has now been read in full, unless one of them failed. First the snapshot
    is saved, then what was lost or removed, and the cursor after all of it.
    """
    haul = _Haul()
    for told_by in batches:
        batch = _own(report, haul, told_by)
        _take(run, haul, batch, only_about_ai=only_about_ai and not batch.as_is)
        haul.gone.update(_gone(run, haul, batch, report.source))
        haul.problems += batch.problems
        haul.gaps += _kept_gaps(run, report, batch)
    told = _told(run, report, haul, batches)
    if run.dry_run:
        run.unsaved.update(haul.fresh)
        return told
    return _written(run, told, haul, batches, in_full=in_full and told.error is None)


def _own(report: SourceReport, haul: _Haul, batch: Batch) -> Batch:
    """Return what a batch says of the source's own platform; the rest is a fault of the source, and told.

    A removal must name something of the platform: all of it can't be gone with one account.
    """
    mine = f"{report.platform}:"
    told = [*(record.id for record in batch.records), *(removal.record for removal in batch.removed)]
    foreign = [id for id in told if not id.startswith(mine) or id == mine]
    haul.problems += [
        Problem(place=report.source, field="id", expected=f"an id of {report.platform}", found=repr(id)[:80])
        for id in foreign
    ]
    return (
        replace(
            batch,
            records=tuple(record for record in batch.records if record.id not in foreign),
            removed=tuple(removal for removal in batch.removed if removal.record not in foreign),
        )
        if foreign
        else batch
    )


def _take(run: Run, haul: _Haul, batch: Batch, *, only_about_ai: bool) -> None:
    """Add what is new and wanted of a batch to the haul."""
    haul.dropped.update(batch.dropped)
    known = run.known_of(record.id for record in batch.records)
    new: dict[str, Record] = {}
    for record in batch.records:
        if record.is_tombstone:
            haul.dropped[TOMBSTONE] += 1
        elif run.since is not None and record.published_at < run.since:
            haul.dropped[TOO_OLD] += 1
        elif record.id in known or record.id in haul.fresh or record.id in new:
            haul.duplicates += 1
        else:
            new[record.id] = record
    wanted = door.kept(run, new.values(), haul.fresh) if only_about_ai else new.values()
    kept = {record.id: record for record in wanted}
    haul.fresh |= kept
    if len(kept) < len(new):
        haul.dropped[NOT_ABOUT_AI] += len(new) - len(kept)


def _gone(run: Run, haul: _Haul, batch: Batch, source: str) -> dict[str, RemovedRecord]:
    """Return the removals of records that we hold; what is in the haul itself is left out of it instead.

    An account that is gone takes all of its records along.
    """
    every: dict[str, RemovedRecord] = {}
    for removal in batch.removed:
        whole = removal.reason == "account gone"
        prefix = removal.record
        for id in [id for id in haul.fresh if id.startswith(prefix) and (whole or id == prefix)]:
            del haul.fresh[id]
            haul.dropped[DELETED_SINCE] += 1
        held = run.known.beginning_with(prefix) if whole else run.known_of([prefix])
        for id in held:
            every[id] = RemovedRecord(seen_at=run.now, record=id, reason=removal.reason, source=source)
    return every


def _kept_gaps(run: Run, report: SourceReport, batch: Batch) -> Iterator[KeptGap]:
    for gap in batch.gaps:
        yield KeptGap(
            seen_at=run.now,
            source=report.source,
            platform=report.platform,
            start=gap.start,
            end=gap.end,
            reason=gap.reason,
        )


def _told(run: Run, report: SourceReport, haul: _Haul, batches: Sequence[Batch]) -> SourceReport:
    published = [record.published_at for batch in batches for record in batch.records]
    newest = max([*published, *([report.newest] if report.newest else [])], default=None)
    dropped = Counter(report.dropped) + haul.dropped
    return report.model_copy(
        update={
            "new": report.new + len(haul.fresh),
            "duplicates": report.duplicates + haul.duplicates,
            "dropped": dict(sorted(dropped.items())),
            "problems": (*report.problems, *haul.problems)[:MOST_PROBLEMS],
            "problems_total": report.problems_total + len(haul.problems),
            "removed": report.removed + len(haul.gone),
            "checked": report.checked + sum(len(batch.checked) for batch in batches),
            "gaps": report.gaps + tuple(haul.gaps),
            "error": report.error or next((batch.error for batch in batches if batch.error), None),
            "unchanged": any(batch.unchanged for batch in batches) and not report.new and not haul.fresh,
            "newest": newest,
            "lag_seconds": max(0, int((run.now - newest).total_seconds())) if newest else None,
        }
    )


def _written(
    run: Run, report: SourceReport, haul: _Haul, batches: Sequence[Batch], *, in_full: bool
) -> SourceReport:
    """Write the snapshot, then what was lost or removed, and only then the cursor."""
    before = run.reading(report.source)
    cursor = next((batch.cursor for batch in reversed(batches) if batch.cursor), before.cursor)
    errors = [batch.error for batch in batches if batch.error]
    manifest = snapshots.write(
        run.layout,
        report.source,
        haul.fresh.values(),
        counts={"new": len(haul.fresh), "duplicates": haul.duplicates, "problems": len(haul.problems)},
        errors=[*errors, *map(str, haul.problems[:MOST_PROBLEMS])],
        cursor_before=before.cursor,
        cursor_after=cursor,
    )
    gaps.add(run.layout, haul.gaps)
    removals.add(run.layout, haul.gone.values())
    checks.enter(run.layout, [id for batch in batches for id in batch.checked], run.now)
    after = Reading(cursor=cursor, read_at=run.now if in_full else before.read_at)
    if after != before:
        cursors.move(run.layout, report.source, after)
        run.readings[report.source] = after
    if manifest is None:
        return report
    run.known.add(manifest, haul.fresh)
    return report.model_copy(update={"snapshots": (*report.snapshots, manifest.file)})
