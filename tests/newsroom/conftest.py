"""A newsroom with the demonstration's snapshots, worked once for all tests of this folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from newsdesk import newsroom
from newsdesk.config import Layout, load

ROOT = Path(__file__).resolve().parents[2]


def furnish(folder: Path) -> Layout:
    """Copy settings and the demonstration's snapshots into an empty folder."""
    layout = Layout(folder)
    shutil.copytree(ROOT / "content" / "snapshots", layout.snapshots)
    for name in ("newsdesk.yaml", "pelicanconf.py"):
        shutil.copy(ROOT / name, folder / name)
    return layout


@pytest.fixture(scope="session")
def worked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Layout, newsroom.Worked]:
    """Return the demonstration newsroom and what working it came to; tests only read it."""
    layout = furnish(tmp_path_factory.mktemp("demonstration"))
    return layout, newsroom.work(layout, load(layout.root), "AIDRAN")
