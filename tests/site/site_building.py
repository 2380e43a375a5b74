"""Building a site from made-up stories without Pelican: the theme's templates and the plan are enough."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from newsdesk.site.page import Page
from newsdesk.site.plan import plan
from newsdesk.site.press import write_pages
from newsdesk.site.published import Published, of_versions
from newsdesk.site.render import hermetic, render
from newsdesk.site.settings import Site
from newsdesk.site.static import copy_static
from newsdesk.stories import StoryVersion

ROOT = Path(__file__).resolve().parents[2]
THEME = ROOT / "theme"
#: Where ``make html`` keeps what it drew, by digest: cards of the tests are drawn once, too.
DRAWINGS = ROOT / ".cache" / "newsdesk" / "drawings"


def theme_environment() -> Environment:
    """Return the theme's environment as Pelican makes it with our settings."""
    return Environment(
        loader=FileSystemLoader(THEME / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )


@cache
def strict() -> Environment:
    """Return the environment in the form for our pages, its templates compiled once for all tests."""
    return hermetic(theme_environment())


def planned(stories: Iterable[StoryVersion], site: Site) -> tuple[Page, ...]:
    """Return the pages of a site that has these stories and nothing else."""
    return plan(of_versions(site, tuple(stories)))


def pages_of(published: Published, kind: str) -> dict[str, Page]:
    """Return the planned pages of a kind by path."""
    return {page.path: page for page in plan(published) if page.kind == kind}


def rendered(page: Page) -> bytes:
    """Return the bytes of a page."""
    return render(page, strict())


def write(folder: Path, pages: Iterable[Page]) -> Path:
    """Write pages, with the theme's static files and a stand-in for the about page."""
    write_pages(tuple(pages), theme_environment(), folder, DRAWINGS)
    copy_static(THEME, folder / "theme")
    about = folder / "about" / "index.html"
    about.parent.mkdir(exist_ok=True)
    about.write_text(
        '<!doctype html><title>About</title><h1>About</h1><h2 id="figures">Figures</h2>'
        '<h2 id="contact">Contact</h2>'
    )
    return folder


def build(folder: Path, stories: Iterable[StoryVersion], site: Site) -> Path:
    """Write a site of the stories."""
    return write(folder, planned(stories, site))
