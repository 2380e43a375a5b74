"""The interface of all writers: a brief goes in, a draft or a refusal comes out."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from newsdesk.records import Value
from newsdesk.stories import Brief, Draft

#: Writer's name to the module whose ``write`` it is; imported only when it is asked for.
WRITERS: dict[str, str] = {"builtin": "newsdesk.write.builtin"}


class Refusal(Value):
    """A brief that a writer leaves to the wire, and why: one sentence for the operator."""

    brief: str
    reason: str


class WriteFunction(Protocol):
    """Compose a draft from a brief alone, or refuse; never raise for what the brief holds.

    The same brief gives the same draft. Every part says what it owes; what isn't in the brief doesn't exist.
    """

    def __call__(self, brief: Brief) -> Draft | Refusal:
        """Return the draft or the refusal."""
        ...


def writer(name: str) -> WriteFunction:
    """Return the writer of that name; raise KeyError with the names there are."""
    if name not in WRITERS:
        raise KeyError(f"no writer {name!r}; there are: {', '.join(sorted(WRITERS))}")
    return cast(WriteFunction, import_module(WRITERS[name]).write)
