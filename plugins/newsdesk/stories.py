"""Values of the story side: brief, draft with its parts, findings, versions.

A writer sees a :class:`Brief` and nothing else; everything that a sentence may rest on has an id in
it: records ``r1…``, statistics ``s1…``, linked pages ``p1…``, background notes ``n1…``, earlier
stories ``e1…``, positions ``q1…``. A :class:`Draft` refers to those ids. Numbers, quotations and
speakers are placed by slots in a part's text and rendered by :mod:`newsdesk.prose`.
"""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from newsdesk.records import (
    FormName,
    Record,
    Register,
    SentimentLabel,
    Signal,
    Statistic,
    UtcTime,
    Value,
    Window,
    digest,
)

StoryKind = Literal["lead", "beat", "dispatch", "entity"]
PartKind = Literal["said", "happened", "counted", "because", "reading"]
QuoteKind = Literal["speech", "term", "title"]
FindingSeverity = Literal["error", "warning"]


class Size(NamedTuple):
    """How long a story of a kind is: body words from ``low`` to ``high``, paragraphs in words."""

    low: int
    high: int
    paragraphs: str


SIZES: dict[StoryKind, Size] = {
    "lead": Size(550, 800, "five or six"),
    "beat": Size(400, 650, "four or five"),
    "entity": Size(350, 550, "four"),
    "dispatch": Size(250, 450, "three or four"),
}


class BeatRef(Value):
    """A beat as a brief names it."""

    slug: str
    name: str
    group: str
    description: str


class Speaker(Value):
    """How the person behind a record is called in print.

    ``text`` is what the slot ``{speaker}`` becomes: a name, or "a Bluesky user", "a commenter in
    r/LocalLLaMA". ``named`` says whether that gives the account away.
    """

    named: bool
    text: str


class Reply(Value):
    """A parent or a reply of a brief's record, for context."""

    record: Record
    speaker: Speaker


class Thread(Value):
    """What stands around a post: its parent and its top replies, as far as they were collected."""

    parent: Reply | None = None
    replies: tuple[Reply, ...] = ()


class BriefRecord(Value):
    """A record that a story may rest on.

    ``reach`` is the percentile (0…1) of its engagement among that platform's records in the window;
    None is "unknown" and must not be mentioned. ``reach_statistic`` is the id of the statistic that
    renders it. ``quotable`` is False for records that may be counted but not quoted.
    """

    id: Annotated[str, Field(pattern=r"^r\d+$")]
    record: Record
    speaker: Speaker
    quotable: bool
    sentiment: SentimentLabel | None
    voice_register: Register = Field(default="neutral", alias="register")
    entities: tuple[str, ...] = ()
    reach: float | None = None
    reach_statistic: str | None = None
    thread: Thread = Thread()
    flags: tuple[str, ...] = ()


class Page(Value):
    """A linked page that was collected: what an event may rest on."""

    id: Annotated[str, Field(pattern=r"^p\d+$")]
    record: Record
    linked_by: tuple[str, ...]


class Position(Value):
    """A group of records that make the same claim."""

    id: Annotated[str, Field(pattern=r"^q\d+$")]
    claim: str
    voices: int
    platforms: dict[str, int]
    records: tuple[str, ...]
    exemplar: str


class Contribution(Value):
    """A shift recomputed without one cluster, so that "driven by" can be said."""

    of: str
    cluster: tuple[str, ...]
    cluster_label: str
    statistic: Statistic


class Overlap(Value):
    """How many records about one thing mention another, so that silence can be said."""

    base: str
    mention: str
    statistic: Statistic


class BackgroundNote(Value):
    """A dated fact about an entity, from the gazetteer."""

    id: Annotated[str, Field(pattern=r"^n\d+$")]
    entity: str
    text: str
    date: str
    source: str


class EarlierStory(Value):
    """A published story that may be linked, by what it found."""

    id: Annotated[str, Field(pattern=r"^e\d+$")]
    slug: str
    address: str
    headline: str
    standfirst: str
    published_at: UtcTime


class Avoid(Value):
    """What the last stories already did: shapes and words that this one leaves alone.

    ``openings``, ``closings`` and ``headlines`` are shapes (:mod:`newsdesk.voice`), the newest story's first.
    ``runs`` holds the fingerprints of every six words in a row of their own prose, five characters each, one
    after the other: it is for the gate, and nothing that a writer could read.
    """

    openings: tuple[str, ...] = ()
    closings: tuple[str, ...] = ()
    headlines: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    runs: str = ""


