"""The page of a story and those of its earlier versions: what they print is decided before the template."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from newsdesk.publish import disclosure
from newsdesk.site import printed
from newsdesk.site.addresses import Addresses, of_beat
from newsdesk.site.machine.evidence import EVIDENCE
from newsdesk.site.page import Page, rendered
from newsdesk.site.parts import corrected, metadata, provenance, quoted, reporting, seams
from newsdesk.site.parts.chrome import chrome
from newsdesk.site.parts.more_stories import Related
from newsdesk.site.parts.narrative import Narrative
from newsdesk.site.parts.positions import positions
from newsdesk.site.parts.so_far import address as earlier_address
from newsdesk.site.parts.so_far import so_far
from newsdesk.site.parts.takeaways import takeaways
from newsdesk.site.parts.teaser import teaser
from newsdesk.site.parts.why_now import statistics, why_now
from newsdesk.site.published import Published
from newsdesk.stories import Figures, StoryKind, StoryVersion

LABELS: Final = {
    "builtin": "Discourse report, composed by program",
    "claude": "Discourse report, written by Claude",
    "replay": "Demonstration story, from a recorded answer",
}
KINDS: Final[dict[StoryKind, str]] = {
    "lead": "Lead story",
    "beat": "Beat report",
    "dispatch": "Dispatch from one thread",
    "entity": "Story about a name",
}
#: Checks every quotation against the evidence in the reader's browser; the page is complete without it.
CHECK: Final = "/theme/check.js"
_FIGURES: Final = (
    ("quote_fidelity", "Quote fidelity", "of the quotations stand word for word in a stored post"),
    ("traceability", "Traceability", "of the parts that owe evidence rest on it"),
    ("reading_share", "Share of reading", "of the words are interpretation, not evidence"),
)


def pages(published: Published) -> Iterator[Page]:
    """Plan the page of each story and those of its earlier versions."""
    for story in published.stories:
        yield rendered("story", story.address, "story.html", inputs(story, published))
        for version in published.history.get(story.address, ()):
            if version.version < story.version:
                address = earlier_address(version)
                yield rendered("version", address, "story.html", inputs_of_earlier(version, story, published))


def inputs(version: StoryVersion, published: Published) -> dict[str, Any]:
    """Return the declared inputs of a story's page."""
    addresses = Addresses(published.site, version.address)
    narrative = Narrative(version)
    said = published.corrections_of(version)
    meta = metadata.of_story(version, narrative.sources, narrative.words, addresses, said)
    return {
        **_body(version, version, narrative, addresses, published),
        "meta": {**meta, "scripts": [addresses.link(CHECK)]},
        "superseded": None,
        "evidence": addresses.link(version.address + EVIDENCE),
        "related": [_card(related, addresses) for related in published.rail.beside(version)],
    }


def inputs_of_earlier(version: StoryVersion, current: StoryVersion, published: Published) -> dict[str, Any]:
    """Return the declared inputs of an earlier version's page: it names the story as the place to be.

    It has no rail and no evidence file, and search engines are asked to leave it out.
    """
    addresses = Addresses(published.site, earlier_address(version))
    title = f"{printed.curled(version.headline)} (version {version.version})"
    meta = metadata.metadata(
        addresses, title, printed.curled(version.standfirst), kind="article", index=False
    )
    return {
        **_body(version, current, Narrative(version), addresses, published),
        "meta": {**meta, "canonical": addresses.absolute(version.address)},
        "superseded": {
            "version": version.version,
            "newest": current.version,
            "href": addresses.link(current.address),
            "updated": printed.stamp(current.modified_at, precise=True),
        },
        "evidence": None,
        "related": [],
    }


def _body(
    version: StoryVersion,
    current: StoryVersion,
    narrative: Narrative,
    addresses: Addresses,
    published: Published,
) -> dict[str, Any]:
    """Return what a story's page and an earlier version's have in common."""
    site, brief, draft = published.site, version.brief, version.draft
    shown = quoted.posts(version, narrative.sources)
    versions = published.history.get(version.address) or (current,)
    return {
        "chrome": chrome(addresses),
        "story": {**head(version, addresses), "minutes": narrative.minutes},
        "corrections": corrected.notice(published.corrections_of(current)),
        "reason": brief.why,
        "takeaways": takeaways(brief, statistics(brief)),
        "seams": seams.legend(draft),
        "narrative": [
            {"parts": parts, "post": shown.get(place)}
            for place, parts in enumerate(narrative.paragraphs(addresses, published.addresses))
        ],
        "disclosure": disclosure.text(version.site, draft.writer.name),
        "why": why_now(brief),
        "positions": positions(draft, brief, narrative.sources),
        "so_far": so_far(versions, version.version, published.updates, addresses),
        "figures": figures(version.figures),
        "made": provenance.rows(version),
        "method": addresses.link(site.about) + "#figures" if site.about else None,
        "report": reporting.link(version, addresses),
        "sources": narrative.source_list(),
    }


def head(version: StoryVersion, addresses: Addresses) -> dict[str, Any]:
    """Return what stands over a story: beat, kind of work, times, headline, standfirst."""
    changed = version.modified_at > version.published_at
    return {
        "beats": [
            {"name": beat.name, "href": addresses.link(of_beat(beat.slug))}
            for beat in (version.brief.beat, *version.brief.other_beats)
        ],
        "label": label(version),
        "kind": KINDS[version.brief.kind],
        "published": printed.stamp(version.published_at, precise=True),
        "updated": printed.stamp(version.modified_at, precise=True) if changed else None,
        "version": version.version,
        "headline": printed.curled(version.headline),
        "standfirst": printed.curled(version.standfirst),
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
