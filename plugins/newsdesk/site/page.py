"""A page to be: where it stands, by which template, and from which declared inputs.

A page is a function of its inputs and its template: nothing else reaches it.
"""

from __future__ import annotations

from typing import Any, Literal

from newsdesk.records import Value
from newsdesk.site import printed
from newsdesk.site.addresses import path_of

PageKind = Literal[
    "story",
    "version",
    "evidence",
    "front",
    "beat",
    "notfound",
    "feed",
    "wire",
    "archive",
    "corrections",
    "sources",
    "feeds",
    "api",
    "beats",
    "edition",
    "editions",
    "entity",
    "entities",
    "card",
    "data",
    "text",
    "sitemap",
    "search",
]


class Page(Value):
    """A page to be: its file below the output folder, its template (None: JSON) and its inputs."""

    kind: PageKind
    path: str
    template: str | None
    inputs: dict[str, Any]


def rendered(kind: PageKind, address: str, template: str, inputs: dict[str, Any]) -> Page:
    """Plan a page of words: what neither HTML nor XML can hold is dropped from its inputs."""
    return Page(kind=kind, path=path_of(address), template=template, inputs=printed.clean(inputs))


def data(kind: PageKind, address: str, inputs: dict[str, Any]) -> Page:
    """Plan a JSON file; it can hold every character, so nothing is cleaned away."""
    return Page(kind=kind, path=path_of(address), template=None, inputs=inputs)
