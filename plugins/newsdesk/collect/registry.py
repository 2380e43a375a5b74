"""Which sources a newsroom has: the settings on one side, the platforms' modules on the other.

Every module in ``collect/platforms`` is a platform; nothing else has to be told about a new one.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from pydantic import ValidationError

from newsdesk import config as settings_file
from newsdesk.collect import platforms
from newsdesk.collect.source import PlatformModule, Source, Surroundings
from newsdesk.config import SETTINGS_FILE, Config, SourceSettings
from newsdesk.errors import ConfigError, UsageError


@dataclass(frozen=True)
class Enabled:
    """A source that is to be asked, the section of the settings that it comes from, and what stands there."""

    source: Source
    section: str
    settings: SourceSettings


@cache
def modules() -> Mapping[str, PlatformModule]:
    """Return the platforms' modules by name, in the order of the alphabet."""
    names = sorted(found.name for found in pkgutil.iter_modules(platforms.__path__))
    return {
        name: cast("PlatformModule", importlib.import_module(f"{platforms.__name__}.{name}"))
        for name in names
    }


def load(root: Path) -> Config:
    """Read ``root``/newsdesk.yaml, what it says of sources included; raise ConfigError with every fault."""
    config = settings_file.load(root)
    settings_of(config)
    return config


def settings_of(config: Config) -> dict[str, SourceSettings]:
    """Return each platform's settings, defaults where newsdesk.yaml says nothing.

    Raises ConfigError with every fault found, one a line.
    """
    told, faults = config.sources.platforms, []
    found: dict[str, SourceSettings] = {}
    for name in sorted(told.keys() - modules().keys()):
        faults.append(config.unknown(("sources", name), ["contact", *modules()]))
    for name, module in modules().items():
        try:
            found[name] = module.Settings.model_validate(told.get(name, {}))
        except ValidationError as error:
            faults.extend(config.explain(error, module.Settings, ("sources", name)))
    if faults:
        raise ConfigError("\n".join(faults))
    return found


def configured(config: Config, environment: Mapping[str, str]) -> tuple[Enabled, ...]:
    """Return every enabled source of the settings.

    Raises ConfigError for a wrong setting, and if two sources would have one name: their snapshots and
    cursors could not be told apart.
    """
    found: dict[str, Enabled] = {}
    for name, settings in settings_of(config).items():
        for source in modules()[name].sources(settings, environment) if settings.enabled else ():
            if source.name in found:
                other = found[source.name].source.title
                raise ConfigError(
                    f"{SETTINGS_FILE}: 'sources': {other!r} and {source.title!r} are both called "
                    f"{source.name} once reduced to letters and digits. Give each a name of its own."
                )
            found[source.name] = Enabled(source, name, settings)
    return tuple(found.values())


def surroundings(config: Config, environment: Mapping[str, str]) -> dict[str, Surroundings]:
    """Return, by platform, what can be asked about single records; enabled platforms only."""
    asked = {
        name: modules()[name].surroundings(settings, environment)
        for name, settings in settings_of(config).items()
        if settings.enabled
    }
    return {name: found for name, found in asked.items() if found is not None}


def chosen(sources: Iterable[Enabled], names: Sequence[str]) -> tuple[Enabled, ...]:
    """Return the sources with those names, titles or platforms, all of them if none is named.

    Raises UsageError for a name that no source has.
    """
    every = tuple(sources)
    wanted = {name.casefold() for name in names}
    known = {label for one in every for label in _labels(one.source)}
    unknown = sorted(wanted - known)
    if unknown:
        there = ", ".join(one.source.name for one in every) or "none"
        raise UsageError(
            f"No enabled source is called {', '.join(unknown)}. Sources in {SETTINGS_FILE}: {there}."
        )
    return tuple(one for one in every if not wanted or wanted & _labels(one.source))


def _labels(source: Source) -> set[str]:
    return {source.name, source.title.casefold(), source.platform}
