"""What a build tells: a few lines, numbers first, like reasons counted together."""

from __future__ import annotations

from datetime import UTC, datetime

import stories_factory as make

from newsdesk.hooks import summary
from newsdesk.newsroom import Worked
from newsdesk.reports import Candidate, EditionReport, Fate


def candidate(fate: Fate, reason: str) -> Candidate:
    """Return a candidate with its fate."""
    return Candidate(
        kind="lead",
        beat="ai-bias",
        subject=None,
        signals=(),
        lead_record=None,
        score=1.0,
        voices=12,
        platforms=("bluesky",),
        fate=fate,
        reason=reason,
    )


def worked(*candidates: Candidate, demo: bool = False) -> Worked:
    """Return the result of one edition with one signal."""
    signal = make.story().brief.signals[0]
    report = EditionReport(
        as_of=datetime(2026, 3, 27, tzinfo=UTC),
        demo=demo,
        records=1234,
        signals=(signal,),
        candidates=candidates,
        stories=("a-story",),
        tool="newsdesk",
    )
    return Worked(demo, 1234, (report,))


def test_a_worked_edition_is_told_in_numbers() -> None:
    """Records, editions, signals, stories and updates stand in one line."""
    found = worked(candidate("story", "x"), candidate("version", "x"))
    assert list(summary(found)) == ["1,234 records, 1 edition worked: 1 signal, 1 new story, 1 update"]


def test_skipped_candidates_are_told_with_their_reasons() -> None:
    """Reasons that differ only in the story they name are one reason; the rest is left to the ledger."""
    declined = [candidate("declined", f"one event with “story {n}”") for n in range(3)]
    declined += [candidate("declined", f"reason {n}") for n in range(5)]
    assert list(summary(worked(*declined)))[1] == (
        "8 candidates skipped: one event with another story (3); reason 0 (1); reason 1 (1); reason 2 (1); "
        "other reasons (2); see the ledger"
    )


def test_a_quiet_build_says_why() -> None:
    """Without a due edition, or without any record, the line says that."""
    assert list(summary(Worked(False, 12))) == ["12 records, no edition due"]
    assert list(summary(Worked(False, 0))) == ["no records yet: see newsdesk import --help"]


def test_the_demonstration_is_announced() -> None:
    """As long as invented posts are in use, every build says so first."""
    assert "invented" in next(iter(summary(Worked(True, 12))))
