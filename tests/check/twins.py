"""The twin: a magazine-style story that holds, and what differs in it where it doesn't; read from twin/."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import drafting
import yaml

from newsdesk.stories import Brief, Draft, brief_id

FOLDER = Path(__file__).parent / "twin"


def _read(name: str) -> Any:
    # Loaded without dates: pydantic reads times from text.
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def brief() -> Brief:
    """Return the twin's brief."""
    told = _read("brief.yaml")
    window = told["window"]
    statistics = [_statistic([key, *fields], window) for key, fields in told["statistics"].items()]
    for group in ("contributions", "overlaps"):
        for item in told[group]:
            item["statistic"] = _statistic(item["statistic"], window)
            statistics.append(item["statistic"])
    data = told | {
        "id": "",
        "subject": None,
        "subject_name": None,
        "baseline": told["baseline"],
        "signals": [],
        "statistics": statistics,
        "records": [_record(key, fields) for key, fields in told["records"].items()],
        "pages": [
            {"id": key, "linked_by": fields["linked_by"], "record": _item(key, "web", fields)}
            for key, fields in told["pages"].items()
        ],
        "background": [{"id": key, **fields} for key, fields in told["background"].items()],
        "earlier": [
            {
                "id": key,
                "address": f"/2026/03/{fields['slug']}/",
                "published_at": "2026-03-13T12:00:00Z",
                **fields,
            }
            for key, fields in told["earlier"].items()
        ],
        "positions": [{"id": key, **fields} for key, fields in told["positions"].items()],
    }
    made = Brief.model_validate(data)
    return made.model_copy(update={"id": brief_id(made)})


def _statistic(fields: list[Any], window: dict[str, str]) -> dict[str, Any]:
    names = ("id", "role", "value", "unit", "n", "label", "forms")
    return dict(zip(names, fields, strict=True)) | {"interval": None, "window": window}


def _record(key: str, fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": key,
        "record": _item(key, fields["platform"], fields),
        "speaker": {"named": fields.get("named", "false"), "text": fields["speaker"]},
        "quotable": fields.get("quotable", "true"),
        "sentiment": None,
        "flags": fields.get("flags", []),
        "reach": fields.get("reach"),
    }


def _item(key: str, platform: str, fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"{platform}:{key}",
        "platform": platform,
        "kind": fields.get("kind", "article" if platform == "web" else "post"),
        "author": fields["author"],
        "community": fields.get("community"),
        "url": f"https://{platform}.example.com/{key}",
        "title": fields.get("title"),
        "text": fields["text"],
        "language": fields.get("language", "en"),
        "published_at": fields.get("at", "2026-03-27T08:15:00Z"),
        "collected_at": "2026-03-27T09:00:00Z",
        "engagement": {"likes": None, "reposts": None, "replies": None, "score": None},
        "reply_to": None,
        "links": [],
    }


def story() -> dict[str, Any]:
    """Return the sound twin as plain data."""
    told = yaml.safe_load((FOLDER / "story.yaml").read_text(encoding="utf-8"))
    return copy.deepcopy(told)


def sound() -> tuple[Brief, Draft]:
    """Return the twin's brief and its sound draft."""
    made = brief()
    return made, drafting.draft(story(), made)


def unsound() -> list[dict[str, Any]]:
    """Return the points in which the unsound twin differs, and what must be found for each."""
    return list(yaml.safe_load((FOLDER / "unsound.yaml").read_text(encoding="utf-8")))


def changed(data: dict[str, Any], points: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a story as plain data with the parts of some points changed."""
    data = copy.deepcopy(data)
    for point in points:
        part = part_at(data, point["at"])
        part.update(point["part"])
        for field in [field for field, value in point["part"].items() if value is None]:
            del part[field]
    return data


def part_at(data: dict[str, Any], path: str) -> dict[str, Any]:
    """Return the part of a story as plain data that stands at a path."""
    place: Any = data
    for step in path.split("."):
        if step not in {"parts", "sentences"}:
            place = place[int(step)] if step.isdigit() else place[step]
    assert isinstance(place, dict)
    return place
