"""What was published lately: stories with their evidence, and the events they told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from newsdesk.analyse import terms
from newsdesk.analyse.reading import content, own_words
from newsdesk.prose import render_sentence
from newsdesk.records import Severity, Signal
from newsdesk.reports import EditionReport
from newsdesk.stories import StoryKind, StoryVersion
from newsdesk.voice import LATELY, Style, style

#: The same kind of change of the same thing within so many hours is one event.
ONE_EVENT = timedelta(hours=24)
#: How many shared terms stand for the wording of a story's posts.
WORDING = 40

Event = tuple[str, str, str | None]


def event_of(signal: Signal) -> Event:
    """Return what makes two signals one event: kind, beat and subject."""
    return signal.kind, signal.beat, signal.subject


@dataclass(frozen=True)
class Remembered:
    """A story of the last days, as far as it weighs on the next one.

    ``entities`` is what the story is about: its subject, or what a dispatch's post names. ``told`` holds
    the events that it tells with their severity; ``voices`` counts those of the newest version; ``wording``
    are the terms (:mod:`newsdesk.analyse.terms`) that several of its posts share; ``carried_by`` is the
    community (else the platform) that carried a dispatch's post. Evidence, lead records, wording and events
    are those of all its versions; ``style`` is how the newest one sounds.
    """

    slug: str
    address: str
    kind: StoryKind
    headline: str
    standfirst: str
    opening: str
    beat: str
    published_at: datetime
    modified_at: datetime
    lead_records: frozenset[str]
    evidence: frozenset[str]
    entities: frozenset[str]
    told: Mapping[Event, Severity]
    voices: int
    wording: frozenset[int] = frozenset()
    carried_by: str | None = None
    style: Style = field(default_factory=Style)


@dataclass
class Memory:
    """What the newsroom remembers while it works editions in order."""

    stories: dict[str, Remembered] = field(default_factory=dict)
    events: dict[Event, tuple[datetime, str]] = field(default_factory=dict)

    def recent(self, as_of: datetime, days: int) -> list[Remembered]:
        """Return the stories of the days before an edition, newest first."""
        since = as_of - timedelta(days=days)
        stories = [story for story in self.stories.values() if since <= story.published_at < as_of]
        return sorted(stories, key=lambda story: (story.published_at, story.slug), reverse=True)

    def styles(self, written: Iterable[StoryVersion] = (), *, but: str | None = None) -> list[Style]:
        """Return how the last stories sound, the newest first; a running story is no model for itself.

        ``written`` are the versions that the edition at work has made so far.
        """
        known = {**self.stories, **{version.slug: remember(version) for version in written}}
        others = (story for slug, story in known.items() if slug != but)
        newest = sorted(others, key=lambda story: (story.published_at, story.slug), reverse=True)
        return [story.style for story in newest[:LATELY]]

    def running(self, signal: Signal, as_of: datetime) -> str | None:
        """Return the slug of the story that already tells this event, or None."""
        seen = self.events.get(event_of(signal))
        return seen[1] if seen and as_of - seen[0] <= ONE_EVENT else None

    def keep_event(self, signal: Signal, as_of: datetime, story: str) -> None:
        """Remember that a story tells this event, still alive at ``as_of``."""
        self.events[event_of(signal)] = (as_of, story)

    def keep_story(self, version: StoryVersion) -> None:
        """Remember a published version, together with what the story's earlier versions told."""
        new, old = remember(version), self.stories.get(version.slug)
        if old is not None:
            new = replace(
                new,
                lead_records=old.lead_records | new.lead_records,
                evidence=old.evidence | new.evidence,
                entities=old.entities | new.entities,
                wording=old.wording | new.wording,
                told={**old.told, **new.told},
            )
        self.stories[version.slug] = new


def remember(version: StoryVersion) -> Remembered:
    """Reduce a published version to what weighs on the next story."""
    brief = version.brief
    lead = next(record for record in brief.records if record.id == brief.lead_record)
    evidence = {item.record for signal in brief.signals for item in signal.evidence}
    dispatch = brief.kind == "dispatch"
    about = lead.entities if dispatch else (brief.subject,) if brief.subject else ()
    return Remembered(
        slug=version.slug,
        address=version.address,
        kind=brief.kind,
        headline=version.headline,
        standfirst=version.standfirst,
        opening=_opening(version),
        beat=brief.beat.slug,
        published_at=version.published_at,
        modified_at=version.modified_at,
        lead_records=frozenset({opening_record(version) or lead.record.id}),
        evidence=frozenset(evidence or {record.record.id for record in brief.records}),
        entities=frozenset(about),
        told={event_of(signal): signal.severity for signal in brief.signals},
        voices=sum(brief.platforms.values()),
        wording=wording(terms.of(own_words(content(record.record))) for record in brief.records),
        carried_by=place_of(lead.record.platform, lead.record.community) if dispatch else None,
        style=style(version.draft, brief),
    )


def wording(posts: Iterable[Iterable[int]]) -> frozenset[int]:
    """Return the terms that at least two posts share: the ``WORDING`` most shared ones."""
    shared = Counter(term for post in posts for term in post)
    often = sorted((term for term, posts in shared.items() if posts > 1), key=lambda t: (-shared[t], t))
    return frozenset(often[:WORDING])


def place_of(platform: str, community: str | None) -> str:
    """Return what carries a post: its community, else its platform."""
    return community or platform


def _opening(version: StoryVersion) -> str:
    """Return the first sentence of the body as it was printed."""
    paragraphs = version.draft.paragraphs
    return render_sentence(paragraphs[0].sentences[0], version.brief) if paragraphs else ""


def opening_record(version: StoryVersion) -> str | None:
    """Return the id of the first record that the story's body rests on."""
    by_id = {record.id: record.record.id for record in version.brief.records}
    for paragraph in version.draft.paragraphs:
        for sentence in paragraph.sentences:
            for part in sentence.parts:
                cites = ((part.quote.record,) if part.quote else ()) + part.cites
                for cite in cites:
                    if cite in by_id:
                        return by_id[cite]
    return None


def recall(versions: Iterable[StoryVersion], reports: Iterable[EditionReport]) -> Memory:
    """Build the memory from published versions and the ledger's worked editions."""
    memory = Memory()
    for version in sorted(versions, key=lambda version: (version.modified_at, version.slug)):
        memory.keep_story(version)
    for report in sorted(reports, key=lambda report: report.as_of):
        signals = {signal.id: signal for signal in report.signals}
        for candidate in report.candidates:
            if candidate.story:
                for signal in candidate.signals:
                    memory.keep_event(signals[signal], report.as_of, candidate.story)
    return memory
