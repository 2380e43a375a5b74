"""A newsroom whose sources do what a test says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest

from newsdesk.collect import platforms, registry
from newsdesk.collect.source import Batch, Task
from newsdesk.config import Config, parse

BEATS = "beats: [{slug: a, name: A, group: technical, description: B., match: {any: [open weights]}}]\n"
Script = Callable[[Task], Iterable[Batch]]


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """Give the scripted platform, found in its folder like every other."""
    folder = str(Path(__file__).parent / "platforms")
    monkeypatch.setattr(platforms, "__path__", [*platforms.__path__, folder])
    registry.modules.cache_clear()
    module = cast("ModuleType", registry.modules()["scripted"])
    module.SCRIPTS.clear()
    module.AROUND.clear()
    yield module
    registry.modules.cache_clear()


@pytest.fixture
def play(scripted: ModuleType) -> Callable[..., Config]:
    """Give what makes settings with a source for each script, by name."""

    def settings(scripts: dict[str, Script], **told: Any) -> Config:
        scripted.SCRIPTS.update(scripts)
        section = {"enabled": True, "scripts": list(scripts), **told}
        return parse(BEATS + "sources: " + json.dumps({"scripted": section}))

    return settings
