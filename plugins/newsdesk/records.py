"""Values of the evidence side: records, snapshots' manifests, analyses, statistics and signals.

All values are frozen. Pydantic checks them where they enter (files, command line); inside the
newsroom they are handed on as they are. Times are aware datetimes in UTC. ``docs/schemas`` holds
the JSON Schema of each.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer

Platform = Literal[
    "bluesky", "hackernews", "reddit", "mastodon", "lemmy", "x", "youtube", "arxiv", "news", "web"
]
RecordKind = Literal["post", "comment", "article", "paper", "video"]
SentimentLabel = Literal["negative", "neutral", "positive"]
Register = Literal[
    "analytical",
    "anxious",
    "angry",
    "amused",
    "hopeful",
    "celebratory",
    "skeptical",
    "resigned",
    "confused",
    "neutral",
]
EntityType = Literal[
    "person", "organization", "state", "government", "product", "technology", "legislation", "concept"
]
SignalKind = Literal[
    "volume_anomaly",
    "sentiment_shift",
    "register_shift",
    "platform_divergence",
    "entity_surge",
    "phrase_trending",
    "cross_beat",
    "novelty",
]
Severity = Literal["low", "medium", "high"]

#: How platforms are called in print.
PLATFORM_NAMES: dict[str, str] = {
    "bluesky": "Bluesky",
    "hackernews": "Hacker News",
    "reddit": "Reddit",
    "mastodon": "Mastodon",
    "lemmy": "Lemmy",
    "x": "X",
    "youtube": "YouTube",
    "arxiv": "arXiv",
    "news": "news sites",
    "web": "the web",
}

#: What one record of a platform is called, where it isn't a post.
PLATFORM_NOUNS: dict[str, str] = {"arxiv": "paper", "news": "article", "youtube": "comment", "web": "page"}

#: What platforms put in the place of a text that its author or a moderator took away.
TOMBSTONES = frozenset({"[deleted]", "[removed]", "[deleted by user]", "[removed by moderator]"})


def to_utc(value: datetime) -> datetime:
    """Return the same instant in UTC, to the second."""
    return value.astimezone(UTC).replace(microsecond=0)


def iso(value: datetime) -> str:
    """Return ``2026-03-27T08:15:00Z`` for an aware time."""
    return to_utc(value).isoformat()[:19] + "Z"


UtcTime = Annotated[
    AwareDatetime, AfterValidator(to_utc), PlainSerializer(iso, return_type=str, when_used="json")
]


class Value(BaseModel):
    """Base of all values: frozen, and nothing undeclared comes in."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, serialize_by_alias=True)


