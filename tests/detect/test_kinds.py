"""The kinds that read words: tones, phrases, what moves on two beats, and what is new."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from newsdesk.config import Config
from newsdesk.detect.detector import detect
from newsdesk.detect.values import EditionView
from newsdesk.records import Entity, Signal

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ENTITIES = {
    name.lower(): Entity(id=name.lower(), name=name, type="product")
    for name in ("Orrery", "Tessel", "Lantern")
}


def look(world) -> EditionView:
    """Return what is seen at noon."""
    return next(iter(detect(world.corpus(), world.config, ENTITIES, [NOON])))


def of_kind(view: EditionView, kind: str) -> list[Signal]:
    """Return the signals of one kind."""
    return [signal for signal in view.signals if signal.kind == kind]


def values(signal: Signal) -> dict[str, object]:
    """Return the values of a signal's statistics by id."""
    return {statistic.id: statistic.value for statistic in signal.statistics}


def people(day: int = 0) -> Iterator[str]:
    """Yield the regulars of the beat, the same on every day."""
    while True:
        yield from (f"@regular{n}.example" for n in range(60))


def usual_days(world, days: int = 14, posts: int = 20, **changes) -> None:
    """Fill the earlier days with the same number of posts by the same people."""
    for day in range(1, days + 1):
        names = people()
        for n in range(posts):
            moment = NOON - day * DAY - timedelta(minutes=40) - timedelta(hours=23) * n / posts
            world.say(moment, author=next(names), **changes)


def today(world, posts: int, first: int = 0, **changes) -> None:
    """Add posts of the window by known people, from the ``first`` one on."""
    for n in range(posts):
        moment = NOON - timedelta(minutes=40) - timedelta(hours=23) * n / posts
        world.say(moment, author=f"@regular{first + n}.example", **changes)


def test_an_angry_beat_is_a_register_shift(world) -> None:
    """A fifth of the posts sounding angry where a twentieth did is told of that register, in words."""
    usual_days(world, posts=19)
    usual_days(world, posts=1, register="angry")
    today(world, 28)
    today(world, 14, first=28, register="angry")
    (signal,) = of_kind(look(world), "register_shift")
    assert signal.subject == "angry"
    assert values(signal)["register.angry.now"] == pytest.approx(1 / 3, abs=1e-4)
    assert values(signal)["register.angry.usual"] == pytest.approx(0.05)
    now = next(s for s in signal.statistics if s.id == "register.angry.now")
    assert now.forms["clause"] == "33% of posts sounded angry"
    assert signal.evidence_total == 14


def test_a_tone_of_another_platform_is_no_shift(world) -> None:
    """Where one platform always sounds angry, it speaking more turns nobody's tone."""
    for day in range(11):
        world.day(NOON - day * DAY, 90, beat=None)
        world.day(NOON - day * DAY, 200, platform="reddit", beat=None)
        world.day(NOON - day * DAY, 20)
        world.day(NOON - day * DAY, 10 if day else 60, platform="reddit", register="angry")
    assert of_kind(look(world), "register_shift") == []


@pytest.mark.parametrize("restless", [False, True], ids=["calm", "restless"])
def test_a_tone_that_wanders_everywhere_is_no_shift(world, restless: bool) -> None:
    """What is a shift where celebrating is steady is none where it comes and goes on the other beats."""
    for day in range(15):
        end, elsewhere = NOON - day * DAY, 12 * (day % 3) if restless else 12
        celebrating = 12 if day else 26
        world.day(end, 60 - celebrating)
        world.day(end, celebrating, register="celebratory")
        world.day(end, 60 - elsewhere, beat="art")
        world.day(end, elsewhere, beat="art", register="celebratory")
    told = [(signal.beat, signal.subject) for signal in of_kind(look(world), "register_shift")]
    assert told == ([] if restless else [("work", "celebratory")])


def test_new_words_on_many_lips_are_a_trending_phrase(world) -> None:
    """A phrase that many say and nobody said is found in its longest form, its parts are not told again."""
    usual_days(world, phrases=("language models",))
    today(world, 14, phrases=("language models",))
    words = ("orchard protocol", "the orchard", "orchard protocol is dead")
    today(world, 12, first=14, phrases=words)
    (signal,) = of_kind(look(world), "phrase_trending")
    assert signal.subject == "orchard protocol is dead"
    assert values(signal)["phrase.orchard-protocol-is-dead.now"] == 12
    assert signal.why.startswith("Posts on Work with the words “orchard protocol is dead” rose sharply")
    assert signal.evidence_total == 12


