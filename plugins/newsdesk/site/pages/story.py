"""The page of a story: everything that it prints, decided before the template."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from newsdesk.publish import disclosure
from newsdesk.site import printed
from newsdesk.site.addresses import Addresses, of_beat
from newsdesk.site.machine.evidence import EVIDENCE
from newsdesk.site.page import Page, rendered
from newsdesk.site.parts import metadata, provenance
from newsdesk.site.parts.chrome import chrome
from newsdesk.site.parts.more_stories import Related
from newsdesk.site.parts.narrative import Narrative
from newsdesk.site.parts.numbers import why_now
from newsdesk.site.parts.teaser import teaser
from newsdesk.site.published import Published
from newsdesk.stories import Figures, StoryVersion

LABELS: Final = {
    "builtin": "Discourse report, composed by program",
    "claude": "Discourse report, written by Claude",
    "replay": "Demonstration story, from a recorded answer",
}
#: Checks every quotation against the evidence in the reader's browser; the page is complete without it.
CHECK: Final = "/theme/check.js"
_FIGURES: Final = (
    ("quote_fidelity", "Quote fidelity", "of the quotations stand word for word in a stored post"),
    ("traceability", "Traceability", "of the parts that owe evidence rest on it"),
    ("reading_share", "Share of reading", "of the words are interpretation, not evidence"),
)


def pages(published: Published) -> Iterator[Page]:
    """Plan the page of each story."""
    for version in published.stories:
        yield rendered("story", version.address, "story.html", inputs(version, published))


def inputs(version: StoryVersion, published: Published) -> dict[str, Any]:
    """Return the declared inputs of a story's page."""
    site = published.site
    addresses = Addresses(site, version.address)
    narrative = Narrative(version)
    meta = metadata.of_story(version, narrative.sources, narrative.words, addresses)
    return {
        "chrome": chrome(addresses),
        "meta": {**meta, "scripts": [addresses.link(CHECK)]},
        "story": head(version, addresses),
        "why": why_now(version.brief),
        "narrative": narrative.paragraphs(addresses, published.addresses),
        "disclosure": disclosure.text(version.site, version.draft.writer.name),
        "sources": narrative.source_list(),
        "figures": figures(version.figures),
        "made": provenance.rows(version),
        "method": addresses.link(site.about) + "#figures" if site.about else None,
        "evidence": addresses.link(version.address + EVIDENCE),
        "related": [_card(related, addresses) for related in published.rail.beside(version)],
    }


def head(version: StoryVersion, addresses: Addresses) -> dict[str, Any]:
    """Return what stands over a story: beat, kind of work, times, headline, standfirst."""
    beat = version.brief.beat
    changed = version.modified_at > version.published_at
    return {
        "beat": {"name": beat.name, "href": addresses.link(of_beat(beat.slug))},
        "label": label(version),
        "published": printed.stamp(version.published_at, precise=True),
        "updated": printed.stamp(version.modified_at, precise=True) if changed else None,
        "version": version.version,
        "headline": version.headline,
        "standfirst": version.standfirst,
    }


def label(version: StoryVersion) -> str:
    """Return the type of work, which says who wrote it."""
    return LABELS[version.draft.writer.name]


def figures(values: Figures) -> list[dict[str, str]]:
    """Return the three published figures; none of them measures truth."""
    return [
        {"name": name, "value": printed.percent(getattr(values, field)), "meaning": meaning}
        for field, name, meaning in _FIGURES
    ]


def _card(related: Related, addresses: Addresses) -> dict[str, Any]:
    return {**teaser(related.version, addresses), "why": related.why}
