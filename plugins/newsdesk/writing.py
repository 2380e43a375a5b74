"""The composer of a story's text: a brief to a proved draft, by whichever writer there is.

A recorded answer is taken where there is one, else Claude is asked if that is allowed, else the built-in
writer writes. What Claude answers is checked; sentences that fail are sent back once, what still fails is
dropped, and where too little is left the built-in writer takes the assignment. Nothing here saves a story.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from newsdesk.config import Config, Layout
from newsdesk.errors import ConfigError
from newsdesk.records import UtcTime, Value
from newsdesk.stories import Brief, Draft, Finding, Provenance, StoryKind, StoryVersion, Writer
from newsdesk.write import answers, orders, prices, replies
from newsdesk.write.claude.providers import key_is_set, key_wanted
from newsdesk.write.replies import Reply
from newsdesk.write.requests import Request, Unanswered

if TYPE_CHECKING:
    from newsdesk.check.gate import Gated
    from newsdesk.check.view import Printed
    from newsdesk.write.claude import Asker

Choice = Literal["auto", "builtin", "claude", "replay"]
#: Asks for a request's reply, or says why there is none.
Ask = Callable[[Request], Reply | Unanswered]

#: Seconds for which a run waits for a batch; most end within the hour.
BATCH_WAIT = 3600.0
NO_ANSWER = "there is no recorded answer"
NO_KEY = (
    "The writer is claude, but no key is set. Put one into the environment ({key}), or take the writer auto."
)
DEMONSTRATION = (
    "Claude is never asked about the demonstration's invented posts. "
    "Empty the newsroom first (newsdesk init), or take the writer auto."
)
KEPT = "the built-in writer doesn't replace what Claude wrote"


@dataclass(frozen=True)
class Pen:
    """Who is to write, and whether Claude may be asked over the network.

    ``newest_only`` keeps a build from paying for old editions: only the newest of those due is asked for.
    ``ask_again`` asks once more where an earlier run was stopped while it waited. A batch is waited for
    ``wait`` seconds. ``by_hand`` answers a brief's requests in place of recorded answers alone.
    """

    choice: Choice = "auto"
    online: bool = False
    newest_only: bool = False
    ask_again: bool = False
    wait: float = BATCH_WAIT
    by_hand: Callable[[Brief], Ask] | None = None


#: Writes without asking anybody: recorded answers, else the built-in writer.
BY_ITSELF = Pen()


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


@dataclass
class Writers:
    """Who can write in one run: the settings, and the one connection that keeps the books."""

    layout: Layout
    config: Config
    pen: Pen
    demo: bool
    tell: Callable[[str], None] = lambda _line: None
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def __post_init__(self) -> None:
        """Settle whether Claude may be asked at all; raise ConfigError where it must be and can't."""
        self._asker: Asker | None = None
        wanted = self.pen.choice == "claude"
        if wanted and self.demo:
            raise ConfigError(DEMONSTRATION)
        allowed = self.pen.choice in ("auto", "claude") and self.pen.online and not self.demo
        self.asks = allowed and key_is_set(self.config.claude, self.environ)
        if wanted and self.pen.online and not self.asks:
            raise ConfigError(NO_KEY.format(key=key_wanted(self.config.claude)))

    @property
    def batches(self) -> bool:
        """Whether an edition's requests are sent together, at half the price, and waited for."""
        return self.asks and self.config.claude.batches and not self.pen.newest_only

    def send(self, briefs: Sequence[Brief]) -> bool:
        """Send the requests for an edition's stories as a batch; return whether they still wait."""
        from newsdesk.write import batch_files
        from newsdesk.write.batches import Batches

        claude = self.config.claude
        batches = Batches(self.layout, claude, progress=self.tell, environ=self.environ)
        batches.ask([orders.story(brief, claude) for brief in briefs], wait_seconds=self.pen.wait)
        return bool(batch_files.waiting(self.layout))

    def close(self) -> None:
        """Give the connection back, if there was one."""
        if self._asker is not None:
            self._asker.close()

    def ask(self, brief: Brief, *, newest: bool) -> Ask:
        """Return how a brief's requests are answered; ``newest``: whether its edition is the newest due."""
        if self.pen.by_hand:
            return self.pen.by_hand(brief)
        if not self.asks or (self.pen.newest_only and not newest):
            return recorded(self.layout)
        if self._asker is None:
            from newsdesk.write.claude import Asker

            self._asker = Asker(
                self.layout,
                self.config.claude,
                progress=self.tell,
                ask_again=self.pen.ask_again,
                environ=self.environ,
            )
        return self._asker.ask


class Priced(Value):
    """A request that would be made for a brief: its key, whether its answer is recorded, and its price.

    ``usd`` is what it costs at most, None where the model has no price; a repair and a second reader come on
    top where they are needed.
    """

    brief: str
    edition: UtcTime
    beat: str
    kind: StoryKind
    key: str
    model: str
    recorded: bool
    input_tokens: int
    output_tokens: int
    usd: float | None


def priced(briefs: Iterable[Brief], layout: Layout, config: Config) -> list[Priced]:
    """Return what would be asked for each brief, and what it would cost; nobody is asked."""
    table = prices.known(config.claude)
    found = []
    for brief in briefs:
        request = orders.story(brief, config.claude)
        estimate = prices.estimate(request.body, table)
        found.append(
            Priced(
                brief=brief.id,
                edition=brief.edition,
                beat=brief.beat.slug,
                kind=brief.kind,
                key=request.key,
                model=request.body["model"],
                recorded=isinstance(recorded(layout)(request), Reply),
                input_tokens=estimate.input_tokens,
                output_tokens=estimate.output_tokens,
                usd=estimate.usd,
            )
        )
    return found


def recorded(layout: Layout) -> Ask:
    """Return an answerer that knows what was answered before, and asks nobody."""

    def ask(request: Request) -> Reply | Unanswered:
        reply = replies.load(layout, request.key)
        return reply if reply and reply.answer else Unanswered(kind="failed", reason=NO_ANSWER)

    return ask


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
    faults = faults_of(draft, check(draft, brief, printed=printed))
    if faults:
        draft, more = _mended(draft, faults, ask(orders.repair(brief, draft, faults, claude)))
        used += more
    gated = gate(draft, brief, printed=printed)
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
    costs = [call.cost_usd for call in calls if call.outcome == "answered"]
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
