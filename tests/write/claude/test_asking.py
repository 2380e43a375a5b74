"""Asking: each request once, each fault to an answer, a hold or a clear failure, and all of it bounded."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from claude_server import Answer, ClaudeServer, failing, stream
from conftest import KEY, Desk, make_request
from hypothesis import given
from hypothesis import strategies as st
from llmock.pytest_plugin import LLMock
from llmock.scenarios import Reply as Scripted

from newsdesk.config import ModelPrice
from newsdesk.errors import ReplyError
from newsdesk.write import replies
from newsdesk.write.budget import spending
from newsdesk.write.claude import recording
from newsdesk.write.claude.heard import Heard, wait_asked, wait_before
from newsdesk.write.replies import Call, Reply
from newsdesk.write.requests import Request, Unanswered


def _answered(found: Reply | Unanswered) -> Reply:
    assert isinstance(found, Reply), found
    assert found.answer is not None
    return found


def _unanswered(found: Reply | Unanswered) -> Unanswered:
    assert isinstance(found, Unanswered), found
    return found


def _saved(desk: Desk, request: Request) -> Reply:
    found = replies.load(desk.layout, request.key)
    assert found is not None
    return found


def _spent(desk: Desk) -> float:
    return spending(desk.layout, desk.now.date()).usd


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
    ("max_tokens once", lambda m: m.add(Scripted("Lo", finish_reason="length")), ["cut", "answered"], True, []),
    (
        "max_tokens twice",
        lambda mock: mock.add(Scripted("Lo", finish_reason="length", times=None)),
        ["cut", "cut"],
        False,
        [],
    ),
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
    saved = _saved(desk, request)
    assert [call.outcome for call in saved.calls] == outcomes
    assert desk.slept == waits
    assert len(llmock.requests) == len(outcomes)
    assert (saved.answer is not None) == answered
    ledger = spending(desk.layout, desk.now.date())
    assert [call.cost_usd for call in ledger.calls] == [call.cost_usd for call in saved.calls]
    if not answered:
        assert "Claude gave no answer" in _unanswered(found).reason
        assert all(call.detail for call in saved.calls)
    assert not recording.place(desk.layout, request.key).exists()


def test_a_stalled_stream_is_left_after_the_timeout(llmock: LLMock, desk: Desk) -> None:
    """A stream that says nothing for ``timeout_seconds`` is cut, counts with its estimate, and is tried again."""
    llmock.stall(after_chunks=2, seconds=3)
    desk.base_url = llmock.base_url("anthropic")
    with desk.asker(timeout_seconds=0.3) as asker:
        reply = _answered(asker.ask(make_request()))
    assert [call.outcome for call in reply.calls] == ["cut", "answered"]
    assert reply.calls[0].cost_usd is None
    assert _spent(desk) > (reply.calls[0].estimated_usd or 0)


def test_a_client_on_llmock_handles_every_fault_correctly(llmock: LLMock, desk: Desk) -> None:
    """llmock's own verdict on a run through five faults: nothing is retried too early, too often or in vain."""
    llmock.rate_limit(retry_after=0.2).fail(529).fail(500).truncate().disconnect()
    desk.base_url = llmock.base_url("anthropic")
    # The verdict is about real time: what the server asked for is waited, the rest cut short.
    with desk.asker(attempts=10, sleep=lambda seconds: time.sleep(min(seconds, 0.3))) as asker:
        _answered(asker.ask(make_request()))
    llmock.assert_resilient()


def test_an_answer_is_asked_for_once_and_for_ever(server: ClaudeServer, desk: Desk) -> None:
    """The second time, and in another run without a key, the recorded reply is given and nobody is asked."""
    request = make_request()
    with desk.asker() as asker:
        first = _answered(asker.ask(request))
        assert asker.ask(request) == first
    assert desk.asker(key=None).ask(request) == first
    assert len(server.seen) == 1
    assert (first.answer, first.model_answered) == ("An answer.", "claude-opus-5-5")
    assert first.sdk is not None
    assert first.sdk.startswith("anthropic 2.")
    (call,) = first.calls
    assert (call.request_id, call.message_id, call.stop_reason) == ("req_1", "msg_1", "end_turn")
    assert call.usage == {"input_tokens": 1000, "output_tokens": 500}
    assert call.cost_usd == pytest.approx(1000 * 4e-6 + 500 * 20e-6)
    assert first.message is not None
    assert first.message["content"] == [{"text": "An answer.", "type": "text"}]


