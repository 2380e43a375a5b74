"""Batches to snapshots: what is left out and why, what is lost, and the cursor after all of it is safe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newsdesk.archive import gaps, removals, snapshots
from newsdesk.collect import checks, cursors
from newsdesk.collect.cursors import Reading
from newsdesk.collect.source import Batch
from newsdesk.collecting.hauling import Haul, haul_of
from newsdesk.collecting.reports import SourceReport
from newsdesk.collecting.run import Run

#: Problems that a report and a manifest keep of one source.
MOST_PROBLEMS = 50


def save(
    run: Run, report: SourceReport, batches: Sequence[Batch], *, only_about_ai: bool, in_full: bool
) -> SourceReport:
    """Save what is new in some batches of a source, in their order; return the report with it.

    ``in_full`` says that the source has now been read in full, unless one of them failed. First the snapshot
    is saved, then what was lost or removed, and the cursor after all of it.
    """
    haul = haul_of(run, report, batches, only_about_ai=only_about_ai)
    told = _told(run, report, haul, batches)
    if run.dry_run:
        run.unsaved.update(haul.fresh)
        return told
    return _written(run, told, haul, batches, in_full=in_full and told.error is None)


def _told(run: Run, report: SourceReport, haul: Haul, batches: Sequence[Batch]) -> SourceReport:
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
    run: Run, report: SourceReport, haul: Haul, batches: Sequence[Batch], *, in_full: bool
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
