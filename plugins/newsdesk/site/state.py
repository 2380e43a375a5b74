"""What earlier builds wrote, so that a page that is no longer planned does not stay in the output.

The list stands in the cache, one for each output folder. Only files in it are ever removed: what somebody
else put into the output folder is not ours. Without the cache nothing is removed; ``make clean`` still does.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from newsdesk.errors import StorageError
from newsdesk.files import write_atomic
from newsdesk.site.render import place


def sweep(cache: Path, output: Path, planned: Iterable[str]) -> int:
    """Remove what an earlier build wrote to ``output`` and ``planned`` no longer holds; return how many."""
    memory = cache / "site" / f"{_name(cache, output)}.json"
    keep = set(planned)
    gone = sorted(_remembered(memory) - keep)
    removed = sum(_remove(output, path) for path in gone)
    write_atomic(memory, (json.dumps(sorted(keep), indent=0) + "\n").encode(), durable=False)
    return removed


def _name(cache: Path, output: Path) -> str:
    """Return a name for the output folder as seen from the cache: a newsroom that is moved keeps its list."""
    seen = os.path.relpath(output.resolve(), cache.resolve())
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


def _remembered(memory: Path) -> set[str]:
    """Return the remembered paths; a list that can't be read is as good as none."""
    try:
        paths = json.loads(memory.read_bytes())
    except (OSError, ValueError):
        return set()
    return {path for path in paths if isinstance(path, str)} if isinstance(paths, list) else set()


def _remove(output: Path, path: str) -> bool:
    """Remove a file and the folders that it leaves empty; return whether there was one."""
    file = place(output, path)
    try:
        file.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise StorageError(f"{file}: can't be removed ({error.strerror}). Remove it by hand.") from error
    for folder in file.parents:
        if folder == output.resolve():
            break
        with contextlib.suppress(OSError):
            folder.rmdir()
    return True
