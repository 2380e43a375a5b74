"""What was wrong in published stories, as an editor says it: entered in the ledger, beside the story.

``content/ledger/corrections/YYYY-MM.json``; those of the demonstration's stories stand under
``content/ledger/demo-corrections``. A story's text is never altered by one.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field

from newsdesk.archive.monthly import Entry, Monthly
from newsdesk.config import Layout, Slug
from newsdesk.files import alone
from newsdesk.records import UtcTime

#: Characters of the longest correction: a paragraph, not an article.
LONGEST: Final = 600


def plain(text: Any) -> Any:
    """Return a text as one paragraph: white space as single spaces, U+FFFD for what no page may hold.

    What is no text comes back as it is.
    """
    if not isinstance(text, str):
        return text
    line = " ".join(text.split())
    return "".join("\ufffd" if unicodedata.category(letter) in {"Cc", "Cs"} else letter for letter in line)


def says_something(text: str) -> bool:
    """Whether a text has a letter or a digit in it: what is invisible corrects nothing."""
    return any(letter.isalnum() for letter in text)


def _saying_something(text: str) -> str:
    if not says_something(text):
        raise ValueError("a correction has at least one letter or digit")
    return text


class Correction(Entry):
    """What was wrong in a story, in one paragraph of plain text; ``at`` is when an editor entered it.

    ``story`` is the story's slug, by which the ledger names stories. Markup in the text is text.
    """

    at: UtcTime
    story: Slug
    text: Annotated[
        str,
        BeforeValidator(plain),
        Field(min_length=1, max_length=LONGEST),
        AfterValidator(_saying_something),
    ]

    @property
    def entered_at(self) -> datetime:
        """When an editor entered it."""
        return self.at

    @property
    def identity(self) -> tuple[str, ...]:
        """The same thing is said once of a story."""
        return (self.story, self.text)


CORRECTIONS: Final = Monthly("corrections", Correction)
_OF_THE_DEMONSTRATION: Final = Monthly("corrections", Correction, folder="demo-corrections")


def read(layout: Layout, *, demo: bool) -> tuple[Correction, ...]:
    """Return all corrections, the oldest first; raise LedgerError naming a bad file."""
    return tuple(sorted(_list(demo).read(layout), key=lambda one: one.at))


def add(layout: Layout, correction: Correction, *, demo: bool) -> bool:
    """Enter a correction; return whether it is new. Raises BusyError while somebody else enters one."""
    with alone(layout.cache / "corrections.lock", "enters a correction in this newsroom"):
        return _list(demo).add(layout, [correction]) > 0


def _list(demo: bool) -> Monthly[Correction]:
    return _OF_THE_DEMONSTRATION if demo else CORRECTIONS
