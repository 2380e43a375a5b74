"""A page as readers see it, at every width, light and dark: the cheap part, used by tests/site too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from audit.chromium import Watched

WIDTHS: Final = (320, 390, 820, 1440)
SCHEMES: Final = ("light", "dark")
#: From this width there is room for lines of 45 characters beside everything else.
WIDE: Final = 820
CONTRAST: Final = 7
_GEOMETRY: Final = ("overflow", "clipped", "overlap")


def geometry(watched: Watched, *, wide: bool = False) -> Iterator[str]:
    """Yield what is wrong with the layout that is shown; ``wide`` where short lines are a fault too."""
    for name in _GEOMETRY:
        yield from (f"{name}: {told}" for told in watched.judge(name))
    yield from watched.judge("measure", wide)


def faults(
    browser: Any, origin: str, path: str, scheme: str, widths: Sequence[int] = WIDTHS
) -> list[tuple[str, str]]:
    """Return what is wrong with a page in a colour scheme, as (judge, detail with its widths)."""
    watched = Watched(browser, origin, color_scheme=scheme)
    found: dict[tuple[str, str], list[int]] = {}
    for width in widths:
        watched.go(path, width)
        shift = watched.shifts
        moved = [("quiet", f"the layout shifts by {shift:.4f}")] if shift else []
        for told in (*moved, *shown(watched, scheme, width)):
            found.setdefault(told, []).append(width)
    quiet = [("quiet", problem) for problem in dict.fromkeys(watched.problems)]
    watched.close()
    return quiet + [(check, f"{at(places)}: {told}") for (check, told), places in found.items()]


def at(widths: Sequence[int]) -> str:
    """Return widths as they are told: ``320, 390 px``."""
    return f"{', '.join(map(str, widths))} px"


def shown(watched: Watched, scheme: str, width: int) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with what is shown just now, as (judge, detail)."""
    if scheme == SCHEMES[0]:  # the dark sheet changes colours only
        yield from (("layout", told) for told in geometry(watched, wide=width >= WIDE))
        yield from (("targets", told) for told in watched.judge("targets"))
    yield from (("contrast", f"{scheme}: {told}") for told in watched.judge("contrast", CONTRAST))
