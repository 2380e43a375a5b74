"""What the last build read and wrote: what didn't change since is not made again, and no page is left over.

It stands in the cache, one file for each output folder, and is replaced when all pages are in place. Only
files in it are ever removed: what somebody else put into the output folder is not ours. A state that can't be
read, or of another form, is as good as none: everything is made again, and nothing removed; ``make clean``
still does.

The file holds JSON, one value a line: first the :class:`State`, then each story and each edition, then what a
build that did not end has announced to write since.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError

from newsdesk.errors import StorageError
from newsdesk.files import told, write_atomic
from newsdesk.site.abstract import Story
from newsdesk.site.edition import Edition
from newsdesk.site.inputs import Signature, same, story_of
from newsdesk.site.reading import Known

_FORMAT: Final = "site/1"
_STORY: Final = TypeAdapter(Story)
_EDITION: Final = TypeAdapter(Edition)
_KINDS: Final = ("stories", "editions")

T = TypeVar("T")


class Output(NamedTuple):
    """A file as it was written: the kind of its page, what it was made of, its size and time (ns)."""

    kind: str
    fingerprint: str
    size: int
    modified: int


@dataclass(frozen=True)
class State:
    """What a build read and wrote.

    ``code`` and ``site`` are digests (:mod:`newsdesk.site.epoch`), ``inputs`` the signatures of all files
    that were read, ``problems`` what was told of them, ``outputs`` the files that were written, by path.
    ``announced`` may have been written by a build that did not end.
    """

    code: str = ""
    site: str = ""
    inputs: Mapping[str, Signature] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    outputs: Mapping[str, Output] = field(default_factory=dict)
    stories: Mapping[str, bytes] = field(default_factory=dict)
    editions: Mapping[str, bytes] = field(default_factory=dict)
    announced: frozenset[str] = frozenset()

    @property
    def kinds(self) -> Counter[str]:
        """How many pages of each kind there are."""
        return Counter(output.kind for output in self.outputs.values())

    def holds(self, site: str, inputs: Mapping[str, Signature], output: Path) -> bool:
        """Say whether a build would read what this one read, and finds what it wrote."""
        return (
            self.site == site
            and not self.announced
            and self.inputs.keys() == inputs.keys()
            and all(same(self.inputs[path], inputs[path]) for path in inputs)
            and all(there(output, path, written) for path, written in self.outputs.items())
        )

    def known(self, code: str, inputs: Mapping[str, Signature]) -> Known:
        """Return what need not be read again: it was read by the same code, of files that did not change."""
        if code != self.code:
            return Known({}, {})
        every = self.inputs.keys() | inputs.keys()
        changed = {path for path in every if not same(self.inputs.get(path), inputs.get(path))}
        touched = set(map(story_of, changed))
        return Known(
            _parsed(_STORY, {name: data for name, data in self.stories.items() if name not in touched}),
            _parsed(_EDITION, {name: data for name, data in self.editions.items() if name not in changed}),
        )

    def remembering(self, read: Known, known: Known) -> tuple[dict[str, bytes], dict[str, bytes]]:
        """Return stories and editions as they are remembered; what was ``known`` already stays as it is."""
        return (
            _dumped(_STORY, read.stories, known.stories, self.stories),
            _dumped(_EDITION, read.editions, known.editions, self.editions),
        )


def there(output: Path, path: str, written: Output) -> bool:
    """Say whether a file stands in the output folder as it was written."""
    try:
        stat = os.stat(f"{output}/{path}")  # noqa: PTH116  # a Path for each of many thousands takes longer
    except OSError:
        return False
    return (stat.st_size, stat.st_mtime_ns) == (written.size, written.modified)


def place_of(cache: Path, output: Path) -> Path:
    """Return where the state of an output folder stands; a newsroom that is moved keeps it."""
    seen = os.path.relpath(output.resolve(), cache.resolve())
    return cache / "site" / f"{hashlib.sha256(seen.encode()).hexdigest()[:16]}.json"


def load(file: Path) -> State:
    """Return the remembered state, or an empty one."""
    try:
        head, *lines = file.read_bytes().split(b"\n")
        values = json.loads(head)
        if values.pop("format") != _FORMAT:
            return State()
        left = iter(lines)
        for kind in _KINDS:
            values[kind] = {name: next(left) for name in values[kind]}
        values["inputs"] = {path: tuple(map(int, one)) for path, one in values["inputs"].items()}
        values["outputs"] = {path: Output(*one) for path, one in values["outputs"].items()}
        values["problems"] = tuple(values["problems"])
        state = State(**values, announced=_announced(left))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, StopIteration):
        return State()
    return state if all(map(_inside, (*state.outputs, *state.announced))) else State()


def save(file: Path, state: State) -> None:
    """Remember a state; it is put down whole."""
    values: dict[str, Any] = {"format": _FORMAT, **vars(state)}
    del values["announced"]
    lines = [line for kind in _KINDS for line in values[kind].values()]
    values |= {kind: list(values[kind]) for kind in _KINDS}
    write_atomic(file, b"\n".join([json.dumps(values).encode(), *lines, b""]), durable=False)


def announce(file: Path, paths: Iterable[str]) -> None:
    """Note in a state what will be written now, lest a build that is killed leave what nobody knows of."""
    new = sorted(paths)
    if not new:
        return
    with told(file), file.open("a", encoding="utf-8") as lines:
        lines.write(f"\n{json.dumps(new)}\n")  # on a line of its own, whatever the one before ended in


def _announced(lines: Iterable[bytes]) -> frozenset[str]:
    """Return the paths of all lines; of a torn one, the last, nothing was written yet."""
    found: set[str] = set()
    for line in lines:
        with contextlib.suppress(ValueError):
            found.update(json.loads(line))
    return frozenset(found)


def _parsed(form: TypeAdapter[T], held: Mapping[str, bytes]) -> dict[str, T]:
    """Return what can be read of it; the rest is as good as not there."""
    found: dict[str, T] = {}
    for name, data in held.items():
        with contextlib.suppress(ValidationError):
            found[name] = form.validate_json(data)
    return found


def _dumped(
    form: TypeAdapter[T], read: Mapping[str, T], known: Mapping[str, T], held: Mapping[str, bytes]
) -> dict[str, bytes]:
    return {name: held[name] if name in known else form.dump_json(one) for name, one in read.items()}


def _inside(path: Any) -> bool:
    return isinstance(path, str) and path != "" and path[0] != "/" and ".." not in path.split("/")


def sweep(output: Path, before: State, planned: Iterable[str]) -> int:
    """Remove what an earlier build wrote to ``output`` and ``planned`` no longer holds; return how many."""
    gone = (before.outputs.keys() | before.announced) - set(planned)
    return sum(_remove(output, path) for path in sorted(gone))


def _remove(output: Path, path: str) -> bool:
    """Remove a file and the folders that it leaves empty; return whether there was one."""
    file = output.resolve() / path
    if not file.resolve().is_relative_to(output.resolve()):
        raise StorageError(f"{path}: leads out of the output folder; nothing was removed there.")
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