def test_what_is_sent_is_the_body_and_a_stream(server: ClaudeServer, desk: Desk) -> None:
    """The request's body arrives as it is, streaming; the SDK's own retries are off."""
    request = make_request(output_config={"effort": "medium"}, system=[{"type": "text", "text": "Write."}])
    server.answer(failing(500, "api_error"))
    with desk.asker(attempts=1) as asker:
        asker.ask(request)
    (seen,) = server.seen
    assert seen.body == {**request.body, "stream": True}
    assert seen.path == "/v1/messages"
    assert seen.headers["authorization"] == f"Bearer {KEY}"


def test_a_demonstration_s_answer_needs_no_key(desk: Desk) -> None:
    """A reply that was written by hand is given like any other."""
    request = make_request()
    made = Reply.blank(request).model_copy(update={"origin": "demonstration", "answer": "{}"})
    replies.save(desk.layout, made)
    assert desk.asker(key=None).ask(request) == made


def test_without_a_key_the_request_is_held(desk: Desk) -> None:
    """The operator is told which variable is missing, and nothing is written."""
    found = _unanswered(desk.asker(key=None).ask(make_request()))
    assert (found.kind, "ANTHROPIC_API_KEY is not set" in found.reason) == ("held", True)
    assert list(replies.every(desk.layout)) == []


def test_a_429_without_retry_after_waits_by_itself(server: ClaudeServer, desk: Desk) -> None:
    """Without the header the waits are 2, 4, 8 seconds: no chance in them."""
    server.answer(*[failing(429, "rate_limit_error")] * 3)
    with desk.asker() as asker:
        _answered(asker.ask(make_request()))
    assert desk.slept == [2.0, 4.0, 8.0]


@pytest.mark.parametrize(
    ("asked", "waits", "calls"),
    [("3600", [60.0] * 3, 4), ("100000000000", [60.0] * 3, 4), ("nan", [2.0, 4.0, 8.0], 4), ("-5", [2.0, 4.0, 8.0], 4)],
)  # fmt: skip
def test_a_server_can_t_make_us_wait_for_ever(
    server: ClaudeServer, desk: Desk, asked: str, waits: list[float], calls: int
) -> None:
    """A Retry-After is obeyed up to a minute, and nonsense in it not at all."""
    server.answer(*[failing(529, "overloaded_error", ("retry-after", asked))] * 9)
    with desk.asker() as asker:
        _unanswered(asker.ask(make_request()))
    assert (desk.slept, len(server.seen)) == (waits, calls)


def test_patience_ends_before_the_attempts_do(server: ClaudeServer, desk: Desk) -> None:
    """No wait is begun that would end after ``patience_seconds``."""
    server.answer(*[failing(529, "overloaded_error", ("retry-after", "30"))] * 9)
    with desk.asker(patience_seconds=70, attempts=9) as asker:
        found = _unanswered(asker.ask(make_request()))
    assert desk.slept == [30.0, 30.0]
    assert found.reason == (
        "Claude gave no answer in 3 calls: HTTP 529 (overloaded_error: It went wrong.). Try again later."
    )


def test_x_should_retry_false_is_obeyed(server: ClaudeServer, desk: Desk) -> None:
    """A server that says a retry is in vain gets none."""
    server.answer(failing(500, "api_error", ("x-should-retry", "false")))
    with desk.asker() as asker:
        _unanswered(asker.ask(make_request()))
    assert len(server.seen) == 1


def test_an_account_s_limit_stops_the_run(server: ClaudeServer, desk: Desk) -> None:
    """After a spend limit, told as the real API does, no other request of the run is sent."""
    server.answer(failing(429, "rate_limit_error", ("retry-after", "5"), code="enforced_spend_limit_reached"))
    with desk.asker() as asker:
        first = _unanswered(asker.ask(make_request(1)))
        second = _unanswered(asker.ask(make_request(2)))
    assert len(server.seen) == 1
    assert "Raise the account's limit" in first.reason
    assert second.reason.startswith("Claude wasn't asked, for no other request was answered either: HTTP 429")


