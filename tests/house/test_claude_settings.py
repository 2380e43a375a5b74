"""The settings of Claude: what they accept, and what a mistake in them is told as."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newsdesk import config
from newsdesk.config import Ceilings, Claude, Config
from newsdesk.errors import ConfigError

PAGE = Path(__file__).resolve().parents[2] / "docs" / "writing.md"
BEATS = """\
beats:
  - {slug: a, name: A, group: g, description: d, match: {any: [ai]}}
"""


def _claude(lines: str) -> Config:
    return config.parse(BEATS + "claude:\n" + "".join(f"  {line}\n" for line in lines.splitlines()))


@pytest.mark.parametrize(
    ("lines", "ceilings"),
    [
        ("effort: low", Ceilings()),
        ("ceilings: none", Ceilings(story=None, run=None, day=None)),
        ("ceilings: {day: null}", Ceilings(day=None)),
        ("ceilings: {story: 0, run: 2, day: 3.5}", Ceilings(story=0, run=2, day=3.5)),
    ],
)
def test_ceilings_are_numbers_or_none(lines: str, ceilings: Ceilings) -> None:
    """One is lifted by null, all by none; what isn't named keeps its default."""
    assert _claude(lines).claude.ceilings == ceilings


@pytest.mark.parametrize(
    "address",
    [
        "https://proxy.example/anthropic",
        "http://127.0.0.1:4010",
        "http://localhost:4010/x/",
        "http://[::1]:1",
    ],
)
def test_an_address_is_safe_or_on_this_machine(address: str) -> None:
    """A proxy is reached by https, or by http where nobody else listens; a last slash is taken off."""
    assert _claude(f"base_url: '{address}'").claude.base_url == address.rstrip("/")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("base_url: http://proxy.example", "'claude.base_url': an address that begins with https://"),
        ("base_url: https://me:secret@proxy.example", "keys stand in the environment"),
        ("base_url: https://proxy.example/?key=x", "keys stand in the environment"),
        ("base_url: nonsense", "an address that begins with https://"),
        ("ceilings: 5", "'claude.ceilings': story, run and day in US dollars, or none (found 5)"),
        ("ceilings:", "story, run and day in US dollars, or none"),
        ("ceilings: {day: -1}", "'claude.ceilings.day': Input should be greater than or equal to 0"),
        ("ceiling: {day: 1}", "'claude.ceiling' is not a setting. Did you mean 'ceilings'?"),
        ("prices: [{model: x, inptu: 1, output: 1}]", "Did you mean 'input'?"),
        ("effort: maximal", "'claude.effort': Input should be 'low', 'medium', 'high', 'xhigh' or 'max'"),
        ("provider: openai", "Input should be 'anthropic', 'bedrock', 'vertex' or 'foundry'"),
        ("max_tokens: 10", "'claude.max_tokens': Input should be greater than or equal to 1024"),
        ("api_key: sk-ant-x", "'claude.api_key' is not a setting."),
    ],
)
def test_a_mistake_is_told_with_its_line(lines: str, told: str) -> None:
    """The message names file, line, key and what is accepted."""
    with pytest.raises(ConfigError) as error:
        _claude(lines)
    assert told in str(error.value)
    assert re.search(r"newsdesk\.yaml, line [34]:", str(error.value))


def test_the_examples_of_the_page_are_settings() -> None:
    """What docs/writing.md shows can be copied, and the defaults that it tells are the program's."""
    text = PAGE.read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert config.parse(BEATS + example).claude.prices[0].model == "claude-novum-9"
    told = dict(re.findall(r"^\| `ceilings\.(\w+)` \| ([\d.]+) \|", text, re.MULTILINE))
    assert {name: float(usd) for name, usd in told.items()} == Claude().ceilings.model_dump()
