"""How each platform stands: whether it is on, how many sources it has, and when they were read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from newsdesk.collect import cursors, registry
from newsdesk.config import Config, Layout
from newsdesk.records import UtcTime, Value

#: So many of its intervals a source may stay unread before it is called late, and at least a day.
_PATIENCE = 3


class Standing(Value):
    """How one platform stands.

    ``why_off`` says how to turn it on, None for one that needs nothing. ``read_at`` is when one of its
    sources was last read in full; ``late`` names the sources that should have been read long ago.
    """

    platform: str
    enabled: bool
    why_off: str | None
    sources: int = 0
    read_at: UtcTime | None = None
    late: tuple[str, ...] = ()


def standings(
    layout: Layout, config: Config, now: datetime, environment: Mapping[str, str]
) -> tuple[Standing, ...]:
    """Return how every platform stands; a newsroom that never collected is late nowhere.

    Raises ConfigError for a wrong setting, LedgerError for a file of cursors that isn't ours.
    """
    readings = cursors.read(layout)
    every = registry.configured(config, environment)
    found = []
    for name, settings in registry.settings_of(config).items():
        mine = [one.source for one in every if one.section == name]
        times = {source.name: readings[source.name].read_at for source in mine if source.name in readings}
        read = [time for time in times.values() if time is not None]
        late = [
            source.name
            for source in mine
            if readings and _is_late(times.get(source.name), source.every_minutes, now)
        ]
        found.append(
            Standing(
                platform=name,
                enabled=settings.enabled,
                why_off=registry.modules()[name].WHY_OFF,
                sources=len(mine),
                read_at=max(read, default=None),
                late=tuple(late),
            )
        )
    return tuple(found)


def _is_late(read_at: datetime | None, every_minutes: int, now: datetime) -> bool:
    patience = max(timedelta(days=1), _PATIENCE * timedelta(minutes=every_minutes))
    return read_at is None or now - read_at > patience
