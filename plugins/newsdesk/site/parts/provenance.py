"""How a story came about, in short: who wrote it, from what, at which cost, and what the gate took out."""

from __future__ import annotations

from collections.abc import Iterator

from newsdesk.check.codes import CODES
from newsdesk.site import printed
from newsdesk.stories import Provenance, StoryVersion

#: Characters of a hash that are shown; the version file has the whole.
SHOWN = 12


def rows(version: StoryVersion) -> list[dict[str, str]]:
    """Return what is known of a version's making as (name, value), what isn't known left out."""
    told = [*_writing(version), *_evidence(version), *_gate(version)]
    return [{"name": name, "value": value} for name, value in told if value]


def _writing(version: StoryVersion) -> Iterator[tuple[str, str]]:
    origin, writer = version.provenance, version.draft.writer
    names = {
        "builtin": f"{version.site}’s built-in writer, a program without a language model",
        "claude": f"Claude ({writer.model or origin.model_asked})",
        "replay": "a recorded answer, stored for the demonstration",
    }
    yield "Written by", names[writer.name]
    if origin.fallback:
        yield "In place of", f"Claude: {origin.fallback}"
    if writer.name == "claude" and writer.model != origin.model_asked:
        yield "Model asked for", origin.model_asked or ""
    yield "Instructions", origin.prompt_version or ""
    yield "Request", ", ".join(key[:SHOWN] for key in origin.requests)
    yield "Calls", _calls(origin)
    yield "Tokens", _tokens(origin.usage or {})
    yield "Cost", _cost(origin)


def _calls(origin: Provenance) -> str:
    repairs = ", one of them a repair of sentences that had failed" if origin.repairs else ""
    return f"{origin.attempts}{repairs}" if origin.attempts else ""


def _tokens(usage: dict[str, int]) -> str:
    read = sum(tokens for name, tokens in usage.items() if "input" in name)
    written = usage.get("output_tokens", 0)
    return f"{read:,} read, {written:,} written" if usage else ""


def _cost(origin: Provenance) -> str:
    if not origin.usage:
        return ""
    if origin.cost_usd is None:
        return "unknown: the model has no price in the table"
    return f"${origin.cost_usd:.4f}, by the prices of {origin.prices}"


def _evidence(version: StoryVersion) -> Iterator[tuple[str, str]]:
    yield "Edition", printed.stamp(version.modified_at, precise=True)["text"]
    snapshots = version.provenance.snapshots
    yield "Evidence", f"{len(version.brief.records)} posts, from {_counted(len(snapshots), 'snapshot')}"


def _gate(version: StoryVersion) -> Iterator[tuple[str, str]]:
    dropped = version.provenance.dropped
    rules = list(dict.fromkeys(CODES[item.finding.code].rule for item in dropped))
    if dropped:
        yield "Dropped", f"{_counted(len(dropped), 'part')} that broke a rule: {' '.join(rules)}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
