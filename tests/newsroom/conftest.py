"""A newsroom with the demonstration's snapshots, worked once for all tests of this folder."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

from newsdesk import newsroom
from newsdesk.config import Layout, load
from sharing import once

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

    def work(folder: Path) -> None:
        layout = furnish(folder / "newsroom")
        (folder / "worked").write_bytes(pickle.dumps(newsroom.work(layout, load(layout.root), "AIDRAN")))

    folder = once(tmp_path_factory, "worked", work)
    result: newsroom.Worked = pickle.loads((folder / "worked").read_bytes())
    return Layout(folder / "newsroom"), result
