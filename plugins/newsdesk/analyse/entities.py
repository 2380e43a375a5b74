"""Which names of the AI field a text mentions: a gazetteer, matched whole and longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Annotated, NamedTuple

from pydantic import Field, TypeAdapter

from newsdesk.records import Entity, EntityNote, EntityType, Rename, Value

#: The file of names that exist in the demonstration only.
INVENTED = "invented"
_Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
_DIVIDER = re.compile(r"[ -]")
_BEFORE_DIGIT = re.compile(r"[ -](?=\d)")


class Spelling(NamedTuple):
    """One way to write a name: ``cased`` only as it stands, ``ambiguous`` only beside a context word.

    What is ``never`` meant takes the place of the name that is a part of it, and is no mention.
    """

    text: str
    cased: bool
    ambiguous: bool
    never: bool = False


class Entry(Value):
    """One name of the files in ``gazetteer/``.

    ``name`` and ``aliases`` are found in any case; with ``exact`` only as they are written, but ``loose``
    forms still in any case. ``ambiguous`` forms have other meanings too and count only where one of the
    words of ``needs`` stands in the same title or text (whole words, any case; a ``*`` at the end is any
    ending); a name that is itself ambiguous stands in that list as well. ``never`` are phrases that contain
    the name and mean another thing ("Latin America"). Of two names that overlap the longer one is meant.
    Hyphens, spaces and what is joined to a digit need no forms of their own.

    ``gloss`` has five words or fewer. ``of`` is the id of the maker, the employer or the family. ``notes``
    are dated facts, one clause each, with an address; ``renames`` are earlier names, which are forms too.
    """

    id: _Id
    name: Annotated[str, Field(min_length=1)]
    type: EntityType
    gloss: Annotated[str, Field(min_length=1)]
    of: _Id | None = None
    exact: bool = False
    aliases: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    renames: tuple[Rename, ...] = ()
    notes: tuple[EntityNote, ...] = ()

    def spellings(self) -> Iterator[Spelling]:
        """Yield every way to write the name, with the variants of hyphen and space."""
        clear = [form for form in (self.name, *self.aliases) if form not in self.ambiguous]
        for forms, cased, ambiguous in (
            (clear, self.exact, False),
            (self.loose, False, False),
            (self.ambiguous, self.exact, True),
        ):
            for text in dict.fromkeys(variant for form in forms for variant in _variants(form)):
                yield Spelling(text, cased, ambiguous)
        for text in self.never:
            yield Spelling(text, cased=False, ambiguous=False, never=True)

    def entity(self) -> Entity:
        """Return the name as other stages see it."""
        forms = (*self.aliases, *self.loose, *self.ambiguous)
        return Entity(
            id=self.id,
            name=self.name,
            type=self.type,
            aliases=tuple(dict.fromkeys(form for form in forms if form != self.name)),
            gloss=self.gloss,
            notes=self.notes,
            renames=self.renames,
        )


def _variants(form: str) -> tuple[str, ...]:
    # "GPT-5 mini", "gpt 5 mini" and "gpt5 mini" are one name.
    if not _DIVIDER.search(form):
        return (form,)
    return (form, form.replace("-", " "), form.replace(" ", "-"), _BEFORE_DIGIT.sub("", form))


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a text names an entity: ``text[start:end]`` is the name as it stands there."""

    entity: str
    start: int
    end: int


@cache
def gazetteer() -> dict[str, Entity]:
    """Return the known entities by id, in the gazetteer's order."""
    return {entry.id: entry.entity() for entry in entries()}


@cache
def entries() -> tuple[Entry, ...]:
    """Return the entries of the gazetteer: its files by name, one after the other."""
    return tuple(entry for section in _sections().values() for entry in section)


@cache
def makers() -> dict[str, str]:
    """Return who makes, employs or rules what, by id: a model's family, a product's company.

    Two names that are linked here may be one piece of news.
    """
    return {entry.id: entry.of for entry in entries() if entry.of is not None}


@cache
def invented() -> frozenset[str]:
    """Return the ids of the names that exist in the demonstration only."""
    return frozenset(entry.id for entry in _sections()[INVENTED])


@cache
def _sections() -> dict[str, tuple[Entry, ...]]:
    import yaml

    # libyaml where it is there: it reads our files eight times as fast.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    folder = resources.files("newsdesk.analyse").joinpath("gazetteer")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda f: f.name)
    return TypeAdapter(dict[str, tuple[Entry, ...]]).validate_python(
        {
            file.name.removesuffix(".yaml"): yaml.load(file.read_text(encoding="utf-8"), Loader=loader)
            for file in files
        }
    )


@dataclass(frozen=True, slots=True)
class _Form:
    entity: str | None  # None for what is no name, though there is one in it
    written: str | None  # None where any case will do
    needs: frozenset[int]  # numbers of context phrases, none where the form is clear by itself


class Names:
    """The matcher for a gazetteer."""

    def __init__(self, known: Iterable[Entry]) -> None:
        """Compile the names into one automaton and the context words into another."""
        from newsdesk.analyse.matching import Phrases

        known = tuple(known)
        contexts = sorted({word for entry in known for word in entry.needs})
        number_of = {word: number for number, word in enumerate(contexts)}
        self._forms: list[_Form] = []
        phrases = []
        for entry in known:
            needs = frozenset(number_of[word] for word in entry.needs)
            for text, cased, ambiguous, never in entry.spellings():
                phrases.append(text)
                self._forms.append(
                    _Form(
                        None if never else entry.id,
                        text if cased else None,
                        needs if ambiguous else frozenset(),
                    )
                )
        self._phrases = Phrases(phrases)
        # Context words are everyday words; most texts have no name that asks for them.
        self._contexts = Phrases(contexts)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return the names in ``text`` from left to right, never overlapping; addresses don't count."""
        from newsdesk.analyse.matching import fold
        from newsdesk.analyse.reading import blank_addresses

        visible = blank_addresses(text)
        return self.mentions_in(visible, fold(visible))

    def mentions_in(self, visible: str, folded: str) -> tuple[Mention, ...]:
        """Do the same for a text whose addresses are blanked already, with its folded form."""
        candidates = []
        for number, start, end in self._phrases.find(folded):
            form = self._forms[number]
            if form.written is None or (
                visible[start:end] == form.written and not _in_compound(folded, start)
            ):
                candidates.append((start, -end, form))
        if not candidates:
            return ()
        candidates.sort(key=lambda found: found[:2])
        contexts: dict[int, tuple[int, int]] = {}
        if any(form.needs for _, _, form in candidates):
            for number, start, end in self._contexts.find(folded):
                contexts.setdefault(number, (start, end))
        return _longest(candidates, contexts)


def _longest(
    candidates: list[tuple[int, int, _Form]], contexts: dict[int, tuple[int, int]]
) -> tuple[Mention, ...]:
    # From left to right; what overlaps the last one takes its place only if it is longer.
    chosen: list[tuple[int, int, str | None]] = []
    for start, minus_end, form in candidates:
        end = -minus_end
        if form.needs and not _in_context(form.needs, contexts, start, end):
            continue
        if chosen and start < chosen[-1][1]:
            if end - start <= chosen[-1][1] - chosen[-1][0]:
                continue
            chosen.pop()
        chosen.append((start, end, form.entity))
    return tuple(Mention(entity, start, end) for start, end, entity in chosen if entity is not None)


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
