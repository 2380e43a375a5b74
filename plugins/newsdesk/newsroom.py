"""The composer: works editions from snapshots to published stories, and reports by callback.

The plugin and the command line both call it. Everything that decides is pure and lives in the stages; here
values are fetched, handed on, and saved. Nothing heavy is imported until an edition is due.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from newsdesk import __version__, fetching, garbage, writing
from newsdesk.answering import BY_ITSELF, Pen, Writers
from newsdesk.archive import gaps, ledger, removals, snapshots
from newsdesk.assign import brief as briefs
from newsdesk.assign import candidates, decisions, editions, memory
from newsdesk.config import Config, Layout
from newsdesk.publish import quotations, versions
from newsdesk.records import Entity, Manifest
from newsdesk.reports import Candidate, EditionReport, Fate
from newsdesk.stories import Brief, Provenance, StoryKind, StoryVersion
from newsdesk.writing import Left

if TYPE_CHECKING:
    from newsdesk.assign.decisions import Decision
    from newsdesk.detect.corpus import Corpus
    from newsdesk.detect.values import EditionView

TOOL = f"newsdesk {__version__}"

#: Told how far a long task has come: what is being done, how much of it is done, of how much.
Progress = Callable[[str, int, int], None]


def _silent(_what: str, _done: int, _whole: int) -> None:
    """Report to nobody."""


@dataclass(frozen=True)
class Worked:
    """What working the due editions came to; ``waiting`` is the edition whose batch isn't answered yet."""

    demo: bool
    records: int
    editions: tuple[EditionReport, ...] = ()
    briefs: tuple[Brief, ...] = ()
    waiting: datetime | None = None

    @property
    def signals(self) -> int:
        """How many signals held, over all editions."""
        return sum(len(report.signals) for report in self.editions)

    @property
    def stories(self) -> tuple[str, ...]:
        """The slugs of the new stories, in the order of their editions."""
        return tuple(story for report in self.editions for story in report.stories)

    @property
    def declined(self) -> tuple[Candidate, ...]:
        """The candidates that became no story, with their reasons."""
        return tuple(c for report in self.editions for c in report.candidates if c.fate == "declined")


def evidence_in_use(layout: Layout) -> tuple[tuple[Manifest, ...], bool]:
    """Return the snapshots in use, verified, and whether they are the demonstration's."""
    active = snapshots.active(snapshots.manifests(layout))
    snapshots.verify(layout, active)
    return active, bool(active) and all(manifest.demo for manifest in active)


def open_evidence(
    layout: Layout,
    config: Config,
    active: Sequence[Manifest],
    first: datetime,
    last: datetime,
    progress: Progress = _silent,
) -> Corpus:
    """Open what the editions from ``first`` to ``last`` look at, analysing what isn't analysed yet.

    That is what was published since the first edition's baseline began and collected by the last edition:
    the cost of an edition grows with its fortnight, not with the archive.
    """
    from newsdesk.analyse import cache
    from newsdesk.detect.corpus import open_corpus

    since = first - timedelta(days=config.detection.baseline_days + 1)
    needed = [m for m in active if m.published_last > since and m.collected_first <= last]
    needed = needed or list(active[:1])  # an engine wants a file, even one without a record in the window
    analyses = cache.ensure(
        layout, config, needed, lambda done, whole: progress("records analysed", done, whole)
    )
    paths = [snapshots.path_of(layout, manifest) for manifest in needed]
    return open_corpus(
        paths, analyses, since=since, until=last, engine=config.engine, scratch=layout.cache / "scratch"
    )


def lost_in(
    layout: Layout, config: Config, active: Sequence[Manifest]
) -> Callable[[datetime], dict[str, dict[int, float]]]:
    """Return what tells, for an as-of time, which part of which days was lost to gaps in collection."""
    known = gaps.GAPS.read(layout)
    days = config.detection.baseline_days
    return lambda as_of: gaps.lost_parts(known, active, as_of, days)


@dataclass
class _Desk:
    """What an edition is worked with."""

    layout: Layout
    config: Config
    site: str
    demo: bool
    active: tuple[Manifest, ...]
    corpus: Corpus
    entities: Mapping[str, Entity]
    memory: memory.Memory
    writers: Writers
    newest: datetime
    removed: Sequence[removals.RemovedRecord]
    printed: quotations.Printed
    dry_run: bool = False
    briefs: list[Brief] = field(default_factory=list)


