"""The world's server: one port on many hosts of loopback, a host for each platform, and its own log."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import uvicorn

from . import mischief
from .asking import Answer, Request
from .history import History
from .replaying import Recordings
from .wire import arxiv, bluesky, hackernews, lemmy, mastodon, news, reddit, x, youtube

#: Where each platform is. Hosts are apart because politeness is owed to each alone.
HOSTS = {
    "arxiv": "127.0.0.1",
    "bluesky": "127.0.0.2",
    "hackernews": "127.0.0.3",
    "lemmy": "127.0.0.4",
    "mastodon": "127.0.0.5",
    "news": "127.0.0.6",
    "reddit": "127.0.0.7",
    "x": "127.0.0.8",
    "youtube": "127.0.0.9",
}
#: More papers: hosts of news alone, one for each mischief.
PAPERS = tuple(f"127.0.1.{number}" for number in range(1, 17))
_PLATFORM = {host: name for name, host in HOSTS.items()}
_WIRE = {
    "arxiv": arxiv,
    "bluesky": bluesky,
    "hackernews": hackernews,
    "lemmy": lemmy,
    "mastodon": mastodon,
    "news": news,
    "reddit": reddit,
    "x": x,
    "youtube": youtube,
}


@dataclass
class Seen:
    """One request as the server saw it: when it came and when it was answered, by the monotonic clock."""

    at: float
    host: str
    path: str
    query: str
    client: int
    until: float | None = None


@dataclass
class World:
    """What the platforms say, how they misbehave, and what they were asked.

    ``histories`` are those of platforms that have one of their own. ``mischief`` names what goes wrong with a
    request, None for nothing. ``pause`` is how many seconds an answer takes. ``watch`` is called with each
    request as it comes, before it is answered.
    """

    history: History
    histories: Mapping[str, History] = field(default_factory=dict)
    mischief: Callable[[Request], str | None] = lambda _: None
    pause: float = 0.0
    watch: Callable[[Request], None] = lambda _: None
    recordings: Recordings = field(default_factory=Recordings)
    port: int = 0
    log: list[Seen] = field(default_factory=list)
    _asked: Counter[str] = field(default_factory=Counter)

    def forget(self) -> None:
        """Begin a new log."""
        self.log.clear()
        self._asked.clear()

    def address(self, platform: str) -> str:
        """Return where a platform is."""
        return f"http://{HOSTS[platform]}:{self.port}"

    async def __call__(self, scope: Mapping[str, Any], receive: Any, send: Any) -> None:
        """Answer one request, or stream (ASGI)."""
        host, query = scope["server"][0], scope["query_string"].decode()
        seen = Seen(time.monotonic(), host, scope["path"], query, scope["client"][1])
        self.log.append(seen)
        self._asked[host] += 1
        request = Request(
            method=scope.get("method", "GET"),
            host=host,
            path=scope["path"],
            query=parse_qs(query, keep_blank_values=True),
            headers={name.decode().lower(): value.decode("latin-1") for name, value in scope["headers"]},
            body=await _body(receive) if scope["type"] == "http" else b"",
            count=self._asked[host],
        )
        self.watch(request)
        if self.pause:
            await asyncio.sleep(self.pause)
        try:
            if scope["type"] == "websocket":
                await self._stream(request, receive, send)
            else:
                name = self.mischief(request)
                good = self._good(mischief.prepared(name, request))
                await mischief.send_answer(name, request, good, send)
        finally:
            seen.until = time.monotonic()

    def _good(self, request: Request) -> Answer:
        platform = _PLATFORM.get(request.host, "news")
        recorded = self.recordings.find(platform, request)
        history = self.histories.get(platform, self.history)
        found = recorded or _WIRE[platform].answer(request, history)
        return found or Answer(b"nothing is here", 404, {"content-type": "text/plain"})

    async def _stream(self, request: Request, receive: Any, send: Any) -> None:
        """Send the events since the cursor, then what passes by until the other side has heard enough."""
        await receive()
        await send({"type": "websocket.accept"})
        now = time.time()
        told = request.get("cursor")
        cursor = int(told) if told.isdigit() else int(now * 1e6)
        listening = asyncio.ensure_future(_hung_up(receive))
        try:
            for text in bluesky.events(self.history, cursor):
                if listening.done():
                    return
                await send({"type": "websocket.send", "text": text})
            while not listening.done():
                await send({"type": "websocket.send", "text": bluesky.passing(time.time())})
                await asyncio.sleep(0.2)
        except (OSError, RuntimeError):
            return  # the other side is gone
        finally:
            listening.cancel()


@contextmanager
def served(world: World) -> Iterator[World]:
    """Serve a world in a thread, on a free port of all its hosts."""
    sockets = _sockets()
    world.port = sockets[0].getsockname()[1]
    options = uvicorn.Config(
        world,
        lifespan="off",
        ws="websockets-sansio",
        log_level="critical",
        access_log=False,
        timeout_graceful_shutdown=0,
        backlog=256,
    )
    server = uvicorn.Server(options)
    thread = threading.Thread(target=server.run, args=(sockets,), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield world
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        for one in sockets:
            one.close()


def _sockets() -> list[socket.socket]:
    """Return a socket on every host, all on one port."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        sockets: list[socket.socket] = []
        try:
            for host in (*HOSTS.values(), *PAPERS):
                one = socket.socket()
                sockets.append(one)
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                one.bind((host, port))
                one.listen(256)
        except OSError:  # somebody was faster on one of them
            for one in sockets:
                one.close()
        else:
            return sockets


async def _body(receive: Any) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body


async def _hung_up(receive: Any) -> None:
    while (await receive())["type"] != "websocket.disconnect":
        pass
