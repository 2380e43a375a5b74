"""The one WebSocket client, as guarded as the HTTP client: what a server sends, one message after the other.

ws and wss only. A name is resolved first, and the socket is connected to an address that was checked; a
private one is used only where the operator wrote it. Time to connect, silence and the size of a message are
bounded. A remote fault is a value, never an exception.

The only module that imports a WebSocket library (https://websockets.readthedocs.io/).
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncGenerator
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from newsdesk.collect.addresses import is_public, names_private_place
from newsdesk.collect.answers import FetchError, Limits
from newsdesk.collect.plaintext import one_line

#: Bytes of one message, unpacked.
LARGEST_MESSAGE = 1 << 20
_PORTS = {"ws": 80, "wss": 443}


async def messages(
    address: str, *, user_agent: str, limits: Limits, configured: bool = False
) -> AsyncGenerator[bytes | FetchError]:
    """Yield what the server at an address sends; as the last, why there is no more.

    Ends without a reason when nothing has come for ``limits.read`` seconds. ``configured`` says that the
    operator wrote this address: only then may it be a private one. Close the iterator to close the
    connection.
    """
    wire = await _wired(address, limits, own=configured)
    server = wire if isinstance(wire, FetchError) else await _greeted(address, wire, user_agent, limits)
    if isinstance(server, FetchError):
        yield server
        return
    async with server:
        while (said := await _next(server, limits.read)) is not None:
            yield said
            if isinstance(said, FetchError):
                return


async def _next(server: ClientConnection, patience: float) -> bytes | FetchError | None:
    """Return the next message, why none will come, or None for silence."""
    try:
        async with asyncio.timeout(patience):
            return await server.recv(decode=False)
    except TimeoutError:
        return None
    except ConnectionClosed as error:
        return FetchError(f"the connection ended ({_reason(error)})", temporary=True)


async def _greeted(
    address: str, wire: socket.socket, user_agent: str, limits: Limits
) -> ClientConnection | FetchError:
    """Return the stream that the host at the other end of the wire opens, or why it doesn't."""
    try:
        return await connect(
            address,
            sock=wire,
            proxy=None,  # through a proxy we could not see what we connect to
            user_agent_header=user_agent,
            open_timeout=limits.connect,
            close_timeout=1,
            max_size=LARGEST_MESSAGE,
        )
    except InvalidStatus as error:
        status = error.response.status_code
        lasting = 400 <= status < 500 and status not in (408, 425, 429)
        fault = FetchError(f"answered {status} instead of a stream", temporary=not lasting, status=status)
    except (WebSocketException, OSError, EOFError, ValueError) as error:
        fault = FetchError(_reason(error), temporary=isinstance(error, OSError | EOFError))
    except BaseException:
        wire.close()
        raise
    wire.close()
    return fault


async def _wired(address: str, limits: Limits, *, own: bool) -> socket.socket | FetchError:
    """Return a socket that is connected to the address's host, or why there is none."""
    place = _place(address)
    if place is None:
        return FetchError("not the address of a stream (ws or wss)", temporary=False)
    host, port = place
    allowed = own and names_private_place(host)
    try:
        async with asyncio.timeout(limits.connect):
            addresses = [one for one in await _resolved(host, port) if allowed or is_public(one)]
            if not addresses:
                return FetchError(f"{host} is at a private address, which is refused", temporary=False)
            return await _first_that_answers(addresses, port)
    except TimeoutError:
        return FetchError("no connection in time", temporary=True)
    except (OSError, UnicodeError) as error:
        return FetchError(f"no connection to {host} ({_reason(error)})", temporary=True)


async def _resolved(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[4][0]) for place in found))[:4]


async def _first_that_answers(addresses: list[str], port: int) -> socket.socket:
    """Return a socket connected to the first address that can be; raises the last one's OSError."""
    for number, address in enumerate(addresses, 1):
        wire = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
        wire.setblocking(False)
        try:
            await asyncio.get_running_loop().sock_connect(wire, (address, port))
        except BaseException as error:
            wire.close()
            if number == len(addresses) or not isinstance(error, OSError):
                raise
        else:
            return wire
    raise AssertionError("the last address returns or raises")


def _place(address: str) -> tuple[str, int] | None:
    """Return host and port of a stream's address, None for anything else."""
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    return (parts.hostname, port) if parts.hostname and port and parts.scheme in _PORTS else None


def _reason(error: Exception) -> str:
    return one_line(str(error))[:200] or type(error).__name__
