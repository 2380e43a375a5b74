"""Replies on disk: found by what was asked, whole or not there, and one asker at a time."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from asking_desk import Desk, answered, make_request
from claude_server import ClaudeServer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsdesk.config import Layout
from newsdesk.errors import ReplyError
from newsdesk.records import canonical_json
from newsdesk.write import replies
from newsdesk.write.replies import Call, Reply

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-1e9, 1e9) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.dictionaries(WORDS, JSON, max_size=4), answer=st.none() | WORDS)
def test_what_was_saved_is_loaded(newsroom: Layout, body: dict[str, Any], answer: str | None) -> None:
    """Any body and answer come back as they were, under the key of the request."""
    request = make_request(1, **body)
    made = Reply.blank(request).model_copy(update={"answer": answer, "message": body})
    path = replies.save(newsroom, made)
    assert path.relative_to(newsroom.content).as_posix() == f"replies/{request.key[:2]}/{request.key}.json"
    assert replies.load(newsroom, request.key) == made


def test_the_key_is_of_what_was_asked_and_of_nothing_else() -> None:
    """Another word, prompt or schema is another request; another brief or story is the same."""
    request = make_request(1)
    same = request.model_copy(update={"brief": "x", "story": "y", "purpose": "judge"})
    others = [
        request.model_copy(update={"prompt_version": "story/2"}),
        request.model_copy(update={"answer_schema": "draft/2"}),
        make_request(1, max_tokens=2001),
    ]
    assert same.key == request.key
    assert len({request.key, *(other.key for other in others)}) == 4
    shuffled = dict(sorted(request.body.items(), reverse=True))
    assert request.model_copy(update={"body": shuffled}).key == request.key


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda _: b"{", "not a reply"),
        (lambda _: b"\xff\x00", "not a reply"),
        (lambda data: data[: len(data) // 2], "not a reply"),
        (lambda data: data.replace(b'"reply/1"', b'"reply/9"'), "not a reply"),
        (lambda data: data.replace(b"Write story 1.", b"Write story 2."), "answers another request"),
        (lambda data: data.replace(b'"story/1"', b'"story/2"'), "answers another request"),
    ],
)
def test_a_bad_file_is_named_with_what_to_do(newsroom: Layout, damage: Any, reason: str) -> None:
    """A reply that can't be read, or that was altered, is told with its path, and left."""
    request = make_request(1)
    path = replies.save(newsroom, Reply.blank(request))
    path.write_bytes(damage(path.read_bytes()))
    before = path.read_bytes()
    with pytest.raises(ReplyError, match=reason) as told:
        replies.load(newsroom, request.key)
    assert str(told.value).startswith(f"content/replies/{request.key[:2]}/{request.key}.json: ")
    assert "delete it: its request is then asked once more" in str(told.value)
    with pytest.raises(ReplyError):
        list(replies.every(newsroom))
    assert path.read_bytes() == before


def test_every_reply_is_listed_by_key_and_nothing_else(newsroom: Layout) -> None:
    """Recordings, temporary names and strangers in the folder are no replies."""
    made = [replies.save(newsroom, Reply.blank(make_request(number))) for number in range(5)]
    made[0].with_suffix(".stream").write_bytes(b"x")
    made[0].with_name(f".{made[0].name}.1-x.tmp").write_bytes(b"{")
    assert [reply.key for reply in replies.every(newsroom)] == sorted(path.stem for path in made)


def test_two_askers_ask_once(server: ClaudeServer, desk: Desk) -> None:
    """While one waits for an answer the other waits for the one, and takes what it got."""
    asked = threading.Event()
    server.pause = lambda number: asked.wait(0.2) if number == 2 else None
    found: list[Reply] = []
    runs = [
        threading.Thread(target=lambda: found.append(answered(desk.asker().ask(make_request()))))
        for _ in range(3)
    ]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert len(server.seen) == 1
    assert len(found) == 3
    assert len({reply.answer for reply in found}) == 1


def test_a_reply_s_file_is_plain_json(newsroom: Layout) -> None:
    """Anybody can read what was asked, what came and what it cost."""
    call = Call(asked_at=Desk.now, outcome="answered", usage={"output_tokens": 3}, cost_usd=0.01)
    made = Reply.blank(make_request(1)).model_copy(update={"calls": (call,), "answer": "„Ü“"})
    data = json.loads(Path(replies.save(newsroom, made)).read_text(encoding="utf-8"))
    assert data["schema_version"] == "reply/1"
    assert canonical_json(data["request"]) == canonical_json(make_request(1).body)
    assert data["calls"][0]["asked_at"] == "2026-03-27T12:00:00Z"
