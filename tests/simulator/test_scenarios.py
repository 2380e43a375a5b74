"""Worlds to measure on: what is planted stands in the records, and what is not planted stays as it was."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from statistics import mean, variance

import pytest

from factories import ROOT
from newsdesk import config
from newsdesk.analyse import duplicates
from newsdesk.analyse.analyser import Analyser
from newsdesk.analyse.entities import gazetteer
from newsdesk.analyse.reading import content
from newsdesk.records import Platform, digest
from newsdesk.simulator import grammar, material
from newsdesk.simulator.climate import Climate
from newsdesk.simulator.planting import SCALES, STRENGTHS, Plant, moved
from newsdesk.simulator.scenarios import Scenario
from newsdesk.simulator.surplus import Life, Made

PARTS: dict[Platform, float] = {"bluesky": 0.4, "reddit": 0.4, "mastodon": 0.15, "news": 0.05}
NAMES = {"orrery": 0.05}
DAY = timedelta(days=1)
WORLD = Scenario(
    7,
    datetime(2026, 10, 5, tzinfo=UTC),
    past=5,
    present=2,
    lives=tuple(Life(beat, 150, (0.25, 0.25), PARTS, NAMES) for beat in ("ai-and-work", "ai-and-art")),
)
BEAT = "ai-and-work"


@cache
def today(*plants: Plant) -> tuple[Made, ...]:
    """Return the present with those events."""
    return replace(WORLD, plants=plants).today()


def during(made: tuple[Made, ...], plant: Plant, beat: str = BEAT) -> list[Made]:
    """Return the posts of a beat while an event lasts."""
    return [item for item in made if item.beat == beat and plant.runs(item.record.published_at, item.beat)]


def plant(kind: str, **changes: object) -> Plant:
    """Return an event of a kind at the design strength, on the first day of the present."""
    return replace(Plant(kind, kind, "design", (BEAT,), WORLD.now), **changes)  # type: ignore[arg-type]


def share(items: list[Made], tone: str) -> float:
    """Return the part of the posts that were given a tone."""
    return sum(item.tone == tone for item in items) / len(items)


def test_variants_share_their_past_and_nothing_else() -> None:
    """Two presents of a world have the same past, record for record, and no post in common."""
    one, other = (replace(WORLD, variant=variant) for variant in "ab")
    assert digest_of(one.history()) == digest_of(other.history())
    ids = [{item.record.id for item in world.today()} for world in (one, other)]
    assert all(ids)
    assert ids[0].isdisjoint(ids[1])


def digest_of(made: tuple[Made, ...]) -> str:
    """Return a digest of the records."""
    return digest([item.record.model_dump(mode="json") for item in made])


def test_another_process_makes_the_same_world() -> None:
    """The records don't depend on the process: another hash seed gives the same."""
    program = (
        "from datetime import UTC, datetime\n"
        "from newsdesk.records import digest\n"
        "from newsdesk.simulator.scenarios import Scenario\n"
        "from newsdesk.simulator.surplus import Life\n"
        f"lives = (Life('ai-bias', 60, (0.25, 0.25), {PARTS!r}, {NAMES!r}),)\n"
        "made = Scenario(3, datetime(2026, 10, 5, tzinfo=UTC), 2, 1, lives).history()\n"
        "print(digest([item.record.model_dump(mode='json') for item in made]))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert len(runs[0]) == 65
    assert runs[0] == runs[1]


def test_records_are_whole() -> None:
    """Every id stands once, nobody answers a later post, and all live under reserved example domains."""
    made = (*WORLD.history(), *today(plant("carried"), plant("phrase_trending", subject="paper colleague")))
    records = {item.record.id: item.record for item in made}
    assert len(records) == len(made)
    assert all(".example/" in record.url for record in records.values())
    answers = [record for record in records.values() if record.reply_to in records]
    assert len(answers) > 50
    assert all(records[r.reply_to or ""].published_at <= r.published_at for r in answers)


def test_days_vary_more_than_chance_alone() -> None:
    """Daily volume is overdispersed, as it is among people; without a climate it is Poisson's."""
    lives = (Life(BEAT, 150, (0.25, 0.25), PARTS, {}),)
    spreads = []
    for climate in (Climate(), Climate(day=0, platform_day=0, hour=0)):
        world = Scenario(11, datetime(2026, 9, 7, tzinfo=UTC), 40, 1, lives, climate)
        days = Counter(
            item.record.published_at.date()
            for item in world.history()
            if item.record.published_at.weekday() < 5
        )
        spreads.append(variance(days.values()) / mean(days.values()))
    assert spreads[0] > 2.0
    assert spreads[1] < 2.0


def test_threads_are_of_unequal_size() -> None:
    """Who is answered is answered again: some threads are long, most are short."""
    threads = Counter(item.record.reply_to for item in WORLD.history() if item.record.reply_to)
    assert max(threads.values()) >= 5
    assert sum(size == 1 for size in threads.values()) > len(threads) / 3


def test_most_accounts_are_regulars_of_unequal_activity() -> None:
    """A few accounts speak often, and hardly one in four posts comes from an account seen once."""
    spoken = Counter(item.record.author for item in WORLD.history() if item.record.platform == "bluesky")
    assert spoken.most_common(1)[0][1] >= 8
    assert 0.1 < sum(n == 1 for n in spoken.values()) / spoken.total() < 0.6


def test_volume_is_multiplied() -> None:
    """A volume event brings its beat to its multiple of the usual, and leaves the other alone."""
    event = plant("volume_anomaly", subject="orrery")
    loud, quiet = during(today(event), event), during(today(), event)
    assert len(loud) / len(quiet) == pytest.approx(SCALES["volume_anomaly"].design, rel=0.15)
    others = [[i.record.id for i in made if i.beat != BEAT] for made in (today(event), today())]
    assert others[0] == others[1]


@pytest.mark.parametrize("label", ["negative", "positive"])
def test_moods_move_by_points(label: str) -> None:
    """A mood event moves its share by its points, among those who take sides."""
    event = plant("sentiment_shift", label=label)
    wanted = mean(item.chances.get(label, 0.0) for item in during(today(event), event))  # type: ignore[call-overload]
    before = mean(item.chances.get(label, 0.0) for item in during(today(), event))  # type: ignore[call-overload]
    assert wanted - before == pytest.approx(SCALES["sentiment_shift"].design * (1 - PARTS["news"]), abs=0.01)
    assert share(during(today(event), event), label) == pytest.approx(wanted, abs=0.1)


def test_a_gap_opens_on_two_platforms_alone() -> None:
    """A divergence adds up to its points between its two platforms and leaves the third as it was."""
    event = plant("platform_divergence", gap=("bluesky", "reddit"))
    chances = {
        (platform, planted): mean(
            item.chances["negative"] for item in during(made, event) if item.record.platform == platform
        )
        for planted, made in ((True, today(event)), (False, today()))
        for platform in ("bluesky", "reddit", "mastodon")
    }
    moves = {p: chances[p, True] - chances[p, False] for p in ("bluesky", "reddit", "mastodon")}
    assert moves["bluesky"] - moves["reddit"] == pytest.approx(SCALES["platform_divergence"].design, abs=0.01)
    assert moves["mastodon"] == pytest.approx(0, abs=0.001)


def test_a_tone_is_taken_up() -> None:
    """A register event gives its part of the posts its tone."""
    part = SCALES["register_shift"].design * (1 - PARTS["news"])
    event = plant("register_shift", label="angry")
    assert share(during(today(event), event), "angry") == pytest.approx(part, abs=0.08)
    assert share(during(today(), event), "angry") == 0


def test_a_name_a_phrase_and_a_new_name_are_said() -> None:
    """Surplus posts say what they were planted for, each another way."""
    design = {kind: scale.design for kind, scale in SCALES.items()}
    events = [
        (plant("entity_surge", subject="orrery"), "Orrery", 150 * 0.95 * 0.05 * (design["entity_surge"] - 1)),
        (
            plant("phrase_trending", subject="paper colleague", thing="phrase"),
            "paper colleague",
            design["phrase_trending"],
        ),
        (plant("novelty", subject="Pellwright"), "Pellwright", design["novelty"]),
    ]
    for event, words, expected in events:
        mine = [item.record for item in today(event) if item.event == event.name]
        assert len(mine) == pytest.approx(expected, rel=0.35)
        assert all(words.casefold() in f"{r.title} {r.text}".casefold() for r in mine)
        assert len({r.author for r in mine}) >= 0.9 * len(mine)
        assert len({r.text for r in mine}) == len(mine)
        assert all(event.start < r.published_at and r.collected_at <= event.end for r in mine)


def test_one_thing_moves_on_two_beats() -> None:
    """A crossing has its voices on both beats, and a link travels as a link."""
    beats = ("ai-and-work", "ai-and-art")
    link = material.load().links[0]
    event = plant("cross_beat", beats=beats, thing="link", subject=link)
    mine = [item for item in today(event) if item.event == event.name]
    assert Counter(item.beat for item in mine) == dict.fromkeys(beats, SCALES["cross_beat"].design)
    assert all(item.record.links == (link,) for item in mine)


def test_a_post_is_carried() -> None:
    """One thread scores eight times what its community gives, with many replies, of which some are there."""
    event = plant("carried")
    (thread,) = (i.record for i in today(event) if i.event == event.name and i.record.reply_to is None)
    usual = sorted(
        item.record.engagement.score or 0
        for item in WORLD.history()
        if item.record.community == thread.community and item.record.reply_to is None
    )
    assert (thread.engagement.score or 0) / usual[len(usual) // 2] == pytest.approx(
        SCALES["carried"].design, rel=0.3
    )
    assert (thread.engagement.replies or 0) >= 10
    assert sum(item.record.reply_to == thread.id for item in today(event)) == 12


def test_every_kind_has_three_strengths() -> None:
    """Weak, design and strong grow in that order, each kind says why, and all can be planted."""
    for kind, scale in SCALES.items():
        amounts = [scale.at(strength) for strength in STRENGTHS]
        assert amounts == sorted(set(amounts)), kind
        assert scale.why
        assert scale.unit


def test_shares_stay_shares() -> None:
    """However far one share is moved, the three still add up to one."""
    for label in ("negative", "positive"):
        for points in (-0.9, -0.2, 0.2, 0.9):
            negative, positive = moved((0.25, 0.3), label, points)
            assert 0 <= negative <= 1
            assert 0 <= positive <= 1
            assert negative + positive <= 1


def test_talk_is_read_as_it_was_meant() -> None:
    """The newsroom's own analysis puts posts on their beats and hears their moods."""
    analyser = Analyser(config.load(ROOT))
    read = [(item, analyser.analyse(item.record)) for item in today()[:250]]
    assert mean(item.beat in analysis.beats for item, analysis in read) >= 0.97
    assert mean(item.tone == analysis.sentiment_label for item, analysis in read) >= 0.9


def test_lines_are_fit_for_use() -> None:
    """Every register but neutral has eight lines, every claim twelve forms, and every name is known."""
    lines = material.load()
    assert len(lines.registers) == 9
    assert all(len(said) >= 8 for said in lines.registers.values())
    assert all(len(claim.forms) >= 12 for claim in lines.claims)
    known = gazetteer()
    assert {id: known[id].name for id in lines.known} == lines.known
    spelled = {alias.casefold() for entity in known.values() for alias in (entity.name, *entity.aliases)}
    assert not spelled & {name.casefold() for name in lines.names}
    assert all(material.plain_cores(beat).neutral for beat in grammar.load().beats)


def test_posts_are_not_near_copies_of_each_other() -> None:
    """Of a day's posts hardly one in fifty is near another."""
    posts = [item.record for item in today() if item.record.published_at <= WORLD.now + DAY]
    groups = duplicates.group((post.id, duplicates.bands(content(post))) for post in posts)
    assert sum(first != id for id, first in groups.items()) / len(posts) <= 0.02
