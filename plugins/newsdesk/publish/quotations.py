"""The quotations that stand in published stories, by record: no later story cuts the same words anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

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
class Index:
    """The quotations of every version on disk, read once."""

    versions: tuple[tuple[StoryVersion, tuple[tuple[str, str], ...]], ...]

    def beside(self, version: StoryVersion) -> dict[str, set[str]]:
        """Return what had been printed elsewhere when a version was published, that edition included."""
        found: dict[str, set[str]] = {}
        for other, quoted in self.versions:
            same = (other.story, other.version) == (version.story, version.version)
            if not same and other.demo == version.demo and other.modified_at <= version.modified_at:
                for record, text in quoted:
                    found.setdefault(record, set()).add(text)
        return found


def index(layout: Layout) -> Index:
    """Read every published version; one that can't be read is told by the check of its own file."""
    found = []
    for path in sorted(layout.versions.rglob("v*.json")):
        try:
            version = versions.load(layout, path)
        except StoryError:
            continue
        found.append((version, tuple(of(version))))
    return Index(tuple(found))
