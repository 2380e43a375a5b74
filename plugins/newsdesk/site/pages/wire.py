"""The wire: what every edition measured, with its numbers, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
from newsdesk.site.parts import metadata, months
from newsdesk.site.parts.chrome import chrome
from newsdesk.site.parts.months import Month
from newsdesk.site.parts.wire_edition import Looking, Run
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
    for place, month in enumerate(wire.by_month):
        yield rendered("wire", ADDRESS + month.address, "wire.html", wire.month(place))


@dataclass(frozen=True)
class _Wire:
    """The editions in which something was measured, the newest first, and since when each thing goes on."""

    published: Published

    @cached_property
    def looks(self) -> tuple[EditionReport, ...]:
        told = [report for report in self.published.editions if report.signals or report.candidates]
        return tuple(sorted(told, key=lambda report: report.as_of, reverse=True))

    @cached_property
    def by_month(self) -> tuple[Month[EditionReport], ...]:
        return months.by_month(self.looks, lambda report: report.as_of)

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
            "months": months.index(self.by_month, ADDRESS, addresses),
            "beside": None,
        }

    def month(self, place: int) -> dict[str, Any]:
        month = self.by_month[place]
        addresses = Addresses(self.published.site, ADDRESS + month.address)
        return {
            **self._page(addresses, f"Wire, {month.name}", _INTRODUCTION, month.items),
            "months": [],
            "beside": months.beside(self.by_month, place, ADDRESS, addresses),
        }

    def _page(
        self, addresses: Addresses, heading: str, text: str, reports: Sequence[EditionReport]
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
