"""A built folder over loopback as GitHub Pages serves it: gzip, cache headers, 404.html, folder indexes."""

from __future__ import annotations

import gzip
import mimetypes
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml",
    ".js": "application/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
_PACKED = ("text/", "application/json", "application/xml", "application/javascript", "image/svg+xml")


@contextmanager
def served(folder: Path, base: str = "") -> Iterator[str]:
    """Serve a folder under ``base`` (such as ``/sub/path``); give its address without a slash at the end."""
    handler = type("Handler", (_Handler,), {"folder": folder.resolve(), "base": base})
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{base}"
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went on before it had everything."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder: Path
    base: str

    def do_GET(self) -> None:
        """Answer with a file, a redirection to a folder, or 404.html."""
        path = unquote(urlsplit(self.path).path)
        inside = path == self.base or path.startswith(self.base + "/")
        target = (self.folder / path.removeprefix(self.base).lstrip("/")).resolve()
        if not inside or not target.is_relative_to(self.folder):
            self._send(HTTPStatus.NOT_FOUND, self.folder / "404.html")
        elif target.is_dir() and not path.endswith("/"):
            self._answer(HTTPStatus.MOVED_PERMANENTLY, b"", {"Location": path + "/"})
        elif (file := target / "index.html" if target.is_dir() else target).is_file():
            self._send(HTTPStatus.OK, file)
        else:
            self._send(HTTPStatus.NOT_FOUND, self.folder / "404.html")

    do_HEAD = do_GET  # noqa: N815 - the name that the server calls

    def _send(self, status: HTTPStatus, file: Path) -> None:
        body = file.read_bytes() if file.is_file() else b"There is nothing here."
        kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        tag = f'"{sha256(body).hexdigest()[:20]}"'
        headers = {
            "Content-Type": kind,
            "Cache-Control": "max-age=600",
            "ETag": tag,
            "Vary": "Accept-Encoding",
        }
        if status == HTTPStatus.OK and self.headers.get("If-None-Match") == tag:
            self._answer(HTTPStatus.NOT_MODIFIED, b"", headers)
            return
        if kind.startswith(_PACKED) and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 6, mtime=0)
            headers["Content-Encoding"] = "gzip"
        self._answer(status, body, headers)

    def _answer(self, status: HTTPStatus, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""
