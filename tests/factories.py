"""Values that tests of every stage make."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from newsdesk.records import Engagement, Record

#: The repository.
ROOT = Path(__file__).resolve().parents[1]
#: The instant from which the factory counts: records are published one minute apart.
BEGINNING = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

RecordFactory = Callable[..., Record]


def make_record(number: int = 1, **changes: Any) -> Record:
    """Return the ``number``-th invented post; any field of Record can be given instead.

    ``engagement`` may be a dict; ``collected_at`` is an hour after publication unless given.
    """
    platform = changes.get("platform", "bluesky")
    published = changes.get("published_at", BEGINNING + timedelta(minutes=number))
    if isinstance(changes.get("engagement"), dict):
        changes["engagement"] = Engagement(**changes["engagement"])
    values: dict[str, Any] = {
        "id": f"{platform}:post-{number}",
        "platform": platform,
        "kind": "post",
        "author": f"@writer{number}.example",
        "community": None,
        "url": f"https://social.example/posts/{number}",
        "title": None,
        "text": f"Post number {number} about open source models.",
        "language": "en",
        "published_at": published,
        "collected_at": published + timedelta(hours=1),
        "engagement": Engagement(),
        "reply_to": None,
        "links": (),
    }
    return Record(**{**values, **changes})


@cache
def helper(name: str) -> ModuleType:
    """Return a module that tests of another folder share, by its path under tests/: ``check/drafting``."""
    spec = importlib.util.spec_from_file_location(f"shared_{name}", ROOT / "tests" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
