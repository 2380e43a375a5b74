"""Posts with labels: our own three hundred, and sets of others, as the measures read them."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from newsdesk.archive.interchange import parse_lines
from newsdesk.records import Record

LABELS = Path(__file__).with_name("labels.jsonl")


def labels() -> dict[str, dict[str, Any]]:
    """Return our labels by record id; labels.md says how they were given."""
    rows = map(json.loads, LABELS.read_text(encoding="utf-8").splitlines())
    return {row["id"]: row for row in rows}


def posts(data: Path) -> dict[str, Record]:
    """Return those of our labelled posts that are in the shared corpus, by id, in the order of ids."""
    wanted = labels()
    found: dict[str, Record] = {}
    for path in sorted((data / "corpus").glob("*.jsonl.gz")):
        with gzip.open(path) as lines:
            ours = (line for line in lines if json.loads(line).get("id") in wanted)
            found |= {item.id: item for item in parse_lines(ours, path.name) if isinstance(item, Record)}
    return dict(sorted(found.items()))


def is_tuning(id: str) -> bool:
    """Whether a labelled row may be looked at while rules are written; the other half is held."""
    return hashlib.sha1(id.encode(), usedforsecurity=False).hexdigest()[0] < "8"


def others(data: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of a set of others under labelled/sentiment; none where it isn't there."""
    path = data / "labelled" / "sentiment" / f"{name}.jsonl.gz"
    if not path.is_file():
        return []
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the mean F1 over the labels that occur among the truths of (truth, judgement) pairs."""
    names = {truth for truth, _ in pairs}
    return sum(_f1(pairs, name) for name in names) / len(names) if names else 0.0


def majority(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the macro F1 of saying the commonest label every time."""
    [(commonest, _)] = Counter(truth for truth, _ in sorted(pairs)).most_common(1)
    return macro_f1([(truth, commonest) for truth, _ in pairs])


def _f1(pairs: Sequence[tuple[str, str]], name: str) -> float:
    right = sum(1 for truth, said in pairs if truth == said == name)
    named = sum((truth == name) + (said == name) for truth, said in pairs)
    return 2 * right / named if named else 0.0
