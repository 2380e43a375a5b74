"""A call in the reply's file and in the ledger: opened before anything is sent, closed with what came.

The order is what makes a crash harmless: the money is reserved, then the open call is on disk, then the call
is made, then the answer is on disk, and last its cost is booked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from newsdesk.config import Claude, Layout
from newsdesk.write import replies
from newsdesk.write.budget import Budget, Spent
from newsdesk.write.claude import recording
from newsdesk.write.claude.heard import Heard, answer_in, text_of
from newsdesk.write.prices import cost, estimate, flat, known
from newsdesk.write.replies import Call, Reply
from newsdesk.write.requests import Request

#: What stands at a call of which a later run knows nothing more.
UNKNOWN = "the run was stopped while it waited; what came of the call is unknown"


class Books:
    """The prices, the ceilings and the ledger of one run."""

    def __init__(self, layout: Layout, settings: Claude) -> None:
        self._layout = layout
        self._prices = known(settings)
        self._budget = Budget(layout, settings.ceilings)

    def open(
        self,
        request: Request,
        reply: Reply,
        body: Mapping[str, Any],
        now: datetime,
        *,
        batch: str | None = None,
    ) -> Reply | str:
        """Reserve a call and save it as open; return the reply, or why a ceiling forbids the call.

        ``batch`` is the name of the batch that it will be made in, at a batch's price.
        """
        model = str(body.get("model"))
        most = estimate(body, self._prices, batch=batch is not None).usd
        call = Call(
            asked_at=now,
            outcome="open",
            max_tokens=int(body.get("max_tokens", 0)),
            estimated_usd=most,
            prices=self._prices.mark(model),
            batch=batch,
        )
        reason = self._budget.reserve(
            Spent(key=reply.key, story=request.story, model=model, asked_at=now, estimated_usd=most)
        )
        if reason is not None:
            return reason
        opened = reply.model_copy(update={"calls": (*_known(reply.calls), call)})
        replies.save(self._layout, opened)
        return opened

    def close(self, reply: Reply, heard: Heard, *, sdk: str) -> Reply:
        """Save what the open call brought, and then book what it cost; return the reply."""
        call = _closed(reply.calls[-1], heard)
        if not heard.unpaid and heard.stop_reason is not None:
            call = call.model_copy(update=self._charged(reply, heard, call))
        elif heard.unpaid:
            call = call.model_copy(update={"cost_usd": 0.0})
        changes: dict[str, Any] = {"calls": (*reply.calls[:-1], call), "sdk": sdk}
        if heard.message is not None:
            changes |= {"message": heard.message, "model_answered": text_of(heard.message, "model")}
        if heard.outcome == "answered":
            changes["answer"] = answer_in(heard.message or {})
        closed = reply.model_copy(update=changes)
        replies.save(self._layout, closed)
        recording.forget(self._layout, reply.key)
        self._budget.book(reply.key, call.asked_at, call.cost_usd)
        return closed

    def _charged(self, reply: Reply, heard: Heard, call: Call) -> dict[str, Any]:
        """Return what a call did cost, by which prices; nothing where only its estimate is known."""
        if not call.usage or "output_tokens" not in call.usage:
            return {}
        asked, answered = str(reply.request.get("model")), text_of(heard.message, "model")
        model = answered if answered and self._prices.of(answered) else asked
        usd = cost(model, call.usage, self._prices, batch=call.batch is not None)
        return {"cost_usd": usd, "prices": self._prices.mark(model)}


def _known(calls: tuple[Call, ...]) -> tuple[Call, ...]:
    """Return the calls without an open one: whoever asks again has given its answer up."""
    return tuple(
        call.model_copy(update={"outcome": "cut", "detail": UNKNOWN}) if call.outcome == "open" else call
        for call in calls
    )


def _closed(call: Call, heard: Heard) -> Call:
    message = heard.message
    usage = message.get("usage") if message else None
    return call.model_copy(
        update={
            "outcome": heard.outcome,
            "detail": heard.detail,
            "request_id": heard.request_id,
            "message_id": text_of(message, "id"),
            "stop_reason": heard.stop_reason,
            "usage": flat(usage) if isinstance(usage, Mapping) else None,
        }
    )
