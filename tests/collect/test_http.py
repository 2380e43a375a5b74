"""The one client against real servers on loopback, polite and not."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import itertools
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request
from werkzeug import Response as Answer

from newsdesk.collect import asking
from newsdesk.collect.answers import FetchError, Limits, Pace, Response
from newsdesk.collect.http import Client

QUICK = Limits(connect=1, read=0.6, total=1.0, attempts=3, backoff=0.01, wait=1.2, body=1 << 20, spacing=0.0)
SECRET = "s3cr3t-of-the-operator"

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture
def other_server() -> Iterator[HTTPServer]:
    """Give a second server: another origin, the same host."""
    with HTTPServer(threaded=True) as server:
        yield server


def fetch(folder: Path, address: str, limits: Limits = QUICK, **options: Any) -> Response | FetchError:
    """Fetch one address that the operator wrote, with a client of its own."""

    async def run() -> Response | FetchError:
        async with Client(folder, limits=limits) as client:
            return await client.fetch(address, **{"configured": True, **options})

    return asyncio.run(run())


def failed(found: Response | FetchError) -> FetchError:
    """Return the error that a fetch must have ended with."""
    assert isinstance(found, FetchError), found
    return found


def answered(found: Response | FetchError) -> Response:
    """Return the answer that a fetch must have brought."""
    assert isinstance(found, Response), found
    return found


@contextlib.asynccontextmanager
async def raw(handler: Handler) -> AsyncIterator[str]:
    """Serve whatever a handler writes after the head of a request; give the address."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            await handler(reader, writer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"


def stored_bytes(folder: Path) -> bytes:
    """Return everything that the cache has on disk."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


# Politeness


def test_requests_to_one_host_are_spaced_and_others_are_not_held_up(
    tmp_path: Path, httpserver: HTTPServer, other_server: HTTPServer
) -> None:
    """A host is one whatever its port; each of its requests waits its turn, as the servers' own log shows."""
    moments: list[tuple[str, float]] = []

    def answer(request: Request) -> Answer:
        moments.append((request.host.partition(":")[0], time.monotonic()))
        return Answer(b"ok")

    for server in (httpserver, other_server):
        server.expect_request("/x").respond_with_handler(answer)
    here = [httpserver.url_for("/x"), other_server.url_for("/x")] * 2
    there = [address.replace("localhost", "127.0.0.1") for address in here]

    async def run() -> None:
        async with Client(tmp_path, limits=Limits(spacing=0.3)) as client:
            await asyncio.gather(*(client.fetch(one, configured=True) for one in here + there))

    asyncio.run(run())
    for host in ("localhost", "127.0.0.1"):
        times = [moment for name, moment in moments if name == host]
        assert len(times) == 4
        assert all(later - earlier > 0.15 for earlier, later in itertools.pairwise(times))
    assert {name for name, _ in sorted(moments, key=lambda seen: seen[1])[:2]} == {"localhost", "127.0.0.1"}


@pytest.mark.parametrize("first", [0.0, 0.05])
def test_a_pace_that_is_stated_after_the_first_request_holds(
    tmp_path: Path, httpserver: HTTPServer, first: float
) -> None:
    """A slower pace counts from when it is stated; a faster one of another source can't undo it."""
    moments: list[float] = []

    def answer(_: Request) -> Answer:
        moments.append(time.monotonic())
        return Answer(b"ok")

    httpserver.expect_request("/x").respond_with_handler(answer)
    address = httpserver.url_for("/x")

    async def run() -> None:
        async with Client(tmp_path, limits=Limits(spacing=first)) as client:
            await client.fetch(address, configured=True)
            client.pace(address, 0.4, 1)
            client.pace(address, 0.01, 9)
            client.pace("no address", 1, 1)
            for _ in range(2):
                await client.fetch(address, configured=True)

    asyncio.run(run())
    assert len(moments) == 3
    assert all(later - earlier > 0.2 for earlier, later in itertools.pairwise(moments))


