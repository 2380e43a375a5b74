"""Asking: each request once, and what may have been paid for never again on its own."""

from __future__ import annotations

import subprocess
import sys

import pytest
from asking_desk import KEY, Desk, answered, make_request, unanswered
from claude_server import Answer, ClaudeServer, failing, stream

from newsdesk.errors import ReplyError
from newsdesk.write import replies
from newsdesk.write.claude import recording
from newsdesk.write.replies import Call, Reply


def test_an_answer_is_asked_for_once_and_for_ever(server: ClaudeServer, desk: Desk) -> None:
    """The second time, and in another run without a key, the recorded reply is given and nobody is asked."""
    request = make_request()
    with desk.asker() as asker:
        first = answered(asker.ask(request))
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
    found = unanswered(desk.asker(key=None).ask(make_request()))
    assert (found.kind, "ANTHROPIC_API_KEY is not set" in found.reason) == ("held", True)
    assert list(replies.every(desk.layout)) == []


def test_max_tokens_is_doubled_once(server: ClaudeServer, desk: Desk) -> None:
    """The second call may be twice as long; both are paid and booked by what they used."""
    server.answer(Answer(tuple(stream("Lo", stop="max_tokens", output=2000))))
    with desk.asker() as asker:
        reply = answered(asker.ask(make_request()))
    assert [seen.body["max_tokens"] for seen in server.seen] == [2000, 4000]
    assert [call.max_tokens for call in reply.calls] == [2000, 4000]
    assert desk.spent == pytest.approx(2 * 1000 * 4e-6 + 2500 * 20e-6)
    assert reply.request["max_tokens"] == 2000


def test_max_tokens_are_never_more_than_a_model_gives(server: ClaudeServer, desk: Desk) -> None:
    """Where the doubled limit would be beyond any model, the largest is asked for, and after it nothing."""
    server.answer(*[Answer(tuple(stream("Lo", stop="max_tokens")))] * 6)
    with desk.asker(ceilings="none") as asker:
        asker.ask(make_request(1, max_tokens=100_000))
        asker.ask(make_request(2, max_tokens=128_000))
    assert [seen.body["max_tokens"] for seen in server.seen] == [100_000, 128_000, 128_000]


@pytest.mark.parametrize("stop", ["refusal", "tool_use", "pause_turn", "model_context_window_exceeded"])
def test_what_is_no_answer_is_not_asked_for_again_on_its_own(
    server: ClaudeServer, desk: Desk, stop: str
) -> None:
    """Only end_turn is an answer; what the model did it would do again, so the operator has to ask for it."""
    server.answer(Answer(tuple(stream("No", stop=stop))))
    request = make_request()
    with desk.asker() as asker:
        unanswered(asker.ask(request))
    assert desk.saved(request).message is not None
    later = unanswered(desk.asker().ask(request))
    assert "on 2026-03-27. newsdesk write --ask-again asks once more." in later.reason
    assert len(server.seen) == 1
    with desk.asker(ask_again=True) as asker:
        answered(asker.ask(request))


def test_what_was_too_long_twice_is_not_asked_for_again_on_its_own(server: ClaudeServer, desk: Desk) -> None:
    """A later run doesn't pay a third time for half a story; with --ask-again it begins anew."""
    server.answer(*[Answer(tuple(stream("Lo", stop="max_tokens")))] * 2)
    request = make_request()
    with desk.asker() as asker:
        unanswered(asker.ask(request))
    assert "than twice as many" in unanswered(desk.asker().ask(request)).reason
    with desk.asker(ask_again=True) as asker:
        answered(asker.ask(request))
    assert [seen.body["max_tokens"] for seen in server.seen] == [2000, 4000, 2000]


@pytest.mark.parametrize(
    "fault",
    [
        failing(401, f"authentication_error {KEY}"),
        Answer((f"no such key: {KEY}".encode(),), 500),
        Answer(tuple(stream()), 200, (("content-type", "text/event-stream"), ("request-id", KEY))),
        failing(500, "api_error", ("request-id", KEY)),
        Answer(tuple(stream(f"Your key is {KEY}."))),
        Answer((f"event: error\ndata: {KEY}\n\n".encode(),)),
    ],
)
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
        answered(asker.ask(make_request()))
    assert server.seen[0].headers["authorization"] == f"Bearer {KEY}"


def test_a_call_that_was_left_open_is_not_made_again_on_its_own(server: ClaudeServer, desk: Desk) -> None:
    """What a killed run may have paid for is asked for again only when the operator says so."""
    request = make_request()
    opened = Call(asked_at=desk.now, outcome="open", max_tokens=2000, estimated_usd=0.04)
    replies.save(desk.layout, Reply.blank(request).model_copy(update={"calls": (opened,)}))
    found = unanswered(desk.asker().ask(request))
    assert "an earlier run was stopped while it waited" in found.reason
    assert "newsdesk write --ask-again asks once more" in found.reason
    assert server.seen == []
    with desk.asker(ask_again=True) as asker:
        reply = answered(asker.ask(request))
    assert [call.outcome for call in reply.calls] == ["cut", "answered"]


@pytest.mark.parametrize("whole", [True, False])
def test_what_a_killed_run_had_heard_to_its_end_is_an_answer(
    server: ClaudeServer, desk: Desk, whole: bool
) -> None:
    """A recording that holds a whole message is taken and booked; half a one is not."""
    request = make_request()
    server.answer(Answer(tuple(stream())))
    with desk.asker() as asker:
        expected = answered(asker.ask(request))
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
        assert answered(found).answer == expected.answer
        assert answered(found).calls[0].cost_usd == expected.calls[0].cost_usd
        assert not recording.place(desk.layout, request.key).exists()
    else:
        assert "an earlier run was stopped" in unanswered(found).reason


def test_a_reply_that_can_t_be_trusted_is_named_and_left(server: ClaudeServer, desk: Desk) -> None:
    """A damaged reply stops the request with its place, costs nothing, and stays as it was found."""
    request = make_request()
    path = replies.path_of(desk.layout, request.key)
    path.parent.mkdir(parents=True)
    path.write_text("{")
    with desk.asker() as asker, pytest.raises(ReplyError, match=request.key):
        asker.ask(request)
    assert (path.read_text(), server.seen) == ("{", [])


def test_importing_it_imports_no_sdk() -> None:
    """The SDK is imported with the first call that is made, not before."""
    code = "import sys, newsdesk.write.claude; print({'anthropic', 'httpx2'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
