"""Contributions and silences: what a change owes to one cluster, and what is missing from it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from newsdesk.detect.detector import detect
from newsdesk.detect.drivers.contributions import claiming, contributions, naming, standing_on
from newsdesk.detect.drivers.silences import silences
from newsdesk.detect.history import History, beats_of, flags_of, history
from newsdesk.detect.values import EditionView
from newsdesk.records import Entity, Signal, SignalKind, Statistic

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ENTITIES = {
    name: Entity(id=name, name=name.title(), type="product") for name in ("orrery", "halden", "tessel")
} | {"thinking": Entity(id="thinking", name="Thinking", type="concept")}


def elsewhere(world: Any, *platforms: str) -> None:
    """Let each platform say as much as ever on no beat, so that a rise on one is not the collector's."""
    for day in range(11):
        for platform in platforms or ("bluesky",):
            world.day(NOON - day * DAY, 60, beat=None, platform=platform)


@pytest.fixture
def rising(world: Any) -> Any:
    """A beat of ten posts a day that rises to forty: thirty of them mention Orrery, one a day did before."""
    for day in range(1, 11):
        world.day(NOON - day * DAY, 9)
        world.day(NOON - day * DAY, 1, entities=("orrery",))
    world.day(NOON, 10)
    world.day(NOON, 30, entities=("orrery",))
    elsewhere(world)
    return world


@pytest.fixture
def souring(world: Any) -> Any:
    """A beat of twenty posts a day, a fifth of them negative; today fifteen on Halden are negative."""
    for day in range(1, 11):
        world.day(NOON - day * DAY, 4, label="negative")
        world.day(NOON - day * DAY, 16)
    world.day(NOON, 4, label="negative")
    world.day(NOON, 16)
    world.day(NOON, 15, label="negative", entities=("halden",))
    return world


def look(world: Any) -> tuple[EditionView, History]:
    """Return what the edition at noon sees, and the history of its beat."""
    corpus = world.corpus()
    (view,) = detect(corpus, world.config, ENTITIES, [NOON])
    past = history(corpus, world.config, "work", NOON, view.presence)
    assert past is not None
    return view, past


def signal_of(view: EditionView, kind: SignalKind) -> Signal:
    """Return the signal of a kind on the beat."""
    return next(signal for signal in view.signals if signal.kind == kind and signal.beat == "work")


def statistic(view: EditionView, id: str) -> Statistic:
    """Return a statistic of the beat, moved or not."""
    return next(s for s in view.context["work"] if s.id == id)


def without(world: Any, entity: str) -> Any:
    """Return the world as it would be if nobody had mentioned a name."""
    rest = type(world)(world.layout, config=world.config)
    rest.posts = [(record, analysis) for record, analysis in world.posts if entity not in analysis.entities]
    return rest


def test_what_was_counted_is_not_counted_again(rising: Any) -> None:
    """History is the same whether detection's count of all records is handed on or made once more."""
    corpus = rising.corpus()
    (view,) = detect(corpus, rising.config, ENTITIES, [NOON])
    handed_on = history(corpus, rising.config, "work", NOON, view.presence)
    assert handed_on == history(corpus, rising.config, "work", NOON)
    assert history(corpus, rising.config, "work", NOON, {}) is None, "it rests on what it is given"


def test_history_is_what_detection_counts(rising: Any) -> None:
    """The voices of the window and of each earlier day are those of the signal's own statistics."""
    view, past = look(rising)
    now, before = past.counts(lambda _voice: True)
    assert now == statistic(view, "volume.now").value == 40
    assert past.usual(before) == statistic(view, "volume.usual").value == 10


def test_a_count_without_a_name_is_what_would_be_counted(rising: Any) -> None:
    """Removing the posts of the cluster from the data gives the number that the contribution prints."""
    view, past = look(rising)
    (taken,) = contributions(signal_of(view, "volume_anomaly"), past, [naming("orrery", "Orrery")])
    assert taken.of == "volume.ratio"
    assert taken.part == pytest.approx(29 / 30, abs=1e-3)
    assert taken.statistic.forms["clause"] == "10, not 40, without the posts that mention Orrery"
    assert taken.statistic.role == "contribution"
    assert len(taken.records) == 30
    _, rest = look(without(rising, "orrery"))
    assert taken.statistic.value == rest.counts(lambda _voice: True)[0]
    assert taken.statistic.interval is not None
    assert taken.statistic.interval[0] <= taken.statistic.value <= taken.statistic.interval[1]


def test_a_mood_without_a_name_is_what_would_be_counted(souring: Any) -> None:
    """A share without the cluster, now and before, is that of a world in which the cluster was never said."""
    view, past = look(souring)
    (taken,) = contributions(signal_of(view, "sentiment_shift"), past, [naming("halden", "Halden")])
    assert taken.of == "negative.change"
    assert taken.part == pytest.approx(1, abs=0.01)
    assert taken.statistic.forms["clause"] == "from 20% to 20% without the posts that mention Halden"
    _, rest = look(without(souring, "halden"))
    (hits, judged), _ = rest.moods("negative", lambda _voice: True)
    assert (taken.statistic.value, taken.statistic.n) == (hits / judged, judged)


def test_what_takes_little_away_is_not_told(rising: Any) -> None:
    """A name in three of thirty further posts explains nothing, nor does the surging name itself."""
    rising.day(NOON, 3, entities=("orrery", "tessel"))
    view, past = look(rising)
    assert not contributions(signal_of(view, "volume_anomaly"), past, [naming("tessel", "Tessel")])
    surge = signal_of(view, "entity_surge")
    assert not contributions(surge, past, [naming("orrery", "Orrery")])


