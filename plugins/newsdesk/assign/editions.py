"""Which as-of times are due: fixed slots of the day, worked in order, never twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from newsdesk.records import Manifest


def slot_at_or_after(moment: datetime, every_hours: int) -> datetime:
    """Return the first slot (every so many hours from 00:00 UTC) that isn't before the moment."""
    step = every_hours * 3600
    seconds = int(moment.timestamp())
    return datetime.fromtimestamp(-(-seconds // step) * step, UTC)


def due(
    manifests: Iterable[Manifest],
    worked: Sequence[datetime],
    every_hours: int,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[datetime, ...]:
    """Return the slots to work now, in order.

    A slot is due if records arrived in the hours before it, if something was collected at or after it (that
    is how a build without a clock knows that its time has come), and if no later slot was worked already:
    history moves forward only.
    """
    known = list(manifests)
    if not known:
        return ()
    newest = max(manifest.collected_last for manifest in known)
    after = max(worked) if worked else datetime.min.replace(tzinfo=UTC)
    slots = {slot_at_or_after(hour, every_hours) for manifest in known for hour in manifest.arrivals}
    return tuple(
        slot
        for slot in sorted(slots)
        if after < slot <= newest and (since is None or slot >= since) and (until is None or slot <= until)
    )


def window_start(slot: datetime) -> datetime:
    """Return the start of the 24 hours that an edition looks at."""
    return slot - timedelta(days=1)
