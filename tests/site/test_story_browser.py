"""The story page in a real Chromium: sources beside the text, seams, print, right to left, small screens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
import running_story as running
from site_building import write

from audit import looking
from audit.chromium import script
from audit.serving import served
from newsdesk.site.plan import plan

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STORY = "/2026/03/slow-models/index.html"
#: How every part's kind is drawn under it: line style and background, by kind.
LINES = """() => Object.fromEntries([...document.querySelectorAll(".narrative [data-kind]")].map((part) => {
  const style = getComputedStyle(part);
  const drawn = style.textDecorationLine === "underline" ? style.textDecorationStyle : "none";
  return [part.dataset.kind, [drawn, style.backgroundColor]];
}))"""


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The running story in a language that is written from right to left, served on this machine."""
    with served(write(tmp_path_factory.mktemp("arabic"), plan(running.published(language="ar")))) as origin:
        yield origin


def opened(address: str, browser: Browser, width: int = 1440, **options: Any) -> Page:
    """Open a page at a width; ``options`` are those of a browser context."""
    page = browser.new_page(reduced_motion="reduce", viewport={"width": width, "height": 900}, **options)
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
    page = opened(address + STORY, browser, java_script_enabled=False)
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


def test_a_source_beside_the_text_hides_nothing_that_has_the_focus(address: str, browser: Browser) -> None:
    """While a source is open, tabbing through the rail never leaves the focus wholly behind it."""
    page = opened(address + STORY, browser)
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


def test_on_a_narrow_screen_a_marker_leads_to_the_foot_and_back(address: str, browser: Browser) -> None:
    """At 390 px the sources stand under the text; the arrow of each leads back to its marker."""
    page = opened(address + STORY, browser, 390, java_script_enabled=False)
    page.click("#ref-3")
    source = page.locator("#source-3").bounding_box()
    text = page.locator(".narrative").bounding_box()
    assert source is not None
    assert text is not None
    assert 0 <= source["y"] < 900
    assert source["y"] > text["y"] + text["height"]
    page.click("#source-3 .back")
    assert page.url.endswith("#ref-3")


def test_the_seams_are_switched_by_keyboard_and_never_by_colour_alone(address: str, browser: Browser) -> None:
    """Space on the checkbox draws a line of another style and a ground of another colour for each kind."""
    page = opened(address + STORY, browser)
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


def test_the_seams_work_without_script_and_in_forced_colours(address: str, browser: Browser) -> None:
    """With script off and colours forced the label switches the legend, and the kinds keep their lines."""
    page = opened(address + STORY, browser, java_script_enabled=False, forced_colors="active")
    page.click("label[for=seams]")
    assert page.locator(".legend").is_visible()
    page = opened(address + STORY, browser, forced_colors="active")
    page.check("#seams")
    assert len({line for line, _ in page.evaluate(LINES).values()}) == 4


def test_right_to_left_the_page_is_mirrored(arabic: str, browser: Browser) -> None:
    """In a right-to-left language panel, rail and an opened source stand to the left of the text."""
    page = opened(arabic + STORY, browser)
    before, after = follow(page, 3)
    assert before == after
    text = page.locator(".narrative").bounding_box()
    assert text is not None
    for name in (".report > .why", ".rail", "#source-3"):
        box = page.locator(name).bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= text["x"], name
        assert box["x"] >= 0, name
    for width in looking.WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(script("overflow")) == [], width


def test_moods_are_drawn_in_the_colours_of_their_heads(address: str, browser: Browser) -> None:
    """Negative, neutral and positive can be told apart, and the heads of the columns say which is which."""
    page = opened(address + STORY, browser)
    drawn = page.evaluate(
        """() => [...document.querySelector(".mood tbody tr").querySelectorAll("rect")]
          .map((one) => getComputedStyle(one).fill)"""
    )
    heads = page.evaluate(
        """() => [...document.querySelectorAll(".mood thead th")]
          .map((one) => getComputedStyle(one).boxShadow)"""
    )
    assert len(set(drawn)) == len(drawn) == 3
    assert all(head.startswith(colour) for head, colour in zip(heads, drawn, strict=True)), (heads, drawn)
