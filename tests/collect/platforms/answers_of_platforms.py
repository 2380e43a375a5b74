"""What tests of several platforms share: own answers, mutated ones, and a run through the real client."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from newsdesk.collect.answers import Limits
from newsdesk.collect.http import Client
from newsdesk.collect.source import Batch

FIXTURES = Path(__file__).parent / "fixtures"
NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
#: A time after every real answer.
LATER = datetime(2026, 11, 1, tzinfo=UTC)
#: The same limits as in use, with pauses and sizes that a test can wait for.
QUICK = Limits(connect=1, read=1, total=2, attempts=2, backoff=0.01, wait=0.1, body=1 << 20, spacing=0)

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


def fixture(name: str) -> bytes:
    """Return one of our own answers."""
    return (FIXTURES / name).read_bytes()


def places(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of everything that stands in a JSON value, itself included."""
    yield path
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from places(value, (*path, key))


@st.composite
def mutated(draw: st.DrawFn, *values: Any) -> bytes:
    """Draw one of some JSON values in which up to three things are missing or replaced by anything."""
    data = copy.deepcopy(draw(st.sampled_from(values)))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(list(places(data))))
        if not path:
            data = draw(anything)
            continue
        *way, last = path
        holder = data
        for step in way:
            holder = holder[step]
        if draw(st.booleans()):
            del holder[last]
        else:
            holder[last] = draw(anything)
    return json.dumps(data).encode()


def gathered(folder: Path, ask: Callable[[Client], AsyncIterator[Batch]]) -> list[Batch]:
    """Return the batches of what is asked through the real client."""

    async def run() -> list[Batch]:
        async with Client(folder / "http", limits=QUICK) as client:
            return [batch async for batch in ask(client)]

    return asyncio.run(run())


def ids(batches: list[Batch]) -> list[str]:
    """Return the ids of all records, in order."""
    return [record.id for batch in batches for record in batch.records]


def squeezed(words: str | None) -> list[str]:
    """Return the words of a text, whatever the white space between them."""
    return (words or "").split()
