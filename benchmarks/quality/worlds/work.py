"""All runs of one world: planted, quiet, restless, broken, and campaigned in."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.quality.worlds import findings, plan
from benchmarks.quality.worlds.outcomes import Outcome, Printed, Trouble
from benchmarks.quality.worlds.plan import NOWS, SHORT, Programme
from benchmarks.quality.worlds.rooms import Room, Worked
from benchmarks.quality.worlds.truth import Slips, Truth

from newsdesk.records import Platform, Record
from newsdesk.reports import EditionReport
from newsdesk.simulator import faults
from newsdesk.simulator.campaigns import Campaign, Manner
from newsdesk.simulator.scenarios import Scenario
from newsdesk.simulator.surplus import Life, Made

DAY = timedelta(days=1)
#: A source that the newsroom has not had before, and how much of a beat it speaks.
NEW_SOURCE: dict[Platform, float] = {"lemmy": 0.5}
MANNERS: tuple[Manner, ...] = ("copies", "paraphrases")
#: How many claims campaigns have to make.
CLAIMS = 4
#: Roles of statistics whose intervals are held against the truth.
ROLES = ("share", "baseline", "ratio", "change")

Fault = Callable[[Scenario, Sequence[Record]], tuple[Record, ...]]


def work(number: int, programme: Programme, folder: Path | None = None) -> Outcome:
    """Work everything of a programme that falls to one world; the same arguments give the same outcome."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        return _World(number, programme, Path(place)).work()


def _records(made: Iterable[Made]) -> tuple[Record, ...]:
    return tuple(item.record for item in made)


@dataclass(frozen=True)
class Quiet:
    """The first days of a quiet present and what was made of them: what a broken one is held against."""

    scenario: Scenario
    present: tuple[Record, ...]
    editions: tuple[EditionReport, ...]


@dataclass
class _World:
    number: int
    programme: Programme
    folder: Path
    outcome: Outcome = field(default_factory=Outcome)

    def work(self) -> Outcome:
        self.base = plan.base(self.number, self.programme.seed)
        self.past = self.base.history()
        self.room = Room.found(self.folder / "room", _records(self.past))
        self.outcome.records += len(self.past)
        self._planted()
        quiet = list(self._quiet())
        self._restless()
        self._broken(quiet)
        self._campaigns(quiet)
        return self.outcome

    def _run(
        self, name: str, scenario: Scenario, present: Sequence[Record], until: datetime | None = None
    ) -> Worked:
        worked = self.room.work(name, present, scenario.now, until or scenario.end)
        self.outcome.editions += len(worked.editions)
        self.outcome.records += len(present)
        return worked

    def _mine(self, count: int) -> range:
        """Return which of so many runs fall to this world."""
        return range(self.number, count, len(NOWS))

    def _planted(self) -> None:
        slips = Slips()
        runs: list[tuple[Truth, Worked]] = []
        for scenario in plan.planted(self.base, self.programme.events, self.number):
            today = scenario.today()
            worked = self._run(scenario.variant, scenario, _records(today))
            events = {item.record.id: item.event for item in today if item.event}
            self.outcome.found += [
                findings.found(plant, events, worked.editions) for plant in scenario.plants
            ]
            self.outcome.judged += findings.judged(scenario.plants, events, worked.editions)
            self.outcome.stories += findings.judged_stories(scenario.plants, events, worked.editions)
            slips.count(today if runs else (*self.past, *today), worked.readings)
            runs.append((Truth(scenario, (*self.past, *today), worked.readings, slips), worked))
        for truth, worked in runs:
            self.outcome.printed += _printed(truth, worked)

    def _quiet(self) -> Iterator[Quiet]:
        # What breaks is compared with one, so that a world without its own share has one for that.
        compared = self._mine(self.programme.broken) or self._mine(self.programme.campaigns)
        for order in self._mine(self.programme.quiet) or compared[:1]:
            scenario = replace(self.base, variant=f"quiet-{order}")
            present = _records(scenario.today())
            editions = self._run(scenario.variant, scenario, present).editions
            self.outcome.quiet_editions += len(editions)
            self.outcome.quiet_told += _told(editions)
            until = scenario.now + SHORT * DAY
            yield Quiet(
                replace(scenario, present=SHORT),
                tuple(record for record in present if record.published_at < until),
                tuple(edition for edition in editions if edition.as_of <= until),
            )

    def _restless(self) -> None:
        """Work quiet presents after a past with votes as unequal as a front page's."""
        for order in self._mine(self.programme.restless):
            scenario = replace(plan.restless(self.base), variant=f"restless-{order}")
            room = Room.found(self.folder / scenario.variant, _records(scenario.history()))
            present = _records(scenario.today())
            editions = room.work("present", present, scenario.now, scenario.end).editions
            self.outcome.editions += len(editions)
            self.outcome.records += len(room.past) + len(present)
            self.outcome.restless_editions += len(editions)
            self.outcome.restless_told += _told(editions)

    def _broken(self, presents: Sequence[Quiet]) -> None:
        for place, order in enumerate(self._mine(self.programme.broken)):
            quiet = presents[place % len(presents)]
            name, fault = FAULTS[order % len(FAULTS)]
            broken = fault(quiet.scenario, quiet.present)
            editions = self._run(f"broken-{order}", quiet.scenario, broken).editions
            self._trouble(name, editions, quiet.editions)

    def _campaigns(self, presents: Sequence[Quiet]) -> None:
        """Plant one campaign for every claim in a quiet present, half a day apart, of one manner."""
        for place, order in enumerate(self._mine(self.programme.campaigns)):
            quiet, manner = presents[place % len(presents)], MANNERS[(order + place) % len(MANNERS)]
            posts = [post for claim in range(CLAIMS) for post in _campaign(quiet.scenario, manner, claim)]
            editions = self._run(f"campaign-{order}", quiet.scenario, (*quiet.present, *posts)).editions
            self._trouble(f"campaigns: {manner}", editions, quiet.editions)

    def _trouble(self, name: str, editions: Sequence[EditionReport], usual: Sequence[EditionReport]) -> None:
        caused = findings.caused(editions, usual)
        told = tuple(f"{story}: {sorted(map('/'.join, events))}" for story, events in sorted(caused.items()))
        self.outcome.troubles.append(Trouble(name, told))


