"""The page of a beat: what it follows, and its stories by month."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from newsdesk.site import metadata, printed
from newsdesk.site.addresses import Addresses, of_beat
from newsdesk.site.chrome import chrome
from newsdesk.site.settings import Site
from newsdesk.site.teaser import newest_first, teaser
from newsdesk.stories import BeatRef, StoryVersion


def all_beats(versions: tuple[StoryVersion, ...], site: Site) -> tuple[BeatRef, ...]:
    """Return the followed beats in the order of the settings, then those that only stories still name."""
    followed = [
        BeatRef(slug=beat.slug, name=beat.name, group=beat.group, description=beat.description)
        for beat in site.beats
    ]
    known = {beat.slug for beat in followed}
    left = {v.brief.beat.slug: v.brief.beat for v in reversed(newest_first(versions))}
    return (*followed, *(left[slug] for slug in sorted(left) if slug not in known))


def inputs(beat: BeatRef, versions: tuple[StoryVersion, ...], site: Site) -> dict[str, Any]:
    """Return the declared inputs of a beat's page."""
    addresses = Addresses(site, of_beat(beat.slug))
    stories = [version for version in newest_first(versions) if version.brief.beat.slug == beat.slug]
    months = groupby(stories, key=lambda version: printed.month(version.published_at))
    return {
        "chrome": chrome(addresses),
        "meta": metadata.metadata(addresses, beat.name, beat.description),
        "beat": {
            "name": beat.name,
            "group": beat.group,
            "description": beat.description,
            "followed": any(known.slug == beat.slug for known in site.beats),
        },
        "count": len(stories),
        "months": [
            {"name": name, "stories": [teaser(version, addresses) for version in group]}
            for name, group in months
        ],
    }
