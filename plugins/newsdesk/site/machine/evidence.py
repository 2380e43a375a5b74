"""The evidence of a story as a file beside it: signals, statistics, and the posts it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from newsdesk import prose
from newsdesk.records import Signal, iso
from newsdesk.site import page as planned
from newsdesk.site.addresses import Addresses, outside
from newsdesk.site.dossier import Dossier
from newsdesk.stories import BriefRecord, Page, StoryVersion

SCHEMA: Final = "evidence/1"
EVIDENCE: Final = "evidence.json"
_ORIGIN: Final = {"id", "platform", "kind", "published_at", "collected_at"}


def pages(dossier: Dossier) -> Iterator[planned.Page]:
    """Plan the evidence of a story."""
    address = dossier.story.address + EVIDENCE
    addresses = Addresses(dossier.site, address)
    yield planned.data_of(dossier.of_text, "evidence", address, lambda: inputs(dossier.whole, addresses))


def inputs(version: StoryVersion, addresses: Addresses) -> dict[str, Any]:
    """Return the published evidence as a JSON value.

    Cited records carry their words; the others of the brief only say where they stand, because nobody
    asked them into print. A handle is given only where the story itself may print it.
    """
    brief = version.brief
    _, sources = prose.mark_body(version.draft, brief)
    numbers = {source.id: source.number for source in sources}
    return {
        "schema_version": SCHEMA,
        "story": version.story,
        "version": version.version,
        "address": version.address,
        "url": addresses.absolute(version.address),
        "headline": version.headline,
        "published_at": iso(version.published_at),
        "modified_at": iso(version.modified_at),
        "demo": version.demo,
        "writer": version.draft.writer.model_dump(mode="json"),
        "why": brief.why,
        "window": brief.window.model_dump(mode="json"),
        "baseline": brief.baseline.model_dump(mode="json"),
        "signals": [signal.model_dump(mode="json") for signal in brief.signals],
        "statistics": [statistic.model_dump(mode="json") for statistic in brief.statistics],
        "platforms": brief.platforms,
        "figures": version.figures.model_dump(mode="json"),
        "records": [
            _record(item, numbers.get(item.id), _weights(item, brief.signals)) for item in brief.records
        ],
        "pages": [_page(page, numbers[page.id]) for page in brief.pages if page.id in numbers],
    }


def _weights(item: BriefRecord, signals: tuple[Signal, ...]) -> dict[str, float]:
    return {
        signal.id: evidence.weight
        for signal in signals
        for evidence in signal.evidence
        if evidence.record == item.record.id
    }


def _record(item: BriefRecord, number: int | None, weights: dict[str, float]) -> dict[str, Any]:
    cited = number is not None
    return {
        **item.record.model_dump(mode="json", include=_ORIGIN),
        "brief_id": item.id,
        "source": number,
        "permalink": outside(item.record.url),
        "speaker": item.speaker.text,
        "author": item.record.author if item.speaker.named else None,
        "community": item.record.community,
        "language": item.record.language,
        "title": item.record.title if cited else None,
        "text": item.record.text if cited else None,
        "weights": weights,
    }


def _page(page: Page, number: int) -> dict[str, Any]:
    record = page.record
    return {
        **record.model_dump(mode="json", include=_ORIGIN),
        "brief_id": page.id,
        "source": number,
        "permalink": outside(record.url),
        "title": record.title,
        "text": record.text,
        "linked_by": list(page.linked_by),
    }