def canonical_json(data: Any) -> str:
    """Return JSON with sorted keys and no spaces: the form that is hashed."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(data: Any) -> str:
    """Return the sha256 (hex) of a JSON value in its canonical form."""
    return hashlib.sha256(canonical_json(data).encode()).hexdigest()


class Engagement(Value):
    """Counts as the platform gave them at collection; unknown is None, never 0."""

    likes: int | None = None
    reposts: int | None = None
    replies: int | None = None
    score: int | None = None


class Record(Value):
    """One public post, comment, article, paper or video, as it was collected.

    ``id`` is ``<platform>:<native id>``. ``author`` is the public handle or None; a record without
    an author is never quoted. ``language`` is what the source said (BCP 47) or None.
    """

    id: Annotated[str, Field(min_length=3, max_length=512, pattern=r"^[a-z]+:\S+$")]
    platform: Platform
    kind: RecordKind
    author: str | None
    community: str | None
    url: str
    title: str | None
    text: str
    language: str | None
    published_at: UtcTime
    collected_at: UtcTime
    engagement: Engagement
    reply_to: str | None
    links: tuple[str, ...] = ()

    @property
    def is_tombstone(self) -> bool:
        """Whether the platform had already taken the words away."""
        return self.text.strip() in TOMBSTONES

    @property
    def words(self) -> str:
        """What may be read and quoted: the text, else the title, else nothing."""
        if self.is_tombstone:
            return ""
        return self.text if self.text.strip() else (self.title or "")


class Problem(Value):
    """One item that could not be used: where it stood, which field, and what was expected."""

    place: str
    field: str | None
    expected: str
    found: str = ""

    def __str__(self) -> str:
        """Return the line that is printed for it."""
        field = f" {self.field}:" if self.field else ""
        found = f" (found {self.found})" if self.found else ""
        return f"{self.place}:{field} expected {self.expected}{found}"


class Manifest(Value):
    """What stands beside a snapshot's Parquet file: what it is and how to know that it is whole.

    ``id`` is ``HHMMSSZ-<source>-<id>``'s last part and never changes; ``sha256`` is that of the
    Parquet file's bytes and does change when a redaction writes a successor. ``arrivals`` are the
    distinct hours in which records were collected, each rounded *up* to the full hour (a record
    collected at 05:05 or at 06:00 arrived by 06:00), so that due editions are known without
    opening the Parquet file.
    """

    schema_version: Literal["snapshot/1"] = "snapshot/1"
    id: str
    source: str
    file: str
    sha256: str
    demo: bool = False
    records: int
    published_first: UtcTime
    published_last: UtcTime
    collected_first: UtcTime
    collected_last: UtcTime
    arrivals: tuple[UtcTime, ...]
    cursor_before: str | None = None
    cursor_after: str | None = None
    counts: dict[str, int] = Field(default_factory=dict)
    errors: tuple[str, ...] = ()
    tool: str


class Analysis(Value):
    """What analysis makes of one record; computed offline, cached by snapshot and analyser version.

    The tone of voice is ``register`` in JSON; in Python that name belongs to ``abc``. ``sentiment_label`` is
    None where the language is not one that we judge. ``sentiment_score`` is in −1…1. ``beats`` maps a beat's
    slug to a confidence in 0…1; it is empty where ``relevance`` (0…1: is this about AI at all?) is below one
    half. ``minhash_bands`` are hashes of bands of the MinHash signature: two records that share one are
    near-duplicate candidates. ``phrases`` are the distinct phrases of two to four words that may trend,
    ``terms`` the hashes (signed 64 bits, ascending) of the distinct content words, for similarity.
    """

    id: str
    language: str
    sentiment_label: SentimentLabel | None
    sentiment_score: float
    voice_register: Register = Field(default="neutral", alias="register")
    entities: tuple[str, ...] = ()
    beats: dict[str, float] = Field(default_factory=dict)
    relevance: float = 0.0
    flags: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    terms: tuple[int, ...] = ()
    minhash_bands: tuple[int, ...] = ()


class EntityNote(Value):
    """A dated fact about a name, in one line, with the address where it can be read; an ISO date."""

    date: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
    text: Annotated[str, Field(min_length=1)]
    source: Annotated[str, Field(pattern=r"^https?://")]


class Rename(Value):
    """What a name was called until a date (ISO, the first day of the new name)."""

    was: Annotated[str, Field(min_length=1)]
    until: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


class Entity(Value):
    """A name that we know: slug, printed name, type, aliases, and a gloss of five words or fewer.

    ``notes`` may stand in a story as background once their date is past; ``renames`` are earlier names.
    """

    id: str
    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    gloss: str | None = None
    notes: tuple[EntityNote, ...] = ()
    renames: tuple[Rename, ...] = ()


class AnalysedRecord(Value):
    """A record together with its analysis."""

    record: Record
    analysis: Analysis


class Window(Value):
    """A half-open stretch of time: after ``start``, up to and including ``end``."""

    start: UtcTime
    end: UtcTime


StatisticRole = Literal[
    "count",  # so many posts, voices, authors, platforms
    "share",  # a part of a whole, 0…1
    "baseline",  # the same measure in its usual state
    "ratio",  # now divided by usual
    "change",  # now minus usual (shares: in points)
    "reach",  # a percentile of engagement, 0…1
    "contribution",  # the shift without one cluster
    "overlap",  # how many of X mention Y
]
FormName = Literal["value", "phrase", "verb", "clause", "word"]


class Statistic(Value):
    """A measured number and every way in which it may be written; code renders, writers only place.

    ``value`` is in ``unit`` (``share`` 0…1, ``points`` −100…100, ``times``, or a counted noun such as
    ``posts``). ``n`` is the base, ``interval`` the 95 % interval in the same unit. ``forms`` holds only
    the forms that make sense: value "63%", phrase "63% of posts", verb "roughly doubled",
    clause "from 14% to 29% in 24 hours", word "most". ``records`` are the ids behind it, if few.
    """

    id: str
    role: StatisticRole
    label: str
    value: float
    unit: str
    n: int
    interval: tuple[float, float] | None
    window: Window
    forms: dict[FormName, str]
    records: tuple[str, ...] = ()


class Evidence(Value):
    """A record that caused a signal, and its part in it (weights of a signal sum to 1)."""

    record: str
    weight: float


class Signal(Value):
    """A change on a beat that passed its test.

    ``id`` is a digest of kind, beat, subject and window. ``subject`` is an entity's id, or two
    platforms as ``a|b``, or None for the beat itself. ``effect`` is in the unit that ``effect_unit``
    names. ``p`` is adjusted over the edition (Benjamini-Hochberg). ``test`` names the test.
    ``evidence_total`` counts all records behind it, ``evidence`` lists the weightiest. ``coordinated`` counts
    records that were taken for one voice because they look like a campaign. ``subject`` of a phrase_trending
    signal is the phrase itself, that of a cross_beat signal an entity, link or phrase as ``kind=value``.
    """

    id: str
    kind: SignalKind
    beat: str
    subject: str | None
    subject_name: str | None
    window: Window
    baseline: Window
    baseline_days: int
    test: str
    statistics: tuple[Statistic, ...]
    effect: float
    effect_unit: str
    effect_interval: tuple[float, float]
    p: float
    severity: Severity
    why: str
    evidence: tuple[Evidence, ...]
    evidence_total: int
    coordinated: int = 0
    notes: tuple[str, ...] = ()
