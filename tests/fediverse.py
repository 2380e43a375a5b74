"""What the tests of Mastodon and Lemmy share: asking through the real client, and damage to answers."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import AsyncIterator, Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from newsdesk.collect.answers import Limits
from newsdesk.collect.http import Client
from newsdesk.collect.source import Batch

#: The same as in use, with pauses and sizes that a test can wait for.
QUICK = Limits(connect=1, read=1, total=2, attempts=2, backoff=0.01, wait=1.5, body=1 << 20, spacing=0.0)


def gathered(folder: Path, ask: Callable[[Client], AsyncIterator[Batch]]) -> list[Batch]:
    """Return every batch that comes of asking through a real client."""

    async def run() -> list[Batch]:
        async with Client(folder, limits=QUICK) as client:
            return [batch async for batch in ask(client)]

    return asyncio.run(run())


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def words_of(html: str) -> str:
    """Return the characters of the words in HTML, without any white space; read by another parser."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return "".join("".join(reader.found).split())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def _nodes(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield from _nodes(value, (*path, key))


@st.composite
def damaged(draw: st.DrawFn, data: Any) -> Any:
    """Draw a copy of a JSON value in which some nodes are missing or are anything else."""
    whole = copy.deepcopy(data)
    for _ in range(draw(st.integers(1, 4))):
        paths = list(_nodes(whole))
        if not paths:
            break
        *above, last = draw(st.sampled_from(paths))
        holder = whole
        for step in above:
            holder = holder[step]
        if draw(st.booleans()):
            del holder[last]
        else:
            holder[last] = draw(JSON)
    return whole
