"""A page to be: where it stands, by which template, and from which declared inputs.

A page is a function of its inputs and its template: nothing else reaches it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

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


@dataclass(frozen=True)
class Page:
    """A page to be: its file below the output folder, its template (None: JSON) and its inputs.

    ``made_of`` is a JSON value that settles what the inputs are, together with the site: it may be far
    smaller than they are, and they are only made where they are asked for. ``indexed`` says whether search
    engines may show it.
    """

    kind: PageKind
    path: str
    template: str | None
    made_of: Any
    make: Callable[[], dict[str, Any]] = field(repr=False, compare=False)
    indexed: bool = False

    @cached_property
    def inputs(self) -> dict[str, Any]:
        """What the template prints."""
        return self.make()


def rendered(kind: PageKind, address: str, template: str, inputs: dict[str, Any]) -> Page:
    """Plan a page of words: what neither HTML nor XML can hold is dropped from its inputs."""
    clean = printed.clean(inputs)
    indexed: bool = clean.get("meta", {}).get("index", False)
    return Page(kind, path_of(address), template, clean, lambda: clean, indexed)


def data(kind: PageKind, address: str, inputs: dict[str, Any]) -> Page:
    """Plan a JSON file; it can hold every character, so nothing is cleaned away."""
    return Page(kind, path_of(address), None, inputs, lambda: inputs)


def rendered_of(
    made_of: Any,
    kind: PageKind,
    address: str,
    template: str,
    make: Callable[[], dict[str, Any]],
    *,
    indexed: bool = False,
) -> Page:
    """Plan a page of words whose inputs are made later, and are settled by what they are made of."""
    return Page(kind, path_of(address), template, made_of, lambda: printed.clean(make()), indexed)


def data_of(made_of: Any, kind: PageKind, address: str, make: Callable[[], dict[str, Any]]) -> Page:
    """Plan a JSON file in the same way."""
    return Page(kind, path_of(address), None, made_of, make)
