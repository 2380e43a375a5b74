"""A draft laid out beside its brief: every part's place, own text, and what it may rest on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from newsdesk.check.words import PLATFORM_WORDS
from newsdesk.prose import SLOT, SlotError, cites_of, iter_parts, render_part
from newsdesk.records import Record, Statistic
from newsdesk.stories import Brief, BriefRecord, Draft, Part

#: Published quotations by the full id of their record.
Printed = Mapping[str, Collection[str]]
Region = Literal["headline", "standfirst", "body"]

#: What stands for a slot in a part's own text: no letter, no digit, no punctuation of a language.
SLOT_MARK = "\ufffc"


@dataclass(frozen=True)
class Place:
    """One part where it stands.

    ``told`` is its own text with the words of its statistic, and the other slots as ``SLOT_MARK``.
    ``sentence`` and ``group`` are the paths of its sentence and of the paragraph within which cites
    inherit. ``own`` is its text with every slot replaced by ``SLOT_MARK``, ``rendered`` its words in
    print (empty if a slot can't be filled). ``cites`` are its own, ``evidence`` those and the earlier
    ones of its group.
    """

    path: str
    part: Part
    region: Region
    sentence: str
    group: str
    first: bool
    own: str
    told: str
    rendered: str
    cites: tuple[str, ...]
    evidence: tuple[str, ...]

    @property
    def is_mark(self) -> bool:
        """Whether the part is closing punctuation alone, which says nothing and owes nothing."""
        return bool(self.own.strip()) and not any(
            letter.isalnum() or letter == SLOT_MARK for letter in self.own
        )


@dataclass(frozen=True)
class View:
    """A draft and its brief, with the lookups that the checks share.

    ``printed`` are the quotations that stand in published stories, by the full id of their record.
    """

    draft: Draft
    brief: Brief
    places: tuple[Place, ...]
    printed: Printed = field(default_factory=dict)

    @cached_property
    def records(self) -> dict[str, BriefRecord]:
        """The brief's records by id."""
        return {record.id: record for record in self.brief.records}

    @cached_property
    def statistics(self) -> dict[str, Statistic]:
        """The brief's statistics by id, those of contributions and overlaps included."""
        extra = [item.statistic for item in self.brief.contributions]
        extra += [item.statistic for item in self.brief.overlaps]
        return {statistic.id: statistic for statistic in (*extra, *self.brief.statistics)}

    @cached_property
    def texts(self) -> dict[str, str]:
        """What each citable id of the brief says, in words."""
        brief = self.brief
        texts = {item.id: _words(item.record) for item in brief.records}
        texts |= {page.id: _words(page.record) for page in brief.pages}
        texts |= {note.id: f"{note.text} {note.date}" for note in brief.background}
        texts |= {story.id: f"{story.headline} {story.standfirst}" for story in brief.earlier}
        texts |= {position.id: position.claim for position in brief.positions}
        return texts | {key: " ".join(item.forms.values()) for key, item in self.statistics.items()}

    @property
    def body(self) -> tuple[Place, ...]:
        """The places of the body alone."""
        return tuple(place for place in self.places if place.region == "body")

    def cited_records(self, place: Place, *, inherit: bool = True) -> list[BriefRecord]:
        """Return the records that a part cites, else those it inherits."""
        own = [self.records[cite] for cite in place.cites if cite in self.records]
        if own or not inherit:
            return own
        return [self.records[cite] for cite in place.evidence if cite in self.records]

    def cited_items(self, place: Place) -> list[Record]:
        """Return the records and pages of the part's evidence as they were collected."""
        pages = {page.id: page.record for page in self.brief.pages}
        known = {item.id: item.record for item in self.brief.records} | pages
        return [known[cite] for cite in place.evidence if cite in known]

    def evidence_text(self, place: Place) -> str:
        """Return all the words that a part rests on."""
        return "\n".join(self.texts.get(cite, "") for cite in place.evidence)

    @cached_property
    def common_names(self) -> tuple[str, ...]:
        """Names that any part may use: entities, beats, platforms, the subject, its gloss; longest first."""
        brief = self.brief
        beats = [beat.name for beat in (brief.beat, *brief.other_beats)]
        platforms = [name for names in PLATFORM_WORDS.values() for name in names if name != "X"]
        subject = [name for name in (brief.subject_name, brief.subject_gloss) if name]
        names = {*brief.names.values(), *beats, *platforms, *subject}
        return tuple(sorted(names, key=lambda name: (-len(name), name)))


def lay_out(draft: Draft, brief: Brief, printed: Printed | None = None) -> View:
    """Return the view of a draft; parts that can't be rendered have no words in print."""
    return View(draft, brief, tuple(_places(draft, brief)), printed or {})


def _places(draft: Draft, brief: Brief) -> Iterator[Place]:
    group: str = ""
    evidence: tuple[str, ...] = ()
    for path, part in iter_parts(draft):
        steps = path.split(".")
        sentence = ".".join(steps[:-2])
        here = ".".join(steps[:2]) if steps[0] == "paragraphs" else steps[0]
        evidence = cites_of(part) if here != group else tuple(dict.fromkeys((*cites_of(part), *evidence)))
        group = here
        region: Region = "body" if steps[0] == "paragraphs" else steps[0]  # type: ignore[assignment]
        yield Place(
            path=path,
            part=part,
            region=region,
            sentence=sentence,
            group=group,
            first=steps[-1] == "0",
            own=SLOT.sub(SLOT_MARK, part.text),
            told=_told(part, brief),
            rendered=_rendered(part, brief),
            cites=cites_of(part),
            evidence=evidence,
        )


def _told(part: Part, brief: Brief) -> str:
    shown = next(
        (one.forms.get(part.form) for one in brief.statistics if part.form and one.id == part.stat), None
    )
    text = re.sub(r"\{[sS]tat\}", lambda _: shown or SLOT_MARK, part.text)
    return SLOT.sub(SLOT_MARK, text)


def _rendered(part: Part, brief: Brief) -> str:
    try:
        return render_part(part, brief)
    except SlotError:
        return ""


def _words(record: Record) -> str:
    return "\n".join(text for text in (record.title, record.words, record.community) if text)
