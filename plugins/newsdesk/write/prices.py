"""What a call costs, by a dated table, and what it will cost at the most; an unknown model has no price.

Tokens are those of the API's ``usage``, flattened to one level by :func:`flat`. Money is in US dollars.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

from newsdesk.config import Claude, ModelPrice
from newsdesk.records import Value, canonical_json

#: Bytes of a request for one token: on the side of too many tokens, for English and for JSON.
_BYTES_PER_TOKEN = 3
_MILLION = 1_000_000
#: More tokens than any call has: no count of ours.
_MOST = 1_000_000_000
#: The day at the end of a model's full name; its price is that of the short name.
_DAY = re.compile(r"-20\d{6}$")


class Prices(Value):
    """Prices by model: the newsroom's ``own`` first, then the table that was read on ``date``."""

    date: date
    source: str
    models: tuple[ModelPrice, ...]
    own: tuple[ModelPrice, ...] = ()

    def of(self, model: str) -> ModelPrice | None:
        """Return the price of a model, with or without the day in its name; None if there is none."""
        names = (model, _DAY.sub("", model))
        return next((price for price in (*self.own, *self.models) if price.model in names), None)

    def mark(self, model: str) -> str | None:
        """Return where a model's price comes from: the table's date, or ``newsdesk.yaml``."""
        price = self.of(model)
        if price is None:
            return None
        return "newsdesk.yaml" if price in self.own else self.date.isoformat()


class Estimate(Value):
    """What a call may cost at the most; ``usd`` is None for a model without a price."""

    input_tokens: int
    output_tokens: int
    usd: float | None


def known(settings: Claude) -> Prices:
    """Return the prices that hold for a newsroom.

    The program's table is that of Anthropic's own API; Bedrock, Vertex and Foundry have lists of their own.
    """
    table = _table()
    models = table.models if settings.provider == "anthropic" else ()
    return table.model_copy(update={"models": models, "own": settings.prices})


def flat(usage: Mapping[str, Any] | None) -> dict[str, int]:
    """Return a ``usage`` as counts on one level; what is no count is left out."""
    found: dict[str, int] = {}
    for name, value in (usage or {}).items():
        if isinstance(value, Mapping):
            found |= flat(value)
        elif isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST:
            found[name] = value
    return found


def cost(model: str, usage: Mapping[str, int], prices: Prices, *, batch: bool = False) -> float | None:
    """Return what a call with that usage costs, or None for a model without a price.

    What was written to the cache without saying for how long is counted as for an hour, the dearer.
    """
    price = prices.of(model)
    if price is None:
        return None
    written = usage.get("cache_creation_input_tokens", 0)
    short = min(usage.get("ephemeral_5m_input_tokens", 0), written)
    tokens = (
        usage.get("input_tokens", 0)
        + short * price.cache_write_5m_factor
        + (written - short) * price.cache_write_1h_factor
        + usage.get("cache_read_input_tokens", 0) * price.cache_read_factor
    )
    prompt = usage.get("input_tokens", 0) + written + usage.get("cache_read_input_tokens", 0)
    return _charge(price, tokens, usage.get("output_tokens", 0), prompt, batch)


def estimate(body: Mapping[str, Any], prices: Prices, *, batch: bool = False) -> Estimate:
    """Return what a request may cost at the most: a token for each three bytes, and every token it allows.

    What asks to be cached is counted as written, not as read.
    """
    tokens, output = _tokens(body), int(body.get("max_tokens", 0))
    price = prices.of(str(body.get("model")))
    if price is None:
        return Estimate(input_tokens=tokens, output_tokens=output, usd=None)
    dearer = tokens + _tokens(_cached(body)) * max(0.0, _write_factor(body, price) - 1)
    usd = _charge(price, dearer, output, tokens, batch)
    return Estimate(input_tokens=tokens, output_tokens=output, usd=usd)


def _charge(price: ModelPrice, tokens: float, output: int, prompt: int, batch: bool) -> float:
    usd = (tokens * price.input + output * price.output) / _MILLION
    if price.long_prompt_tokens is not None and prompt > price.long_prompt_tokens:
        usd *= price.long_prompt_factor
    return round(usd * (price.batch_factor if batch else 1), 8)


def _tokens(data: Any) -> int:
    return -(-len(canonical_json(data).encode("utf-8", "replace")) // _BYTES_PER_TOKEN)


def _cached(body: Mapping[str, Any]) -> Any:
    """Return what of a body may be written to the cache: all of it, if the messages ask for that too."""
    if "cache_control" in body or "cache_control" in canonical_json(body.get("messages")):
        return body
    system = body.get("system")
    return system if "cache_control" in canonical_json(system) else ""


def _write_factor(body: Mapping[str, Any], price: ModelPrice) -> float:
    hour = '"ttl":"1h"' in canonical_json(body)
    return price.cache_write_1h_factor if hour else price.cache_write_5m_factor


@cache
def _table() -> Prices:
    text = resources.files("newsdesk.write").joinpath("prices.yaml").read_text(encoding="utf-8")
    return Prices.model_validate(yaml.safe_load(text))
