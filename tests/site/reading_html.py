"""Reading pages as a strict parser does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib


def parse(page: bytes | str) -> Element:
    """Parse a whole page; any fault of the markup raises html5lib's ParseError."""
    text = page.decode() if isinstance(page, bytes) else page
    root: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    return root


def read(path: Path) -> Element:
    """Parse the page in a file."""
    return parse(path.read_bytes())


def text(element: Element | None) -> str:
    """Return the words of an element with single spaces."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def by_class(root: Element, name: str) -> list[Element]:
    """Return the elements of a class, in document order."""
    return [element for element in root.iter() if name in (element.get("class") or "").split()]


def ids(root: Element) -> list[str]:
    """Return all ids, in document order."""
    return [found for element in root.iter() if (found := element.get("id"))]


def links(root: Element) -> Iterator[str]:
    """Yield every address that a page asks for or leads to."""
    for element in root.iter():
        if element.tag == "link" and element.get("rel") == "canonical":
            continue
        for attribute in ("href", "src"):
            if (value := element.get(attribute)) is not None:
                yield value
