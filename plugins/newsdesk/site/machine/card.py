"""The picture that other sites show beside a link: one for each story, one for the site.

A card is drawn from a template in SVG; which pages name which card is in :mod:`newsdesk.site.parts.pictures`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any, Final

from newsdesk.site import printed
from newsdesk.site.abstract import Abstract
from newsdesk.site.page import Page, rendered
from newsdesk.site.parts import pictures, typesetting
from newsdesk.site.published import Published
from newsdesk.site.settings import Site

_WIDTH: Final = 1040.0  # of everything on a card, its margins left out
_SIZES: Final = ((64.0, 3), (58.0, 3), (54.0, 3), (50.0, 4))  # of a headline, with its most lines
_GAP: Final = 4.0
_SHADES: Final = ("#8c1d18", "#b8544b", "#d9948e", "#5c5c5c", "#8c8c8c", "#bcbcbc")


def pages(published: Published) -> Iterator[Page]:
    """Plan the card of the site, its icon for home screens, and the card of each story that has one."""
    site = published.site
    yield rendered("card", pictures.SITE, "card_site.svg", _site(site))
    yield rendered("card", pictures.ICON, "icon.svg", {})
    for version in published.stories:
        address = pictures.of_story(version.address, version.headline, version.beat.name, site)
        if address != pictures.SITE:
            yield rendered("card", address, "card.svg", inputs(version, site))


def inputs(version: Abstract, site: Site) -> dict[str, Any]:
    """Return the declared inputs of a story's card."""
    size, lines = _headline(pictures.one_line(version.headline))
    beat = pictures.one_line(version.beat.name)
    posts = sum(version.platforms.values())
    told = f"{printed.number(posts)} {'post' if posts == 1 else 'posts'} on {_listed(version.platforms)}"
    return {
        "site": _printable(site.name),
        "beat": typesetting.cut(beat, pictures.sans(), _WIDTH / 28, 1)[0],
        "size": size,
        "lines": [
            {"text": line, "y": round(258 + size * 0.78 + n * size * 1.18, 1)} for n, line in enumerate(lines)
        ],
        "day": printed.day(version.published_at),
        "bars": _bars(version.platforms),
        "told": "Demonstration: all posts are invented" if version.demo else told if posts else "",
    }


def _headline(text: str) -> tuple[float, list[str]]:
    for size, most in _SIZES:
        if lines := typesetting.lines(text, pictures.serif(), _WIDTH / size, most):
            return size, lines
    size, most = _SIZES[-1]
    return size, typesetting.cut(text, pictures.serif(), _WIDTH / size, most)


def _listed(platforms: Mapping[str, int]) -> str:
    names = [printed.platform(name) for name in platforms]
    return names[0] if len(names) == 1 else f"{len(names)} platforms"


def _bars(platforms: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the share of each platform in the story's posts, as pieces of one bar."""
    counts = [count for count in sorted(platforms.values(), reverse=True) if count > 0][: len(_SHADES)]
    room = _WIDTH - _GAP * (len(counts) - 1)
    widths = [round(room * count / sum(counts), 1) for count in counts]
    starts = accumulate((width + _GAP for width in widths[:-1]), initial=80.0)
    return [
        {"x": round(x, 1), "width": width, "fill": fill}
        for x, width, fill in zip(starts, widths, _SHADES, strict=False)
    ]


def _site(site: Site) -> dict[str, Any]:
    name, serif = _printable(site.name), pictures.serif()
    size = round(min(150.0, _WIDTH / max(serif.width(name), 1.0)), 1)
    subtitle = pictures.one_line(site.subtitle)
    told = (
        typesetting.cut(subtitle, pictures.sans(), _WIDTH / 36, 2) if pictures.sans().covers(subtitle) else []
    )
    return {
        "site": name,
        "size": size,
        "lines": [{"text": line, "y": 400 + 48 * n} for n, line in enumerate(told)],
        "told": "Demonstration: all posts are invented" if site.demo else "",
    }


def _printable(name: str) -> str:
    """Return the site's name in one line, or nothing where the font lacks one of its characters."""
    line = pictures.one_line(name)
    return (
        typesetting.cut(line, pictures.serif(), _WIDTH / 40, 1)[0]
        if line and pictures.serif().covers(line)
        else ""
    )
