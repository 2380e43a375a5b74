"""Editions: a page for each that published something, which ends, and the list of them by month."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from newsdesk.prose import capitalise
from newsdesk.records import iso
from newsdesk.site import printed
from newsdesk.site.addresses import Addresses
from newsdesk.site.page import Page, rendered
from newsdesk.site.parts import in_words, metadata, months
from newsdesk.site.parts.chrome import chrome
from newsdesk.site.parts.months import Month
from newsdesk.site.parts.numbered_editions import InEdition, Numbered
from newsdesk.site.parts.teaser import teaser
from newsdesk.site.published import Published

EDITIONS: Final = "/editions/"
_ABOUT: Final = (
    "The newsroom looks at fixed times. When something has changed it publishes an edition: "
    "numbered, dated, and it ends."
)
_DESCRIPTION: Final = "Every edition that published something: numbered, dated, and it ends."


def pages(published: Published) -> Iterator[Page]:
    """Plan the list of editions, the pages of its months where one is too short, and each edition's own."""
    every = published.numbered
    found = months.by_month(every[::-1], lambda edition: edition.report.as_of)
    yield rendered("editions", EDITIONS, "editions.html", list_inputs(published, found))
    for month in found if months.paged(every) else ():
        inputs = month_inputs(published, month, found)
        yield rendered("editions", EDITIONS + month.address, "editions.html", inputs)
    for place, edition in enumerate(every):
        around = (every[place - 1] if place else None, every[place + 1] if place + 1 < len(every) else None)
        yield rendered("edition", edition.address, "edition.html", edition_inputs(edition, around, published))


def list_inputs(published: Published, found: tuple[Month[Numbered], ...]) -> dict[str, Any]:
    """Return the declared inputs of the list: the newest editions, and where the others stand."""
    addresses = Addresses(published.site, EDITIONS)
    newest = published.numbered[::-1][: months.NEWEST]
    shown = months.by_month(newest, lambda edition: edition.report.as_of)
    paged = months.paged(published.numbered)
    return {
        "chrome": chrome(addresses),
        "meta": metadata.metadata(addresses, "Editions", _DESCRIPTION),
        "title": "Editions",
        "up": None,
        "about": _ABOUT,
        "months": [_month(month, addresses) for month in shown],
        "all_months": months.index(found, EDITIONS, addresses) if paged else [],
    }


def month_inputs(
    published: Published, month: Month[Numbered], found: tuple[Month[Numbered], ...]
) -> dict[str, Any]:
    """Return the declared inputs of the page of a month."""
    addresses = Addresses(published.site, EDITIONS + month.address)
    title = f"Editions, {month.name}"
    return {
        "chrome": chrome(addresses),
        "meta": metadata.metadata(addresses, title, f"Every edition of {month.name} and its stories."),
        "title": title,
        "up": {"name": "Editions", "href": addresses.link(EDITIONS)},
        "about": None,
        "months": [_month(month, addresses)],
        "all_months": months.index(found, EDITIONS, addresses),
    }


def _month(month: Month[Numbered], addresses: Addresses) -> dict[str, Any]:
    return {"name": month.name, "editions": [_row(edition, addresses) for edition in month.items]}


def _row(edition: Numbered, addresses: Addresses) -> dict[str, Any]:
    updates = sum(not story.first for story in edition.stories)
    notes = [in_words.counted(updates, "update", "updates")] if updates else []
    return {
        **_link(edition, addresses),
        "stories": [
            {
                "headline": printed.curled(story.version.headline),
                "href": addresses.link(story.version.address),
            }
            for story in edition.stories
        ],
        "note": ", ".join(notes) if edition.stories else "nothing of it is published any more",
    }


def edition_inputs(
    edition: Numbered, around: tuple[Numbered | None, Numbered | None], published: Published
) -> dict[str, Any]:
    """Return the declared inputs of an edition's page: what was published then, as it read then."""
    addresses = Addresses(published.site, edition.address)
    report = edition.report
    before, after = around
    stories = [story.version for story in edition.stories]
    title = f"Edition {edition.number:,}"
    length = capitalise(in_words.length(version.minutes for version in stories)) if stories else None
    date = printed.weekday(report.as_of)
    return {
        "chrome": chrome(addresses),
        "meta": metadata.metadata(addresses, f"{title}, {printed.minute(report.as_of)}", _told(edition)),
        "editions": addresses.link(EDITIONS),
        "title": title,
        "at": {"iso": iso(report.as_of), "text": date},
        "measured": _measured(edition),
        "wire": addresses.link(f"/wire/{report.as_of:%Y/%m}/"),
        "stories": [_card(story, addresses) for story in edition.stories],
        "withdrawn": _withdrawn(edition.withdrawn),
        "length": length,
        "ending": f"That was edition {edition.number:,}.",
        "before": _link(before, addresses) if before else None,
        "after": _link(after, addresses) if after else None,
    }


def _told(edition: Numbered) -> str:
    headlines = [story.version.headline for story in edition.stories]
    return "; ".join(headlines[:3]) + ("." if headlines else "Nothing of this edition is published any more.")


def _measured(edition: Numbered) -> str:
    """Return what the edition was made of."""
    report = edition.report
    changes = in_words.counted(len(report.signals), "change", "changes")
    told = len(edition.stories) + edition.withdrawn
    rest = report.candidates - told
    left = f" {capitalise(in_words.counted(rest, 'matter', 'matters'))} made no story." if rest else ""
    posts = f"{printed.number(report.records)} posts" if report.records != 1 else "one post"
    return f"From {posts} in 24 hours, {changes} measured.{left}"


def _withdrawn(count: int) -> str | None:
    if not count:
        return None
    return (
        f"{capitalise(in_words.counted(count, 'story', 'stories'))} of this edition can no longer be shown."
    )


def _link(edition: Numbered, addresses: Addresses) -> dict[str, Any]:
    return {
        "number": f"{edition.number:,}",
        "at": printed.stamp(edition.report.as_of, precise=True),
        "href": addresses.link(edition.address),
    }


def _card(story: InEdition, addresses: Addresses) -> dict[str, Any]:
    """Return a card of the version of then; it says whether that was an update, and whether one followed."""
    then = story.version
    later = story.current.version > then.version
    marks = [*([] if story.first else [f"version {then.version}"]), *(["updated later"] if later else [])]
    return {
        **teaser(then, addresses),
        "mark": ", ".join(marks) or None,
        "why": story.reason,
    }
