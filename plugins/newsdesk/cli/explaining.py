"""Signals and candidates in words: the lines that ``signals`` and ``write`` print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsdesk.explain import Priced
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


def price_lines(requests: Sequence[Priced]) -> Iterator[str]:
    """Yield what would be asked of Claude, what each request costs at most, and what they come to."""
    for request in requests:
        costs = (
            "cost unknown: the model has no price" if request.usd is None else f"at most ${request.usd:.4f}"
        )
        said = "its answer is recorded, so it costs nothing" if request.recorded else costs
        yield (
            f"request {request.key[:12]} to {request.model} for a {request.kind} on {request.beat} "
            f"({request.edition:%Y-%m-%dT%H:%MZ}): about {request.input_tokens:,} tokens in, "
            f"up to {request.output_tokens:,} out; {said}"
        )
    asked = [request for request in requests if not request.recorded]
    known = [request.usd for request in asked if request.usd is not None]
    if asked:
        unknown = f", and {len(asked) - len(known)} of unknown cost" if len(known) < len(asked) else ""
        yield (
            f"{len(asked)} requests, ${sum(known):.2f} at most{unknown}; "
            "a repair or a second reader is asked on top where one is needed"
        )
