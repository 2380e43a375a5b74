"""The editions that published something, numbered from 1 in order of time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from newsdesk.site.abstract import Abstract
from newsdesk.site.edition import Edition


class InEdition(NamedTuple):
    """A story as an edition published it: ``version`` then, ``current`` today; ``first`` or a new version."""

    version: Abstract
    current: Abstract
    first: bool
    reason: str


class Numbered(NamedTuple):
    """An edition that published something; ``withdrawn`` counts its stories that can't be shown any more."""

    number: int
    report: Edition
    stories: tuple[InEdition, ...]
    withdrawn: int

    @property
    def address(self) -> str:
        """Where the edition stands for ever."""
        return address_of(self.report.as_of)


def address_of(as_of: datetime) -> str:
    """Return the address of an edition, whose time is in UTC."""
    return f"/editions/{as_of:%Y-%m-%d-%H%M}/"


def numbered(
    editions: Iterable[Edition],
    stories: Iterable[Abstract],
    history: Mapping[str, tuple[Abstract, ...]],
) -> tuple[Numbered, ...]:
    """Number the editions that published something, the first one 1, and find what each published."""
    current = {version.address: version for version in stories}
    at = {
        (version.slug, version.modified_at): version
        for version in (*(one for versions in history.values() for one in versions), *current.values())
        if version.address in current
    }
    found: list[Numbered] = []
    for report in sorted(filter(lambda one: one.outcomes, editions), key=lambda one: one.as_of):
        shown = [
            InEdition(version, current[version.address], outcome.fate == "story", outcome.reason)
            for outcome in report.outcomes
            if (version := at.get((outcome.story or "", report.as_of)))
        ]
        found.append(Numbered(len(found) + 1, report, tuple(shown), len(report.outcomes) - len(shown)))
    return tuple(found)
