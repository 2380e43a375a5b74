"""The site's data as JSON files at fixed addresses: stories, beats, editions, names, and each story alone.

Every file has ``schema_version`` and ``site``. Keys are only added within a version. Times are UTC; addresses
are full where the site has an address of its own, else from the host's root; unknown is null.

``/api/stories.json`` (``stories/1``) holds the newest 100, ``/api/stories/YYYY/MM.json`` all of a month by
their first publication. ``stories`` are, the newest first: ``story``, ``version``, ``url``, ``headline``,
``standfirst``, ``kind``, ``beat`` (``slug``, ``name``), ``subject`` (``id``, ``name``, or null), ``names``
(id to name), ``published_at``, ``modified_at`` (by a version or a correction), ``corrections`` (``at``,
``text``), ``demo``, ``why``, ``posts`` (of the window, by platform), ``writer`` (``name``, ``version``,
``model``), ``figures``, and the addresses ``data``, ``evidence``, ``markdown``, ``image``. ``months`` of the
first file lists the files of the months.

``/YYYY/MM/slug/story.json`` (``story/1``) adds ``disclosure``, ``body`` (paragraphs of parts: ``kind``,
``text``, ``sources`` whose markers stand after it) and ``sources`` (``number``, ``platform``, ``speaker``,
``published_at``, ``url``).

``/api/beats.json`` (``beats/1``): ``beats`` with ``slug``, ``name``, ``group``, ``description``,
``followed``, ``stories`` (how many), ``url``, ``feed``, and ``weather`` of the newest edition as the ledger
has it, or null.

``/api/editions.json`` (``editions/1``): ``editions``, the newest first, with ``as_of``, ``records``,
``signals`` (how many), ``new`` and ``updated`` (stories by ``story`` and ``url``), ``declined`` (how many).

``/api/entities.json`` (``entities/1``): ``entities`` with ``id``, ``name``, ``about`` and ``mentioned``
(how many stories), ``url``, ``feed``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any, Final

from newsdesk import prose
from newsdesk.prose import Source
from newsdesk.publish import disclosure
from newsdesk.records import iso
from newsdesk.site.abstract import Abstract
from newsdesk.site.addresses import Addresses, of_beat, outside
from newsdesk.site.dossier import Dossier
from newsdesk.site.edition import Edition
from newsdesk.site.machine.evidence import EVIDENCE
from newsdesk.site.machine.feed import full
from newsdesk.site.page import Page, data, data_of
from newsdesk.site.pages.beats import all_beats
from newsdesk.site.parts import corrected, pictures
from newsdesk.site.parts.metadata import JSON
from newsdesk.site.parts.narrative import speaker
from newsdesk.site.published import Published
from newsdesk.site.settings import Site
from newsdesk.stories import StoryVersion

STORIES: Final = "/api/stories.json"
BEATS: Final = "/api/beats.json"
EDITIONS: Final = "/api/editions.json"
ENTITIES: Final = "/api/entities.json"
STORY: Final = "story.json"
LATEST: Final = 100


def of_month(month: str) -> str:
    """Return the address of the stories of a month, which is given as ``YYYY/MM``."""
    return f"/api/stories/{month}.json"


def pages(published: Published) -> Iterator[Page]:
    """Plan the files of the site."""
    addresses = Addresses(published.site)
    stories = {v.address: summary(v, addresses, published.corrections_of(v)) for v in published.newest_first}
    months = {
        month: [stories[version.address] for version in versions]
        for month, versions in groupby(published.newest_first, key=lambda v: f"{v.published_at:%Y/%m}")
    }
    newest = list(stories.values())[:LATEST]
    links = [
        {"month": m, "stories": len(found), "url": full(of_month(m), addresses)}
        for m, found in months.items()
    ]
    yield _file(STORIES, "stories/1", published, stories=newest, months=links)
    for month, found in months.items():
        yield _file(of_month(month), "stories/1", published, stories=found)
    yield _file(BEATS, "beats/1", published, beats=_beats(published, addresses))
    yield _file(EDITIONS, "editions/1", published, editions=_editions(published, addresses))
    yield _file(ENTITIES, "entities/1", published, entities=_entities(published, addresses))


def pages_of_story(dossier: Dossier) -> Iterator[Page]:
    """Plan the file of a story."""
    address = dossier.story.address + STORY
    yield data_of(dossier.of_text, "data", address, partial(_story, dossier))


def _story(dossier: Dossier) -> dict[str, Any]:
    told = summary(dossier.story, Addresses(dossier.site), dossier.corrections)
    return _content("story/1", dossier.site, **told, **_text(dossier.whole))


def _file(address: str, schema: str, published: Published, **content: Any) -> Page:
    return data("data", address, _content(schema, published.site, **content))


def _content(schema: str, site: Site, **content: Any) -> dict[str, Any]:
    told = {"name": site.name, "url": site.url or None, "demo": site.demo}
    return {"schema_version": schema, "site": told, **content}


def summary(
    version: Abstract, addresses: Addresses, corrections: corrected.Corrections = ()
) -> dict[str, Any]:
    """Return a story without its text."""
    return {
        "story": version.story,
        "version": version.version,
        "url": full(version.address, addresses),
        "headline": version.headline,
        "standfirst": version.standfirst,
        "kind": version.kind,
        "beat": {"slug": version.beat.slug, "name": version.beat.name},
        "subject": {"id": version.subject, "name": version.subject_name} if version.subject else None,
        "names": version.names,
        "published_at": iso(version.published_at),
        "modified_at": iso(corrected.changed_at(version.modified_at, corrections)),
        "corrections": corrected.told(corrections),
        "demo": version.demo,
        "why": version.why,
        "posts": version.platforms,
        "writer": version.writer.model_dump(mode="json"),
        "figures": version.figures.model_dump(mode="json"),
        "data": full(version.address + STORY, addresses),
        "evidence": full(version.address + EVIDENCE, addresses),
        "markdown": full(version.address + "index.md", addresses),
        "image": full(_image(version, addresses.site), addresses),
    }


def _image(version: Abstract, site: Site) -> str:
    return pictures.of_story(version.address, version.headline, version.beat.name, site)


def _text(version: StoryVersion) -> dict[str, Any]:
    body, sources = prose.mark_body(version.draft, version.brief)
    return {
        "disclosure": disclosure.text(version.site, version.draft.writer.name),
        "body": [
            [
                {"kind": part.part.kind, "text": part.text, "sources": list(part.markers)}
                for sentence in paragraph
                for part in sentence
            ]
            for paragraph in body
        ],
        "sources": [_source(source) for source in sources],
    }


def _source(source: Source) -> dict[str, Any]:
    record = source.item.record
    return {
        "number": source.number,
        "platform": record.platform,
        "speaker": speaker(source),
        "published_at": iso(record.published_at),
        "url": outside(record.url),
    }


def _beats(published: Published, addresses: Addresses) -> list[dict[str, Any]]:
    followed = {beat.slug for beat in published.site.beats}
    newest = max(published.editions, key=lambda edition: edition.as_of, default=None)
    told = published.library.edition(newest).weather if newest else ()
    weather = {one.beat: one.model_dump(mode="json") for one in told}
    return [
        {
            **beat.model_dump(mode="json"),
            "followed": beat.slug in followed,
            "stories": len(published.by_beat.get(beat.slug, ())),
            "url": full(of_beat(beat.slug), addresses),
            "feed": full(of_beat(beat.slug) + JSON, addresses),
            "weather": weather.get(beat.slug),
        }
        for beat in all_beats(published)
    ]


def _editions(published: Published, addresses: Addresses) -> list[dict[str, Any]]:
    known = {version.slug: version for version in published.stories}

    def told(edition: Edition, fate: str) -> list[dict[str, str]]:
        slugs = [c.story for c in edition.outcomes if c.fate == fate and c.story in known]
        return [
            {"story": known[slug].story, "url": full(known[slug].address, addresses)}
            for slug in slugs
            if slug
        ]

    return [
        {
            "as_of": iso(edition.as_of),
            "records": edition.records,
            "signals": len(edition.signals),
            "new": told(edition, "story"),
            "updated": told(edition, "version"),
            "declined": edition.declined,
        }
        for edition in sorted(published.editions, key=lambda edition: edition.as_of, reverse=True)
    ]


def _entities(published: Published, addresses: Addresses) -> list[dict[str, Any]]:
    return [
        {
            "id": entity.id,
            "name": entity.name,
            "about": len(entity.about),
            "mentioned": len(entity.mentioned),
            "url": full(entity.address, addresses),
            "feed": full(entity.address + JSON, addresses),
        }
        for entity in published.entities
    ]
