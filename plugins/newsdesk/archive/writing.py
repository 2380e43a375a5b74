"""One writer at a time: what collects, imports or rechecks has the archive and its ledger to itself."""

from __future__ import annotations

from contextlib import AbstractContextManager

from newsdesk.config import Layout
from newsdesk.files import alone


def only_writer(layout: Layout) -> AbstractContextManager[None]:
    """Hold the archive while it is added to; raise BusyError where another run does.

    Two runs at once would finish each other's snapshots, and of two that move a cursor or enter a gap the
    later would forget what the earlier wrote.
    """
    return alone(layout.cache / "archive.lock", "collects or imports in this newsroom")
