"""How beats stand at an edition: counts that a reader of the records would get, and names that went quiet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsdesk.config import Layout
from newsdesk.detect import gathering
from newsdesk.detect.detector import detect
from newsdesk.detect.engine import moments
from newsdesk.detect.panel import THIN_DAY, Panel
from newsdesk.detect.values import EditionView
from newsdesk.detect.weather import NAMES, POSTS, weather
from newsdesk.records import Analysis, Engagement, Entity, Record
from newsdesk.reports import BeatWeather, Mentions

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
PLATFORMS = ("bluesky", "reddit", "hackernews")
NAMED = [*(f"name{n}" for n in range(10)), "orrery", "tessel", "work"]
ENTITIES = {id: Entity(id=id, name=id.title(), type="product") for id in NAMED}
Post = tuple[Record, Analysis]


def look(world: Any) -> EditionView:
    """Return what is seen at noon."""
    corpus = world.corpus()
    (view,) = detect(corpus, world.config, ENTITIES, [NOON])
    corpus.engine.close()
    return view


def counted(world: Any) -> tuple[BeatWeather, ...]:
    """Return how beats stand at noon, without the rest of detection: a quarter of its cost."""
    corpus, rules = world.corpus(), world.config.detection
    editions = moments([int(NOON.timestamp())])
    panel = Panel(NOON, rules.baseline_days, rules.minimum_baseline_days)
    batch = gathering.open_batch(corpus, editions, rules)
    gathering.count({NOON: panel}, batch, editions, rules.baseline_days)
    stand = weather(panel, world.config.beats, ENTITIES)
    corpus.engine.close()
    return stand


def stands(world: Any, beat: str = "work") -> BeatWeather:
    """Return how a beat stands at noon."""
    return next(one for one in look(world).weather if one.beat == beat)


def fortnight(world: Any, posts: int = 20, days: int = 10, **changes: Any) -> None:
    """Fill the days before the window, each with so many posts."""
    for day in range(1, days + 1):
        world.day(NOON - day * DAY, posts, **changes)


def recount(posts: Sequence[Post], beat: str) -> dict[str, Any] | None:
    """Count the window record by record, as the page on methods tells it; None where nobody spoke at all.

    Days, medians and groups are written out, so that nothing here is the program's own.
    """

    def day_of(record: Record) -> int | None:
        day = int((NOON - record.published_at) // DAY)
        seen = 0 <= day <= 14 and record.collected_at <= NOON - day * DAY
        return day if seen else None

    presence: dict[str, Counter[int]] = defaultdict(Counter)
    spoken: dict[str, list[Post]] = defaultdict(list)
    earlier: dict[tuple[int, ...], list[Record]] = defaultdict(list)
    for record, analysis in sorted(
        posts, key=lambda post: (post[0].collected_at, post[0].published_at, post[0].id)
    ):
        group = earlier[analysis.minhash_bands] if analysis.beats else []
        day = day_of(record)
        if day is not None:
            presence[record.platform][day] += 1
        if day is not None and beat in analysis.beats:
            spoken[record.platform]  # whoever was ever heard on the beat may take part
            copied = any(day_of(other) == 0 for other in group)
            if day == 0 and not copied:
                spoken[record.platform].append((record, analysis))
        group.append(record)

    def sound(platform: str) -> bool:
        counts = presence[platform]
        before = [count for day, count in counts.items() if day > 0]
        floor = max(1.0, THIN_DAY * median(before)) if before else 1.0
        return counts[0] >= floor and sum(count >= floor for count in before) >= 3

    taking_part = [platform for platform in spoken if sound(platform)] or list(spoken)
    kept: list[Post] = []
    for platform in taking_part:
        turns: Counter[str | None] = Counter()
        for record, analysis in sorted(spoken[platform], key=lambda post: (post[0].published_at, post[0].id)):
            turns[record.author] += 1
            if turns[record.author] <= 3:
                kept.append((record, analysis))
    if not spoken:
        return None
    moods = Counter(analysis.sentiment_label for _, analysis in kept)
    here = Counter(record.platform for record, _ in kept)
    names = Counter(name for _, analysis in kept for name in set(analysis.entities))
    ordered = sorted(names.items(), key=lambda pair: (-pair[1], pair[0]))
    return {
        "posts": len(kept),
        "judged": len(kept) - moods[None],
        "positive": moods["positive"],
        "negative": moods["negative"],
        "platforms": {platform: here[platform] for platform in taking_part},
        "names": [pair for pair in ordered if pair[1] >= POSTS][:NAMES],
    }


said = st.fixed_dictionaries(
    {
        "hours": st.integers(1, 30),
        "lag": st.integers(1, 20).map(lambda hours: timedelta(hours=hours)),
        "platform": st.sampled_from(PLATFORMS),
        "author": st.sampled_from(["@a.example", "@b.example", None, None]),
        "label": st.sampled_from(["negative", "neutral", "positive", None]),
        "entities": st.lists(st.sampled_from(NAMED), unique=True, max_size=6).map(tuple),
        "beats": st.sampled_from([("work",), ("art",), ("work", "art"), ()]),
        "copies": st.sampled_from([None, None, None, 1, 2]),
    }
)


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(said, max_size=60), st.sampled_from([0, 2, 5]))
def test_counts_are_those_of_a_plain_recount(world: Any, talk: list[dict[str, Any]], days: int) -> None:
    """Posts, moods, platforms and names are what counting the records one by one gives, whatever is said."""
    with TemporaryDirectory() as folder:
        world = type(world)(Layout(Path(folder)))
        for platform in PLATFORMS[:2]:
            fortnight(world, 12, days, platform=platform, beats=("work", "art"))
        world.say(NOON - timedelta(hours=1), beat=None)  # an engine wants a record to read
        for post in talk:
            changes = {key: value for key, value in post.items() if key not in ("hours", "copies", "beats")}
            copies = {"bands": (-post["copies"],)} if post["copies"] else {}
            world.say(
                NOON - timedelta(hours=post["hours"]), beat=None, beats=post["beats"], **changes, **copies
            )
        found = {one.beat: one for one in counted(world)}
    for beat in ("work", "art"):
        expected = recount(world.posts, beat)
        if expected is None or (not expected["posts"] and not (beat in found and found[beat].usual)):
            assert beat not in found
            continue
        told = found[beat].model_dump(include=expected.keys() - {"names"})
        told["names"] = [(name.entity, name.posts) for name in found[beat].names]
        assert told == expected
        assert sum(found[beat].platforms.values()) == found[beat].posts
        assert found[beat].usual is None or days == 5


def numbers(view: EditionView, beat: str) -> dict[str, float]:
    """Return the statistics of a beat's context by their ids."""
    return {statistic.id: statistic.value for statistic in view.context[beat]}


