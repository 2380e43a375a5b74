"""Wire, archive, corrections, sources, feeds and data in a real Chromium, with hostile phrases."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
import stories_factory as make
import wire_factory as worked
from site_building import THEME, theme_environment
from test_browser import CHROMIUM, CONTRAST, SMALL_TARGETS, Quiet, browser

from newsdesk.config import Publication
from newsdesk.site.plan import plan
from newsdesk.site.published import Published, Removed
from newsdesk.site.render import write_pages
from newsdesk.site.settings import Asked, SourceLine

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser"]
PAGES = (
    *("/wire/", "/wire/2026/03/", "/archive/", "/2026/", "/2026/03/"),
    *("/corrections/", "/corrections/2026/03/", "/sources/", "/feeds/", "/api/"),
)
WIDTHS = (320, 390, 820, 1440)
EVIL = "<script>document.title='taken'</script><img src=https://evil.example/x.png>" + "unbroken" * 20

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists(), reason="no Chromium: apt-get install chromium (Debian package)"
    ),
]


def published() -> Published:
    """Return a demonstration in which every page has something to show, some of it hostile."""
    (second, other), history = worked.history()
    stories = (second, other, *make.newsroom_of_eight()[1:])
    phrase = worked.signal(
        kind="phrase_trending", subject=EVIL, subject_name=f"“{EVIL}”", why=EVIL, notes=(EVIL,)
    )
    told = worked.candidate((worked.signal(days=0.25),), fate="version", story="slow-models", reason=EVIL)
    editions = (
        worked.declined(-40, worked.signal(days=-40)),
        worked.declined(0, phrase, worked.signal(), reason=f"mostly the same evidence as “accents”, {EVIL}"),
        worked.edition(0.25, (worked.signal(days=0.25),), (told,)),
    )
    asks = (
        Asked(what="feeds", items=tuple(f"Paper {n}" for n in range(20))),
        Asked(what="words", items=(EVIL,)),
    )
    lines = (
        SourceLine(platform="news", name="News feeds", enabled=True, every_minutes=60, asks=asks),
        SourceLine(platform="x", name="X", enabled=False, every_minutes=60, note="It costs money."),
    )
    removed = (Removed(record=second.brief.records[0].record.id, reason="deleted", seen_at=make.NOON),)
    site = make.site(demo=True, sources=lines, publication=Publication(contact="editor@example.org"))
    return Published(site, stories, history, editions, removed)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site, served on this machine."""
    folder = tmp_path_factory.mktemp("lists")
    write_pages(plan(published()), theme_environment(), folder)
    (folder / "theme").symlink_to(THEME / "static")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_list_looks_right_at_every_width(path: str, scheme: str, address: str, browser: Browser) -> None:
    """With all details open: no overflow, message, other host or script; text at 7:1, links of 24 px."""
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("request", lambda asked: None if asked.url.startswith(address) else problems.append(asked.url))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        ratio, words = page.evaluate(CONTRAST)
        assert ratio >= 7, (width, words)
        assert page.evaluate(SMALL_TARGETS) == [], width
        heights = page.evaluate(
            "[...document.querySelectorAll('summary')].map((one) => one.getBoundingClientRect().height)"
        )
        assert all(height >= 24 for height in heights), width
    assert problems == []
    assert page.title() != "taken"
    context.close()


def test_a_permalink_of_the_wire_opens_its_signal(address: str, browser: Browser) -> None:
    """Following a signal from the first page shows it on its month's page, without script."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/wire/")
    page.click(".stamp")
    assert "/wire/2026/03/index.html#signal-" in page.url
    context.close()


def test_the_pages_stand_beside_their_dates_on_a_wide_screen(address: str, browser: Browser) -> None:
    """At 1440 px the day stands beside its stories, at 390 px above them; lines stay readable."""
    page = browser.new_page()
    found = {}
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{address}/2026/03/")
        boxes = [page.locator(f".dated > :nth-child({n})").first.bounding_box() for n in (1, 2)]
        found[width] = [box for box in boxes if box]
    (day, stories), (wide_day, wide_stories) = found[390], found[1440]
    assert stories["y"] >= day["y"] + day["height"]
    assert wide_stories["x"] > wide_day["x"] + wide_day["width"]
    assert wide_stories["width"] <= 48 * 16
    page.close()
