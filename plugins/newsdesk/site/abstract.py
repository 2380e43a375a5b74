"""What is kept of a version while a site is built: all that lists, rails and feeds ask of stories.

A version with its brief is some 70 kB of JSON; its abstract is a tenth of it. A whole version is only read
where its own pages are made.
"""

from __future__ import annotations

from typing import Final

from newsdesk import prose
from newsdesk.records import UtcTime, Value
from newsdesk.site import printed
from newsdesk.site.parts import in_words, search_words
from newsdesk.stories import BackgroundNote, BeatRef, Brief, Figures, StoryKind, StoryVersion, Writer

_QUOTE_WORDS: Final = 5  # a shorter quotation does not stand alone
_SEVERITY: Final = {"high": 0, "medium": 1, "low": 2}


class Card(Value):
    """What a card shows of a story wherever it stands."""

    address: str
    version: int
    published_at: UtcTime
    headline: str
    standfirst: str
    beat: BeatRef


class Said(Value):
    """A quotation that can stand alone, and who said it."""

    text: str
    speaker: str
    language: str | None


class Abstract(Card):
    """A version without its text and its evidence.

    ``sha256`` is that of the whole version, ``file`` that of its file. ``minutes`` is how long its body takes
    to read; ``severity`` (0 is highest) and ``weight`` (posts behind its strongest signal) rank it;
    ``quotation`` is the first one of the body that can stand alone. ``evidence`` are the ids of all records
    that it rests on or that its signals weigh, ``cited`` of those that its text cites or quotes; ``named``
    are the names that its evidence holds, by id, ``mentioned`` the ids of those in cited records. ``earlier``
    are addresses of stories that its text may link, ``words`` what it is found by
    (:mod:`newsdesk.site.parts.search_words`).
    """

    story: str
    slug: str
    sha256: str
    file: str
    modified_at: UtcTime
    demo: bool
    kind: StoryKind
    other_beats: tuple[BeatRef, ...]
    subject: str | None
    subject_name: str | None
    subject_gloss: str | None
    names: dict[str, str]
    platforms: dict[str, int]
    why: str
    writer: Writer
    figures: Figures
    notes: tuple[BackgroundNote, ...]
    minutes: int
    severity: int
    weight: int
    quotation: Said | None
    evidence: tuple[str, ...]
    cited: tuple[str, ...]
    named: dict[str, str]
    mentioned: tuple[str, ...]
    earlier: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def beats(self) -> tuple[BeatRef, ...]:
        """All beats that the story moved on, its own first."""
        return (self.beat, *self.other_beats)

    @property
    def card(self) -> Card:
        """Only what a card shows."""
        return Card(**{name: getattr(self, name) for name in Card.model_fields})


#: The versions of a story in order, the current one last.
Story = tuple[Abstract, ...]


def abstract(version: StoryVersion, file: str = "") -> Abstract:
    """Return what is kept of a version; ``file`` is the sha256 of its file, where it has one."""
    brief, signals = version.brief, version.brief.signals
    return Abstract(
        address=version.address,
        version=version.version,
        published_at=version.published_at,
        headline=version.headline,
        standfirst=version.standfirst,
        beat=brief.beat,
        story=version.story,
        slug=version.slug,
        sha256=version.sha256,
        file=file,
        modified_at=version.modified_at,
        demo=version.demo,
        kind=brief.kind,
        other_beats=brief.other_beats,
        subject=brief.subject,
        subject_name=brief.subject_name,
        subject_gloss=brief.subject_gloss,
        names=brief.names,
        platforms=brief.platforms,
        why=brief.why,
        writer=version.draft.writer,
        figures=version.figures,
        notes=brief.background,
        minutes=in_words.minutes(version),
        severity=min((_SEVERITY[signal.severity] for signal in signals), default=3),
        weight=max((signal.evidence_total for signal in signals), default=0),
        quotation=_quotation(version),
        evidence=_evidence(brief),
        cited=_cited(version),
        named=_named(brief),
        mentioned=_mentioned(version),
        earlier=tuple(story.address for story in brief.earlier),
        words=search_words.of_story(version),
    )


def _quotation(version: StoryVersion) -> Said | None:
    records = prose.records_by_id(version.brief)
    for path, part in prose.iter_parts(version.draft):
        quote = part.quote
        if quote is None or quote.kind != "speech" or quote.record not in records:
            continue
        if path.startswith("paragraphs") and len(quote.text.split()) >= _QUOTE_WORDS:
            said = records[quote.record]
            speaker = prose.capitalise(said.speaker.text)
            return Said(text=quote.text, speaker=speaker, language=printed.language(said.record))
    return None


def _evidence(brief: Brief) -> tuple[str, ...]:
    weighed = {item.record for signal in brief.signals for item in signal.evidence}
    return tuple(sorted({record.record.id for record in brief.records} | weighed))


def _cited(version: StoryVersion) -> tuple[str, ...]:
    parts = [part for _, part in prose.iter_parts(version.draft)]
    names = {cite for part in parts for cite in part.cites}
    names |= {part.quote.record for part in parts if part.quote}
    by_name = {item.id: item.record.id for item in version.brief.records}
    return tuple(record for name, record in by_name.items() if name in names)


def _named(brief: Brief) -> dict[str, str]:
    held = sorted({entity for record in brief.records for entity in record.entities})
    names = {entity: brief.names[entity] for entity in held if entity in brief.names}
    if brief.subject and brief.subject_name:
        names[brief.subject] = brief.subject_name
    return names


def _mentioned(version: StoryVersion) -> tuple[str, ...]:
    """Return the names in the records that the text cites, as far as their printed names are known."""
    cited = {cite for _, part in prose.iter_parts(version.draft) for cite in prose.cites_of(part)}
    records = (record for record in version.brief.records if record.id in cited)
    return tuple(sorted({e for record in records for e in record.entities if e in version.brief.names}))
