"""Faults: whatever the network and the API do ends in an answer or a clear failure, and is bounded."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from asking_desk import Desk, answered, make_request, unanswered
from claude_server import Answer, ClaudeServer, failing, stream
from hypothesis import given
from hypothesis import strategies as st
from llmock.pytest_plugin import LLMock
from llmock.scenarios import Reply as Scripted

from newsdesk.config import Claude
from newsdesk.write.budget import spending
from newsdesk.write.claude import recording
from newsdesk.write.claude.heard import Heard, wait_asked, wait_before
from newsdesk.write.replies import Reply

LONG = Scripted("Lo", finish_reason="length")

# What llmock does to a client, what must become of it: (fault, outcomes of the calls, answered?, waits).
FAULTS: list[tuple[str, Callable[[LLMock], object], list[str], bool, list[float]]] = [
    ("none", lambda mock: mock, ["answered"], True, []),
    ("429 with Retry-After", lambda m: m.rate_limit(retry_after=7), ["failed", "answered"], True, [7.0]),
    ("429 for ever", lambda m: m.rate_limit(times=None, retry_after=9), ["failed"] * 4, False, [9.0] * 3),
    ("529", lambda mock: mock.fail(529, retry_after=None), ["failed", "answered"], True, [1.0]),
    ("500", lambda mock: mock.fail(500), ["failed", "answered"], True, [2.0]),
    ("an outage", lambda mock: mock.outage(status=500), ["failed"] * 4, False, [2.0, 4.0, 8.0]),
    ("400", lambda mock: mock.fail(400), ["failed"], False, []),
    ("401", lambda mock: mock.fail(401), ["failed"], False, []),
    ("402", lambda mock: mock.fail(402), ["failed"], False, []),
    ("spend limit", lambda m: m.fail(429, code="enforced_spend_limit_reached"), ["failed"], False, []),
    ("cut", lambda mock: mock.disconnect(after_chunks=3), ["cut", "answered"], True, [2.0]),
    ("truncated", lambda mock: mock.truncate(after_chunks=4), ["cut", "answered"], True, [2.0]),
    ("truncated for ever", lambda m: m.truncate(times=None), ["cut"] * 4, False, [2.0, 4.0, 8.0]),
    ("malformed SSE", lambda mock: mock.corrupt(after_chunks=3), ["failed", "answered"], True, [2.0]),
    ("refusal", lambda m: m.add(Scripted("No.", finish_reason="content_filter")), ["refused"], False, []),
    ("too long once", lambda m: m.add(LONG), ["cut", "answered"], True, []),
    ("too long twice", lambda m: m.add(LONG, LONG), ["cut", "cut"], False, []),
    ("malformed JSON", lambda mock: mock.reply('{"headline": '), ["answered"], True, []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "fault", "outcomes", "answered", "waits"), FAULTS, ids=[f[0] for f in FAULTS]
)
def test_each_fault_ends_within_its_bounds(
    llmock: LLMock,
    desk: Desk,
    name: str,
    fault: Callable[[LLMock], object],
    outcomes: list[str],
    answered: bool,
    waits: list[float],
) -> None:
    """A fault of the real world ends in an answer or a clear failure, after the calls and waits it should."""
    fault(llmock)
    desk.base_url = llmock.base_url("anthropic")
    request = make_request()
    with desk.asker() as asker:
        found = asker.ask(request)
    assert isinstance(found, Reply) == answered, found
    saved = desk.saved(request)
    assert [call.outcome for call in saved.calls] == outcomes
    assert desk.slept == waits
    assert len(llmock.requests) == len(outcomes)
    assert (saved.answer is not None) == answered
    ledger = spending(desk.layout, desk.now.date())
    assert [call.cost_usd for call in ledger.calls] == [call.cost_usd for call in saved.calls]
    if not answered:
        assert "Claude gave no answer" in unanswered(found).reason
        assert all(call.detail for call in saved.calls)
    assert not recording.place(desk.layout, request.key).exists()


def test_a_stalled_stream_is_left_after_the_timeout(llmock: LLMock, desk: Desk) -> None:
    """A stream that is silent for ``timeout_seconds`` counts with its estimate, and is tried again."""
    llmock.stall(after_chunks=2, seconds=3)
    desk.base_url = llmock.base_url("anthropic")
    with desk.asker(timeout_seconds=0.3) as asker:
        reply = answered(asker.ask(make_request()))
    assert [call.outcome for call in reply.calls] == ["cut", "answered"]
    assert reply.calls[0].cost_usd is None
    assert desk.spent > (reply.calls[0].estimated_usd or 0)


def test_a_client_on_llmock_handles_every_fault_correctly(llmock: LLMock, desk: Desk) -> None:
    """By llmock's own verdict on five faults, nothing is retried too early, too often or in vain."""
    llmock.rate_limit(retry_after=0.2).fail(529, retry_after=0.2).fail(500).truncate().disconnect()
    desk.base_url = llmock.base_url("anthropic")
    # The verdict is about real time: what the server asked for is waited, the rest cut short.
    with desk.asker(attempts=10, sleep=lambda seconds: time.sleep(min(seconds, 0.3))) as asker:
        answered(asker.ask(make_request()))
    llmock.assert_resilient()


