"""A newsroom with one published story, made of the shared brief and draft of the gate's cases."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

import factories
from newsdesk.archive import snapshots
from newsdesk.check import gate
from newsdesk.config import Layout
from newsdesk.publish import versions
from newsdesk.stories import Provenance, StoryVersion


@pytest.fixture(scope="session")
def drafting() -> ModuleType:
    """The helpers that make briefs and drafts."""
    return factories.helper("check/drafting")


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """An empty newsroom's folder."""
    return Layout(tmp_path)


@pytest.fixture
def origin() -> Provenance:
    """Where a version comes from that no model wrote."""
    return Provenance(snapshots=("abc",), tool="newsdesk 0")


@pytest.fixture
def version(layout: Layout, drafting: ModuleType, origin: Provenance) -> StoryVersion:
    """The version of the shared sound draft; not saved."""
    brief = drafting.brief()
    gated = gate(drafting.draft(drafting.sound(), brief), brief)
    return versions.make_version(layout, brief, gated, "AIDRAN", origin)


@pytest.fixture
def published(layout: Layout, version: StoryVersion) -> Path:
    """The version file of a published story whose records are in the archive."""
    records = [item.record for item in version.brief.records]
    snapshots.write(layout, "test", [*records, *(page.record for page in version.brief.pages)])
    path, _ = versions.publish(layout, version)
    return path
