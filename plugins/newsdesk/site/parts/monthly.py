"""Lists that page by month: which months there are, where their pages stand, what comes before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from newsdesk.site import printed
from newsdesk.site.addresses import Addresses

T = TypeVar("T")
#: A year and its month.
Month = tuple[int, int]


def grouped(items: Iterable[T], when: Callable[[T], datetime]) -> dict[Month, tuple[T, ...]]:
    """Return the items by month, in the order in which they come."""
    found: dict[Month, list[T]] = {}
    for item in items:
        at = when(item)
        found.setdefault((at.year, at.month), []).append(item)
    return {month: tuple(group) for month, group in found.items()}


def address(under: str, month: Month) -> str:
    """Return the address of a month's page: ``/wire/2026/11/``."""
    return f"{under}{month[0]:04}/{month[1]:02}/"


def name(month: Month) -> str:
    """Return ``November 2026``."""
    return printed.month(datetime(*month, 1, tzinfo=UTC))


def index(under: str, months: Mapping[Month, tuple[Any, ...]], addresses: Addresses) -> list[dict[str, Any]]:
    """Return a link to each month, the newest first, with how much it holds."""
    return [
        {"name": name(month), "href": addresses.link(address(under, month)), "count": len(months[month])}
        for month in sorted(months, reverse=True)
    ]


def beside(under: str, month: Month, months: Iterable[Month], addresses: Addresses) -> dict[str, Any]:
    """Return the links to the nearest months that hold something, None where there is none."""
    known = sorted(months)
    place = known.index(month)
    earlier = known[place - 1] if place else None
    later = known[place + 1] if place + 1 < len(known) else None
    return {"earlier": _link(under, earlier, addresses), "later": _link(under, later, addresses)}


def _link(under: str, month: Month | None, addresses: Addresses) -> dict[str, str] | None:
    return {"name": name(month), "href": addresses.link(address(under, month))} if month else None
