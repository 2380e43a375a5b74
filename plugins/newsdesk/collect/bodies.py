"""The bodies of answers: decoded, bounded, and taken for nothing else than they are."""

from __future__ import annotations

import asyncio
import contextlib

import httpx2

from newsdesk.collect.answers import Failed
from newsdesk.collect.plaintext import one_line

#: What we ask for, and what is unpacked: nothing that only another library could.
ACCEPTED = "gzip, deflate"

_PIECE = 1 << 16
_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_MOST_ENCODINGS = 2


async def whole(response: httpx2.Response, most: int) -> bytes:
    """Return the decoded body; one of more than ``most`` bytes is left, so that the cache doesn't keep it."""
    _must_be_readable(response)
    body = bytearray()
    async with contextlib.aclosing(response.aiter_bytes(_PIECE)) as pieces:
        async for piece in pieces:
            body += piece
            if len(body) > most:
                raise Failed(f"more than {most:,} bytes")
    return bytes(body)


async def beginning(response: httpx2.Response, seconds: float) -> bytes:
    """Return the beginning of an error's body, as much as comes in that time."""
    body = bytearray()
    with contextlib.suppress(httpx2.HTTPError, TimeoutError, Failed):
        _must_be_readable(response)
        async with (
            asyncio.timeout(seconds),
            contextlib.aclosing(response.aiter_bytes(_PIECE)) as pieces,
        ):
            async for piece in pieces:
                body += piece
                if len(body) >= _PIECE:
                    break
    return bytes(body[:_PIECE])


def _must_be_readable(response: httpx2.Response) -> None:
    """Raise Failed for a body in an encoding that we didn't ask for: it would pass for what it isn't."""
    told = response.headers.get("content-encoding", "").lower().split(",")
    encodings = [name.strip() for name in told]
    if not _ENCODINGS.issuperset(encodings) or len(encodings) > _MOST_ENCODINGS:
        raise Failed(f"is packed in a way that wasn't asked for ({one_line(', '.join(encodings))[:60]})")
