"""Tables of cases beside the tests, and the newsroom's real settings."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from newsdesk.config import Config, load

HERE = Path(__file__).resolve().parent


def cases(name: str) -> list[dict[str, Any]]:
    """Return the cases of one table."""
    table: list[dict[str, Any]] = yaml.safe_load((HERE / "cases" / f"{name}.yaml").read_text("utf-8"))
    return table


def why(case: dict[str, Any]) -> str:
    """Name a case in the report by its reason."""
    return str(case["why"]).replace(" ", "-")


@cache
def settings() -> Config:
    """Return the settings that ship with the newsroom."""
    return load(HERE.parents[1])
