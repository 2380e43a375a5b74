"""What all tests share: what is made once, whichever process comes first, and how long they go on."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest

#: ``make soak`` goes through every round of what is done at random; the suite through a few.
SOAKING = bool(os.environ.get("NEWSDESK_SOAK"))


def once(factory: pytest.TempPathFactory, name: str, work: Callable[[Path], None]) -> Path:
    """Return a folder that the first process to come works and the others wait for."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / f"{name}.done").exists():
            work(folder)
            (shared / f"{name}.done").touch()
    return folder
