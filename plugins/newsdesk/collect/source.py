"""The contract of a source: what it is asked, and the batches that it answers with."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from newsdesk.records import Problem, Record

if TYPE_CHECKING:
    from newsdesk.collect.http import Client


@dataclass(frozen=True)
class Task:
    """What one source is asked in one run.

    ``now`` is the time of collection. ``since`` is the earliest publication that is wanted, None for all
    that the source gives. ``cursor`` is how far it was read before, in the source's own words.
    """

    now: datetime
    since: datetime | None = None
    cursor: str | None = None


@dataclass(frozen=True)
class Batch:
    """What a source found in one go: small enough to be held in memory, saved before the next is asked for.

    ``problems`` are items that could not be used, ``dropped`` counts items left out on purpose, by reason.
    ``error`` is why the source as a whole failed, None if it did not. ``cursor`` is how far the source has
    been read once the records are safe. ``unchanged`` says that the site answered with nothing new.
    """

    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    error: str | None = None
    cursor: str | None = None
    unchanged: bool = False


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

    def batches(self, client: Client, task: Task) -> AsyncIterator[Batch]:
        """Yield what there is; a remote fault is a batch with its ``error``, never an exception."""
        ...
