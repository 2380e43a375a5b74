"""What goes with a request, and where: addresses, redirects, and credentials that stay with their origin."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import httpx2

from newsdesk.collect.answers import Failed
from newsdesk.collect.plaintext import one_line

_SAME_METHOD = frozenset({307, 308})
#: Headers that hold no secret: what is asked with these alone may be kept.
_OPEN_HEADERS = frozenset({"accept", "accept-language"})
_SENDABLE = re.compile(r"[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?|")


@dataclass(frozen=True)
class Asked:
    """What goes with a request to the origin that it is meant for; never shown."""

    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)
    json: Any = field(default=None, repr=False)

    @property
    def posted(self) -> bool:
        """Whether it is more than a question."""
        return self.form is not None or self.json is not None

    @property
    def private(self) -> bool:
        """Whether the answer may hold what is for us alone."""
        return self.posted or any(name.lower() not in _OPEN_HEADERS for name in self.headers)

    def after(self, status: int, *, same_origin: bool) -> Asked:
        """Return what goes with the request that a redirect asks for.

        What was posted is posted again where the status says so; else the new address is only read.
        """
        if not same_origin and self.posted and status in _SAME_METHOD:
            raise Failed("redirects what was posted to another site")
        if not same_origin:
            return Asked()
        return self if status in _SAME_METHOD else replace(self, form=None, json=None)


@dataclass(frozen=True)
class Redirect:
    """An answer that only names another address."""

    status_code: int
    url: httpx2.URL


def prepared(
    address: str, params: Mapping[str, str | int], asked: Asked, configured: bool
) -> tuple[httpx2.URL, Asked]:
    """Return the address without a name and password in it, and these as a header where they are ours."""
    url = parsed(address).copy_merge_params(params)
    headers = dict(asked.headers)
    if configured and url.userinfo and "authorization" not in {name.lower() for name in headers}:
        login = base64.b64encode(f"{url.username}:{url.password}".encode()).decode()
        headers["Authorization"] = f"Basic {login}"
    for name, told in headers.items():
        # Said here because the libraries' own messages repeat the value, which may be a key.
        if not _SENDABLE.fullmatch(told):
            raise Failed(f"what is to be sent as {name} has a line break or characters beyond ASCII")
    return _without_login(url), replace(asked, headers=headers)


def _without_login(url: httpx2.URL) -> httpx2.URL:
    return url.copy_with(username=None, password=None) if url.userinfo else url


def parsed(address: str) -> httpx2.URL:
    """Return the address; raise Failed for what is none."""
    try:
        return httpx2.URL(address)
    except (httpx2.InvalidURL, UnicodeError) as error:
        # A password with a slash in it makes a port that can't be, and the message would repeat it.
        detail = "" if "@" in address else f" ({in_words(error)})"
        raise Failed(f"not an address{detail}") from None


def target(response: httpx2.Response) -> httpx2.URL:
    """Return where an answer redirects to, without a name and password; raise Failed where to nowhere."""
    try:
        return _without_login(response.request.url.join(response.headers["location"]))
    except (KeyError, httpx2.InvalidURL, UnicodeError, ValueError):
        raise Failed("redirects to no address", status=response.status_code) from None


def origin(url: httpx2.URL) -> tuple[str, str, int]:
    """Return what two addresses must share to be trusted with the same: scheme, host and port."""
    return url.scheme, url.host, url.port or (443 if url.scheme == "https" else 80)


def in_words(error: Exception) -> str:
    """Return what an exception of a library says, on one line."""
    told = one_line(str(error))[:200]
    return told or type(error).__name__
