"""Ceilings: no call is made that could pass one."""

from __future__ import annotations

import pytest
from asking_desk import Desk, answered, make_request, unanswered
from claude_server import Answer, ClaudeServer, stream

from newsdesk.config import ModelPrice
from newsdesk.write import replies


@pytest.mark.parametrize("ceiling", ["story", "run", "day"])
def test_a_ceiling_is_kept_before_the_call(server: ClaudeServer, desk: Desk, ceiling: str) -> None:
    """A call that could pass a ceiling isn't made; the reason gives the numbers and the setting."""
    with desk.asker(ceilings={ceiling: 0.05}) as asker:
        answered(asker.ask(make_request(1)))
        request = make_request(2).model_copy(update={"story": "story-1"})
        found = unanswered(asker.ask(request))
    assert found.kind == "held"
    assert f"The ceiling of $0.05 for a {ceiling} would be passed: $0.0140 is spent, and " in found.reason
    assert "this call may cost $0.04" in found.reason
    assert f"claude.ceilings.{ceiling} in newsdesk.yaml" in found.reason
    assert len(server.seen) == 1
    assert replies.load(desk.layout, request.key) is None


def test_retries_are_held_by_a_ceiling_too(server: ClaudeServer, desk: Desk) -> None:
    """A stream that is cut again and again counts each time, until the story's ceiling ends it."""
    server.answer(*[Answer(tuple(stream()[:4]))] * 9)
    with desk.asker(attempts=9, ceilings={"story": 0.1}) as asker:
        found = unanswered(asker.ask(make_request()))
    assert found.kind == "held"
    assert "Before that: the stream ended before the message did." in found.reason
    assert len(server.seen) == 2


def test_a_model_without_a_price_is_held_until_the_operator_says_what_it_costs(
    server: ClaudeServer, desk: Desk
) -> None:
    """No ceiling can be kept without a price: it is asked for, or the ceilings are lifted."""
    request = make_request(model="claude-novum-9")
    with desk.asker() as asker:
        found = unanswered(asker.ask(request))
    assert (found.kind, "No price is known for claude-novum-9" in found.reason) == ("held", True)
    assert server.seen == []
    server.answer(Answer(tuple(stream(model="claude-novum-9"))))
    price = ModelPrice(model="claude-novum-9", input=1, output=2)
    with desk.asker(prices=[price]) as asker:
        (call,) = answered(asker.ask(request)).calls
    assert (call.cost_usd, call.prices) == (pytest.approx(1000 * 1e-6 + 500 * 2e-6), "newsdesk.yaml")
    with desk.asker(ceilings="none") as asker:
        (call,) = answered(asker.ask(make_request(2, model="claude-novum-9"))).calls
    assert (call.cost_usd, call.estimated_usd, call.prices) == (None, None, None)
