"""Briefs: who stands where, who speaks for it, what surrounds it, and how large it may grow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from assigning import CONFIG, NOON, WINDOW, signal, story, view, voice

from factories import make_record
from newsdesk.assign import brief as briefs
from newsdesk.assign.candidates import Proposal
from newsdesk.assign.context import background, last_day, other_beats, worn_words
from newsdesk.assign.material import HELD, ROOM, Material, choose, quotable
from newsdesk.assign.standpoints import as_positions, counts, standpoints
from newsdesk.assign.tallies import reach
from newsdesk.config import Beat, BeatRules, People
from newsdesk.detect.values import Carried, Voice
from newsdesk.records import Entity, EntityNote, Record
from newsdesk.stories import Brief

RENT = (
    "The new harbour bridge will raise every rent on the hill",
    "Rents on the hill go up once that harbour bridge opens",
    "A harbour bridge means higher rents on the hill, as always",
    "Hill rents were rising before the harbour bridge was drawn",
)
FERRY = (
    "Ferry drivers get no pension when the boats stop, a disgrace",
    "What about the pensions of the ferry drivers?",
    "They owe each ferry driver a pension, boats or not",
)
ASIDES = ("Violins again tonight", "Copper prices fell once more", "Somebody please feed that cat")
EDITION = NOON


def room(
    *texts: str, changes: dict[int, dict[str, object]] | None = None
) -> tuple[tuple[Voice, ...], dict[str, Record]]:
    """Return voices that say those texts, and their records; ``changes`` are fields of voices by number."""
    voices, records = [], {}
    for number, text in enumerate(texts):
        said = replace(voice(number, entities=("orrery",)), **(changes or {}).get(number, {}))  # type: ignore[arg-type]
        voices.append(said)
        records[said.id] = make_record(
            number, id=said.id, author=said.author, text=text, published_at=NOON - timedelta(hours=2)
        )
    return tuple(voices), records


def proposal(voices: tuple[Voice, ...], *, other: tuple[str, ...] = ()) -> Proposal:
    """Return a proposal on those voices."""
    surge = signal("entity_surge", "orrery", voices=voices)
    return Proposal("work", "orrery", "Orrery", (surge,), None, voices, other)


def brief_of(
    voices: tuple[Voice, ...],
    records: dict[str, Record],
    material: Material | None = None,
    **entities: Entity,
) -> Brief:
    """Return the brief of those voices."""
    made = briefs.make(
        proposal(voices),
        "beat",
        view(signal("entity_surge", "orrery", voices=voices), voices=voices),
        material or Material(records, {}),
        CONFIG,
        {},
        (),
        demo=False,
    )
    assert made is not None
    return made


def test_a_brief_tells_who_stands_where() -> None:
    """Positions count all their voices, name records of the brief, and claim what the exemplar wrote."""
    voices, records = room(*RENT, *FERRY, *ASIDES)
    made = brief_of(voices, records)
    assert [(one.id, one.voices) for one in made.positions] == [("q1", 4), ("q2", 3)]
    held = {record.id: record.record for record in made.records}
    for one in made.positions:
        assert one.exemplar in one.records
        assert one.claim in held[one.exemplar].text
        assert set(one.records) <= held.keys()
        assert f"position.{one.id}" in {s.id for s in made.statistics}


def test_the_brief_names_the_position_against_the_largest() -> None:
    """Angry pensions stand against cheerful rents."""
    moods = {n: {"label": "positive", "score": 0.5} for n in range(4)}
    moods |= {n: {"label": "negative", "score": -0.5} for n in range(4, 7)}
    made = brief_of(*room(*RENT, *FERRY, *ASIDES, changes=moods))
    assert made.counter_position == "q2"
    assert made.positions[1].claim in FERRY


def test_positions_keep_their_seats_in_a_crowded_brief() -> None:
    """However many others travelled further, the records that speak for a position are held."""
    far = [f"Number {n} talks of something quite its own: {'word' * n}" for n in range(60)]
    changes: dict[int, dict[str, object]] = {n: {"reach": 0.1} for n in range(7)}
    changes |= {n: {"reach": 0.9, "told": 100} for n in range(7, 67)}
    made = brief_of(*room(*RENT, *FERRY, *far, changes=changes))
    assert len(made.records) == HELD
    assert {len(one.records) >= 3 for one in made.positions if one.claim in (*RENT, *FERRY)} == {True}


def test_private_words_are_counted_and_never_held() -> None:
    """A do-not-quote record belongs to its position's count, but isn't in the brief nor its exemplar."""
    voices, records = room(*RENT, *FERRY, *ASIDES, changes={0: {"flags": ("do-not-quote",)}})
    made = brief_of(voices, records)
    assert made.positions[0].voices == 4
    assert voices[0].id not in {record.record.id for record in made.records}
    assert not quotable(records[voices[0].id], CONFIG, ("do-not-quote",))


def test_an_advertisement_speaks_for_nobody() -> None:
    """Promotion and irony are counted; somebody else is the exemplar."""
    voices, records = room(*RENT, *FERRY, *ASIDES, changes={n: {"flags": ("promotion",)} for n in range(3)})
    found = standpoints(proposal(voices), Material(records, {}), CONFIG)
    assert found.groups[0].voices == 4
    assert found.groups[0].exemplar == voices[3].id


def test_the_positions_on_a_carried_post_are_its_replies() -> None:
    """A dispatch tells who stands where among the replies; the post itself takes no side."""
    voices, records = room("A bridge for the harbour is announced today", *RENT, *FERRY, *ASIDES)
    post = Carried(voices[0].id, "bluesky", None, ("work",), 900, 40, 10.0, 50, 90.0)
    carried = Proposal("work", None, None, (), post, voices[:1])
    found = standpoints(carried, Material(records, {voices[0].id: voices[1:]}), CONFIG)
    told, _ = as_positions(found, {one.id: f"r{n}" for n, one in enumerate(voices, start=1)})
    assert [one.voices for one in told] == [4, 3]
    assert voices[0].id not in {member for group in found.groups for member in group.members}
    assert [s.forms["phrase"] for s in counts(told, WINDOW)] == ["four accounts", "three accounts"]


def test_a_position_that_the_brief_does_not_hold_is_not_told() -> None:
    """Only positions whose exemplar got a number are named, and they are numbered without gaps."""
    voices, records = room(*RENT, *FERRY, *ASIDES)
    found = standpoints(proposal(voices), Material(records, {}), CONFIG)
    (only,), _ = as_positions(found, {one.id: f"r{n}" for n, one in enumerate(voices[4:], start=1)})
    assert (only.id, only.voices) == ("q1", 3)


def test_long_texts_take_room_from_others() -> None:
    """The texts of a brief stay within a bound; short ones still come in where a long one doesn't fit."""
    texts = [f"{n} " + "word " * 1500 for n in range(20)] + [
        f"A short remark of number {n}" for n in range(20)
    ]
    voices, records = room(*texts)
    held = choose(proposal(voices), Material(records, {}), CONFIG, ())
    assert sum(len(records[one.id].text) for one in held[1:]) <= ROOM
    assert len(held) > 10


