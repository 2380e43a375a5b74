"""Planted changes are found, and what only looks like a change is not."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from newsdesk.detect.detector import NOT_ALONE, SURE, UNHEARD, detect
from newsdesk.detect.values import EditionView
from newsdesk.records import Engagement, Entity, Signal

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ENTITIES = {
    "orrery": Entity(id="orrery", name="Orrery", type="product"),
    "brightwork": Entity(id="brightwork", name="Brightwork", type="organization"),
    "irony": Entity(id="irony", name="irony", type="concept"),
}


def look(world, as_of: datetime = NOON, **kwargs) -> EditionView:
    """Return what is seen at noon."""
    return next(iter(detect(world.corpus(**kwargs), world.config, ENTITIES, [as_of])))


def kinds(view: EditionView) -> set[tuple[str, str, str | None]]:
    """Return what the signals are about."""
    return {(signal.kind, signal.beat, signal.subject) for signal in view.signals}


def chatter(world) -> None:
    """Surround the beat with eighty posts a day that are on none."""
    for day in range(11):
        world.day(NOON - day * DAY, 80, beat=None)


def plain_days(world, count: int = 10, posts: int = 20, **changes) -> None:
    """Fill the earlier days with the same number of posts."""
    for day in range(1, count + 1):
        world.day(NOON - day * DAY, posts, **changes)


def test_a_spike_is_a_volume_anomaly(world) -> None:
    """Sixty posts where twenty are usual give a signal whose numbers are the planted ones."""
    chatter(world)
    plain_days(world)
    world.day(NOON, 60)
    (signal,) = look(world).signals
    values = {statistic.id: statistic for statistic in signal.statistics}
    assert signal.kind == "volume_anomaly"
    assert values["volume.now"].value == 60
    assert values["volume.usual"].value == 20
    assert values["volume.ratio"].forms["verb"] == "roughly tripled"
    assert signal.effect_interval[0] < 3 < signal.effect_interval[1]
    assert signal.why == "Posts on Work roughly tripled in 24 hours, from about 20 posts a day to 60."
    assert signal.evidence_total == 60
    assert sum(item.weight for item in signal.evidence) == pytest.approx(1, abs=0.01)


def test_an_ordinary_day_is_no_signal(world) -> None:
    """A day like the others gives nothing."""
    plain_days(world)
    world.day(NOON, 22)
    assert look(world).signals == ()


def test_too_little_history_is_no_signal(world) -> None:
    """Two days are no baseline."""
    plain_days(world, count=2)
    world.day(NOON, 80)
    assert look(world).signals == ()


def test_copies_speak_once(world) -> None:
    """Sixty copies of one text by sixty accounts are one voice."""
    plain_days(world)
    world.day(NOON, 18)
    world.day(NOON, 60, bands=(-7,))
    assert look(world).signals == ()


def test_one_busy_author_is_capped(world) -> None:
    """Sixty posts by one account count three times."""
    plain_days(world)
    world.day(NOON, 18)
    world.day(NOON, 60, author="@busy.example")
    assert look(world).signals == ()


def test_a_backfill_is_no_spike(world) -> None:
    """Old posts that arrive late are in no earlier day's count and in no window."""
    plain_days(world)
    world.day(NOON, 20)
    for n in range(80):
        world.say(NOON - 5 * DAY - timedelta(minutes=n), lag=5 * DAY)
    assert look(world).signals == ()


def test_the_future_is_unseen(world) -> None:
    """Posts that were collected after an edition don't exist for it."""
    plain_days(world)
    world.day(NOON, 20)
    world.day(NOON, 60, lag=timedelta(days=3))
    assert look(world).signals == ()


def test_a_flood_of_the_collector_is_no_news(world) -> None:
    """If everything that is collected tripled, a beat that tripled with it is no signal."""
    plain_days(world)
    plain_days(world, posts=100, beat=None)
    world.day(NOON, 60)
    world.day(NOON, 300, beat=None)
    assert look(world).signals == ()


def test_a_missing_platform_takes_no_part(world) -> None:
    """A platform that is silent altogether neither lowers a count nor opens a gap."""
    for day in range(11):
        world.day(NOON - day * DAY, 80, platform="reddit", beat=None)
    plain_days(world, label="negative")
    plain_days(world, platform="reddit", label="positive")
    world.day(NOON, 60, platform="reddit", label="positive")
    view = look(world)
    assert kinds(view) == {("volume_anomaly", "work", None)}
    assert view.signals[0].statistics[0].value == 60


def test_a_turn_of_mood_is_a_sentiment_shift(world) -> None:
    """Twenty per cent negative becoming seventy is found, with both shares."""
    plain_days(world, posts=16)
    plain_days(world, posts=4, label="negative")
    world.day(NOON, 9)
    world.day(NOON, 21, label="negative")
    signals = [signal for signal in look(world).signals if signal.kind == "sentiment_shift"]
    (signal,) = signals
    values = {statistic.id: statistic for statistic in signal.statistics}
    assert values["negative.now"].value == pytest.approx(0.7)
    assert values["negative.usual"].value == pytest.approx(0.2)
    assert values["negative.change"].forms["clause"] == "from 20% over the previous ten days to 70%"
    assert signal.effect == pytest.approx(0.5)


