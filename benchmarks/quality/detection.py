"""Detection against planted truth: recall, precision, quiet editions, campaigns, faults, intervals.

    python -m benchmarks.quality.detection [--editions N] [--events] [--seed N]

Simulated worlds go through the real stages: snapshots, analysis, detection, decisions, writing, the gate.
``--editions`` asks for about so many editions instead of all, ``--events`` lists what went wrong. The report
is about worlds that nothing was tuned on; this command shows others unless ``--seed`` asks for those.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from benchmarks.quality.measure import Measure, Skipped
from benchmarks.quality.running import Begin
from benchmarks.quality.worlds import plan
from benchmarks.quality.worlds.findings import Found, Judged
from benchmarks.quality.worlds.outcomes import Outcome
from benchmarks.quality.worlds.work import work

from newsdesk.simulator.planting import SCALES, STRENGTHS, Strength

RECALL, PRECISION, QUIET, COVERED = 0.9, 0.9, 0.05, 0.95
#: The worlds that are looked at while detection is worked on (1 to 6 were, too), and those that are not.
OPEN, HELD = 0, 7
#: About how many editions the whole programme works.
EDITIONS = 1_630
#: Cores that are used; the worlds don't depend on each other.
WORKERS = 2


def measures(_data: Path, part: float = 1.0) -> Iterator[Measure | Skipped]:
    """Measure detection on simulated worlds; ``part`` of the programme is enough for a quick look."""
    yield from tell(worked(part, seed=HELD))


def worked(part: float = 1.0, begin: Begin = lambda _doing: None, *, seed: int = OPEN) -> Outcome:
    """Work all worlds of the programme; ``begin`` is told how far it has come."""
    whole_programme = replace(plan.WHOLE, seed=seed)
    programme = whole_programme if part >= 1 else whole_programme.scaled(part)
    whole, worlds = Outcome(), len(plan.NOWS)
    with ProcessPoolExecutor(WORKERS) as pool:
        for done, outcome in enumerate(pool.map(work, range(worlds), [programme] * worlds), 1):
            whole.add(outcome)
            begin(f"detection: {done} of {worlds} worlds")
    return whole


def tell(outcome: Outcome) -> Iterator[Measure]:
    """Yield everything that an outcome says."""
    yield Measure("editions worked", outcome.editions, None, beside=f"{outcome.records:,} records")
    yield from _recall(outcome)
    yield from _precision(outcome)
    yield from _quiet(outcome)
    yield from _troubles(outcome)
    yield from _intervals(outcome)


def _part(hits: int, whole: int) -> float:
    return hits / whole if whole else math.nan


def _recall(outcome: Outcome) -> Iterator[Measure]:
    """Yield the part of the events that were found, and of those that were told, by kind and strength."""
    for strength in STRENGTHS:
        every = [found for found in outcome.found if found.strength == strength]
        for kind, scale in SCALES.items():
            mine = [found for found in every if found.kind == kind]
            yield _recalled(mine, strength, f"{kind} ({scale.at(strength):g} {scale.unit})")
        yield _recalled(every, strength, "all kinds")


def _recalled(events: Sequence[Found], strength: Strength, name: str) -> Measure:
    told, signalled = sum(event.told for event in events), sum(event.signalled for event in events)
    return Measure(
        f"recall, {strength}: {name}",
        _part(told, len(events)),
        RECALL if strength == "design" else None,
        "%",
        f"a story on {told} of {len(events)}, a signal on {signalled}",
    )


def _precision(outcome: Outcome) -> Iterator[Measure]:
    """Yield the parts of the stories, and of the signals, that planted events caused."""
    for strength in STRENGTHS:
        floor = PRECISION if strength == "design" else None
        yield from _true(outcome.stories, strength, "precision", floor)
        yield from _true(outcome.judged, strength, "signals that an event caused", None)


def _true(events: Sequence[Judged], strength: Strength, name: str, floor: float | None) -> Iterator[Measure]:
    """Yield by kind how many belong to a planted event, or to what one really causes beside."""
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    for judged in events:
        if judged.strength == strength:
            verdicts[judged.kind][judged.verdict] += 1
            verdicts["all kinds"][judged.verdict] += 1
    for kind in sorted(verdicts, key=lambda kind: (kind == "all kinds", kind)):
        count = verdicts[kind]
        yield Measure(
            f"{name}, {strength}: {kind}",
            _part(count["planted"] + count["explained"], count.total()),
            floor,
            "%",
            f"{count['planted']} planted, {count['explained']} explained, {count['false']} false",
        )


def _quiet(outcome: Outcome) -> Iterator[Measure]:
    """Yield the part of the editions with nothing planted that told a story all the same."""
    told = len(outcome.quiet_told)
    yield Measure(
        "quiet editions with a story",
        _part(told, outcome.quiet_editions),
        QUIET,
        "%",
        f"{told} of {outcome.quiet_editions}",
        higher=False,
    )
    told = len(outcome.restless_told)
    yield Measure(
        "quiet editions with a story where votes are as unequal as on a front page",
        _part(told, outcome.restless_editions),
        None,
        "%",
        f"{told} of {outcome.restless_editions}",
        higher=False,
    )


def _troubles(outcome: Outcome) -> Iterator[Measure]:
    """Yield how many stories each kind of fault and campaign caused."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for trouble in outcome.troubles:
        by_name[trouble.name].append(len(trouble.stories))
    for name, counts in sorted(by_name.items()):
        yield Measure(f"stories caused by {name}", sum(counts), 0, "", f"{len(counts)} runs", higher=False)


