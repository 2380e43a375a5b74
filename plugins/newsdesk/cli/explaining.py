"""Signals and candidates in words: the lines that ``signals`` and ``write`` print."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsdesk.records import Signal
    from newsdesk.reports import Candidate, EditionReport

#: How many pieces of evidence a signal's lines name.
NAMED = 5


def signal_lines(signal: Signal) -> Iterator[str]:
    """Yield a signal's reason, its test with effect and interval, its notes and its weightiest evidence."""
    yield f"{signal.severity:<6} {signal.kind:<19} {signal.beat:<18} {signal.why}"
    low, high = signal.effect_interval
    yield (
        f"       {signal.test}: {signal.effect:g} {signal.effect_unit} (95% {low:g} to {high:g}), "
        f"adjusted p {signal.p:g}, against {signal.baseline_days} earlier days"
    )
    for remark in signal.notes:
        yield f"       {remark}"
    more = signal.evidence_total - min(NAMED, len(signal.evidence))
    named = ", ".join(item.record for item in signal.evidence[:NAMED])
    yield f"       evidence: {named}" + (f", and {more} more" if more > 0 else "")


def candidate_lines(report: EditionReport, candidate: Candidate, *, whole: bool) -> Iterator[str]:
    """Yield a candidate's fate and, where ``whole``, what it rests on and how its score came about."""
    subject = candidate.story or " · ".join(filter(None, (candidate.beat, candidate.subject)))
    yield f"{report.as_of:%Y-%m-%dT%H:%MZ} {candidate.fate:<8} {subject}: {candidate.reason}"
    if not whole:
        return
    crossing = f", and on {', '.join(candidate.other_beats)}" if candidate.other_beats else ""
    yield (
        f"    {candidate.kind} on {candidate.beat}{crossing}: "
        f"{candidate.voices} voices on {', '.join(candidate.platforms)}"
    )
    taken = f" − {candidate.saturation:.2f} (like “{candidate.like}”)" if candidate.like else ""
    gained = f"effect {candidate.effect:.2f} + breadth {candidate.breadth:.2f}"
    yield f"    score {candidate.score:.2f} = {gained}{taken}"
    signals = {signal.id: signal for signal in report.signals}
    for id in candidate.signals:
        for line in signal_lines(signals[id]):
            yield f"    {line}"
