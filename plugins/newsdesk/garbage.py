"""When Python looks for garbage: seldom, or not at all, where much is made that stays or goes by itself."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

#: Objects that are made between two searches; Python's own 700 would have it search all the time.
_OBJECTS: Final = 100_000


@contextmanager
def seldom() -> Iterator[None]:
    """Search seldom: an edition's queries are trees of hundreds of thousands of objects without cycles.

    Working an edition takes a seventh less time.
    """
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def kept() -> Iterator[None]:
    """Read what stays until the process ends: to search it again and again would take a third of the time."""
    gc.unfreeze()  # what an earlier build of the same process kept
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
        atexit.register(gc.unfreeze)  # else the engine's modules are kept at the exit, and it complains
