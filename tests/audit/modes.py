"""A page as some readers have it: no script, no sheet, keyboard, paper, zoomed, mirrored, recoloured."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from audit import looking
from audit.chromium import Watched

#: More stops than this are not walked: a list of a thousand links is a list of links.
MOST_STOPS: Final = 260
#: Searching is the one thing that a page may not do without script.
_WORDS_AND_LINKS: Final = """() => {
  document.querySelectorAll("search").forEach((one) => one.remove());
  const main = document.querySelector("main");
  return [main.innerText, main.querySelectorAll("a[href]").length];
}"""
_SMALLEST_PDF: Final = 3_000  # bytes; a sheet with no word on it has fewer


def without_script(browser: Any, origin: str, path: str) -> Iterator[str]:
    """Yield what a reader without script misses: words or links of the page, or the page itself."""
    told = []
    for enabled in (True, False):
        watched = Watched(browser, origin, java_script_enabled=enabled)
        page = watched.go(path, 820)
        told.append(page.evaluate(_WORDS_AND_LINKS))
        yield from watched.problems
        watched.close()
    (words, links), (plain, plain_links) = told
    if len(plain.split()) < 0.9 * len(words.split()):
        yield f"{len(plain.split())} words where script shows {len(words.split())}"
    if plain_links < 0.9 * links:
        yield f"{plain_links} links where script shows {links}"


def without_sheet(browser: Any, origin: str, path: str) -> Iterator[str]:
    """Yield what can't be read from top to bottom where the sheet does not arrive."""
    watched = Watched(browser, origin)
    watched.page.route("**/*.css", lambda route: route.abort())
    watched.go(path, 820)
    yield from watched.judge("plain")
    watched.close()


def by_keyboard(browser: Any, origin: str, path: str) -> Iterator[str]:
    """Yield stops that can't be seen or come out of order, traps, and a skip link that leads nowhere."""
    watched = Watched(browser, origin)
    page = watched.go(path, 1440)
    stops = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea,"
        " summary')]"
        ".filter((e) => e.checkVisibility() && e.tabIndex >= 0).length"
    )
    reached = 0
    for press in range(min(stops, MOST_STOPS) + 2):
        page.keyboard.press("Tab")
        stop = watched.judge("focus")
        if stop is None or stop["again"]:
            break
        reached = press + 1
        yield from stop["problems"]
    # Of a group of radio buttons only one is a stop.
    groups = page.evaluate(
        "(() => { const radios = [...document.querySelectorAll('input[type=radio]')];"
        " return radios.length - new Set(radios.map((r) => r.name)).size; })()"
    )
    if reached < min(stops - groups, MOST_STOPS):
        yield f"Tab reaches {reached} of {stops} stops"
    page = watched.go(path)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    if not page.url.endswith("#main") or page.evaluate("document.activeElement.id") != "main":
        yield "the first stop is not a link that skips to main"
    watched.close()


def on_paper(browser: Any, origin: str, path: str) -> Iterator[str]:
    """Yield navigation that is printed, links that are not written out, and paper without words."""
    watched = Watched(browser, origin)
    page = watched.go(path, 820)
    page.emulate_media(media="print")
    yield from watched.judge("printed")
    paper = page.pdf(format="A4")
    if not paper.startswith(b"%PDF") or len(paper) < _SMALLEST_PDF:
        yield f"the printed page has {len(paper)} bytes"
    watched.close()


def in_forced_colours(browser: Any, origin: str, path: str) -> Iterator[str]:
    """Yield what is drawn or marked and can't be seen where the reader's own colours rule."""
    for scheme in looking.SCHEMES:
        watched = Watched(browser, origin, forced_colors="active", color_scheme=scheme)
        watched.go(path, 820)
        yield from (f"{scheme}: {told}" for told in watched.judge("forced"))
        watched.close()


def zoomed(browser: Any, origin: str, path: str) -> Iterator[str]:
    """Yield what does not fit at 200 %: windows of 1440 and 820 px have half of that to give."""
    for width in (720, 410):
        watched = Watched(browser, origin, device_scale_factor=2)
        watched.go(path, width, 450)
        yield from (f"200 % of {2 * width} px: {told}" for told in looking.geometry(watched))
        watched.close()


def mirrored(browser: Any, origin: str, path: str) -> Iterator[str]:
    """Yield what does not turn round, or does not fit, where text runs from right to left."""
    watched = Watched(browser, origin)
    for width in (390, 820, 1440):
        page = watched.go(path, width)
        page.evaluate("document.documentElement.dir = 'rtl'")
        yield from watched.judge("mirrored")
        yield from (f"{width} px: {told}" for told in looking.geometry(watched))
    watched.close()


#: Every mode under the name of its column.
MODES: Final[dict[str, Callable[[Any, str, str], Iterator[str]]]] = {
    "no script": without_script,
    "no sheet": without_sheet,
    "keyboard": by_keyboard,
    "paper": on_paper,
    "forced": in_forced_colours,
    "zoom": zoomed,
    "mirrored": mirrored,
}
