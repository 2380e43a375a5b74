"""Real answers of data/api at their own addresses, where the shared data is."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .asking import Answer, Request

#: Parameters that say what is asked for; the others say how.
_WHAT = ("actor", "uri", "uris", "q", "query", "id", "ids", "id_list", "feed", "list", "videoId", "handle")
#: Parameters that ask for another page than the first.
_PAGE = ("cursor", "max_id", "min_id", "page", "start", "after", "next_token", "pageToken")


@dataclass(frozen=True)
class Recordings:
    """Answers by platform and path; without any, nothing is found."""

    found: Mapping[tuple[str, str], list[tuple[Mapping[str, list[str]], Answer]]] = field(
        default_factory=dict
    )

    def find(self, platform: str, request: Request) -> Answer | None:
        """Return what was recorded for what is asked; only the first page of it is known."""
        if any(request.get(name) not in ("", "0") for name in _PAGE):
            return None
        asked = {name: request.query[name] for name in _WHAT if name in request.query}
        for query, answer in self.found.get((platform, request.path.rstrip("/")), ()):
            if {name: query[name] for name in _WHAT if query.get(name)} == asked:
                return answer
        return None


def recordings(data_api: Path) -> Recordings:
    """Return the recordings that stand in a folder like data/api."""
    found: dict[tuple[str, str], list[tuple[Mapping[str, list[str]], Answer]]] = defaultdict(list)
    for line in (data_api / "index.jsonl").read_text(encoding="utf-8").splitlines():
        entry: dict[str, Any] = json.loads(line)
        address = urlsplit(entry["url"])
        if address.scheme in ("http", "https"):
            kind = entry["headers"].get("content-type", "application/octet-stream")
            body = (data_api / entry["file"]).read_bytes()
            told = Answer(body, entry["status"], {"content-type": kind})
            found[entry["platform"], address.path.rstrip("/")].append((parse_qs(address.query), told))
    return Recordings(found)
