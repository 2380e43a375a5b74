"""What a fetch gives: an answer or the reason why there is none; and the limits it is held to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from newsdesk import __version__


@dataclass(frozen=True)
class Limits:
    """How long, how much and how often; times in seconds.

    ``total`` bounds one request with its body, ``attempts`` the tries, ``wait`` the longest pause that a
    site can ask of us (a longer one ends the fetch), ``body`` the decoded bytes, ``fresh`` how long a
    stored answer may be used unasked where the site allows it, ``spacing`` the pause between two requests
    to one host, ``connections`` the requests under way at once.
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    attempts: int = 3
    backoff: float = 1.0
    wait: float = 60.0
    body: int = 10 << 20
    redirects: int = 5
    fresh: int = 3600
    spacing: float = 1.0
    connections: int = 16


@dataclass(frozen=True)
class Pace:
    """How one host is asked: at least ``spacing`` seconds between requests, so many under way ``at_once``."""

    spacing: float
    at_once: int


@dataclass(frozen=True)
class Response:
    """An answer: the address it came from in the end, its body decoded, and whether it is the stored one.

    ``headers`` go by their names in lower case; several of one name are joined by commas.
    """

    url: str
    body: bytes
    content_type: str | None
    unchanged: bool
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FetchError:
    """Why there is no answer. A temporary fault may be gone in the next run; a permanent one wants a person.

    ``retry_after`` is what the site asked for, in seconds. ``body`` is the beginning of what it answered with
    a status that is an error: some platforms say there what is wrong.
    """

    reason: str
    temporary: bool
    status: int | None = None
    retry_after: float | None = None
    body: bytes = b""

    def __str__(self) -> str:
        """Return the line that is printed for it."""
        remedy = "the next run tries again" if self.temporary else "see whether the address is still right"
        return f"{self.reason}; {remedy}"


class Failed(Exception):  # noqa: N818  # what carries a FetchError to the retries; the client returns it
    """A request that gave no answer. ``again`` says that it wasn't taken, so a post may be repeated."""

    def __init__(self, reason: str, *, temporary: bool = False, again: bool = False, **details: Any) -> None:
        """Take the reason and what else a FetchError holds."""
        super().__init__(reason)
        self.error = FetchError(reason, temporary, **details)
        self.again = again


def user_agent(contact: str | None) -> str:
    """Return how we call ourselves, with the contact for site owners where the settings give one."""
    told = re.sub(r"[^\x21-\x7e ]", "", contact or "").strip()
    return f"newsdesk/{__version__} (+{told})" if told else f"newsdesk/{__version__}"
