"""What every page rests on beside its own inputs: code, libraries, templates, and what the site is.

Where one of these changes, everything is made again: to find out what it touches would cost more than that.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment

from newsdesk.records import canonical_json, digest
from newsdesk.site.settings import Site

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_INSTALLED: Final = (".dist-info", ".egg-info")  # folders that name a library and its version


@cache
def of_code(plugins: tuple[Path, ...] = ()) -> str:
    """Return the digest of our code, of that in the folders of ``plugins``, and of the versions of libraries.

    It is asked for once in a process: what changes on disk while that runs is not the code that it runs.
    """
    files = {file for place in (_PACKAGE, *plugins) for file in place.resolve().rglob("*.py")}
    read = {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    return digest([sys.version, _libraries(), read])


def of_site(code: str, environment: Environment, site: Site, settings: Iterable[Path] = ()) -> str:
    """Return the digest of what shapes every page: the code, the theme's environment, and the site.

    ``settings`` are files of code, such as pelicanconf.py, that each build runs anew.
    """
    run = [hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(settings)]
    shared = [code, run, list(_templates(environment)), _handed(environment), site.model_dump(mode="json")]
    return digest(shared)


def _libraries() -> list[str]:
    folders = [Path(place) for place in sys.path if place and Path(place).is_dir()]
    return sorted(
        entry.name for folder in folders for entry in folder.iterdir() if entry.suffix in _INSTALLED
    )


def _templates(environment: Environment) -> Iterator[tuple[str, str]]:
    """Yield every template that the theme, its overrides and its fall-backs hold, by all of its names."""
    for name in environment.list_templates():
        try:
            text = environment.loader.get_source(environment, name)[0] if environment.loader else ""
        except UnicodeDecodeError:  # a picture that lies beside them: no template, and none can include it
            continue
        yield name, text


def _handed(environment: Environment) -> dict[str, Any]:
    """Return how the environment reads templates, and what it hands to them; code is told by its name."""
    plain = {name: value for name, value in vars(environment).items() if isinstance(value, str | bool | int)}
    handed = (environment.filters, environment.tests, environment.globals, environment.extensions)
    return plain | {"handed": [{name: _named(value) for name, value in one.items()} for one in handed]}


def _named(value: Any) -> str:
    try:
        return canonical_json(value)
    except (TypeError, ValueError):
        kind = value if hasattr(value, "__qualname__") else type(value)
        return f"{kind.__module__}.{kind.__qualname__}"
