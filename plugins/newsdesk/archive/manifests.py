"""Manifests: which snapshots there are, and which of them are in use. No Parquet file is opened here."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from newsdesk.config import Layout
from newsdesk.errors import SnapshotError, StorageError
from newsdesk.records import Manifest

RESTORE = "Restore it from git, or move both files (.parquet and .json) away"


def manifests(layout: Layout) -> tuple[Manifest, ...]:
    """Return every manifest, sorted by file.

    Raises SnapshotError for a manifest that can't be read, one without its Parquet file, and a Parquet
    file without manifest (an unfinished snapshot). The Parquet files are not opened.
    """
    saved, described = _files(layout)
    for place in _undescribed(saved, described):
        raise SnapshotError(
            shown_path(layout, place),
            "an unfinished snapshot: its manifest (.json) is missing",
            "If newsdesk import or collect was interrupted, run it again: it finishes the snapshot. "
            "Else restore the manifest from git, or move the file away.",
        )
    found = [read_manifest(layout, path) for path in described]
    return tuple(sorted(found, key=lambda manifest: manifest.file))


def unfinished(layout: Layout) -> tuple[Path, ...]:
    """Return the Parquet files without a manifest, sorted: a run ended between the two."""
    return _undescribed(*_files(layout))


def _undescribed(saved: list[Path], described: list[Path]) -> tuple[Path, ...]:
    known = set(described)
    return tuple(path for path in saved if manifest_path(path) not in known)


def active(manifests: Iterable[Manifest]) -> tuple[Manifest, ...]:
    """Return the real snapshots if there is any real one, else the demonstration's."""
    every = tuple(manifests)
    real = tuple(manifest for manifest in every if not manifest.demo)
    return real or every


def path_of(layout: Layout, manifest: Manifest) -> Path:
    """Return where the snapshot's Parquet file is."""
    return layout.snapshots / manifest.file


def manifest_path(parquet_path: Path) -> Path:
    """Return where the manifest of a Parquet file is: beside it."""
    return parquet_path.with_suffix(".json")


def read_manifest(layout: Layout, path: Path) -> Manifest:
    """Return the manifest in a file; raise SnapshotError if it can't be trusted or describes no file."""
    shown = shown_path(layout, path)
    try:
        manifest = Manifest.model_validate_json(path.read_bytes())
    except OSError as error:
        raise SnapshotError(shown, f"can't be read ({error.strerror})", f"{RESTORE}.") from None
    except (ValidationError, OverflowError) as error:
        reason = f"not a snapshot's manifest ({_first_fault(error)})"
        raise SnapshotError(shown, reason, f"{RESTORE}.") from None
    expected = path.relative_to(layout.snapshots).with_suffix(".parquet").as_posix()
    if manifest.file != expected:
        raise SnapshotError(shown, f"describes {manifest.file!r}, not the file beside it", f"{RESTORE}.")
    if not path.with_suffix(".parquet").is_file():
        raise SnapshotError(shown, "its Parquet file is missing", f"{RESTORE}.")
    return manifest


def broken(layout: Layout, manifest: Manifest, reason: str) -> SnapshotError:
    """Return the error that names a snapshot's file, the reason and what to do."""
    return SnapshotError(shown_path(layout, path_of(layout, manifest)), reason, f"{RESTORE}.")


def shown_path(layout: Layout, path: Path) -> Path:
    """Return the path as it is shown to people: from the newsroom's folder."""
    return path.relative_to(layout.root)


def _files(layout: Layout) -> tuple[list[Path], list[Path]]:
    """Return the Parquet files and the manifests, sorted, temporary files left out."""
    saved, described = [], []
    for folder, _, names in os.walk(layout.snapshots, onerror=partial(_unreadable, layout)):
        paths = [Path(folder, name) for name in names if not name.startswith(".")]
        saved += [path for path in paths if path.suffix == ".parquet"]
        described += [path for path in paths if path.suffix == ".json"]
    return sorted(saved), sorted(described)


def _unreadable(layout: Layout, error: OSError) -> None:
    """Raise for a folder that can't be listed: its snapshots would silently be missing."""
    if isinstance(error, FileNotFoundError) and not layout.snapshots.exists():
        return
    raise StorageError(
        f"{error.filename}: can't be read ({error.strerror}). Check that the folder belongs to you."
    ) from error


def _first_fault(error: ValidationError | OverflowError) -> str:
    if isinstance(error, OverflowError):
        return "a time out of range"
    fault = error.errors(include_input=False)[0]
    where = ".".join(str(step) for step in fault["loc"])
    return f"{where}: {fault['msg']}" if where else str(fault["msg"])
