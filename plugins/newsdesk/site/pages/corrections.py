"""What changed after publication: errors corrected, new versions with their reasons, posts taken away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final, NamedTuple

from newsdesk.archive.corrections import Correction
from newsdesk.records import iso
from newsdesk.site import printed
from newsdesk.site.abstract import Abstract
from newsdesk.site.addresses import Addresses
from newsdesk.site.page import Page, rendered
from newsdesk.site.parts import metadata, months
from newsdesk.site.parts.chrome import chrome
from newsdesk.site.parts.months import Month
from newsdesk.site.published import Published, Removed

ADDRESS: Final = "/corrections/"
#: So many of the posts that were taken away are listed, the latest first.
GONE: Final = 50
_REASONS: Final = {
    "deleted": "deleted by its author",
    "removed": "removed where it was posted",
    "gone": "no longer to be found",
    "account gone": "its account is gone",
}


class _Update(NamedTuple):
    """A later version of a story, and whether the one before it has a page."""

    version: Abstract
    kept: bool

    @property
    def at(self) -> datetime:
        """When it was written."""
        return self.version.modified_at


class _Error(NamedTuple):
    """What was wrong in a story, which is given in its current version."""

    version: Abstract
    said: Correction

    @property
    def at(self) -> datetime:
        """When the correction was entered."""
        return self.said.at


_Change = _Update | _Error


def pages(published: Published) -> Iterator[Page]:
    """Plan the page of corrections, and one for each month in which a story changed or was corrected."""
    changes = _Changes(published)
    yield rendered("corrections", ADDRESS, "corrections.html", changes.newest())
    for place, month in enumerate(changes.by_month):
        yield rendered("corrections", ADDRESS + month.address, "corrections.html", changes.month(place))


@dataclass(frozen=True)
class _Changes:
    """The corrections and the later versions of all stories, the newest first."""

    published: Published

    @cached_property
    def by_month(self) -> tuple[Month[_Change], ...]:
        found = [change for version in self.published.stories for change in self._of(version)]
        found.sort(key=lambda one: (one.at, one.version.slug), reverse=True)
        return months.by_month(found, lambda one: one.at)

    def _of(self, current: Abstract) -> Iterator[_Change]:
        yield from (_Error(current, said) for said in self.published.corrections_of(current))
        history = self.published.history.get(current.address, (current,))
        known = {version.version for version in history}
        for version in history:
            if version.version > 1:
                yield _Update(version, version.version - 1 in known)

    def newest(self) -> dict[str, Any]:
        """Return the inputs of the first page: how things are corrected, the newest of all, what is gone.

        New versions are those of the newest month that has any; corrections are fewer and matter for longer.
        """
        addresses = Addresses(self.published.site, ADDRESS)
        errors = [one for month in self.by_month for one in _errors(month)]
        newest = next((month for month in self.by_month if _updates(month)), None)
        whole = len(errors) <= months.NEWEST
        others = [
            month for month in self.by_month if not (whole and (month is newest or not _updates(month)))
        ]
        return {
            **self._page(addresses, "Corrections", newest, errors[: months.NEWEST]),
            "policy": True,
            "ask": self._ask(addresses),
            "about": addresses.link("/about/") + "#contact" if self.published.site.about else None,
            "gone": list(self._gone(addresses)),
            "months": months.index(others, ADDRESS, addresses),
            "beside": None,
        }

    def month(self, place: int) -> dict[str, Any]:
        """Return the inputs of the page of the month at ``place``."""
        month = self.by_month[place]
        addresses = Addresses(self.published.site, ADDRESS + month.address)
        return {
            **self._page(addresses, f"Corrections, {month.name}", month, _errors(month)),
            "policy": False,
            "ask": [],
            "about": None,
            "gone": [],
            "months": [],
            "beside": months.beside(self.by_month, place, ADDRESS, addresses),
        }

    def _page(
        self, addresses: Addresses, heading: str, month: Month[_Change] | None, errors: list[_Error]
    ) -> dict[str, Any]:
        told = "What was wrong in stories, and what changed in them after they had appeared: when, and why."
        return {
            "chrome": chrome(addresses),
            "meta": metadata.metadata(addresses, heading, told),
            "heading": heading,
            "introduction": told,
            "home": None if addresses.page == ADDRESS else addresses.link(ADDRESS),
            "errors": [self._error(one, addresses) for one in errors],
            "month": month.name if month else None,
            "updates": [self._update(one, addresses) for one in _updates(month)] if month else [],
        }

    def _error(self, one: _Error, addresses: Addresses) -> dict[str, Any]:
        return {
            "day": printed.stamp(one.at),
            "time": f"{one.at:%H:%M} UTC",
            "headline": printed.curled(one.version.headline),
            "href": addresses.link(one.version.address),
            "text": printed.curled(one.said.text),
        }

    def _update(self, one: _Update, addresses: Addresses) -> dict[str, Any]:
        version, at = one.version, one.at
        before = version.version - 1
        return {
            "day": f"{printed.MONTHS[at.month - 1]} {at.day}",
            "time": {"iso": iso(at), "text": f"{at:%H:%M} UTC"},
            "headline": printed.curled(version.headline),
            "href": addresses.link(version.address),
            "version": version.version,
            "reason": self.published.updates.get(version.slug, {}).get(at),
            "before": {"number": before, "href": addresses.link(f"{version.address}v{before}/")}
            if one.kept
            else None,
        }

    def _ask(self, addresses: Addresses) -> list[dict[str, str]]:
        """Return where an error is reported, as far as the settings say it."""
        publication = addresses.site.publication
        ways = (("Report an error", publication.report), ("Write to us", publication.contact))
        return [{"name": name, "href": href} for name, href in ways if href]

    def _gone(self, addresses: Addresses) -> Iterator[dict[str, Any]]:
        """Yield the posts that a current story cites and that were taken away since, never their words."""
        removed = {one.record: one for one in self.published.removed}
        stories = self.published.newest_first if removed else ()
        found = [(one, story) for story in stories for one in _cited(story, removed)]
        found.sort(key=lambda pair: (pair[0].seen_at, pair[0].record), reverse=True)
        for one, story in found[:GONE]:
            yield {
                "platform": printed.platform(one.record.partition(":")[0]),
                "reason": _REASONS.get(one.reason, one.reason),
                "seen": printed.stamp(one.seen_at),
                "headline": printed.curled(story.headline),
                "href": addresses.link(story.address),
            }


def _errors(month: Month[_Change]) -> list[_Error]:
    return [one for one in month.items if isinstance(one, _Error)]


def _updates(month: Month[_Change]) -> list[_Update]:
    return [one for one in month.items if isinstance(one, _Update)]


def _cited(story: Abstract, removed: Mapping[str, Removed]) -> Iterator[Removed]:
    """Yield the removed records that a story's text rests on."""
    yield from (removed[record] for record in story.cited if record in removed)
