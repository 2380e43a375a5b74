"""Every link, fragment and full address inside a site leads to a file and an id in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from audit.faults import SITE, Fault
from audit.kinds import pages

_LEADS: Final = frozenset({"href", "src", "action"})
_TEXTS: Final = frozenset({".xml", ".json", ".txt", ".md"})


class _Reader(HTMLParser):
    """Collects the addresses and the ids of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in _LEADS and value is not None:
                self.links.append(value)
            elif name == "id" and value:
                self.ids.add(value)
        named = dict(attrs)
        if tag == "meta" and str(named.get("property", "")).endswith((":url", ":image")):
            self.links.append(named.get("content") or "")


@cache
def _read(file: Path) -> _Reader:
    reader = _Reader()
    reader.feed(file.read_text(encoding="utf-8"))
    return reader


def faults(folder: Path, url: str = "") -> Iterator[Fault]:
    """Yield each link of a site built for ``url`` (empty: relative links) that leads nowhere."""
    base = urlsplit(url).path
    for page in pages(folder):
        here = f"{base}/{page.path}"
        for link in dict.fromkeys(_read(folder / page.path).links):
            target = _inside(urljoin(here, link), url)
            if target is None:
                continue
            # 404.html is shown at any depth: its links begin at the host's root.
            if not target.startswith(base + "/") and not (page.path == "404.html" and not base):
                yield Fault("links", page.kind, page.path, f"{link} leaves the site's path")
            elif why := _broken(folder, target.removeprefix(base), urlsplit(link).fragment):
                yield Fault("links", page.kind, page.path, f"{link}: {why}")
    if url:
        yield from _in_texts(folder, url)


def _inside(address: str, url: str) -> str | None:
    """Return the path of an address if it is on the site's own host."""
    parts = urlsplit(address)
    own = urlsplit(url).netloc
    if parts.scheme not in {"", "http", "https"} or parts.netloc not in {"", own}:
        return None
    return parts.path


def _broken(folder: Path, path: str, fragment: str) -> str | None:
    target = folder / unquote(path).lstrip("/")
    target = target / "index.html" if target.is_dir() else target
    if not target.is_file():
        return "no such file"
    # A directive such as #:~:text= is the browser's business.
    if fragment and target.suffix == ".html" and not fragment.startswith(":~:"):
        return None if unquote(fragment) in _read(target).ids else "no such id"
    return None


def _in_texts(folder: Path, url: str) -> Iterator[Fault]:
    """Yield full addresses in feeds, maps and data that lead nowhere; forms with {slug} are not meant."""
    address = re.compile(re.escape(url) + r"(/[^\s\"'<>\\)\]}]*)")
    for file in sorted(path for path in folder.rglob("*") if path.suffix in _TEXTS):
        path = file.relative_to(folder).as_posix()
        text = file.read_text(encoding="utf-8")
        # The HTML within a feed is escaped, and what is escaped in it is so twice.
        text = unescape(unescape(text)) if file.suffix == ".xml" else text
        for found in dict.fromkeys(address.findall(text)):
            target, _, fragment = found.partition("#")
            if "{" not in found and (
                why := _broken(folder, target.partition("?")[0].rstrip(".,;"), fragment)
            ):
                yield Fault("links", SITE, path, f"{url}{found}: {why}")