def test_after_an_outage_each_other_request_gets_one_call(server: ClaudeServer, desk: Desk) -> None:
    """A long outage costs its patience once; with the first answer everything is as before."""
    server.answer(*[failing(529, "overloaded_error")] * 5)
    with desk.asker() as asker:
        _unanswered(asker.ask(make_request(1)))
        _unanswered(asker.ask(make_request(2)))
        assert len(server.seen) == 5
        _answered(asker.ask(make_request(3)))
        server.answer(failing(529, "overloaded_error"))
        _answered(asker.ask(make_request(4)))


def test_max_tokens_is_doubled_once(server: ClaudeServer, desk: Desk) -> None:
    """The second call may be twice as long; both are paid and booked by what they used."""
    server.answer(Answer(tuple(stream("Lo", stop="max_tokens", output=2000))))
    with desk.asker() as asker:
        reply = _answered(asker.ask(make_request()))
    assert [seen.body["max_tokens"] for seen in server.seen] == [2000, 4000]
    assert [call.max_tokens for call in reply.calls] == [2000, 4000]
    assert _spent(desk) == pytest.approx(2 * 1000 * 4e-6 + 2500 * 20e-6)
    assert reply.request["max_tokens"] == 2000


def test_max_tokens_are_never_more_than_a_model_gives(server: ClaudeServer, desk: Desk) -> None:
    """Where the doubled limit would be beyond any model, the largest is asked for; at the largest, nothing."""
    server.answer(
        Answer(tuple(stream("Lo", stop="max_tokens"))), *[Answer(tuple(stream("Lo", stop="max_tokens")))] * 5
    )
    with desk.asker(ceilings="none") as asker:
        asker.ask(make_request(1, max_tokens=100_000))
        asker.ask(make_request(2, max_tokens=128_000))
    assert [seen.body["max_tokens"] for seen in server.seen] == [100_000, 128_000, 128_000]


@pytest.mark.parametrize("stop", ["refusal", "tool_use", "pause_turn", "model_context_window_exceeded"])
def test_what_is_no_answer_is_not_asked_for_again_on_its_own(
    server: ClaudeServer, desk: Desk, stop: str
) -> None:
    """Only end_turn is an answer; what the model made of the request it would make again, until it is told to."""
    server.answer(Answer(tuple(stream("No", stop=stop))))
    request = make_request()
    with desk.asker() as asker:
        _unanswered(asker.ask(request))
    assert _saved(desk, request).message is not None
    later = _unanswered(desk.asker().ask(request))
    assert "on 2026-03-27. newsdesk write --ask-again asks once more." in later.reason
    assert len(server.seen) == 1
    with desk.asker(ask_again=True) as asker:
        _answered(asker.ask(request))


def test_what_was_too_long_twice_is_not_asked_for_again_on_its_own(server: ClaudeServer, desk: Desk) -> None:
    """A later run doesn't pay a third time for half a story; with --ask-again it begins anew."""
    server.answer(*[Answer(tuple(stream("Lo", stop="max_tokens")))] * 2)
    request = make_request()
    with desk.asker() as asker:
        _unanswered(asker.ask(request))
    assert "than twice as many" in _unanswered(desk.asker().ask(request)).reason
    with desk.asker(ask_again=True) as asker:
        _answered(asker.ask(request))
    assert [seen.body["max_tokens"] for seen in server.seen] == [2000, 4000, 2000]


def test_an_error_event_in_the_stream_is_a_failed_call(server: ClaudeServer, desk: Desk) -> None:
    """An overload that comes after the stream began is told as such and tried again."""
    data = json.dumps({"type": "error", "error": {"type": "overloaded_error", "message": "Full."}})
    error = f"event: error\ndata: {data}\n\n".encode()
    server.answer(Answer((*stream()[:4], error)))
    with desk.asker() as asker:
        reply = _answered(asker.ask(make_request()))
    assert reply.calls[0].detail == "HTTP 529 (overloaded_error: Full.)"
    assert reply.calls[0].cost_usd is None


def test_a_connection_that_breaks_after_the_message_breaks_nothing(server: ClaudeServer, desk: Desk) -> None:
    """A message that came whole is an answer, however the connection ended."""
    server.answer(Answer(tuple(stream()), cut=True))
    with desk.asker() as asker:
        reply = _answered(asker.ask(make_request()))
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
        stream()[0].replace(b'"usage": {', b'"usage": [{').replace(b"}}\n", b"}]}\n") + b"".join(stream()[1:]),
    ],
)  # fmt: skip
def test_what_can_t_be_read_is_a_failed_call(server: ClaudeServer, desk: Desk, body: bytes) -> None:
    """Whatever comes with status 200 and is no message is reported, never a traceback, and never an answer."""
    server.answer(*[Answer((body,) if body else ())] * 2)
    request = make_request()
    with desk.asker(attempts=2) as asker:
        found = _unanswered(asker.ask(request))
    assert found.kind == "failed"
    assert {call.outcome for call in _saved(desk, request).calls} <= {"failed", "cut"}


