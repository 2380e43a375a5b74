"""An AppView on loopback: posts in memory, listed, searched and shown as Bluesky's servers do."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
PASSWORD = "abcd-efgh-ijkl-mnop"
#: What a fault does with a request, and how many of its method came before: None lets it pass.
Fault = Callable[[Request, int], Response | None]


def uri(rkey: str, name: str = "ada") -> str:
    """Return the address of a post."""
    return f"at://did:plc:{name}3example/app.bsky.feed.post/{rkey}"


def stamp(moment: datetime) -> str:
    """Return a time as these servers write it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


def view(
    rkey: str, age: timedelta, *, name: str = "ada", text: str = "Open source AI again", **more: Any
) -> dict[str, Any]:
    """Return a post of that age, as a server shows it."""
    created = stamp(NOW - age)
    return {
        "uri": uri(rkey, name),
        "author": {"did": f"did:plc:{name}3example", "handle": f"{name}.example.org", "labels": []},
        "record": {"$type": "app.bsky.feed.post", "createdAt": created, "langs": ["en"], "text": text},
        "indexedAt": created,
        "likeCount": 0,
        "labels": [],
        **more,
    }


def said(status: int, name: str, message: str, **headers: str) -> Response:
    """Return a refusal in the words of the protocol."""
    body = json.dumps({"error": name, "message": message})
    return Response(body, status=status, headers=headers, content_type="application/json")


@dataclass
class AppView:
    """The server: ``posts`` it knows, ``asked`` of it so far, ``faults`` by method."""

    server: HTTPServer
    posts: list[dict[str, Any]] = field(default_factory=list)
    threads: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    faults: dict[str, Fault] = field(default_factory=dict)
    tokens: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Answer every method of the protocol."""
        for method, answer in {
            "app.bsky.feed.getAuthorFeed": self._feed,
            "app.bsky.feed.getFeed": self._feed,
            "app.bsky.feed.getListFeed": self._feed,
            "app.bsky.feed.searchPosts": self._search,
            "app.bsky.feed.getPosts": self._some,
            "app.bsky.feed.getPostThread": self._thread,
            "com.atproto.server.createSession": self._session,
        }.items():
            self.server.expect_request(f"/xrpc/{method}").respond_with_handler(self._heard(method, answer))

    @property
    def url(self) -> str:
        """Where it is."""
        return self.server.url_for("/").rstrip("/")

    def times(self, method: str) -> int:
        """How often a method was asked."""
        return sum(name.endswith(method) for name, _ in self.asked)

    def _heard(self, method: str, answer: Callable[[Request], Response]) -> Callable[[Request], Response]:
        def handle(request: Request) -> Response:
            before = self.times(method)
            self.asked.append((method, request.args.to_dict(flat=False)))
            fault = self.faults.get(method.rpartition(".")[2])
            return (fault and fault(request, before)) or answer(request)

        return handle

    def _newest_first(self) -> list[dict[str, Any]]:
        return sorted(self.posts, key=lambda post: (post["indexedAt"], post["uri"]), reverse=True)

    def _feed(self, request: Request) -> Response:
        limit, before = int(request.args["limit"]), request.args.get("cursor", "9")
        older = [post for post in self._newest_first() if post["indexedAt"] < before]
        page = {"feed": [{"post": post} for post in older[:limit]]}
        return _json(page | ({"cursor": older[limit - 1]["indexedAt"]} if len(older) > limit else {}))

    def _search(self, request: Request) -> Response:
        if request.headers.get("Authorization") not in [f"Bearer {token}" for token in self.tokens[-1:]]:
            return said(401, "AuthMissing", "Authentication Required")
        limit, since = int(request.args["limit"]), request.args["since"]
        until = request.args.get("until", "9")
        found = [post for post in self._newest_first() if since <= post["indexedAt"] < until]
        return _json({"posts": found[:limit]} | ({"cursor": str(limit)} if len(found) > limit else {}))

    def _some(self, request: Request) -> Response:
        asked = request.args.getlist("uris")
        assert len(asked) <= 25
        return _json({"posts": [post for post in self.posts if post["uri"] in asked]})

    def _thread(self, request: Request) -> Response:
        thread = self.threads.get(request.args["uri"])
        return _json(thread) if thread else said(400, "NotFound", "Post not found")

    def _session(self, request: Request) -> Response:
        if request.get_json() != {"identifier": "desk.example.org", "password": PASSWORD}:
            return said(401, "AuthenticationRequired", "Invalid identifier or password")
        self.tokens.append(f"secret-token-{len(self.tokens)}")
        return _json(
            {"accessJwt": self.tokens[-1], "refreshJwt": "r", "handle": "desk.example.org", "did": "did:x"}
        )


def _json(data: Any) -> Response:
    return Response(json.dumps(data), content_type="application/json")
