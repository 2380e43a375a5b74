"""One Lemmy server: which version of the API it speaks, and its answers.

Version 3 is spoken up to 0.19, version 4 from 1.0 on, which still knows most of version 3:
https://join-lemmy.org/docs/contributors/04-api.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from newsdesk.collect import fediverse
from newsdesk.collect.answers import FetchError
from newsdesk.collect.payload import Payload, from_json
from newsdesk.collect.platforms.lemmy import answers
from newsdesk.collect.platforms.lemmy.views import Rules

if TYPE_CHECKING:
    from newsdesk.collect.http import Client

#: Seconds between two requests: each server sets its own limits, the usual ones are far above this.
SPACING = 1.0
_SITE = "an instance"


@dataclass(frozen=True)
class Refusal:
    """Why a server gives no answer; ``gone`` says that it knows of nothing there."""

    reason: str
    gone: bool = False
    temporary: bool = False


@dataclass
class Server:
    """A server that is asked, at ``base_url``; ``configured`` says that the operator wrote that address."""

    client: Client
    base_url: str
    now: datetime
    configured: bool
    version: int | None = field(default=None, init=False)

    async def find_version(self) -> Refusal | None:
        """Find out which version of the API it speaks; return why that can't be told."""
        self.client.pace(self.base_url, SPACING, 1)
        refusal = None
        for version in (3, 4):
            found = await self._get(version, "site", {})
            if not isinstance(found, Refusal) and self._understood(found).what == _SITE:
                self.version = version
                return None
            refusal = refusal or (found if isinstance(found, Refusal) else None)
            if refusal and refusal.temporary:
                break
        return refusal or Refusal("answers, but not as a Lemmy server does")

    async def get(self, path: str, params: Mapping[str, str | int]) -> Any | Refusal:
        """Return the JSON value of an answer, or why there is none."""
        if self.version is None and (refusal := await self.find_version()):
            return refusal
        return await self._get(self.version or 3, path, params)

    async def _get(self, version: int, path: str, params: Mapping[str, str | int]) -> Any | Refusal:
        address = f"{self.base_url}/api/v{version}/{path}"
        found = await self.client.fetch(address, configured=self.configured, params=params)
        if isinstance(found, FetchError):
            words = self._error(found.body) or ""
            unknown = found.status == 410 or "not_found" in words or "couldnt_find" in words
            return Refusal(fediverse.said(found, self._error), unknown, found.temporary)
        try:
            data = from_json(found.body)
        except ValueError as error:
            return Refusal(f"expected an answer of Lemmy's API, found {error}")
        fault = self._understood(data).error
        return Refusal(fault) if fault else data

    def _understood(self, data: Any) -> Payload:
        return answers.understood(data, self.base_url, self.now, Rules())

    def _error(self, body: bytes) -> str | None:
        payload = answers.read(body, self.base_url, self.now)
        return payload.error if payload.what == "an error" else None
