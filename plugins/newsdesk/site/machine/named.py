"""Who and what the stories are about: the names that have a page of their own, with their stories."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from newsdesk.records import Value
from newsdesk.site.published import Published
from newsdesk.stories import StoryVersion

#: A name is on a page of its own if it is a story's subject, or if the sources of so many stories give it.
ENOUGH: Final = 2
_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class NamedEntity(Value):
    """A name with its stories, the newest first: those about it, and those whose sources give it."""

    id: str
    name: str
    about: tuple[StoryVersion, ...]
    mentioned: tuple[StoryVersion, ...]

    @property
    def address(self) -> str:
        """Where its page stands."""
        return f"/entities/{self.id}/"


def entities(published: Published) -> tuple[NamedEntity, ...]:
    """Return the names that have a page, by id; an id that can't stand in an address has none."""
    names: dict[str, str] = {}
    about: dict[str, list[StoryVersion]] = defaultdict(list)
    mentioned: dict[str, list[StoryVersion]] = defaultdict(list)
    for version in published.newest_first:
        brief = version.brief
        if brief.subject and brief.subject_name:
            names.setdefault(brief.subject, brief.subject_name)
            about[brief.subject].append(version)
        for entity in sorted(_cited(version) - {brief.subject}):
            names.setdefault(entity, brief.names[entity])
            mentioned[entity].append(version)
    return tuple(
        NamedEntity(id=id, name=names[id], about=tuple(about[id]), mentioned=tuple(mentioned[id]))
        for id in sorted(names)
        if _ID.fullmatch(id) and (about[id] or len(mentioned[id]) >= ENOUGH)
    )


def _cited(version: StoryVersion) -> set[str]:
    return {
        entity for item in version.brief.records for entity in item.entities if entity in version.brief.names
    }
