"""What the demonstration left in a newsroom, and its removal; real data is never touched."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsdesk.archive import snapshots
from newsdesk.config import Layout
from newsdesk.errors import StorageError


def demonstration(layout: Layout) -> tuple[Path, ...]:
    """Return every file and folder that belongs to the demonstration, sorted.

    Snapshots whose manifest says ``demo``, stories of which every version does, replies whose origin is the
    demonstration, and its ledger. Raises SnapshotError for an archive that can't be trusted.
    """
    found = [*_snapshots(layout), *_stories(layout), *_replies(layout)]
    found += [path for name in ("demo", "demo-corrections") if (path := layout.ledger / name).exists()]
    ignored = layout.content / ".gitignore"
    if found and ignored.is_file():  # alone it could be the operator's own
        found.append(ignored)
    return tuple(sorted(found))


def remove(layout: Layout, paths: tuple[Path, ...]) -> None:
    """Remove the paths and the folders that they leave empty; raise StorageError naming a stubborn one."""
    for path in paths:
        try:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
            _prune(layout, path.parent)
        except OSError as error:
            raise StorageError(
                f"{error.filename or path}: can't be removed ({error.strerror}). "
                "Check that the folder belongs to you, then run newsdesk init again."
            ) from error


def _snapshots(layout: Layout) -> Iterator[Path]:
    for manifest in snapshots.manifests(layout):
        if manifest.demo:
            path = snapshots.path_of(layout, manifest)
            yield path
            yield path.with_suffix(".json")


def _stories(layout: Layout) -> Iterator[Path]:
    """Yield the versions' folder and the article of each story that is wholly invented."""
    if not layout.versions.is_dir():
        return
    for folder in sorted({path.parent for path in layout.versions.rglob("v*.json")}):
        if all(map(_is_demo, folder.glob("v*.json"))):
            yield folder
            article = layout.stories / folder.relative_to(layout.versions).with_suffix(".md")
            if article.is_file():
                yield article


def _replies(layout: Layout) -> Iterator[Path]:
    """Yield the replies that were written by hand; what can't be read may be real, and stays."""
    for path in layout.replies.glob("??/*.json"):
        if _fields(path).get("origin") == "demonstration":
            yield path


def _is_demo(version: Path) -> bool:
    return _fields(version).get("demo") is True


def _fields(path: Path) -> dict[str, Any]:
    """Return what a file of JSON holds, or nothing if it can't be read."""
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _prune(layout: Layout, folder: Path) -> None:
    while layout.content in folder.parents and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
