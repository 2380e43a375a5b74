"""Drafts that hold: what the gate should leave alone, and what corruptions are made from."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from newsdesk import newsroom
from newsdesk.config import Layout, load
from newsdesk.publish import versions
from newsdesk.stories import Brief, Draft

ROOT = Path(__file__).resolve().parents[3]
CASES = ROOT / "tests" / "check"
FLUENT = Path(__file__).parent / "fluent.yaml"
#: Where a fluent sentence stands.
AT = "paragraphs.1.sentences.1.parts.0"


@dataclass(frozen=True)
class Good:
    """A draft without an error finding, and the brief that it was written from."""

    name: str
    brief: Brief
    draft: Draft


def demonstration(folder: Path) -> Iterator[Good]:
    """Work the demonstration in an empty folder and yield the newest version of each story."""
    shutil.copy(ROOT / "newsdesk.yaml", folder)
    shutil.copytree(ROOT / "content" / "snapshots", folder / "content" / "snapshots")
    layout = Layout(folder)
    newsroom.work(layout, load(folder), "AIDRAN")
    for version in versions.current(layout):
        yield Good(version.slug, version.brief, version.draft)


def by_hand() -> Iterator[Good]:
    """Yield the twin and the sound cases of the gate's tests: prose that no program composed."""
    drafting, twins = _modules()
    yield Good("twin", *twins.sound())
    for case in sorted(drafting.CASES.glob("sound-*")):
        _, brief, draft = drafting.case(case)
        yield Good(case.name, brief, draft)


def fluent() -> Iterator[Good]:
    """Yield the twin with one sound sentence of fluent.yaml in a paragraph of its own, at ``AT``."""
    drafting, twins = _modules()
    brief, story = twins.brief(), twins.story()
    opening = {"kind": "said", "text": "{Speaker} began with this.", "cites": ["r1"]}
    for part in yaml.safe_load(FLUENT.read_text(encoding="utf-8")):
        paragraphs = [story["paragraphs"][0], [[opening], [part]]]
        yield Good(part["text"], brief, drafting.draft(story | {"paragraphs": paragraphs}, brief))


def _modules() -> tuple[Any, Any]:
    """Return the modules of the gate's tests that read its cases and its twin."""
    if str(CASES) not in sys.path:
        sys.path.append(str(CASES))
    return importlib.import_module("drafting"), importlib.import_module("twins")
