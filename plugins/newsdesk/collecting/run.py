"""What the sources of one run share."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from newsdesk.archive import gaps, removals, snapshots
from newsdesk.archive.known import Known
from newsdesk.archive.writing import only_writer
from newsdesk.collect import cursors
from newsdesk.collect.cursors import Reading
from newsdesk.config import Config, Layout
from newsdesk.files import clear_leftovers
from newsdesk.records import to_utc

if TYPE_CHECKING:
    from newsdesk.analyse.analyser import Analyser

T = TypeVar("T")


@dataclass
class Run:
    """One run: its newsroom, its time, and what it knows.

    ``known`` is the index of the archive, ``unsaved`` what a dry run would have added to it. ``saving`` is
    held by whoever writes: one source at a time.
    """

    layout: Layout
    config: Config
    now: datetime
    since: datetime | None
    dry_run: bool
    known: Known
    readings: dict[str, Reading]
    unsaved: set[str] = field(default_factory=set)
    saving: asyncio.Lock = field(default_factory=asyncio.Lock)

    @cached_property
    def analyser(self) -> Analyser:
        """What judges whether a record is about AI; made when the first record is judged."""
        from newsdesk.analyse.analyser import Analyser

        return Analyser(self.config)

    def known_of(self, ids: Iterable[str]) -> frozenset[str]:
        """Return which of the ids are in the archive, or were found in this dry run."""
        wanted = set(ids)
        return self.known.of(wanted) | (wanted & self.unsaved)

    async def saved(self, save: Callable[[], T]) -> T:
        """Return what ``save`` returns; it has the archive to itself, and comes to its end in any case.

        In a thread: writing must not make another source's answer late. A run that is interrupted waits for
        it, else the next to save would do so beside it.
        """
        async with self.saving:
            # No task of its own: an interruption ends every task that there is.
            work = asyncio.get_running_loop().run_in_executor(None, save)
            try:
                return await asyncio.shield(work)
            finally:
                await asyncio.wait([work])

    def reading(self, source: str) -> Reading:
        """Return how far a source has been read."""
        return self.readings.get(source, Reading())


@contextlib.contextmanager
def opened(
    layout: Layout, config: Config, now: datetime, *, since: datetime | None = None, dry_run: bool = False
) -> Iterator[Run]:
    """Give a run that has the archive to itself; what an earlier one was interrupted in is finished first.

    Every list that the run will add to is read, so that one which can't be is told before anybody is asked.
    """
    with only_writer(layout):
        if not dry_run:
            clear_leftovers(layout.content)
            snapshots.finish(layout)
        gaps.GAPS.read(layout)
        removals.REMOVALS.read(layout)
        readings = cursors.read(layout)
        real = [manifest for manifest in snapshots.manifests(layout) if not manifest.demo]
        with Known(layout, real) as known:
            yield Run(layout, config, to_utc(now), since, dry_run, known, readings)
