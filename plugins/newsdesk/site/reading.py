"""The newsroom's files to what is published: proved stories, versions, corrections, editions, removals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from newsdesk import garbage
from newsdesk.archive import corrections, ledger
from newsdesk.archive.corrections import Correction
from newsdesk.archive.removals import REMOVALS
from newsdesk.config import Layout
from newsdesk.publish import versions
from newsdesk.site.abstract import Abstract, Story, abstract
from newsdesk.site.dossier import Library
from newsdesk.site.published import Published, Removed
from newsdesk.site.settings import Site
from newsdesk.stories import StoryVersion

#: So many whole versions are kept: those of the stories whose pages are made at a time.
_KEPT: Final = 50


class Read(NamedTuple):
    """What is published, a line for each thing that is left out, and the stories that are wholly proved.

    What is left out are stories and versions that aren't whole, and corrections of stories that aren't there.
    """

    published: Published
    problems: tuple[str, ...]
    sound: Mapping[str, Story]


def read(layout: Layout, site: Site, known: Mapping[str, Story] | None = None) -> Read:
    """Read and prove what a site is made of: the demonstration's stories if ``site`` is one, else the others.

    ``known`` are stories, by YYYY/MM/slug, that were proved before and whose files did not change since:
    they are not read again. Raises LedgerError for a bad file of the ledger.
    """
    with garbage.kept():
        shelf = _shelf(layout, site, known or {})
        current = (story[-1] for story in shelf.stories)
        stories = tuple(sorted(current, key=lambda version: (version.published_at, version.slug)))
        editions = ledger.editions(layout, demo=site.demo)
        removed = tuple(
            Removed(record=entry.record, reason=entry.reason, seen_at=entry.seen_at)
            for entry in REMOVALS.read(layout)
        )
        corrected, lost = _by_story(corrections.read(layout, demo=site.demo), stories)
    history = {story[-1].address: story for story in shelf.stories if story[-1].version > 1}
    problems = (*shelf.problems, *(f"correction left out: no story “{slug}” is published" for slug in lost))
    published = Published(site, stories, library(layout), history, editions, removed, corrected)
    return Read(published, problems, shelf.sound)


def library(layout: Layout) -> Library:
    """Return what reads the whole of a version again, and keeps the last ones."""

    @lru_cache(_KEPT)
    def whole(story: str, number: int, file: str) -> StoryVersion:
        return versions.again(layout, story, number, file)

    return lambda one: whole(one.story, one.version, one.file)


class _Shelf(NamedTuple):
    """All whole stories that the site tells, what was told of the others, and those without any fault."""

    stories: list[Story]
    problems: list[str]
    sound: dict[str, Story]


def _shelf(layout: Layout, site: Site, known: Mapping[str, Story]) -> _Shelf:
    found: list[Story] = []
    faults: list[str] = []
    lost: list[str] = []
    sound: dict[str, Story] = {}
    every: list[str] = []
    for paths in versions.stories(layout):
        name = paths[0].parent.relative_to(layout.versions).as_posix()
        every.append(name)
        story = known.get(name)
        if story is None:
            proved = versions.prove(layout, paths)
            story = tuple(abstract(one.version, one.file) for one in proved.versions)
            faults += proved.faults
            lost += proved.lost if story and story[-1].demo == site.demo else ()
        if story and len(story) == story[-1].version:
            sound[name] = story
        if story and story[-1].demo == site.demo:
            found.append(story)
    faults += versions.strays(layout, every)
    told = [f"not published: {fault}" for fault in faults]
    told += [f"left out of the story so far: {one}" for one in lost]
    return _Shelf(found, told, sound)


def _by_story(
    found: Iterable[Correction], stories: Iterable[Abstract]
) -> tuple[dict[str, tuple[Correction, ...]], list[str]]:
    """Return the corrections of each story that is published, by slug, and the slugs of the others."""
    by_slug: dict[str, list[Correction]] = defaultdict(list)
    for one in found:
        by_slug[one.story].append(one)
    there = {version.slug for version in stories}
    kept = {slug: tuple(said) for slug, said in by_slug.items() if slug in there}
    return kept, sorted(set(by_slug) - there)