def test_as_many_requests_as_stated_are_under_way(tmp_path: Path, httpserver: HTTPServer) -> None:
    """No more than two at once where two are stated, also if that is said while more are waiting."""
    under_way, most = 0, 0

    def answer(_: Request) -> Answer:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        time.sleep(0.1)
        under_way -= 1
        return Answer(b"ok")

    httpserver.expect_request("/x").respond_with_handler(answer)
    address = httpserver.url_for("/x")

    async def run() -> None:
        async with Client(tmp_path, limits=QUICK) as client:
            client.pace(address, 0.0, 2)
            await asyncio.gather(*(client.fetch(address, configured=True) for _ in range(7)))

    asyncio.run(run())
    assert most == 2


def test_one_slow_host_takes_no_slot_from_the_others(tmp_path: Path, httpserver: HTTPServer) -> None:
    """Twenty requests that wait for one host's turn leave the connections to the others."""
    httpserver.expect_request("/x").respond_with_data("ok")
    slow = httpserver.url_for("/x")
    ended: list[str] = []

    async def one(client: Client, address: str) -> None:
        answered(await client.fetch(address, configured=True))
        ended.append("slow" if address == slow else "quick")

    async def run() -> None:
        async with Client(tmp_path, limits=Limits(spacing=0.0, connections=2)) as client:
            client.pace(slow, 0.1, 16)
            quick = slow.replace("localhost", "127.0.0.1")
            await asyncio.gather(*(one(client, address) for address in [slow] * 8 + [quick] * 8))

    asyncio.run(run())
    assert ended[-4:] == ["slow"] * 4


def test_a_pause_that_one_request_is_asked_for_holds_for_the_whole_host(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    """After a 429 with Retry-After nothing else is asked of the host until the time has come."""
    moments: list[float] = []

    def answer(_: Request) -> Answer:
        moments.append(time.monotonic())
        return Answer(status=429, headers={"Retry-After": "1"}) if len(moments) == 1 else Answer(b"ok")

    httpserver.expect_request("/a").respond_with_handler(answer)
    httpserver.expect_request("/b").respond_with_handler(answer)

    async def run() -> list[Response | FetchError]:
        async with Client(tmp_path, limits=QUICK) as client:
            first = asyncio.create_task(client.fetch(httpserver.url_for("/a"), configured=True))
            while not moments:
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.1)
            return [await client.fetch(httpserver.url_for("/b"), configured=True), await first]

    assert [answered(found).body for found in asyncio.run(run())] == [b"ok", b"ok"]
    assert min(moments[1:]) - moments[0] > 0.9


def test_a_limit_that_is_used_up_is_waited_for(tmp_path: Path, httpserver: HTTPServer) -> None:
    """A good answer that says nothing is left makes the next request wait for the reset."""
    moments: list[float] = []

    def answer(_: Request) -> Answer:
        moments.append(time.monotonic())
        return Answer(b"ok", headers={"X-Ratelimit-Remaining": "0.0", "X-Ratelimit-Reset": "1"})

    httpserver.expect_request("/x").respond_with_handler(answer)
    address = httpserver.url_for("/x")

    async def run() -> None:
        async with Client(tmp_path, limits=QUICK) as client:
            for _ in range(2):
                answered(await client.fetch(address, configured=True))

    asyncio.run(run())
    assert moments[1] - moments[0] > 0.9


def test_a_reset_that_is_too_far_away_ends_requests_at_once(tmp_path: Path, httpserver: HTTPServer) -> None:
    """What can't be waited for is told as a temporary fault, with the time, and nothing more is sent."""
    headers = {"RateLimit-Remaining": "0", "RateLimit-Reset": "900"}
    httpserver.expect_request("/x").respond_with_data("ok", headers=headers)
    address = httpserver.url_for("/x")

    async def run() -> Response | FetchError:
        async with Client(tmp_path, limits=QUICK) as client:
            answered(await client.fetch(address, configured=True))
            return await client.fetch(address, configured=True)

    error = failed(asyncio.run(run()))
    assert error.temporary
    assert error.reason.startswith("localhost asked to be left alone until 20")
    assert 890 < (error.retry_after or 0) <= 900
    assert len(httpserver.log) == 1


