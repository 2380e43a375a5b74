"""What the sources are asked for, from their settings: names only, never an address that could hold a key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from newsdesk.config import SourceSettings
from newsdesk.records import PLATFORM_NAMES
from newsdesk.site.addresses import host
from newsdesk.site.settings import Asked, SourceLine

#: The settings that say what is asked for, in words. A platform that has others shows none of them.
ASKED: Final = {
    "feeds": "feeds",
    "servers": "servers",
    "communities": "communities",
    "categories": "categories",
    "channels": "channels",
    "videos": "single videos",
    "authors": "accounts",
    "lists": "lists of accounts",
    "queries": "searches",
    "story_queries": "words looked for among stories",
    "comment_queries": "words looked for among comments",
    "keywords": "words looked for among all posts",
}
_NAMES: Final = {"news": "News feeds"}


def lines(
    settings: Mapping[str, SourceSettings], why_off: Mapping[str, str | None]
) -> tuple[SourceLine, ...]:
    """Return a line for each platform: those that are asked first, each part by name.

    ``why_off`` says of a platform why it is off until somebody turns it on; its first sentence is printed.
    """
    found = [
        SourceLine(
            platform=name,
            name=_NAMES.get(name) or PLATFORM_NAMES.get(name, name.replace("_", " ").capitalize()),
            enabled=one.enabled,
            every_minutes=one.every_minutes,
            asks=tuple(_asks(name, one)),
            note="" if one.enabled else _first_sentence(why_off.get(name)),
        )
        for name, one in settings.items()
    ]
    return tuple(sorted(found, key=lambda line: (not line.enabled, line.name.casefold())))


def _asks(platform: str, settings: SourceSettings) -> Iterator[Asked]:
    for field, what in ASKED.items():
        if field == "keywords" and not getattr(settings, "stream", True):
            continue  # they are looked for in the stream of all posts only
        if items := tuple(_items(platform, getattr(settings, field, ()))):
            yield Asked(what=what, items=items)


def _items(platform: str, values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield _name(platform, value)
        elif getattr(value, "enabled", True):
            yield getattr(value, "name", None) or _server(value)


def _name(platform: str, value: str) -> str:
    """Return a name as readers know it: ``r/LocalLLaMA``, and the end of an at:// address."""
    if value.startswith("at://"):
        return value.rpartition("/")[2]
    return f"r/{value}" if platform == "reddit" else value


def _server(value: Any) -> str:
    """Return a server's host with its hashtags and timelines."""
    asked = [f"#{tag.removeprefix('#')}" for tag in getattr(value, "tags", ())]
    asked += [f"{name} timeline" for name in ("local", "federated") if getattr(value, name, False)]
    return f"{host(value.base_url)}: {', '.join(asked)}"


def _first_sentence(why: str | None) -> str:
    """Return the reason without what whoever runs the site could do about it."""
    return f"{re.split('[.:] ', why)[0].rstrip('.')}." if why else ""
