"""How a story was made, in short: what is known is told, what isn't is left out."""

from __future__ import annotations

from typing import Any

import pytest
import stories_factory as make

from newsdesk.check.codes import CODES, finding
from newsdesk.site.parts import provenance
from newsdesk.stories import Dropped, Part

ASKED: dict[str, Any] = {
    "prompt_version": "task/1",
    "requests": ("a" * 64, "b" * 64),
    "model_asked": "claude-opus-5-5",
    "usage": {"input_tokens": 2000, "cache_read_input_tokens": 8000, "output_tokens": 1500},
    "cost_usd": 0.0421,
    "prices": "2026-11-23",
    "attempts": 2,
    "repairs": 1,
}


def _rows(writer: str, **changes: Any) -> dict[str, str]:
    version = make.story(writer=writer)
    origin = version.provenance.model_copy(update=changes)
    rows = provenance.rows(version.model_copy(update={"provenance": origin}))
    assert all(row["value"] for row in rows)
    return {row["name"]: row["value"] for row in rows}


def test_a_story_by_claude_tells_calls_tokens_and_cost() -> None:
    """Model, requests, calls with their repair, tokens of every kind, dollars and whose prices they are."""
    rows = _rows("claude", **ASKED)
    assert "Claude" in rows["Written by"]
    assert rows["Request"] == "aaaaaaaaaaaa, bbbbbbbbbbbb"
    assert rows["Calls"].startswith("2, one of them a repair")
    assert rows["Tokens"] == "10,000 read, 1,500 written"
    assert rows["Cost"] == "$0.0421, by the prices of 2026-11-23"


def test_an_unknown_price_is_said_so() -> None:
    """No price is not nothing."""
    assert _rows("claude", **{**ASKED, "cost_usd": None})["Cost"].startswith("unknown")


@pytest.mark.parametrize(
    ("writer", "told"), [("builtin", "without a language model"), ("replay", "recorded")]
)
def test_where_no_model_wrote_none_is_named(writer: str, told: str) -> None:
    """Neither calls nor tokens nor a price, and who wrote instead."""
    rows = _rows(writer)
    assert told in rows["Written by"]
    assert not {"Calls", "Tokens", "Cost", "Model asked for", "Dropped"} & rows.keys()
    assert "Claude" not in " ".join(rows.values())


def test_a_fallback_says_whose_place_it_took() -> None:
    """The built-in writer's story tells why Claude's wasn't printed, and what that cost."""
    rows = _rows("builtin", **ASKED, fallback="the answer did not pass the gate (number)")
    assert rows["In place of"] == "Claude: the answer did not pass the gate (number)"
    assert "Cost" in rows


def test_what_was_dropped_is_told_by_its_rule() -> None:
    """How many parts went, and each rule that they broke, once."""
    part = Part(kind="said", text="So it is.", cites=("r1",))
    dropped = tuple(Dropped(part=part, finding=finding("number", "paragraphs.0", str(n))) for n in range(2))
    row = _rows("claude", **ASKED, dropped=dropped)["Dropped"]
    assert row.startswith("2 parts")
    assert row.count(CODES["number"].rule) == 1