def test_a_stored_answer_holds_nobody_back(tmp_path: Path, httpserver: HTTPServer) -> None:
    """A rate limit counts when it is told, not when the answer is taken from the cache."""
    headers = {"RateLimit-Remaining": "0", "RateLimit-Reset": "900", "Cache-Control": "max-age=600"}
    httpserver.expect_request("/x").respond_with_data("ok", headers=headers)
    httpserver.expect_request("/y").respond_with_data("ok")
    answered(fetch(tmp_path, httpserver.url_for("/x")))

    async def run() -> Response | FetchError:
        async with Client(tmp_path, limits=QUICK) as client:
            assert answered(await client.fetch(httpserver.url_for("/x"), configured=True)).unchanged
            return await client.fetch(httpserver.url_for("/y"), configured=True)

    answered(asyncio.run(run()))


# Retries


@pytest.mark.parametrize(
    ("status", "posted", "requests"),
    [(500, False, 3), (500, True, 1), (502, True, 1), (429, True, 3), (503, True, 3), (404, False, 1)],
)
def test_what_was_posted_is_repeated_only_where_it_was_not_taken(
    tmp_path: Path, httpserver: HTTPServer, status: int, posted: bool, requests: int
) -> None:
    """A question is asked again after any temporary fault; a post after 429 and 503 only."""
    httpserver.expect_request("/x").respond_with_data("no", status=status)
    error = failed(fetch(tmp_path, httpserver.url_for("/x"), **({"form": {"a": "b"}} if posted else {})))
    assert (error.status, error.body) == (status, b"no")
    assert error.temporary is (status != 404)
    assert len(httpserver.log) == requests