def test_what_grows_with_all_the_rest_drives_nothing(world: Any) -> None:
    """A platform that always had nine posts in ten has not driven the rise of which it has nine in ten."""
    for day in range(1, 11):
        world.day(NOON - day * DAY, 9)
        world.day(NOON - day * DAY, 1, platform="reddit")
    world.day(NOON, 36)
    world.day(NOON, 4, platform="reddit")
    elsewhere(world, "bluesky", "reddit")
    view, past = look(world)
    rise = signal_of(view, "volume_anomaly")
    assert not contributions(rise, past, [standing_on("bluesky", "Bluesky")])


def test_a_platform_that_rose_alone_is_told(world: Any) -> None:
    """Where the rise stands on one platform, the count without it says so."""
    for day in range(1, 11):
        for platform in ("bluesky", "reddit"):
            world.day(NOON - day * DAY, 6, platform=platform)
    world.day(NOON, 6)
    world.day(NOON, 40, platform="reddit")
    elsewhere(world, "bluesky", "reddit")
    view, past = look(world)
    (taken,) = contributions(signal_of(view, "volume_anomaly"), past, [standing_on("reddit", "Reddit")])
    assert taken.statistic.forms["clause"] == "6, not 46, without the posts on Reddit"


def test_a_position_is_taken_to_have_been_as_common_before(rising: Any) -> None:
    """What a position brought on other days isn't known: it must be a quarter of the posts to be told."""
    view, past = look(rising)
    rise = signal_of(view, "volume_anomaly")
    ids = [voice.id for voice in past.now(lambda _voice: True)]
    few = claiming("position.q1", "A claim", ids[:8], by_mood=False)
    many = claiming("position.q2", "A claim", ids[:20], by_mood=False)
    (taken,) = contributions(rise, past, [few, many])
    assert taken.cluster.key == "position.q2"
    assert taken.statistic.forms["phrase"] == "20 posts without the posts that say so"


def test_a_mood_is_not_explained_by_what_mood_chose(souring: Any) -> None:
    """The negative side of a debate can't be the reason for more negative posts."""
    view, past = look(souring)
    shift = signal_of(view, "sentiment_shift")
    dark = [voice.id for voice in past.now(lambda voice: voice.label == "negative")]
    assert not contributions(shift, past, [claiming("position.q1", "c", dark, by_mood=True)])
    assert contributions(shift, past, [claiming("position.q1", "c", dark, by_mood=False)])


def test_a_name_that_is_usually_there_is_missed(world: Any) -> None:
    """None of sixty posts mentions what a fifth usually do; concepts and rare names are not missed."""
    for day in range(1, 11):
        world.day(NOON - day * DAY, 16)
        world.day(NOON - day * DAY, 4, entities=("tessel", "thinking"))
    world.day(NOON, 60)
    _, past = look(world)
    posts = {voice.id for voice in past.now(lambda _voice: True)}
    (silence,) = silences(past, posts, None, ENTITIES)
    assert silence.mention == "tessel"
    assert silence.statistic.id == "silence.entity.tessel"
    assert silence.statistic.forms["phrase"] == "none of the 60 posts"
    assert silence.statistic.forms["clause"] == "none of the 60 posts, against a usual 20%"
    assert silence.statistic.n == 60


def test_a_platform_that_was_there_but_says_nothing_is_missed(world: Any) -> None:
    """Reddit usually has half of the beat; of the posts on Orrery only two are there."""
    for day in range(1, 11):
        for platform in ("bluesky", "reddit"):
            world.day(NOON - day * DAY, 10, platform=platform)
    world.day(NOON, 10, platform="reddit")
    world.day(NOON, 2, platform="reddit", entities=("orrery",))
    world.day(NOON, 28, entities=("orrery",))
    _, past = look(world)
    posts = {voice.id for voice in past.now(lambda voice: "orrery" in voice.entities)}
    (silence,) = silences(past, posts, "orrery", ENTITIES)
    assert silence.mention == "reddit"
    assert silence.statistic.forms["phrase"] == "only two of the 30 posts"
    assert silence.statistic.label == "On Reddit; usually 50%"


def test_few_posts_are_no_silence(world: Any) -> None:
    """Where the usual share leads one to expect fewer than five mentions, their absence says nothing."""
    for day in range(1, 11):
        world.day(NOON - day * DAY, 16)
        world.day(NOON - day * DAY, 4, entities=("tessel",))
    world.day(NOON, 20)
    _, past = look(world)
    assert not silences(past, {voice.id for voice in past.now(lambda _voice: True)}, None, ENTITIES)


def test_a_beat_without_history_has_none(world: Any) -> None:
    """Two days are too few to say what is usual."""
    world.day(NOON - DAY, 10)
    world.day(NOON, 10)
    assert history(world.corpus(), world.config, "work", NOON) is None


def test_beats_and_flags_are_counted_by_id(world: Any) -> None:
    """The beats of some records, and the flags of those that have any."""
    one = world.say(NOON, flags=("irony",))
    two = world.say(NOON, beat="art")
    world.say(NOON, beat="art")
    corpus = world.corpus()
    assert beats_of(corpus, [one.id, two.id, "x:unknown"]) == {"art": 1, "work": 1}
    assert flags_of(corpus, [one.id, two.id]) == {one.id: ("irony",)}
