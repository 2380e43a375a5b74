"""The archive: all years and months, the headlines of a year, the stories of a month by day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, Final

from newsdesk.records import iso
from newsdesk.site import printed
from newsdesk.site.addresses import Addresses
from newsdesk.site.page import Page, rendered
from newsdesk.site.parts import metadata, monthly
from newsdesk.site.parts.chrome import chrome
from newsdesk.site.parts.monthly import Month
from newsdesk.site.parts.teaser import teaser
from newsdesk.site.published import Published
from newsdesk.stories import StoryVersion

ADDRESS: Final = "/archive/"
#: The page of a year lists so many headlines of a month; the month's own page has all of them.
HEADLINES: Final = 40


def pages(published: Published) -> Iterator[Page]:
    """Plan the archive's first page, a page for each year, and one for each month with stories."""
    archive = _Archive(published)
    yield rendered("archive", ADDRESS, "archive.html", archive.whole())
    for year in archive.years:
        yield rendered("archive", f"/{year:04}/", "year.html", archive.year(year))
    for month in archive.months:
        yield rendered("archive", monthly.address("/", month), "days.html", archive.month(month))


@dataclass(frozen=True)
class _Archive:
    """The stories by the month in which they first appeared, the newest first."""

    published: Published

    @cached_property
    def months(self) -> Mapping[Month, tuple[StoryVersion, ...]]:
        return monthly.grouped(self.published.newest_first, lambda version: version.published_at)

    @cached_property
    def years(self) -> Mapping[int, tuple[Month, ...]]:
        return {year: tuple(months) for year, months in groupby(self.months, key=lambda month: month[0])}

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
                    "count": counted(sum(len(self.months[month]) for month in months)),
                    "months": [self._entry(month, addresses) for month in months],
                }
                for year, months in self.years.items()
            ],
            "ways": [
                {"name": "Search", "href": addresses.link("/search/")},
                {"name": "Editions", "href": addresses.link("/editions/")},
                {"name": "Beats", "href": addresses.link("/beats/")},
                {"name": "Names", "href": addresses.link("/entities/")},
            ],
        }

    def _entry(self, month: Month, addresses: Addresses) -> dict[str, Any]:
        return {
            "id": f"month-{month[0]:04}-{month[1]:02}",
            "name": printed.MONTHS[month[1] - 1],
            "href": addresses.link(monthly.address("/", month)),
            "count": counted(len(self.months[month])),
        }

    def year(self, year: int) -> dict[str, Any]:
        addresses = Addresses(self.published.site, f"/{year:04}/")
        months = self.years[year]
        count = counted(sum(len(self.months[month]) for month in months))
        return {
            **_frame(addresses, f"{year:04}", f"{count}, by the month in which they first appeared."),
            "up": _link("Archive", ADDRESS, addresses),
            "months": [
                {
                    **self._entry(month, addresses),
                    "stories": [_line(one, addresses) for one in self.months[month][:HEADLINES]],
                    "more": len(self.months[month]) > HEADLINES,
                }
                for month in months
            ],
        }

    def month(self, month: Month) -> dict[str, Any]:
        addresses = Addresses(self.published.site, monthly.address("/", month))
        stories = self.months[month]
        by_day = groupby(stories, key=lambda version: version.published_at.date())
        told = f"{counted(len(stories))}, the newest first."
        return {
            **_frame(addresses, monthly.name(month), told),
            "up": _link(f"{month[0]:04}", f"/{month[0]:04}/", addresses),
            "days": [
                {
                    "id": f"day-{day:%d}",
                    "name": f"{printed.MONTHS[day.month - 1]} {day.day}",
                    "weekday": printed.WEEKDAYS[day.weekday()],
                    "stories": [teaser(version, addresses) for version in group],
                }
                for day, group in by_day
            ],
            "beside": monthly.beside("/", month, self.months, addresses),
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


def _line(version: StoryVersion, addresses: Addresses) -> dict[str, Any]:
    at = version.published_at
    return {
        "headline": version.headline,
        "href": addresses.link(version.address),
        "beat": version.brief.beat.name,
        "time": {"iso": iso(at), "text": f"{printed.MONTHS[at.month - 1]} {at.day}"},
    }
