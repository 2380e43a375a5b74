"""The one HTTP client: every request of every source goes through it.

It asks politely (our own name, one request a second to a host, Retry-After honoured, what has not changed
isn't sent again) and trusts nothing (time, size and redirects are bounded; private addresses are refused
after resolution). A remote fault is a value, :class:`newsdesk.collect.answers.FetchError`, never an
exception.

The only module that imports an HTTP library.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import sqlite3
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from socket import SOCK_STREAM
from types import TracebackType
from typing import Any, Self

import hishel
import httpcore2
import httpx2
import stamina
import stamina.instrumentation
from aiolimiter import AsyncLimiter
from hishel.httpx2 import AsyncCacheTransport

from newsdesk.collect.addresses import is_public, names_private_place
from newsdesk.collect.answers import FetchError, Limits, Pace, Response, user_agent
from newsdesk.collect.plaintext import one_line
from newsdesk.errors import StorageError

_PIECE = 1 << 16
_TEMPORARY_STATUSES = frozenset({408, 425, 429})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_KEEP_SECONDS = 30 * 86400
_CACHE_BYTES = 256 << 20


class Client:
    """The client of one run; ``async with`` opens and closes it.

    ``folder`` holds the HTTP cache (made where missing). ``contact`` is told to site owners.
    """

    def __init__(self, folder: Path, *, contact: str | None = None, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._guard = _Guard()
        self._paces: dict[str, Pace] = {}
        self._limiters: dict[str, AsyncLimiter] = {}
        self._at_once: dict[str, asyncio.Semaphore] = {}
        self._slots = asyncio.Semaphore(self._limits.connections)
        self._hooks = stamina.instrumentation.get_on_retry_hooks()
        self._client = httpx2.AsyncClient(
            transport=self._transport(folder),
            headers={"User-Agent": user_agent(contact)},
            timeout=httpx2.Timeout(self._limits.read, connect=self._limits.connect),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),  # nobody may recognise us by a cookie
            trust_env=False,  # through a proxy we could not see what we connect to
        )

    def _transport(self, folder: Path) -> httpx2.AsyncBaseTransport:
        network = httpx2.AsyncHTTPTransport(trust_env=False)
        # There is no public way to choose the backend; a test holds that this one is in force.
        network._pool._network_backend = self._guard
        storage = hishel.AsyncSqliteStorage(
            database_path=_database(folder),
            default_ttl=_KEEP_SECONDS,
            max_size=_CACHE_BYTES,
            max_stream_size=self._limits.body,
        )
        options = hishel.CacheOptions(shared=False)
        return AsyncCacheTransport(_Freshness(network, self._limits.fresh), storage, rfc=options)

    async def __aenter__(self) -> Self:
        stamina.instrumentation.set_on_retry_hooks(())  # they would log; retries are told in the report
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        stamina.instrumentation.set_on_retry_hooks(self._hooks)
        await self._client.__aexit__(kind, error, trace)

    def pace(self, address: str, spacing: float, at_once: int) -> None:
        """State how a host is asked, by any address on it: seconds between requests, and how many at once.

        Of several statements about one host the gentlest holds.
        """
        host = _parsed(address).host
        told = self._paces.get(host, Pace(0.0, self._limits.connections))
        self._paces[host] = Pace(max(told.spacing, spacing), min(told.at_once, at_once))

    async def fetch(
        self,
        address: str,
        *,
        configured: bool = False,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        json: Any = None,
    ) -> Response | FetchError:
        """Return what stands at an address, or why it can't be had.

        ``configured`` says that the operator wrote this address: only then may it be a private one.
        ``params`` are added to its query. With a ``form`` or ``json`` it is posted there. The ``headers`` and
        what is posted are sent to its host alone, not to one that it redirects to.
        """
        asked = _Asked(headers or {}, form, json)
        limits = self._limits
        tries = stamina.retry_context(
            on=self._pause_before_next,
            attempts=limits.attempts,
            timeout=limits.attempts * (limits.total + limits.wait),
            wait_initial=limits.backoff,
            wait_jitter=limits.backoff,
            wait_max=limits.wait,
        )
        try:
            async for attempt in tries:
                with attempt:
                    return await self._follow(address, params or {}, configured, asked)
        except _Failed as failure:
            return failure.error
        raise AssertionError("a retry context ends with a return or an exception")

    def _pause_before_next(self, failure: Exception) -> bool | float:
        if not isinstance(failure, _Failed) or not failure.error.temporary:
            return False
        asked = failure.error.retry_after
        return True if asked is None else asked <= self._limits.wait and asked

    async def _follow(
        self, address: str, params: Mapping[str, str | int], configured: bool, asked: _Asked
    ) -> Response:
        url = first = _parsed(address).copy_merge_params(params)
        for _ in range(self._limits.redirects + 1):
            self._must_be_allowed(url, first if configured else None)
            found = await self._ask(url, asked if _origin(url) == _origin(first) else _Asked())
            if isinstance(found, Response):
                return found
            url = found
        raise _Failed(f"more than {self._limits.redirects} redirects")

    def _must_be_allowed(self, url: httpx2.URL, own: httpx2.URL | None) -> None:
        if url.scheme not in ("http", "https") or not url.host:
            raise _Failed(f"leads to an address that is not http(s) ({url.scheme or 'no scheme'})")
        if names_private_place(url.host):
            if own is None or _origin(url) != _origin(own):
                raise _Failed("leads to a private address, which is refused")
            self._guard.allowed.add(_origin(url)[1:])

    async def _ask(self, url: httpx2.URL, asked: _Asked) -> Response | httpx2.URL:
        """Send one request; return the answer, or the address that it redirects to."""
        async with self._turn(url.host):
            try:
                async with asyncio.timeout(self._limits.total):
                    request = self._client.build_request(
                        "POST" if asked.posted else "GET",
                        url,
                        headers=dict(asked.headers),
                        data=dict(asked.form) if asked.form is not None else None,
                        json=asked.json,
                    )
                    response = await self._client.send(request, stream=True, follow_redirects=False)
                    async with contextlib.aclosing(response):
                        return await self._taken(response)
            except TimeoutError:
                reason = f"not answered in full within {self._limits.total:g} s"
                raise _Failed(reason, temporary=True) from None
            except httpx2.TimeoutException as error:
                raise _Failed(f"no answer in time ({type(error).__name__})", temporary=True) from None
            except httpx2.TransportError as error:
                raise _Failed(_reason(error), temporary=True) from None
            except (httpx2.DecodingError, httpx2.InvalidURL, UnicodeError) as error:
                raise _Failed(_reason(error)) from None

    async def _taken(self, response: httpx2.Response) -> Response | httpx2.URL:
        if response.status_code in _REDIRECTS:
            return _target(response)
        if not response.is_success:
            raise _Failed(
                f"answered {response.status_code} {response.reason_phrase}".rstrip(),
                body=await self._beginning(response),
                temporary=response.status_code in _TEMPORARY_STATUSES or response.status_code >= 500,
                status=response.status_code,
                retry_after=_retry_after(response),
            )
        caching = response.extensions.get("caching")
        return Response(
            url=str(response.request.url.copy_with(username=None, password=None)),
            body=await self._body(response),
            content_type=response.headers.get("content-type"),
            unchanged=bool(caching and caching["from_cache"]),
        )

    async def _body(self, response: httpx2.Response) -> bytes:
        """Read the decoded body; one that is too large is left, so that the cache doesn't keep it."""
        body = bytearray()
        async with contextlib.aclosing(response.aiter_bytes(_PIECE)) as pieces:
            async for piece in pieces:
                body += piece
                if len(body) > self._limits.body:
                    raise _Failed(f"more than {self._limits.body:,} bytes")
        return bytes(body)

    async def _beginning(self, response: httpx2.Response) -> bytes:
        """Return the beginning of an error's body, as much as comes."""
        body = bytearray()
        with contextlib.suppress(httpx2.HTTPError):
            async with contextlib.aclosing(response.aiter_bytes(_PIECE)) as pieces:
                async for piece in pieces:
                    body += piece
                    if len(body) >= _PIECE:
                        break
        return bytes(body[:_PIECE])

    @contextlib.asynccontextmanager
    async def _turn(self, host: str) -> AsyncIterator[None]:
        """Wait until a host may be asked: its turn in time, and among the requests under way."""
        pace = self._paces.setdefault(host, Pace(self._limits.spacing, self._limits.connections))
        limiter = self._limiters.setdefault(host, AsyncLimiter(1, max(pace.spacing, 1e-6)))
        at_once = self._at_once.setdefault(host, asyncio.Semaphore(pace.at_once))
        async with at_once, self._slots:
            await limiter.acquire()
            yield


