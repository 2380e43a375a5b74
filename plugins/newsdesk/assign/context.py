"""What surrounds a brief: dated background, the beats next to it, pages behind links, words that wore out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from newsdesk.analyse.function_words import FUNCTION_WORDS
from newsdesk.archive.addresses import address
from newsdesk.assign.candidates import Proposal
from newsdesk.assign.material import Material
from newsdesk.assign.memory import Remembered
from newsdesk.config import Beat, Config
from newsdesk.detect.values import Voice
from newsdesk.records import Entity, Record
from newsdesk.stories import BackgroundNote, BeatRef, Page

#: Background notes on the subject, and on each further name.
OF_SUBJECT, OF_COMPANION, NOTES = 3, 1, 6
#: The part of the voices that must stand on another beat for it to be told.
ALSO_THERE = 0.25
#: Pages that a brief holds, and the characters of text that they hold together.
PAGES, PAGE_ROOM = 4, 24_000
#: A word that so many of the last stories' headlines and openings hold has worn out; at most so many words.
WORN, WORN_WORDS = 3, 12
_WORD = re.compile(r"[^\W\d_]{4,}")


def background(
    proposal: Proposal, named: Sequence[str], entities: Mapping[str, Entity], as_of: datetime
) -> tuple[BackgroundNote, ...]:
    """Return what is known of the subject and of other names from before the edition, the newest first."""
    order = [*([proposal.subject] if proposal.subject else []), *named]
    found: list[tuple[str, str, str, str]] = []
    for entity in dict.fromkeys(order):
        known = entities[entity].notes if entity in entities else ()
        past = sorted((n for n in known if last_day(n.date) < as_of.date()), key=lambda n: (n.date, n.text))
        most = OF_SUBJECT if entity == proposal.subject else OF_COMPANION
        found += [(entity, note.text, note.date, note.source) for note in past[::-1][:most]]
    return tuple(
        BackgroundNote(id=f"n{number}", entity=entity, text=text, date=day, source=source)
        for number, (entity, text, day, source) in enumerate(found[:NOTES], start=1)
    )


def last_day(text: str) -> date:
    """Return the last day that an ISO date of a year, month or day may mean."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else 12
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def other_beats(proposal: Proposal, material: Material, config: Config, looked_at: int) -> Iterator[BeatRef]:
    """Yield the beats that the matter crosses, and those on which a quarter of the voices also stand."""
    crossing = set(proposal.other_beats)
    crowded = {slug for slug, n in material.beats.items() if looked_at and n >= ALSO_THERE * looked_at}
    for beat in config.beats:
        if beat.slug != proposal.beat and beat.slug in crossing | crowded:
            yield beat_ref(beat)


def beat_ref(beat: Beat) -> BeatRef:
    """Return a beat as a brief names it."""
    return BeatRef(slug=beat.slug, name=beat.name, group=beat.group, description=beat.description)


def linking(voices: Iterable[Voice], material: Material) -> list[str]:
    """Return the ids of the voices that link a collected page."""
    return [voice.id for voice in voices if _linked(material.records[voice.id], material)]


def _linked(record: Record, material: Material) -> set[str]:
    return {address(link) for link in record.links} & material.linked.keys()


def pages(chosen: Sequence[Voice], numbered: Mapping[str, str], material: Material) -> tuple[Page, ...]:
    """Return the collected pages that the brief's records link, the most linked first, as far as they fit."""
    linked_by: dict[str, list[str]] = {}
    for voice in chosen:
        for key in sorted(_linked(material.records[voice.id], material)):
            if material.linked[key].id not in numbered:
                linked_by.setdefault(key, []).append(numbered[voice.id])
    room = PAGE_ROOM
    told: list[Page] = []
    for key in sorted(linked_by, key=lambda key: (-len(linked_by[key]), key)):
        record = material.linked[key]
        if len(told) < PAGES and len(record.text) <= room:
            room -= len(record.text)
            told.append(Page(id=f"p{len(told) + 1}", record=record, linked_by=tuple(linked_by[key])))
    return tuple(told)


def worn_words(recent: Sequence[Remembered], config: Config) -> tuple[str, ...]:
    """Return the words that several of the last stories began with or were headed by, the most worn first.

    Names of beats are needed again and again; they never wear out.
    """
    needed = {word for beat in config.beats for word in _WORD.findall(beat.name.lower())}
    seen = Counter(
        word
        for story in recent
        for word in sorted(set(_WORD.findall(f"{story.headline} {story.opening}".lower())))
        if word not in FUNCTION_WORDS and word not in needed
    )
    worn = sorted((word for word, n in seen.items() if n >= WORN), key=lambda word: (-seen[word], word))
    return tuple(worn[:WORN_WORDS])
