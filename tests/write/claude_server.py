"""A server of our own that speaks as much of the API as a test scripts: for what llmock can't be told to do.

Each request takes the next answer; with none left, a good one is made. ``seen`` holds what was asked and
whether its answer went out to the last byte, so that a test can say what a client may never do.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

USAGE = {"input_tokens": 1000, "output_tokens": 1}
MODEL = "claude-opus-5-5"


def event(kind: str, **data: Any) -> bytes:
    """Return one server-sent event."""
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **data})}\n\n".encode()


def stream(
    text: str = "An answer.",
    *,
    stop: str | None = "end_turn",
    model: str = MODEL,
    output: int = 500,
    usage: dict[str, Any] | None = None,
) -> list[bytes]:
    """Return the events of a whole message, its text in pieces of seven letters."""
    started = {
        "id": "msg_1", "type": "message", "role": "assistant", "content": [], "model": model,
        "stop_reason": None, "stop_sequence": None, "usage": usage or USAGE,
    }  # fmt: skip
    pieces = [text[place : place + 7] for place in range(0, len(text), 7)]
    return [
        event("message_start", message=started),
        event("content_block_start", index=0, content_block={"type": "text", "text": ""}),
        event("ping"),
        *(
            event("content_block_delta", index=0, delta={"type": "text_delta", "text": piece})
            for piece in pieces
        ),
        event("content_block_stop", index=0),
        event(
            "message_delta",
            delta={"stop_reason": stop, "stop_sequence": None},
            usage={"output_tokens": output},
        ),
        event("message_stop"),
    ]


@dataclass(frozen=True)
class Answer:
    """What is sent for one request; ``cut`` closes the connection without an end."""

    chunks: tuple[bytes, ...]
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("content-type", "text/event-stream"), ("request-id", "req_1"))
    cut: bool = False


@dataclass
class Seen:
    """One request: its path, headers and body, and whether its answer went out to the last byte."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any
    sent: bool = False


@dataclass
class ClaudeServer:
    """The scripted server; ``address`` is a base_url, ``pause`` is called before each chunk and the end."""

    address: str = ""
    answers: list[Answer] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    pause: Callable[[int], object] = lambda _: None
    route: Callable[[Seen], Answer | None] = lambda _: None

    def answer(self, *answers: Answer) -> None:
        """Script the next answers."""
        self.answers += answers

    def next(self, seen: Seen) -> Answer:
        """Return the answer to a request: by its route, else the next in the script, else a good one."""
        routed = self.route(seen)
        if routed is not None:
            return routed
        return self.answers.pop(0) if self.answers else Answer(tuple(stream(model=seen.body["model"])))


def failing(status: int, kind: str, *headers: tuple[str, str], code: str | None = None) -> Answer:
    """Return an error as the API gives it."""
    details = {"details": {"error_code": code}} if code else {}
    body = {"type": "error", "error": {"type": kind, "message": "It went wrong.", **details}}
    return Answer((json.dumps(body).encode(),), status, (("content-type", "application/json"), *headers))


@contextmanager
def serving() -> Iterator[ClaudeServer]:
    """Serve on a free port of this machine until the block ends."""
    script = ClaudeServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def _serve(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            headers = {name.lower(): value for name, value in self.headers.items()}
            seen = Seen(self.command, self.path, headers, body)
            script.seen.append(seen)
            answer = script.next(seen)
            self.close_connection = True
            try:
                self._send(answer)
            except OSError:
                return  # whoever asked is gone
            seen.sent = not answer.cut

        def _send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            for name, value in (*answer.headers, ("transfer-encoding", "chunked"), ("connection", "close")):
                self.send_header(name, value)
            self.end_headers()
            for number, chunk in enumerate(answer.chunks):
                script.pause(number)
                self.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
            script.pause(len(answer.chunks))
            if not answer.cut:
                self.wfile.write(b"0\r\n\r\n")

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    script.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