def test_a_429_without_retry_after_waits_by_itself(server: ClaudeServer, desk: Desk) -> None:
    """Without the header the waits are 2, 4, 8 seconds: no chance in them."""
    server.answer(*[failing(429, "rate_limit_error")] * 3)
    with desk.asker() as asker:
        answered(asker.ask(make_request()))
    assert desk.slept == [2.0, 4.0, 8.0]


@pytest.mark.parametrize(
    ("asked", "waits", "calls"),
    [
        ("3600", [60.0] * 3, 4),
        ("100000000000", [60.0] * 3, 4),
        ("nan", [2.0, 4.0, 8.0], 4),
        ("-5", [2.0, 4.0, 8.0], 4),
    ],
)  # fmt: skip
def test_a_server_can_t_make_us_wait_for_ever(
    server: ClaudeServer, desk: Desk, asked: str, waits: list[float], calls: int
) -> None:
    """A Retry-After is obeyed up to a minute, and nonsense in it not at all."""
    server.answer(*[failing(529, "overloaded_error", ("retry-after", asked))] * 9)
    with desk.asker() as asker:
        unanswered(asker.ask(make_request()))
    assert (desk.slept, len(server.seen)) == (waits, calls)


def test_patience_ends_before_the_attempts_do(server: ClaudeServer, desk: Desk) -> None:
    """No wait is begun that would end after ``patience_seconds``."""
    server.answer(*[failing(529, "overloaded_error", ("retry-after", "30"))] * 9)
    with desk.asker(patience_seconds=70, attempts=9) as asker:
        found = unanswered(asker.ask(make_request()))
    assert desk.slept == [30.0, 30.0]
    assert found.reason == (
        "Claude gave no answer in 3 calls: HTTP 529 (overloaded_error: It went wrong.). Try again later."
    )


def test_x_should_retry_false_is_obeyed(server: ClaudeServer, desk: Desk) -> None:
    """A server that says a retry is in vain gets none."""
    server.answer(failing(500, "api_error", ("x-should-retry", "false")))
    with desk.asker() as asker:
        unanswered(asker.ask(make_request()))
    assert len(server.seen) == 1


def test_an_account_s_limit_stops_the_run(server: ClaudeServer, desk: Desk) -> None:
    """After a spend limit, told as the real API does, no other request of the run is sent."""
    server.answer(failing(429, "rate_limit_error", ("retry-after", "5"), code="enforced_spend_limit_reached"))
    with desk.asker() as asker:
        first = unanswered(asker.ask(make_request(1)))
        second = unanswered(asker.ask(make_request(2)))
    assert len(server.seen) == 1
    assert "Raise the account's limit" in first.reason
    assert second.reason.startswith("Claude wasn't asked, for no other request was answered either: HTTP 429")


def test_after_an_outage_each_other_request_gets_one_call(server: ClaudeServer, desk: Desk) -> None:
    """A long outage costs its patience once; with the first answer everything is as before."""
    server.answer(*[failing(529, "overloaded_error")] * 5)
    with desk.asker() as asker:
        unanswered(asker.ask(make_request(1)))
        unanswered(asker.ask(make_request(2)))
        assert len(server.seen) == 5
        answered(asker.ask(make_request(3)))
        server.answer(failing(529, "overloaded_error"))
        answered(asker.ask(make_request(4)))


def test_an_error_event_in_the_stream_is_a_failed_call(server: ClaudeServer, desk: Desk) -> None:
    """An overload that comes after the stream began is told as such and tried again."""
    data = json.dumps({"type": "error", "error": {"type": "overloaded_error", "message": "Full."}})
    error = f"event: error\ndata: {data}\n\n".encode()
    server.answer(Answer((*stream()[:4], error)))
    with desk.asker() as asker:
        reply = answered(asker.ask(make_request()))
    assert reply.calls[0].detail == "HTTP 529 (overloaded_error: Full.)"
    assert reply.calls[0].cost_usd is None


