"""Ceilings in dollars, kept before each call, and the ledger of what was spent, one file for each UTC day.

``content/ledger/spending/YYYY-MM-DD.json``. A call is reserved with its estimate before anything is sent and
booked with its cost afterwards. One of which nothing more is known, because the run was killed or the stream
was cut, keeps its estimate: the ledger may say too much, never too little.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from newsdesk.config import Ceilings, Layout
from newsdesk.errors import LedgerError
from newsdesk.files import locked, write_atomic
from newsdesk.records import UtcTime, Value, to_utc

RESTORE = "Restore it from git, or delete it: what it tells is then no longer counted."


class Spent(Value):
    """One call in the ledger: for which request and story, the most it could cost, and what it did cost."""

    key: str
    story: str
    model: str
    asked_at: UtcTime
    estimated_usd: Annotated[float, Field(ge=0)] | None
    cost_usd: Annotated[float, Field(ge=0)] | None = None

    @property
    def usd(self) -> float:
        """What is counted against a ceiling: the cost, else the estimate, else nothing."""
        return next((usd for usd in (self.cost_usd, self.estimated_usd) if usd is not None), 0.0)


class Spending(Value):
    """What was spent in one UTC day, in the order of the calls."""

    schema_version: Literal["spending/1"] = "spending/1"
    day: date
    calls: tuple[Spent, ...] = ()

    @property
    def usd(self) -> float:
        """The day's sum."""
        return sum(call.usd for call in self.calls)


def spending(layout: Layout, day: date) -> Spending:
    """Return what was spent in a UTC day; raise LedgerError for a file that can't be trusted."""
    path = _path(layout, day)
    shown = path.relative_to(layout.root)
    try:
        found = Spending.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return Spending(day=day)
    except OSError as error:
        raise LedgerError(shown, f"can't be read ({error.strerror})", RESTORE) from None
    except ValidationError as error:
        first = str(error).partition("\n")[0]
        raise LedgerError(shown, f"not the spending of a day ({first})", RESTORE) from None
    if found.day != day:
        raise LedgerError(shown, "tells of another day than its name says", RESTORE)
    return found


class Budget:
    """The ceilings of one run; what other runs of the day spend is seen before each call."""

    def __init__(self, layout: Layout, ceilings: Ceilings) -> None:
        self._layout = layout
        self._ceilings = ceilings
        self._run: dict[tuple[str, datetime], float] = defaultdict(float)
        self._earlier: tuple[date, dict[str, float]] | None = None

    def reserve(self, call: Spent) -> str | None:
        """Put a call into the ledger with its estimate, or return why it would pass a ceiling."""
        with self._lock():
            day = spending(self._layout, call.asked_at.date())
            reason = self._objection(call, day)
            if reason is None:
                self._write(day, (*day.calls, call))
                self._run[call.key, call.asked_at] += call.usd
        return reason

    def book(self, key: str, asked_at: datetime, cost_usd: float | None) -> None:
        """Say what a reserved call did cost; with None its estimate stays.

        A call is known by its request and its second; of two in one second the later is meant.
        """
        if cost_usd is None:
            return
        with self._lock():
            day = spending(self._layout, to_utc(asked_at).date())
            calls = list(day.calls)
            for place, call in reversed(list(enumerate(calls))):
                if (call.key, call.asked_at) == (key, to_utc(asked_at)) and call.cost_usd is None:
                    calls[place] = call.model_copy(update={"cost_usd": cost_usd})
                    self._write(day, tuple(calls))
                    if (key, call.asked_at) in self._run:  # else an earlier run asked
                        self._run[key, call.asked_at] += cost_usd - call.usd
                    return

    def _objection(self, call: Spent, day: Spending) -> str | None:
        limits: dict[str, float | None] = self._ceilings.model_dump()
        if call.estimated_usd is None:
            return unpriced(call.model) if any(limit is not None for limit in limits.values()) else None
        spent = {"story": self._story(call.story, day), "run": sum(self._run.values()), "day": day.usd}
        for name, usd in spent.items():
            limit = limits[name]
            if limit is not None and usd + call.estimated_usd > limit:
                return passed(name, limit, usd, call.estimated_usd)
        return None

    def _story(self, story: str, today: Spending) -> float:
        """Return what a story has cost so far; other days than today are read once in a run."""
        if self._earlier is None or self._earlier[0] != today.day:
            sums: defaultdict[str, float] = defaultdict(float)
            for day in _days(self._layout):
                for call in spending(self._layout, day).calls if day != today.day else ():
                    sums[call.story] += call.usd
            self._earlier = today.day, sums
        earlier = self._earlier[1].get(story, 0.0)
        return earlier + sum(call.usd for call in today.calls if call.story == story)

    def _write(self, day: Spending, calls: tuple[Spent, ...]) -> None:
        text = day.model_copy(update={"calls": calls}).model_dump_json(indent=1)
        write_atomic(_path(self._layout, day.day), (text + "\n").encode())

    def _lock(self) -> AbstractContextManager[None]:
        return locked(self._layout.cache / "locks" / "spending.lock")


def passed(name: str, limit: float, usd: float, wanted: float) -> str:
    """Return why a call is held back by the ceiling of a story, a run or a day."""
    wait = ", or wait for the next day (UTC)" if name == "day" else ""
    return (
        f"The ceiling of ${limit:.2f} for a {name} would be passed: ${usd:.4f} is spent, and this call may "
        f"cost ${wanted:.4f}. Raise claude.ceilings.{name} in newsdesk.yaml{wait}."
    )


def unpriced(model: str) -> str:
    """Return why a model without a price isn't asked while there is a ceiling."""
    return (
        f"No price is known for {model}, so no ceiling can be kept. Add its price under claude.prices in "
        "newsdesk.yaml, or lift the ceilings with claude.ceilings: none."
    )


def _folder(layout: Layout) -> Path:
    return layout.ledger / "spending"


def _path(layout: Layout, day: date) -> Path:
    return _folder(layout) / f"{day.isoformat()}.json"


def _days(layout: Layout) -> list[date]:
    names = [path.stem for path in _folder(layout).glob("????-??-??.json")]
    try:
        return sorted(map(date.fromisoformat, names))
    except ValueError:
        shown = _folder(layout).relative_to(layout.root)
        raise LedgerError(
            shown, "holds a file that is not named by a day, YYYY-MM-DD.json", RESTORE
        ) from None