@dataclass(frozen=True)
class _Asked:
    """What goes with a request to the host that it is meant for."""

    headers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] | None = None
    json: Any = None

    @property
    def posted(self) -> bool:
        return self.form is not None or self.json is not None


class _Failed(Exception):  # noqa: N818  # carries a FetchError to the retries; never leaves this module
    def __init__(self, reason: str, *, temporary: bool = False, **details: Any) -> None:
        super().__init__(reason)
        self.error = FetchError(reason, temporary, **details)


class _Guard(httpcore2.AnyIOBackend):
    """Connect to public addresses only, and to private ones that are ``allowed`` as (host, port).

    The address that was checked is the one connected to: a second look-up could give another.
    """

    def __init__(self) -> None:
        self.allowed: set[tuple[str, int]] = set()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Resolve, check, and connect to the first address that answers."""
        addresses = await _resolved(host, port)
        if (host, port) not in self.allowed:
            addresses = [address for address in addresses if is_public(address)]
        if not addresses:
            raise _Failed(f"{host} is at a private address, which is refused")
        for number, address in enumerate(addresses, 1):
            try:
                return await super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if number == len(addresses):
                    raise
        raise AssertionError("the last address returns or raises")


class _Freshness(httpx2.AsyncBaseTransport):
    """Below the cache: bound for how long an answer may be used unasked.

    Without an explicit lifetime a cache may guess one, up to a week for a page that seldom changes; and some
    sites state a year. Both would keep news from us, so the stated lifetime counts, up to ``longest``.
    """

    def __init__(self, network: httpx2.AsyncBaseTransport, longest: int) -> None:
        self._network = network
        self._longest = longest

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Pass the request on, and adjust what the answer says about its lifetime."""
        response = await self._network.handle_async_request(request)
        if request.headers.keys() & {"authorization", "x-goog-api-key"}:
            response.headers["cache-control"] = "no-store"  # the cache would keep the key as well
        stated = response.headers.get("cache-control", "").lower()
        if "no-store" not in stated:
            found = None if "no-cache" in stated else re.search(r"\bmax-age\s*=\s*\"?(\d{1,9})", stated)
            seconds = min(int(found[1]), self._longest) if found else 0
            response.headers["cache-control"] = f"max-age={seconds}"
            response.headers.pop("expires", None)
        return response

    async def aclose(self) -> None:
        """Close the connections."""
        await self._network.aclose()


