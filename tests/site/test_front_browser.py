"""Front page, beats, editions and names in a real Chromium, with two weeks of weather."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import editions_factory as editions
import pytest
from site_building import THEME, theme_environment
from test_browser import CHROMIUM, CONTRAST, SMALL_TARGETS, WIDTHS, Quiet

from newsdesk.site.plan import plan
from newsdesk.site.render import write_pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = {
    "front": "/",
    "beat": "/beats/open-source-ai/",
    "beats": "/beats/",
    "edition": "/editions/2026-03-28-1200/",
    "editions": "/editions/",
    "entity": "/entities/hugging-face/",
    "entities": "/entities/",
}
#: Drawings and words that stick out of the box that holds them, and text that lies on other text.
STICKING_OUT = """() => [...document.querySelectorAll(".panel, .weather, .card, .sections > section, .end")]
  .flatMap((box) => [...box.querySelectorAll("svg, p, table, h3, h4")].map((inside) => [box, inside]))
  .filter(([box, inside]) => inside.getClientRects().length === 1 && box.getClientRects().length === 1)
  .map(([box, inside]) => [box.getBoundingClientRect(), inside.getBoundingClientRect(), inside.textContent])
  .filter(([a, b]) => b.left < a.left - 1 || b.right > a.right + 1 || b.bottom > a.bottom + 1)
  .map(([, , text]) => text)"""
#: Headings of groups and letters that stand alone at the end of a column.
ALONE = """() => [...document.querySelectorAll(".sections h2")]
  .filter((h) => h.nextElementSibling.getBoundingClientRect().left > h.getBoundingClientRect().right)
  .map((h) => h.textContent)"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists(), reason="no Chromium: apt-get install chromium (Debian package)"
    ),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The newsroom with its editions, served on this machine."""
    folder: Path = tmp_path_factory.mktemp("front")
    write_pages(plan(editions.newsroom()), theme_environment(), folder)
    shutil.copytree(THEME / "static", folder / "theme")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_right_at_every_width(name: str, scheme: str, address: str, browser: Browser) -> None:
    """No overflow, nothing sticks out or stands alone; text at 7:1, small links at least 24 px."""
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address + PAGES[name])
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        ratio, text = page.evaluate(CONTRAST)
        assert ratio >= 7, (width, text)
        assert page.evaluate(SMALL_TARGETS) == [], width
        assert page.evaluate(STICKING_OUT) == [], width
        assert page.evaluate(ALONE) == [], width
    assert problems == []
    context.close()


def test_drawings_have_a_colour_in_forced_colours(address: str, browser: Browser) -> None:
    """Where the system chooses the colours, columns are drawn in that of the text."""
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(address + PAGES["beat"])
    fills = page.evaluate(
        "[...document.querySelectorAll('.chart path')].map((path) => getComputedStyle(path).fill)"
    )
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert set(fills) == {ink}
    context.close()
