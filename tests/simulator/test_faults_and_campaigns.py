"""What goes wrong on the way to the newsroom, and what was never said by anybody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from factories import ROOT
from newsdesk import config
from newsdesk.analyse import duplicates
from newsdesk.analyse.analyser import Analyser
from newsdesk.records import Record
from newsdesk.simulator import faults, material
from newsdesk.simulator.campaigns import BURST, Campaign, Manner
from newsdesk.simulator.scenarios import Scenario
from newsdesk.simulator.surplus import Life

WORLD = Scenario(
    9,
    datetime(2026, 10, 5, tzinfo=UTC),
    past=1,
    present=2,
    lives=(Life("ai-bias", 120, (0.25, 0.25), {"bluesky": 0.6, "reddit": 0.4}, {}),),
)
HOUR = timedelta(hours=1)
NOON = WORLD.now + 12 * HOUR


@cache
def records() -> tuple[Record, ...]:
    """Return two days of talk."""
    return tuple(item.record for item in WORLD.today())


def said(some: tuple[Record, ...]) -> set[tuple[str, str, datetime]]:
    """Return what was said and when, whenever it was collected."""
    return {(record.id, record.text, record.published_at) for record in some}


def test_a_late_platform_arrives_later_and_whole() -> None:
    """Its posts come a day later, with their own times; the other platform's come as ever."""
    late = faults.late(records(), "bluesky", NOON, 24 * HOUR)
    assert said(late) == said(records())
    for before, after in zip(records(), late, strict=True):
        wait = 24 * HOUR if before.platform == "bluesky" and before.published_at >= NOON else 0 * HOUR
        assert after.collected_at - before.collected_at == wait


def test_a_missing_platform_is_gone_for_that_time_alone() -> None:
    """What was posted there in those hours is lost; all else is untouched."""
    rest = faults.missing(records(), "reddit", NOON, NOON + 8 * HOUR)
    lost = set(records()) - set(rest)
    assert lost
    assert all(r.platform == "reddit" and NOON <= r.published_at < NOON + 8 * HOUR for r in lost)
    assert not any(r.platform == "reddit" and NOON <= r.published_at < NOON + 8 * HOUR for r in rest)


def test_a_thin_day_keeps_its_part() -> None:
    """About the asked part of a day remains, the same each time."""
    thin = faults.thin(records(), WORLD.now, WORLD.now + 24 * HOUR, 0.3)
    day = [sum(r.published_at < WORLD.now + 24 * HOUR for r in some) for some in (records(), thin)]
    assert day[1] / day[0] == pytest.approx(0.3, abs=0.12)
    assert thin == faults.thin(records(), WORLD.now, WORLD.now + 24 * HOUR, 0.3)
    assert set(thin) <= set(records())


def test_an_outage_is_caught_up_at_once() -> None:
    """Nothing arrives while the collector stands still, then everything does in one run."""
    until = NOON + 6 * HOUR
    after = faults.outage(records(), NOON, until)
    assert said(after) == said(records())
    assert not any(NOON <= record.collected_at < until for record in after)
    assert len({r.collected_at for r in after if NOON <= r.published_at < until}) == 1


def test_a_backfill_has_old_times_and_one_arrival() -> None:
    """Posts of any age arrive at once; none of them is from its own future."""
    old = faults.backfill(records(), NOON)
    assert {record.collected_at for record in old} == {NOON}
    assert said(old) == {item for item in said(records()) if item[2] < NOON}


@pytest.mark.parametrize("manner", ["copies", "paraphrases"])
@pytest.mark.parametrize("claim", range(len(material.load().claims)))
def test_a_campaign_is_forty_accounts_on_their_beat(manner: Manner, claim: int) -> None:
    """Forty accounts, nearly all of them never seen before, make one claim within two hours on its beat."""
    campaign = Campaign("c", manner, claim, NOON)
    posts = campaign.records(1)
    assert posts == campaign.records(1)
    assert len(posts) == len({post.author for post in posts}) == len({post.id for post in posts}) == 40
    assert all(timedelta() < post.published_at - NOON <= BURST + HOUR for post in posts)
    regulars = {item.record.author for item in WORLD.history()}
    assert sum(post.author in regulars for post in posts) <= 8
    analyser = Analyser(config.load(ROOT))
    beats = [campaign.beat in analyser.analyse(post).beats for post in posts]
    assert sum(beats) >= 36


@pytest.mark.parametrize("claim", range(len(material.load().claims)))
def test_copies_are_near_duplicates_and_paraphrases_are_not(claim: int) -> None:
    """Copies fall into a handful of near-duplicate groups, paraphrases into a dozen or more."""
    voices = {}
    for manner in ("copies", "paraphrases"):
        posts = Campaign("c", manner, claim, NOON).records(1)  # type: ignore[arg-type]  # both are manners
        groups = duplicates.group((post.id, duplicates.bands(post.text)) for post in posts)
        voices[manner] = len(set(groups.values()))
    assert voices["copies"] <= 4
    assert voices["paraphrases"] >= 12
