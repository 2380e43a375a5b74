"""The page of a beat: what it follows, its last 14 days, its names, and its stories by month."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from newsdesk.config import Beat
from newsdesk.site.abstract import Abstract
from newsdesk.site.addresses import Addresses, of_beat
from newsdesk.site.page import Page, rendered
from newsdesk.site.pages.beats import all_beats
from newsdesk.site.parts import metadata, months
from newsdesk.site.parts.chrome import chrome
from newsdesk.site.parts.months import Month
from newsdesk.site.parts.weather_fortnight import fortnight
from newsdesk.site.published import Published
from newsdesk.stories import BeatRef

PHRASES: Final = 24  # so many of a beat's phrases are printed


def pages(published: Published) -> Iterator[Page]:
    """Plan the page of each beat, and those of its months where one page is too short."""
    for ref in all_beats(published):
        stories = published.by_beat.get(ref.slug, ())
        found = months.by_month(stories, lambda version: version.published_at)
        yield rendered("beat", of_beat(ref.slug), "beat.html", inputs(ref, published, found))
        for month in found if months.paged(stories) else ():
            inputs_of_month = months.of_stories(
                ref.name, of_beat(ref.slug), month, found, published.site, beats=False
            )
            yield rendered("beat", of_beat(ref.slug) + month.address, "month.html", inputs_of_month)


def inputs(beat: BeatRef, published: Published, found: tuple[Month[Abstract], ...]) -> dict[str, Any]:
    """Return the declared inputs of a beat's page."""
    addresses = Addresses(published.site, of_beat(beat.slug))
    stories = published.by_beat.get(beat.slug, ())
    followed = next((known for known in published.site.beats if known.slug == beat.slug), None)
    shown = months.by_month(stories[: months.NEWEST], lambda version: version.published_at)
    return {
        "chrome": chrome(addresses),
        "meta": metadata.metadata(addresses, beat.name, beat.description),
        "beat": {
            "name": beat.name,
            "group": beat.group,
            "description": beat.description,
            "followed": followed is not None,
        },
        "count": len(stories),
        "days": fortnight(beat.slug, published, addresses) if followed else None,
        "rules": _rules(followed, published) if followed else [],
        "feeds": [
            {"name": name, "href": addresses.link(of_beat(beat.slug) + file)}
            for name, file in (("Atom", "atom.xml"), ("JSON Feed", "feed.json"))
        ],
        "months": [months.cards(month, addresses, beats=False) for month in shown],
        "all_months": months.index(found, of_beat(beat.slug), addresses) if months.paged(stories) else [],
    }


def _rules(beat: Beat, published: Published) -> list[dict[str, str]]:
    """Return what brings a post to a beat, in short."""
    rules = beat.match
    known = published.entities_by_id
    names = [known[entity].name for entity in rules.entities if entity in known]
    kinds = (
        ("Words", rules.any),
        ("And one of", rules.also),
        ("Never with", rules.none),
        ("Places", rules.communities),
    )
    rows = [{"name": name, "value": _some(values, len(values))} for name, values in kinds if values]
    if rules.entities:
        rows.append({"name": "Names", "value": _some(names, len(rules.entities))})
    return rows


def _some(values: tuple[str, ...] | list[str], total: int) -> str:
    shown = list(values[:PHRASES])
    more = total - len(shown)
    if not shown:
        return f"{total:,} that the newsroom knows"
    return ", ".join(shown) + (f", and {more:,} more" if more else "")