@given(
    damage=st.lists(
        st.tuples(st.integers(0, 900), st.integers(0, 12), st.binary(max_size=6)), min_size=1, max_size=3
    )
)
def test_no_damaged_stream_raises(damage: list[tuple[int, int, bytes]]) -> None:
    """Bytes taken out of a stream or put into it give a judgement, and only end_turn an answer."""
    line = _line()
    data = b"".join(stream("A rather long answer, in many pieces."))
    for place, length, put in damage:
        data = data[:place] + put + data[place + length :]
    heard = line.read(data)
    assert (heard.outcome == "answered") == (heard.stop_reason == "end_turn" and heard.outcome != "failed")
    heard.model_dump_json()


def _line() -> Any:
    from newsdesk.config import Claude
    from newsdesk.write.claude.sdk import Line

    if not hasattr(_line, "made"):
        _line.made = Line(Claude(), {"ANTHROPIC_API_KEY": KEY}, lambda: Desk.now)  # type: ignore[attr-defined]
    return _line.made  # type: ignore[attr-defined]


def test_text_that_is_no_unicode_is_stored_as_a_replacement(server: ClaudeServer, desk: Desk) -> None:
    """A lone surrogate in an answer can be saved, and read again."""
    chunks = [chunk.replace(b"An answ", b"A\\ud800nsw") for chunk in stream()]
    server.answer(Answer(tuple(chunks)))
    request = make_request()
    with desk.asker() as asker:
        assert _answered(asker.ask(request)).answer == "A?nswer."
    assert _saved(desk, request).answer == "A?nswer."


@pytest.mark.parametrize(
    "fault",
    [
        Answer((json.dumps({"type": "error", "error": {"type": f"authentication_error {KEY}", "message": f"Bad key {KEY}"}}).encode(),), 401),
        Answer((f"no such key: {KEY}".encode(),), 500),
        Answer(tuple(stream(f"Your key is {KEY}."))),
        Answer((f"event: error\ndata: {KEY}\n\n".encode(),)),
    ],
)  # fmt: skip
def test_the_key_stands_nowhere(server: ClaudeServer, desk: Desk, fault: Answer) -> None:
    """A server that gives the key back doesn't get it into a file or a message."""
    server.answer(fault)
    with desk.asker(attempts=1) as asker:
        found = asker.ask(make_request())
    assert KEY not in repr(found) + str(found) + "".join(desk.said)
    for path in desk.layout.root.rglob("*"):
        assert not path.is_file() or KEY.encode() not in path.read_bytes(), path


def test_a_key_with_a_line_s_end_is_a_key(server: ClaudeServer, desk: Desk) -> None:
    """What a file or a secret store puts behind a key is taken off, not told in an exception."""
    with desk.asker(key=f" {KEY}\n") as asker:
        _answered(asker.ask(make_request()))
    assert server.seen[0].headers["authorization"] == f"Bearer {KEY}"


def test_nobody_there_costs_nothing(desk: Desk) -> None:
    """A refused connection is certainly unpaid, and the failure names it."""
    with desk.asker(attempts=2) as asker:
        found = _unanswered(asker.ask(make_request()))
    assert "ConnectError" in found.reason
    assert _spent(desk) == 0


@pytest.mark.parametrize("ceiling", ["story", "run", "day"])
def test_a_ceiling_is_kept_before_the_call(server: ClaudeServer, desk: Desk, ceiling: str) -> None:
    """A call that could pass a ceiling isn't made; the reason gives the numbers and the setting."""
    with desk.asker(ceilings={ceiling: 0.05}) as asker:
        _answered(asker.ask(make_request(1)))
        request = make_request(2).model_copy(update={"story": "story-1"})
        found = _unanswered(asker.ask(request))
    assert found.kind == "held"
    assert found.reason.startswith(
        f"The ceiling of $0.05 for a {ceiling} would be passed: $0.0140 is spent, and this call may cost $0.0402."
    )
    assert f"claude.ceilings.{ceiling} in newsdesk.yaml" in found.reason
    assert len(server.seen) == 1
    assert replies.load(desk.layout, request.key) is None


