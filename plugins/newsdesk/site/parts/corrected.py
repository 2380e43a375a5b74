"""What editors say was wrong in a story: it stands beside the text, which stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from newsdesk.archive.corrections import Correction
from newsdesk.records import iso
from newsdesk.site import printed

Corrections = Sequence[Correction]


def changed_at(modified_at: datetime, corrections: Corrections) -> datetime:
    """Return when a story last changed: by its newest version, or by a correction that came after it."""
    return max([modified_at, *(one.at for one in corrections)])


def lines(corrections: Corrections) -> list[dict[str, Any]]:
    """Return each correction as it is printed, with its day, in the order given."""
    return [{"day": printed.stamp(one.at), "text": printed.curled(one.text)} for one in corrections]


def notice(corrections: Corrections) -> dict[str, Any] | None:
    """Return what stands under the head of a story, or None where nothing was wrong."""
    if not corrections:
        return None
    label = "Correction" if len(corrections) == 1 else "Corrections"
    return {"label": label, "lines": lines(corrections)}


def told(corrections: Corrections) -> list[dict[str, str]]:
    """Return the corrections for programs, the oldest first."""
    return [{"at": iso(one.at), "text": one.text} for one in corrections]


def comments(corrections: Corrections) -> dict[str, str] | list[dict[str, str]]:
    """Return the corrections as schema.org knows them; one alone is no list."""
    found = [
        {"@type": "CorrectionComment", "text": one.text, "datePublished": iso(one.at)} for one in corrections
    ]
    return found[0] if len(found) == 1 else found
