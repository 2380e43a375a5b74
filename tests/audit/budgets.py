"""What may be sent to a reader: bytes of a story, of the sheet and of scripts."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from audit.faults import SITE, Fault
from audit.kinds import pages

KB: Final = 1024
STORY: Final = (45 * KB, 14 * KB)  # raw, packed by gzip
SHEET: Final = (18 * KB, 5 * KB)
SCRIPT: Final = 8 * KB  # raw, each
FONTS: Final = frozenset({".woff", ".woff2", ".ttf", ".otf", ".eot"})
_STORIES: Final = frozenset({"story", "earlier version"})


def weight(file: Path) -> tuple[int, int]:
    """Return a file's bytes, as they are and as a server packs them."""
    data = file.read_bytes()
    return len(data), len(gzip.compress(data, 9, mtime=0))


def faults(folder: Path) -> Iterator[Fault]:
    """Yield everything below a folder that is heavier than it may be."""
    for page in pages(folder):
        if page.kind in _STORIES:
            yield from _over(folder, page.kind, page.path, STORY)
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        path = file.relative_to(folder).as_posix()
        if file.suffix == ".css":
            yield from _over(folder, SITE, path, SHEET)
            if "@font-face" in file.read_text(encoding="utf-8"):
                yield Fault("budget", SITE, path, "asks for a font")
        elif file.suffix in FONTS:
            yield Fault("budget", SITE, path, "is a font")
        elif file.suffix == ".js" and (size := file.stat().st_size) > SCRIPT:
            yield Fault("budget", SITE, path, f"{size:,} bytes, {SCRIPT:,} allowed")


def heaviest(folder: Path) -> dict[str, tuple[int, int]]:
    """Return the weight of the heaviest page of each kind, and of the sheets and scripts."""
    found: dict[str, tuple[int, int]] = {}
    for page in pages(folder):
        found[page.kind] = max(found.get(page.kind, (0, 0)), weight(folder / page.path))
    for file in sorted((*folder.rglob("*.css"), *folder.rglob("*.js"))):
        found[file.relative_to(folder).as_posix()] = weight(file)
    return found


def _over(folder: Path, kind: str, path: str, most: tuple[int, int]) -> Iterator[Fault]:
    for size, limit, how in zip(weight(folder / path), most, ("", " packed"), strict=True):
        if size > limit:
            yield Fault("budget", kind, path, f"{size:,} bytes{how}, {limit:,} allowed")
