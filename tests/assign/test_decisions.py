"""What becomes a story, and why the rest does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from assigning import CONFIG, CROWD, MIXED, NOON, memory_of, signal, story, view, voice

from newsdesk.assign.candidates import Proposal, proposals
from newsdesk.assign.decisions import decide, kind_of, saturation
from newsdesk.assign.memory import Memory, event_of
from newsdesk.detect.kinds.entity_surge import THIN
from newsdesk.detect.values import Carried, Voice
from newsdesk.records import Severity


def test_a_beats_changes_are_one_candidate() -> None:
    """Volume and mood of a beat, and a name that most of its voices mention, are one matter."""
    voices = tuple(voice(n, entities=("orrery",) if n < 15 else ()) for n in range(20))
    seen = view(
        signal(voices=voices),
        signal("sentiment_shift", voices=voices),
        signal("entity_surge", "orrery", voices=voices[:15]),
        voices=voices,
    )
    (one,) = proposals(seen, {})
    assert {s.kind for s in one.signals} == {"volume_anomaly", "sentiment_shift", "entity_surge"}
    assert one.subject == "orrery"


def test_names_said_in_the_same_breath_are_one_matter() -> None:
    """Two names whose voices overlap make one candidate, two apart make two."""
    both = tuple(voice(n, entities=("orrery", "halden")) for n in range(10))
    other = tuple(voice(n, entities=("tessel",)) for n in range(10, 20))
    seen = view(
        signal("entity_surge", "halden", voices=both),
        signal("entity_surge", "orrery", voices=both),
        signal("entity_surge", "tessel", voices=other),
        voices=both + other,
    )
    assert [{s.subject for s in p.signals} for p in proposals(seen, {})] == [{"halden", "orrery"}, {"tessel"}]


def test_one_event_is_told_once() -> None:
    """The same kind, beat and subject within a day goes on with the story that tells it."""
    told = signal(voices=CROWD)
    memory = memory_of(story("running", CROWD, hours=18, told={event_of(told): "high"}))
    memory.keep_event(told, NOON - timedelta(hours=6), "running")
    (decision,) = decide(list(proposals(view(told, voices=CROWD), {})), memory, CONFIG, NOON)
    assert decision.declined == "goes on from “running” with nothing new to tell"
    assert decision.story
    assert decision.story.slug == "running"


def test_a_day_later_the_same_change_is_news_again() -> None:
    """An event that was last seen more than a day ago is another one."""
    told = signal(voices=CROWD)
    memory = memory_of(story("old", (), hours=60, told={event_of(told): "high"}))
    memory.keep_event(told, NOON - timedelta(hours=30), "old")
    (decision,) = decide(list(proposals(view(told, voices=CROWD), {})), memory, CONFIG, NOON)
    assert (decision.declined, decision.story) == (None, None)


def test_new_voices_and_a_new_change_make_a_version() -> None:
    """A running story whose mood turns as well gets a new version, and its reason says what is new."""
    volume, mood = signal(voices=CROWD), signal("sentiment_shift", voices=CROWD)
    memory = memory_of(story("running", CROWD[:8], hours=6, told={event_of(volume): "high"}))
    memory.keep_event(volume, NOON - timedelta(hours=6), "running")
    (decision,) = decide(list(proposals(view(volume, mood, voices=CROWD), {})), memory, CONFIG, NOON)
    assert decision.story
    assert decision.story.slug == "running"
    assert (decision.declined, decision.news) == (None, "12 new voices, and: Because.")


def test_the_same_voices_make_no_version() -> None:
    """A second signal on the voices that were told already is no reason to write again."""
    volume, mood = signal(voices=CROWD), signal("sentiment_shift", voices=CROWD)
    memory = memory_of(story("running", CROWD[:18], hours=6, told={event_of(volume): "high"}))
    (decision,) = decide(list(proposals(view(volume, mood, voices=CROWD), {})), memory, CONFIG, NOON)
    assert decision.declined == "goes on from “running” with nothing new to tell"


def test_a_part_of_the_story_makes_no_version() -> None:
    """A name inside a running story that fewer voices mention does not replace the whole."""
    part = tuple(voice(n, entities=("orrery",)) for n in range(100, 110))
    memory = memory_of(story("running", CROWD, hours=6, entities=("orrery",)))
    seen = view(signal("entity_surge", "orrery", voices=part), voices=part)
    (decision,) = decide(list(proposals(seen, {})), memory, CONFIG, NOON)
    assert decision.declined == "goes on from “running” with nothing new to tell"


def test_talk_of_a_storys_subject_goes_on_with_it() -> None:
    """A beat's rise in which a quarter of the voices name yesterday evening's subject is that story."""
    voices = tuple(voice(n, entities=("orrery",) if n < 5 else ()) for n in range(20))
    memory = memory_of(story("orrery", (), hours=12, entities=("orrery",)))
    (decision,) = decide(
        list(proposals(view(signal(voices=voices), voices=voices), {})), memory, CONFIG, NOON
    )
    assert decision.story
    assert decision.story.slug == "orrery"


def test_the_same_evidence_on_another_beat_is_no_second_story() -> None:
    """Posts that carried a story don't carry another one elsewhere."""
    memory = memory_of(story("first", CROWD[:12], hours=8, beat="art"))
    (decision,) = decide(list(proposals(view(signal(voices=CROWD), voices=CROWD), {})), memory, CONFIG, NOON)
    assert decision.declined == "mostly the same evidence as “first”"


