"""The WebSocket client against servers that speak, fall silent, break off and lead astray."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import aclosing, closing, contextmanager
from http import HTTPStatus

import pytest
from websockets.http11 import Request, Response
from websockets.sync.server import ServerConnection

from newsdesk.collect import stream
from newsdesk.collect.answers import FetchError, Limits
from stream_server import speaking

QUICK = Limits(connect=0.5, read=0.3)


def heard(address: str, *, configured: bool = True, most: int = 100) -> list[bytes | FetchError]:
    """Return what a server says, up to as many messages."""

    async def run() -> list[bytes | FetchError]:
        found: list[bytes | FetchError] = []
        said = stream.messages(address, user_agent="newsdesk/1", limits=QUICK, configured=configured)
        async with aclosing(said):
            async for message in said:
                found.append(message)
                if len(found) == most:
                    break
        return found

    return asyncio.run(run())


def fault(address: str, **more: bool) -> FetchError:
    """Return why a server could not be heard."""
    (found,) = heard(address, **more)
    assert isinstance(found, FetchError)
    return found


def test_what_is_said_is_heard_in_order_up_to_the_silence() -> None:
    """Texts and bytes arrive as bytes; a server that falls silent is left without a complaint."""
    greeted: list[str | None] = []

    def talk(server: ServerConnection) -> None:
        assert server.request is not None
        greeted.append(server.request.headers.get("User-Agent"))
        for word in ("one", b"two", "drei · 三"):
            server.send(word)
        server.recv(timeout=2)

    with speaking(talk) as address:
        assert heard(address) == [b"one", b"two", "drei · 三".encode()]
    assert greeted == ["newsdesk/1"]


def test_a_server_that_never_ends_is_left_when_we_have_enough() -> None:
    """Closing the iterator closes the connection."""
    left = threading.Event()

    def talk(server: ServerConnection) -> None:
        try:
            while True:
                server.send("again")
        finally:
            left.set()

    with speaking(talk) as address:
        assert heard(address, most=5) == [b"again"] * 5
        assert left.wait(5)


def test_a_connection_that_ends_is_a_temporary_fault() -> None:
    """What was heard before stays."""
    with speaking(lambda server: server.send("one")) as address:
        one, end = heard(address)
    assert one == b"one"
    assert isinstance(end, FetchError)
    assert (end.temporary, end.reason.startswith("the connection ended")) == (True, True)


def test_a_message_that_is_too_large_ends_the_stream() -> None:
    """Size counts unpacked: a megabyte of nothing is small on the wire."""

    def talk(server: ServerConnection) -> None:
        server.send("x" * (stream.LARGEST_MESSAGE + 1))
        server.recv(timeout=2)

    with speaking(talk) as address:
        assert "1009" in fault(address).reason


@pytest.mark.parametrize(
    ("status", "temporary"), [(404, False), (403, False), (429, True), (503, True), (302, False)]
)
def test_a_refusal_is_told_with_its_status(status: int, temporary: bool) -> None:
    """Whether it may pass is told by the status; a redirect is not followed."""

    def refuse(server: ServerConnection, _: Request) -> Response:
        answer = server.respond(HTTPStatus(status), "no")
        answer.headers["Location"] = "ws://10.0.0.1/"
        return answer

    with speaking(lambda _: None, refuse) as address:
        found = fault(address)
    assert found.temporary is temporary
    assert found.status == status or status == 302


@contextmanager
def listening(answer: bytes | None) -> Iterator[str]:
    """Give the address of a server that knows no WebSocket: it answers that, or nothing for a while."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def serve() -> None:
            with server.accept()[0] as wire:
                wire.settimeout(2)
                wire.recv(4096)
                wire.sendall(answer) if answer is not None else wire.recv(1)

        threading.Thread(target=serve, daemon=True).start()
        yield f"ws://127.0.0.1:{server.getsockname()[1]}/"


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 200 OK\r\n\r\nhello", b"220 mail.example ESMTP\r\n", None]
)
def test_what_is_no_stream_is_a_fault(answer: bytes | None) -> None:
    """A web server, another protocol, an end or silence instead of a greeting."""
    with listening(answer) as address:
        assert fault(address).reason


def test_nobody_there_is_a_temporary_fault() -> None:
    """A closed port may be open in the next run."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
    assert fault(f"ws://127.0.0.1:{port}/").temporary


@pytest.mark.parametrize(
    ("address", "configured", "told"),
    [
        ("ws://127.0.0.1:9/", False, "at a private address, which is refused"),
        ("ws://localhost:9/", False, "at a private address, which is refused"),
        ("ws://10.0.0.1/", False, "at a private address, which is refused"),
        ("ws://2130706433:9/", True, "at a private address, which is refused"),
        ("wss://[::ffff:127.0.0.1]/", False, "at a private address, which is refused"),
        ("http://127.0.0.1/", True, "not the address of a stream"),
        ("file:///etc/passwd", True, "not the address of a stream"),
        ("ws://", True, "not the address of a stream"),
        ("ws://127.0.0.1:99999/", True, "not the address of a stream"),
        ("", True, "not the address of a stream"),
        ("ws://[::1", True, "not the address of a stream"),
    ],
)
def test_private_and_other_addresses_are_refused(address: str, configured: bool, told: str) -> None:
    """Only an address that the operator wrote as such may be private; disguises of one never."""
    found = fault(address, configured=configured)
    assert told in found.reason
    assert not found.temporary
