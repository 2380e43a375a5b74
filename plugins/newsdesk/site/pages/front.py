"""The front page: one lead, the stories beside it, then every beat; or what to do while it is empty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from newsdesk import prose
from newsdesk.site import printed
from newsdesk.site.addresses import Addresses, of_beat
from newsdesk.site.page import Page, rendered
from newsdesk.site.parts import metadata
from newsdesk.site.parts.chrome import chrome
from newsdesk.site.parts.numbers import platforms
from newsdesk.site.parts.teaser import newest_first, teaser
from newsdesk.site.published import Published
from newsdesk.site.settings import HandWritten
from newsdesk.stories import StoryKind, StoryVersion

SECONDS: Final = 3
THIRDS: Final = 2
_QUOTE_WORDS: Final = 5  # a shorter quotation does not stand alone
PER_BEAT: Final = 3
NOTES: Final = 3
_FRESH: Final = timedelta(hours=24)
_KINDS: Final[dict[StoryKind, int]] = {"lead": 0, "beat": 1, "entity": 2, "dispatch": 3}
_SEVERITY: Final = {"high": 0, "medium": 1, "low": 2}


def pages(published: Published) -> Iterator[Page]:
    """Plan the front page."""
    yield rendered("front", "/", "front.html", inputs(published))


def inputs(published: Published) -> dict[str, Any]:
    """Return the declared inputs of the front page."""
    versions, site = published.stories, published.site
    addresses = Addresses(site, "/")
    lead = choose_lead(versions)
    others = [version for version in published.newest_first if version is not lead]
    seconds, thirds = others[:SECONDS], others[SECONDS : SECONDS + THIRDS]
    shown = {version.address for version in (*seconds, *thirds, *([lead] if lead else []))}
    return {
        "chrome": chrome(addresses),
        "meta": metadata.metadata(addresses, "", site.subtitle, scripts=("visit.js",)),
        "edition": _edition(versions),
        "lead": _lead(lead, addresses) if lead else None,
        "seconds": [teaser(version, addresses) for version in seconds],
        "thirds": [teaser(version, addresses) for version in thirds],
        "sections": sections(versions, shown, addresses),
        "notes": [_note(note, addresses) for note in site.notes[:NOTES]],
    }


def choose_lead(versions: tuple[StoryVersion, ...]) -> StoryVersion | None:
    """Return the weightiest story of the newest day: by kind, severity, evidence, then age and slug."""
    if not versions:
        return None
    newest = max(version.published_at for version in versions)
    fresh = [version for version in versions if newest - version.published_at < _FRESH]
    return min(fresh, key=_rank)


def _rank(version: StoryVersion) -> tuple[int, int, int, float, str]:
    signals = version.brief.signals
    severity = min((_SEVERITY[signal.severity] for signal in signals), default=3)
    evidence = max((signal.evidence_total for signal in signals), default=0)
    age = -version.published_at.timestamp()
    return (_KINDS[version.brief.kind], severity, -evidence, age, version.slug)


def _edition(versions: tuple[StoryVersion, ...]) -> dict[str, str] | None:
    newest = max((version.modified_at for version in versions), default=None)
    return printed.stamp(newest, precise=True) if newest else None


def _lead(version: StoryVersion, addresses: Addresses) -> dict[str, Any]:
    return {
        **teaser(version, addresses),
        "why": version.brief.why,
        "platforms": platforms(version.brief),
        "quote": pull_quote(version),
    }


def pull_quote(version: StoryVersion) -> dict[str, Any] | None:
    """Return the first quotation of the body that can stand alone, with who said it."""
    records = prose.records_by_id(version.brief)
    for path, part in prose.iter_parts(version.draft):
        quote = part.quote
        if quote is None or quote.kind != "speech" or quote.record not in records:
            continue
        if path.startswith("paragraphs") and len(quote.text.split()) >= _QUOTE_WORDS:
            said = records[quote.record]
            return {
                "text": quote.text,
                "speaker": prose.capitalise(said.speaker.text),
                "language": printed.language(said.record),
            }
    return None


def sections(
    versions: tuple[StoryVersion, ...], shown: set[str], addresses: Addresses
) -> list[dict[str, Any]]:
    """Return each followed beat with its newest stories that do not stand above already."""
    found = []
    for beat in addresses.site.beats:
        stories = [v for v in newest_first(versions) if v.brief.beat.slug == beat.slug]
        rest = [version for version in stories if version.address not in shown][:PER_BEAT]
        if rest:
            found.append(
                {
                    "name": beat.name,
                    "description": beat.description,
                    "href": addresses.link(of_beat(beat.slug)),
                    "stories": [teaser(version, addresses) for version in rest],
                }
            )
    return found


def _note(note: HandWritten, addresses: Addresses) -> dict[str, Any]:
    return {
        "title": note.title,
        "href": addresses.link(note.address),
        "published": printed.stamp(note.published_at) if note.published_at else None,
    }
