"""The page of feeds: what a feed reader is, and the addresses to give it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from newsdesk.site.addresses import Addresses, of_beat
from newsdesk.site.page import Page, rendered
from newsdesk.site.parts import metadata
from newsdesk.site.parts.chrome import chrome
from newsdesk.site.published import Published

ADDRESS: Final = "/feeds/"
_INTRODUCTION: Final = "New stories in a feed reader, whole, without an account and without anybody watching."


def pages(published: Published) -> Iterator[Page]:
    """Plan the page of feeds."""
    yield rendered("feeds", ADDRESS, "feeds.html", inputs(published))


def inputs(published: Published) -> dict[str, Any]:
    """Return the declared inputs of the page of feeds."""
    site = published.site
    addresses = Addresses(site, ADDRESS)
    beats = sorted(site.beats, key=lambda beat: [known.group for known in site.beats].index(beat.group))
    return {
        "chrome": chrome(addresses),
        "meta": metadata.metadata(addresses, "Feeds", _INTRODUCTION),
        "introduction": _INTRODUCTION,
        "whole": _feeds("/feeds/atom.xml", "/feeds/feed.json", addresses),
        "groups": [
            {
                "id": f"group-{number}",
                "name": group.capitalize(),
                "beats": [{"name": beat.name, **_of(of_beat(beat.slug), addresses)} for beat in members],
            }
            for number, (group, members) in enumerate(groupby(beats, key=lambda beat: beat.group), 1)
        ],
        "names": addresses.link("/entities/"),
        "api": addresses.link("/api/"),
    }


def _of(address: str, addresses: Addresses) -> dict[str, str]:
    return _feeds(address + "atom.xml", address + "feed.json", addresses)


def _feeds(atom: str, json: str, addresses: Addresses) -> dict[str, str]:
    """Return links to two feeds and the address to copy: the full one where the site knows it."""
    return {
        "atom": addresses.link(atom),
        "json": addresses.link(json),
        "shown": addresses.absolute(atom) or atom,
    }