@pytest.mark.parametrize("posted", [False, True])
def test_a_connection_that_is_reset_is_tried_again_unless_something_was_posted(
    tmp_path: Path, posted: bool
) -> None:
    """After a reset nobody knows whether the request was taken."""
    times = 0

    async def reset(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal times
        times += 1
        if times == 3:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        else:
            writer.transport.abort()

    async def run() -> Response | FetchError:
        async with raw(reset) as address, Client(tmp_path, limits=QUICK) as client:
            return await client.fetch(address, configured=True, json={"a": 1} if posted else None)

    found = asyncio.run(run())
    if posted:
        assert failed(found).temporary
    else:
        assert answered(found).body == b"ok"
    assert times == (1 if posted else 3)


def test_a_post_that_reached_nobody_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refused connection took nothing."""
    tried: list[str] = []
    monkeypatch.setattr("newsdesk.collect.network._resolved", lambda host, _: _answered_with(tried, host))
    error = failed(fetch(tmp_path, "http://127.0.0.1:1/", form={"a": "b"}))
    assert error.temporary
    assert len(tried) == QUICK.attempts


async def _answered_with(tried: list[str], host: str) -> list[str]:
    tried.append(host)
    return ["127.0.0.1"]


def test_retry_after_of_nothing_still_leaves_a_pause(tmp_path: Path, httpserver: HTTPServer) -> None:
    """A site that says "at once" is asked as often as any other, not without end."""
    httpserver.expect_request("/x").respond_with_data(status=429, headers={"Retry-After": "0"})
    assert failed(fetch(tmp_path, httpserver.url_for("/x"))).status == 429
    assert len(httpserver.log) == QUICK.attempts


# Time and size


async def _drip_head(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(40):
        writer.write(f"X-{number}: y\r\n".encode())
        await writer.drain()
        await asyncio.sleep(0.1)


async def _drip_body(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n")
    for _ in range(40):
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.1)


async def _drip_error(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 40\r\n\r\n")
    for _ in range(40):
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.1)


async def _reset_body(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\nhalf")
    await writer.drain()
    await asyncio.sleep(0.05)
    writer.transport.abort()


async def _endless_head(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nX: " + b"y" * (1 << 20))
    await writer.drain()


async def _noise(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"\x00\xff\x16\x03\x01 not http\r\n\r\n")
    await writer.drain()


@pytest.mark.parametrize(
    ("handler", "part", "temporary"),
    [
        (_drip_head, "not answered in full within 1 s", True),
        (_drip_body, "not answered in full within 1 s", True),
        (_drip_error, "answered 404", False),
        (_reset_body, "", True),
        (_endless_head, "", True),
        (_noise, "", True),
    ],
)
def test_a_server_that_never_ends_is_left(
    tmp_path: Path, handler: Handler, part: str, temporary: bool
) -> None:
    """Drips, resets and noise end within the total time, each told as what it is; nothing of it is kept."""

    async def run() -> Response | FetchError:
        limits = Limits(read=0.6, total=1.0, attempts=1, spacing=0)
        async with raw(handler) as address, Client(tmp_path, limits=limits) as client:
            return await client.fetch(address, configured=True)

    error = failed(asyncio.run(run()))
    assert part in error.reason
    assert error.temporary is temporary
    assert b"half" not in stored_bytes(tmp_path)


ZEROS = b"\0" * (50 << 20)
BOMBS = {
    "gzip": (gzip.compress(ZEROS, 1), "more than 1,048,576 bytes"),
    "deflate": (zlib.compress(ZEROS, 1), "more than 1,048,576 bytes"),
    "gzip, gzip": (gzip.compress(gzip.compress(ZEROS, 1), 1), "more than 1,048,576 bytes"),
    "gzip, gzip, gzip": (gzip.compress(b"x"), "packed in a way that wasn't asked for"),
    "br": (b"\x8b\x01\x80ok\x03", "packed in a way that wasn't asked for (br)"),
    "zstd": (b"\x28\xb5\x2f\xfd\x04\x00", "packed in a way that wasn't asked for (zstd)"),
    "identity, \x41weird": (b"x", "packed in a way that wasn't asked for (identity, aweird)"),
}


@pytest.mark.parametrize("encoding", BOMBS)
@pytest.mark.parametrize("status", [200, 500])
def test_packed_bodies_are_bounded_when_unpacked(
    tmp_path: Path, httpserver: HTTPServer, encoding: str, status: int
) -> None:
    """Bombs end at the limit of decoded bytes; what only other libraries unpack is refused."""
    body, reason = BOMBS[encoding]
    httpserver.expect_request("/x").respond_with_data(
        body, status=status, headers={"Content-Encoding": encoding}
    )
    error = failed(fetch(tmp_path, httpserver.url_for("/x"), Limits(attempts=1, spacing=0, body=1 << 20)))
    if status == 200:
        assert reason in error.reason
        assert not error.temporary
    else:
        assert "answered 500" in error.reason
        assert len(error.body) <= 1 << 16


def test_of_a_huge_error_only_the_beginning_is_read(tmp_path: Path, httpserver: HTTPServer) -> None:
    """The platform's own words are at the beginning; the rest is not waited for."""
    httpserver.expect_request("/x").respond_with_data(b'{"error":' + b"x" * (5 << 20), status=403)
    error = failed(fetch(tmp_path, httpserver.url_for("/x")))
    assert (error.status, len(error.body), error.body[:9]) == (403, 1 << 16, b'{"error":')


def test_the_content_type_is_told_and_not_trusted(tmp_path: Path, httpserver: HTTPServer) -> None:
    """A wrong one changes nothing about the bytes."""
    httpserver.expect_request("/x").respond_with_data(b"\xff{}", content_type="video/mp4; charset=utf-32")
    found = answered(fetch(tmp_path, httpserver.url_for("/x")))
    assert (found.body, found.content_type) == (b"\xff{}", "video/mp4; charset=utf-32")
    assert found.headers["content-length"] == "3"


# Where it leads

PRIVATE_PLACES = [
    "http://10.0.0.1/",
    "http://127.0.0.1:9/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b:1::7f00:1]/",
    "http://[fec0::1]/",
    "http://169.254.169.254/latest/meta-data",
    "http://0.0.0.0/",
    "http://localhost:1/",
    "http://LOCALHOST.:1/",
    "http://me@127.0.0.1:9/",
    "http://127.0.0.1.:9/",
]


@pytest.mark.parametrize("place", PRIVATE_PLACES)
def test_no_redirect_and_no_link_leads_inside(tmp_path: Path, httpserver: HTTPServer, place: str) -> None:
    """A private address is refused in every disguise, whether linked to or redirected to."""
    httpserver.expect_request("/x").respond_with_data(status=302, headers={"Location": place})
    once = Limits(attempts=1, spacing=0)
    for found in (
        fetch(tmp_path, httpserver.url_for("/x"), once),
        fetch(tmp_path, place, once, configured=False),
    ):
        told = failed(found).reason
        assert any(part in told for part in ("private address", "no address", "not an address")), told


def test_what_one_source_may_reach_is_not_open_to_another(tmp_path: Path, httpserver: HTTPServer) -> None:
    """An address inside that the operator wrote stays closed to links, also while it is connected to."""
    httpserver.expect_request("/x").respond_with_data("ok")
    address = httpserver.url_for("/x")

    async def run() -> Response | FetchError:
        async with Client(tmp_path, limits=QUICK) as client:
            answered(await client.fetch(address, configured=True))
            return await client.fetch(address)

    assert "private address" in failed(asyncio.run(run())).reason


# Credentials


def test_credentials_never_follow_a_redirect_to_another_origin(
    tmp_path: Path, httpserver: HTTPServer, other_server: HTTPServer
) -> None:
    """Headers go along to another path of the same origin; not to another port, and not back from there."""
    seen: list[tuple[str, str | None]] = []

    def look(request: Request) -> Answer:
        seen.append((request.path, request.headers.get("Authorization")))
        return (
            Answer(status=302, headers={"Location": hops[request.path]})
            if request.path in hops
            else Answer(b"ok")
        )

    hops = {
        "/start": "/next",
        "/next": other_server.url_for("/elsewhere"),
        "/elsewhere": httpserver.url_for("/back"),
    }
    for server in (httpserver, other_server):
        server.expect_request("/start").respond_with_handler(look)
        server.expect_request("/next").respond_with_handler(look)
        server.expect_request("/elsewhere").respond_with_handler(look)
        server.expect_request("/back").respond_with_handler(look)
    # The second server is a private place too: only the address that was written may be one.
    found = fetch(tmp_path, httpserver.url_for("/start"), headers={"Authorization": f"Bearer {SECRET}"})
    assert "private address" in failed(found).reason
    assert seen == [("/start", f"Bearer {SECRET}"), ("/next", f"Bearer {SECRET}")]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_what_goes_with_a_request_stays_behind_at_another_origin(status: int) -> None:
    """At the same origin 307 and 308 repeat a post and the others only read; elsewhere nothing goes along."""
    asked = asking.Asked({"Authorization": SECRET}, {"password": SECRET})
    same = asked.after(status, same_origin=True)
    assert same.headers == asked.headers
    assert same.posted is (status in (307, 308))
    if status in (307, 308):
        with pytest.raises(asking.Failed, match="posted to another site"):
            asked.after(status, same_origin=False)
    else:
        assert asked.after(status, same_origin=False) == asking.Asked()
    assert asking.Asked({"X-Key": SECRET}).after(status, same_origin=False) == asking.Asked()


def test_a_post_that_is_redirected_is_read_at_the_new_address(tmp_path: Path, httpserver: HTTPServer) -> None:
    """303 after a post leads to a page to read; 307 posts again."""
    httpserver.expect_request("/see", method="POST").respond_with_data(
        status=303, headers={"Location": "/page"}
    )
    httpserver.expect_request("/again", method="POST").respond_with_data(
        status=307, headers={"Location": "/page"}
    )
    httpserver.expect_request("/page").respond_with_handler(
        lambda request: Answer(f"{request.method} {request.form.get('a')}")
    )
    form = {"a": "b"}
    assert answered(fetch(tmp_path, httpserver.url_for("/see"), form=form)).body == b"GET None"
    assert answered(fetch(tmp_path, httpserver.url_for("/again"), form=form)).body == b"POST b"


@pytest.mark.parametrize(
    "options",
    [
        {"headers": {"Authorization": f"Bearer {SECRET}"}},
        {"headers": {"X-Api-Key": SECRET}},
        {"form": {"password": SECRET}},
        {"json": {"password": SECRET}},
        {"params": {"key": SECRET}},
        {"address": f"http://desk:{SECRET}@"},
        {"path": f"/feed/{SECRET}/all.xml"},
    ],
)
@pytest.mark.parametrize("status", [200, 404])
def test_no_secret_is_on_disk_or_in_a_message(
    tmp_path: Path, httpserver: HTTPServer, options: dict[str, Any], status: int
) -> None:
    """Wherever a key is written, it is sent to its site, and found in no file and no error."""
    seen: list[str] = []

    def look(request: Request) -> Answer:
        login = request.authorization.password if request.authorization else None
        seen.append(f"{request.url} {request.headers} {request.get_data(as_text=True)} {login}")
        return Answer(b"the answer", status, headers={"Cache-Control": "max-age=600", "ETag": '"a"'})

    path = options.get("path", "/x")
    address = httpserver.url_for(path)
    if "address" in options:
        address = address.replace("http://", options["address"])
    httpserver.expect_request(path).respond_with_handler(look)
    sent = {name: told for name, told in options.items() if name not in ("address", "path")}
    for _ in range(2):
        found = fetch(tmp_path, address, **sent)
        assert isinstance(found, Response) or SECRET not in f"{found} {found!r}"
    assert all(SECRET in request for request in seen)
    assert SECRET.encode() not in stored_bytes(tmp_path)
    kept = bool({"params", "path"} & options.keys())
    assert (b"the answer" in stored_bytes(tmp_path)) is kept
    assert len(seen) == (1 if kept else 2)


def test_a_name_and_password_in_a_link_are_not_sent(tmp_path: Path, httpserver: HTTPServer) -> None:
    """Only what the operator wrote is a login; one that a redirect brings is left out."""
    httpserver.expect_request("/x").respond_with_data(
        status=302, headers={"Location": httpserver.url_for("/y").replace("http://", "http://me:you@")}
    )
    httpserver.expect_request("/y").respond_with_handler(
        lambda request: Answer(request.headers.get("Authorization", "none"))
    )
    found = answered(fetch(tmp_path, httpserver.url_for("/x")))
    assert (found.body, found.url) == (b"none", httpserver.url_for("/y"))


@pytest.mark.parametrize("key", [f"{SECRET}\n", f"{SECRET}’", f"a\r\nX: {SECRET}", f" {SECRET}"])
def test_a_key_that_was_copied_badly_is_named_and_not_shown(
    tmp_path: Path, httpserver: HTTPServer, key: str
) -> None:
    """A line break or a typographic quote in a key is a permanent fault that doesn't repeat the key."""
    error = failed(fetch(tmp_path, httpserver.url_for("/x"), headers={"Authorization": key}))
    assert "Authorization" in error.reason
    assert SECRET not in repr(error)
    assert not error.temporary


@pytest.mark.parametrize(
    "address", ["", "nonsense", f"http://a:{SECRET}/b@c/", "http://[::1", "http://\x00/", "//a/"]
)
def test_what_is_no_address_is_told(tmp_path: Path, address: str) -> None:
    """A mistake in an address is a permanent fault, in whose words no password stands."""
    error = failed(fetch(tmp_path, address))
    assert not error.temporary
    assert SECRET not in repr(error)


def test_the_gentlest_of_several_paces_holds() -> None:
    """Two sources that share a host are both held to the slower and the fewer."""
    from newsdesk.collect.pacing import Hosts

    hosts = Hosts(Limits())
    hosts.state("A.example.", Pace(0.5, 4))
    hosts.state("a.example", Pace(3.0, 8))
    assert hosts._host("a.example").stated == Pace(3.0, 4)
