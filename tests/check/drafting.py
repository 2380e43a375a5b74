"""A brief and drafts for the tests of the gate: cases as data, read from the folders beside this file."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import yaml

from newsdesk.stories import Brief, Draft, brief_id

CASES = Path(__file__).parent / "cases"


def brief(changes: dict[str, Any] | None = None) -> Brief:
    """Return the shared brief; ``changes`` maps an id of the brief to the fields that differ."""
    data = json.loads((CASES / "brief.json").read_text(encoding="utf-8"))
    for key, fields in (changes or {}).items():
        if key not in data and not any(_apply(item, key, fields) for item in _items(data)):
            raise KeyError(key)
        if key in data:
            data[key] = fields
    made = Brief.model_validate({"id": "", **data})
    return made.model_copy(update={"id": brief_id(made)})


def _items(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [*data["records"], *data["pages"], *data["statistics"], *data["background"]]


def _apply(item: dict[str, Any], key: str, fields: dict[str, Any]) -> bool:
    if item["id"] != key:
        return False
    for name, value in fields.items():
        place = item["record"] if name in item.get("record", {}) and name != "id" else item
        place[name] = value
    return True


def sound() -> dict[str, Any]:
    """Return the shared sound draft as plain data."""
    return copy.deepcopy(yaml.safe_load((CASES / "draft.yaml").read_text(encoding="utf-8")))


def draft(data: dict[str, Any], of: Brief) -> Draft:
    """Return a draft from plain data: paragraphs are lists of sentences, sentences lists of parts."""
    return Draft.model_validate(
        {
            "brief": data.get("brief", of.id),
            "writer": data.get("writer", {"name": "builtin", "version": "1"}),
            "headline": {"parts": data["headline"]},
            "standfirst": [{"parts": parts} for parts in data["standfirst"]],
            "paragraphs": [
                {"sentences": [{"parts": parts} for parts in paragraph]} for paragraph in data["paragraphs"]
            ],
        }
    )


def case(folder: Path) -> tuple[dict[str, Any], Brief, Draft]:
    """Return a case's description, its brief and its draft: the sound draft with what the case replaces."""
    told = yaml.safe_load((folder / "case.yaml").read_text(encoding="utf-8"))
    of = brief(told.get("brief"))
    return told, of, draft(sound() | told.get("draft", {}), of)
