"""JSON Schemas of the values, for docs/schemas: ``python -m newsdesk.schemas docs/schemas`` writes them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from newsdesk.archive.corrections import Correction
from newsdesk.archive.gaps import KeptGap
from newsdesk.archive.removals import RemovedRecord
from newsdesk.collecting.reports import CollectReport
from newsdesk.files import write_atomic
from newsdesk.records import Analysis, Manifest, Record, Signal, Statistic, Value
from newsdesk.reports import EditionReport
from newsdesk.stories import Brief, Draft, Finding, StoryVersion
from newsdesk.write.batch_files import Batch
from newsdesk.write.budget import Spending
from newsdesk.write.replies import Reply

SCHEMAS: dict[str, type[Value]] = {
    "record": Record,
    "manifest": Manifest,
    "analysis": Analysis,
    "statistic": Statistic,
    "signal": Signal,
    "brief": Brief,
    "draft": Draft,
    "finding": Finding,
    "version": StoryVersion,
    "edition": EditionReport,
    "reply": Reply,
    "spending": Spending,
    "batch": Batch,
    "gap": KeptGap,
    "removal": RemovedRecord,
    "correction": Correction,
    "collection": CollectReport,
}


def schema(name: str) -> str:
    """Return the JSON Schema (2020-12) of a value as the text of its file."""
    described = SCHEMAS[name].model_json_schema(by_alias=True)
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **described}
    return json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def write(folder: Path) -> list[Path]:
    """Write every schema into a folder; return the files that changed."""
    places = {name: folder / f"{name}.json" for name in sorted(SCHEMAS)}
    return [path for name, path in places.items() if write_atomic(path, schema(name).encode())]


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/schemas"))
