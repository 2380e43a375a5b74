"""How far a list that shows its newest first has been read, as the text of a cursor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from newsdesk import times
from newsdesk.records import iso


@dataclass(frozen=True)
class Rest:
    """What an earlier run left unread: after ``floor``, before ``oldest``; ``page`` is where it goes on."""

    floor: datetime
    oldest: datetime
    page: str


@dataclass(frozen=True)
class Progress:
    """Everything up to ``newest`` has been read, except the ``rest``."""

    newest: datetime
    rest: Rest | None = None

    def __str__(self) -> str:
        """Return ``newest``, or ``newest floor oldest page``."""
        if self.rest is None:
            return iso(self.newest)
        return f"{iso(self.newest)} {iso(self.rest.floor)} {iso(self.rest.oldest)} {self.rest.page}"


def read(cursor: str | None) -> Progress | None:
    """Return the progress that a cursor tells, None where it tells none."""
    told = (cursor or "").split(None, 3)
    try:
        moments = [times.read(text, zone=UTC) for text in told[:3]]
    except ValueError:
        return None
    if len(told) == 4:
        return Progress(moments[0], Rest(moments[1], moments[2], told[3]))
    return Progress(moments[0]) if len(told) == 1 else None
