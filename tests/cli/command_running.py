"""How a command ended, as the tests of the command line see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Done:
    """How a command ended and what it said."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


def no_traceback(done: Done) -> bool:
    """Whether a command told its failure in plain words."""
    return "Traceback" not in done.stderr + done.stdout
