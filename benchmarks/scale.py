"""What an edition costs as the archive grows to a million records, and whether Spark finds the same signals.

    .venv/bin/python benchmarks/scale.py [RECORDS …] [--engines] [--profile]

Without arguments: newsrooms of 10,000 to 1,000,000 records of thirty-three days, then the engines. For each
size the table gives a *cold* edition (nothing analysed yet) and the *following* one, a day and one
thirty-third of the records later, worked by a process of its own as ``newsdesk write`` works it: seconds by
stage, how long the processors were busy with it (which others on the machine change little) and their
microseconds a record, and the most memory that the process and its helpers held together (proportional set
size). Linear growth keeps the microseconds level. ``--engines`` only compares the engines: the same detection
on DuckDB and on local Spark, signal by signal, on the demonstration and on a world of 50,000 records; exit 1
if anything differs.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from newsdesk import newsroom
from newsdesk.analyse import cache
from newsdesk.analyse.entities import gazetteer
from newsdesk.archive import snapshots
from newsdesk.assign import editions
from newsdesk.config import Layout, load
from newsdesk.detect.corpus import open_corpus
from newsdesk.detect.detector import detect
from newsdesk.detect.values import EditionView
from newsdesk.simulator import bulk, demonstration

ROOT = Path(__file__).resolve().parents[1]
SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
START, DAYS, SEED = datetime(2026, 8, 1, tzinfo=UTC), 33, 1889
ENGINES = ("duckdb", "pyspark://local[2]")
#: The world on which engines are compared beside the demonstration: records, and how many last editions.
COMPARED, EDITIONS = 50_000, 6
STAGES = ("analyse", "open", "detect", "write")

T = TypeVar("T")


class _Took(NamedTuple):
    """What a stage took: seconds by the clock, and those that processors were busy with it."""

    seconds: float
    busy: float

    def less(self, other: _Took) -> _Took:
        """Return what is left without another stage."""
        return _Took(max(0.0, self.seconds - other.seconds), max(0.0, self.busy - other.busy))


def main(arguments: Sequence[str]) -> int:
    """Print the tables; return 1 if an engine found something else."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("records", nargs="*", type=int, help="sizes instead of the usual ones")
    parser.add_argument("--engines", action="store_true", help="only compare the engines")
    parser.add_argument("--profile", action="store_true", help="tell where the time of each edition goes")
    parser.add_argument("--edition", nargs=2, metavar=("FOLDER", "TIME"), help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.edition:
        folder, moment = asked.edition
        json.dump(_edition(Path(folder), datetime.fromisoformat(moment), asked.profile), sys.stdout)
        return 0
    if not asked.engines:
        _say("  records  edition    analyse    open  detect   write     all    busy µs/record memory signals")
        for size in asked.records or SIZES:
            _grow(size, profile=asked.profile)
    return 0 if asked.records or _engines_agree() else 1


def _say(line: str) -> None:
    print(line, flush=True)


def _grow(size: int, *, profile: bool) -> None:
    """Make a newsroom of that size, work its last edition, add a day, and work the next."""
    with tempfile.TemporaryDirectory(prefix="newsdesk-scale-") as folder:
        layout = _newsroom(Path(folder))
        per_day = round(size / DAYS / 0.96)  # weekends hold less
        written = 0
        for number, day in enumerate(bulk.days(SEED, START, DAYS + 1, per_day)):
            if number == DAYS:
                _measure(layout, "cold", START + timedelta(days=DAYS), written, profile)
            snapshots.write(layout, "world", day)
            written += len(day)
        _measure(layout, "following", START + timedelta(days=DAYS + 1), written, profile)


def _newsroom(root: Path) -> Layout:
    for name in ("newsdesk.yaml", "pelicanconf.py"):
        (root / name).write_bytes((ROOT / name).read_bytes())
    return Layout(root)


def _measure(layout: Layout, name: str, moment: datetime, records: int, profile: bool) -> None:
    """Work one edition in a process of its own and print its row."""
    command = [sys.executable, __file__, "--edition", str(layout.root), moment.isoformat()]
    with subprocess.Popen([*command, *(["--profile"] if profile else [])], stdout=subprocess.PIPE) as process:
        watch = _Memory(process.pid)
        told, _ = process.communicate()
        peak = watch.stop()
    if process.returncode:
        raise SystemExit(f"the {name} edition of {records:,} records failed")
    seen: dict[str, Any] = json.loads(told)
    seconds, busy = (sum(seen[stage][which] for stage in STAGES) for which in (0, 1))
    stages = " ".join(f"{seen[stage][0]:>7.1f}" for stage in STAGES)
    each = busy / records * 1e6
    rest = f"{seconds:>8.1f} {busy:>7.1f} {each:>9.0f} {peak / 2**30:>5.1f}G {seen['signals']:>7}"
    _say(f"{records:>9,}  {name:<9} {stages} {rest}")
    if profile:
        _say(seen["profile"])


def _edition(root: Path, moment: datetime, profile: bool) -> dict[str, Any]:
    """Work one edition as ``newsdesk write --edition`` does and time its stages."""
    layout, profiler = Layout(root), cProfile.Profile()
    config = load(root)
    since = moment - timedelta(days=config.detection.baseline_days + 1)
    if profile:
        profiler.enable()
    active, _ = newsroom.evidence_in_use(layout)
    needed = [m for m in active if m.published_last > since and m.collected_first <= moment]
    analysing, analyses = _timed(lambda: cache.ensure(layout, config, needed))
    paths = [snapshots.path_of(layout, manifest) for manifest in needed]
    scratch = layout.cache / "scratch"
    opening, corpus = _timed(lambda: open_corpus(paths, analyses, since=since, until=moment, scratch=scratch))
    detecting, views = _timed(lambda: list(detect(corpus, config, gazetteer(), [moment])))
    corpus.engine.close()
    whole, _ = _timed(lambda: newsroom.work(layout, config, "AIDRAN", since=moment, until=moment))
    profiler.disable()
    return {
        "analyse": analysing,
        "open": opening,
        "detect": detecting,
        "write": whole.less(opening).less(detecting),
        "signals": sum(len(view.signals) for view in views),
        "profile": _slowest(profiler) if profile else "",
    }


def _timed(work: Callable[[], T]) -> tuple[_Took, T]:
    start, before = time.perf_counter(), _busy()
    result = work()
    return _Took(time.perf_counter() - start, _busy() - before), result


def _busy() -> float:
    """Return the processors' seconds of this process and of the helpers that it has waited for."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def _slowest(profiler: cProfile.Profile) -> str:
    """Return the ten functions of ours and of libraries that took longest by themselves."""
    found = pstats.Stats(profiler).stats.items()  # type: ignore[attr-defined]  # typeshed lacks it
    ordered = sorted(found, key=lambda item: -item[1][2])[:10]
    return "\n".join(
        f"{own:>14.2f} s  {Path(file).name}:{name}" for (file, _, name), (_, _, own, _, _) in ordered
    )


class _Memory:
    """Watches how much memory a process and its children hold together, ten times a second."""

    def __init__(self, pid: int) -> None:
        self._pid, self._peak, self._ended = pid, 0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._ended.wait(0.1):
            self._peak = max(self._peak, sum(map(_held, _family(self._pid))))

    def stop(self) -> int:
        """Return the peak in bytes."""
        self._ended.set()
        self._thread.join()
        return self._peak


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _held(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0  # it ended meanwhile
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _engines_agree() -> bool:
    """Compare what detection sees on every engine, on two worlds."""
    agreed = True
    for name, fill in (("demonstration", demonstration.write), ("50,000 records", _fill)):
        with tempfile.TemporaryDirectory(prefix="newsdesk-scale-") as folder:
            layout = _newsroom(Path(folder))
            fill(layout)
            views = {engine: _views(layout, engine) for engine in ENGINES}
        first, second = views.values()
        signals = sum(len(view.signals) for view in first)
        same = first == second
        agreed = agreed and same
        verdict = "the same" if same else "NOT THE SAME"
        _say(f"{name}: {signals} signals of {len(first)} editions, {verdict} on both")
        for one, other in zip(first, second, strict=True):
            _differences(one, other)
    return agreed


def _fill(layout: Layout) -> None:
    for day in bulk.days(SEED, START, 20, COMPARED // 20):
        snapshots.write(layout, "world", day)


def _views(layout: Layout, engine: str) -> list[EditionView]:
    config = load(layout.root)
    active, _ = newsroom.evidence_in_use(layout)
    analyses = cache.ensure(layout, config, active)
    slots = editions.due(active, (), config.editions.every_hours)[-EDITIONS:]
    paths = [snapshots.path_of(layout, manifest) for manifest in active]
    opening, corpus = _timed(lambda: open_corpus(paths, analyses, engine=engine))
    detecting, views = _timed(lambda: list(detect(corpus, config, gazetteer(), slots)))
    corpus.engine.close()
    _say(f"  {engine:<20} open {opening.seconds:>5.1f} s   detect {detecting.seconds:>6.1f} s")
    return views


def _differences(one: EditionView, other: EditionView) -> None:
    for part in ("records", "signals", "voices", "carried", "context", "behind"):
        if getattr(one, part) != getattr(other, part):
            _say(f"  {one.as_of:%Y-%m-%dT%H:%MZ}: {part} differ")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
