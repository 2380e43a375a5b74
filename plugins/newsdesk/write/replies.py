"""Replies: what was asked of Claude and what came back, one file for each request, kept for ever.

``content/replies/<first two>/<key>.json``. A reply is saved before its call, so that a crash leaves a trace
of what may have been paid, and again with the answer before anybody reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from newsdesk.config import Layout
from newsdesk.errors import ReplyError
from newsdesk.files import locked, write_atomic
from newsdesk.records import UtcTime, Value
from newsdesk.write.requests import Purpose, Request, key_of

Outcome = Literal["open", "answered", "refused", "cut", "failed"]

RESTORE = "Restore it from git, or delete it: its request is then asked once more."


class Call(Value):
    """One call of the API: how it ended and what it cost.

    ``open`` is a call that was begun and of which nothing more is known; ``cut`` an answer that isn't
    whole: ``stop_reason`` says why, or is None where the stream just ended. ``max_tokens`` is the limit that
    the call was given, ``detail`` one sentence for the operator. ``usage`` are the tokens by kind;
    ``cost_usd`` is what they cost by the price table of the day ``prices``, None where that isn't known.
    Money is counted with ``cost_usd``, else with ``estimated_usd``. ``batch`` names the batch that it was in.
    """

    asked_at: UtcTime
    outcome: Outcome
    max_tokens: int | None = None
    detail: str | None = None
    request_id: str | None = None
    message_id: str | None = None
    stop_reason: str | None = None
    usage: dict[str, int] | None = None
    estimated_usd: float | None = None
    cost_usd: float | None = None
    prices: str | None = None
    batch: str | None = None


class Reply(Value):
    """A request and what became of it; ``answer`` is the text of ``message``, unread, or None without one.

    ``request`` is the body as it was asked; ``message`` the API's answer as it came. A ``demonstration``
    reply was written by hand: no model is named and no call was made, and ``assignment`` names what it was
    written for, so that it can be proved again when only the request has changed.
    """

    schema_version: Literal["reply/1"] = "reply/1"
    key: str
    origin: Literal["claude", "demonstration"]
    purpose: Purpose
    brief: str
    prompt_version: str
    answer_schema: str
    request: dict[str, Any]
    model_answered: str | None = None
    calls: tuple[Call, ...] = ()
    message: dict[str, Any] | None = None
    answer: str | None = None
    sdk: str | None = None
    assignment: str | None = None

    @classmethod
    def blank(cls, request: Request) -> Reply:
        """Return what is known of a request before anybody was asked."""
        return cls(
            key=request.key,
            origin="claude",
            purpose=request.purpose,
            brief=request.brief,
            prompt_version=request.prompt_version,
            answer_schema=request.answer_schema,
            request=request.body,
        )

    @property
    def last(self) -> Call | None:
        """The latest call, if there was any."""
        return self.calls[-1] if self.calls else None


def path_of(layout: Layout, key: str) -> Path:
    """Return where the reply to the request of that key stands."""
    return layout.replies / key[:2] / f"{key}.json"


def load(layout: Layout, key: str) -> Reply | None:
    """Return what is known of a request, or None; raise ReplyError for a file that can't be trusted."""
    path = path_of(layout, key)
    return _read(layout, path) if path.is_file() else None


def save(layout: Layout, reply: Reply) -> Path:
    """Put a reply in its file, whole or not at all; return the file."""
    path = path_of(layout, reply.key)
    write_atomic(path, (reply.model_dump_json(indent=1) + "\n").encode())
    return path


def every(layout: Layout) -> Iterator[Reply]:
    """Yield all replies by their keys; raise ReplyError at the first file that can't be trusted."""
    for path in sorted(layout.replies.glob("??/*.json")):
        if not path.name.startswith("."):
            yield _read(layout, path)


def lock(layout: Layout, key: str) -> AbstractContextManager[None]:
    """Return the lock of a request: whoever holds it is the only one who asks."""
    return locked(layout.cache / "locks" / f"{key}.lock")


def _read(layout: Layout, path: Path) -> Reply:
    shown = path.relative_to(layout.root)
    try:
        reply = Reply.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ReplyError(shown, f"can't be read ({error.strerror})", RESTORE) from None
    except ValidationError as error:
        raise ReplyError(shown, f"not a reply ({str(error).partition(chr(10))[0]})", RESTORE) from None
    asked = key_of(reply.prompt_version, reply.answer_schema, reply.request)
    if not reply.key == asked == path.stem:
        raise ReplyError(shown, "answers another request than its name says", RESTORE)
    return reply