def test_a_led_record_leads_no_second_story() -> None:
    """Within the days of saturation the same post opens one story."""
    voices, records = room(*RENT)
    first = choose(proposal(voices), Material(records, {}), CONFIG, ())[0]
    told = story("before", (), hours=30, lead=first.id)
    assert choose(proposal(voices), Material(records, {}), CONFIG, (told,))[0].id != first.id


def test_pages_behind_links_are_held_with_who_links_them() -> None:
    """A collected page comes in under p1, with the brief's records that link it."""
    voices, records = room(*RENT)
    linking = records[voices[1].id].model_copy(
        update={"links": ("https://www.paper.example/a?utm_source=x",)}
    )
    page = make_record(50, platform="web", url="https://paper.example/a", text="What happened.")
    material = Material(records | {voices[1].id: linking}, {}, linked={"paper.example/a": page})
    made = brief_of(voices, records, material)
    (held,) = made.pages
    by = next(record.id for record in made.records if record.record.id == voices[1].id)
    assert (held.id, held.record, held.linked_by) == ("p1", page, (by,))


def entity(id: str, *notes: tuple[str, str]) -> Entity:
    """Return a name with dated notes."""
    kept = tuple(EntityNote(date=day, text=text, source="https://a.example") for day, text in notes)
    return Entity(id=id, name=id.title(), type="product", notes=kept)


def test_background_is_of_before_the_edition() -> None:
    """Notes come newest first, numbered, and none from a day, month or year that isn't over."""
    known = {
        "orrery": entity("orrery", ("2025-01", "Old."), ("2026-03", "This month."), ("2026-03-19", "New."))
    }
    found = background(proposal(()), ["orrery"], known, EDITION)
    assert [(note.id, note.text) for note in found] == [("n1", "New."), ("n2", "Old.")]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2024", date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2024-12", date(2024, 12, 31)),
        ("2024-02-03", date(2024, 2, 3)),
    ],
)
def test_a_date_that_is_not_whole_means_its_last_day(text: str, last: date) -> None:
    """What happened in 2024 is known to be past when 2024 is."""
    assert last_day(text) == last


def test_beats_next_door_hold_a_quarter_of_the_voices() -> None:
    """Another beat is named if a quarter of the voices stand there too, or if the matter crosses it."""
    rules = BeatRules(any=("x",))
    more = tuple(Beat(slug=s, name=s, group="g", description="d", match=rules) for s in ("art", "law", "war"))
    config = CONFIG.model_copy(update={"beats": (*CONFIG.beats, *more)})
    material = Material({}, {}, beats={"work": 20, "art": 5, "law": 4})
    assert [b.slug for b in other_beats(proposal((), other=("war",)), material, config, 20)] == ["art", "war"]


def test_worn_words_stand_in_several_stories() -> None:
    """A word of three headlines or openings is to be avoided; names of beats never are."""
    heads = ("Bridges Stir Work Talk", "Bridges and Work", "More Bridges, More Work", "Violins at Work")
    stories = [replace(story(f"s{n}", (), hours=n), headline=head) for n, head in enumerate(heads)]
    assert worn_words(stories, CONFIG) == ("bridges",)


def test_reach_is_told_of_all_records_and_rounded_down() -> None:
    """The first of twenty exceeds nineteen of twenty, and no more than that is printed."""
    first = reach("r1", "bluesky", 1.0, 20, WINDOW)
    assert first.forms["phrase"] == "more engagement than 95% of Bluesky posts in those 24 hours"
    assert first.forms["clause"] == (
        "more engagement than 19 of the 20 Bluesky posts in those 24 hours that tell theirs"
    )
    assert reach("r1", "bluesky", 0.9799, 1000, WINDOW).forms["value"] == "97%"
    assert reach("r1", "arxiv", 0.5, 41, WINDOW).n == 41


def test_a_blocked_account_is_not_quoted() -> None:
    """An operator's block list and unknown authors keep words out of print."""
    record = make_record(1)
    blocking = CONFIG.model_copy(update={"people": People(blocked=(record.author or "",))})
    assert quotable(record, CONFIG)
    assert not quotable(record, blocking)
    assert not quotable(make_record(1, author=None), CONFIG)
