"""Which pages a built site has, by their addresses, and which of each kind are looked at closely."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: Kinds of page by the form of their path below the output folder; the first that fits counts.
KINDS: Final = {
    name: re.compile(form + r"index\.html" if not form.endswith("html") else form)
    for name, form in {
        "front": "",
        "story": r"\d{4}/\d{2}/[^/]+/",
        "earlier version": r"\d{4}/\d{2}/[^/]+/v\d+/",
        "beats": "beats/",
        "beat": "beats/[^/]+/",
        "entities": "entities/",
        "entity": "entities/[^/]+/",
        "editions": "editions/",
        "edition": "editions/[^/]+/",
        "wire": "wire/",
        "wire month": r"wire/\d{4}/\d{2}/",
        "archive": "archive/",
        "year": r"\d{4}/",
        "month": r"\d{4}/\d{2}/",
        "search": "search/",
        "sources": "sources/",
        "corrections": "corrections/",
        "corrections month": r"corrections/\d{4}/(\d{2}/)?",
        "feeds": "feeds/",
        "api": "api/",
        "about": "about/",
        "methodology": "methodology/",
        "attribution": "attribution/",
        "privacy": "privacy/",
        "note": "notes/[^/]+/",
        "not found": "404.html",
    }.items()
}
#: Kinds that a site may well lack: no note was written by hand, nothing had to be corrected.
OPTIONAL: Final = frozenset({"note", "corrections month"})
OTHER: Final = "other"


@dataclass(frozen=True, order=True)
class Sample:
    """A page that stands for its kind: ``path`` is its file below the output folder."""

    kind: str
    path: str

    @property
    def address(self) -> str:
        """Where the page is asked for, below the site's base: ``/beats/``."""
        return "/" + self.path.removesuffix("index.html")


def kind_of(path: str) -> str:
    """Return the kind of the page in a file such as ``beats/ai-bias/index.html``."""
    return next((name for name, form in KINDS.items() if form.fullmatch(path)), OTHER)


def pages(folder: Path) -> Iterator[Sample]:
    """Yield every HTML page below a folder, by path."""
    for file in sorted(folder.rglob("*.html")):
        path = file.relative_to(folder).as_posix()
        yield Sample(kind_of(path), path)


def samples(folder: Path, most: int = 2) -> list[Sample]:
    """Return the largest and the smallest page of each kind, the largest first, kinds in their order."""
    found: dict[str, list[Sample]] = {}
    for page in pages(folder):
        found.setdefault(page.kind, []).append(page)
    chosen = []
    for kind in (*KINDS, OTHER):
        by_size = sorted(found.get(kind, ()), key=lambda page: (-(folder / page.path).stat().st_size, page))
        chosen += by_size if len(by_size) <= most else [*by_size[: most - 1], by_size[-1]]
    return chosen


def missing(found: Iterable[Sample]) -> list[str]:
    """Return the kinds of which a site has no page and should."""
    there = {sample.kind for sample in found}
    return [kind for kind in KINDS if kind not in there | OPTIONAL]
