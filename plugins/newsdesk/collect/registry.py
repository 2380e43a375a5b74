"""Which sources a newsroom has: the settings on one side, the platforms' modules on the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from newsdesk.collect import feeds
from newsdesk.collect.source import Source
from newsdesk.config import SETTINGS_FILE, Config
from newsdesk.errors import ConfigError, UsageError

#: Each platform's reading of the settings.
PLATFORMS: tuple[Callable[[Config], Iterable[Source]], ...] = (feeds.configured,)


def configured(config: Config) -> tuple[Source, ...]:
    """Return every source of the settings, in their order.

    Raises ConfigError if two would have one name: their snapshots and cursors could not be told apart.
    """
    found: dict[str, Source] = {}
    for platform in PLATFORMS:
        for source in platform(config):
            if source.name in found:
                raise ConfigError(
                    f"{SETTINGS_FILE}: 'sources': {found[source.name].title!r} and {source.title!r} are both "
                    f"called {source.name} once reduced to letters and digits. Give each a name of its own."
                )
            found[source.name] = source
    return tuple(found.values())


def chosen(sources: Iterable[Source], names: Sequence[str]) -> tuple[Source, ...]:
    """Return the sources with those names or titles, all of them if none is named.

    Raises UsageError for a name that no source has.
    """
    every = tuple(sources)
    wanted = {name.casefold() for name in names}
    known = {label for source in every for label in _labels(source)}
    unknown = sorted(wanted - known)
    if unknown:
        there = ", ".join(source.name for source in every) or "none"
        raise UsageError(f"No source is called {', '.join(unknown)}. Sources in {SETTINGS_FILE}: {there}.")
    return tuple(source for source in every if not wanted or wanted & _labels(source))


def _labels(source: Source) -> set[str]:
    return {source.name, source.title.casefold()}
