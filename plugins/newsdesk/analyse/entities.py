"""Which names of the AI field a text mentions: a gazetteer, matched whole and longest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Annotated

import yaml
from pydantic import Field, TypeAdapter

from newsdesk.records import Entity, EntityType, Value


class Entry(Value):
    """One line of gazetteer.yaml; its head says what the fields mean."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    name: Annotated[str, Field(min_length=1)]
    type: EntityType
    gloss: Annotated[str, Field(min_length=1)]
    aliases: tuple[str, ...] = ()
    exact: bool = False
    ambiguous: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    def forms(self) -> Iterable[tuple[str, bool]]:
        """Yield every form with whether it needs a context word."""
        for form in dict.fromkeys((self.name, *self.aliases)):
            if form not in self.ambiguous:
                yield form, False
        for form in self.ambiguous:
            yield form, True


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a text names an entity: ``text[start:end]`` is the name as it stands there."""

    entity: str
    start: int
    end: int


@cache
def gazetteer() -> dict[str, Entity]:
    """Return the known entities by id, in the gazetteer's order."""
    return {
        entry.id: Entity(
            id=entry.id,
            name=entry.name,
            type=entry.type,
            aliases=tuple(dict.fromkeys((*entry.aliases, *(a for a in entry.ambiguous if a != entry.name)))),
            gloss=entry.gloss,
        )
        for entry in entries()
    }


@cache
def entries() -> tuple[Entry, ...]:
    """Return the entries of gazetteer.yaml: all its sections, one after the other."""
    return tuple(entry for section in _sections().values() for entry in section)


@cache
def invented() -> frozenset[str]:
    """Return the ids of the names that exist in the demonstration only."""
    return frozenset(entry.id for entry in _sections()["invented"])


@cache
def _sections() -> dict[str, tuple[Entry, ...]]:
    text = resources.files("newsdesk.analyse").joinpath("gazetteer.yaml").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, tuple[Entry, ...]]).validate_python(yaml.safe_load(text))


@dataclass(frozen=True, slots=True)
class _Form:
    entity: str
    written: str | None  # None where any case will do
    needs: frozenset[int]  # numbers of context phrases, none where the form is clear by itself


class Names:
    """The matcher for a gazetteer."""

    def __init__(self, known: Iterable[Entry]) -> None:
        """Compile names and context words into one automaton."""
        from newsdesk.analyse.matching import Phrases

        known = tuple(known)
        contexts = sorted({word for entry in known for word in entry.needs})
        number_of = {word: number for number, word in enumerate(contexts)}
        self._forms: list[_Form | None] = [None] * len(contexts)
        phrases = list(contexts)
        for entry in known:
            needs = frozenset(number_of[word] for word in entry.needs)
            for form, ambiguous in entry.forms():
                phrases.append(form)
                self._forms.append(
                    _Form(entry.id, form if entry.exact else None, needs if ambiguous else frozenset())
                )
        self._phrases = Phrases(phrases)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return the names in ``text`` from left to right, never overlapping; addresses don't count."""
        from newsdesk.analyse.matching import fold
        from newsdesk.analyse.reading import blank_addresses

        visible = blank_addresses(text)
        return self.mentions_in(visible, fold(visible))

    def mentions_in(self, visible: str, folded: str) -> tuple[Mention, ...]:
        """Do the same for a text whose addresses are blanked already, with its folded form."""
        contexts: dict[int, tuple[int, int]] = {}
        candidates = []
        for number, start, end in self._phrases.find(folded):
            form = self._forms[number]
            if form is None:
                contexts.setdefault(number, (start, end))
            elif form.written is None or (
                visible[start:end] == form.written and not _in_compound(folded, start)
            ):
                candidates.append((start, -end, form))
        if not candidates:
            return ()
        candidates.sort(key=lambda found: found[:2])
        return _longest(candidates, contexts)


def _longest(
    candidates: list[tuple[int, int, _Form]], contexts: dict[int, tuple[int, int]]
) -> tuple[Mention, ...]:
    mentions: list[Mention] = []
    free_from = 0
    for start, minus_end, form in candidates:
        if start < free_from or (form.needs and not _in_context(form.needs, contexts, start, -minus_end)):
            continue
        mentions.append(Mention(form.entity, start, -minus_end))
        free_from = -minus_end
    return tuple(mentions)


def _in_compound(folded: str, start: int) -> bool:
    # "Jean-Claude" names nobody's model.
    return start >= 2 and folded[start - 1] == "-" and folded[start - 2].isalpha()


def _in_context(needs: frozenset[int], contexts: dict[int, tuple[int, int]], start: int, end: int) -> bool:
    # The name itself is no context: "Meta" must not vouch for itself through "meta*".
    return any(number in needs and not (start <= at[0] < end) for number, at in contexts.items())


@cache
def names() -> Names:
    """Return the matcher for our gazetteer, built once."""
    return Names(entries())
