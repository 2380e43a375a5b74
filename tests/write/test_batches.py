"""Batches: sent once at half the price, fetched by whichever run is next, and no key to strangers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from asking_desk import KEY, Desk, answered, make_request, unanswered
from batch_server import BatchServer
from claude_server import Answer, ClaudeServer, failing, serving

from newsdesk.write import batch_files, replies
from newsdesk.write.batches import Batches
from newsdesk.write.requests import Request

THREE = [make_request(number) for number in (1, 2, 3)]


def _batches(desk: Desk, *, key: str | None = KEY, **changes: Any) -> Batches:
    return Batches(
        desk.layout,
        desk.settings(**changes),
        clock=desk.clock,
        sleep=desk.sleep,
        progress=desk.said.append,
        environ={} if key is None else {"ANTHROPIC_API_KEY": key},
    )


def _text(request: Request) -> str:
    return f"Answer to: {request.body['messages'][0]['content']}"


@pytest.fixture
def api(server: ClaudeServer, desk: Desk) -> BatchServer:
    """Give the API's batches on this machine."""
    return BatchServer(server, desk.now)


def test_a_batch_is_sent_once_and_answers_each_request(api: BatchServer, desk: Desk) -> None:
    """Requests go together, come back in any order at half the price, and are never sent again."""
    found = _batches(desk).ask(THREE, wait_seconds=60)
    for request in THREE:
        reply = answered(found[request.key])
        assert reply.answer == _text(request)
        (call,) = reply.calls
        assert call.cost_usd == pytest.approx((1000 * 4e-6 + 500 * 20e-6) / 2)
        assert call.batch is not None
    assert desk.spent == pytest.approx(3 * 0.007)
    (created,) = api.created
    assert [entry["custom_id"] for entry in created.body["requests"]] == [r.key[:48] for r in THREE]
    assert created.body["requests"][0]["params"] == THREE[0].body
    assert _batches(desk).ask(THREE) == found
    assert len(api.created) == 1
    assert desk.asker(key=None).ask(THREE[0]) == found[THREE[0].key]


def test_what_is_not_done_is_held_and_fetched_by_the_next_run(api: BatchServer, desk: Desk) -> None:
    """The wait is bounded; until the batch is done its requests are held, live as well."""
    api.done = False
    found = _batches(desk).ask(THREE, wait_seconds=100)
    assert sum(desk.slept) == 100
    assert {unanswered(end).kind for end in found.values()} == {"held"}
    held = unanswered(desk.asker().ask(THREE[0]))
    assert (held.kind, "waits in a batch" in held.reason) == ("held", True)
    api.done = True
    found = _batches(desk).ask([])
    assert found == {}
    assert {reply.answer for reply in replies.every(desk.layout)} == {_text(request) for request in THREE}
    assert len(api.created) == 1


@pytest.mark.parametrize("fate", ["errored", "expired", "canceled"])
def test_what_a_batch_could_not_answer_is_asked_live(api: BatchServer, desk: Desk, fate: str) -> None:
    """An entry without an answer cost nothing, is reported, is not put into a batch again, and goes live."""
    api.fates["Write story 2."] = fate
    found = _batches(desk).ask(THREE, wait_seconds=60)
    failed = unanswered(found[THREE[1].key])
    assert f"{fate} in its batch" in failed.reason
    assert desk.spent == pytest.approx(2 * 0.007)
    assert unanswered(_batches(desk).ask(THREE)[THREE[1].key]) == failed
    assert len(api.created) == 1
    with desk.asker() as asker:
        reply = answered(asker.ask(THREE[1]))
    assert [call.outcome for call in reply.calls] == ["failed", "answered"]
    assert reply.calls[1].batch is None


def test_an_entry_of_which_nothing_came_counts_with_its_estimate(api: BatchServer, desk: Desk) -> None:
    """A batch that ends without a word of an entry leaves it failed, and the ledger on the safe side."""
    api.fates["Write story 1."] = "missing"
    found = _batches(desk).ask(THREE, wait_seconds=60)
    assert "without a word of it" in unanswered(found[THREE[0].key]).reason
    call = desk.saved(THREE[0]).calls[0]
    assert desk.spent == pytest.approx(2 * 0.007 + (call.estimated_usd or 0))


def test_strange_results_are_passed_over(api: BatchServer, desk: Desk) -> None:
    """A result that belongs to nobody, or twice to one, changes nothing."""
    theirs = {"custom_id": "somebody-else", "result": {"type": "succeeded", "message": {}}}
    nothing = {"custom_id": THREE[0].key[:48], "result": 7}
    api.extra = [json.dumps(theirs), json.dumps(nothing)]
    found = _batches(desk).ask(THREE, wait_seconds=60)
    assert "holds a result that is none" in unanswered(found[THREE[0].key]).reason
    assert answered(found[THREE[1].key]).answer == _text(THREE[1])