def test_saturation_fades() -> None:
    """A story of yesterday weighs more on its beat than one of last week, and other beats are free."""
    (proposal,) = proposals(view(signal(voices=CROWD), voices=CROWD), {})
    near, _ = saturation(proposal, [story("a", (), hours=24)], NOON)
    far, _ = saturation(proposal, [story("a", (), hours=24 * 9)], NOON)
    other, _ = saturation(proposal, [story("a", (), hours=24, beat="art")], NOON)
    assert near > far > other == 0


def test_few_accounts_make_no_story() -> None:
    """Five accounts are a conversation; the wire shows the signal."""
    few = CROWD[:5]
    (decision,) = decide(list(proposals(view(signal(voices=few), voices=few), {})), Memory(), CONFIG, NOON)
    assert decision.declined == "too few accounts: 5, and 6 are needed"


def test_a_name_in_few_conversations_needs_more_beside_it() -> None:
    """A name that rose in few threads makes no story, with a change of the beat it does."""
    named = tuple(
        voice(n, entities=("orrery",), platform="reddit" if n % 2 else "bluesky") for n in range(20)
    )
    surge, volume = signal("entity_surge", "orrery", voices=named), signal(voices=named)
    for signals, reason in (
        ((surge,), THIN),
        ((surge, volume), None),
    ):
        seen = replace(view(*signals, voices=named), thin={surge.id: THIN})
        (decision,) = decide(list(proposals(seen, {})), Memory(), CONFIG, NOON)
        assert decision.declined == reason


def test_small_talk_of_a_name_on_one_platform_is_no_story() -> None:
    """Twelve voices that name a product on one platform are for the wire, on two a story."""
    named = [voice(n, entities=("orrery",)) for n in range(12)]
    spread = [voice(n, entities=("orrery",), platform="reddit" if n % 2 else "bluesky") for n in range(12)]
    for voices, reason in (
        (named, "too little talk of a name: 12 voices of one platform, and 15 are needed"),
        (spread, None),
    ):
        surge = signal("entity_surge", "orrery", voices=tuple(voices))
        (decision,) = decide(list(proposals(view(surge, voices=tuple(voices)), {})), Memory(), CONFIG, NOON)
        assert decision.declined == reason


def test_a_post_leads_one_story_in_a_fortnight() -> None:
    """A carried post that led a story is not carried into a second one."""
    post = Carried("bluesky:1", "bluesky", None, ("work",), 900, 40, 9.0, 50, 100.0)
    seen = view(voices=CROWD, carried=(post,))
    memory = memory_of(story("first", (), hours=100, beat="art", lead="bluesky:1"))
    (decision,) = decide(list(proposals(seen, {})), memory, CONFIG, NOON)
    assert decision.declined == "its post led a story within the last days"
    (free,) = decide(list(proposals(seen, {})), Memory(), CONFIG, NOON)
    assert free.declined is None
    assert kind_of(free.proposal, first=True) == "dispatch"


def test_the_weaker_twin_is_declined() -> None:
    """Two candidates on the same posts: the stronger is tried, the other says which one."""
    twins = tuple(voice(n, entities=("orrery",)) for n in range(20))
    on_art = tuple(voice(n, entities=("orrery",), beat="art") for n in range(20))
    seen = view(
        signal("entity_surge", "orrery", voices=twins),
        signal("entity_surge", "orrery", "low", voices=on_art, beat="art"),
        voices=twins + on_art,
    )
    strong, weak = decide(list(proposals(seen, {})), Memory(), CONFIG, NOON)
    assert (strong.proposal.beat, strong.declined) == ("work", None)
    assert weak.declined == "the same posts as the stronger candidate on work"


def test_a_lead_needs_two_platforms_and_strength() -> None:
    """Only the edition's strongest may lead, and only if more than one platform speaks."""
    (narrow,) = proposals(view(signal(voices=CROWD), voices=CROWD), {})
    (broad,) = proposals(view(signal(voices=MIXED), voices=MIXED), {})
    (weak,) = proposals(view(signal(severity="low", voices=MIXED), voices=MIXED), {})
    assert kind_of(narrow, first=True) == "beat"
    assert kind_of(broad, first=True) == "lead"
    assert kind_of(broad, first=False) == "beat"
    assert kind_of(weak, first=True) == "beat"


def test_breadth_and_effect_rank() -> None:
    """Stronger before weaker, broader before narrower."""

    def strength(severity: Severity, voices: tuple[Voice, ...]) -> float:
        return Proposal(
            "work", None, None, (signal(severity=severity, voices=voices),), None, voices
        ).strength

    assert strength("high", CROWD) > strength("medium", CROWD) > strength("low", CROWD)
    assert strength("medium", MIXED) > strength("medium", CROWD)
