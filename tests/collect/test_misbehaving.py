"""A world that misbehaves on purpose, collected from by the real command."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from world import mischief
from world.asking import Request
from world.history import History
from world.newsroom import Done, Newsroom, furnish
from world.politeness import politeness
from world.serving import HOSTS, PAPERS, World, served

from newsdesk.collect import registry
from sharing import SOAKING

pytestmark = pytest.mark.slow

PLATFORMS = tuple(name for name in HOSTS if name in registry.modules())
KINDS = (*mischief.HARMLESS, *mischief.HARMFUL, mischief.ENDLESS)
#: Ways to give each platform another mischief; ``make soak`` takes all of them.
TURNS = tuple(range(len(KINDS))) if SOAKING else (2, 8)

Ids = frozenset[str]


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """Give a world that answers well until it is told otherwise."""
    with served(World(History(size=60, end=int(time.time()) - 3600))) as world:
        yield world


@pytest.fixture(scope="module")
def well(world: World, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Ids]:
    """Give the ids that are collected of each platform when nothing goes wrong."""
    newsroom = furnish(tmp_path_factory.mktemp("well") / "newsroom", world)
    done = newsroom.collect()
    assert done.code == 0, done.err + done.out
    found = by_platform(newsroom)
    assert set(found) == set(PLATFORMS)
    return found


@pytest.fixture
def misbehaving(world: World) -> Iterator[Callable[[Mapping[str, str]], None]]:
    """Let hosts misbehave, each in its way, for one test."""

    def begin(kinds: Mapping[str, str]) -> None:
        world.forget()
        world.mischief = lambda request: kinds.get(request.host)

    yield begin
    world.mischief = lambda _: None
    world.forget()


def by_platform(newsroom: Newsroom) -> dict[str, Ids]:
    """Return the saved ids of each platform."""
    found: dict[str, set[str]] = {}
    for id, record in newsroom.records().items():
        found.setdefault(str(record["platform"]), set()).add(id)
    return {name: frozenset(ids) for name, ids in found.items()}


def ends_in_order(done: Done, newsroom: Newsroom) -> None:
    """Assert that the run ended by itself, with the code that its report deserves, and whole files."""
    assert "Traceback" not in done.err
    failed = [name for name, source in done.report.items() if source["error"]]
    assert done.code == (1 if failed else 0), (failed, done.err)
    newsroom.whole()


def test_every_mischief_is_told_by_name_and_hurts_nobody_else(
    world: World, misbehaving: Callable[[Mapping[str, str]], None], tmp_path: Path
) -> None:
    """Ten papers misbehave, each in its way, beside one that is well: what was good is saved of each."""
    kinds = [kind for kind in KINDS if kind != mischief.ENDLESS]  # a feed has no pages
    papers = dict(zip(kinds, PAPERS, strict=False))
    misbehaving({host: kind for kind, host in papers.items()})
    newsroom = furnish(tmp_path / "newsroom", world, platforms=["news"], papers=papers)
    done = newsroom.collect()
    ends_in_order(done, newsroom)
    assert done.code == 1
    told = {title: done.report[f"news-{title}"] for title in kinds}
    assert done.report["news-paper-0"]["new"] == world.history.size
    for kind in mischief.HARMLESS:
        assert (told[kind]["new"], told[kind]["error"]) == (world.history.size, None), kind
    for kind, words in mischief.HARMFUL.items():
        assert told[kind]["new"] < world.history.size, kind
        assert words in (told[kind]["error"] or ""), (kind, told[kind])
        assert told[kind]["error"] or told[kind]["problems"], kind
    assert told["absurd"]["problems"]
    assert mischief.INSIDE not in {seen.host for seen in world.log}


@pytest.mark.parametrize("turn", TURNS)
def test_every_platform_misbehaves_in_another_way(
    turn: int,
    world: World,
    well: Mapping[str, Ids],
    misbehaving: Callable[[Mapping[str, str]], None],
    tmp_path: Path,
) -> None:
    """All nine at once: nothing invented is saved, nothing is lost to what is harmless, the rest is told."""
    kinds = {name: KINDS[(place + turn) % len(KINDS)] for place, name in enumerate(sorted(PLATFORMS))}
    misbehaving({HOSTS[name]: kind for name, kind in kinds.items()})
    newsroom = furnish(tmp_path / "newsroom", world)
    done = newsroom.collect()
    ends_in_order(done, newsroom)
    found = by_platform(newsroom)
    for name, kind in kinds.items():
        saved = found.get(name, frozenset())
        told = [source for id, source in done.report.items() if id.startswith(name)]
        errors = [source["error"] for source in told]
        if kind in mischief.HARMLESS:
            assert saved == well[name], (name, kind, errors)
            assert not any(errors), (name, kind, errors)
        else:
            assert saved <= well[name], (name, kind)
        if kind in mischief.HARMFUL:
            assert any(errors) or any(source["problems"] for source in told), (name, kind)
            assert any(mischief.HARMFUL[kind] in (error or "") for error in errors), (name, kind, errors)


@pytest.mark.skipif(not SOAKING, reason="takes three minutes: make soak")
def test_nobody_waits_for_ever(
    world: World, misbehaving: Callable[[Mapping[str, str]], None], tmp_path: Path
) -> None:
    """With the patience of every day, sources that drip are given up, and the others lose nothing."""
    misbehaving({HOSTS["news"]: "drips", HOSTS["arxiv"]: "drips"})
    newsroom = furnish(tmp_path / "newsroom", world, platforms=["arxiv", "news", "x"], hurried=False)
    done = newsroom.collect()
    ends_in_order(done, newsroom)
    assert {name for name, source in done.report.items() if source["error"]} == {"arxiv", "news-paper-0"}
    assert done.report["x"]["new"] == world.history.size


def test_each_host_is_asked_in_peace_while_others_are_asked_too(world: World, tmp_path: Path) -> None:
    """By the server's own log: a second between two requests to a host, several hosts at once."""
    alone = {f"Alone {number}": host for number, host in enumerate(PAPERS[:4])}
    newsroom = furnish(
        tmp_path / "newsroom", world, platforms=["news"], shelves=4, papers=alone, hurried=False
    )
    world.forget()
    world.pause = 0.3
    try:
        done = newsroom.collect()
    finally:
        world.pause = 0.0
    assert done.code == 0, done.err + done.out
    kept = politeness(world.log)
    assert kept.requests == {HOSTS["news"]: 4, **dict.fromkeys(PAPERS[:4], 1)}
    assert kept.shortest_pause > 0.7, "a second, less what a busy machine adds to the first of two"
    assert kept.longest_stretch[HOSTS["news"]] > 2.7
    assert kept.hosts_at_once >= 3


def test_what_was_good_before_the_fault_is_saved(
    world: World, misbehaving: Callable[[Mapping[str, str]], None], tmp_path: Path
) -> None:
    """Hosts that fail after a few requests: what they had given is kept, and the next run has all."""
    few = 3

    def late(request: Request) -> str | None:
        return "fails" if request.count > few else None

    newsroom = furnish(
        tmp_path / "newsroom", world, platforms=["bluesky", "hackernews", "mastodon", "youtube"]
    )
    world.mischief = late
    done = newsroom.collect()
    ends_in_order(done, newsroom)
    assert done.code == 1
    before = newsroom.records()
    misbehaving({})
    again = newsroom.collect()
    ends_in_order(again, newsroom)
    assert again.code == 0, again.err + again.out
    after = newsroom.records()
    assert 0 < len(before) < len(after)
    assert {id: after[id] for id in before} == before
