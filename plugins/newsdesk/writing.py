"""The composer of a story's text: a brief to a proved draft, by whichever writer there is.

A recorded answer is taken where there is one, else Claude is asked if that is allowed, else the built-in
writer writes. What Claude answers is checked; sentences that fail are sent back once, what still fails is
dropped, and where too little is left the built-in writer takes the assignment. Nothing here saves a story.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from newsdesk.answering import NO_ANSWER, Ask, Writers
from newsdesk.stories import Brief, Draft, Finding, Provenance, StoryVersion, Writer
from newsdesk.write import answers, orders
from newsdesk.write.replies import Reply
from newsdesk.write.requests import Unanswered

if TYPE_CHECKING:
    from newsdesk.check.gate import Gated
    from newsdesk.check.view import Printed

KEPT = "the built-in writer doesn't replace what Claude wrote"


@dataclass(frozen=True)
class Composed:
    """A draft that came through the gate, and where it comes from."""

    gated: Gated
    provenance: Provenance


@dataclass(frozen=True)
class Left:
    """No draft: the assignment is declined for good, or held for a later edition; and why."""

    fate: Literal["declined", "held"]
    reason: str


@dataclass(frozen=True)
class _Failed:
    """Why a model's draft is not to be had, and the replies that were paid for all the same."""

    held: bool
    reason: str
    used: tuple[Reply, ...] = ()


def compose(
    brief: Brief,
    writers: Writers,
    ask: Ask,
    provenance: Provenance,
    *,
    previous: StoryVersion | None = None,
    printed: Printed | None = None,
) -> Composed | Left:
    """Return the proved draft of a brief; ``provenance`` holds what is known before anybody writes.

    ``printed`` are the quotations of published stories by record, so that one record has one wording.
    """
    failure = None
    if writers.pen.choice != "builtin":
        told = _answered(brief, writers, ask, printed)
        if isinstance(told, tuple):
            return Composed(told[0], _with_replies(provenance, told[1]))
        asked = told.reason != NO_ANSWER
        if (
            told.held
            or writers.pen.choice == "replay"
            or (asked and writers.config.claude.on_failure == "hold")
        ):
            return Left("held", told.reason)
        if asked:
            failure = told.reason
            provenance = _with_replies(provenance, told.used).model_copy(update={"fallback": failure})
    if previous is not None and previous.draft.writer.name != "builtin":
        return Left("held", f"{KEPT} ({failure})" if failure else KEPT)
    return _built_in(brief, provenance, printed)


def _built_in(brief: Brief, provenance: Provenance, printed: Printed | None) -> Composed | Left:
    from newsdesk.check.gate import gate
    from newsdesk.write import Refusal, writer

    draft = writer("builtin")(brief)
    if isinstance(draft, Refusal):
        return Left("declined", draft.reason)
    gated = gate(draft, brief, printed=printed)
    if not gated.sound:
        return Left("declined", f"its draft did not pass the gate ({_codes(gated.findings)})")
    return Composed(gated, provenance)


def _answered(
    brief: Brief, writers: Writers, ask: Ask, printed: Printed | None
) -> tuple[Gated, tuple[Reply, ...]] | _Failed:
    """Ask for a story, prove it, have it repaired once, and let a second reader look."""
    from newsdesk.check.gate import check, gate

    claude = writers.config.claude
    reply = ask(orders.story(brief, claude))
    if isinstance(reply, Unanswered):
        return _Failed(reply.kind == "held", reply.reason)
    answer = answers.read(answers.StoryAnswer, reply.answer or "")
    if isinstance(answer, answers.Unreadable):
        return _Failed(held=False, reason=f"the answer is {answer.reason}", used=(reply,))
    used = [reply]
    draft = answers.draft_of(answer, brief, writer_of(reply))
    gated = gate(draft, brief, printed=printed)
    whole = gated.sound and not gated.dropped
    faults = [] if whole else faults_of(draft, check(draft, brief, printed=printed))
    if faults:
        draft, more = _mended(draft, faults, ask(orders.repair(brief, draft, faults, claude)))
        gated, used = gate(draft, brief, printed=printed), [*used, *more]
    if gated.sound and claude.judge:
        doubts, more = _doubts(brief, draft, writers, ask)
        gated, used = gate(draft, brief, doubts, printed=printed), [*used, *more]
    if not gated.sound:
        why = _codes(gated.findings) or "too much of it was dropped"
        return _Failed(held=False, reason=f"the answer did not pass the gate ({why})", used=tuple(used))
    return gated, tuple(used)


