"""What the pages are made of: the published stories, all their versions, and what the editions saw."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from newsdesk.archive.corrections import Correction
from newsdesk.records import UtcTime, Value
from newsdesk.reports import EditionReport
from newsdesk.site.parts import corrected
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
    ``removed`` are the records that were taken away where they had been posted; ``corrections`` are what
    editors say was wrong in a story, by its slug, the oldest first.
    """

    site: Site
    stories: tuple[StoryVersion, ...]
    history: Mapping[str, tuple[StoryVersion, ...]] = field(default_factory=dict)
    editions: tuple[EditionReport, ...] = ()
    removed: tuple[Removed, ...] = ()
    corrections: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)

    @cached_property
    def newest_first(self) -> tuple[StoryVersion, ...]:
        """The stories by their first publication, the newest first."""
        return newest_first(self.stories)

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The addresses of all stories: what a story may link to."""
        return frozenset(version.address for version in self.stories)

    @cached_property
    def updates(self) -> Mapping[tuple[str, datetime], str]:
        """Why an edition wrote a new version of a story, by the story's slug and the edition's time."""
        return {
            (candidate.story, report.as_of): candidate.reason
            for report in self.editions
            for candidate in report.candidates
            if candidate.fate == "version" and candidate.story
        }

    @cached_property
    def by_slug(self) -> Mapping[str, StoryVersion]:
        """The stories by what the ledger calls them."""
        return {version.slug: version for version in self.stories}

    def corrections_of(self, version: StoryVersion) -> tuple[Correction, ...]:
        """Return what was wrong in a story, the oldest first."""
        return self.corrections.get(version.slug, ())

    def changed_at(self, version: StoryVersion) -> datetime:
        """Return when a story last changed: by its newest version, or by a correction after it."""
        return corrected.changed_at(version, self.corrections_of(version))

    @cached_property
    def rail(self) -> Rail:
        """What finds related stories."""
        return Rail(self.stories)

    @cached_property
    def by_beat(self) -> Mapping[str, tuple[StoryVersion, ...]]:
        """The stories of each beat that has any, by its slug, the newest first.

        A story that moved on several beats stands on each of them.
        """
        found: dict[str, list[StoryVersion]] = defaultdict(list)
        for version in self.newest_first:
            for beat in (version.brief.beat, *version.brief.other_beats):
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
        return Climate(self.editions)
