"""How an answer goes wrong on purpose; each mischief by its name, with what it is."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import struct
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from .asking import Answer, Request

Send = Callable[[Mapping[str, Any]], Awaitable[None]]

#: A place on loopback that no newsroom's settings name.
INSIDE = "127.0.0.250"
BOMB_BYTES = 50 << 20
_ABSURD: tuple[Any, ...] = (None, 17, [[[]]], {"id": {"id": []}, "text": 5, "created_at": "tomorrow"})

#: Mischief that ends by itself, or that leaves the good part good: nothing may be lost to it.
HARMLESS = ("busy-once", "stumbles-once", "mistyped", "absurd")
#: Mischief of which the source must say that it failed, with a part of what it says.
HARMFUL = {
    "closed": "503",
    "fails": "500",
    "drips": "not answered in full",
    "breaks-off": "",
    "bombs": "more than 10,485,760 bytes",
    "leads-inside": "private address",
    "truncates": "",
    "sorry-page": "",
}
#: No page is ever the last: what was read is kept, and the run ends.
ENDLESS = "endless"


def prepared(name: str | None, request: Request) -> Request:
    """Return the request as a server with that mischief understands it."""
    return replace(request, endless=True) if name == ENDLESS else request


async def send_answer(name: str | None, request: Request, good: Answer, send: Send) -> None:
    """Send the answer, or what that mischief makes of it.

    What goes wrong "once" goes wrong at the first request of a host.
    """
    first = request.count == 1
    if name == "busy-once" and first:
        await _whole(Answer(b"slow down", 429, {"retry-after": "1"}), send)
    elif name == "stumbles-once" and first:
        await _whole(Answer(b"", 503), send)
    elif name == "closed":
        await _whole(Answer(b"back tomorrow", 503, {"retry-after": "86400"}), send)
    elif name == "fails":
        await _whole(Answer(b"Traceback (most recent call last)", 500), send)
    elif name == "drips":
        await _drip(good, send)
    elif name == "breaks-off":
        await _break_off(good, send)
    elif name == "bombs":
        await _whole(Answer(_bomb(), 200, {**good.headers, "content-encoding": "gzip"}), send)
    elif name == "leads-inside":
        await _whole(Answer(b"", 302, {"location": f"http://{INSIDE}{request.path}"}), send)
    else:
        await _whole(_changed(name, good), send)


def _changed(name: str | None, good: Answer) -> Answer:
    if name == "mistyped":
        return replace(good, headers={**good.headers, "content-type": "image/png"})
    if name == "truncates":
        return replace(good, body=good.body[: len(good.body) // 2])
    if name == "sorry-page":
        return Answer(b"<!doctype html><title>Sorry</title><p>Be right back.", 200, good.headers)
    if name == "absurd":
        return replace(good, body=_with_absurd_items(good.body))
    return good


async def _whole(answer: Answer, send: Send) -> None:
    headers = {**answer.headers, "content-length": str(len(answer.body))}
    await _head(answer.status, headers, send)
    await send({"type": "http.response.body", "body": answer.body})


async def _head(status: int, headers: Mapping[str, str], send: Send) -> None:
    told = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": told})


async def _drip(good: Answer, send: Send) -> None:
    """Send a byte every half second, for longer than anybody waits."""
    await _head(200, {**good.headers, "content-length": "100000"}, send)
    for place in range(2_000):
        await send({"type": "http.response.body", "body": good.body[place : place + 1], "more_body": True})
        await asyncio.sleep(0.5)


async def _break_off(good: Answer, send: Send) -> None:
    """Send half of the body and reset the connection."""
    await _head(200, {**good.headers, "content-length": str(len(good.body))}, send)
    half = good.body[: len(good.body) // 2]
    await send({"type": "http.response.body", "body": half, "more_body": True})
    await asyncio.sleep(0.05)
    transport = send.__self__.transport  # type: ignore[attr-defined]  # ASGI has no word for a reset
    wire = transport.get_extra_info("socket")
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


@cache
def _bomb() -> bytes:
    return gzip.compress(b" " * BOMB_BYTES, 9)


def _with_absurd_items(body: bytes) -> bytes:
    """Return a listing with items among the good ones that are none."""
    if body[:1] not in b"[{":
        mark = b"<entry>" if b"<entry>" in body else b"<item>"
        strange = mark + b"<published>soon</published><title/></" + mark[1:]
        return body.replace(mark, strange + mark, 1)
    data = json.loads(body)
    found = _longest_list(data)
    if found is not None and found:
        found[1:1] = _ABSURD
    return json.dumps(data).encode()


def _longest_list(data: Any) -> list[Any] | None:
    """Return the list of records in an answer: the longest one whose items are objects."""
    lists = [data] if isinstance(data, list) and data and isinstance(data[0], dict) else []
    inner = data.values() if isinstance(data, dict) else ()
    lists += [found for value in inner if (found := _longest_list(value)) is not None]
    return max(lists, key=len, default=None)
