"""The page of a story and those of its earlier versions: what they print is decided before the template."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from newsdesk.publish import disclosure
from newsdesk.site import printed
from newsdesk.site.abstract import Abstract
from newsdesk.site.addresses import Addresses, of_beat
from newsdesk.site.dossier import Dossier
from newsdesk.site.machine.evidence import EVIDENCE
from newsdesk.site.page import Page, rendered_of
from newsdesk.site.parts import corrected, metadata, provenance, quoted, reporting, seams
from newsdesk.site.parts.chrome import chrome
from newsdesk.site.parts.narrative import Narrative
from newsdesk.site.parts.positions import positions
from newsdesk.site.parts.so_far import address as earlier_address
from newsdesk.site.parts.so_far import so_far
from newsdesk.site.parts.takeaways import takeaways
from newsdesk.site.parts.teaser import teaser
from newsdesk.site.parts.why_now import statistics, why_now
from newsdesk.stories import Figures, StoryKind, StoryVersion, Writer

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


def pages(dossier: Dossier) -> Iterator[Page]:
    """Plan the page of a story and those of its earlier versions."""
    story = dossier.story
    make = partial(inputs, dossier)
    yield rendered_of(dossier.of_page, "story", story.address, "story.html", make, indexed=True)
    for version in dossier.versions:
        if version.version < story.version:
            made_of = [version.version, dossier.of_versions]
            earlier = partial(inputs_of_earlier, version, dossier)
            yield rendered_of(made_of, "version", earlier_address(version), "story.html", earlier)


def inputs(dossier: Dossier) -> dict[str, Any]:
    """Return the declared inputs of a story's page."""
    version, said = dossier.whole, dossier.corrections
    addresses = Addresses(dossier.site, version.address)
    narrative = Narrative(version)
    meta = metadata.of_story(version, narrative.sources, narrative.words, addresses, said)
    return {
        **_body(version, narrative, addresses, dossier),
        "meta": {**meta, "scripts": [addresses.link(CHECK)]},
        "superseded": None,
        "evidence": addresses.link(version.address + EVIDENCE),
        "related": [{**teaser(one.card, addresses), "why": one.why} for one in dossier.beside],
    }


def inputs_of_earlier(earlier: Abstract, dossier: Dossier) -> dict[str, Any]:
    """Return the declared inputs of an earlier version's page: it names the story as the place to be.

    It has no rail and no evidence file, and search engines are asked to leave it out.
    """
    version, current = dossier.library.version(earlier), dossier.story
    addresses = Addresses(dossier.site, earlier_address(version))
    title = f"{printed.curled(version.headline)} (version {version.version})"
    meta = metadata.metadata(
        addresses, title, printed.curled(version.standfirst), kind="article", index=False
    )
    return {
        **_body(version, Narrative(version), addresses, dossier),
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
    version: StoryVersion, narrative: Narrative, addresses: Addresses, dossier: Dossier
) -> dict[str, Any]:
    """Return what a story's page and an earlier version's have in common."""
    site, brief, draft = dossier.site, version.brief, version.draft
    shown = quoted.posts(version, narrative.sources)
    versions = [dossier.library.version(one) for one in dossier.versions]
    return {
        "chrome": chrome(addresses),
        "story": {**head(version, addresses), "minutes": narrative.minutes},
        "corrections": corrected.notice(dossier.corrections),
        "reason": brief.why,
        "takeaways": takeaways(brief, statistics(brief)),
        "seams": seams.legend(draft),
        "narrative": [
            {"parts": parts, "post": shown.get(place)}
            for place, parts in enumerate(narrative.paragraphs(addresses, dossier.linked))
        ],
        "disclosure": disclosure.text(version.site, draft.writer.name),
        "why": why_now(brief),
        "positions": positions(draft, brief, narrative.sources),
        "so_far": so_far(versions, version.version, dossier.reasons, addresses),
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
        "label": label(version.draft.writer),
        "kind": KINDS[version.brief.kind],
        "published": printed.stamp(version.published_at, precise=True),
        "updated": printed.stamp(version.modified_at, precise=True) if changed else None,
        "version": version.version,
        "headline": printed.curled(version.headline),
        "standfirst": printed.curled(version.standfirst),
    }


def label(writer: Writer) -> str:
    """Return the type of work, which says who wrote it."""
    return LABELS[writer.name]


def figures(values: Figures) -> list[dict[str, str]]:
    """Return the three published figures; none of them measures truth."""
    return [
        {"name": name, "value": printed.percent(getattr(values, field)), "meaning": meaning}
        for field, name, meaning in _FIGURES
    ]
