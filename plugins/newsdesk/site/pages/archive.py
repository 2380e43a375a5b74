"""The archive: all years and months, the headlines of a year, the stories of a month by day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, Final

from newsdesk.records import iso
from newsdesk.site import printed
from newsdesk.site.abstract import Abstract
from newsdesk.site.addresses import Addresses
from newsdesk.site.page import Page, rendered
from newsdesk.site.parts import metadata, months
from newsdesk.site.parts.chrome import chrome
from newsdesk.site.parts.months import Month
from newsdesk.site.parts.teaser import teaser
from newsdesk.site.published import Published

ADDRESS: Final = "/archive/"
#: The page of a year lists so many headlines of a month; the month's own page has all of them.
HEADLINES: Final = 40


def pages(published: Published) -> Iterator[Page]:
    """Plan the archive's first page, a page for each year, and one for each month with stories."""
    archive = _Archive(published)
    yield rendered("archive", ADDRESS, "archive.html", archive.whole())
    for year in archive.years:
        yield rendered("archive", f"/{year:04}/", "year.html", archive.year(year))
    for place, month in enumerate(archive.months):
        yield rendered("archive", "/" + month.address, "days.html", archive.month(place))


@dataclass(frozen=True)
class _Archive:
    """The stories by the month in which they first appeared, the newest first."""

    published: Published

    @cached_property
    def months(self) -> tuple[Month[Abstract], ...]:
        return months.by_month(self.published.newest_first, lambda version: version.published_at)

    @cached_property
    def years(self) -> Mapping[int, tuple[Month[Abstract], ...]]:
        by_year = groupby(self.months, key=lambda month: month.time.year)
        return {year: tuple(of_year) for year, of_year in by_year}

    def whole(self) -> dict[str, Any]:
        addresses = Addresses(self.published.site, ADDRESS)
        count = len(self.published.stories)
        told = f"All {counted(count)}, by the day on which they first appeared." if count else ""
        return {
            **_frame(addresses, "Archive", told or "Every story keeps its address and its place here."),
            "years": [
                {
                    "id": f"year-{year:04}",
                    "name": f"{year:04}",
                    "href": addresses.link(f"/{year:04}/"),
                    "count": counted(sum(len(month.items) for month in of_year)),
                    "months": [self._entry(month, addresses) for month in of_year],
                }
                for year, of_year in self.years.items()
            ],
            "ways": [
                {"name": "Search", "href": addresses.link("/search/")},
                {"name": "Editions", "href": addresses.link("/editions/")},
                {"name": "Beats", "href": addresses.link("/beats/")},
                {"name": "Names", "href": addresses.link("/entities/")},
            ],
        }

    def _entry(self, month: Month[Abstract], addresses: Addresses) -> dict[str, Any]:
        return {
            "id": f"month-{month.time.year:04}-{month.time.month:02}",
            "name": printed.MONTHS[month.time.month - 1],
            "href": addresses.link("/" + month.address),
            "count": counted(len(month.items)),
        }

    def year(self, year: int) -> dict[str, Any]:
        addresses = Addresses(self.published.site, f"/{year:04}/")
        of_year = self.years[year]
        count = counted(sum(len(month.items) for month in of_year))
        return {
            **_frame(addresses, f"{year:04}", f"{count}, by the month in which they first appeared."),
            "up": _link("Archive", ADDRESS, addresses),
            "months": [
                {
                    **self._entry(month, addresses),
                    "stories": [_line(one, addresses) for one in month.items[:HEADLINES]],
                    "more": len(month.items) > HEADLINES,
                }
                for month in of_year
            ],
        }

    def month(self, place: int) -> dict[str, Any]:
        month, year = self.months[place], f"{self.months[place].time.year:04}"
        addresses = Addresses(self.published.site, "/" + month.address)
        stories = month.items
        by_day = groupby(stories, key=lambda version: version.published_at.date())
        told = f"{counted(len(stories))}, the newest first."
        return {
            **_frame(addresses, month.name, told),
            "up": _link(year, f"/{year}/", addresses),
            "days": [
                {
                    "id": f"day-{day:%d}",
                    "name": f"{printed.MONTHS[day.month - 1]} {day.day}",
                    "weekday": printed.WEEKDAYS[day.weekday()],
                    "stories": [teaser(version, addresses) for version in group],
                }
                for day, group in by_day
            ],
            "beside": months.beside(self.months, place, "/", addresses),
        }


def counted(stories: int) -> str:
    """Return ``1 story``, ``1,204 stories``."""
    return f"{stories:,} {'story' if stories == 1 else 'stories'}"


def _frame(addresses: Addresses, heading: str, told: str) -> dict[str, Any]:
    return {
        "chrome": chrome(addresses),
        "meta": metadata.metadata(addresses, heading, told),
        "heading": heading,
        "introduction": told,
    }


def _link(name: str, target: str, addresses: Addresses) -> dict[str, str]:
    return {"name": name, "href": addresses.link(target)}


def _line(version: Abstract, addresses: Addresses) -> dict[str, Any]:
    at = version.published_at
    return {
        "headline": printed.curled(version.headline),
        "href": addresses.link(version.address),
        "beat": version.beat.name,
        "time": {"iso": iso(at), "text": f"{printed.MONTHS[at.month - 1]} {at.day}"},
    }