@garbage.seldom()
def work(
    layout: Layout,
    config: Config,
    site: str,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int | None = None,
    pen: Pen = BY_ITSELF,
    dry_run: bool = False,
    progress: Progress = _silent,
) -> Worked:
    """Work every due edition in order; with ``dry_run`` decide and brief, but write and save nothing.

    ``since`` and ``until`` bound the editions, ``limit`` their number, ``pen`` says who writes. Each edition
    sees only what had been collected by then, and the stories of the editions before it. An edition is in the
    ledger once its stories are saved; a run that was cut short works it again to the same bytes.
    """
    active, demo = evidence_in_use(layout)
    worked = ledger.worked(layout, demo=demo)
    due = editions.due(active, worked, config.editions.every_hours, since=since, until=until)[:limit]
    records = sum(manifest.records for manifest in active)
    if not due:
        return Worked(demo, records)
    from newsdesk.analyse.entities import gazetteer

    published = _published(layout, demo, due[0])
    desk = _Desk(
        layout=layout,
        config=config,
        site=site,
        demo=demo,
        active=active,
        corpus=open_evidence(layout, config, active, due[0], due[-1], progress),
        entities=gazetteer(),
        memory=memory.recall(published, ledger.editions(layout, demo=demo)),
        writers=Writers(layout, config, pen, demo),
        newest=due[-1],
        removed=removals.REMOVALS.read(layout),
        printed=quotations.printed(published),
        dry_run=dry_run,
    )
    reports: list[EditionReport] = []
    desk.writers.tell = lambda line: progress(f"{line}; editions", len(reports), len(due))
    with closing(desk.corpus.engine), closing(desk.writers):
        for view in _views(desk, due):
            progress("editions", len(reports), len(due))
            report = _work_edition(desk, view)
            if report is None:
                return Worked(demo, records, tuple(reports), tuple(desk.briefs), waiting=view.as_of)
            reports.append(report)
    progress("editions", len(due), len(due))
    return Worked(demo, records, tuple(reports), tuple(desk.briefs))


def _views(desk: _Desk, due: Sequence[datetime]) -> Iterator[EditionView]:
    from newsdesk.detect.detector import detect

    return detect(
        desk.corpus, desk.config, desk.entities, due, lost_in(desk.layout, desk.config, desk.active)
    )


def _published(layout: Layout, demo: bool, before: datetime) -> list[StoryVersion]:
    """Return what had been published before an edition, also where a later run was cut short."""
    return [one for one in versions.every(layout) if one.demo == demo and one.modified_at < before]


def _work_edition(desk: _Desk, view: EditionView) -> EditionReport | None:
    """Decide, write, prove and save one edition; None while its batch waits, so that it stays due."""
    proposals = list(candidates.proposals(view, desk.entities))
    ranked = decisions.decide(proposals, desk.memory, desk.config, view.as_of)
    tried: list[Candidate] = []
    stories: list[StoryVersion] = []
    if desk.writers.batches and desk.writers.send(_assigned(desk, view, ranked)):
        return None
    for decision in ranked:
        candidate, version = _try(desk, view, decision, stories)
        tried.append(candidate)
        if version is not None:
            stories.append(version)
    report = EditionReport(
        as_of=view.as_of,
        demo=desk.demo,
        records=view.records,
        signals=view.signals,
        candidates=tuple(tried),
        stories=tuple(version.slug for version in stories if version.version == 1),
        tool=TOOL,
        weather=view.weather,
    )
    _remember(desk, view, report, stories)
    if not desk.dry_run:
        ledger.write_edition(desk.layout, report)
    return report


def _remember(desk: _Desk, view: EditionView, report: EditionReport, stories: Sequence[StoryVersion]) -> None:
    signals = {signal.id: signal for signal in view.signals}
    for candidate in report.candidates:
        if candidate.story:
            for signal in candidate.signals:
                desk.memory.keep_event(signals[signal], view.as_of, candidate.story)
    for version in stories:
        desk.memory.keep_story(version)


