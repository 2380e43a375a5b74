"""Lists by month: which months there are, where their pages stand, what comes before and after.

Pages of months instead of numbers: what is published next year moves nothing on the pages of this one.
A list that is long has its newest items on its own page, and every month on one of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Final, Generic, NamedTuple, TypeVar

from newsdesk.site import printed
from newsdesk.site.abstract import Abstract
from newsdesk.site.addresses import Addresses
from newsdesk.site.parts import metadata
from newsdesk.site.parts.chrome import chrome
from newsdesk.site.parts.teaser import teaser
from newsdesk.site.settings import Site

NEWEST: Final = 30
Item = TypeVar("Item")


class Month(NamedTuple, Generic[Item]):
    """What a list has of one month, newest first; ``time`` lies somewhere in it."""

    time: datetime
    items: tuple[Item, ...]

    @property
    def name(self) -> str:
        """The month as it is printed."""
        return printed.month(self.time)

    @property
    def address(self) -> str:
        """Where the month stands below the address of its list."""
        return address("", self.time)


def address(under: str, time: datetime) -> str:
    """Return the address of a month's page, by a time in it: ``/wire/2026/11/``."""
    return f"{under}{time.year:04}/{time.month:02}/"


def by_month(newest_first: Sequence[Item], time: Callable[[Item], datetime]) -> tuple[Month[Item], ...]:
    """Return a list's months, the newest first."""
    grouped = groupby(newest_first, key=lambda item: (time(item).year, time(item).month))
    return tuple(Month(time(items[0]), items) for items in (tuple(group) for _, group in grouped))


def paged(newest_first: Sequence[Item]) -> bool:
    """Say whether a list is too long for one page, so that its months have pages."""
    return len(newest_first) > NEWEST


def index(months: Sequence[Month[Any]], target: str, addresses: Addresses) -> list[dict[str, Any]]:
    """Return links to the months of the list at ``target``; the page that this stands on is marked."""
    return [
        {
            "name": month.name,
            "href": addresses.link(target + month.address),
            "count": len(month.items),
            "current": target + month.address == addresses.page,
        }
        for month in months
    ]


def beside(
    months: Sequence[Month[Any]], place: int, target: str, addresses: Addresses
) -> dict[str, dict[str, str] | None]:
    """Return links to the months before and after the one at ``place``, None where there is none."""

    def link(month: Month[Any]) -> dict[str, str]:
        return {"name": month.name, "href": addresses.link(target + month.address)}

    return {
        "earlier": link(months[place + 1]) if place + 1 < len(months) else None,
        "later": link(months[place - 1]) if place else None,
    }


def cards(month: Month[Abstract], addresses: Addresses, *, beats: bool) -> dict[str, Any]:
    """Return the stories of a month as cards, which name their beat or not."""
    return {
        "name": month.name,
        "stories": [teaser(version, addresses) for version in month.items],
        "beats": beats,
    }


def of_stories(
    name: str,
    target: str,
    month: Month[Abstract],
    every: Sequence[Month[Abstract]],
    site: Site,
    *,
    beats: bool,
) -> dict[str, Any]:
    """Return the declared inputs of the page of a month; ``name`` and ``target`` are those of its list."""
    addresses = Addresses(site, target + month.address)
    title = f"{name}, {month.name}"
    return {
        "chrome": chrome(addresses),
        "meta": metadata.metadata(addresses, title, f"All stories of {month.name}: {name}."),
        "up": {"name": name, "href": addresses.link(target)},
        "title": title,
        "month": cards(month, addresses, beats=beats),
        "all_months": index(every, target, addresses),
    }