class Brief(Value):
    """Everything that a writer may use, and nothing else exists.

    ``why`` is the printed reason: one or two sentences in numbers, rendered from the statistics.
    ``statistics`` holds every statistic by id, those of the signals included; ``names`` maps the ids
    of entities in the records to their printed names.
    """

    schema_version: Literal["brief/1"] = "brief/1"
    id: str
    edition: UtcTime
    kind: StoryKind
    beat: BeatRef
    other_beats: tuple[BeatRef, ...] = ()
    subject: str | None
    subject_name: str | None
    subject_gloss: str | None = None
    why: str
    window: Window
    baseline: Window
    signals: tuple[Signal, ...]
    statistics: tuple[Statistic, ...]
    records: tuple[BriefRecord, ...]
    lead_record: str
    platforms: dict[str, int]
    names: dict[str, str] = Field(default_factory=dict)
    pages: tuple[Page, ...] = ()
    positions: tuple[Position, ...] = ()
    counter_position: str | None = None
    contributions: tuple[Contribution, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    background: tuple[BackgroundNote, ...] = ()
    earlier: tuple[EarlierStory, ...] = ()
    openings: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    avoid: Avoid = Avoid()
    demo: bool = False


class Quote(Value):
    """Words that stand in a stored record: speech, a term under discussion, or a title."""

    record: str
    kind: QuoteKind
    text: str


class Part(Value):
    """The smallest piece of a sentence that owes something.

    ``text`` is our own prose with slots: ``{quote}`` where the quotation stands, ``{stat}`` where the
    statistic stands in its ``form`` (``{Stat}``: in title case), ``{speaker}`` or ``{Speaker}`` for the
    person behind the quoted, else the first cited, record, ``{another}`` or ``{Another}`` for the same at a
    later mention of that kind of person. Parts of a sentence are joined by one space, except before closing
    punctuation. ``cites`` are ids of the brief. A failing droppable part is dropped; another takes its
    sentence with it.
    """

    kind: PartKind
    text: str
    cites: tuple[str, ...] = ()
    stat: str | None = None
    form: FormName | None = None
    quote: Quote | None = None
    droppable: bool = False


class Sentence(Value):
    """Parts that make one sentence."""

    parts: tuple[Part, ...]


class Paragraph(Value):
    """Sentences that stand together; cites inherit within it."""

    sentences: tuple[Sentence, ...]


class Writer(Value):
    """Who composed a draft. ``model`` is None for the built-in writer and for demonstrations."""

    name: Literal["builtin", "claude", "replay"]
    version: str
    model: str | None = None


class Draft(Value):
    """A story before it is proved."""

    schema_version: Literal["draft/1"] = "draft/1"
    brief: str
    writer: Writer
    headline: Sentence
    standfirst: tuple[Sentence, ...]
    paragraphs: tuple[Paragraph, ...]


class Finding(Value):
    """What a check found. ``part`` is a path such as ``paragraphs.1.sentences.0.parts.2``."""

    code: str
    severity: FindingSeverity
    part: str
    detail: str


class Figures(Value):
    """The three published figures of a story (0…1). None of them measures truth.

    ``quote_fidelity``: quotations that are verbatim and rightly given, over all. ``traceability``: parts
    that owe something and pay it, over all parts that are not readings. ``reading_share``: words of
    readings over all words.
    """

    quote_fidelity: float
    traceability: float
    reading_share: float


class Dropped(Value):
    """A part that did not get into print, and the finding that dropped it."""

    part: Part
    finding: Finding


class Provenance(Value):
    """Where a version comes from; what a writer without a model doesn't have is None or empty.

    ``requests`` are the keys under ``content/replies`` of what was asked: the story, its repair, a second
    reader's verdict. ``usage`` are tokens by kind and ``cost_usd`` dollars by the price table of the day
    ``prices``, over all calls, the failed ones included; None where a price is unknown. ``attempts`` counts
    calls, ``repairs`` those for sentences that had failed. ``fallback`` is why the built-in writer took over
    from a model.
    """

    snapshots: tuple[str, ...]
    tool: str
    prompt_version: str | None = None
    answer_schema: str | None = None
    requests: tuple[str, ...] = ()
    model_asked: str | None = None
    model_answered: str | None = None
    usage: dict[str, int] | None = None
    cost_usd: float | None = None
    prices: str | None = None
    attempts: int = 0
    repairs: int = 0
    fallback: str | None = None
    dropped: tuple[Dropped, ...] = ()


class StoryVersion(Value):
    """One version of a story, whole: what was published and what proves it. Append-only.

    ``address`` is ``/YYYY/MM/slug/``, dated by version 1, for ever. ``published_at`` is the edition of
    version 1, ``modified_at`` that of this one. ``site`` is the site's name as it stood in print.
    ``markdown_sha256`` is the digest of the article's bytes, ``sha256`` that of this value's JSON without
    ``sha256`` itself, so that no byte of it changes unseen.
    """

    schema_version: Literal["version/1"] = "version/1"
    story: str
    version: int
    slug: str
    address: str
    site: str
    published_at: UtcTime
    modified_at: UtcTime
    demo: bool
    headline: str
    standfirst: str
    brief: Brief
    draft: Draft
    findings: tuple[Finding, ...]
    figures: Figures
    provenance: Provenance
    markdown_sha256: str
    sha256: str = ""


def brief_id(brief: Brief) -> str:
    """Return the digest of a brief's content without its id: what ``Brief.id`` must be."""
    return digest(brief.model_dump(mode="json", exclude={"id"}))[:32]
