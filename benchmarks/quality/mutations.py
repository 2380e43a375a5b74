"""How much of what can go wrong in a draft the gate sees: corruptions of good drafts, caught by kind.

Good are the demonstration's stories, the twin (a magazine-style lead), and the sound cases of the gate.
Each kind of corruption is done to every part where it can be done, by a chance that is seeded by kind and
place. Caught is what gives an error finding on that part, or on its sentence: a warning does not count. False
alarms are error findings on untouched parts: on sound prose, of which fluent.yaml was written before
the gate was tried on it, and beside what was corrupted, in other paragraphs.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from random import Random

from benchmarks.quality.measure import Measure, Skipped
from benchmarks.quality.mutating import claims, figures, goods, quotations, references, wordings
from benchmarks.quality.mutating.goods import Good
from benchmarks.quality.mutating.kinds import Kind, Target, replaced

from newsdesk.check import check
from newsdesk.check.view import lay_out
from newsdesk.prose import iter_parts
from newsdesk.stories import Draft, Part

_EVERY = (*quotations.KINDS, *references.KINDS, *figures.KINDS, *wordings.KINDS, *claims.KINDS)
_GROUPS = list(dict.fromkeys(kind.group for kind in _EVERY))
#: Every kind, group by group.
KINDS: tuple[Kind, ...] = tuple(sorted(_EVERY, key=lambda kind: _GROUPS.index(kind.group)))
#: At most so many error findings on untouched parts.
FALSE_ALARMS = 0.03


@dataclass
class Tally:
    """How many corruptions of a kind were made and caught, and where some were missed."""

    made: int = 0
    caught: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """The share that was caught; NaN of none."""
        return self.caught / self.made if self.made else float("nan")


def measures(_data: Path) -> Iterator[Measure | Skipped]:
    """Yield the share caught of each kind and group, then the false alarms."""
    with tempfile.TemporaryDirectory() as folder:
        good = [*goods.demonstration(Path(folder)), *goods.by_hand()]
    tallies, beside = {}, Tally()
    for group, kinds in groupby(KINDS, key=lambda kind: kind.group):
        together = Tally()
        floor = None
        for kind in kinds:
            tally = tallies[kind.name] = run(kind, good, beside)
            together.made += tally.made
            together.caught += tally.caught
            floor = kind.floor
            yield Measure(f"{group}: {kind.name}", tally.rate, kind.floor, "%", _beside(tally))
        yield Measure(f"{group}, all", together.rate, floor, "%", _beside(together))
    yield from _false_alarms(good, beside)


def _beside(tally: Tally) -> str:
    return f"{tally.caught} of {tally.made} caught"


def run(kind: Kind, good: Iterable[Good], beside: Tally | None = None) -> Tally:
    """Do one kind of corruption to every part of the good drafts; note false alarms in ``beside``."""
    tally = Tally()
    for one in good:
        for path, part in iter_parts(one.draft):
            target = Target(one, path, part, Random(f"{kind.name}|{one.name}|{path}"))
            for parts in kind.corrupt(target):
                if parts == [part]:
                    continue
                caught, elsewhere = _hold(one, path, replaced(one.draft, path, parts))
                tally.made += 1
                tally.caught += caught
                if not caught:
                    tally.missed.append(f"{one.name} {path}: {_told(parts)}")
                if beside is not None:
                    beside.made += len(elsewhere)
                    beside.caught += sum(elsewhere)
    return tally


def _told(parts: list[Part]) -> str:
    return " ".join(part.text + (f" [{part.quote.text}]" if part.quote else "") for part in parts)


def _hold(good: Good, path: str, draft: Draft) -> tuple[bool, list[bool]]:
    """Return whether a corruption is found, and of each part of other paragraphs whether it is."""
    sentence = path.rpartition(".parts.")[0]
    errors = _errors(Good(good.name, good.brief, draft))
    here = any(part == sentence or part.startswith(f"{sentence}.parts.") for part in errors)
    # What refers to the changed sentence by rule (a paragraph's first cite, its speakers) isn't untouched.
    others = [p.path for p in lay_out(draft, good.brief).places if p.group != _group(path)]
    return here, [other in errors for other in others]


def _group(path: str) -> str:
    steps = path.split(".")
    return ".".join(steps[:2]) if steps[0] == "paragraphs" else steps[0]


def _false_alarms(good: Iterable[Good], beside: Tally) -> Iterator[Measure | Skipped]:
    yield Measure(
        "false alarms, parts beside what was corrupted", beside.rate, FALSE_ALARMS, "%",
        f"{beside.caught} of {beside.made}", higher=False,
    )  # fmt: skip
    parts = [place for one in good for place in lay_out(one.draft, one.brief).places]
    found = [part for one in good for part in _errors(one)]
    yield Measure(
        "false alarms, parts of the good drafts", len(found) / len(parts), FALSE_ALARMS, "%",
        f"{len(found)} of {len(parts)}", higher=False,
    )  # fmt: skip
    fluent = [bool(_errors(one) & {goods.AT}) for one in goods.fluent()]
    yield Measure(
        "false alarms, fluent prose", sum(fluent) / len(fluent), FALSE_ALARMS, "%",
        f"{sum(fluent)} of {len(fluent)}; 4 of 58 when it was tried first", higher=False,
    )  # fmt: skip


def _errors(good: Good) -> set[str]:
    return {one.part for one in check(good.draft, good.brief) if one.severity == "error"}