def test_retries_are_held_by_a_ceiling_too(server: ClaudeServer, desk: Desk) -> None:
    """A stream that is cut again and again counts each time, until the story's ceiling ends it."""
    server.answer(*[Answer(tuple(stream()[:4]))] * 9)
    with desk.asker(attempts=9, ceilings={"story": 0.1}) as asker:
        found = _unanswered(asker.ask(make_request()))
    assert found.kind == "held"
    assert "Before that: the stream ended before the message did." in found.reason
    assert len(server.seen) == 2


def test_a_model_without_a_price_is_held_until_the_operator_says_what_it_costs(
    server: ClaudeServer, desk: Desk
) -> None:
    """No ceiling can be kept without a price: it is asked for, or the ceilings are lifted."""
    request = make_request(model="claude-novum-9")
    with desk.asker() as asker:
        found = _unanswered(asker.ask(request))
    assert (found.kind, "No price is known for claude-novum-9" in found.reason) == ("held", True)
    assert server.seen == []
    server.answer(Answer(tuple(stream(model="claude-novum-9"))))
    price = ModelPrice(model="claude-novum-9", input=1, output=2)
    with desk.asker(prices=[price]) as asker:
        (call,) = _answered(asker.ask(request)).calls
    assert (call.cost_usd, call.prices) == (pytest.approx(1000 * 1e-6 + 500 * 2e-6), "newsdesk.yaml")
    with desk.asker(ceilings="none") as asker:
        (call,) = _answered(asker.ask(make_request(2, model="claude-novum-9"))).calls
    assert (call.cost_usd, call.estimated_usd, call.prices) == (None, None, None)


def test_a_call_that_was_left_open_is_not_made_again_on_its_own(server: ClaudeServer, desk: Desk) -> None:
    """What a killed run may have paid for is asked for again only when the operator says so."""
    request = make_request()
    opened = Call(asked_at=desk.now, outcome="open", max_tokens=2000, estimated_usd=0.04)
    replies.save(desk.layout, Reply.blank(request).model_copy(update={"calls": (opened,)}))
    found = _unanswered(desk.asker().ask(request))
    assert "an earlier run was stopped while it waited" in found.reason
    assert "newsdesk write --ask-again asks once more" in found.reason
    assert server.seen == []
    with desk.asker(ask_again=True) as asker:
        reply = _answered(asker.ask(request))
    assert [call.outcome for call in reply.calls] == ["cut", "answered"]


@pytest.mark.parametrize("whole", [True, False])
def test_what_a_killed_run_had_heard_to_its_end_is_an_answer(
    server: ClaudeServer, desk: Desk, whole: bool
) -> None:
    """A recording that holds a whole message is taken and booked; half a one is not."""
    request = make_request()
    server.answer(Answer(tuple(stream())))
    with desk.asker() as asker:
        expected = _answered(asker.ask(request))
    replies.save(
        desk.layout,
        expected.model_copy(
            update={
                "calls": (expected.calls[0].model_copy(update={"outcome": "open", "cost_usd": None}),),
                "answer": None,
                "message": None,
            }
        ),
    )
    data = b"".join(stream() if whole else stream()[:-2])
    recording.place(desk.layout, request.key).write_bytes(data)
    with desk.asker(key=None) as asker:
        found = asker.ask(request)
    assert len(server.seen) == 1
    if whole:
        assert _answered(found).answer == expected.answer
        assert _answered(found).calls[0].cost_usd == expected.calls[0].cost_usd
        assert not recording.place(desk.layout, request.key).exists()
    else:
        assert "an earlier run was stopped" in _unanswered(found).reason


def test_a_reply_that_can_t_be_trusted_is_named_and_left(server: ClaudeServer, desk: Desk) -> None:
    """A damaged reply stops the request with its place, costs nothing, and stays as it was found."""
    request = make_request()
    path = replies.path_of(desk.layout, request.key)
    path.parent.mkdir(parents=True)
    path.write_text("{")
    with desk.asker() as asker, pytest.raises(ReplyError, match=request.key):
        asker.ask(request)
    assert (path.read_text(), server.seen) == ("{", [])


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


def test_importing_it_imports_no_sdk() -> None:
    """The SDK is imported with the first call that is made, not before."""
    code = "import sys, newsdesk.write.claude; print({'anthropic', 'httpx2'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
