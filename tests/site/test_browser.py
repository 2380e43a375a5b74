"""The pages in a real Chromium: everything opened, no fault of layout, readable in light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import whole_newsroom

from audit import looking, modes
from audit.chromium import Watched
from audit.kinds import kind_of, samples
from newsdesk.site.plan import plan

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STORY = "/2026/03/slow-models/"
#: Every kind of page that is planned.
KINDS = sorted({kind_of(p.path) for p in plan(whole_newsroom.newsroom()) if p.path.endswith(".html")})
#: The last one is where the story gets its second column.
WIDTHS = (*looking.WIDTHS, 1024)
#: Shows what readers may ask for: closed details, and the seams of a story.
OPENED = """() => {
  document.querySelectorAll("details").forEach((one) => { one.open = true; });
  document.querySelector("#seams")?.click();
}"""
#: Headings of groups and letters that stand alone at the end of a column.
ALONE = """() => [...document.querySelectorAll(".sections h2")]
  .filter((h) => h.nextElementSibling.getBoundingClientRect().left > h.getBoundingClientRect().right)
  .map((h) => h.textContent)"""


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_looks_right_at_every_width(kind: str, whole: Path, address: str, browser: Browser) -> None:
    """The layout holds, nothing shifts, no message, no other host; text at 7:1, targets of 24 px."""
    (page,) = (sample for sample in samples(whole, 1) if sample.kind == kind)
    watched = Watched(browser, address)
    shown = watched.go(page.address, WIDTHS[0])
    assert watched.shifts == 0
    shown.evaluate(OPENED)
    found = []
    for width in WIDTHS:
        shown.set_viewport_size({"width": width, "height": 900})
        found += [(width, *told) for told in looking.shown(watched, "light", width)]
        found += [(width, "alone", told) for told in shown.evaluate(ALONE)]
    shown.emulate_media(color_scheme="dark")
    found += [(width, *told) for told in looking.shown(watched, "dark", width)]
    assert found + watched.problems == []
    assert shown.title() != "taken"


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


def _box(page: Page, selector: str) -> dict[str, float]:
    box = page.locator(selector).bounding_box()
    assert box is not None, selector
    return {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}


def test_a_marker_leads_to_its_source_without_script(address: str, browser: Browser) -> None:
    """With script switched off, following a marker shows the source, and its arrow leads back."""
    page = browser.new_page(java_script_enabled=False)
    page.goto(address + STORY)
    page.click("#ref-3")
    assert page.url.endswith("#source-3")
    page.click("#source-3 .back")
    assert page.url.endswith("#ref-3")


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


def test_a_permalink_of_the_wire_opens_its_signal(address: str, browser: Browser) -> None:
    """Following a signal from the first page shows it on its month's page, without script."""
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}/wire/")
    page.click(".stamp")
    assert "/wire/2026/03/index.html#signal-" in page.url


def test_a_day_stands_beside_its_stories_on_a_wide_screen(address: str, browser: Browser) -> None:
    """At 1440 px the day stands beside its stories, at 390 px above them; lines stay readable."""
    page = browser.new_page()
    found = {}
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{address}/2026/03/")
        found[width] = [_box(page, f".dated >> nth=0 >> :scope > :nth-child({n})") for n in (1, 2)]
    (day, stories), (wide_day, wide_stories) = found[390], found[1440]
    assert stories["y"] >= day["y"] + day["height"]
    assert wide_stories["x"] > wide_day["x"] + wide_day["width"]
    assert wide_stories["width"] <= 48 * 16


@pytest.mark.parametrize("mode", ["forced", "paper"])
@pytest.mark.parametrize("path", ["/beats/open-source-ai/", STORY])
def test_a_page_holds_otherwise(path: str, mode: str, address: str, browser: Browser) -> None:
    """In forced colours what is drawn has that of the text; on paper links to elsewhere are written out."""
    assert list(modes.MODES[mode](browser, address, path)) == []
