"""Declared inputs to bytes; a file changes only if its bytes do.

What a file is, its name says: ``.png`` is drawn from a template in SVG; text and Markdown are not escaped
(their inputs are, where their form asks for it); everything else is HTML or XML and is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from jinja2 import Environment, StrictUndefined

from newsdesk.errors import StorageError
from newsdesk.files import write_atomic
from newsdesk.records import canonical_json
from newsdesk.site import raster
from newsdesk.site.page import Page, PageKind

_NOT_ESCAPED: Final = (".txt", ".md")
_DRAWN: Final = ".png"
_AT_ONCE: Final = 500  # pages that are held: enough pictures among them to be drawn side by side


class Written(NamedTuple):
    """Which files there are, how many pages of each kind, and how many of all changed."""

    paths: tuple[str, ...]
    kinds: Counter[PageKind]
    changed: int

    @property
    def pages(self) -> int:
        """How many files there are in all."""
        return len(self.paths)


def hermetic(environment: Environment) -> Environment:
    """Return the theme's environment in the form for our pages: what isn't declared is an error."""
    return environment.overlay(
        undefined=StrictUndefined, autoescape=_escaped, trim_blocks=True, lstrip_blocks=True
    )


def _escaped(template: str | None) -> bool:
    return not (template or "").endswith(_NOT_ESCAPED)


def render(page: Page, environment: Environment, drawings: Path | None = None) -> bytes:
    """Return the bytes of a page; ``drawings`` is where pictures are kept that were drawn before."""
    if page.template is None:
        return (canonical_json(page.inputs) + "\n").encode()
    text = _text(page, page.template, environment)
    return raster.png(text, drawings) if page.path.endswith(_DRAWN) else text.encode()


def _text(page: Page, template: str, environment: Environment) -> str:
    return environment.get_template(template).render(page.inputs).rstrip("\n") + "\n"


def write_pages(
    pages: Iterable[Page], environment: Environment, output: Path, drawings: Path | None = None
) -> Written:
    """Render pages below ``output``; files whose bytes stay the same are not touched."""
    strict, left = hermetic(environment), iter(pages)
    paths: list[str] = []
    kinds: Counter[PageKind] = Counter()
    changed = 0
    while some := list(islice(left, _AT_ONCE)):
        if drawings is not None:
            drawn = ((page, page.template) for page in some if page.path.endswith(_DRAWN))
            raster.prepare((_text(page, name, strict) for page, name in drawn if name), drawings)
        for page in some:
            data = render(page, strict, drawings)
            changed += write_atomic(place(output, page.path), data, durable=False)
            paths.append(page.path)
            kinds[page.kind] += 1
    return Written(tuple(paths), kinds, changed)


def place(output: Path, path: str) -> Path:
    """Return where a page's file stands; refuse a path that leads out of the output folder."""
    target = (output / path).resolve()
    if not target.is_relative_to(output.resolve()):
        raise StorageError(f"{path}: leads out of the output folder; nothing was written there.")
    return target
