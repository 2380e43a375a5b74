"""The newsroom's files to what is published: proved stories, versions, corrections, editions, removals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from newsdesk import garbage
from newsdesk.archive import corrections, ledger
from newsdesk.archive.corrections import Correction
from newsdesk.archive.removals import REMOVALS
from newsdesk.config import Layout
from newsdesk.publish import versions
from newsdesk.site import library
from newsdesk.site.abstract import Abstract, Story, abstract
from newsdesk.site.edition import Edition, edition
from newsdesk.site.published import Published, Removed
from newsdesk.site.settings import Site


class Known(NamedTuple):
    """What was read before, of files that did not change since.

    These are stories that were proved without any fault, by YYYY/MM/slug, and editions by their files, as
    paths from the newsroom.
    """

    stories: Mapping[str, Story]
    editions: Mapping[str, Edition]


class Read(NamedTuple):
    """What is published, a line for each thing that is left out, and what need not be read again.

    What is left out are stories and versions that aren't whole, and corrections of stories that aren't there.
    """

    published: Published
    problems: tuple[str, ...]
    sound: Known


def read(layout: Layout, site: Site, known: Known | None = None) -> Read:
    """Read and prove what a site is made of: the demonstration's stories if ``site`` is one, else the others.

    What is ``known`` is not read again. Raises LedgerError for a bad file of the ledger.
    """
    with garbage.kept():
        known = known or Known({}, {})
        shelf = _shelf(layout, site, known.stories)
        current = (story[-1] for story in shelf.stories)
        stories = tuple(sorted(current, key=lambda version: (version.published_at, version.slug)))
        editions = _editions(layout, known.editions, demo=site.demo)
        removed = tuple(
            Removed(record=entry.record, reason=entry.reason, seen_at=entry.seen_at)
            for entry in REMOVALS.read(layout)
        )
        corrected, lost = _by_story(corrections.read(layout, demo=site.demo), stories)
    history = {story[-1].address: story for story in shelf.stories if story[-1].version > 1}
    problems = (*shelf.problems, *(f"correction left out: no story “{slug}” is published" for slug in lost))
    whole = library.of(layout, demo=site.demo)
    published = Published(site, stories, whole, history, tuple(editions.values()), removed, corrected)
    return Read(published, problems, Known(shelf.sound, editions))


def _editions(layout: Layout, known: Mapping[str, Edition], *, demo: bool) -> dict[str, Edition]:
    """Return the worked editions in order of time, by their files."""
    found: dict[str, Edition] = {}
    for as_of, path in ledger.files(layout, demo=demo):
        name = path.relative_to(layout.root).as_posix()
        found[name] = known.get(name) or edition(*ledger.with_digest(layout, as_of, demo=demo))
    return found


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
