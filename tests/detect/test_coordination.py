"""Campaigns speak with one voice; people who react to an event don't."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from newsdesk.detect.coordination import Campaign, Utterance, campaigns, wordings
from newsdesk.detect.detector import detect

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
START = 1_700_000_000
#: Words that everybody on the beat uses, and words of their own.
COMMON, RARE = range(1, 200), range(10_000, 40_000)


def talk(rng: random.Random, posts: int, heard: float = 0.85) -> Iterator[Utterance]:
    """Yield a day of everyday talk."""
    for n in range(posts):
        terms = {*rng.sample(COMMON, 8), *rng.sample(RARE, 4)}
        at = START + rng.randrange(86_400)
        yield Utterance(f"talk:{n}", f"@t{n}", "bluesky", at, frozenset(terms), rng.random() < heard)


def campaign(rng: random.Random, forms: int, accounts: int = 40, hours: float = 2.0) -> Iterator[Utterance]:
    """Yield a campaign: new accounts, ``forms`` wordings around three words of its own."""
    theme = [50_001, 50_002, 50_003]
    written = [{*rng.sample(RARE, 9), *rng.sample(theme, 2)} for _ in range(forms)]
    for n in range(accounts):
        at = START + 40_000 + int(hours * 3600 * rng.random())
        terms = frozenset(written[n % forms] | {rng.choice(RARE)})
        yield Utterance(f"camp:{n}", f"@c{n}", rng.choice(["bluesky", "reddit"]), at, terms, False)


def reaction(rng: random.Random, posts: int = 60, hours: float = 6.0) -> Iterator[Utterance]:
    """Yield an event's genuine reaction: mostly known people, own words, some hours, a name in common."""
    for n in range(posts):
        at = START + 40_000 + int(hours * 3600 * rng.random() ** 1.5)
        terms = {
            60_001,
            *rng.sample((60_002, 60_003, 60_004), 1),
            *rng.sample(COMMON, 4),
            *rng.sample(RARE, 7),
        }
        yield Utterance(f"real:{n}", f"@r{n}", "bluesky", at, frozenset(terms), rng.random() < 0.7)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("forms", [1, 12, 20, 40])
@pytest.mark.parametrize("posts", [15, 80])
def test_a_campaign_is_found_whatever_its_wording(seed: int, forms: int, posts: int) -> None:
    """Forty new accounts are one voice, whether they copy one text or each says it in other words."""
    rng = random.Random(seed)
    found = campaigns([*talk(rng, posts), *campaign(rng, forms)])
    caught = {id for one in found for id in one.ids}
    assert sum(id.startswith("camp") for id in caught) >= 36
    assert sum(id.startswith("talk") for id in caught) <= 2
    assert len(found) <= 2


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("posts", [15, 80])
@pytest.mark.parametrize("hours", [1.5, 6.0])
def test_a_genuine_reaction_is_no_campaign(seed: int, posts: int, hours: float) -> None:
    """Many known accounts with words of their own are heard as many, even if they all speak at once."""
    rng = random.Random(seed)
    assert campaigns([*talk(rng, posts), *reaction(rng, hours=hours)]) == ()


@pytest.mark.parametrize("seed", range(4))
def test_where_everybody_is_new_nobody_is_suspect_for_it(seed: int) -> None:
    """On a platform whose people are rarely seen twice an event's new accounts are no campaign."""
    rng = random.Random(seed)
    crowd = [
        Utterance(u.id, u.author, u.platform, u.published, u.terms, heard=False)
        for u in (*talk(rng, 60), *reaction(rng, hours=1.5))
    ]
    assert campaigns(crowd) == ()


def test_a_headline_that_is_shared_all_day_is_no_campaign() -> None:
    """The same words by known accounts over a day are copies, but nobody's campaign."""
    rng = random.Random(1)
    words = frozenset(rng.sample(RARE, 8))
    shares = [Utterance(f"s:{n}", f"@s{n}", "bluesky", START + n * 7_000, words, True) for n in range(12)]
    assert campaigns([*talk(rng, 40), *shares]) == ()


def test_wordings_agree_with_comparing_every_pair() -> None:
    """The index loses no pair: leaders are the same as those of the slow way."""
    rng = random.Random(3)
    records = sorted(
        (
            Utterance(str(n), f"@{n}", "x", n, frozenset(rng.sample(range(14), rng.randint(4, 9))), True)
            for n in range(120)
        ),
        key=lambda u: u.published,
    )
    slow: list[list[Utterance]] = []
    for u in records:
        for group in slow:
            shared = len(u.terms & group[0].terms)
            if shared / len(u.terms | group[0].terms) >= 0.5:
                group.append(u)
                break
        else:
            slow.append([u])
    assert wordings(records) == [group for group in slow if len(group) > 1]


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (
            Campaign(tuple("abc"), 3, 35, True),
            "3 posts by 3 accounts within 35 minutes share their wording and count as one voice.",
        ),
        (
            Campaign(tuple("abc"), 3, 180, False),
            "3 posts by 3 accounts within 3 hours appeared at once and share their words "
            "and count as one voice.",
        ),
    ],
)
def test_the_note_says_it_in_numbers(one: Campaign, told: str) -> None:
    """A reader learns how many posts count as one, and why."""
    assert str(one) == told


def test_a_campaign_makes_no_signal_and_a_signal_says_what_it_left_out(world) -> None:
    """Forty posts of one wording alone are nothing; beside a real rise they are discounted and noted."""
    day = timedelta(days=1)
    rng = random.Random(5)
    words = tuple(rng.sample(RARE, 9))
    for back in range(11):
        world.day(NOON - back * day, 80, beat=None)
        for n in range(20):
            at = NOON - back * day - timedelta(minutes=40 + 65 * n)
            world.say(at, author=f"@regular{n}.example", terms=tuple(rng.sample(RARE, 10)))
    for n in range(40):
        at = NOON - timedelta(hours=4, minutes=n)
        world.say(at, terms=(*words, rng.choice(RARE)), entities=("orrery",))
    (quiet,) = detect(world.corpus(), world.config, {}, [NOON])
    assert quiet.signals == ()
    for n in range(36):
        at = NOON - timedelta(minutes=30 + 35 * n)
        world.say(at, author=f"@known{n}.example", terms=tuple(rng.sample(RARE, 10)))
    for n in range(36):  # heard before, on no beat
        world.say(NOON - 3 * day - timedelta(hours=2, minutes=n), author=f"@known{n}.example", beat=None)
    (loud,) = detect(world.corpus(), world.config, {}, [NOON])
    (signal,) = (s for s in loud.signals if s.kind == "volume_anomaly")
    assert signal.statistics[0].value == 57
    assert signal.coordinated == 40
    expected = "40 posts by 40 accounts within 39 minutes share their wording and count as one voice."
    assert expected in signal.notes
    assert signal.evidence_total == 57
