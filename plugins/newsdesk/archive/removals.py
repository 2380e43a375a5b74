"""Which records their platforms no longer show: entered in the ledger, ids and reasons, never the words."""

from __future__ import annotations

from collections.abc import Iterable

from newsdesk.archive.monthly import Entry, Monthly
from newsdesk.collect.payload import RemovalReason
from newsdesk.config import Layout


class RemovedRecord(Entry):
    """A record that we hold and that was found gone at its platform; ``source`` is what told us."""

    record: str
    reason: RemovalReason
    source: str

    @property
    def identity(self) -> tuple[str, ...]:
        """A record is removed once."""
        return (self.record,)


REMOVALS = Monthly("removals", RemovedRecord)


def add(layout: Layout, found: Iterable[RemovedRecord]) -> int:
    """Enter removals; return how many were new."""
    return REMOVALS.add(layout, found)
