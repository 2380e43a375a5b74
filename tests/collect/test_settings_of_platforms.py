"""Each platform's settings stand on the page of sources with their defaults, and its example loads."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic_core import PydanticUndefined

from newsdesk.collect import registry
from newsdesk.config import Config, Value, parse

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `(sources\.[\w.]+)` \| (.+?) \|", PAGE, re.MULTILINE))
BEATS = "beats: [{slug: a, name: A, group: technical, description: B., match: {any: [open weights]}}]\n"
PLATFORMS = sorted(registry.modules())


def settings() -> list[tuple[str, Any]]:
    """Return every key of every platform with its default."""
    found = []
    for name, module in registry.modules().items():
        for field, told in module.Settings.model_fields.items():
            found.append((f"sources.{name}.{field}", told.default))
    return found


@pytest.mark.parametrize(("key", "default"), settings())
def test_every_setting_is_told_with_its_default(key: str, default: Any) -> None:
    """The page has a row for the key, and its default is the program's; long lists are told in words."""
    assert key in ROWS
    if default is PydanticUndefined or not ROWS[key].startswith("`"):
        return
    shown = yaml.safe_load(ROWS[key].strip("`"))
    plain = (
        [one.model_dump() if isinstance(one, Value) else one for one in default]
        if isinstance(default, tuple)
        else default
    )
    assert shown == plain


def test_no_setting_is_told_that_is_gone() -> None:
    """A row of a platform's own settings is one that it has, or of the items in one."""
    known = {key for key, _ in settings()}
    assert [key for key in ROWS if key not in known and key.rpartition(".")[0] not in known] == []


@pytest.mark.parametrize("name", PLATFORMS)
def test_the_example_of_a_platform_is_a_configuration(name: str) -> None:
    """The YAML of its section loads, and gives sources that bear the platform's name."""
    examples = re.findall(r"```yaml\n(sources:\n.*?)```", PAGE, re.DOTALL)
    (example,) = (one for one in examples if f"\n  {name}:" in one)
    sources = registry.configured(parse(BEATS + example), {})
    assert sources
    assert {one.source.name.partition("-")[0] for one in sources} == {name}


def shipped() -> Config:
    """Return the settings that the newsroom is shipped with."""
    return registry.load(ROOT)


def test_what_needs_nothing_is_on_and_everything_else_says_why_not() -> None:
    """As shipped, keyless platforms are on; each that is off says in a sentence what it needs."""
    for name, settings in registry.settings_of(shipped()).items():
        why = registry.modules()[name].WHY_OFF
        assert settings.enabled == (why is None), name
        assert why is None or len(why.split()) > 8


def test_the_starter_list_has_feeds_of_many_kinds() -> None:
    """At least forty feeds, each under its own name and address."""
    feeds = shipped().sources.platforms["news"]["feeds"]
    assert len({feed["url"] for feed in feeds}) == len({feed["name"] for feed in feeds}) == len(feeds) >= 40


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sources: {redit: {}}", "line 2: 'sources.redit' is not a setting. Did you mean 'reddit'?"),
        (
            "sources: {reddit: {enabld: true}}",
            "'sources.reddit.enabld' is not a setting. Did you mean 'enabled'?",
        ),
        ("sources: {x: {every_minutes: -1}}", "line 2: 'sources.x.every_minutes'"),
        ("sources:\n  arxiv:\n    categories: 7", "line 4: 'sources.arxiv.categories'"),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(text: str, said: str) -> None:
    """A typing error stops before anything is asked, and says what is accepted."""
    from newsdesk.errors import ConfigError

    with pytest.raises(ConfigError) as told:
        registry.settings_of(parse(BEATS + text))
    assert said in str(told.value)
