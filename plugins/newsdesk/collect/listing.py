"""What reading a listing page by page has in common, whichever platform it is."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from newsdesk.collect.answers import FetchError
from newsdesk.collect.payload import Payload, from_json, moment
from newsdesk.collect.source import Batch, Gap, Task
from newsdesk.records import Problem, Record, iso

if TYPE_CHECKING:
    from newsdesk.collect.http import Client

#: Pages that are read of one listing in one run: a server that never ends must not keep us.
MOST_PAGES = 200

T = TypeVar("T")
Reader = Callable[[bytes, str, datetime], Payload]


async def asked(client: Client, address: str, read: Reader, place: str, now: datetime, **how: Any) -> Payload:
    """Return what stands at an address, read; a fetch that failed is a payload with its ``error``.

    ``how`` goes to :meth:`Client.fetch`. What the platform itself says of the fault stands in the error.
    """
    found = await client.fetch(address, configured=True, **how)
    if isinstance(found, FetchError):
        said = (await client.understood(read, found.body, place, now)).error if found.body.strip() else None
        told = replace(found, reason=f"{found.reason} ({said})") if said else found
        return Payload("an error", error=str(told))
    return await client.understood(read, found.body, place, now)


def batch_of(payload: Payload, **more: Any) -> Batch:
    """Return a payload as a batch, with what else is known of it."""
    return replace(
        Batch(payload.records, payload.problems, payload.dropped, payload.removed, error=payload.error),
        **more,
    )


def chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield items in groups that one request can ask about."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def native(record: str) -> str:
    """Return an id as its platform has it: without our ``<platform>:``."""
    return record.split(":", 1)[1]


def reading_from(task: Task, first_hours: float) -> datetime:
    """Return the instant back to which there is reading to do: the cursor's, or further if ``since`` is.

    In the first run it is ``since``, else ``first_hours`` ago.
    """
    cursor = moment(task.cursor)
    if cursor is None:
        return task.since or task.now - timedelta(hours=first_hours)
    return min(cursor, task.since) if task.since else cursor


def newest(records: tuple[Record, ...], task: Task, cursor: str | None) -> str | None:
    """Return the later of a cursor and the newest publication; a clock that is ahead doesn't move it."""
    seen = [iso(record.published_at) for record in records if record.published_at <= task.now]
    return max([*seen, *([cursor] if cursor and moment(cursor) else [])], default=None)


async def newest_first(
    page: Callable[[str | None], Awaitable[Payload]],
    task: Task,
    *,
    first_hours: float,
    most: int,
    shown: int | None = None,
) -> AsyncIterator[Batch]:
    """Yield a listing that begins with the newest, page by page, back to where it was read before.

    ``page`` gives the one after a token, None for the first. The cursor is the newest publication; it moves
    with the last page only, because what is older comes later. ``most`` records end the reading, as does a
    listing that shows no more than about ``shown`` items: what lies before that is told as a gap.
    """
    start = reading_from(task, first_hours)
    tokens: set[str] = set()
    after, cursor, read = None, task.cursor, 0
    while True:
        found = await page(after)
        more = found.after is not None or len(found.records) > most - read
        found = replace(found, records=found.records[: most - read])
        read += len(found.records)
        cursor = newest(found.records, task, cursor)
        if found.error:
            yield batch_of(found)
            return
        reached = bool(found.records) and found.records[-1].published_at <= start
        full = read >= most
        if reached or full or found.after is None:
            cut = None if reached else _why_cut(read, full and more, most, shown)
            gaps = (Gap(start, _oldest(found, start), cut),) if cut and task.cursor else ()
            yield batch_of(found, cursor=cursor, gaps=gaps)
            return
        fault = _fault(found.after, tokens)
        yield batch_of(found, error=fault)
        if fault:
            return
        tokens.add(found.after)
        after = found.after


def _why_cut(read: int, more: bool, most: int, shown: int | None) -> str | None:
    """Return why a listing was not read to the end of what is wanted, None if all of it was."""
    if more:
        return f"more was published than most_records ({most}) lets one run read"
    return f"the listing ends after {read} items" if shown is not None and read >= shown else None


def _oldest(found: Payload, start: datetime) -> datetime:
    return min((record.published_at for record in found.records), default=start)


def _fault(after: str, tokens: set[str]) -> str | None:
    if after in tokens:
        return "the same next page was given twice; what was read is kept, the next run tries again"
    if len(tokens) >= MOST_PAGES:
        return f"more than {MOST_PAGES} pages; what was read is kept, the next run tries again"
    return None


def json_lines(body: bytes, place: str, name: str) -> tuple[list[dict[str, Any]], tuple[Problem, ...]]:
    """Return the objects of a file that has one on each line, and the lines that are none.

    Each must have something under ``name``; a file in which no line does is not of that form, and has no
    problems either.
    """
    found, faults = [], []
    for number, line in enumerate(body.splitlines(), 1):
        try:
            value = from_json(line)
        except ValueError as error:
            value = str(error)
        if isinstance(value, dict) and name in value:
            found.append(value)
        elif line.strip():
            reason = value if isinstance(value, str) else "other JSON"
            faults.append((number, reason))
    problems = (
        Problem(place=f"{place}, line {number}", field=None, expected="JSON", found=reason)
        for number, reason in (faults if found else ())
    )
    return found, tuple(problems)


def rows(body: bytes) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a CSV file by the names in its first line, in lower case.

    Raises ValueError for what isn't CSV.
    """
    lines = csv.reader(io.StringIO(body.decode("utf-8-sig", "replace"), newline=""))
    try:
        names = [name.strip().lower() for name in next(lines, [])]
        for line in lines:
            if any(cell.strip() for cell in line):
                yield dict(zip(names, line, strict=False))
    except csv.Error as error:
        raise ValueError(f"a table that can't be read ({error})") from None
