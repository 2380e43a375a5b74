"""Names: a page for each that stories are about or that several rest on, and the list of them by letter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from newsdesk.prose import capitalise
from newsdesk.site import printed
from newsdesk.site.abstract import Abstract
from newsdesk.site.addresses import Addresses, host, of_beat, outside
from newsdesk.site.page import Page, rendered
from newsdesk.site.parts import metadata, months, weather
from newsdesk.site.parts.chrome import chrome
from newsdesk.site.parts.entities import NamedEntity, address_of
from newsdesk.site.parts.months import Month
from newsdesk.site.parts.teaser import newest_first, teaser
from newsdesk.site.published import Published
from newsdesk.stories import BackgroundNote

ENTITIES: Final = "/entities/"
_DESCRIPTION: Final = "The people, companies, models, laws and ideas that the stories are about."
_OTHER: Final = "Other"


def pages(published: Published) -> Iterator[Page]:
    """Plan the list of names and the page of each."""
    yield rendered("entities", ENTITIES, "entities.html", list_inputs(published))
    for entity in published.entities:
        address = address_of(entity.id)
        stories = newest_first(entity.stories)
        found = months.by_month(stories, lambda version: version.published_at)
        paged = found if months.paged(stories) else ()
        yield rendered("entity", address, "entity.html", inputs(entity, published, paged))
        for month in paged:
            of_month = months.of_stories(entity.name, address, month, found, published.site, beats=True)
            yield rendered("entity", address + month.address, "month.html", of_month)


def list_inputs(published: Published) -> dict[str, Any]:
    """Return the declared inputs of the list of names."""
    addresses = Addresses(published.site, ENTITIES)
    ordered = sorted(published.entities, key=lambda e: (_order(letter(e.name)), e.name.casefold(), e.id))
    return {
        "chrome": chrome(addresses),
        "meta": metadata.metadata(addresses, "Names", _DESCRIPTION),
        "about": _DESCRIPTION,
        "letters": [
            {"name": first, "names": [_row(entity, addresses) for entity in group]}
            for first, group in groupby(ordered, key=lambda entity: letter(entity.name))
        ],
    }


def letter(name: str) -> str:
    """Return the heading that a name stands under: A to Z, 0–9, or Other."""
    first = unicodedata.normalize("NFKD", name.strip())[:1].upper()
    if first.isascii() and first.isalpha():
        return first
    return "0–9" if first.isascii() and first.isdigit() else _OTHER


def _order(heading: str) -> tuple[bool, str]:
    return (heading == _OTHER, heading)


def _row(entity: NamedEntity, addresses: Addresses) -> dict[str, Any]:
    count = len(entity.stories)
    return {
        "name": entity.name,
        "href": addresses.link(address_of(entity.id)),
        "gloss": entity.gloss,
        "count": f"{count:,}\N{NO-BREAK SPACE}{'story' if count == 1 else 'stories'}",
    }


def inputs(entity: NamedEntity, published: Published, paged: tuple[Month[Abstract], ...]) -> dict[str, Any]:
    """Return the declared inputs of the page of a name; ``paged`` are the months that have pages."""
    addresses = Addresses(published.site, address_of(entity.id))
    about = capitalise(entity.gloss) if entity.gloss else None
    told = (
        f"Stories about {entity.name}" if entity.about else f"Stories that rest on posts about {entity.name}"
    )
    return {
        "chrome": chrome(addresses),
        "meta": metadata.metadata(addresses, entity.name, f"{told}{f', {entity.gloss}' if about else ''}."),
        "names": addresses.link(ENTITIES),
        "name": entity.name,
        "gloss": f"{about}." if about else None,
        "notes": [_note(note) for note in entity.notes],
        "now": _now(entity, published, addresses),
        "until": printed.stamp(published.climate.until, precise=True) if published.climate.until else None,
        "parts": [
            {
                "name": name,
                "stories": [teaser(version, addresses) for version in versions[: months.NEWEST]],
                "beats": True,
            }
            for name, versions in (
                (f"Stories about {entity.name}", entity.about),
                ("Also named in" if entity.about else "Named in", entity.mentioned),
            )
            if versions
        ],
        "all_months": months.index(paged, address_of(entity.id), addresses),
        "feeds": [
            {"name": name, "href": addresses.link(address_of(entity.id) + file)}
            for name, file in (("Atom", "atom.xml"), ("JSON Feed", "feed.json"))
        ],
    }


def _note(note: BackgroundNote) -> dict[str, str | None]:
    return {"date": note.date, "text": note.text, "href": outside(note.source), "host": host(note.source)}


def _now(entity: NamedEntity, published: Published, addresses: Addresses) -> list[dict[str, str]]:
    """Return the beats on which the name is among the most mentioned now."""
    names = {beat.slug: beat.name for beat in published.site.beats}
    return [
        {
            "name": names[found.beat],
            "href": addresses.link(of_beat(found.beat)),
            "posts": weather.posts(found.mentions.posts),
            "usual": weather.usually(found.mentions.usual),
        }
        for found in published.climate.talked_about(entity.id)
        if found.beat in names
    ]
