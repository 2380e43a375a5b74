"""The story page in a real Chromium: sources beside the text, seams, print, right to left, small screens."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import running_story as running
from test_browser import CHROMIUM, CONTRAST, Quiet

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

STORY = "/2026/03/slow-models/index.html"
EARLIER = "/2026/03/slow-models/v1/index.html"
#: How every part's kind is drawn under it: line style and background, by kind.
LINES = """() => Object.fromEntries([...document.querySelectorAll(".narrative [data-kind]")].map((part) => {
  const style = getComputedStyle(part);
  const drawn = style.textDecorationLine === "underline" ? style.textDecorationStyle : "none";
  return [part.dataset.kind, [drawn, style.backgroundColor]];
}))"""
#: Pairs of the parts of the page that overlap though neither holds the other.
OVERLAPS = """() => {
  const boxes = [".head", ".text", ".report > .why", ".proof", ".rail"].map((name) => {
    const element = document.querySelector(name);
    return element && [name, element.getBoundingClientRect()];
  }).filter(Boolean);
  return boxes.flatMap(([a, one], n) => boxes.slice(n + 1).filter(([, other]) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1).map(([b]) => [a, b]));
}"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists(), reason="no Chromium: apt-get install chromium (Debian package)"
    ),
]


def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine while a fixture lives."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site with the running story, served on this machine."""
    yield from serve(running.build_whole(tmp_path_factory.mktemp("running"), running.published()))


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same site in a language that is written from right to left."""
    site = running.published(language="ar")
    yield from serve(running.build_whole(tmp_path_factory.mktemp("arabic"), site))


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


def opened(context: BrowserContext, address: str, width: int = 1440) -> Page:
    """Open a page at a width."""
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    return page


def follow(page: Page, number: int) -> tuple[float, float]:
    """Press a marker in the middle of the screen; return where the page stood before and after."""
    marker = page.locator(f"#ref-{number}")
    marker.evaluate("marker => marker.scrollIntoView({block: 'center', behavior: 'instant'})")
    before = page.evaluate("scrollY")
    marker.evaluate("marker => marker.focus({preventScroll: true})")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#source-{number}")
    page.wait_for_timeout(100)
    return before, page.evaluate("scrollY")


@pytest.mark.parametrize("number", [1, 3, 5])
def test_on_a_wide_screen_a_source_opens_beside_the_text(number: int, address: str, browser: Browser) -> None:
    """Without script, a marker shows its source beside the text; the page does not move; Tab enters it."""
    context = browser.new_context(java_script_enabled=False, reduced_motion="reduce")
    page = opened(context, address + STORY)
    before, after = follow(page, number)
    assert before == after
    source = page.locator(f"#source-{number}").bounding_box()
    text = page.locator(".narrative").bounding_box()
    assert source is not None
    assert text is not None
    assert source["x"] >= text["x"] + text["width"]
    assert 0 <= source["y"] < source["y"] + source["height"] <= 900
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").startswith("Original at")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#ref-{number}")
    page.wait_for_timeout(100)
    box = page.locator(f"#ref-{number}").bounding_box()
    assert box is not None
    assert 0 < box["y"] < 900
    context.close()


def test_a_source_beside_the_text_hides_nothing_that_has_the_focus(address: str, browser: Browser) -> None:
    """While a source is open, tabbing through the rail never leaves the focus wholly behind it."""
    context = browser.new_context(reduced_motion="reduce")
    page = opened(context, address + STORY)
    follow(page, 3)
    hidden = page.evaluate(
        """() => [...document.querySelectorAll(".rail a")].filter((link) => {
          link.focus();
          const box = link.getBoundingClientRect();
          const over = document.querySelector(":target").getBoundingClientRect();
          return box.top >= over.top && box.bottom <= over.bottom && box.left >= over.left;
        }).length"""
    )
    assert page.locator(".rail a").count() > 0
    assert hidden == 0
    context.close()


def test_on_a_narrow_screen_a_marker_leads_to_the_foot_and_back(address: str, browser: Browser) -> None:
    """At 390 px the sources stand under the text; the arrow of each leads back to its marker."""
    context = browser.new_context(java_script_enabled=False, reduced_motion="reduce")
    page = opened(context, address + STORY, 390)
    page.click("#ref-3")
    source = page.locator("#source-3").bounding_box()
    text = page.locator(".narrative").bounding_box()
    assert source is not None
    assert text is not None
    assert 0 <= source["y"] < 900
    assert source["y"] > text["y"] + text["height"]
    page.click("#source-3 .back")
    assert page.url.endswith("#ref-3")
    context.close()


def test_the_seams_are_switched_by_keyboard_and_never_by_colour_alone(address: str, browser: Browser) -> None:
    """Space on the checkbox draws a line of another style and a ground of another colour for each kind."""
    context = browser.new_context()
    page = opened(context, address + STORY)
    assert not page.locator(".legend").is_visible()
    assert {line for line, _ in page.evaluate(LINES).values()} == {"none"}
    page.focus("#seams")
    page.keyboard.press("Space")
    assert page.locator(".legend").is_visible()
    drawn = page.evaluate(LINES)
    assert sorted(drawn) == ["counted", "happened", "reading", "said"]
    assert len({line for line, _ in drawn.values()}) == len({ground for _, ground in drawn.values()}) == 4
    assert "none" not in {line for line, _ in drawn.values()}
    page.emulate_media(media="print")
    assert {line for line, _ in page.evaluate(LINES).values()} == {"none"}
    assert not page.locator("#seams").is_visible()
    context.close()


def test_the_seams_work_without_script_and_in_forced_colours(address: str, browser: Browser) -> None:
    """With script off and colours forced the label switches the legend, and the kinds keep their lines."""
    context = browser.new_context(java_script_enabled=False, forced_colors="active")
    page = opened(context, address + STORY)
    page.click("label[for=seams]")
    assert page.locator(".legend").is_visible()
    context.close()
    context = browser.new_context(forced_colors="active")
    page = opened(context, address + STORY)
    page.check("#seams")
    assert len({line for line, _ in page.evaluate(LINES).values()}) == 4
    context.close()


@pytest.mark.parametrize("path", [STORY, EARLIER])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_story_in_full_is_readable_at_every_width(
    path: str, scheme: str, address: str, browser: Browser
) -> None:
    """With the seams shown, no width overflows or overlaps, and all text keeps 7:1 with its ground."""
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    for width in (320, 390, 820, 1024, 1440):
        page = opened(context, address + path, width)
        page.check("#seams")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        assert page.evaluate(OVERLAPS) == [], width
        ratio, text = page.evaluate(CONTRAST)
        assert ratio >= 7, (width, text)
        switch = page.locator("#seams").bounding_box()
        assert switch is not None
        assert min(switch["width"], switch["height"]) >= 24
        page.close()
    context.close()


def test_right_to_left_the_page_is_mirrored(arabic: str, browser: Browser) -> None:
    """In a right-to-left language panel, rail and an opened source stand to the left of the text."""
    context = browser.new_context(reduced_motion="reduce")
    page = opened(context, arabic + STORY)
    before, after = follow(page, 3)
    assert before == after
    text = page.locator(".narrative").bounding_box()
    assert text is not None
    for name in (".report > .why", ".rail", "#source-3"):
        box = page.locator(name).bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= text["x"], name
        assert box["x"] >= 0, name
    for width in (320, 820, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        assert page.evaluate(OVERLAPS) == [], width
    context.close()
