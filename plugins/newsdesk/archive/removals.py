"""Which records their platforms no longer show: entered in the ledger, ids and reasons, never the words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsdesk.archive.known import Known
from newsdesk.archive.monthly import Monthly, Seen
from newsdesk.collect.payload import Removal, RemovalReason
from newsdesk.config import Layout


class RemovedRecord(Seen):
    """A record that we hold and that was found gone at its platform; ``source`` is what told us."""

    record: str
    reason: RemovalReason
    source: str

    @property
    def identity(self) -> tuple[str, ...]:
        """A record is removed once."""
        return (self.record,)


REMOVALS = Monthly("removals", RemovedRecord)


def among(ids: Iterable[str], removed: Sequence[Removal]) -> set[str]:
    """Return those of the ids that are removed; an account that is gone takes all of its records along."""
    single = {one.record for one in removed if not one.whole_account}
    accounts = tuple(one.record for one in removed if one.whole_account)
    return {id for id in ids if id in single or (accounts and id.startswith(accounts))}


def held(known: Known, removed: Sequence[Removal]) -> dict[str, RemovalReason]:
    """Return the same of all records in the archive, each with the reason."""
    single = {one.record: one.reason for one in removed if not one.whole_account}
    found = {id: single[id] for id in sorted(known.of(single))}
    for one in removed:
        if one.whole_account:
            found.update(dict.fromkeys(known.beginning_with(one.record), one.reason))
    return found


def add(layout: Layout, found: Iterable[RemovedRecord]) -> int:
    """Enter removals; return how many were new."""
    return REMOVALS.add(layout, found)