def _campaign(scenario: Scenario, manner: Manner, claim: int) -> tuple[Record, ...]:
    start = scenario.now + timedelta(hours=3 + 14 * claim)
    return Campaign(f"{manner}-{claim}", manner, claim, start).records(scenario.seed, scenario.variant)


def _told(editions: Iterable[EditionReport]) -> list[str]:
    """Return one line for every edition that told something."""
    lines = []
    for edition in editions:
        stories = findings.told_events([edition])
        if stories:
            events = sorted("/".join(event) for rests in stories.values() for event in rests)
            lines.append(f"{edition.as_of:%Y-%m-%d %H}: {', '.join(events)}")
    return lines


def _printed(truth: Truth, worked: Worked) -> Iterator[Printed]:
    """Yield every number with an interval, as it stood in the last version of each story."""
    last = {version.story: version for version in worked.versions}
    for version in last.values():
        for statistic in version.brief.statistics:
            should = truth.of(statistic, version.brief.beat.slug) if statistic.role in ROLES else None
            if statistic.interval is not None and should is not None:
                low, high = statistic.interval
                kind = statistic.id.rpartition(".")[2]
                strength = truth.scenario.plants[0].strength
                yield Printed(kind, strength, statistic.id, low, high, statistic.value, should)


def _at(scenario: Scenario, hours: int) -> datetime:
    return scenario.now + timedelta(hours=hours)


def _elsewhere(scenario: Scenario, *, past: bool) -> tuple[Record, ...]:
    """Return what a source says that the newsroom has not had: its archive, or its present."""
    lives = tuple(Life(life.slug, life.per_day, life.mood, NEW_SOURCE, life.names) for life in scenario.lives)
    other = replace(scenario, seed=scenario.seed + 5000, lives=lives)
    return _records(other.history() if past else other.today())


def _archive_of_a_known(scenario: Scenario, present: Sequence[Record]) -> tuple[Record, ...]:
    """Let twice what Reddit had said in a fortnight arrive in one hour."""
    lives = tuple(
        Life(life.slug, life.per_day, life.mood, {"reddit": 0.5}, life.names) for life in scenario.lives
    )
    old = replace(scenario, seed=scenario.seed + 6000, lives=lives).history()
    return (*present, *faults.backfill(_records(old), _at(scenario, 9)))


FAULTS: tuple[tuple[str, Fault], ...] = (
    ("a platform late by a day", lambda s, p: faults.late(p, "bluesky", s.now, DAY)),
    ("a platform missing for two days", lambda s, p: faults.missing(p, "bluesky", s.now, _at(s, 48))),
    (
        "an archive backfilled",
        lambda s, p: (*p, *faults.backfill(_elsewhere(s, past=True), _at(s, 9))),
    ),
    ("an outage of 18 hours, caught up", lambda s, p: faults.outage(p, _at(s, 4), _at(s, 22))),
    ("a platform missing for eight hours", lambda s, p: faults.missing(p, "reddit", _at(s, 8), _at(s, 16))),
    ("a known source's archive backfilled", _archive_of_a_known),
    ("a new source", lambda s, p: (*p, *_elsewhere(s, past=False))),
    ("a thin day", lambda s, p: faults.thin(p, s.now, _at(s, 24), 0.3)),
    ("a platform late by a day, twice", lambda s, p: faults.late(
        faults.late(p, "reddit", s.now, DAY), "hackernews", s.now, DAY)),
)  # fmt: skip