def test_results_that_break_off_are_fetched_again(api: BatchServer, desk: Desk) -> None:
    """A file of results that can't be read to its end is told, and what waits is fetched by the next run."""
    api.extra = ['{"custom_id": ']
    found = _batches(desk).ask(THREE, wait_seconds=60)
    assert {unanswered(end).kind for end in found.values()} == {"held"}
    assert any("broke off" in line for line in desk.said)
    api.extra = []
    assert answered(_batches(desk).ask(THREE)[THREE[0].key])


def test_no_key_is_sent_to_another_host(api: BatchServer, desk: Desk) -> None:
    """Results that are said to lie elsewhere are left there, and the operator is told."""
    with serving() as stranger:
        api.results_url = f"{stranger.address}/v1/messages/batches/x/results"
        found = _batches(desk).ask(THREE, wait_seconds=60)
        assert stranger.seen == []
    assert {unanswered(end).kind for end in found.values()} == {"held"}
    assert any("another host; no key is sent there" in line for line in desk.said)


def test_no_call_of_any_kind_leaves_the_host(server: ClaudeServer, desk: Desk) -> None:
    """A redirect to another host isn't followed, whoever sends it."""
    with serving() as stranger:
        away = (("location", f"{stranger.address}/v1/messages"),)
        server.answer(Answer((), 307, away))
        with desk.asker(attempts=1) as asker:
            failed = unanswered(asker.ask(make_request()))
        assert stranger.seen == []
    assert "is not the host that is asked" in failed.reason
    assert desk.spent == 0


def test_a_run_that_never_heard_the_id_finds_its_batch(api: BatchServer, desk: Desk) -> None:
    """A batch that was created and paid is found again in the account, among others, and not sent twice."""
    api.batches["msgbatch_0"] = [{"custom_id": f"other-{n}", "params": THREE[0].body} for n in range(3)]
    api.create = "unheard"
    found = _batches(desk).ask(THREE)
    assert {unanswered(end).kind for end in found.values()} == {"held"}
    assert [batch.id for batch in batch_files.waiting(desk.layout)] == [None]
    found = _batches(desk).ask(THREE)
    assert {answered(end).answer for end in found.values()} == {_text(request) for request in THREE}
    assert len(api.created) == 1


def test_a_batch_that_never_arrived_is_given_up(api: BatchServer, desk: Desk) -> None:
    """Where nothing was created, the requests are held for ten minutes, cost nothing and then go live."""
    api.create = "lost"
    _batches(desk).ask(THREE)
    assert unanswered(_batches(desk).ask(THREE)[THREE[0].key]).kind == "held"
    desk.sleep(601)
    failed = unanswered(_batches(desk).ask(THREE)[THREE[0].key])
    assert "the batch never arrived" in failed.reason
    assert desk.spent == 0
    with desk.asker() as asker:
        answered(asker.ask(THREE[0]))


def test_a_batch_that_is_refused_costs_nothing(api: BatchServer, desk: Desk) -> None:
    """An error in the place of an id ends the batch: its requests may be asked live at once."""
    api.server.route = lambda _: failing(429, "rate_limit_error")
    found = _batches(desk).ask(THREE)
    assert "HTTP 429" in unanswered(found[THREE[0].key]).reason
    assert desk.spent == 0
    assert batch_files.waiting(desk.layout) == ()


def test_a_batch_that_is_gone_is_given_up(api: BatchServer, desk: Desk) -> None:
    """Results that the API no longer keeps end the wait; what they cost stays estimated."""
    api.done = False
    _batches(desk).ask(THREE)
    api.batches.clear()
    found = _batches(desk).ask(THREE)
    assert "HTTP 404" in unanswered(found[THREE[0].key]).reason
    assert desk.spent > 0


def test_ceilings_hold_back_what_would_pass_them(api: BatchServer, desk: Desk) -> None:
    """Each entry is reserved at half the price; what is too much is not sent."""
    found = _batches(desk, ceilings={"run": 0.045}).ask(THREE, wait_seconds=60)
    assert len(api.created[0].body["requests"]) == 2
    assert "for a run would be passed" in unanswered(found[THREE[2].key]).reason


def test_nothing_is_sent_where_batches_can_t_be(desk: Desk) -> None:
    """Without a key, or with another provider, the reason is told."""
    assert (
        "ANTHROPIC_API_KEY is not set" in unanswered(_batches(desk, key=None).ask(THREE)[THREE[0].key]).reason
    )
    other = _batches(desk, provider="foundry").ask(THREE)
    assert "Only Anthropic's own API takes batches" in unanswered(other[THREE[0].key]).reason
