"""What stands below the client: connections to checked addresses only, and a cache that keeps no secret.

An answer passes, from the network up: :class:`Network`, which tells what a site asks of us and bounds how
long it counts as fresh; hishel's cache; :class:`Store`, which lets past the cache what must not be kept.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from socket import SOCK_STREAM
from typing import Any

import hishel
import httpcore2
import httpx2
from hishel.httpx2 import AsyncCacheTransport

from newsdesk.collect.addresses import is_public
from newsdesk.collect.answers import Failed, Limits
from newsdesk.collect.plaintext import one_line
from newsdesk.errors import StorageError

#: The extension of a request whose answer must not be kept.
PRIVATE = "newsdesk.private"
_ADDRESS = "newsdesk.address"
_KEEP_SECONDS = 30 * 86400
_CACHE_BYTES = 256 << 20


class Guard(httpcore2.AnyIOBackend):
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
            raise Failed(f"{host} is at a private address, which is refused")
        for number, address in enumerate(addresses, 1):
            try:
                return await super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if number == len(addresses):
                    raise
        raise AssertionError("the last address returns or raises")


class Network(httpx2.AsyncBaseTransport):
    """Below the cache: tell what each answer says, and bound for how long it may be used unasked.

    Without an explicit lifetime a cache may guess one, up to a week for a page that seldom changes; and some
    sites state a year. Both would keep news from us, so the stated lifetime counts, up to ``longest``.
    """

    def __init__(self, guard: Guard, longest: int, heard: Callable[[httpx2.Response, str], None]) -> None:
        self._transport = httpx2.AsyncHTTPTransport(trust_env=False)
        # There is no public way to choose the backend; a test holds that this one is in force.
        self._transport._pool._network_backend = guard
        self._longest = longest
        self._heard = heard

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Pass the request on, and adjust what the answer says about its lifetime."""
        request.url = request.extensions.get(_ADDRESS, request.url)
        response = await self._transport.handle_async_request(request)
        self._heard(response, request.url.host)
        stated = response.headers.get("cache-control", "").lower()
        if "no-store" not in stated:
            found = None if "no-cache" in stated else re.search(r"\bmax-age\s*=\s*\"?(\d{1,9})", stated)
            seconds = min(int(found[1]), self._longest) if found else 0
            response.headers["cache-control"] = f"max-age={seconds}"
            response.headers.pop("expires", None)
        return response

    async def aclose(self) -> None:
        """Close the connections."""
        await self._transport.aclose()


class Store(httpx2.AsyncBaseTransport):
    """Keep answers to open questions; what was posted, or asked with credentials, never touches the disk.

    The cache writes down each request with its address. A query may hold a key, so it is given the address's
    hash in its place.
    """

    def __init__(self, folder: Path, network: Network, limits: Limits) -> None:
        storage = hishel.AsyncSqliteStorage(
            database_path=_database(folder),
            default_ttl=_KEEP_SECONDS,
            max_size=_CACHE_BYTES,
            max_stream_size=limits.body,
        )
        self._network = network
        self._cache = AsyncCacheTransport(network, storage, rfc=hishel.CacheOptions(shared=False))

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer from the cache where it may, else from the network."""
        if request.method != "GET" or request.extensions.get(PRIVATE):
            return await self._network.handle_async_request(request)
        own = request.extensions[_ADDRESS] = request.url
        request.url = own.join("/" + hashlib.sha256(str(own).encode()).hexdigest())
        try:
            return await self._cache.handle_async_request(request)
        finally:
            request.url = own

    async def aclose(self) -> None:
        """Close the cache and the connections."""
        await self._cache.aclose()


async def _resolved(host: str, port: int) -> list[str]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = f"no address is known for {host} ({one_line(str(error))[:200]})"
        raise Failed(reason, temporary=True, again=True) from None
    return list(dict.fromkeys(str(place[4][0]) for place in found))[:4]


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
