"""What the tests of platforms share: a client that need not wait, and a source read to its end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from newsdesk.collect.answers import Limits
from newsdesk.collect.http import Client
from newsdesk.collect.source import Batch

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
#: The same as in use, with pauses that a test can wait for.
QUICK = Limits(connect=1, read=0.6, total=1.2, attempts=2, backoff=0.01, wait=0.2, spacing=0.001)


class Hasty(Client):
    """The real client, except that what a host's pace should be is noted and not kept."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, limits=QUICK)
        self.paces: dict[str, tuple[float, int]] = {}

    def pace(self, address: str, spacing: float, at_once: int) -> None:
        """Note what was stated."""
        self.paces[address] = (spacing, at_once)


def read_all(
    folder: Path,
    ask: Callable[[Client], AsyncIterator[Batch]],
    *,
    most: int | None = None,
    paces: dict[str, tuple[float, int]] | None = None,
) -> list[Batch]:
    """Return the batches, at most so many, that something asks for through a real client."""

    async def run() -> list[Batch]:
        found: list[Batch] = []
        async with Hasty(folder) as client:
            async for batch in ask(client):
                found.append(batch)
                if most is not None and len(found) >= most:
                    break
            if paces is not None:
                paces.update(client.paces)
        return found

    return asyncio.run(run())


def ids(batches: Sequence[Batch]) -> list[str]:
    """Return the ids of all records, with repetitions."""
    return [record.id for batch in batches for record in batch.records]


def cursor(batches: Sequence[Batch]) -> str | None:
    """Return the last cursor that was told."""
    return next((batch.cursor for batch in reversed(batches) if batch.cursor), None)


def errors(batches: Sequence[Batch]) -> list[str]:
    """Return what failed."""
    return [batch.error for batch in batches if batch.error]
