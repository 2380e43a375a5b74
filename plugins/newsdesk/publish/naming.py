"""Which story a person means, by its slug, its address, a URL of the site, or one of its files."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from newsdesk.config import Layout
from newsdesk.errors import UsageError
from newsdesk.publish import versions

#: Where a story stands, in whatever leads to it: pages, files, articles, versions.
_PLACE: Final = re.compile(r"(?<![^/])\d{4}/\d{2}/[a-z0-9-]+(?![^/.])")
_NEAR: Final = 5
_SHOWN: Final = 200


def named(layout: Layout, told: str) -> Path:
    """Return what :func:`find` does; raise UsageError, which names the stories most like it, for None."""
    if found := find(layout, told):
        return found
    slugs = [path.parent.name for path in versions.current_paths(layout)]
    raise UsageError(_unknown(told, _way(told), slugs))


def find(layout: Layout, told: str) -> Path | None:
    """Return the newest version file of the story that is meant, None if there is none.

    The host of a URL is not looked at: no file of a newsroom says where it will be served.
    """
    paths = versions.current_paths(layout)
    known = {path.parent.relative_to(layout.versions).as_posix(): path for path in paths}
    for found in _PLACE.finditer(_way(told)):
        if found[0] in known:
            return known[found[0]]
    by_slug = {path.parent.name: path for path in paths}
    return by_slug.get(told.strip().strip("/"))


def _way(told: str) -> str:
    """Return the whole path of a file that is there, and the path in a URL; anything else as it is."""
    try:
        if (path := Path(told)).is_file():
            return path.resolve().as_posix()
        return urlsplit(told).path if "://" in told else told
    except (OSError, ValueError):  # no path of this machine, or no URL
        return told


def _unknown(told: str, way: str, slugs: Iterable[str]) -> str:
    """Say that there is no such story, and which ones are like it."""
    listed = sorted(slugs)
    if not listed:
        return "There are no published stories yet."
    place = _PLACE.search(way)
    last = (place[0] if place else way.rstrip("/").removesuffix(".md")).rpartition("/")[2]
    like = "".join(f"\n  {slug}" for slug in _near(versions.slug_of(last), listed)) if last else ""
    hint = f" Like it are:{like}" if like else " Name a slug, an address or a file of the story."
    shown = told if len(told) <= _SHOWN else f"{told[:_SHOWN]}…"
    return f"There is no story {shown!r}.{hint}"


def _near(words: str, slugs: Iterable[str]) -> list[str]:
    """Return the slugs that hold all the words, then those that are spelt like them."""
    listed = list(slugs)
    holding = [slug for slug in listed if all(word in slug for word in words.split("-"))]
    return list(dict.fromkeys([*holding, *difflib.get_close_matches(words, listed, _NEAR, 0.5)]))[:_NEAR]
