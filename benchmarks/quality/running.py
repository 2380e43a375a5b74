"""Run the measuring modules by name; one that fails is told and the others go on."""

from __future__ import annotations

import importlib
import pkgutil
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from benchmarks.quality.measure import Measure, Skipped

PACKAGE = "benchmarks.quality"
FRAME = frozenset({"__main__", "measure", "running", "table"})

#: Told which module begins.
Begin = Callable[[str], None]
Measures = Callable[[Path], Iterator["Measure | Skipped"]]


@dataclass(frozen=True)
class Failed:
    """A module that raised: which error, and where."""

    name: str
    error: str


Told = Measure | Skipped | Failed


def names() -> tuple[str, ...]:
    """Return the modules that may measure something, by name; packages beside them are their parts."""
    found = pkgutil.iter_modules([str(Path(__file__).parent)])
    return tuple(sorted({module.name for module in found if not module.ispkg} - FRAME))


def run(chosen: Iterable[str], data: Path, begin: Begin) -> Iterator[tuple[str, Told]]:
    """Yield what each module tells, with the module's name; modules without ``measures`` tell nothing.

    ``begin`` is told the name of each module before it begins.
    """
    for name in chosen:
        begin(name)
        try:
            for told in _measures(name)(data):
                yield name, told
        except Exception as error:  # one module's fault must not hide the others' numbers
            yield name, Failed(name, _explain(error))


def _measures(name: str) -> Measures:
    module = importlib.import_module(f"{PACKAGE}.{name}")
    return cast(Measures, getattr(module, "measures", _nothing))


def _nothing(_data: Path) -> Iterator[Measure | Skipped]:
    return iter(())


def _explain(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {error}{place}"
