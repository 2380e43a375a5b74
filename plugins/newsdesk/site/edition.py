"""What is kept of a worked edition while a site is built; the whole is read where its signals are told."""

from __future__ import annotations

import re
from typing import Final

from newsdesk.records import UtcTime, Value
from newsdesk.reports import EditionReport, Fate

_PUBLISHED: Final = frozenset({"story", "version"})
#: Reasons name stories by their slugs, in quotation marks.
SLUG: Final = re.compile(r"“([a-z0-9-]+)”")


class Outcome(Value):
    """A candidate that was published: as a new story or as a version of one, and why."""

    fate: Fate
    story: str | None
    reason: str


class Noticed(Value):
    """A signal, by what makes it go on from one edition to the next."""

    id: str
    kind: str
    beat: str
    subject: str | None


class Edition(Value):
    """An edition without its evidence.

    ``file`` is the sha256 of its file. ``candidates`` and ``declined`` are how many; ``outcomes`` those that
    were published. ``named`` are the slugs of all stories that its candidates and their reasons name.
    ``weather`` says whether it tells the weather of the beats.
    """

    as_of: UtcTime
    file: str
    records: int
    signals: tuple[Noticed, ...]
    candidates: int
    declined: int
    outcomes: tuple[Outcome, ...]
    named: tuple[str, ...]
    weather: bool


def edition(report: EditionReport, file: str = "") -> Edition:
    """Return what is kept of an edition; ``file`` is the sha256 of its file, where it has one."""
    candidates = report.candidates
    stories = {candidate.story for candidate in candidates if candidate.story}
    return Edition(
        as_of=report.as_of,
        file=file,
        records=report.records,
        signals=tuple(
            Noticed(id=signal.id, kind=signal.kind, beat=signal.beat, subject=signal.subject)
            for signal in report.signals
        ),
        candidates=len(candidates),
        declined=sum(candidate.fate == "declined" for candidate in candidates),
        outcomes=tuple(
            Outcome(fate=candidate.fate, story=candidate.story, reason=candidate.reason)
            for candidate in candidates
            if candidate.fate in _PUBLISHED
        ),
        named=tuple(sorted(stories.union(*(SLUG.findall(candidate.reason) for candidate in candidates)))),
        weather=bool(report.weather),
    )