@pytest.mark.parametrize("campaign", [False, True])
def test_what_is_told_of_a_beat_elsewhere_agrees(world: Any, campaign: bool) -> None:
    """Volume and moods are those that a story may state, also where a campaign was taken out."""
    for day in range(1, 13):
        for mood, posts in (("negative", 6), ("neutral", 9 + day % 3), ("positive", 5)):
            for platform in PLATFORMS:
                world.day(NOON - day * DAY, posts, platform=platform, label=mood)
    for platform in PLATFORMS:
        world.day(NOON, 45, platform=platform, label="negative", entities=("orrery",))
        world.day(NOON, 7, platform=platform, label="positive")
    for n in range(40 if campaign else 0):
        at = NOON - timedelta(hours=3, minutes=n)
        world.say(at, label="positive", terms=(1, 2, 3, 4, 5, 6, 7, 8), engagement=Engagement(likes=n))
    view = look(world)
    (beat,) = view.weather
    told = numbers(view, "work")
    assert (beat.posts, beat.usual) == (told["volume.now"], told["volume.usual"])
    for mood in ("positive", "negative"):
        assert round(getattr(beat, mood) / beat.judged, 4) == told[f"{mood}.now"]
        assert getattr(beat, f"usual_{mood}") == told[f"{mood}.usual"]
    assert beat.posts == len(view.voices["work"])
    assert beat.posts < 3 * 52 if campaign else beat.posts == 3 * 52


def test_a_beat_where_nothing_moved_is_told_too(world: Any) -> None:
    """Beats come in the order of the settings, moved or not; one that was never heard is left out."""
    for beat in ("art", "work"):
        fortnight(world, 20, beat=beat)
        world.day(NOON, 21, beat=beat)
    view = look(world)
    assert view.signals == ()
    assert [(one.beat, one.posts, one.usual) for one in view.weather] == [("work", 21, 20), ("art", 21, 20)]