def test_a_connection_that_breaks_after_the_message_breaks_nothing(server: ClaudeServer, desk: Desk) -> None:
    """A message that came whole is an answer, however the connection ended."""
    server.answer(Answer(tuple(stream()), cut=True))
    with desk.asker() as asker:
        reply = answered(asker.ask(make_request()))
    assert len(reply.calls) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>A proxy's login page</body></html>",
        b'{"type": "message", "content": []}',
        b"event: message_start\ndata: [1, 2\n\n",
        b"event: message_start\ndata: " + b"[" * 5000 + b"\n\n",
        b"event: content_block_delta\ndata: {\"type\": \"content_block_delta\", \"index\": 0}\n\n",
        b"data: {\"type\": \"message_start\"}\n\n",
        b"\xff\xfe\x00",
        b"",
        stream()[0] + stream()[3].replace(b'"index": 0', b'"index": 7'),
        stream()[0].replace(b'"usage": {', b'"usage": 5, "x": {') + b"".join(stream()[1:]),
    ],
)  # fmt: skip
def test_what_can_t_be_read_is_a_failed_call(server: ClaudeServer, desk: Desk, body: bytes) -> None:
    """Whatever comes with status 200 and is no message is reported: no traceback, no answer."""
    server.answer(*[Answer((body,) if body else ())] * 2)
    request = make_request()
    with desk.asker(attempts=2) as asker:
        found = unanswered(asker.ask(request))
    assert found.kind == "failed"
    assert {call.outcome for call in desk.saved(request).calls} <= {"failed", "cut"}


@pytest.mark.parametrize(
    "body",
    [
        {"type": "error", "error": {"type": ["x"], "message": {"a": 1}, "details": {"error_code": 7}}},
        {"type": "error", "error": "overloaded"},
        {"error": {"type": 5, "details": []}},
        ["nothing"],
        "text",
        None,
    ],
)
@pytest.mark.parametrize("status", [200, 429, 500])
def test_a_strange_error_is_an_error(server: ClaudeServer, desk: Desk, body: Any, status: int) -> None:
    """An error whose body is not what the API promises is told like any other."""
    data = json.dumps(body)
    chunk = f"event: error\ndata: {data}\n\n" if status == 200 else data
    server.answer(Answer((chunk.encode(),), status))
    request = make_request()
    with desk.asker(attempts=1) as asker:
        unanswered(asker.ask(request))
    assert desk.saved(request).calls[0].detail


@cache
def reading_line() -> Any:
    """Return a line that reads and never asks."""
    from newsdesk.write.claude.sdk import Line

    return Line(Claude(), {}, lambda: Desk.now)


@given(
    damage=st.lists(
        st.tuples(st.integers(0, 900), st.integers(0, 12), st.binary(max_size=6)), min_size=1, max_size=3
    )
)
def test_no_damaged_stream_raises(damage: list[tuple[int, int, bytes]]) -> None:
    """Bytes taken out of a stream or put into it give a judgement, and only end_turn an answer."""
    line = reading_line()
    data = b"".join(stream("A rather long answer, in many pieces."))
    for place, length, put in damage:
        data = data[:place] + put + data[place + length :]
    heard = line.read(data)
    assert (heard.outcome == "answered") == (heard.stop_reason == "end_turn" and heard.outcome != "failed")
    heard.model_dump_json()


def test_text_that_is_no_unicode_is_stored_as_a_replacement(server: ClaudeServer, desk: Desk) -> None:
    """A lone surrogate in an answer can be saved, and read again."""
    chunks = [chunk.replace(b"An answ", b"A\\ud800nsw") for chunk in stream()]
    server.answer(Answer(tuple(chunks)))
    request = make_request()
    with desk.asker() as asker:
        assert answered(asker.ask(request)).answer == "A?nswer."
    assert desk.saved(request).answer == "A?nswer."


def test_nobody_there_costs_nothing(desk: Desk) -> None:
    """A refused connection is certainly unpaid, and the failure names it."""
    with desk.asker(attempts=2) as asker:
        found = unanswered(asker.ask(make_request()))
    assert "ConnectError" in found.reason
    assert desk.spent == 0


@given(
    header=st.text(max_size=30) | st.integers().map(str) | st.floats().map(str),
    name=st.sampled_from(["retry-after", "retry-after-ms"]),
    attempt=st.integers(1, 10_000),
)
def test_every_wait_is_between_nothing_and_a_minute(header: str, name: str, attempt: int) -> None:
    """Whatever a server writes into Retry-After, the wait is bounded."""
    wait = wait_asked({name: header}, Desk.now)
    assert 0 <= wait_before(Heard(outcome="failed", wait=wait), attempt) <= 60


def test_a_retry_after_may_be_a_date() -> None:
    """The header's other form is read against the clock; a date that is past means now."""
    assert wait_asked({"retry-after": "Fri, 27 Mar 2026 12:00:30 GMT"}, Desk.now) == 30
    assert wait_asked({"retry-after": "Fri, 27 Mar 2026 11:00:00 GMT"}, Desk.now) == 0
    assert wait_asked({"retry-after-ms": "1500", "retry-after": "9"}, Desk.now) == 1.5