def _intervals(outcome: Outcome) -> Iterator[Measure]:
    """Yield how often printed 95 % intervals hold the truth, by what they are of."""
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for printed in outcome.printed:
        name = {"now": "share now", "usual": "usual share"}.get(printed.kind, printed.kind)
        by_kind[name].append(printed.covered)
        by_kind["all"].append(printed.covered)
    for name in sorted(by_kind, key=lambda name: (name == "all", name)):
        held = by_kind[name]
        yield Measure(
            f"95% intervals that hold the truth: {name}",
            _part(sum(held), len(held)),
            COVERED,
            "%",
            f"n = {len(held)}",
        )


def _wrong(outcome: Outcome) -> Iterator[str]:
    """Yield a line for everything that is not as it should be."""
    for found in outcome.found:
        if not found.told and found.strength == "design":
            yield f"missed: {found.name}{f' (signalled, untold: {found.untold})' if found.signalled else ''}"
    yield from (
        f"false story: {j.kind} {j.what} ({j.strength})" for j in outcome.stories if j.verdict == "false"
    )
    yield from (f"false: {j.what} ({j.strength})" for j in outcome.judged if j.verdict == "false")
    yield from (f"quiet: {line}" for line in outcome.quiet_told)
    yield from (f"restless: {line}" for line in outcome.restless_told)
    for trouble in outcome.troubles:
        yield from (f"{trouble.name}: {story}" for story in trouble.stories)
    for printed in outcome.printed:
        if not printed.covered:
            interval = f"{printed.low:.3g}…{printed.high:.3g}"
            yield f"missed by {printed.statistic} ({printed.strength}): {printed.truth:.3g}, told {interval}"


def main(arguments: list[str]) -> int:
    """Measure detection alone."""
    from benchmarks.quality.__main__ import report

    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.detection", description=__doc__)
    parser.add_argument("--editions", type=int, default=EDITIONS, metavar="N")
    parser.add_argument("--events", action="store_true", help="list what was missed and what was false")
    parser.add_argument("--seed", type=int, default=OPEN, metavar="N", help=f"other worlds; {HELD}: held out")
    options = parser.parse_args(arguments)
    outcome = Outcome()

    def rows(begin: Begin) -> Iterator[tuple[str, Measure]]:
        outcome.add(worked(options.editions / EDITIONS, begin, seed=options.seed))
        yield from (("detection", measure) for measure in tell(outcome))

    code = report(rows)
    if options.events:
        print("\n".join(_wrong(outcome)))
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
