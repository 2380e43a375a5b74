"""Attacks in every field of made-up stories, as a real Chromium shows them.

The policy of the pages is switched off here: escaping alone must hold. That no script runs because the policy
forbids it would prove the policy only.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from audit.chromium import Watched, launched
from audit.faults import SITE, Fault
from audit.serving import served
from audit.tools import ROOT

#: Files of the shared data, and the fields that hold an attack.
FILES: Final = {
    "xss_payloads.jsonl.gz": "payload",
    "dompurify_expect.jsonl.gz": "payload",
    "bleach_xss.jsonl.gz": "html",
    "naughty_strings.jsonl.gz": "string",
    "hostile_urls_and_paths.jsonl.gz": "payload",
    "template_and_csv_injection.jsonl.gz": "payload",
}
#: Attacks on the direction of text, on its height and on its width; always planted, whatever data there is.
SHAPES: Final = (
    "\u202eright to left override, never ended",
    "\u2067isolated \u2066nested \u202adeep\u202b and left open",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324" * 20,
    "unbroken" * 60,
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 and \u05e2\u05d1\u05e8\u05d9\u05ea together 123",
    "\ufdfd\ufdfd\ufdfd \u2e3b\u2e3b \U00012219\U00012219",
)
WIDTHS: Final = (390, 1440)
_CANARY: Final = """
window.__alive = [];
const noted = (name) => () => window.__alive.push(name);
for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = noted(name);
for (const name of ["log", "error", "warn"]) console[name] = noted("console." + name);
"""
_OTHER_FILES: Final = 12  # of each kind of file that is not a page


def attacks(data: Path, most: int | None = None) -> Iterator[str]:
    """Yield attacks from the shared data, at most so many of each file, evenly picked, and ours."""
    for name, field in FILES.items():
        file = data / "security" / name
        if file.is_file():
            lines = gzip.decompress(file.read_bytes()).decode("utf-8").splitlines()
            yield from _picked([str(json.loads(line)[field]) for line in lines], most)
    table = data / "security" / "unicode_confusables.txt.gz"
    if table.is_file():
        yield from _picked(list(_confusables(gzip.decompress(table.read_bytes()).decode("utf-8-sig"))), most)
    yield from SHAPES


def _picked(found: Sequence[str], most: int | None) -> Sequence[str]:
    return found if most is None else found[:: max(1, -(-len(found) // most))]


def _confusables(table: str, length: int = 80) -> Iterator[str]:
    """Yield every character that looks like another, so many in a string; marks stand on a letter."""
    rows = (
        line.split(";")[0].strip() for line in table.splitlines() if ";" in line and not line.startswith("#")
    )
    characters = [chr(int(row, 16)) for row in rows]
    characters = [f"o{c}" if unicodedata.category(c).startswith("M") else c for c in characters]
    for start in range(0, len(characters), length):
        yield "".join(characters[start : start + length])


def grouped(found: Iterable[str], size: int) -> list[str]:
    """Return attacks joined to texts of several, so that a few pages show many."""
    texts = [text for text in found if text.strip() and "\ud800" not in text]
    texts = [text.encode("utf-8", "replace").decode() for text in texts]
    return [" · ".join(texts[start : start + size]) for start in range(0, len(texts), size)]


def built(folder: Path, texts: Sequence[str]) -> Path:
    """Write a site with a story of each text in all its fields; tests/site must be on the path."""
    import hostile_stories
    from site_building import write

    from newsdesk.site.plan import plan

    return write(folder, plan(hostile_stories.newsroom(texts)))


def faults(browser: Any, folder: Path, origin: str) -> Iterator[tuple[str, str]]:
    """Yield what came alive on any page or file, and where the layout broke, as (path, detail)."""
    watched = Watched(browser, origin, bypass_csp=True)
    watched.page.add_init_script(_CANARY)
    for path in files(folder):
        watched.problems.clear()
        yield from ((path, told) for told in _shown(watched, path))
        yield from ((path, told) for told in dict.fromkeys(watched.problems))
    watched.close()


def files(folder: Path) -> list[str]:
    """Return all pages of a site, and some of each kind of file of text or data beside them."""
    found: dict[str, list[str]] = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        path = file.relative_to(folder).as_posix()
        if not path.startswith("theme/") and file.suffix != ".png":
            found.setdefault(file.name if file.suffix != ".html" else ".html", []).append(path)
    return [
        path for name, paths in found.items() for path in (paths if name == ".html" else paths[:_OTHER_FILES])
    ]


def _shown(watched: Watched, path: str) -> Iterator[str]:
    address = "/" + path.removesuffix("index.html")
    try:
        page = watched.go(address, WIDTHS[0])
    except Exception as error:  # Playwright's own type is not at hand before it is imported
        if "Download is starting" not in str(error):
            yield f"can't be shown: {error}"
        return
    if page.url != watched.origin + address:
        yield f"led away to {page.url}"
    yield from watched.judge("alive")
    if path.endswith(".html"):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            yield from (f"{width} px: {told}" for told in watched.judge("overflow"))


def judge(folder: Path) -> tuple[list[Fault], dict[str, int]]:
    """Show every attack of the shared data in Chromium; return what went wrong and how much was shown."""
    data = Path(os.environ.get("NEWSDESK_DATA") or ROOT.parent / "shared" / "data")
    texts = grouped(attacks(data), 8)
    shutil.rmtree(folder, ignore_errors=True)
    built(folder, texts)
    with served(folder) as origin, launched() as browser:
        found = [Fault("hostile", SITE, path, told) for path, told in faults(browser, folder, origin)]
    return found, {"attacks": sum(1 for _ in attacks(data)), "pages and files": len(files(folder))}
