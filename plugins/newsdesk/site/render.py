"""Declared inputs to bytes.

What a file is, its name says: ``.png`` is drawn from a template in SVG; text and Markdown are not escaped
(their inputs are, where their form asks for it); everything else is HTML or XML and is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from jinja2 import Environment, StrictUndefined

from newsdesk.records import canonical_json
from newsdesk.site import raster
from newsdesk.site.page import Page

_NOT_ESCAPED: Final = (".txt", ".md")
DRAWN: Final = ".png"


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
    text = text_of(page, page.template, environment)
    return raster.png(text, drawings) if page.path.endswith(DRAWN) else text.encode()


def text_of(page: Page, template: str, environment: Environment) -> str:
    """Return the text of a page by its template: of a picture, the drawing that it is made of."""
    return environment.get_template(template).render(page.inputs).rstrip("\n") + "\n"
