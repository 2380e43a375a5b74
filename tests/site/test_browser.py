"""The pages in a real Chromium: no overflow, no error, no other host, readable in light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import stories_factory as make
from site_building import planned

from audit import looking
from audit.chromium import CHROMIUM, launched
from audit.kinds import kind_of, samples
from audit.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STORY = "/2026/03/slow-models/"
#: Every kind of page that is planned.
KINDS = sorted(
    {kind_of(p.path) for p in planned(make.newsroom_of_eight(), make.site()) if p.path.endswith(".html")}
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists(), reason="no Chromium: apt-get install chromium (Debian package)"
    ),
]


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    """The built site, served on this machine."""
    with served(built) as origin:
        yield origin


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with launched() as chromium:
        yield chromium


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_looks_right_at_every_width(kind: str, built: Path, address: str, browser: Browser) -> None:
    """The layout holds, nothing shifts, no message, no other host; text at 7:1, targets of 24 px."""
    (page,) = (sample for sample in samples(built, 1) if sample.kind == kind)
    assert looking.faults(browser, address, page.address, "light") == []
    assert looking.faults(browser, address, page.address, "dark", looking.WIDTHS[-1:]) == []


def test_the_rail_stands_beside_the_text_on_a_wide_screen_and_below_on_a_narrow_one(
    address: str, browser: Browser
) -> None:
    """At 1440 px rail and text share a height; at 390 px the rail comes after the text."""
    page: Page = browser.new_page()
    boxes = {}
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address + STORY)
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
    page.goto(address + STORY)
    page.click("#ref-3")
    assert page.url.endswith("#source-3")
    page.click("#source-3 .back")
    assert page.url.endswith("#ref-3")
    context.close()


def test_the_skip_link_is_the_first_stop_of_the_keyboard(address: str, browser: Browser) -> None:
    """The first press of Tab shows the skip link on the screen; Enter goes to the text."""
    page = browser.new_page()
    page.goto(address + STORY)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    box = page.locator(".skip").bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.close()
