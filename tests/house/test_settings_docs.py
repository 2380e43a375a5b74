"""docs/settings.md lists every setting, its default, and an example that works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic_core import PydanticUndefined

from newsdesk import config
from newsdesk.config import Config
from newsdesk.records import Value

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `([\w.]+)` \| (.+?) \|", PAGE, re.MULTILINE))


def _inner(annotation: Any) -> type[Value] | None:
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return annotation
    return next(filter(None, map(_inner, getattr(annotation, "__args__", ()))), None)


def _settings(model: type[Value] = Config, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every key with its default; groups of settings only where they must be given."""
    for name, field in model.model_fields.items():
        key = prefix + (field.alias or name)
        inner = _inner(field.annotation)
        if not isinstance(field.default, Value):
            yield key, field.default
        if inner:
            yield from _settings(inner, f"{key}.")


@pytest.mark.parametrize(("key", "default"), list(_settings()))
def test_every_setting_is_told_with_its_default(key: str, default: Any) -> None:
    """The page has a row for the key, and its default is the program's."""
    assert key in ROWS
    if default is PydanticUndefined:
        assert ROWS[key] == "required"
    else:
        shown = yaml.safe_load(ROWS[key].strip("`"))
        assert shown == (list(default) if isinstance(default, tuple) else default)


def test_no_other_setting_is_told() -> None:
    """A setting that is gone is gone from the page."""
    assert set(ROWS) == {key for key, _ in _settings()}


def test_the_example_is_a_configuration() -> None:
    """The YAML on the page loads."""
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert config.parse(example).beats[0].slug == "open-source-ai"


def test_our_own_settings_load() -> None:
    """The newsroom that ships is configured without a fault."""
    assert len(config.load(ROOT).beats) >= 8
