"""The only module that imports anthropic: a client by configuration, one call, one stream read again.

What was learnt about version 2.12, and why the calls look as they do, stands in docs/writing.md.
"""

from __future__ import annotations

import re
import ssl
import warnings
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, TypeVar, cast

import anthropic
import httpx2
from anthropic.lib.streaming import MessageStream
from anthropic.types import RawMessageStreamEvent

from newsdesk.config import Claude
from newsdesk.write.claude.heard import Heard, from_message, from_status, savable, sentence
from newsdesk.write.claude.providers import install_line, raised, secrets
from newsdesk.write.claude.recording import TooMuchError

Answer = TypeVar("Answer")

#: What is stored as the program that asked.
NAME = f"anthropic {anthropic.__version__}"
_CONNECT_SECONDS = 10.0
#: Failures before the first byte was sent: certainly unpaid.
_UNSENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.UnsupportedProtocol)
#: What the SDK and its HTTP layer raise.
_RAISED = (anthropic.AnthropicError, httpx2.HTTPError)
#: A broken stream shows in any of these while it is read: JSON, Unicode, order of events, missing fields.
_UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError, AssertionError)


class ForeignHostError(Exception):
    """Something would have been sent, key and all, to another host than the configured one."""


class SetUpError(Exception):
    """A client can't be made from the settings; the message says what is missing."""


class Line:
    """One client, and what is said through it.

    The SDK's own retries are off: they know no cap, no ceiling and no end of money.
    """

    def __init__(self, settings: Claude, environ: Mapping[str, str], clock: Callable[[], datetime]) -> None:
        self.client = connect(settings, environ)
        self._clock = clock
        theirs = raised(settings)
        self._failing: tuple[type[Exception], ...] = (*_RAISED, *theirs, TooMuchError, TypeError, ValueError)
        self._unreadable: tuple[type[Exception], ...] = (*_UNREADABLE, *theirs)
        self._checked = settings.provider != "bedrock"  # whose frames carry checksums and aren't SSE
        self._secrets = secrets(environ)

    def ask(self, body: Mapping[str, Any], record: Callable[[bytes], None], data: bytearray) -> Heard:
        """Make one call; every byte of its stream goes through ``record``, which gathers them in ``data``."""
        fault: Heard | None = None
        request_id: str | None = None
        try:
            create: Any = self.client.messages.with_streaming_response.create
            with create(**{**body, "stream": True}) as response:
                request_id = self._id(response.headers)
                for chunk in response.iter_bytes():
                    record(chunk)
        except self._failing as error:
            fault = self.judge(error)
        if fault is not None and not data:
            return fault
        heard = self.read(bytes(data), request_id)
        if fault is None or (heard.stop_reason is not None and heard.outcome != "failed"):
            return heard  # the message was whole before the connection broke
        return fault.model_copy(
            update={"outcome": "cut", "message": heard.message, "request_id": request_id, "unpaid": False}
        )

    def read(self, data: bytes, request_id: str | None = None) -> Heard:
        """Read a recorded stream; one that can't be read is a failed call."""
        try:
            if self._checked:
                _check(data)
            stream = cast(
                "anthropic.Stream[RawMessageStreamEvent]",
                anthropic.Stream(
                    cast_to=cast(Any, RawMessageStreamEvent), response=_response(data), client=self.client
                ),
            )
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what pydantic thinks of a strange message is no news here
                message = MessageStream(stream, output_format=anthropic.NOT_GIVEN).get_final_message()
            found = savable(message.to_dict(mode="python", warnings=False), self._secrets)
            return from_message(found, request_id)
        except anthropic.AnthropicError as error:
            return self.judge(error).model_copy(update={"unpaid": False, "request_id": request_id})
        except self._unreadable as error:
            said = sentence(str(error) or "no message began", self._secrets)
            detail = f"the stream can't be read ({said})"
            return Heard(outcome="failed", detail=detail, request_id=request_id)

    def attempt(self, call: Callable[[Any], Answer]) -> Answer | Heard:
        """Return what a call on the client gives, or the judgement on what it raised."""
        try:
            return call(self.client)
        except _RAISED as error:
            return self.judge(error)
        except _UNREADABLE as error:
            said = sentence(f"{type(error).__name__}: {error}", self._secrets)
            return Heard(outcome="failed", detail=f"what came can't be read ({said})")

    def judge(self, error: Exception) -> Heard:
        """Say what an exception of the SDK or of its HTTP layer means; no secret is in what is said."""
        if isinstance(error, anthropic.APIStatusError):
            return self._judge_status(error)
        cause = error.__cause__ or error
        said = sentence(f"{type(cause).__name__}: {cause}", self._secrets)
        if isinstance(error, (anthropic.APIConnectionError, httpx2.HTTPError)):
            if isinstance(cause, ForeignHostError):
                remedy = "Check claude.base_url in newsdesk.yaml, and whoever answers there."
                return Heard(outcome="failed", detail=str(cause), remedy=remedy, lasting=True, unpaid=True)
            return Heard(outcome="failed", detail=said, unpaid=isinstance(cause, _UNSENT))
        if isinstance(error, TooMuchError):
            return Heard(outcome="cut", detail=f"the stream was left: {error}")
        remedy = "Check the claude settings in newsdesk.yaml and the key in the environment."
        unpaid = not isinstance(error, anthropic.APIError)  # whatever else is raised, is raised before
        return Heard(outcome="failed", detail=said, remedy=remedy, lasting=True, hopeless=True, unpaid=unpaid)

    def _judge_status(self, error: anthropic.APIStatusError) -> Heard:
        kinds: list[Any] = [error.type, error.error_code]  # the SDK doesn't check what they are
        kind = sentence("/".join(kind for kind in kinds if isinstance(kind, str)), self._secrets)
        said = sentence(error.api_message or error.message, self._secrets)
        headers = error.response.headers
        heard = from_status(_status_of(error, kind), kind, said, headers=headers, now=self._clock())
        return heard.model_copy(update={"request_id": self._id(headers)})

    def _id(self, headers: Mapping[str, str]) -> str | None:
        name = headers.get("request-id")
        return sentence(name, self._secrets) if name else None

    def close(self) -> None:
        """Give the connections back."""
        self.client.close()


