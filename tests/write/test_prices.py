"""Prices: what a call costs by the table, and never less than it will cost beforehand."""

from __future__ import annotations

from typing import Any

import pytest
from asking_desk import make_request
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.config import Claude, ModelPrice
from newsdesk.records import canonical_json
from newsdesk.write.prices import cost, estimate, flat, known

PRICES = known(Claude())

#: (model, usage as the API gives it, in a batch?, dollars), reckoned by hand from the published list.
COSTS: list[tuple[str, dict[str, Any], bool, float | None]] = [
    ("claude-opus-5-5", {"input_tokens": 9000, "output_tokens": 1800}, False, 0.072),
    ("claude-opus-5-5", {"input_tokens": 9000, "output_tokens": 1800}, True, 0.036),
    ("claude-opus-5-5-20260901", {"input_tokens": 1_000_000, "output_tokens": 0}, False, 4.0),
    (
        "claude-opus-5-5",
        {
            "output_tokens": 0,
            "cache_creation_input_tokens": 3_000_000,
            "cache_creation": {"ephemeral_5m_input_tokens": 1_000_000},
        },
        False,
        5.0 + 16.0,
    ),
    ("claude-opus-5-5", {"output_tokens": 0, "cache_creation_input_tokens": 1_000_000}, False, 8.0),
    ("claude-opus-5-5", {"output_tokens": 0, "cache_read_input_tokens": 1_000_000}, False, 0.2),
    ("claude-sonnet-5-5", {"output_tokens": 0, "cache_read_input_tokens": 1_000_000}, False, 0.1),
    ("claude-fable-5-1", {"output_tokens": 1_000_000, "cache_read_input_tokens": 1_000_000}, False, 50.25),
    ("claude-haiku-5-5", {"input_tokens": 100_000, "output_tokens": 1000}, False, 0.0105),
    ("claude-haiku-5-5", {"input_tokens": 100_001, "output_tokens": 1000}, False, 0.0525005),
    ("claude-haiku-5-5", {"cache_read_input_tokens": 100_001, "output_tokens": 0}, False, 0.00500005),
    ("claude-haiku-4-5-20251001", {"input_tokens": 1_000_000, "output_tokens": 0}, False, 1.0),
    ("claude-novum-9", {"input_tokens": 1, "output_tokens": 1}, False, None),
    ("", {}, False, None),
]


@pytest.mark.parametrize(("model", "usage", "batch", "usd"), COSTS)
def test_a_call_costs_what_the_list_says(
    model: str, usage: dict[str, Any], batch: bool, usd: float | None
) -> None:
    """Input, output, both ways into the cache, the way out of it, batches and long prompts are priced."""
    found = cost(model, flat(usage), PRICES, batch=batch)
    assert found is None if usd is None else found == pytest.approx(usd)


def test_the_table_has_a_date_and_a_source() -> None:
    """A price says which list it is from; an unknown model's says nothing."""
    assert PRICES.mark("claude-opus-5-5") == PRICES.date.isoformat()
    assert PRICES.mark("claude-novum-9") is None
    assert PRICES.source.startswith("https://")
    assert len({price.model for price in PRICES.models}) == len(PRICES.models)


def test_the_newsroom_s_own_price_comes_first() -> None:
    """What stands in newsdesk.yaml holds against the table, and is marked so."""
    own = ModelPrice(model="claude-opus-5-5", input=1, output=1)
    prices = known(Claude(prices=(own,)))
    assert (prices.of("claude-opus-5-5"), prices.mark("claude-opus-5-5")) == (own, "newsdesk.yaml")


@pytest.mark.parametrize("provider", ["bedrock", "vertex", "foundry"])
def test_other_providers_have_lists_of_their_own(provider: str) -> None:
    """Anthropic's prices aren't taken for those of somebody else."""
    assert known(Claude.model_validate({"provider": provider})).of("claude-opus-5-5") is None


@given(
    words=st.lists(st.text(max_size=200), max_size=20),
    tokens=st.integers(1, 128_000),
    output=st.floats(0, 1),
    hour=st.booleans(),
)
def test_an_estimate_is_never_below_the_cost(
    words: list[str], tokens: int, output: float, hour: bool
) -> None:
    """With no more tokens than bytes by three, and no more answer than allowed, a call costs no more."""
    ttl = {"type": "ephemeral", **({"ttl": "1h"} if hour else {})}
    system = [{"type": "text", "text": word, "cache_control": ttl} for word in words]
    body = make_request(1, system=system, max_tokens=tokens).body
    most = estimate(body, PRICES)
    prompt = len(canonical_json(body).encode("utf-8", "replace")) // 3
    cached = len(canonical_json(system).encode("utf-8", "replace")) // 3
    usage = {
        "input_tokens": prompt - cached,
        "cache_creation_input_tokens": cached,
        "ephemeral_5m_input_tokens": 0 if hour else cached,
        "output_tokens": int(output * tokens),
    }
    spent = cost("claude-opus-5-5", usage, PRICES)
    assert spent is not None
    assert most.usd is not None
    assert spent <= most.usd + 1e-9
    assert most.output_tokens == tokens


@given(
    usage=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=10,
    )
)
def test_any_usage_can_be_priced(usage: Any) -> None:
    """Whatever a server says of tokens, only counts are kept, and a cost is a number."""
    counts = flat({"usage": usage, "output_tokens": 10**400})
    assert all(isinstance(count, int) and 0 <= count <= 10**9 for count in counts.values())
    spent = cost("claude-opus-5-5", counts, PRICES)
    assert spent is not None
    assert spent >= 0