def test_a_silent_beat_keeps_its_usual_day(world: Any) -> None:
    """Nothing in 24 hours, where something is usual, is worth telling."""
    fortnight(world, 20)
    fortnight(world, 20, beat=None)
    world.day(NOON, 30, beat=None)
    (beat,) = look(world).weather
    assert (beat.beat, beat.posts, beat.usual, beat.platforms) == ("work", 0, 20, {"bluesky": 0})
    assert beat.usual_negative == 0


def test_nothing_said_is_no_weather(world: Any) -> None:
    """Where no post is on any beat, no beat is told of."""
    world.day(NOON, 5, beat=None)
    assert look(world).weather == ()


def test_without_a_baseline_nothing_is_usual(world: Any) -> None:
    """Two days are counted, and compared with nothing."""
    fortnight(world, 20, days=2, entities=("orrery",), label="negative")
    world.day(NOON, 12, entities=("tessel",))
    beat = stands(world)
    assert (beat.posts, beat.usual, beat.usual_negative, beat.usual_positive) == (12, None, None, None)
    assert beat.names == (Mentions(entity="tessel", name="Tessel", posts=12, usual=None),)
    assert beat.quiet == ()


def test_a_missing_platform_takes_no_part(world: Any) -> None:
    """It has no number, its share of the usual day goes with it, and whoever is named there is not quiet."""
    fortnight(world, 20)
    fortnight(world, 30, platform="reddit", entities=("orrery",))
    world.day(NOON, 20)
    beat = stands(world)
    assert (beat.posts, beat.usual, beat.platforms, beat.quiet) == (20, 20, {"bluesky": 20}, ())


def test_the_names_that_most_posts_mention_are_kept(world: Any) -> None:
    """At most eight, in the order of their posts, none of a single post, none that the gazetteer lacks."""
    fortnight(world, 4, entities=("name3",))
    for n in range(10):
        world.day(NOON, 1 + n, entities=(f"name{n}", "unheard-of"))
    names = stands(world).names
    assert [(name.entity, name.posts) for name in names] == [(f"name{n}", 1 + n) for n in range(9, 1, -1)]
    assert {name.usual for name in names if name.entity != "name3"} == {0}
    assert next(name for name in names if name.entity == "name3") == Mentions(
        entity="name3", name="Name3", posts=4, usual=4
    )


@pytest.mark.parametrize(
    ("name", "usually", "now", "others", "quiet"),
    [
        pytest.param("orrery", 12, 0, 20, True, id="named by nobody"),
        pytest.param("orrery", 12, 4, 30, True, id="named by few"),
        pytest.param("orrery", 12, 9, 30, False, id="somewhat less"),
        pytest.param("orrery", 90, 55, 60, False, id="beyond chance, but more than half is left"),
        pytest.param("orrery", 3, 0, 30, False, id="three come and go by chance"),
        pytest.param("orrery", 2, 0, 20, False, id="hardly ever named"),
        pytest.param("orrery", 12, 3, 4, False, id="the whole beat fell as far"),
        pytest.param("orrery", 12, 0, 60, True, id="the beat talks of something else"),
        pytest.param("work", 12, 0, 20, False, id="what the beat itself is called"),
    ],
)
def test_a_name_goes_quiet(world: Any, name: str, usually: int, now: int, others: int, quiet: bool) -> None:
    """Only a name that is usual, by more than chance, and by more than its beat."""
    fortnight(world, 20)
    fortnight(world, usually, entities=(name,))
    fortnight(world, 100, beat=None)
    world.day(NOON, others)
    world.day(NOON, now, entities=(name,))
    world.day(NOON, 100, beat=None)
    expected = (Mentions(entity=name, name=name.title(), posts=now, usual=usually),)
    assert stands(world).quiet == (expected if quiet else ())


def test_the_most_missed_names_come_first(world: Any) -> None:
    """Five of six quiet names are kept, by how many posts are missing."""
    fortnight(world, 60)
    for n in range(6):
        fortnight(world, 9 + n, entities=(f"name{n}",))
    world.day(NOON, 120)
    assert [name.entity for name in stands(world).quiet] == ["name5", "name4", "name3", "name2", "name1"]
