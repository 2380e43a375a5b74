"""What the pages are made of: the published stories, all their versions, and what the editions saw."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from newsdesk.archive.corrections import Correction
from newsdesk.records import UtcTime, Value
from newsdesk.reports import EditionReport
from newsdesk.site import library
from newsdesk.site.abstract import Abstract, abstract
from newsdesk.site.dossier import Beside, Dossier
from newsdesk.site.edition import Edition, edition
from newsdesk.site.library import Library
from newsdesk.site.parts import corrected, weather
from newsdesk.site.parts.entities import NamedEntity, entities_of
from newsdesk.site.parts.more_stories import Rail
from newsdesk.site.parts.numbered_editions import Numbered, numbered
from newsdesk.site.parts.teaser import newest_first
from newsdesk.site.parts.weather import Climate
from newsdesk.site.settings import Site
from newsdesk.stories import StoryVersion


class Removed(Value):
    """A record that its platform no longer shows: its id, why, and when that was found out."""

    record: str
    reason: str
    seen_at: UtcTime


@dataclass(frozen=True)
class Published:
    """Everything that a page may be made of.

    ``stories`` are the current versions; ``history`` holds every version of a story in order, by the story's
    address (a story with one version may be left out); ``editions`` are the worked editions by time;
    ``library`` brings back the whole of a version or an edition; ``removed`` are the records that were taken
    away where they had been posted; ``corrections`` are what editors say was wrong in a story, by its slug,
    the oldest first.
    """

    site: Site
    stories: tuple[Abstract, ...]
    library: Library
    history: Mapping[str, tuple[Abstract, ...]] = field(default_factory=dict)
    editions: tuple[Edition, ...] = ()
    removed: tuple[Removed, ...] = ()
    corrections: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)

    @cached_property
    def newest_first(self) -> tuple[Abstract, ...]:
        """The stories by their first publication, the newest first."""
        return newest_first(self.stories)

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The addresses of all stories: what a story may link to."""
        return frozenset(self.by_address)

    @cached_property
    def by_address(self) -> Mapping[str, Abstract]:
        """The stories by their addresses."""
        return {version.address: version for version in self.stories}

    @cached_property
    def updates(self) -> Mapping[str, Mapping[datetime, str]]:
        """Why editions wrote new versions of a story, by the story's slug and the edition's time."""
        found: dict[str, dict[datetime, str]] = defaultdict(dict)
        for one in self.editions:
            for outcome in one.outcomes:
                if outcome.fate == "version" and outcome.story:
                    found[outcome.story][one.as_of] = outcome.reason
        return found

    @cached_property
    def by_slug(self) -> Mapping[str, Abstract]:
        """The stories by what the ledger calls them."""
        return {version.slug: version for version in self.stories}

    def corrections_of(self, version: Abstract) -> tuple[Correction, ...]:
        """Return what was wrong in a story, the oldest first."""
        return self.corrections.get(version.slug, ())

    def changed_at(self, version: Abstract) -> datetime:
        """Return when a story last changed: by its newest version, or by a correction after it."""
        return corrected.changed_at(version.modified_at, self.corrections_of(version))

    def dossier(self, story: Abstract) -> Dossier:
        """Return all that the pages of a story may be made of."""
        versions = self.history.get(story.address) or (story,)
        times = {version.modified_at for version in versions}
        reasons = self.updates.get(story.slug, {})
        linked = {address for version in versions for address in version.earlier}
        return Dossier(
            site=self.site,
            story=story,
            versions=versions,
            corrections=self.corrections_of(story),
            reasons={time: reason for time, reason in reasons.items() if time in times},
            linked=self.addresses & linked,
            rail=lambda: tuple(Beside(one.version.card, one.why) for one in self.rail.beside(story)),
            library=self.library,
        )

    @cached_property
    def rail(self) -> Rail:
        """What finds related stories."""
        return Rail(self.stories)

    @cached_property
    def by_beat(self) -> Mapping[str, tuple[Abstract, ...]]:
        """The stories of each beat that has any, by its slug, the newest first.

        A story that moved on several beats stands on each of them.
        """
        found: dict[str, list[Abstract]] = defaultdict(list)
        for version in self.newest_first:
            for beat in version.beats:
                found[beat.slug].append(version)
        return {slug: tuple(versions) for slug, versions in found.items()}

    @cached_property
    def entities(self) -> tuple[NamedEntity, ...]:
        """The names that have a page, with the stories about them and those that mention them, by id."""
        return entities_of(self.newest_first)

    @cached_property
    def entities_by_id(self) -> Mapping[str, NamedEntity]:
        """The same by id: what a name may be linked to."""
        return {entity.id: entity for entity in self.entities}

    @cached_property
    def numbered(self) -> tuple[Numbered, ...]:
        """The editions that published something, in order of time."""
        return numbered(self.editions, self.stories, self.history)

    @cached_property
    def climate(self) -> Climate:
        """The weather of the beats over the last 14 days."""
        told = [one for one in self.editions if one.weather]
        newest = max((one.as_of for one in told), default=None)
        return Climate(
            self.library.edition(one) for one in told if newest and newest - one.as_of <= weather.LOOKS_BACK
        )


def of_versions(
    site: Site,
    stories: Iterable[StoryVersion],
    history: Mapping[str, Iterable[StoryVersion]] | None = None,
    editions: Iterable[EditionReport] = (),
    removed: tuple[Removed, ...] = (),
    corrections: Mapping[str, tuple[Correction, ...]] | None = None,
) -> Published:
    """Return what is published where all of it is at hand."""
    current, reports = tuple(stories), tuple(editions)
    past = {address: tuple(versions) for address, versions in (history or {}).items()}
    every = (*(version for versions in past.values() for version in versions), *current)
    return Published(
        site,
        tuple(map(abstract, current)),
        library.at_hand(every, reports),
        {address: tuple(map(abstract, versions)) for address, versions in past.items()},
        tuple(map(edition, reports)),
        removed,
        corrections or {},
    )
