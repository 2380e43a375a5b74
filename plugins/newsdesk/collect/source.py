"""The contract of a source: what it is asked, and the batches that it answers with."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from newsdesk.collect.payload import Payload, Removal
from newsdesk.config import SourceSettings
from newsdesk.records import Platform, Problem, Record

if TYPE_CHECKING:
    from newsdesk.collect.http import Client


def _nothing_known(_: Iterable[str]) -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True)
class Task:
    """What one source is asked in one run.

    ``now`` is the time of collection. ``since`` is the earliest publication that is wanted, None for all
    that the source gives. ``cursor`` is how far it was read before, in the source's own words, and
    ``read_at`` when that was; both None in the first run. ``known`` returns which of some ids are in the
    archive already. In a ``dry_run`` a source that costs money says what it would ask, and doesn't.
    """

    now: datetime
    since: datetime | None = None
    cursor: str | None = None
    read_at: datetime | None = None
    known: Callable[[Iterable[str]], frozenset[str]] = _nothing_known
    dry_run: bool = False


@dataclass(frozen=True)
class Gap:
    """A stretch of time, after ``start`` up to ``end``, of which a source can't say what was published.

    A gap is known to be one: what was published then can't be had any more. What only comes later is no gap.
    """

    start: datetime
    end: datetime
    reason: str


@dataclass(frozen=True)
class Batch:
    """What a source found in one go: small enough to be held in memory, saved before the next is asked for.

    ``problems`` are items that could not be used, ``dropped`` counts items left out on purpose, by reason.
    ``removed`` are records that the platform says are gone, ``checked`` the ids of which it was asked whether
    they are still there. ``gaps`` are what can't be had any more. ``error`` is why the source as a whole
    failed, None if it did not. ``cursor`` is how far the source has been read once everything else is safe.
    ``unchanged`` says that the site answered with nothing new. ``as_is`` says that the records are kept
    whatever they are about: they stand around a record that is about AI.
    """

    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    removed: tuple[Removal, ...] = ()
    checked: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    error: str | None = None
    cursor: str | None = None
    unchanged: bool = False
    as_is: bool = False


class Source(Protocol):
    """Something that can be collected from: a name, and batches of records."""

    @property
    def name(self) -> str:
        """Words of a-z and 0-9 joined by hyphens; the same in every run: cursors and snapshots bear it."""
        ...

    @property
    def title(self) -> str:
        """What people call it."""
        ...

    @property
    def platform(self) -> Platform:
        """Where its records come from."""
        ...

    @property
    def every_minutes(self) -> int:
        """After how many minutes it is due again."""
        ...

    def batches(self, client: Client, task: Task) -> AsyncIterator[Batch]:
        """Yield what there is; a remote fault is a batch with its ``error``, never an exception."""
        ...


class Surroundings(Protocol):
    """What a platform can say about single records: what stands around them, and whether they are there."""

    def around(self, client: Client, records: Sequence[Record], task: Task) -> AsyncIterator[Batch]:
        """Yield the parent and the top replies of each record, ``as_is``."""
        ...

    def still_there(self, client: Client, records: Sequence[Record], task: Task) -> AsyncIterator[Batch]:
        """Yield which records were ``checked``, and which of them are ``removed``."""
        ...


class PlatformModule(Protocol):
    """What a module in ``collect/platforms`` gives; its name is the platform's and the settings' key.

    ``WHY_OFF`` says why it is off until it is configured and how to turn it on, None where nothing is needed.
    """

    Settings: type[SourceSettings]
    WHY_OFF: str | None

    def sources(self, settings: SourceSettings, environment: Mapping[str, str]) -> Iterable[Source]:
        """Return what is to be asked; ``environment`` holds the keys."""
        ...

    def surroundings(self, settings: SourceSettings, environment: Mapping[str, str]) -> Surroundings | None:
        """Return what can be asked about single records, None where nothing can."""
        ...

    def read(self, body: bytes, place: str, now: datetime) -> Payload:
        """Return what an answer of the platform, or a user's export from it, holds.

        ``place`` names the answer in problems, ``now`` is the time of collection. Never raises for what
        stands in the body.
        """
        ...
