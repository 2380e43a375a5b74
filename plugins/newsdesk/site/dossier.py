"""All that the pages of one story may be made of: narrow enough to know when they need not be made again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from newsdesk.archive.corrections import Correction
from newsdesk.records import iso
from newsdesk.site.abstract import Abstract, Card
from newsdesk.site.library import Library
from newsdesk.site.settings import Site
from newsdesk.stories import StoryVersion


class Beside(NamedTuple):
    """A card of the rail, and the reason that it prints."""

    card: Card
    why: str


@dataclass(frozen=True)
class Dossier:
    """A story with everything around it that its pages print.

    ``versions`` are all that are kept, in order, the current one last; ``corrections`` what was wrong in the
    story, the oldest first; ``reasons`` why editions updated it, by their times; ``linked`` the stories, of
    those that its versions may link, that are published; ``rail`` finds what stands beside it.
    """

    site: Site
    story: Abstract
    versions: tuple[Abstract, ...]
    corrections: tuple[Correction, ...]
    reasons: Mapping[datetime, str]
    linked: frozenset[str]
    rail: Callable[[], tuple[Beside, ...]]
    library: Library

    @property
    def whole(self) -> StoryVersion:
        """The current version with its text and evidence."""
        return self.library.version(self.story)

    @cached_property
    def beside(self) -> tuple[Beside, ...]:
        """What stands beside the story."""
        return self.rail()

    @cached_property
    def of_text(self) -> dict[str, Any]:
        """Return what a page is made of that tells the current version, apart from the site."""
        return {
            "version": self.story.sha256,
            "corrections": [one.model_dump(mode="json") for one in self.corrections],
            "linked": sorted(self.linked),
        }

    @cached_property
    def of_versions(self) -> dict[str, Any]:
        """Return what a page is made of that tells the story so far."""
        return {
            **self.of_text,
            "versions": [version.sha256 for version in self.versions],
            "reasons": {iso(time): reason for time, reason in self.reasons.items()},
        }

    @cached_property
    def of_page(self) -> dict[str, Any]:
        """Return what the story's own page is made of: it has a rail as well."""
        beside = [[one.card.model_dump(mode="json"), one.why] for one in self.beside]
        return {**self.of_versions, "beside": beside}
