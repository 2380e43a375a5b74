"""The names that stories are about or rest on: who has a page, and which stories stand on it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

from newsdesk.site.abstract import Abstract
from newsdesk.stories import BackgroundNote

MENTIONED: Final = 2  # so many stories must name what is no story's subject
#: What may become an address; anything else that calls itself an id has no page.
_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST: Final = 80


class NamedEntity(NamedTuple):
    """A name with a page: the stories whose subject it is, and those whose sources name it.

    ``gloss`` says what it is in a few words, where a story knew it; ``notes`` are dated facts with their
    source, oldest first. Both tuples of stories are newest first, and no story is in both.
    """

    id: str
    name: str
    gloss: str | None
    notes: tuple[BackgroundNote, ...]
    about: tuple[Abstract, ...]
    mentioned: tuple[Abstract, ...]

    @property
    def address(self) -> str:
        """Where its page stands."""
        return address_of(self.id)

    @property
    def stories(self) -> tuple[Abstract, ...]:
        """All its stories, those about it first."""
        return (*self.about, *self.mentioned)


def address_of(entity: str) -> str:
    """Return the address of a name's page."""
    return f"/entities/{entity}/"


def entities_of(newest_first: Iterable[Abstract]) -> tuple[NamedEntity, ...]:
    """Return every name that is a story's subject or that two stories' sources name, by id."""
    about: dict[str, list[Abstract]] = defaultdict(list)
    mentioned: dict[str, list[Abstract]] = defaultdict(list)
    for version in newest_first:
        subject = version.subject
        if subject and version.subject_name:
            about[subject].append(version)
        for entity in version.mentioned:
            if entity != subject:
                mentioned[entity].append(version)
    return tuple(
        _entity(entity, about.get(entity, []), mentioned.get(entity, []))
        for entity in sorted(about.keys() | mentioned.keys())
        if _has_page(entity) and (entity in about or len(mentioned[entity]) >= MENTIONED)
    )


def _has_page(entity: str) -> bool:
    return len(entity) <= _LONGEST and _ID.fullmatch(entity) is not None


def _entity(entity: str, about: list[Abstract], mentioned: list[Abstract]) -> NamedEntity:
    stories = (*about, *mentioned)
    notes = {note.text: note for version in stories for note in version.notes}
    return NamedEntity(
        id=entity,
        name=about[0].subject_name or entity if about else mentioned[0].names[entity],
        gloss=next((v.subject_gloss for v in about if v.subject_gloss), None),
        notes=tuple(
            sorted((n for n in notes.values() if n.entity == entity), key=lambda n: (n.date, n.text))
        ),
        about=tuple(about),
        mentioned=tuple(mentioned),
    )
