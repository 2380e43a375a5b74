"""Feeds of the site, of each beat and of each name: Atom (RFC 4287) and JSON Feed 1.1.

Full text, times from the data, ids that survive a move. What made a story stands in ``_newsdesk`` of the JSON
items (keys: ``about``, ``generated_by``, ``model``, ``digital_source_type``, ``version``, ``demo``,
``why``, ``figures``, ``evidence``), and in the line at the end of each text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from newsdesk.publish import disclosure
from newsdesk.records import iso
from newsdesk.site import printed
from newsdesk.site.addresses import Addresses, of_beat, outside
from newsdesk.site.machine.evidence import EVIDENCE
from newsdesk.site.page import Page, rendered
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
    """Makes feeds of one site; each story's entry is made once, in however many feeds it stands."""

    def __init__(self, published: Published) -> None:
        self._published = published
        self._addresses = Addresses(published.site.model_copy(update={"relative": False}))
        self._entries: dict[str, dict[str, Any]] = {}

    def both(
        self, folder: str, page: str, title: str, stories: Iterable[StoryVersion], most: int = ENTRIES
    ) -> Iterator[Page]:
        """Plan both feeds of a page in a folder, the last changed story first."""
        changed = self._published.changed_at
        newest = sorted(stories, key=lambda v: (-changed(v).timestamp(), v.slug))[:most]
        inputs = self._inputs(folder, page, title, newest)
        yield rendered("feed", folder + ATOM, "feed.xml", inputs)
        yield rendered("feed", folder + JSON, "feed.json", inputs)

    def _inputs(self, folder: str, page: str, title: str, newest: list[StoryVersion]) -> dict[str, Any]:
        site = self._addresses.site
        entries = []
        for version in newest:
            if version.address not in self._entries:
                self._entries[version.address] = self._entry(version)
            entries.append(self._entries[version.address])
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
            "entries": entries,
        }

    def _entry(self, version: StoryVersion) -> dict[str, Any]:
        narrative = Narrative(version)
        lead = next((r.record.url for r in version.brief.records if r.id == version.brief.lead_record), "")
        return {
            "id": tag(version.site, f"{version.published_at:%Y-%m-%d}", version.address),
            "title": printed.curled(version.headline),
            "href": full(version.address, self._addresses),
            "via": outside(lead),
            "image": full(pictures.of_story(version, self._addresses.site), self._addresses),
            "published": iso(version.published_at),
            "updated": iso(self._published.changed_at(version)),
            "beat": version.brief.beat.model_dump(include={"slug", "name"}),
            "summary": printed.curled(version.standfirst),
            "corrections": corrected.lines(self._published.corrections_of(version)),
            "why": version.brief.why,
            "narrative": narrative.paragraphs(self._addresses, self._published.addresses),
            "disclosure": disclosure.text(version.site, version.draft.writer.name),
            "sources": narrative.source_list(),
            "newsdesk": self._made(version),
        }

    def _made(self, version: StoryVersion) -> dict[str, Any]:
        site = self._addresses.site
        return {
            "about": full(site.about, self._addresses) if site.about else full("/", self._addresses),
            "generated_by": version.draft.writer.name,
            "model": version.draft.writer.model,
            "digital_source_type": linked_data.source_type(version),
            "version": version.version,
            "demo": version.demo,
            "why": version.brief.why,
            "figures": version.figures.model_dump(mode="json"),
            "evidence": full(version.address + EVIDENCE, self._addresses),
        }


def full(target: str, addresses: Addresses) -> str:
    """Return the full address of a target; its link from the host's root as long as the site has none."""
    return addresses.absolute(target) or addresses.rooted(target)


def tag(site: str, day: str, address: str) -> str:
    """Return a tag URI (RFC 4151) made of the site's name and the story, not of where it is served."""
    name = re.sub(r"[^a-z0-9]+", "-", site.lower()).strip("-") or "newsdesk"
    return f"tag:{name}.invalid,{day}:{address}"