def _try(
    desk: _Desk, view: EditionView, decision: Decision, stories: Sequence[StoryVersion]
) -> tuple[Candidate, StoryVersion | None]:
    """Make a story or version of a decision if there is room and the draft is proved; else say why not."""
    new = [version for version in stories if version.version == 1]
    kind = decision.story.kind if decision.story else decisions.kind_of(decision.proposal, first=not new)
    refused = decision.declined or _no_room(desk, decision, kind, new)
    if refused:
        return _candidate(decision, kind, "declined", refused), None
    # What is sent as a batch is asked for at once: there is nothing yet that it could echo.
    brief = _brief(desk, view, decision, kind, () if desk.writers.batches else stories)
    if brief is None:
        return _candidate(decision, kind, "declined", "none of its posts may be quoted"), None
    if desk.dry_run:
        desk.briefs.append(brief)
        return _candidate(decision, kind, "held", "dry run: would be written"), None
    version = _compose(desk, view, brief, decision)
    if isinstance(version, Left):
        return _candidate(decision, kind, version.fate, version.reason), None
    reason = decision.news or brief.why
    return _candidate(decision, kind, "version" if decision.story else "story", reason, version), version


def _assigned(desk: _Desk, view: EditionView, ranked: Sequence[Decision]) -> list[Brief]:
    """Return the briefs of an edition that has room for all of them, before any of them is written."""
    trial = replace(desk, dry_run=True, briefs=[])
    room = desk.config.editions.stories
    for decision in ranked:
        if decision.story is None and not room:
            continue
        before = len(trial.briefs)
        _try(trial, view, decision, ())
        if decision.story is None and len(trial.briefs) > before:
            room -= 1
    return trial.briefs


def _no_room(desk: _Desk, decision: Decision, kind: StoryKind, new: Sequence[StoryVersion]) -> str | None:
    """Return why an edition has no room for another story; a new version takes none."""
    if decision.story:
        return None
    if len(new) >= desk.config.editions.stories:
        return f"the edition is full ({desk.config.editions.stories} stories)"
    if kind == "dispatch" and any(version.brief.kind == "dispatch" for version in new):
        return "the edition has its dispatch"
    return None


def _candidate(
    decision: Decision, kind: StoryKind, fate: Fate, reason: str, version: StoryVersion | None = None
) -> Candidate:
    running = decision.story.slug if decision.story else None
    proposal = decision.proposal
    lead = proposal.carried.id if proposal.carried else None
    return Candidate(
        kind=kind,
        beat=proposal.beat,
        subject=proposal.subject,
        signals=tuple(signal.id for signal in proposal.signals),
        lead_record=memory.opening_record(version) if version else lead,
        score=decision.score,
        effect=round(proposal.effect, 4),
        breadth=round(proposal.breadth, 4),
        saturation=decision.saturation,
        like=decision.like,
        other_beats=proposal.other_beats,
        voices=len(proposal.voices),
        platforms=proposal.platforms,
        fate=fate,
        reason=reason,
        story=version.slug if version else running,
    )


def _brief(
    desk: _Desk, view: EditionView, decision: Decision, kind: StoryKind, written: Sequence[StoryVersion]
) -> Brief | None:
    """Fetch what a proposal's story may rest on, and lay it out beside the stories that it may not echo."""
    from newsdesk.analyse.entities import gazetteer

    proposal = decision.proposal
    gone = frozenset(entry.record for entry in desk.removed if entry.seen_at <= view.as_of)
    around = fetching.material_of(
        proposal, view, desk.layout, desk.active, desk.corpus, desk.config, gone=gone
    )
    return briefs.make(
        proposal,
        kind,
        view,
        around,
        desk.config,
        gazetteer(),
        desk.memory.recent(view.as_of, desk.config.assigning.saturation_days),
        desk.memory.styles(written, but=decision.story.slug if decision.story else None),
        demo=desk.demo,
    )


def _compose(desk: _Desk, view: EditionView, brief: Brief, decision: Decision) -> StoryVersion | Left:
    """Have a brief written and proved, and publish it; or say why there is no text."""
    previous = versions.before(desk.layout, decision.story.slug, brief.edition) if decision.story else None
    origin = Provenance(snapshots=_used(desk, brief), tool=TOOL)
    ask = desk.writers.ask(brief, newest=view.as_of == desk.newest)
    composed = writing.compose(
        brief, desk.writers, ask, origin, previous=previous, printed=desk.printed.texts
    )
    if isinstance(composed, Left):
        return composed
    version = versions.make_version(
        desk.layout, brief, composed.gated, desk.site, composed.provenance, previous=previous
    )
    versions.publish(desk.layout, version)
    desk.printed.keep(version)
    return version


def _used(desk: _Desk, brief: Brief) -> tuple[str, ...]:
    """Return the ids of the snapshots whose stretch of collection holds a record of the brief."""
    times = [record.record.collected_at for record in brief.records]
    return tuple(
        manifest.id
        for manifest in desk.active
        if any(manifest.collected_first <= time <= manifest.collected_last for time in times)
    )
