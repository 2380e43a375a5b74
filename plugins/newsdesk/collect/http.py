"""The one HTTP client: every request of every source goes through it.

It asks politely (our own name, one request a second to a host, pauses honoured that a site asks for, what has
not changed isn't sent again) and trusts nothing (time, size and redirects are bounded; private addresses are
refused after resolution). A remote fault is a value, :class:`newsdesk.collect.answers.FetchError`, never an
exception. Credentials go to the one origin they are meant for, and into no message and no cache.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx2
import stamina
import stamina.instrumentation

from newsdesk.collect import bodies
from newsdesk.collect.addresses import names_private_place
from newsdesk.collect.answers import Failed, FetchError, Limits, Pace, Response, user_agent
from newsdesk.collect.asking import Asked, Redirect, in_words, origin, parsed, prepared, target
from newsdesk.collect.network import PRIVATE, Guard, Network, Store
from newsdesk.collect.pacing import Hosts
from newsdesk.collect.pauses import pause

_TEMPORARY_STATUSES = frozenset({408, 425, 429})
#: Statuses with which a site says that it did nothing: even what was posted may be sent again.
_NOT_TAKEN = frozenset({429, 503})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

T = TypeVar("T")
#: Returns why an address must not be asked, None if it may be.
Permission = Callable[[str], Awaitable[FetchError | None]]


class Client:
    """The client of one run; ``async with`` opens and closes it.

    ``folder`` holds the HTTP cache (made where missing). ``contact`` is told to site owners. ``room`` is
    awaited before an answer is read: it returns when there is room for what may stand in it.
    """

    def __init__(
        self,
        folder: Path,
        *,
        contact: str | None = None,
        limits: Limits | None = None,
        room: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self._room = room
        self._limits = limits or Limits()
        #: For what isn't HTTP (:mod:`newsdesk.collect.stream`): the same limits, the same name.
        self.limits, self.user_agent = self._limits, user_agent(contact)
        self._guard = Guard()
        self._hosts = Hosts(self._limits)
        self._reading = asyncio.Lock()
        self._hooks = stamina.instrumentation.get_on_retry_hooks()
        network = Network(self._guard, self._limits.fresh, self._heard)
        self._client = httpx2.AsyncClient(
            transport=Store(folder, network, self._limits),
            headers={"User-Agent": user_agent(contact), "Accept-Encoding": bodies.ACCEPTED},
            timeout=httpx2.Timeout(self._limits.read, connect=self._limits.connect),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),  # nobody may recognise us by a cookie
            trust_env=False,  # through a proxy we could not see what we connect to
        )

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

        It holds from now on, whatever the port; of several statements about one host the gentlest. What is no
        address has no host: to fetch it will tell.
        """
        with contextlib.suppress(Failed):
            self._hosts.state(parsed(address).host, Pace(spacing, at_once))

    def _heard(self, response: httpx2.Response, host: str) -> None:
        """Take note of a pause that a host asks for, by an error or by a rate limit that is used up."""
        asked = pause(response.status_code, response.headers, datetime.now(UTC))
        if asked:
            self._hosts.hold(host, asked)

    async def understood(self, read: Callable[..., T], *answer: Any) -> T:
        """Return what a reader makes of an answer, in a thread, so that other sources don't stand still.

        One reader at a time: reading is work for one processor, and a large answer needs many times its size
        in memory as long as it lasts.
        """
        async with self._reading:
            if self._room:
                await self._room()
            return await asyncio.to_thread(read, *answer)

    async def fetch(
        self,
        address: str,
        *,
        configured: bool = False,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        json: Any = None,
        permitted: Permission | None = None,
    ) -> Response | FetchError:
        """Return what stands at an address, or why it can't be had.

        ``configured`` says that the operator wrote this address: only then may it be a private one, and only
        then is a name and password in it used. ``params`` are added to its query. With a ``form`` or ``json``
        it is posted there, and sent again only where it can't have been taken. The ``headers`` and what is
        posted are sent to its origin alone, not to one that it redirects to, and what is asked with them is
        not kept in the cache. ``permitted`` is called with each address before it is asked, also one that is
        redirected to: the error that it returns ends the fetch.
        """
        asked = Asked(headers or {}, form, json)
        limits = self._limits
        tries = stamina.retry_context(
            on=lambda failure: self._pause_before_next(failure, asked.posted),
            attempts=limits.attempts,
            timeout=limits.attempts * (limits.total + limits.wait),
            wait_initial=limits.backoff,
            wait_jitter=limits.backoff,
            wait_max=limits.wait,
        )
        try:
            url, asked = prepared(address, params or {}, asked, configured)
            async for attempt in tries:
                with attempt:
                    return await self._follow(url, configured, asked, permitted)
        except Failed as failure:
            return failure.error
        raise AssertionError("a retry context ends with a return or an exception")

    def _pause_before_next(self, failure: Exception, posted: bool) -> bool | float:
        """Return how long to wait before the next try; False for none, True for the usual pause."""
        if not isinstance(failure, Failed) or not failure.error.temporary:
            return False
        if posted and not failure.again:
            return False
        asked = failure.error.retry_after
        if not asked:
            return True
        return asked if asked <= self._limits.wait else False

    async def _follow(
        self, first: httpx2.URL, configured: bool, asked: Asked, permitted: Permission | None
    ) -> Response | FetchError:
        url = first
        for _ in range(self._limits.redirects + 1):
            self._must_be_allowed(url, first if configured else None)
            if permitted and (refused := await permitted(str(url))):
                return refused
            found = await self._ask(url, asked)
            if isinstance(found, Response):
                return found
            asked = asked.after(found.status_code, same_origin=origin(found.url) == origin(first))
            url = found.url
        raise Failed(f"more than {self._limits.redirects} redirects")

    def _must_be_allowed(self, url: httpx2.URL, own: httpx2.URL | None) -> None:
        if url.scheme not in ("http", "https") or not url.host:
            raise Failed(f"leads to an address that is not http(s) ({url.scheme or 'no scheme'})")
        if names_private_place(url.host):
            if own is None or origin(url) != origin(own):
                raise Failed("leads to a private address, which is refused")
            self._guard.allowed.add(origin(url)[1:])

    async def _ask(self, url: httpx2.URL, asked: Asked) -> Response | Redirect:
        """Send one request; return the answer, or where it redirects to."""
        async with self._hosts.turn(url.host):
            try:
                async with asyncio.timeout(self._limits.total):
                    response = await self._client.send(
                        self._request(url, asked), stream=True, follow_redirects=False
                    )
                    async with contextlib.aclosing(response):
                        return await self._taken(response)
            except TimeoutError:
                reason = f"not answered in full within {self._limits.total:g} s"
                raise Failed(reason, temporary=True) from None
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                raise Failed(in_words(error), temporary=True, again=True) from None
            except httpx2.TimeoutException as error:
                raise Failed(f"no answer in time ({type(error).__name__})", temporary=True) from None
            except httpx2.TransportError as error:
                raise Failed(in_words(error), temporary=True) from None
            except (httpx2.DecodingError, httpx2.InvalidURL, UnicodeError) as error:
                raise Failed(in_words(error)) from None

    def _request(self, url: httpx2.URL, asked: Asked) -> httpx2.Request:
        return self._client.build_request(
            "POST" if asked.posted else "GET",
            url,
            headers=dict(asked.headers),
            data=dict(asked.form) if asked.form is not None else None,
            json=asked.json,
            extensions={PRIVATE: asked.private},
        )

    async def _taken(self, response: httpx2.Response) -> Response | Redirect:
        if response.status_code in _REDIRECTS:
            return Redirect(response.status_code, target(response))
        if not response.is_success:
            raise Failed(
                f"answered {response.status_code} {response.reason_phrase}".rstrip(),
                body=await bodies.beginning(response, self._limits.read / 2),
                temporary=response.status_code in _TEMPORARY_STATUSES or response.status_code >= 500,
                again=response.status_code in _NOT_TAKEN,
                status=response.status_code,
                retry_after=pause(response.status_code, response.headers, datetime.now(UTC)),
            )
        caching = response.extensions.get("caching")
        return Response(
            url=str(response.request.url),
            body=await bodies.whole(response, self._limits.body),
            content_type=response.headers.get("content-type"),
            unchanged=bool(caching and caching["from_cache"]),
            headers={name.lower(): told for name, told in response.headers.items()},
        )
