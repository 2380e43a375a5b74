"""Planned files as their readers get them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from site_building import rendered

from newsdesk.site.page import Page
from newsdesk.site.plan import plan
from newsdesk.site.published import of_versions
from newsdesk.site.settings import Site
from newsdesk.stories import StoryVersion


def files(stories: Iterable[StoryVersion], site: Site, **published: Any) -> dict[str, Page]:
    """Return the planned pages of a site by path."""
    return {page.path: page for page in plan(of_versions(site, tuple(stories), **published))}


def text(page: Page) -> str:
    """Return a rendered page as text."""
    return rendered(page).decode()
