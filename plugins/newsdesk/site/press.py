"""Pages to files: a file changes only if its bytes do, and is made only if what it is made of changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from jinja2 import Environment

from newsdesk.errors import StorageError
from newsdesk.files import write_atomic
from newsdesk.site import raster, state
from newsdesk.site.page import Page
from newsdesk.site.render import DRAWN, hermetic, render, text_of
from newsdesk.site.state import Output, State

_AT_ONCE: Final = 500  # pages that are held: enough pictures among them to be drawn side by side


class Written(NamedTuple):
    """Which files there are, and how many of them changed."""

    outputs: Mapping[str, Output]
    changed: int

    @property
    def paths(self) -> tuple[str, ...]:
        """The files, by their paths below the output folder."""
        return tuple(self.outputs)


def fingerprint(page: Page, site: str) -> str:
    """Return the digest of all that a page's bytes are made of; ``site`` is that of what all pages share."""
    made_of = [site, page.kind, page.path, page.template, page.made_of]
    # Keys stay in their order, which a template can print; what is no JSON is at least never the same.
    text = json.dumps(made_of, ensure_ascii=False, default=repr)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class Press:
    """Makes pages below an output folder, except those that stand there as they would be made.

    ``before`` is what the last build left, ``memory`` the file of it, None where nothing is remembered;
    ``site`` is the digest of what all pages share, ``drawings`` where pictures are kept.
    """

    def __init__(
        self,
        environment: Environment,
        output: Path,
        site: str = "",
        before: State | None = None,
        memory: Path | None = None,
        drawings: Path | None = None,
    ) -> None:
        self._environment = hermetic(environment)
        self._output, self._drawings = output, drawings
        self._site, self._before, self._memory = site, before or State(), memory

    def write(self, pages: Iterable[Page]) -> Written:
        """Write what has to be written; files whose bytes stay the same are not touched."""
        left = iter(pages)
        outputs: dict[str, Output] = {}
        changed = 0
        while some := [(page, fingerprint(page, self._site)) for page in islice(left, _AT_ONCE)]:
            old = {page.path: known for page, mark in some if (known := self._standing(page, mark))}
            new = [(page, mark) for page, mark in some if page.path not in old]
            self._announce(page.path for page, _ in new)
            self._draw(page for page, _ in new)
            outputs |= old
            for page, mark in new:
                outputs[page.path], differs = self._written(page, mark)
                changed += differs
        return Written(outputs, changed)

    def _standing(self, page: Page, fingerprint: str) -> Output | None:
        """Return what the last build left of a page, if it was made of the same and nobody touched it."""
        known = self._before.outputs.get(page.path)
        as_made = known and known.fingerprint == fingerprint and state.there(self._output, page.path, known)
        return known if as_made else None

    def _announce(self, paths: Iterable[str]) -> None:
        if self._memory:
            state.announce(self._memory, set(paths) - self._before.outputs.keys() - self._before.announced)

    def _draw(self, pages: Iterable[Page]) -> None:
        if self._drawings:
            drawn = ((page, page.template) for page in pages if page.path.endswith(DRAWN))
            texts = (text_of(page, name, self._environment) for page, name in drawn if name)
            raster.prepare(texts, self._drawings)

    def _written(self, page: Page, fingerprint: str) -> tuple[Output, bool]:
        target = place(self._output, page.path)
        differs = write_atomic(target, render(page, self._environment, self._drawings), durable=False)
        stat = target.stat()
        return Output(page.kind, fingerprint, stat.st_size, stat.st_mtime_ns), differs


def write_pages(
    pages: Iterable[Page], environment: Environment, output: Path, drawings: Path | None = None
) -> Written:
    """Render pages below ``output`` and remember nothing of it."""
    return Press(environment, output, drawings=drawings).write(pages)


def place(output: Path, path: str) -> Path:
    """Return where a page's file stands; refuse a path that leads out of the output folder."""
    target = (output / path).resolve()
    if not target.is_relative_to(output.resolve()):
        raise StorageError(f"{path}: leads out of the output folder; nothing was written there.")
    return target
