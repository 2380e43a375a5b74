"""The API's batches on this machine: created, listed, looked at and fetched, with the faults of a test."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from claude_server import Answer, ClaudeServer, Seen, failing

JSON = (("content-type", "application/json"),)
COUNTS = ("processing", "succeeded", "errored", "canceled", "expired")


def _message(text: str, model: str) -> dict[str, Any]:
    return {
        "id": "msg_1", "type": "message", "role": "assistant", "model": model, "stop_sequence": None,
        "content": [{"type": "text", "text": text}], "stop_reason": "end_turn",
        "usage": {"input_tokens": 1000, "output_tokens": 500, "service_tier": "batch"},
    }  # fmt: skip


@dataclass
class BatchServer:
    """Batches by id, in the order of their creation; ``fates`` are what becomes of an entry, by its prompt.

    With ``create`` the answer that holds the id breaks off: the batch is made (unheard), or isn't (lost).
    """

    server: ClaudeServer
    now: datetime
    done: bool = True
    fates: dict[str, str] = field(default_factory=dict)
    results_url: str = ""
    create: Literal["heard", "unheard", "lost"] = "heard"
    batches: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    extra: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Take the server's requests for batches."""
        self.server.route = self.route

    def route(self, seen: Seen) -> Answer | None:
        """Answer what concerns batches."""
        head, _, rest = seen.path.partition("?")[0].partition("/v1/messages/batches")
        if head or "batches" not in seen.path:
            return None
        if seen.method == "POST":
            return self._create(seen.body["requests"])
        if not rest:
            page = [self._state(name) for name in reversed(self.batches)]
            return self._json({"data": page, "has_more": False, "first_id": None, "last_id": None})
        name, _, results = rest.strip("/").partition("/")
        if name not in self.batches:
            return failing(404, "not_found_error")
        return self._results(name) if results else self._json(self._state(name))

    @property
    def created(self) -> list[Seen]:
        """The requests that created a batch."""
        return [seen for seen in self.server.seen if seen.method == "POST" and "batches" in seen.path]

    def _create(self, requests: list[dict[str, Any]]) -> Answer:
        name = f"msgbatch_{len(self.batches) + 1}"
        if self.create != "lost":
            self.batches[name] = requests
        if self.create != "heard":
            return Answer((b"{",), 200, JSON, cut=True)
        return self._json(self._state(name))

    def _state(self, name: str) -> dict[str, Any]:
        counts = dict.fromkeys(COUNTS, 0) | {"processing": len(self.batches[name])}
        return {
            "id": name,
            "type": "message_batch",
            "processing_status": "ended" if self.done else "in_progress",
            "request_counts": counts,
            "created_at": self.now.isoformat(),
            "expires_at": self.now.isoformat(),
            "ended_at": None,
            "archived_at": None,
            "cancel_initiated_at": None,
            "results_url": self.results_url or f"{self.server.address}/v1/messages/batches/{name}/results",
        }

    def _results(self, name: str) -> Answer:
        lines = [self._result(entry) for entry in reversed(self.batches[name])]  # in any order
        return Answer(tuple(f"{line}\n".encode() for line in [*self.extra, *filter(None, lines)]), 200, JSON)

    def _result(self, entry: dict[str, Any]) -> str | None:
        prompt = entry["params"]["messages"][0]["content"]
        fate = self.fates.get(prompt, "succeeded")
        result: dict[str, Any] = {"type": fate}
        if fate == "missing":
            return None
        if fate == "succeeded":
            result["message"] = _message(f"Answer to: {prompt}", entry["params"]["model"])
        if fate == "errored":
            error = {"type": "invalid_request_error", "message": "Too long."}
            result["error"] = {"type": "error", "error": error}
        return json.dumps({"custom_id": entry["custom_id"], "result": result})

    def _json(self, data: Any) -> Answer:
        return Answer((json.dumps(data).encode(),), 200, JSON)
