"""The wire: what every edition measured, with its numbers, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import groupby
from typing import Any, Final

from newsdesk.reports import EditionReport
from newsdesk.site import printed
from newsdesk.site.addresses import Addresses
from newsdesk.site.page import Page, rendered
from newsdesk.site.pages.beats import all_beats
from newsdesk.site.parts import metadata, monthly
from newsdesk.site.parts.chrome import chrome
from newsdesk.site.parts.matters import Looking, Run
from newsdesk.site.published import Published

ADDRESS: Final = "/wire/"
#: How far back the wire's first page goes from the newest edition.
LATELY: Final = timedelta(days=3)
#: The same kind of change of the same thing is one run as long as no pause in it is longer than this.
_PAUSE: Final = timedelta(hours=24)
_INTRODUCTION: Final = (
    "Every change that an edition measured beyond the usual scatter, with its numbers and what became of it. "
    "Most of it is no story: each says why."
)


def pages(published: Published) -> Iterator[Page]:
    """Plan the wire's first page and a page for each month in which something was measured."""
    wire = _Wire(published)
    yield rendered("wire", ADDRESS, "wire.html", wire.lately())
    for month in wire.by_month:
        yield rendered("wire", monthly.address(ADDRESS, month), "wire.html", wire.month(month))


@dataclass(frozen=True)
class _Wire:
    """The editions in which something was measured, the newest first, and since when each thing goes on."""

    published: Published

    @cached_property
    def looks(self) -> tuple[EditionReport, ...]:
        told = [report for report in self.published.editions if report.signals or report.candidates]
        return tuple(sorted(told, key=lambda report: report.as_of, reverse=True))

    @cached_property
    def by_month(self) -> Mapping[monthly.Month, tuple[EditionReport, ...]]:
        return monthly.grouped(self.looks, lambda report: report.as_of)

    @cached_property
    def runs(self) -> Mapping[str, Run]:
        """For each signal when its run began, and which signal was its first."""
        alive: dict[tuple[str, str, str | None], tuple[Run, datetime]] = {}
        runs: dict[str, Run] = {}
        for report in reversed(self.looks):
            for signal in report.signals:
                event = (signal.kind, signal.beat, signal.subject)
                run, last = alive.get(event, (Run(report.as_of, signal.id), report.as_of))
                if report.as_of - last > _PAUSE:
                    run = Run(report.as_of, signal.id)
                alive[event] = (run, report.as_of)
                runs[signal.id] = run
        return runs

    def lately(self) -> dict[str, Any]:
        newest = self.looks[0].as_of if self.looks else None
        recent = [report for report in self.looks if newest and report.as_of > newest - LATELY]
        addresses = Addresses(self.published.site, ADDRESS)
        return {
            **self._page(addresses, "Wire", _INTRODUCTION, recent),
            "months": monthly.index(ADDRESS, self.by_month, addresses),
            "beside": None,
        }

    def month(self, month: monthly.Month) -> dict[str, Any]:
        addresses = Addresses(self.published.site, monthly.address(ADDRESS, month))
        name = f"Wire, {monthly.name(month)}"
        return {
            **self._page(addresses, name, _INTRODUCTION, self.by_month[month]),
            "months": [],
            "beside": monthly.beside(ADDRESS, month, self.by_month, addresses),
        }

    def _page(
        self,
        addresses: Addresses,
        heading: str,
        text: str,
        reports: list[EditionReport] | tuple[EditionReport, ...],
    ) -> dict[str, Any]:
        looking = Looking(addresses, self.published.by_slug, self._beats, self.runs)
        days = groupby(reports, key=lambda report: report.as_of.date())
        return {
            "chrome": chrome(addresses),
            "meta": metadata.metadata(addresses, heading, text),
            "heading": heading,
            "introduction": text,
            "home": None if addresses.page == ADDRESS else addresses.link(ADDRESS),
            "days": [self._day(list(of_day), looking) for _, of_day in days],
        }

    @cached_property
    def _beats(self) -> Mapping[str, str]:
        return {beat.slug: beat.name for beat in all_beats(self.published)}

    def _day(self, reports: list[EditionReport], looking: Looking) -> dict[str, Any]:
        at = reports[0].as_of
        return {
            "id": f"day-{at:%Y-%m-%d}",
            "name": printed.day(at),
            "looks": [looking.edition(report) for report in reports],
        }
