"""The quotations that stand in published stories, by record: no later story cuts the same words anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from newsdesk.config import Layout
from newsdesk.errors import StoryError
from newsdesk.prose import iter_parts, records_by_id
from newsdesk.publish import versions
from newsdesk.stories import StoryVersion


@dataclass
class Printed:
    """Published quotations as they stand in print, by the full id of their record."""

    texts: dict[str, set[str]] = field(default_factory=dict)

    def keep(self, version: StoryVersion) -> None:
        """Add the quotations of a published version."""
        for record, text in of(version):
            self.texts.setdefault(record, set()).add(text)


def printed(published: Iterable[StoryVersion]) -> Printed:
    """Return the quotations of published versions."""
    found = Printed()
    for version in published:
        found.keep(version)
    return found


def of(version: StoryVersion) -> Iterator[tuple[str, str]]:
    """Yield each quotation of a version with the full id of its record."""
    known = records_by_id(version.brief)
    for _, part in iter_parts(version.draft):
        if part.quote and part.quote.record in known:
            yield known[part.quote.record].record.id, part.quote.text


@dataclass(frozen=True)
class _Appearance:
    """One quotation in one published version."""

    text: str
    place: tuple[str, int]
    demo: bool
    modified_at: datetime


@dataclass
class Index:
    """The quotations of every version on disk, read once, by the full id of their record."""

    appearances: dict[str, list[_Appearance]] = field(default_factory=dict)

    def beside(self, version: StoryVersion) -> dict[str, set[str]]:
        """Return what else had been printed of a version's records by its edition, that included."""
        return {
            record: {
                seen.text
                for seen in self.appearances.get(record, ())
                if seen.place != (version.story, version.version)
                and seen.demo == version.demo
                and seen.modified_at <= version.modified_at
            }
            for record, _ in of(version)
        }


def index(layout: Layout) -> Index:
    """Read every published version; one that can't be read is told by the check of its own file."""
    found = Index()
    for path in sorted(layout.versions.rglob("v*.json")):
        try:
            version = versions.load(layout, path)
        except StoryError:
            continue
        place = (version.story, version.version)
        for record, text in of(version):
            seen = _Appearance(text, place, version.demo, version.modified_at)
            found.appearances.setdefault(record, []).append(seen)
    return found
