"""When a host may be asked: its turn in time, among the requests under way, and after the pause it asked for.

Politeness is owed to whoever runs a machine, so it goes by the host's name alone, not by its port.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from aiolimiter import AsyncLimiter

from newsdesk.collect.answers import Failed, Limits, Pace
from newsdesk.records import iso

_NO_TIME = 1e-6  # a limiter's period can't be nothing


class Hosts:
    """The hosts of one run, each with its pace; what nothing is stated about is asked by the limits."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._usual = Pace(limits.spacing, limits.connections)
        self._slots = asyncio.Semaphore(limits.connections)
        self._hosts: dict[str, _Host] = {}

    def state(self, host: str, pace: Pace) -> None:
        """State how a host is asked from now on; of several statements the gentlest holds."""
        found = self._host(host)
        told = found.stated or pace
        found.stated = Pace(max(told.spacing, pace.spacing), min(told.at_once, pace.at_once))
        found.freed.set()

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long: whatever else is asked of it waits."""
        found = self._host(host)
        found.held_until = max(found.held_until, _moment() + seconds)

    @contextlib.asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """Wait until a host may be asked, and count the request as under way within the block.

        Raises Failed where the host asked for a longer pause than the limits allow to wait for.
        """
        host = self._host(name)
        async with contextlib.AsyncExitStack() as held:
            # One waits at the gate for all of its host: the others can't overtake it, nor fill the slots.
            async with host.gate:
                pace = await self._room(host)
                await self._rested(host)
                await held.enter_async_context(self._slots)
                await (await host.limiter(pace.spacing)).acquire()
                await self._rested(host)  # another request may have brought the wish for a pause meanwhile
                held.enter_context(host.counted())
            yield

    def _host(self, name: str) -> _Host:
        key = name.lower().rstrip(".")
        return self._hosts.setdefault(key, _Host(key))

    async def _room(self, host: _Host) -> Pace:
        """Wait until one more request may be under way; return the pace that holds by then."""
        while host.under_way >= (host.stated or self._usual).at_once:
            host.freed.clear()
            await host.freed.wait()
        return host.stated or self._usual

    async def _rested(self, host: _Host) -> None:
        while (left := host.held_until - _moment()) > 0:
            if left > self._limits.wait:
                until = iso(datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=left))
                reason = f"{host.name} asked to be left alone until {until}"
                raise Failed(reason, temporary=True, retry_after=left)
            await asyncio.sleep(left)


@dataclass
class _Host:
    name: str
    stated: Pace | None = None
    under_way: int = 0
    held_until: float = 0.0
    gate: asyncio.Lock = field(default_factory=asyncio.Lock)
    freed: asyncio.Event = field(default_factory=asyncio.Event)
    _limiter: AsyncLimiter | None = None

    async def limiter(self, spacing: float) -> AsyncLimiter:
        """Return what lets one request through in ``spacing`` seconds."""
        asked_before = self._limiter is not None
        period = max(spacing, _NO_TIME)
        if self._limiter is None or self._limiter.time_period != period:
            self._limiter = AsyncLimiter(1, period)
            if (
                asked_before
            ):  # the new pace counts from now: when the last request was, a new limiter can't know
                await self._limiter.acquire()
        return self._limiter

    @contextlib.contextmanager
    def counted(self) -> Iterator[None]:
        """Count a request as under way."""
        self.under_way += 1
        try:
            yield
        finally:
            self.under_way -= 1
            self.freed.set()


def _moment() -> float:
    return asyncio.get_running_loop().time()
