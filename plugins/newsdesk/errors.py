"""Every error that the newsroom raises on purpose, and what an operator does next.

    NewsdeskError                 a message for a person: what, where, what to do; never a traceback
    ├── UsageError                the command line was wrong (exit 2)
    ├── ConfigError               newsdesk.yaml or a setting was wrong (exit 2); stops before work begins
    ├── DataError                 a file of the newsroom can't be trusted (exit 1); left as it was found
    │   ├── SnapshotError         a snapshot is missing, truncated or altered
    │   ├── LedgerError           a ledger file can't be read
    │   ├── StoryError            a story or version file is missing, malformed or altered
    │   └── ReplyError            a stored reply of Claude can't be read, or belongs to another request
    ├── StorageError              the disk refused (exit 1): unwritable folder, no space
    └── BusyError                 another run is at the same work (exit 1); nothing was touched

A bad *item* (one post, one line, one draft part) is not an exception but a value: see
:class:`newsdesk.records.Problem` and :class:`newsdesk.stories.Finding`.
"""

from __future__ import annotations

from pathlib import Path


class NewsdeskError(Exception):
    """A failure that is told in one message; ``exit_code`` is what the command ends with."""

    exit_code = 1

    @property
    def exitcode(self) -> int:
        """The same under the name that Pelican looks for when a handler raises."""
        return self.exit_code


class UsageError(NewsdeskError):
    """The command line asks for something that can't be."""

    exit_code = 2


class ConfigError(NewsdeskError):
    """A setting is wrong; the message names file, line, key and what is accepted."""

    exit_code = 2


class DataError(NewsdeskError):
    """A file of the newsroom can't be trusted; ``path`` is the file, left as it was found."""

    def __init__(self, path: Path | str, reason: str, remedy: str) -> None:
        """Say which file, what is wrong with it and what to do."""
        self.path = Path(path)
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{path}: {reason}. {remedy}")


class SnapshotError(DataError):
    """A snapshot or its manifest is missing, truncated or altered."""


class LedgerError(DataError):
    """A ledger file can't be read."""


class StoryError(DataError):
    """A story or version file is missing, malformed or altered."""


class ReplyError(DataError):
    """A stored reply can't be read, or belongs to another request."""


class StorageError(NewsdeskError):
    """The file system refused to read or write; the message names the place."""


class BusyError(NewsdeskError):
    """Another run holds what only one may hold; the message names it."""
