"""Files that are whole or not there: atomic writes that change nothing when nothing changed."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from newsdesk.errors import BusyError, StorageError

#: A temporary name: the file it is to become, the number of the process that writes it, chance.
_TEMPORARY = re.compile(r"\..*\.([0-9]+)-[^.]+\.tmp", re.DOTALL)


def write_atomic(path: Path, data: bytes, *, durable: bool = True) -> bool:
    """Put ``data`` at ``path`` whole or not at all; return False if the file already held it.

    The bytes go to a temporary name in the same folder, are flushed to disk where ``durable``, and take
    the place of the old file in one rename. Temporary names begin with a dot and are never read. Raises
    StorageError naming the place.
    """
    with told(path):
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data, durable)
    return True


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the file system refuses while ``path`` is written into a StorageError naming the place."""
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"{error.filename or path}: can't be written ({error.strerror or error}). "
            "Check that the folder belongs to you and that the disk has room."
        ) from error


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock that the file at ``path`` stands for, and wait while another process or thread holds it.

    The system gives it back when its holder ends, however that ends. The file stays: a lock that is taken
    away while somebody waits for it is no lock. Raises StorageError naming the place.
    """
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a")
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def alone(path: Path, what: str) -> Iterator[None]:
    """Hold the lock that the file at ``path`` stands for, or raise BusyError: somebody else does ``what``.

    The system gives it back when its holder ends, however that ends. The file stays, and names who held it
    last.
    """
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+")
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read(20).strip()
            named = f" (process {holder})" if holder.isdigit() else ""
            raise BusyError(
                f"Another run{named} {what}. Nothing was changed; try again when it has ended."
            ) from None
        with told(path):
            file.truncate(0)
            file.write(f"{os.getpid()}\n")
            file.flush()
        yield


def clear_leftovers(folder: Path) -> int:
    """Remove temporary files below ``folder`` whose writer was killed; return how many.

    Nobody reads them, but they would stay for ever. The file of a process that still runs is left alone.
    """
    cleared = 0
    for place, _, names in os.walk(folder):
        for name in names:
            match = _TEMPORARY.fullmatch(name)
            if match and not _runs(int(match[1])):
                with contextlib.suppress(OSError):
                    Path(place, name).unlink()
                    cleared += 1
    return cleared


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)  # signal 0 only asks
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _replace(path: Path, data: bytes, durable: bool) -> None:
    prefix = f".{path.name[:60]}.{os.getpid()}-"
    handle, temporary = tempfile.mkstemp(prefix=prefix, suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    if durable:
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