def test_a_lasting_gap_is_no_divergence(world) -> None:
    """Platforms that always differ make no signal; one that turns does."""
    for day in range(11):
        world.day(NOON - day * DAY, 15, platform="bluesky", label="negative")
        world.day(NOON - day * DAY, 5, platform="bluesky", label="positive")
        world.day(NOON - day * DAY, 20, platform="reddit", label="positive", beat="work")
    assert look(world).signals == ()


def test_a_changed_gap_is_a_divergence(world) -> None:
    """Where two platforms agreed and one turns negative, the change of the gap is told."""
    for day in range(1, 11):
        for platform in ("bluesky", "reddit"):
            world.day(NOON - day * DAY, 28, platform=platform)
            world.day(NOON - day * DAY, 12, platform=platform, label="negative")
    world.day(NOON, 28, platform="reddit")
    world.day(NOON, 12, platform="reddit", label="negative")
    world.day(NOON, 4)
    world.day(NOON, 36, label="negative")
    found = {signal.kind: signal for signal in look(world).signals}
    divergence: Signal = found["platform_divergence"]
    assert divergence.subject == "bluesky|reddit"
    assert "widened by 60 percentage points" in divergence.why
    assert "90% of 40 posts on Bluesky and 30% of 40 posts on Reddit were negative" in divergence.why


def test_a_name_on_many_lips_is_an_entity_surge(world) -> None:
    """A name that doubles its part of the talk is found; a concept is not a name."""
    plain_days(world, posts=18)
    plain_days(world, posts=2, entities=("orrery",))
    world.day(NOON, 8, entities=("irony",))
    world.day(NOON, 14, entities=("orrery",))
    view = look(world)
    assert kinds(view) == {("entity_surge", "work", "orrery")}
    assert view.signals[0].evidence_total == 14
    assert "Orrery" in view.signals[0].why


@pytest.mark.parametrize("heard", [True, False], ids=["both platforms", "one is missing"])
def test_while_a_platform_is_missing_a_story_must_be_surer(world, heard: bool) -> None:
    """What is sure to one in fifty only is told on the wire, and makes no story, until all can be heard."""
    for platform in ("bluesky", "reddit"):
        plain_days(world, posts=18, platform=platform)
        plain_days(world, posts=2, platform=platform, entities=("orrery", "brightwork"))
    world.day(NOON, 16, platform="reddit")
    if heard:
        world.day(NOON, 20, platform="bluesky")
    world.day(NOON, 14 if heard else 9, platform="reddit", entities=("orrery",))
    world.day(NOON, 25, platform="reddit", entities=("brightwork",))
    view = look(world)
    sure = {signal.subject: signal.p <= SURE for signal in view.signals if signal.kind == "entity_surge"}
    assert sure == {"orrery": False, "brightwork": True}
    thin = {signal.subject: view.thin.get(signal.id) for signal in view.signals if signal.subject in sure}
    assert thin == {"orrery": None if heard else UNHEARD, "brightwork": None}
    notes = {signal.subject: NOT_ALONE in signal.notes for signal in view.signals if signal.subject in sure}
    assert notes == {"orrery": not heard, "brightwork": False}


def test_flags_travel_with_the_voice(world) -> None:
    """What analysis found out about a record, such as that it advertises, is known to whoever briefs it."""
    chatter(world)
    plain_days(world)
    world.day(NOON, 60, flags=("promotion",))
    (voices,) = look(world).voices.values()
    assert {voice.flags for voice in voices} == {("promotion",)}


def test_order_of_records_changes_nothing(world) -> None:
    """Whatever order the records are stored in, the signals are the same to the last digit."""
    chatter(world)
    plain_days(world)
    world.day(NOON, 60, engagement=Engagement(likes=3))
    first = look(world)
    assert first.signals
    for _ in range(2):
        shuffled = list(world.posts)
        random.Random(7).shuffle(shuffled)
        world.posts = shuffled
        assert look(world).signals == first.signals


def test_a_carried_post_is_seen(world) -> None:
    """A post far above its community's usual score with many replies is carried, and no other."""
    plain_days(world, posts=6, engagement=Engagement(score=10))
    world.day(NOON, 6, engagement=Engagement(score=11))
    star = world.say(NOON - timedelta(hours=3), engagement=Engagement(score=90, replies=25))
    world.say(NOON - timedelta(hours=4), engagement=Engagement(score=95, replies=2))
    (post,) = look(world).carried
    assert (post.id, post.times, post.replies) == (star.id, 9.0, 25)


def test_editions_agree_alone_and_together(world, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edition sees the same whether it is worked alone or in a batch of any size."""
    chatter(world)
    plain_days(world)
    world.day(NOON, 60)
    slots = [NOON - timedelta(hours=6 * n) for n in reversed(range(5))]
    corpus = world.corpus()
    together = list(detect(corpus, world.config, ENTITIES, slots))
    assert together[-1].signals
    alone = [next(iter(detect(corpus, world.config, ENTITIES, [slot]))) for slot in slots]
    assert together == alone
    monkeypatch.setattr("newsdesk.detect.detector.HELD", 1)
    assert list(detect(corpus, world.config, ENTITIES, slots)) == alone
