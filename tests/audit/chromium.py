"""A real Chromium, and pages in it that are watched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = Path("/usr/bin/chromium")
#: Without the flags on background work Chromium asks for its maker's hosts at every start.
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
_SHIFTS = """
window.__shifts = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shifts += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


@contextmanager
def launched() -> Iterator[Browser]:
    """Give a Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield browser
        browser.close()


@cache
def script(name: str) -> str:
    """Return the function in ``js/<name>.js``, which answers what is wrong with the page it runs in."""
    return (Path(__file__).parent / "js" / f"{name}.js").read_text(encoding="utf-8")


class Watched:
    """A page in a context of its own, and what went wrong while it was used.

    ``problems`` are messages on the console, errors, questions to other hosts, answers of 400 and more, and
    windows or dialogs that opened by themselves.
    """

    def __init__(self, browser: Browser, origin: str, **options: Any) -> None:
        """Open a page whose site stands at ``origin``; ``options`` are those of a browser context."""
        self.origin = origin
        self.problems: list[str] = []
        self.context: BrowserContext = browser.new_context(reduced_motion="reduce", **options)
        self.page: Page = self.context.new_page()
        self.page.add_init_script(_SHIFTS)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("response", lambda response: self._answered(response.status, response.url))
        self.page.on("popup", lambda popup: self.problems.append(f"opened a window: {popup.url}"))
        self.page.on("dialog", self._dialog)

    def go(self, path: str, width: int | None = None, height: int = 900) -> Page:
        """Show the page at a path below the site's origin, at a width of the window."""
        if width is not None:
            self.page.set_viewport_size({"width": width, "height": height})
        self.page.goto(self.origin + path)
        return self.page

    @property
    def shifts(self) -> float:
        """How far the page that is shown has moved under its reader (cumulative layout shift)."""
        # Two frames later everything that will be laid out without input has been.
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return float(self.page.evaluate("window.__shifts"))

    def judge(self, name: str, *arguments: Any) -> list[str]:
        """Return what a script of ``js/`` has to say about the page that is shown."""
        found: list[str] = self.page.evaluate(script(name), list(arguments))
        return found

    def close(self) -> None:
        """Close the page with its context."""
        self.context.close()

    def _said(self, message: Any) -> None:
        if not message.location["url"].endswith(
            "/favicon.ico"
        ):  # asked for by a browser that shows a data file
            self.problems.append(f"console: {message.text}")

    def _asked(self, url: str) -> None:
        if urlsplit(url).netloc not in {urlsplit(self.origin).netloc, ""}:
            self.problems.append(f"asked another host: {url}")

    def _answered(self, status: int, url: str) -> None:
        if status >= 400 and not url.endswith(("/404.html", "/favicon.ico")):
            self.problems.append(f"answered {status}: {url}")

    def _dialog(self, dialog: Any) -> None:
        self.problems.append(f"dialog: {dialog.message}")
        dialog.dismiss()
