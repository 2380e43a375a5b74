"""Which matters a beat's signals make, which cross beats, and which split off a running story."""

from __future__ import annotations

from dataclasses import replace

import pytest
from assigning import CONFIG, CROWD, MIXED, NOON, memory_of, signal, story, view, voice

from newsdesk.assign.candidates import proposals
from newsdesk.assign.decisions import decide, kind_of, saturation
from newsdesk.assign.memory import Memory, event_of, wording
from newsdesk.assign.running import splits_off
from newsdesk.records import Entity

KNOWN = {
    "orrery": Entity(id="orrery", name="Orrery", type="product"),
    "halden": Entity(id="halden", name="Halden Labs", type="organization"),
    "norway": Entity(id="norway", name="Norway", type="state"),
}


@pytest.mark.parametrize(
    ("country", "product", "chosen"),
    [(12, 10, "orrery"), (30, 10, "norway"), (10, 12, "orrery")],
    ids=["the product, though named less", "the country, named by far more", "the product, named more"],
)
def test_the_subject_is_chosen_by_mentions_and_type(country: int, product: int, chosen: str) -> None:
    """A country surges beside what happened in it: the thing is the subject unless few name it."""
    voices = tuple(
        voice(n, entities=(*(["norway"] * (n < country)), *(["orrery"] * (n < product)))) for n in range(90)
    )
    seen = view(
        signal("entity_surge", "norway", voices=voices[:country]),
        signal("entity_surge", "orrery", voices=voices[:product]),
        voices=voices,
    )
    (one,) = proposals(seen, KNOWN)
    assert one.subject == chosen


def test_a_phrase_joins_the_name_that_the_same_voices_say() -> None:
    """A trending phrase and a surging name on the same voices are one matter, with the name as subject."""
    voices = tuple(voice(n, entities=("orrery",) if n < 10 else ()) for n in range(40))
    seen = view(
        signal("phrase_trending", "leaf test", voices=voices[:12]),
        signal("entity_surge", "orrery", voices=voices[:10]),
        voices=voices,
    )
    (one,) = proposals(seen, KNOWN)
    assert one.subject == "orrery"
    assert {s.kind for s in one.signals} == {"phrase_trending", "entity_surge"}


def test_a_phrase_alone_makes_a_matter_without_a_subject() -> None:
    """A phrase is no name that we know: the matter rests on its voices alone."""
    voices = tuple(voice(n) for n in range(40))
    (one,) = proposals(view(signal("phrase_trending", "leaf test", voices=voices[:12]), voices=voices), {})
    assert one.subject is None
    assert one.evidence == frozenset(v.id for v in voices[:12])


def test_a_crossing_matter_rests_on_the_voices_of_all_its_beats() -> None:
    """What moves on two beats at once is one candidate, told once, and named with its other beats."""
    here = tuple(voice(n, entities=("orrery",)) for n in range(10))
    there = tuple(voice(n, entities=("orrery",), beat="art") for n in range(10, 18))
    crossing = signal("cross_beat", "entity=orrery", voices=here + there)
    surge = signal("entity_surge", "orrery", voices=here)
    (one,) = proposals(view(crossing, surge, voices=here + there), KNOWN)
    assert one.other_beats == ("art",)
    assert one.subject == "orrery"
    assert len(one.voices) == 18
    assert kind_of(one, first=True) == "beat"  # one platform: no lead


def test_only_a_name_that_moved_is_an_entitys_story() -> None:
    """A surge of a name makes an entity's story, a change of the beat makes a beat's."""
    voices = tuple(voice(n, entities=("orrery",)) for n in range(20))
    (name,) = proposals(view(signal("entity_surge", "orrery", voices=voices), voices=voices), KNOWN)
    (whole,) = proposals(view(signal(voices=voices), voices=voices), KNOWN)
    assert (kind_of(name, first=False), kind_of(whole, first=False)) == ("entity", "beat")


