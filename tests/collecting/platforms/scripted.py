"""A platform for tests: its sources give the batches that a test wrote down for them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from newsdesk.collect.http import Client
from newsdesk.collect.payload import Payload
from newsdesk.collect.source import Batch, Task
from newsdesk.config import SourceSettings
from newsdesk.records import Platform, Record

WHY_OFF = None
#: What each source gives for a task, by its name.
SCRIPTS: dict[str, Callable[[Task], Iterable[Batch]]] = {}
#: What is asked about single records: for (what is asked, the records).
AROUND: dict[str, Callable[[Sequence[Record]], Iterable[Batch]]] = {}


class Settings(SourceSettings):
    """Which scripts are played."""

    scripts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scripted:
    """A source that plays a script."""

    name: str
    every_minutes: int
    platform: Platform = "news"

    @property
    def title(self) -> str:
        """Return its name: nobody calls it anything else."""
        return self.name

    async def batches(self, client: Client, task: Task) -> AsyncIterator[Batch]:
        """Yield what the script says."""
        for batch in SCRIPTS[self.name](task):
            yield batch


class Surrounding:
    """What the script says of single records."""

    async def around(self, client: Client, records: Sequence[Record], task: Task) -> AsyncIterator[Batch]:
        """Yield what stands around them."""
        for batch in AROUND["around"](records):
            yield batch

    async def still_there(
        self, client: Client, records: Sequence[Record], task: Task
    ) -> AsyncIterator[Batch]:
        """Yield which of them are gone."""
        for batch in AROUND["still_there"](records):
            yield batch


def sources(settings: Settings, environment: Mapping[str, str]) -> Iterable[Scripted]:
    """Return a source for each script."""
    return [Scripted(name, settings.every_minutes) for name in settings.scripts]


def surroundings(settings: Settings, environment: Mapping[str, str]) -> Surrounding | None:
    """Return what the scripts know of single records."""
    return Surrounding() if AROUND else None


def read(body: bytes, place: str, now: datetime) -> Payload:
    """Return that nothing can be read: the scripts have no wire format."""
    return Payload("nothing")
