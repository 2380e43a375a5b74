"""All beats: those that are followed by group, then those that only stories still name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from newsdesk.config import Beat
from newsdesk.prose import capitalise
from newsdesk.site import printed
from newsdesk.site.addresses import Addresses, of_beat
from newsdesk.site.page import Page, rendered
from newsdesk.site.parts import metadata, weather
from newsdesk.site.parts.chrome import chrome, group_id
from newsdesk.site.parts.weather import Climate
from newsdesk.site.published import Published
from newsdesk.stories import BeatRef

BEATS: Final = "/beats/"
_DESCRIPTION: Final = "Every beat that is followed: what it is about, how it stands today, its stories."


class Group(NamedTuple):
    """The beats of one group; ``id`` is its fragment on the page of all beats."""

    id: str
    name: str
    beats: tuple[Beat, ...]


def pages(published: Published) -> Iterator[Page]:
    """Plan the page of all beats."""
    yield rendered("beats", BEATS, "beats.html", inputs(published))


def by_group(beats: Iterable[Beat]) -> tuple[Group, ...]:
    """Return the groups in the order of the settings; names that make the same fragment are one group."""
    found: dict[str, list[Beat]] = {}
    for beat in beats:
        found.setdefault(group_id(beat.group), []).append(beat)
    return tuple(
        Group(fragment, capitalise(members[0].group), tuple(members)) for fragment, members in found.items()
    )


def all_beats(published: Published) -> tuple[BeatRef, ...]:
    """Return the followed beats in the order of the settings, then those that only stories still name."""
    followed = [
        BeatRef(slug=beat.slug, name=beat.name, group=beat.group, description=beat.description)
        for beat in published.site.beats
    ]
    return (*followed, *left(published))


def left(published: Published) -> tuple[BeatRef, ...]:
    """Return the beats that are no longer followed, as their newest stories name them, by slug."""
    known = {beat.slug for beat in published.site.beats}
    newest = {slug: stories[0].beat for slug, stories in published.by_beat.items()}
    return tuple(newest[slug] for slug in sorted(newest) if slug not in known)


def weather_line(beat: str, climate: Climate) -> dict[str, Any] | None:
    """Return how a beat stands in words and as 14 small columns; None if nothing was measured."""
    now = climate.now(beat)
    return {"text": weather.line(now), "spark": weather.spark(climate.days(beat))} if now else None


def inputs(published: Published) -> dict[str, Any]:
    """Return the declared inputs of the page of all beats."""
    addresses = Addresses(published.site, BEATS)
    until = published.climate.until
    return {
        "chrome": chrome(addresses),
        "meta": metadata.metadata(addresses, "Beats", _DESCRIPTION),
        "until": printed.stamp(until, precise=True) if until else None,
        "groups": [
            {
                "id": group.id,
                "name": group.name,
                "beats": [_row(beat, published, addresses) for beat in group.beats],
            }
            for group in by_group(published.site.beats)
        ],
        "left": [_row(ref, published, addresses) for ref in left(published)],
    }


def _row(beat: Beat | BeatRef, published: Published, addresses: Addresses) -> dict[str, Any]:
    stories = published.by_beat.get(beat.slug, ())
    followed = isinstance(beat, Beat)
    return {
        "name": beat.name,
        "href": addresses.link(of_beat(beat.slug)),
        "description": beat.description,
        "weather": weather_line(beat.slug, published.climate) if followed else None,
        "count": printed.number(len(stories)),
        "newest": {
            "headline": printed.curled(stories[0].headline),
            "href": addresses.link(stories[0].address),
        }
        if stories
        else None,
    }
