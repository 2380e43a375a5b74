"""The page of a beat: what it follows, and its stories by month."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from newsdesk.site import printed
from newsdesk.site.addresses import Addresses, of_beat
from newsdesk.site.page import Page, rendered
from newsdesk.site.parts import metadata
from newsdesk.site.parts.chrome import chrome
from newsdesk.site.parts.teaser import teaser
from newsdesk.site.published import Published
from newsdesk.stories import BeatRef


def pages(published: Published) -> Iterator[Page]:
    """Plan the page of each beat."""
    for ref in all_beats(published):
        yield rendered("beat", of_beat(ref.slug), "beat.html", inputs(ref, published))


def all_beats(published: Published) -> tuple[BeatRef, ...]:
    """Return the followed beats in the order of the settings, then those that only stories still name."""
    followed = [
        BeatRef(slug=beat.slug, name=beat.name, group=beat.group, description=beat.description)
        for beat in published.site.beats
    ]
    known = {beat.slug for beat in followed}
    left = {v.brief.beat.slug: v.brief.beat for v in reversed(published.newest_first)}
    return (*followed, *(left[slug] for slug in sorted(left) if slug not in known))


def inputs(beat: BeatRef, published: Published) -> dict[str, Any]:
    """Return the declared inputs of a beat's page."""
    addresses = Addresses(published.site, of_beat(beat.slug))
    stories = [version for version in published.newest_first if version.brief.beat.slug == beat.slug]
    months = groupby(stories, key=lambda version: printed.month(version.published_at))
    return {
        "chrome": chrome(addresses),
        "meta": metadata.metadata(addresses, beat.name, beat.description),
        "beat": {
            "name": beat.name,
            "group": beat.group,
            "description": beat.description,
            "followed": any(known.slug == beat.slug for known in published.site.beats),
        },
        "count": len(stories),
        "months": [
            {"name": name, "stories": [teaser(version, addresses) for version in group]}
            for name, group in months
        ],
    }
