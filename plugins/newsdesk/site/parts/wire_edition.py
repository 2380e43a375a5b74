"""An edition on the wire: its signals under the candidates that they belong to, and the fate of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

from newsdesk.records import Signal, iso
from newsdesk.reports import Candidate, EditionReport, Fate
from newsdesk.site import printed
from newsdesk.site.abstract import Card
from newsdesk.site.addresses import Addresses, of_beat
from newsdesk.site.edition import SLUG
from newsdesk.site.parts import months, signals

FATES: Final[dict[Fate, str]] = {
    "story": "Became a story",
    "version": "Updated a running story",
    "held": "Held back",
    "declined": "No story",
}
_PUBLISHED: Final = frozenset({"story", "version"})
_LONE: Final = "no candidate was made of it"
#: Reasons name beats by their slugs, as they are.
_HYPHENED: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


class Run(NamedTuple):
    """A change that goes on over several editions: when it began, and the id of its first signal."""

    since: datetime
    first: str


@dataclass
class Looking:
    """Prints editions on one page, the newest first.

    A change that goes on is told in full where the page first comes to it, and where it became news.
    ``stories`` are the published ones by slug, ``beats`` the names of the beats that have a page, ``runs``
    the run of each signal by id.
    """

    addresses: Addresses
    stories: Mapping[str, Card]
    beats: Mapping[str, str]
    runs: Mapping[str, Run]
    _told: set[str] = field(default_factory=set)
    _placed: set[str] = field(default_factory=set)

    def edition(self, report: EditionReport) -> dict[str, Any]:
        """Return one edition: when, on how much, and its matters."""
        at = report.as_of
        news = any(candidate.fate in _PUBLISHED for candidate in report.candidates)
        count = len(report.signals)
        return {
            "id": f"at-{at:%Y-%m-%d-%H%M}",
            "time": {"iso": iso(at), "text": f"{at:%H:%M} UTC"},
            "href": self.addresses.link(f"/editions/{at:%Y-%m-%d-%H%M}/") if news else None,
            "records": f"{report.records:,} {'post' if report.records == 1 else 'posts'} read",
            "signals": f"{count} {'change' if count == 1 else 'changes'}",
            "matters": list(self._matters(report)),
        }

    def _matters(self, report: EditionReport) -> Iterator[dict[str, Any]]:
        known = {signal.id: signal for signal in report.signals}
        used: set[str] = set()
        for candidate in sorted(report.candidates, key=lambda one: one.fate not in _PUBLISHED):
            own = [known[name] for name in candidate.signals if name in known]
            used.update(signal.id for signal in own)
            yield self._matter(candidate, own, report.as_of)
        for signal in report.signals:
            if signal.id not in used:
                yield {
                    **self._signals(signal.beat, (), [signal], report.as_of, news=False),
                    "fate": FATES["declined"],
                    "story": None,
                    "reason": [{"text": _LONE, "href": None}],
                    "heard": None,
                }

    def _matter(self, candidate: Candidate, own: Sequence[Signal], at: datetime) -> dict[str, Any]:
        news = candidate.fate in _PUBLISHED
        story = self.stories.get(candidate.story or "")
        return {
            **self._signals(candidate.beat, candidate.other_beats, own, at, news=news),
            "fate": FATES[candidate.fate],
            "story": self._story(story) if news else None,
            "reason": self._reason(candidate, own),
            "heard": _heard(candidate),
        }

    def _story(self, story: Card | None) -> dict[str, Any]:
        if story is None:
            return {"text": "a story that is no longer published", "href": None}
        return {"text": printed.curled(story.headline), "href": self.addresses.link(story.address)}

    def _signals(
        self, beat: str, others: Sequence[str], own: Sequence[Signal], at: datetime, *, news: bool
    ) -> dict[str, Any]:
        return {
            "beats": [self._beat(slug) for slug in (beat, *others)],
            "signals": [self._signal(signal, at, news=news) for signal in own],
            "numbers": [signals.numbers(signal) for signal in own],
            "days": _days(own),
            "notes": list(dict.fromkeys(note for signal in own for note in signal.notes)),
        }

    def _beat(self, slug: str) -> dict[str, Any]:
        page = self.addresses.link(of_beat(slug)) if slug in self.beats else None
        return {"name": self.beats.get(slug, slug), "href": page}

    def _signal(self, signal: Signal, at: datetime, *, news: bool) -> dict[str, Any]:
        """Return a signal: its sentence where the page tells its run for the first time or it became news."""
        run = self.runs[signal.id]
        full = news or run.first not in self._told
        self._told.add(run.first)
        place = fragment(signal.id)
        anchor = None if place in self._placed else place
        self._placed.add(place)
        page = months.address("/wire/", at)
        here = page == self.addresses.page
        return {
            "id": anchor,
            "href": f"{'' if here else self.addresses.link(page)}#{place}",
            "label": signals.kind(signal) if full else signals.label(signal),
            "why": signal.why if full else None,
            "severity": signals.SEVERITIES[signal.severity],
            "since": _since(run, at),
        }

    def _reason(self, candidate: Candidate, own: Sequence[Signal]) -> list[dict[str, Any]]:
        """Return the stored reason in pieces, its stories linked by their headlines.

        The sentence of a signal that stands above it is not said again.
        """
        told = candidate.reason
        for signal in own:
            told = told.removesuffix(signal.why).removesuffix(", and: ")
        pieces = SLUG.split(told)
        found = []
        for number, piece in enumerate(pieces):
            story = self.stories.get(piece) if number % 2 else None
            text = f"“{story.headline if story else piece}”" if number % 2 else self._named(piece)
            if text:
                found.append({"text": text, "href": self.addresses.link(story.address) if story else None})
        return found

    def _named(self, text: str) -> str:
        """Return a reason with the names of its beats in the place of their slugs."""
        return _HYPHENED.sub(lambda found: self.beats.get(found[0], found[0]), text)


def fragment(signal: str) -> str:
    """Return where a signal stands on its month's page."""
    return "signal-" + re.sub(r"[^A-Za-z0-9-]+", "-", signal)


def _since(run: Run, at: datetime) -> dict[str, str] | None:
    """Return when a run began, if that was not in this edition."""
    if run.since == at:
        return None
    shown = run.since
    return {"iso": iso(shown), "text": f"{printed.MONTHS[shown.month - 1]} {shown.day}, {shown:%H:%M} UTC"}


def _heard(candidate: Candidate) -> str:
    """Return how many voices it rests on, and where they spoke."""
    names = [printed.platform(name) for name in candidate.platforms]
    voices = "one post" if candidate.lead_record and not candidate.signals else f"{candidate.voices:,} voices"
    return f"{voices} on {', '.join(names)}" if names else voices


def _days(own: Sequence[Signal]) -> str | None:
    """Return what the last 24 hours were compared with."""
    days = sorted({signal.baseline_days for signal in own})
    if not days:
        return None
    most = f"{days[0]} to {days[-1]}" if len(days) > 1 else f"{days[0]}"
    return f"{most} days before them"