def connect(settings: Claude, environ: Mapping[str, str]) -> anthropic.Anthropic:
    """Return the client of the configured provider; raise SetUpError saying what is missing.

    Nothing is asked of the network. Where the environment decides (regions, projects, resources), the SDK
    reads it.
    """
    missing = install_line(settings)
    if missing:
        raise SetUpError(f"claude.provider: {settings.provider} needs more than is installed: {missing}")
    seconds = settings.timeout_seconds
    options: dict[str, Any] = {
        "max_retries": 0,
        "timeout": httpx2.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS)),
    }
    if settings.base_url:
        options["base_url"] = settings.base_url
    wall = _Wall()
    if settings.provider == "anthropic":
        options["http_client"] = anthropic.DefaultHttpxClient(
            event_hooks={"request": [wall]},
            verify=_certificates(),
            # A connection that was closed while it was idle can't be told from a call that was cut and may
            # have been paid. So each call has its own.
            limits=httpx2.Limits(max_keepalive_connections=0),
        )
        key = environ.get("ANTHROPIC_API_KEY", "").strip()  # a line's end in it would be told in an exception
        if key:
            options["api_key"] = key
    clients: dict[str, Callable[..., Any]] = {
        "anthropic": anthropic.Anthropic,
        "bedrock": anthropic.AnthropicBedrock,
        "vertex": anthropic.AnthropicVertex,
        "foundry": anthropic.AnthropicFoundry,
    }
    try:
        client = cast(anthropic.Anthropic, clients[settings.provider](**options))
    except (anthropic.AnthropicError, ValueError, TypeError) as error:
        said = sentence(str(error), secrets(environ))
        raise SetUpError(f"claude.provider: {settings.provider} can't be set up: {said}") from None
    wall.home = client.base_url
    return client


@cache
def _certificates() -> ssl.SSLContext:
    """Return what other hosts are checked by; to read it costs more than to make a client."""
    return httpx2.create_ssl_context()


class _Wall:
    """Lets nothing out to another host than ``home``, by a redirect or an address that an answer names."""

    home: httpx2.URL | None = None

    def __call__(self, request: httpx2.Request) -> None:
        if self.home is not None and not same_host(str(request.url), str(self.home)):
            raise ForeignHostError(f"{request.url.host} is not the host that is asked ({self.home.host})")


def same_host(address: str, home: str) -> bool:
    """Return whether two addresses share scheme, host and port."""
    try:
        one, other = httpx2.URL(address), httpx2.URL(home)
    except httpx2.InvalidURL:
        return False
    return (one.scheme, one.host, one.port) == (other.scheme, other.host, other.port)


def _response(data: bytes) -> httpx2.Response:
    return httpx2.Response(200, content=data, request=httpx2.Request("POST", "https://recorded.invalid/"))


def _check(data: bytes) -> None:
    """Raise ValueError for an event that the SDK would pass over in silence: without a name, or no JSON."""
    for event in anthropic.Stream.raw_events(_response(data)):
        if not event.data or event.event == "ping":
            continue
        content = event.json()
        if not isinstance(content, dict) or content.get("type") != event.event:
            raise ValueError("an event is not what its name says")


def _status_of(error: anthropic.APIStatusError, kind: str) -> int:
    """Return the status that an error stands for; one inside a stream came with 200."""
    if error.status_code != 200:
        return error.status_code
    match = re.match(r"overloaded|rate_limit|invalid_request", kind)
    return {"overloaded": 529, "rate_limit": 429, "invalid_request": 400}.get(match[0] if match else "", 500)
