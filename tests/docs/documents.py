"""The hand-written documents, as the tests of this folder read them."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
DOCS = ROOT / "docs"
DECISIONS = DOCS / "decisions"
#: Every document that people read in the repository; the page of the site is read as well.
DOCUMENTS = (README, ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md")))
ABOUT = ROOT / "content" / "pages" / "about.md"

_FENCE = re.compile(r"```.*?```", re.DOTALL)
_CODE = re.compile(r"`[^`\n]+`")


def name(path: Path) -> str:
    """Return a document's path from the repository's folder, for a test's id."""
    return path.relative_to(ROOT).as_posix()


def prose(path: Path) -> str:
    """Return a document's text without its code, where links are links."""
    return _CODE.sub("", _FENCE.sub("", path.read_text(encoding="utf-8")))


def spans(path: Path) -> list[str]:
    """Return the code inside the sentences of a document."""
    text = _FENCE.sub("", path.read_text(encoding="utf-8"))
    return [code.strip("`") for code in _CODE.findall(text)]


def all_code(path: Path) -> list[str]:
    """Return every line of code of a document, in sentences and in blocks."""
    text = path.read_text(encoding="utf-8")
    blocks = [line.strip() for block in _FENCE.findall(text) for line in block.splitlines()[1:-1]]
    return spans(path) + blocks


def tables(path: Path) -> list[list[str]]:
    """Return the rows of a document's tables as cells, without heads' rules."""
    rows = [
        line.strip().strip("|").split("|") for line in path.read_text().splitlines() if line.startswith("|")
    ]
    cells = [[cell.strip() for cell in row] for row in rows]
    return [row for row in cells if not set("".join(row)) <= set("-: ")]


def anchors(path: Path) -> set[str]:
    """Return the anchors that GitHub gives a document's headings."""
    found = set()
    for heading in re.findall(r"^#+ (.+)$", _FENCE.sub("", path.read_text(encoding="utf-8")), re.MULTILINE):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").lower()
        found.add(re.sub(r"[^\w\- ]", "", plain).strip().replace(" ", "-"))
    return found
