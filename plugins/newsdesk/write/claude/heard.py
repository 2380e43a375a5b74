"""What one call of the API brought, and what follows from it: values in, values out."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from newsdesk.records import Value
from newsdesk.write.replies import Call, Reply
from newsdesk.write.requests import Unanswered

#: No wait between two calls is longer, whatever a server asks for.
LONGEST_WAIT = 60.0
#: No model answers with more tokens.
MOST_TOKENS = 128_000

#: Statuses after which nothing that is asked with these settings will be answered, and what to do.
_HOPELESS = {
    401: "Check the key in the environment.",
    402: "Look at the account's billing.",
    403: "Check what the key may do.",
    404: "Check claude.model and claude.base_url in newsdesk.yaml.",
}
_TRANSIENT = (408, 409, 429)
_LIMIT = "Raise the account's limit, or wait until it is set back."
_LATER = "Try again later."
_AGAIN = "newsdesk write --ask-again asks once more."


class Heard(Value):
    """What one call brought.

    ``lasting`` says that the same request would fail again, ``hopeless`` that every other would as well.
    ``unpaid`` says that the call certainly cost nothing. ``remedy`` is what the operator can do, ``wait`` the
    seconds that the server asked for.
    """

    outcome: Literal["answered", "refused", "cut", "failed"]
    detail: str | None = None
    remedy: str = _LATER
    lasting: bool = False
    hopeless: bool = False
    unpaid: bool = False
    wait: float | None = None
    request_id: str | None = None
    message: dict[str, Any] | None = None

    @property
    def stop_reason(self) -> str | None:
        """Why the model stopped, or None if it never said."""
        return text_of(self.message, "stop_reason")


def from_message(message: Mapping[str, Any], request_id: str | None = None) -> Heard:
    """Judge a message that came: only one that ended by itself is an answer."""
    stop = text_of(message, "stop_reason")
    found: dict[str, Any] = {"message": dict(message), "request_id": request_id}
    if stop == "end_turn":
        return Heard(outcome="answered", **found)
    if stop == "refusal":
        details = message.get("stop_details")
        category = text_of(details, "category") if isinstance(details, Mapping) else None
        because = f" ({category})" if category else ""
        remedy = f"Nothing is wrong with the settings. {_AGAIN}"
        detail = f"the model refused{because}"
        return Heard(outcome="refused", detail=detail, remedy=remedy, lasting=True, **found)
    if stop is None:
        return Heard(outcome="cut", detail="the stream ended before the message did", **found)
    if stop == "max_tokens":
        remedy = "Raise claude.max_tokens in newsdesk.yaml."
        return Heard(outcome="cut", detail="the answer was longer than max_tokens", remedy=remedy, **found)
    remedy = _AGAIN
    detail = f"the model stopped with {stop}, which is no end of a story"
    return Heard(outcome="cut", detail=detail, remedy=remedy, lasting=True, **found)


def from_status(
    status: int, kind: str | None, said: str, *, headers: Mapping[str, str], now: datetime
) -> Heard:
    """Judge an error that the API answered with; ``kind`` is its type and code, ``said`` its message."""
    limit = status == 429 and re.search(r"spend_limit|billing", kind or "") is not None
    hopeless = limit or status in _HOPELESS
    transient = not limit and (status in _TRANSIENT or status >= 500)
    told = ": ".join(filter(None, [kind, said]))
    return Heard(
        outcome="failed",
        detail=f"HTTP {status}" + (f" ({told})" if told else ""),
        remedy=_LIMIT
        if limit
        else _HOPELESS.get(status, _LATER if transient else "Report it, with this line."),
        lasting=not transient or headers.get("x-should-retry") == "false",
        hopeless=hopeless,
        unpaid=True,
        wait=wait_asked(headers, now),
    )


def wait_asked(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return the seconds that a Retry-After asks for, as a number or as a date; None without one."""
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            seconds = float(headers.get(name, "")) / unit
        except ValueError:
            continue
        return seconds if math.isfinite(seconds) and seconds >= 0 else None
    try:
        seconds = (parsedate_to_datetime(headers.get("retry-after", "")) - now).total_seconds()
    except (ValueError, TypeError, OverflowError):  # no date, or one without a zone
        return None
    return max(0.0, seconds)


def wait_before(heard: Heard, attempt: int) -> float:
    """Return the seconds to wait after failed call ``attempt``: what the server asked for, else 2, 4, 8."""
    return min(LONGEST_WAIT, heard.wait if heard.wait is not None else 2.0 ** min(attempt, 6))


def room(calls: Sequence[Call], wanted: int) -> int | None:
    """Return the ``max_tokens`` of the next call: doubled once after an answer that was cut there.

    None says that a doubled one was cut as well, or that no model answers with more.
    """
    cut = [call.max_tokens or wanted for call in calls if call.stop_reason == "max_tokens"]
    if not cut:
        return wanted
    doubled = min(2 * wanted, MOST_TOKENS)
    return doubled if max(cut) < doubled else None


def settled(reply: Reply, wanted: int) -> Unanswered | None:
    """Return why a request is not asked again on its own although it has no answer, or None if it may be."""
    last = reply.last
    if last is None:
        return None
    if last.outcome == "open" and last.batch is not None:
        return Unanswered(kind="held", reason=f"It waits in a batch; the next run fetches it. {_AGAIN}")
    if last.outcome == "open":
        return _silent(
            f"an earlier run was stopped while it waited, and the answer may have been paid for. {_AGAIN}"
        )
    if room(reply.calls, wanted) is None:
        return _silent(f"the answer was longer than max_tokens, and than twice as many. {_AGAIN}")
    lasting = last.outcome == "refused" or (last.outcome == "cut" and last.stop_reason is not None)
    if not lasting or last.stop_reason == "max_tokens":
        return None
    return _silent(f"{last.detail} on {last.asked_at:%Y-%m-%d}. {_AGAIN}")


def _silent(why: str) -> Unanswered:
    return Unanswered(kind="failed", reason=f"Claude gave no answer: {why}")


def answer_in(message: Mapping[str, Any]) -> str:
    """Return the text of a message: that of its text blocks, in their order."""
    content = message.get("content")
    blocks: Iterable[Any] = content if isinstance(content, list) else ()
    return "".join(
        block["text"]
        for block in blocks
        if isinstance(block, Mapping) and block.get("type") == "text" and isinstance(block.get("text"), str)
    )


def text_of(data: Mapping[str, Any] | None, name: str) -> str | None:
    """Return a value if it is a text."""
    value = data.get(name) if data is not None else None
    return value if isinstance(value, str) else None


def clean(data: Any, secrets: Sequence[str]) -> Any:
    """Return JSON data as it may be saved: no secret in it, and nothing that is no Unicode text."""
    if isinstance(data, str):
        for secret in secrets:
            data = data.replace(secret, "[key]")
        return data.encode("utf-8", "replace").decode()
    if isinstance(data, Mapping):
        return {clean(str(key), secrets): clean(value, secrets) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [clean(value, secrets) for value in data]
    return data


def savable(data: Any, secrets: Sequence[str]) -> Any:
    """Return data cleaned; raise ValueError or RecursionError for what couldn't be saved."""
    found = clean(data, secrets)
    json.dumps(found)
    return found


def sentence(text: str, secrets: Sequence[str] = ()) -> str:
    """Return a text from outside as one short line without secrets, for a message."""
    line = re.sub(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+", " ", str(clean(text, secrets))).strip()
    return line if len(line) <= 300 else line[:299] + "…"
