"""Killed at any instant of collecting: the next run ends with what an undisturbed one has, and no more."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from world.history import History
from world.killing import Moment, Undisturbed, moments, survive, undisturbed
from world.serving import World, served

from sharing import SOAKING

pytestmark = pytest.mark.slow

SEED = 20_261_127
#: Rounds of the suite; ``make soak`` has a hundred.
ROUNDS = 100 if SOAKING else 2


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """Give a world that takes its time, so that there is an instant to be struck in."""
    with served(World(History(size=24, end=int(time.time()) - 3600), pause=0.01)) as world:
        yield world


@pytest.fixture(scope="module")
def whole(world: World, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """Give what a run of all sources comes to when nobody disturbs it."""
    return undisturbed(tmp_path_factory.mktemp("whole") / "newsroom", world)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_collection_that_was_killed_is_made_good_by_the_next(
    number: int, world: World, whole: Undisturbed, tmp_path: Path
) -> None:
    """The same records, none twice, no half file, cursors that can be read: wherever it was struck."""
    (*_, moment) = moments(SEED, whole, number + 1)
    survived = survive(tmp_path / "newsroom", world, whole.records, moment)
    print(f"struck {'alive' if survived.struck else 'too late'} at {moment}: {survived.saved_before} saved")
    assert survived.faults == (), moment
    assert survived.struck or moment.seconds is not None, "a request is asked before the command ends"


def test_a_collection_that_was_killed_last_of_all_is_made_good_too(
    world: World, whole: Undisturbed, tmp_path: Path
) -> None:
    """Struck at its last requests, when most is saved and threads are read, nothing comes twice."""
    moment = Moment(request=whole.requests - 3)
    survived = survive(tmp_path / "newsroom", world, whole.records, moment)
    assert survived.faults == ()
    assert survived.struck
    assert survived.saved_before > 0
