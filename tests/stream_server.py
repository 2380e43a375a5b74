"""A WebSocket server on loopback that says what it is told to."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator

from websockets.http11 import Request, Response
from websockets.sync.server import ServerConnection, serve

#: What is said to a client, and what is answered to its greeting instead; None greets back.
Talk = Callable[[ServerConnection], None]
Greeting = Callable[[ServerConnection, Request], Response | None]


@contextlib.contextmanager
def speaking(talk: Talk, greeting: Greeting | None = None) -> Iterator[str]:
    """Give the address of a server that talks to whoever connects; it is gone afterwards."""

    def polite(connection: ServerConnection) -> None:
        with contextlib.suppress(Exception):  # the client may have had enough
            talk(connection)

    with serve(polite, "127.0.0.1", 0, process_request=greeting, close_timeout=0.2) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"ws://127.0.0.1:{server.socket.getsockname()[1]}"
        server.shutdown()
