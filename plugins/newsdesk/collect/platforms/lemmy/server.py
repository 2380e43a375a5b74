"""One Lemmy server: which version of the API it speaks, and its answers.

Version 3 is spoken up to 0.19, version 4 from 1.0 on
(https://github.com/LemmyNet/lemmy-docs/blob/main/src/contributors/09-api-v4.md). 1.0 still answers as version
3, but with only the first page of comments and no single ones, so that 4 is tried first
(https://github.com/LemmyNet/lemmy/blob/main/crates/api/routes_v3/src/handlers.rs).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newsdesk.collect import fediverse
from newsdesk.collect.answers import FetchError
from newsdesk.collect.payload import at, from_json, text

if TYPE_CHECKING:
    from newsdesk.collect.http import Client

#: Seconds between two requests: each server sets its own limits, the usual ones are far above this.
SPACING = 1.0


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
    configured: bool
    version: int | None = field(default=None, init=False)
    _refusal: Refusal | None = field(default=None, init=False)

    async def find_version(self) -> Refusal | None:
        """Find out which version of the API it speaks; return why that can't be told. It is asked once."""
        if self.version is None and self._refusal is None:
            self.client.pace(self.base_url, SPACING, 1)
            self._refusal = await self._try_versions()
        return self._refusal

    async def get(self, path: str, params: Mapping[str, str | int]) -> Any | Refusal:
        """Return the JSON value of an answer, or why there is none."""
        refusal = await self.find_version()
        return refusal or await self._get(self.version or 3, path, params)

    async def _try_versions(self) -> Refusal | None:
        first = None
        for version in (4, 3):
            found = await self._get(version, "site", {})
            if not isinstance(found, Refusal) and isinstance(at(found, "site_view"), dict):
                self.version = version
                return None
            first = first or (found if isinstance(found, Refusal) else None)
            if first and first.temporary:
                break
        return first or Refusal("answers, but not as a Lemmy server does")

    async def _get(self, version: int, path: str, params: Mapping[str, str | int]) -> Any | Refusal:
        address = f"{self.base_url}/api/v{version}/{path}"
        found = await self.client.fetch(address, configured=self.configured, params=params)
        if isinstance(found, FetchError):
            words = _error(found.body) or ""
            unknown = found.status == 410 or "not_found" in words or "couldnt_find" in words
            return Refusal(fediverse.said(found, _error), unknown, found.temporary)
        try:
            data = from_json(found.body)
        except ValueError as error:
            return Refusal(f"expected an answer of Lemmy's API, found {error}")
        fault = text(data, "error")
        return Refusal(fault) if fault else data


def _error(body: bytes) -> str | None:
    """Return what an error says in a word; a page of HTML says nothing."""
    try:
        return text(from_json(body), "error")
    except ValueError:
        return None
