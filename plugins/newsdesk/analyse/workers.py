"""Share the analysis of many records out among processes; the answers are those that one process gives.

A worker is a fresh interpreter (a forked copy would hold locks of the threads of DuckDB and Arrow). It reads
the rows that it is told to, hands them back as columns and writes nothing, so one that is stopped leaves
nothing behind. What a worker fails at is done here: then the error is raised where it can be told.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple

from newsdesk.config import Config, Layout
from newsdesk.records import Manifest

#: With fewer records to analyse it isn't worth while to start processes.
WORTH_SHARING = 5_000
#: How many processes work at most: each loads every word list.
AT_MOST = 4
#: How many records are analysed between two reports.
_STEP = 1_000

#: Called with how many more records are analysed.
Report = Callable[[int], None]


class Part(NamedTuple):
    """Some rows of a snapshot, from ``start`` to before ``stop``, in the order in which it is read."""

    manifest: Manifest
    start: int
    stop: int


def processes(records: int) -> int:
    """Return how many processes should analyse so many records: 1 where sharing out isn't worth while.

    A daemonic process may have no children.
    """
    if records < WORTH_SHARING or multiprocessing.current_process().daemon:
        return 1
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(available, AT_MOST)


def plan(manifests: Sequence[Manifest], among: int) -> list[Part]:
    """Cut snapshots into parts, the longest first; only a snapshot that is longer than its share is cut."""
    total = sum(manifest.records for manifest in manifests)
    most = max(WORTH_SHARING, total // (2 * among)) if among > 1 else total
    parts = []
    for manifest in manifests:
        pieces = max(1, -(-manifest.records // most)) if most else 1
        size = -(-manifest.records // pieces)
        parts += [
            Part(manifest, piece * size, min((piece + 1) * size, manifest.records)) for piece in range(pieces)
        ]
    return sorted(parts, key=lambda part: part.start - part.stop) if among > 1 else parts


def analyse(
    layout: Layout, config: Config, parts: Sequence[Part], among: int, report: Report
) -> Generator[tuple[Part, bytes]]:
    """Yield each part with its analyses as an Arrow stream (:mod:`newsdesk.analyse.tables`), as they come.

    Raises what reading a snapshot raises. However it ends, no process stays behind.
    """
    left = deque(parts)
    team: list[_Worker] = []
    try:
        if among > 1:
            team += _started(layout, config, min(among, len(parts)))
            yield from _shared(team, left, report)
    finally:
        for worker in team:
            worker.stop()
    if left:
        desk = _Desk(layout, config)
        for part in left:
            yield part, desk.work(part, report)


class _Desk:
    """Where one process analyses one part after the other."""

    def __init__(self, layout: Layout, config: Config) -> None:
        from newsdesk.analyse.analyser import Analyser

        self._layout = layout
        self._analyser = Analyser(config)

    def work(self, part: Part, report: Report) -> bytes:
        """Return the analyses of a part, reporting every now and then how many more there are."""
        from newsdesk.analyse import tables
        from newsdesk.archive import snapshots

        records = islice(snapshots.read(self._layout, part.manifest), part.start, part.stop)
        analyses = self._analyser.analyse_all(records)
        batches = []
        while rows := list(islice(analyses, _STEP)):
            batches.append(tables.batch_of(rows))
            report(len(rows))
        return tables.packed(batches)


class _Worker:
    """Another process at its desk, and the line to it."""

    def __init__(self, layout: Layout, config: Config) -> None:
        context = multiprocessing.get_context("spawn")
        self.line, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, layout, config), daemon=True)
        try:
            with _deaf_to_interrupts():
                self._process.start()
        except BaseException:
            self.line.close()
            raise
        finally:
            theirs.close()  # now the line ends when the process does
        self.part: Part | None = None

    def stop(self) -> None:
        """End the process, whatever it does; it has nothing to tidy up."""
        self.line.close()
        self._process.terminate()
        self._process.join()
        self._process.close()


def _started(layout: Layout, config: Config, count: int) -> Iterator[_Worker]:
    """Yield as many workers as can be started; none where the system gives none."""
    with contextlib.suppress(OSError):
        for _ in range(count):
            yield _Worker(layout, config)


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Let a process that is started now inherit that Ctrl-C isn't for it: whoever started it stops it."""
    try:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:  # only the main thread may say so
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _shared(team: Sequence[_Worker], left: deque[Part], report: Report) -> Iterator[tuple[Part, bytes]]:
    """Hand parts of ``left`` to workers and yield what comes back; what failed is put back."""
    failed: list[Part] = []
    present = {worker.line: worker for worker in team}
    while present and (left or any(worker.part for worker in present.values())):
        for worker in list(present.values()):
            if worker.part is None and left:
                worker.part = left.popleft()
                with contextlib.suppress(OSError):  # it is gone; the line says so below
                    worker.line.send(worker.part)
        for line in wait([line for line, worker in present.items() if worker.part]):
            assert isinstance(line, Connection)
            worker = present[line]
            answer = _heard(line)
            if isinstance(answer, int):
                report(answer)
                continue
            part, worker.part = worker.part, None
            if part is not None and isinstance(answer, bytes):
                yield part, answer
            elif part is not None:
                failed.append(part)
            if answer is _GONE:
                del present[line]
    left.extendleft(reversed(failed))


_GONE = object()


def _heard(line: Connection) -> Any:
    """Return what a worker says: how many records, a part's bytes, None for a failure; or that it's gone."""
    try:
        return line.recv()
    except (EOFError, OSError):
        return _GONE


def _serve(line: Connection, layout: Layout, config: Config) -> None:
    """Analyse the parts that come in, until nobody sends any more."""
    with contextlib.suppress(EOFError, OSError):  # the line was closed
        try:
            desk = _Desk(layout, config)
            while True:
                line.send(desk.work(line.recv(), line.send))
        except (EOFError, OSError):
            raise
        except Exception:  # told by whoever does the work again
            line.send(None)
