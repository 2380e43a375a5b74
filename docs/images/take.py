"""Take the screenshots of the README again; run by hand when the theme or the demonstration has changed.

    make html
    .venv/bin/python docs/images/take.py [OUTPUT]

Reads a built site (default: output/), shows it in Debian's Chromium at 1440 pixels in the light scheme, and
writes front.png and story.png beside this file. Nothing is asked from the network.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent
CHROMIUM = "/usr/bin/chromium"
WIDTH, HEIGHT = 1440, 900
#: A screenshot above this many bytes makes the README slow to open.
LARGEST = 250_000


def take(output: Path, folder: Path) -> list[Path]:
    """Write both screenshots of the site in ``output`` into ``folder``; return where they are."""
    taken = [folder / "front.png", folder / "story.png"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        try:
            page = browser.new_page(
                viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", reduced_motion="reduce"
            )
            page.goto((output / "index.html").as_uri())
            _shoot(page, taken[0])
            page.goto(_lead_story(page))
            _shoot(page, taken[1])
        finally:
            browser.close()
    return taken


def _shoot(page: Page, place: Path) -> None:
    page.evaluate("document.fonts.ready")
    page.screenshot(path=place, clip={"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT})


def _lead_story(page: Page) -> str:
    """Return the address of the front page's first headline."""
    href = page.locator("main h2 a, main h1 a").first.evaluate("link => link.href")
    return str(href)


def main(arguments: list[str]) -> int:
    """Take the screenshots of a built site and say how large they are."""
    output = Path(arguments[0] if arguments else "output").resolve()
    if not (output / "index.html").is_file():
        sys.stderr.write(f"{output}: no site there. Run make html first.\n")
        return 1
    sizes = {place.name: place.stat().st_size for place in take(output, HERE)}
    for name, size in sizes.items():
        note = "" if size <= LARGEST else f", more than {LARGEST:,}: crop it or use fewer colours"
        sys.stdout.write(f"{name}: {size:,} bytes{note}\n")
    return int(max(sizes.values()) > LARGEST)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