def test_a_beats_everyday_words_take_no_trend_with_them(world) -> None:
    """A new phrase is told though most posts that hold it hold the beat's everyday words as well."""
    usual_days(world, posts=30, phrases=("language models",))
    today(world, 30, phrases=("language models",))
    today(world, 12, first=30, phrases=("language models", "button drift"))
    assert [signal.subject for signal in of_kind(look(world), "phrase_trending")] == ["button drift"]


@pytest.mark.parametrize("case", ["one account", "copies", "a known name", "always said"])
def test_boilerplate_does_not_trend(world, case: str) -> None:
    """Words of one account, of copies of one text, of a known name or of every day are no trend."""
    usual_days(world, phrases=("orchard protocol",) if case == "always said" else ())
    today(world, 14)
    words = "orrery" if case == "a known name" else "orchard protocol"
    for n in range(12):
        author = "@one.example" if case == "one account" else f"@regular{30 + n}.example"
        bands = (-5,) if case == "copies" else None
        world.say(NOON - timedelta(hours=n + 1), author=author, phrases=(words,), bands=bands)
    assert of_kind(look(world), "phrase_trending") == []


def on_two_beats(world, **changes) -> None:
    """Surround both beats with their usual talk."""
    usual_days(world, posts=20)
    usual_days(world, posts=20, beat="art")
    today(world, 20)
    today(world, 20, beat="art")


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("entity=orrery", {"entities": ("orrery",)}),
        ("phrase=orchard protocol", {"phrases": ("orchard protocol",)}),
        ("link=news.example/a", {"links": ("https://www.news.example/a?utm_source=x",)}),
    ],
)
def test_what_moves_on_two_beats_by_different_voices_is_told_once(world, subject: str, said: dict) -> None:
    """A name, phrase or link that rises on both beats is one signal, on the beat with more voices."""
    on_two_beats(world)
    today(world, 14, first=20, **said)
    today(world, 12, first=40, beat="art", **said)
    (signal,) = of_kind(look(world), "cross_beat")
    assert (signal.beat, signal.subject) == ("work", subject)
    assert values(signal)["cross.work.now"] == 14
    assert values(signal)["cross.art.now"] == 12
    assert signal.evidence_total == 26


def test_a_name_moves_on_two_beats_beside_the_one_where_it_is_at_home(world) -> None:
    """What is always talked of on a third beat, and most there, is told of the two on which it rose."""
    beats = world.config.beats
    world.config = Config(beats=(*beats, beats[0].model_copy(update={"slug": "home", "name": "Home"})))
    on_two_beats(world)
    usual_days(world, posts=30, beat="home", entities=("orrery",))
    today(world, 30, beat="home", entities=("orrery",))
    today(world, 14, first=20, entities=("orrery",))
    today(world, 12, first=40, beat="art", entities=("orrery",))
    (signal,) = of_kind(look(world), "cross_beat")
    assert {"cross.work.now", "cross.art.now"} <= values(signal).keys()


def test_the_same_posts_on_two_beats_are_no_movement(world) -> None:
    """Posts that stand on both beats by rule move nothing."""
    on_two_beats(world)
    today(world, 14, first=20, beats=("art", "work"), entities=("orrery",))
    assert of_kind(look(world), "cross_beat") == []


def test_a_new_name_is_novelty_and_more_of_the_same_is_not(world) -> None:
    """Many naming what was never named is news; many naming what is always named is not."""
    usual_days(world, entities=("tessel",))
    today(world, 15, entities=("tessel",))
    today(world, 12, first=15, entities=("lantern",))
    (signal,) = of_kind(look(world), "novelty")
    assert values(signal)["novel.names.now"] == pytest.approx(12 / 27, abs=1e-4)
    assert values(signal)["novel.names.usual"] == 0
    assert signal.evidence_total == 12


def test_always_new_people_are_no_novelty(world) -> None:
    """A beat on which everybody is new every day has no news in that."""
    for day in range(15):
        world.day(NOON - day * DAY, 30)
    view = look(world)
    assert of_kind(view, "novelty") == []


def test_new_people_are_novelty(world) -> None:
    """Where the same people always speak, many new ones are news."""
    usual_days(world, posts=30)
    today(world, 24)
    world.day(NOON, 24)
    (signal,) = of_kind(look(world), "novelty")
    assert values(signal)["novel.authors.now"] == pytest.approx(0.5)
    assert values(signal)["novel.authors.usual"] == pytest.approx(0)