def writer_of(reply: Reply) -> Writer:
    """Return who wrote an answer; a demonstration names no model."""
    if reply.origin == "demonstration":
        return Writer(name="replay", version=reply.prompt_version)
    return Writer(name="claude", version=reply.prompt_version, model=reply.model_answered)


def faults_of(draft: Draft, findings: tuple[Finding, ...]) -> list[orders.Fault]:
    """Return the errors by the sentence that they are in; those of a whole draft have no sentence."""
    from newsdesk.check.codes import CODES

    paths = [path for path, _ in answers.sentences(draft)]
    found = []
    for finding in findings:
        path = next((p for p in paths if f"{finding.part}.".startswith(f"{p}.")), None)
        if finding.severity == "error" and path is not None:
            found.append(orders.Fault(path, finding.code, CODES[finding.code].rule, finding.detail))
    return found


def _mended(draft: Draft, faults: list[orders.Fault], reply: Reply | Unanswered) -> tuple[Draft, list[Reply]]:
    """Return the draft with the sentences that came back, in those places only that were asked about."""
    if isinstance(reply, Unanswered):
        return draft, []
    answer = answers.read(answers.RepairAnswer, reply.answer or "")
    if isinstance(answer, answers.Unreadable):
        return draft, [reply]
    asked = {fault.path for fault in faults}
    replaced = {item.path: item.parts for item in answer.sentences if item.path in asked}
    return answers.with_replacements(draft, replaced), [reply]


def _doubts(brief: Brief, draft: Draft, writers: Writers, ask: Ask) -> tuple[list[Finding], list[Reply]]:
    """Ask a second reader; return a finding for each sentence that its records don't carry, and the reply."""
    from newsdesk.check.codes import finding

    reply = ask(orders.judge(brief, draft, writers.config.claude))
    if isinstance(reply, Unanswered):
        return [], []
    answer = answers.read(answers.JudgeAnswer, reply.answer or "")
    if isinstance(answer, answers.Unreadable):
        return [], []
    found = [finding("unsupported", v.path, v.reason) for v in answer.verdicts if v.supported == "no"]
    return found, [reply]


def _codes(findings: tuple[Finding, ...]) -> str:
    return ", ".join(sorted({finding.code for finding in findings if finding.severity == "error"}))


def _with_replies(provenance: Provenance, used: Sequence[Reply]) -> Provenance:
    """Return the provenance with everything that the replies say of themselves."""
    if not used:
        return provenance
    first, calls = used[0], [call for reply in used for call in reply.calls]
    usage: dict[str, int] = {}
    for call in calls:
        for name, tokens in (call.usage or {}).items():
            usage[name] = usage.get(name, 0) + tokens
    # A call that came to nothing may have cost something; only an answer must have a known price.
    costs = [call.cost_usd for call in calls if call.outcome == "answered" or call.cost_usd is not None]
    known = [cost for cost in costs if cost is not None]
    return provenance.model_copy(
        update={
            "prompt_version": first.prompt_version,
            "answer_schema": first.answer_schema,
            "requests": tuple(reply.key for reply in used),
            "model_asked": first.request["model"] if first.origin == "claude" else None,
            "model_answered": first.model_answered,
            "usage": usage or None,
            "cost_usd": round(sum(known), 6) if known and len(known) == len(costs) else None,
            "prices": next((call.prices for call in calls if call.prices), None),
            "attempts": len(calls),
            "repairs": sum(reply.purpose == "repair" for reply in used),
        }
    )
