"""One request as the platforms see it, and the answer that they give."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Request:
    """What was asked. With ``endless`` no page is ever the last, and every page is the first.

    ``count`` is which request of its host it is, from 1.
    """

    method: str
    host: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    count: int = 1
    endless: bool = False

    def get(self, name: str, default: str = "") -> str:
        """Return a parameter's first value."""
        return self.query.get(name, [default])[0]

    def number(self, name: str, default: int, most: int = 10**9) -> int:
        """Return a parameter that is a whole number, at most ``most``."""
        told = self.get(name)
        return min(int(told), most) if told.isdigit() else default

    def page(self, name: str) -> str:
        """Return the parameter that asks for a page; in an endless listing it is ignored."""
        return "" if self.endless else self.get(name)

    def token(self, told: str | None) -> str | None:
        """Return what asks for the next page; in an endless listing there is always one, and always new."""
        return f"{told or 'more'}~{self.count}" if self.endless else told

    def total(self, told: int) -> int:
        """Return how many there are in all; in an endless listing more than anybody can read."""
        return 10**9 if self.endless else told

    @property
    def home(self) -> str:
        """Return the address that the platform was asked at."""
        return f"http://{self.headers.get('host', self.host)}"


@dataclass(frozen=True)
class Answer:
    """What is sent back."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def in_json(data: Any, status: int = 200, **headers: str) -> Answer:
    """Return JSON as an answer."""
    told = {"content-type": "application/json; charset=utf-8", **headers}
    return Answer(json.dumps(data, ensure_ascii=False).encode(), status, told)


def in_xml(text: str, kind: str) -> Answer:
    """Return a document of XML as an answer."""
    return Answer(text.encode(), headers={"content-type": f"{kind}; charset=utf-8"})
