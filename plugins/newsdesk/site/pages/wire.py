"""The wire: what every edition measured, with its numbers, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, partial
from itertools import groupby
from typing import Any, Final

from newsdesk.records import iso
from newsdesk.reports import EditionReport
from newsdesk.site import printed
from newsdesk.site.addresses import Addresses
from newsdesk.site.edition import Edition
from newsdesk.site.page import Page, rendered_of
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
    yield wire.lately()
    for place in range(len(wire.by_month)):
        yield wire.month(place)


@dataclass(frozen=True)
class _Wire:
    """The editions in which something was measured, the newest first, and since when each thing goes on."""

    published: Published

    @cached_property
    def looks(self) -> tuple[Edition, ...]:
        told = [report for report in self.published.editions if report.signals or report.candidates]
        return tuple(sorted(told, key=lambda report: report.as_of, reverse=True))

    @cached_property
    def by_month(self) -> tuple[Month[Edition], ...]:
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

    def lately(self) -> Page:
        newest = self.looks[0].as_of if self.looks else None
        recent = [report for report in self.looks if newest and report.as_of > newest - LATELY]
        addresses = Addresses(self.published.site, ADDRESS)
        around = {
            "heading": "Wire",
            "home": None,
            "months": months.index(self.by_month, ADDRESS, addresses),
            "beside": None,
        }
        return self._page(addresses, around, recent)

    def month(self, place: int) -> Page:
        month = self.by_month[place]
        addresses = Addresses(self.published.site, ADDRESS + month.address)
        around = {
            "heading": f"Wire, {month.name}",
            "home": addresses.link(ADDRESS),
            "months": [],
            "beside": months.beside(self.by_month, place, ADDRESS, addresses),
        }
        return self._page(addresses, around, month.items)

    def _page(self, addresses: Addresses, around: dict[str, Any], editions: Sequence[Edition]) -> Page:
        """Plan a page of editions: of the rest of the site only what they name is told on it."""
        known, runs = self.published.by_slug, self.runs
        stories = {slug: known[slug].card for one in editions for slug in one.named if slug in known}
        own = {signal.id: runs[signal.id] for one in editions for signal in one.signals}
        made_of = {
            **around,
            "editions": [[iso(one.as_of), one.file] for one in editions],
            "stories": {slug: card.model_dump(mode="json") for slug, card in stories.items()},
            "runs": {name: [iso(run.since), run.first] for name, run in own.items()},
            "beats": self._beats,
        }
        looking = partial(Looking, addresses, stories, self._beats, own)
        make = partial(self._inputs, addresses, around, editions, looking)
        return rendered_of(made_of, "wire", addresses.page, "wire.html", make, indexed=True)

    def _inputs(
        self,
        addresses: Addresses,
        around: dict[str, Any],
        editions: Sequence[Edition],
        looking: Callable[[], Looking],
    ) -> dict[str, Any]:
        printer = looking()  # anew each time: it remembers what the page has told already
        days = groupby(editions, key=lambda one: one.as_of.date())
        whole = self.published.library.edition
        return {
            **around,
            "chrome": chrome(addresses),
            "meta": metadata.metadata(addresses, around["heading"], _INTRODUCTION),
            "introduction": _INTRODUCTION,
            "days": [_day([whole(one) for one in of_day], printer) for _, of_day in days],
        }

    @cached_property
    def _beats(self) -> Mapping[str, str]:
        return {beat.slug: beat.name for beat in all_beats(self.published)}


def _day(reports: list[EditionReport], looking: Looking) -> dict[str, Any]:
    at = reports[0].as_of
    return {
        "id": f"day-{at:%Y-%m-%d}",
        "name": printed.day(at),
        "looks": [looking.edition(report) for report in reports],
    }
