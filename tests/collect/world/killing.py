"""A command that is killed in the middle of its work, and what the next one makes of it."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .newsroom import Newsroom, furnish, kill
from .serving import World

Records = dict[str, dict[str, Any]]
#: Seconds that a command waits for an answer: on a busy machine none may be missed but by the blow.
PATIENCE = 30.0


@dataclass(frozen=True)
class Moment:
    """When the blow falls: after so many seconds, or at a request before it is answered."""

    seconds: float | None = None
    request: int | None = None


@dataclass(frozen=True)
class Undisturbed:
    """What a run gives that nobody disturbs: its records, how long it took, and what it asked."""

    records: Records
    seconds: float
    requests: int


@dataclass(frozen=True)
class Survived:
    """What one round came to: whether the command was struck alive, and what was wrong afterwards."""

    struck: bool
    saved_before: int
    faults: tuple[str, ...]


def undisturbed(folder: Path, world: World, **options: Any) -> Undisturbed:
    """Collect once, and say what that gave."""
    newsroom = furnish(folder, world, patience=PATIENCE, **options)
    world.forget()
    began = time.monotonic()
    done = newsroom.collect()
    took = time.monotonic() - began
    assert done.code == 0, done.err + done.out
    return Undisturbed(newsroom.records(), took, len(world.log))


def moments(seed: int, run: Undisturbed, rounds: int) -> Iterator[Moment]:
    """Yield moments, by turns anywhere in the time that a run takes, and at any of its requests."""
    chance = random.Random(seed)
    for number in range(rounds):
        if number % 2:
            yield Moment(seconds=chance.uniform(0, run.seconds))
        else:
            yield Moment(request=chance.randint(1, run.requests))


def survive(folder: Path, world: World, expected: Records, moment: Moment, **options: Any) -> Survived:
    """Kill a command at a moment, run another to its end, and compare with what is expected."""
    newsroom = furnish(folder, world, patience=PATIENCE, **options)
    struck = _struck(newsroom, world, moment)
    before = _count(newsroom)
    done = newsroom.collect()
    faults: list[str] = []
    if done.code != 0 or "Traceback" in done.err:
        faults.append(f"the next run ended with {done.code}: {done.err[-500:]}{done.out[-500:]}")
    try:
        newsroom.whole()
        found = newsroom.records()
    except AssertionError as error:
        return Survived(struck, before, (*faults, f"{error}"))
    lost, more = expected.keys() - found.keys(), found.keys() - expected.keys()
    other = [id for id in expected.keys() & found.keys() if expected[id] != found[id]]
    for name, ids in (("lost", sorted(lost)), ("too many", sorted(more)), ("other than", sorted(other))):
        if ids:
            faults.append(f"{len(ids)} {name}: {', '.join(ids[:3])}")
    return Survived(struck, before, tuple(faults))


def _struck(newsroom: Newsroom, world: World, moment: Moment) -> bool:
    """Start the command and kill it at the moment; return whether it was still at work."""
    asked = threading.Event()
    world.forget()
    process = newsroom.start()

    def watch(_: object) -> None:
        if len(world.log) == moment.request:
            asked.set()

    world.watch = watch
    try:
        deadline = time.monotonic() + 120
        until = time.monotonic() + moment.seconds if moment.seconds is not None else deadline
        while process.poll() is None and time.monotonic() < until and not asked.wait(0.002):
            pass
        struck = process.poll() is None
        kill(process)
    finally:
        world.watch = lambda _: None
    return struck


def _count(newsroom: Newsroom) -> int:
    """Return how many snapshots the killed command had put down."""
    return sum(1 for _ in newsroom.layout.snapshots.rglob("*.parquet"))
