"""Drawings to PNG, by resvg and the fonts that the lock names: the same bytes on every machine.

A drawing takes about 50 ms, so it is kept in the cache under the digest of its SVG and drawn once. What drew
it is a part of the digest: another release of resvg may draw another way.
"""

from __future__ import annotations

import contextlib
import hashlib
import multiprocessing
import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache, partial
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Final

from newsdesk.errors import StorageError
from newsdesk.files import write_atomic

#: With fewer drawings to make it isn't worth while to start processes.
WORTH_SHARING: Final = 100
#: How many processes draw at most.
AT_MOST: Final = 4
SERIF: Final = "Source Serif Pro"
SANS: Final = "Source Sans Pro"
#: The fonts that a drawing may name, both under the SIL Open Font Licence: weight 700, 400 and 600.
_FILES: Final = {
    (SERIF, 700): ("font_source_serif_pro", "SourceSerifPro-Bold.ttf"),
    (SANS, 400): ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    (SANS, 600): ("font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
}


def font(family: str, weight: int) -> Path:
    """Return the file of a font that drawings may name."""
    package, name = _FILES[family, weight]
    return Path(str(files(package))) / "files" / name


def png(svg: str, kept: Path | None = None) -> bytes:
    """Draw an SVG; ``kept`` is the folder where drawings are kept, None where none are."""
    if kept is None:
        return _drawn(svg)
    place = _place(svg, kept)
    try:
        return place.read_bytes()
    except FileNotFoundError:
        pass
    except OSError as error:
        raise StorageError(f"{place}: can't be read ({error.strerror}). Remove it by hand.") from error
    data = _drawn(svg)
    write_atomic(place, data, durable=False)
    return data


def prepare(svgs: Iterable[str], kept: Path) -> None:
    """Draw what isn't kept yet on several processes, where there is much of it; what fails is drawn later."""
    missing = [svg for svg in svgs if not _place(svg, kept).is_file()]
    if len(missing) < WORTH_SHARING or multiprocessing.current_process().daemon:
        return
    context = multiprocessing.get_context("spawn")
    among = min(os.cpu_count() or 1, AT_MOST)
    with contextlib.suppress(OSError, BrokenProcessPool), ProcessPoolExecutor(among, context) as pool:
        for _ in pool.map(partial(_keep, kept), missing, chunksize=8):
            pass


def _keep(kept: Path, svg: str) -> None:
    png(svg, kept)


def _place(svg: str, kept: Path) -> Path:
    name = hashlib.sha256(f"{_tool()}\n{svg}".encode()).hexdigest()
    return kept / name[:2] / f"{name}.png"


def _drawn(svg: str) -> bytes:
    from resvg_py import svg_to_bytes  # 2 MB of machine code: only where something is drawn

    fonts = [str(font(*key)) for key in _FILES]
    # With the machine's own fonts a picture would look different on each.
    return svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=fonts)


@cache
def _tool() -> str:
    return f"resvg-py {version('resvg-py')}"
