"""How the cost of a newsroom grows with its records: every stage, at several sizes in one run.

    .venv/bin/python benchmarks/growth.py [RECORDS …]      (default: 5000 15000 50000)

Worlds of the same twenty days with more and more talk are simulated, saved and worked. The table gives
seconds per stage and, in the last column, microseconds a record: linear growth keeps it level. ``again`` is
a second run, which has nothing to do.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from newsdesk import newsroom
from newsdesk.analyse import cache
from newsdesk.analyse.entities import gazetteer
from newsdesk.archive import snapshots
from newsdesk.assign import editions
from newsdesk.config import Layout, load
from newsdesk.detect.corpus import open_corpus
from newsdesk.detect.detector import detect
from newsdesk.simulator import demonstration

ROOT = Path(__file__).resolve().parents[1]
#: What the demonstration's world holds at its own rates.
USUAL = 6_200


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds that a call takes, and what it returns."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def measure(records: int) -> None:
    """Simulate about so many records, work them from nothing, and print one row."""
    small = demonstration.world()
    times = records / USUAL
    beats = tuple(replace(beat, per_day=beat.per_day * times) for beat in small.beats)
    world = replace(small, beats=beats)
    with tempfile.TemporaryDirectory() as folder:
        layout = Layout(Path(folder))
        for name in ("newsdesk.yaml", "pelicanconf.py"):
            (layout.root / name).write_bytes((ROOT / name).read_bytes())
        everything = world.records()
        saving, _ = timed(lambda: snapshots.write(layout, "world", everything))
        config, active = load(layout.root), snapshots.manifests(layout)
        analysing, analyses = timed(lambda: cache.ensure(layout, config, active))
        paths = [snapshots.path_of(layout, manifest) for manifest in active]
        opening, corpus = timed(lambda: open_corpus(paths, analyses))
        slots = editions.due(active, (), config.editions.every_hours)
        detecting, _ = timed(lambda: list(detect(corpus, config, gazetteer(), slots)))
        whole, worked = timed(lambda: newsroom.work(layout, config, "AIDRAN"))
        again, _ = timed(lambda: newsroom.work(layout, config, "AIDRAN"))
    rest = max(0.0, whole - opening - detecting)
    each = (analysing + whole) / len(everything) * 1e6
    stages = f"{saving:>7.1f} {analysing:>8.1f} {opening:>6.1f} {detecting:>7.1f} {rest:>9.1f}"
    print(f"{len(everything):>8,} {stages} {len(worked.stories):>8} {again:>7.2f} {each:>10.0f}")


def main(arguments: list[str]) -> None:
    """Print the table."""
    sizes = [int(size) for size in arguments] or [5_000, 15_000, 50_000]
    print(" records    save  analyse   open  detect  assign+wr  stories   again  µs/record")
    for size in sizes:
        measure(size)


if __name__ == "__main__":
    main(sys.argv[1:])
