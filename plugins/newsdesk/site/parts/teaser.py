"""A story as a card on other pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from newsdesk.records import iso
from newsdesk.site import printed
from newsdesk.site.abstract import Abstract, Card
from newsdesk.site.addresses import Addresses, of_beat


def teaser(version: Card, addresses: Addresses) -> dict[str, Any]:
    """Return what any card shows: where it leads, what it says, its beat and its day."""
    beat = version.beat
    return {
        "href": addresses.link(version.address),
        "headline": printed.curled(version.headline),
        "standfirst": printed.curled(version.standfirst),
        "beat": {"name": beat.name, "href": addresses.link(of_beat(beat.slug))},
        "published": {"iso": iso(version.published_at), "text": printed.day(version.published_at)},
        "updated": version.version > 1,
    }


def newest_first(versions: Iterable[Abstract]) -> tuple[Abstract, ...]:
    """Return stories by their first publication, newest first; equal times by slug."""
    return tuple(sorted(versions, key=lambda version: (-version.published_at.timestamp(), version.slug)))
