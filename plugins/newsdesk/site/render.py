"""Declared inputs to bytes; a file changes only if its bytes do."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, StrictUndefined

from newsdesk.errors import StorageError
from newsdesk.files import write_atomic
from newsdesk.site.page import Page


class Written(NamedTuple):
    """How many pages there are, and how many of them changed."""

    pages: int
    changed: int


def hermetic(environment: Environment) -> Environment:
    """Return the theme's environment in the form for our pages: what isn't declared is an error."""
    return environment.overlay(
        undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )


def render(page: Page, environment: Environment) -> bytes:
    """Return the bytes of a page."""
    if page.template is None:
        return (json.dumps(page.inputs, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    return (environment.get_template(page.template).render(page.inputs).rstrip("\n") + "\n").encode()


def write_pages(pages: Iterable[Page], environment: Environment, output: Path) -> Written:
    """Render pages below ``output``; files whose bytes stay the same are not touched."""
    strict = hermetic(environment)
    changed = [write_atomic(place(output, page.path), render(page, strict), durable=False) for page in pages]
    return Written(len(changed), sum(changed))


def place(output: Path, path: str) -> Path:
    """Return where a page's file stands; refuse a path that leads out of the output folder."""
    target = (output / path).resolve()
    if not target.is_relative_to(output.resolve()):
        raise StorageError(f"{path}: leads out of the output folder; nothing was written there.")
    return target