async def _resolved(host: str, port: int) -> list[str]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _Failed(f"no address is known for {host} ({_reason(error)})", temporary=True) from None
    return list(dict.fromkeys(str(place[4][0]) for place in found))[:4]


def _parsed(address: str) -> httpx2.URL:
    try:
        return httpx2.URL(address)
    except (httpx2.InvalidURL, UnicodeError) as error:
        raise _Failed(f"not an address ({_reason(error)})") from None


def _target(response: httpx2.Response) -> httpx2.URL:
    try:
        return response.request.url.join(response.headers["location"])
    except (KeyError, httpx2.InvalidURL, UnicodeError, ValueError):
        raise _Failed("redirects to no address", status=response.status_code) from None


def _origin(url: httpx2.URL) -> tuple[str, str, int]:
    return url.scheme, url.host, url.port or (443 if url.scheme == "https" else 80)


def _retry_after(response: httpx2.Response) -> float | None:
    """Return the seconds that the site asks us to wait; a date counts from the site's own clock."""
    asked = response.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}", asked):
        return float(asked)
    try:
        then, now = (parsedate_to_datetime(text) for text in (asked, response.headers.get("date", "")))
        return max(0.0, (then - now).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return None


def _reason(error: Exception) -> str:
    told = one_line(str(error))[:200]
    return told or type(error).__name__


def _database(folder: Path) -> Path:
    """Return where the cache is kept; one that can't be read is begun anew."""
    path = folder / "answers.db"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        remedy = "Check that the folder belongs to you."
        raise StorageError(f"{path}: can't be used ({error}). {remedy}") from None
    except sqlite3.DatabaseError:
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(
            f"{folder}: can't be made ({error.strerror}). Check that it belongs to you."
        ) from None
    return path
