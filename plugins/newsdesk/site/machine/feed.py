"""Feeds of the site, of each beat and of each name: Atom (RFC 4287) and JSON Feed 1.1.

Full text, times from the data, ids that survive a move. What made a story stands in ``_newsdesk`` of the JSON
items (keys: ``about``, ``generated_by``, ``model``, ``digital_source_type``, ``version``, ``demo``,
``why``, ``figures``, ``evidence``), and in the line at the end of each text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import Any, Final

from newsdesk.publish import disclosure
from newsdesk.records import iso
from newsdesk.site import printed
from newsdesk.site.abstract import Abstract
from newsdesk.site.addresses import Addresses, of_beat, outside
from newsdesk.site.dossier import Dossier
from newsdesk.site.machine.evidence import EVIDENCE
from newsdesk.site.page import Page, rendered_of
from newsdesk.site.pages.beats import all_beats
from newsdesk.site.parts import corrected, linked_data, pictures
from newsdesk.site.parts.chrome import DEMONSTRATION, ICON
from newsdesk.site.parts.metadata import ATOM, JSON, SITE_FEEDS
from newsdesk.site.parts.narrative import Narrative
from newsdesk.site.published import Published
from newsdesk.stories import StoryVersion

ENTRIES: Final = 30
#: A name's feed is shorter: there are hundreds of names, and their stories stand in other feeds already.
ENTRIES_OF_A_NAME: Final = 10
#: So many entries are kept for other feeds that they may stand in.
KEPT: Final = 2_000
_JSON_FEED: Final = "https://jsonfeed.org/version/1.1"
_NEVER: Final = "1970-01-01T00:00:00Z"  # an empty feed must have a time, and a clock may not give it


def pages(published: Published) -> Iterator[Page]:
    """Plan the feeds: two of each, over the same entries."""
    feeds = _Feeds(published)
    yield from feeds.both(SITE_FEEDS, "/", "", published.stories)
    for beat in all_beats(published):
        address = of_beat(beat.slug)
        yield from feeds.both(address, address, beat.name, published.by_beat.get(beat.slug, ()))
    for entity in published.entities:
        told = (*entity.about, *entity.mentioned)
        yield from feeds.both(entity.address, entity.address, entity.name, told, ENTRIES_OF_A_NAME)


class _Feeds:
    """Makes feeds of one site; a story's entry is kept for the next feeds that it stands in."""

    def __init__(self, published: Published) -> None:
        self._published = published
        self._addresses = Addresses(published.site.model_copy(update={"relative": False}))
        self._entry = lru_cache(KEPT)(self._made)

    def both(
        self, folder: str, page: str, title: str, stories: Iterable[Abstract], most: int = ENTRIES
    ) -> Iterator[Page]:
        """Plan both feeds of a page in a folder, the last changed story first."""
        changed = self._published.changed_at
        newest = sorted(stories, key=lambda v: (-changed(v).timestamp(), v.slug))[:most]
        head = self._head(folder, page, title, newest)
        told = [self._published.dossier(version) for version in newest]
        made_of = [head, [[one.story.address, one.of_text] for one in told]]
        make = partial(self._inputs, head, newest)
        yield rendered_of(made_of, "feed", folder + ATOM, "feed.xml", make)
        yield rendered_of(made_of, "feed", folder + JSON, "feed.json", make)

    def _head(self, folder: str, page: str, title: str, newest: list[Abstract]) -> dict[str, Any]:
        site = self._addresses.site
        described = site.subtitle if page == "/" else f"{site.name}: {title}"
        return {
            "id": tag(site.name, "2020-01-01", page),
            "title": f"{site.name}: {title}" if title else site.name,
            "subtitle": ". ".join(filter(None, [described.rstrip("."), DEMONSTRATION if site.demo else ""])),
            "language": site.language,
            "home": full(page, self._addresses),
            "atom": full(folder + ATOM, self._addresses),
            "json": full(folder + JSON, self._addresses),
            "icon": full(pictures.ICON, self._addresses),
            "favicon": full(ICON, self._addresses),
            "version": _JSON_FEED,
            "updated": iso(self._published.changed_at(newest[0])) if newest else _NEVER,
            "author": {"name": site.name, "url": full("/", self._addresses)},
        }

    def _inputs(self, head: dict[str, Any], newest: list[Abstract]) -> dict[str, Any]:
        return {**head, "entries": [self._entry(version.address) for version in newest]}

    def _made(self, address: str) -> dict[str, Any]:
        dossier = self._published.dossier(self._published.by_address[address])
        return entry(dossier, self._addresses)


def entry(dossier: Dossier, addresses: Addresses) -> dict[str, Any]:
    """Return a story as an entry of a feed, whose addresses are full."""
    version, said = dossier.whole, dossier.corrections
    narrative = Narrative(version)
    lead = next((r.record.url for r in version.brief.records if r.id == version.brief.lead_record), "")
    beat = version.brief.beat
    image = pictures.of_story(version.address, version.headline, beat.name, addresses.site)
    return {
        "id": tag(version.site, f"{version.published_at:%Y-%m-%d}", version.address),
        "title": printed.curled(version.headline),
        "href": full(version.address, addresses),
        "via": outside(lead),
        "image": full(image, addresses),
        "published": iso(version.published_at),
        "updated": iso(corrected.changed_at(version.modified_at, said)),
        "beat": beat.model_dump(include={"slug", "name"}),
        "summary": printed.curled(version.standfirst),
        "corrections": corrected.lines(said),
        "why": version.brief.why,
        "narrative": narrative.paragraphs(addresses, dossier.linked),
        "disclosure": disclosure.text(version.site, version.draft.writer.name),
        "sources": narrative.source_list(),
        "newsdesk": _made_how(version, addresses),
    }


def _made_how(version: StoryVersion, addresses: Addresses) -> dict[str, Any]:
    site = addresses.site
    return {
        "about": full(site.about, addresses) if site.about else full("/", addresses),
        "generated_by": version.draft.writer.name,
        "model": version.draft.writer.model,
        "digital_source_type": linked_data.source_type(version),
        "version": version.version,
        "demo": version.demo,
        "why": version.brief.why,
        "figures": version.figures.model_dump(mode="json"),
        "evidence": full(version.address + EVIDENCE, addresses),
    }


def full(target: str, addresses: Addresses) -> str:
    """Return the full address of a target; its link from the host's root as long as the site has none."""
    return addresses.absolute(target) or addresses.rooted(target)


def tag(site: str, day: str, address: str) -> str:
    """Return a tag URI (RFC 4151) made of the site's name and the story, not of where it is served."""
    name = re.sub(r"[^a-z0-9]+", "-", site.lower()).strip("-") or "newsdesk"
    return f"tag:{name}.invalid,{day}:{address}"