def test_a_matter_of_its_own_splits_off_a_running_story() -> None:
    """New voices that name something else make a second story, though some had been in the first."""
    told = signal(voices=CROWD)
    running = story("first", CROWD, hours=8, entities=("halden",), told={event_of(told): "high"})
    voices = (*CROWD[:3], *(voice(n, platform="reddit", entities=("orrery",)) for n in range(40, 60)))
    voices = tuple(replace(v, entities=("orrery",)) for v in voices)
    seen = view(signal("entity_surge", "orrery", voices=voices), voices=voices)
    (one,) = proposals(seen, KNOWN)
    assert splits_off(one, running)
    (decision,) = decide([one], memory_of(running), CONFIG, NOON)
    assert decision.story is None
    assert decision.declined is None


def test_what_names_the_storys_subject_stays_with_it() -> None:
    """New voices that name what the story is about belong to it, whatever else they name."""
    running = story("first", CROWD, hours=8, entities=("halden",))
    voices = tuple(voice(n, platform="reddit", entities=("halden", "orrery")) for n in range(40, 60))
    seen = view(signal("entity_surge", "orrery", voices=voices), voices=voices)
    (one,) = proposals(seen, KNOWN)
    assert not splits_off(one, running)


def test_the_same_wording_weighs_on_a_candidate() -> None:
    """A candidate in the words of a recent story is liker to it than one in other words."""
    told = replace(story("old", CROWD, hours=30), wording=frozenset(range(40)))
    other = replace(story("older", CROWD, hours=60, lead="x:2"), wording=frozenset(range(500, 540)))
    fresh = tuple(voice(n, platform="reddit") for n in range(100, 120))
    (same,) = proposals(view(signal(voices=fresh), voices=_say(fresh, range(40))), {})
    (new,) = proposals(view(signal(voices=fresh), voices=_say(fresh, range(900, 940))), {})
    assert saturation(same, [told, other], NOON)[0] > saturation(new, [told, other], NOON)[0] + 0.1


def test_what_every_story_says_is_no_repetition() -> None:
    """A word that all recent stories share weighs less than one that only this story has."""
    stories = [replace(story(f"s{n}", CROWD, hours=30 + n), wording=frozenset(range(20))) for n in range(8)]
    rare = replace(story("rare", CROWD, hours=30), wording=frozenset(range(100, 120)))
    fresh = tuple(voice(n, platform="reddit") for n in range(100, 120))
    words = (*range(10), *range(110, 120))
    (one,) = proposals(view(signal(voices=fresh), voices=_say(fresh, words)), {})
    assert saturation(one, [*stories, rare], NOON)[1] == rare


def test_a_wording_is_what_several_posts_share() -> None:
    """Terms of a single post are nobody's wording."""
    assert wording([(1, 2), (2, 3), (3, 2)]) == {2, 3}


def test_decisions_tell_what_took_from_a_score() -> None:
    """A weighed candidate names the story that it is like, and the price of it."""
    told = story("old", CROWD, hours=40, entities=("orrery",))
    fresh = tuple(
        voice(n, platform="reddit" if n % 2 else "bluesky", entities=("orrery",) if n < 9 else ())
        for n in range(100, 120)
    )
    (decision,) = decide(
        list(proposals(view(signal(voices=fresh), voices=fresh), {})), memory_of(told), CONFIG, NOON
    )
    assert decision.like == "old"
    assert decision.score == pytest.approx(decision.proposal.strength - decision.saturation)
    (free,) = decide(list(proposals(view(signal(voices=MIXED), voices=MIXED), {})), Memory(), CONFIG, NOON)
    assert (free.like, free.saturation) == (None, 0.0)


def _say(voices: tuple, words: object) -> tuple:  # type: ignore[type-arg]
    return tuple(replace(v, terms=tuple(words)) for v in voices)  # type: ignore[arg-type, call-overload]
