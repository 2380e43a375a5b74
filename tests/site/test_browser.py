"""The pages in a real Chromium: no overflow, no error, no other host, readable in light and dark."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
PAGES = {
    "front": "/",
    "story": "/2026/03/slow-models/",
    "beat": "/beats/open-source-ai/",
    "search": "/search/?q=models",
    "not found": "/404.html",
}
WIDTHS = (320, 390, 820, 1440)
#: Smallest contrast of any text with what lies behind it (WCAG 2.2, 1.4.3 and 1.4.6, relative luminance).
CONTRAST = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = numbers(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  let worst = [21, ""];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.getClientRects().length) continue;
    const [a, b] = [light(numbers(getComputedStyle(element).color)), light(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < worst[0]) worst = [ratio, walker.currentNode.data];
  }
  return worst;
}"""
#: Links that are not part of running text and are lower or narrower than 24 px (WCAG 2.2, 2.5.8).
SMALL_TARGETS = """() => [...document.querySelectorAll("nav a, .kicker a, .back, .name a")]
  .filter((a) => !a.closest(".skip")).map((a) => [a.textContent, a.getBoundingClientRect()])
  .filter(([, box]) => box.height < 24 || box.width < 24)
  .map(([text, box]) => [text, box.width, box.height])"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists(), reason="no Chromium: apt-get install chromium (Debian package)"
    ),
]


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: Any) -> None:
        """Keep the test's output clean."""


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    """The built site, served on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(built)))
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
    """No overflow, no console message, no other host; text at 7:1, small links at least 24 px."""
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda asked: _local(asked.url, address, problems))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address + PAGES[name])
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        ratio, text = page.evaluate(CONTRAST)
        assert ratio >= 7, (width, text)
        assert page.evaluate(SMALL_TARGETS) == [], width
    assert problems == []
    context.close()


def _local(url: str, address: str, problems: list[str]) -> None:
    if not url.startswith(address):
        problems.append(f"asked {url}")


def test_the_rail_stands_beside_the_text_on_a_wide_screen_and_below_on_a_narrow_one(
    address: str, browser: Browser
) -> None:
    """At 1440 px rail and text share a height; at 390 px the rail comes after the text."""
    page: Page = browser.new_page()
    boxes = {}
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address + PAGES["story"])
        boxes[width] = [_box(page, name) for name in (".narrative", ".sources", ".rail")]
    _, narrow_sources, narrow_rail = boxes[390]
    wide_text, wide_sources, wide_rail = boxes[1440]
    assert narrow_rail["y"] >= narrow_sources["y"] + narrow_sources["height"]
    assert wide_rail["x"] > wide_text["x"] + wide_text["width"]
    assert wide_rail["y"] < wide_sources["y"] + wide_sources["height"]
    assert 30 * 16 <= wide_text["width"] <= 40 * 16
    page.close()


def _box(page: Page, selector: str) -> dict[str, float]:
    box = page.locator(selector).bounding_box()
    assert box is not None, selector
    return {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}


def test_a_marker_leads_to_its_source_without_script(address: str, browser: Browser) -> None:
    """With script switched off, following a marker shows the source, and its arrow leads back."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PAGES["story"])
    page.click("#ref-3")
    assert page.url.endswith("#source-3")
    page.click("#source-3 .back")
    assert page.url.endswith("#ref-3")
    context.close()


def test_the_skip_link_is_the_first_stop_of_the_keyboard(address: str, browser: Browser) -> None:
    """The first press of Tab shows the skip link on the screen; Enter goes to the text."""
    page = browser.new_page()
    page.goto(address + PAGES["story"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    box = page.locator(".skip").bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.close()
