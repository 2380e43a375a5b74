"""What is asked of Claude, by which key an answer is kept, and what stands for an answer that never came."""

from __future__ import annotations

from typing import Any, Literal

from newsdesk.records import Value, digest

Purpose = Literal["story", "repair", "judge"]


class Request(Value):
    """One call's worth of asking; ``body`` is what is sent, to the byte, apart from the transport's own part.

    ``brief`` is the brief's id. ``story`` is what the spending is booked under: it stays the same for the
    repairs of a story. ``prompt_version`` and ``answer_schema`` name what the body was made with.
    """

    purpose: Purpose
    brief: str
    story: str
    prompt_version: str
    answer_schema: str
    body: dict[str, Any]

    @property
    def key(self) -> str:
        """The name under which the answer is kept: equal requests are asked once, and for ever."""
        return key_of(self.prompt_version, self.answer_schema, self.body)


class Unanswered(Value):
    """A request without an answer: held back (nothing was asked of anybody) or failed, and why.

    ``reason`` is for the operator: what happened, in numbers where there are any, and what to do.
    """

    kind: Literal["held", "failed"]
    reason: str


def key_of(prompt_version: str, answer_schema: str, body: dict[str, Any]) -> str:
    """Return the sha256 (hex) by which a reply is found again."""
    return digest({"prompt": prompt_version, "schema": answer_schema, "body": body})