def test_what_is_new_is_context_even_when_nothing_rose(world) -> None:
    """Whoever briefs a story knows what on the beat is new."""
    for day in range(15):
        world.day(NOON - day * DAY, 80, beat=None)
    usual_days(world)
    today(world, 59)
    ids = {statistic.id for statistic in look(world).context["work"]}
    assert {"novel.names.now", "novel.phrases.now", "novel.authors.now"} <= ids


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("missing", "Left out: Reddit (nothing was collected from it in these 24 hours)."),
        ("late", "Left out: Reddit (late: 20 of about 100 records a day had arrived)."),
        ("new", "Left out: Reddit (newly switched on: 1 earlier day of it)."),
        ("backfilled", "Left out: Reddit (backfilled: 1,100 records of earlier days arrived afterwards)."),
    ],
)
def test_a_platform_that_takes_no_part_is_named_with_its_reason(world, change: str, told: str) -> None:
    """What is missing, late, new or backfilled is left out, and the signal says so."""
    for day in range(12):
        world.day(NOON - day * DAY, 200, beat=None)
    usual_days(world, days=11)
    today(world, 50)
    for day in range(12):
        posts = {"missing": 0, "late": 20}.get(change, 100) if day == 0 else 100
        if change == "new" and day > 1:
            continue
        lag = timedelta(days=day) if change == "backfilled" and day else timedelta(minutes=30)
        world.day(NOON - day * DAY, posts, platform="reddit", lag=lag)
    (signal,) = of_kind(look(world), "volume_anomaly")
    assert told in signal.notes
    assert {item.record.split(":")[0] for item in signal.evidence} == {"bluesky"}


@pytest.mark.parametrize("day", [0, 3])
def test_a_gap_is_never_taken_for_silence(world, day: int) -> None:
    """Of a day of which a third can't be had any more a platform's counts compare with nothing."""
    for ago in range(12):
        world.day(NOON - ago * DAY, 200, beat=None)
        world.day(NOON - ago * DAY, 100, platform="reddit", beat=None)
    usual_days(world, days=11)
    for ago in range(12):
        world.day(NOON - ago * DAY, 40 if ago == day else 60, platform="reddit")
    today(world, 150)

    def lost(as_of: datetime) -> dict[str, dict[int, float]]:
        return {"reddit": {day: 1 / 3}} if as_of == NOON else {}

    (known,) = detect(world.corpus(), world.config, {}, [NOON], lost)
    (unknown,) = detect(world.corpus(), world.config, {}, [NOON])
    (signal,) = of_kind(known, "volume_anomaly")
    if day == 0:
        told = "Left out: Reddit (with gaps: about 33% of these 24 hours can't be had any more)."
        assert told in signal.notes
        assert {item.record.split(":")[0] for item in signal.evidence} == {"bluesky"}
    else:
        (naive,) = of_kind(unknown, "volume_anomaly")
        assert signal.baseline_days == naive.baseline_days - 1
        assert values(signal)["volume.usual"] > values(naive)["volume.usual"] - 1e-9


def test_an_earlier_spike_hides_no_second(world) -> None:
    """One earlier event neither raises what is usual nor makes the beat look restless."""
    for day in range(15):
        world.day(NOON - day * DAY, 200, beat=None)
    usual_days(world)
    for n in range(150):
        world.say(NOON - 5 * DAY - timedelta(minutes=9 * n))
    today(world, 55)
    (signal,) = of_kind(look(world), "volume_anomaly")
    assert 20 <= values(signal)["volume.usual"] < 22.5


def test_weekdays_are_known_where_history_allows(world) -> None:
    """A Friday that is as busy as Fridays are is no news, and the note says how it was weighed."""
    for day in range(15):
        busy = 2 if day % 7 == 0 else 1
        world.day(NOON - day * DAY, 100 * busy, beat=None)
        world.day(NOON - day * DAY, 20 * busy if day else 56)
    view = look(world)
    assert of_kind(view, "volume_anomaly") == []
    for n in range(90):
        world.say(NOON - timedelta(minutes=10 * n + 1))
    (signal,) = of_kind(look(world), "volume_anomaly")
    assert 35 < values(signal)["volume.usual"] <= 41
    assert any(note.startswith("Earlier days are weighed by the day of the week") for note in signal.notes)
