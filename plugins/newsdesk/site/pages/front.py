"""The front page: one lead, the stories beside it, where the edition ends, then the beats by group.

While there is no story it says what to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from newsdesk import prose
from newsdesk.config import Beat
from newsdesk.records import iso
from newsdesk.site import printed
from newsdesk.site.abstract import Abstract
from newsdesk.site.addresses import Addresses, of_beat
from newsdesk.site.page import Page, rendered
from newsdesk.site.pages import beats
from newsdesk.site.parts import in_words, metadata, weather
from newsdesk.site.parts.chrome import chrome
from newsdesk.site.parts.numbered_editions import Numbered
from newsdesk.site.parts.teaser import teaser
from newsdesk.site.parts.why_now import platforms
from newsdesk.site.published import Published
from newsdesk.site.settings import HandWritten
from newsdesk.stories import StoryKind

SECONDS: Final = 3
THIRDS: Final = 2
PER_BEAT: Final = 3
NOTES: Final = 3
_FRESH: Final = timedelta(hours=24)
_KINDS: Final[dict[StoryKind, int]] = {"lead": 0, "beat": 1, "entity": 2, "dispatch": 3}


def pages(published: Published) -> Iterator[Page]:
    """Plan the front page."""
    yield rendered("front", "/", "front.html", inputs(published))


def inputs(published: Published) -> dict[str, Any]:
    """Return the declared inputs of the front page."""
    versions, site = published.stories, published.site
    addresses = Addresses(site, "/")
    edition = next((one for one in reversed(published.numbered) if one.stories), None)
    marks = _marks(edition)
    lead = choose_lead(versions)
    others = [version for version in published.newest_first if version is not lead]
    others.sort(
        key=lambda version: version.address not in marks
    )  # the edition's first; the rest stays in order
    above = SECONDS + max(THIRDS, sum(version.address in marks for version in others) - SECONDS)
    shown = {version.address for version in (*others[:above], *([lead] if lead else []))}
    return {
        "chrome": chrome(addresses),
        "meta": metadata.metadata(addresses, "", site.subtitle, scripts=("visit.js",)),
        "edition": _edition(edition, published, addresses),
        "lead": {**_lead(lead, addresses), "mark": marks.get(lead.address)} if lead else None,
        "seconds": [_marked(version, marks, addresses) for version in others[:SECONDS]],
        "thirds": [_marked(version, marks, addresses) for version in others[SECONDS:above]],
        "groups": groups(published, shown, addresses) if versions or published.climate.until else [],
        "notes": [_note(note, addresses) for note in site.notes[:NOTES]],
    }


def _marks(edition: Numbered | None) -> dict[str, str]:
    """Return what the cards of the edition's stories say of it, by the stories' addresses."""
    if edition is None:
        return {}
    return {
        story.version.address: f"{'' if story.first else 'updated '}in edition {edition.number:,}"
        for story in edition.stories
    }


def _marked(version: Abstract, marks: dict[str, str], addresses: Addresses) -> dict[str, Any]:
    mark = marks.get(version.address)
    return teaser(version, addresses) | ({"mark": mark} if mark else {})


def choose_lead(versions: tuple[Abstract, ...]) -> Abstract | None:
    """Return the weightiest story of the newest day: by kind, severity, evidence, then age and slug."""
    if not versions:
        return None
    newest = max(version.published_at for version in versions)
    fresh = [version for version in versions if newest - version.published_at < _FRESH]
    return min(fresh, key=_rank)


def _rank(version: Abstract) -> tuple[int, int, int, float, str]:
    age = -version.published_at.timestamp()
    return (_KINDS[version.kind], version.severity, -version.weight, age, version.slug)


def _edition(edition: Numbered | None, published: Published, addresses: Addresses) -> dict[str, Any] | None:
    """Return the newest edition that has something to read, or the time of the newest story without one."""
    newest = max((version.modified_at for version in published.stories), default=None)
    if edition is None:
        return {"number": None, "at": printed.stamp(newest, precise=True)} if newest else None
    at = edition.report.as_of
    looked = max(report.as_of for report in published.editions)
    return {
        "number": f"{edition.number:,}",
        "at": {"iso": iso(at), "text": printed.weekday(at)},
        "href": addresses.link(edition.address),
        "length": (length := in_words.length(story.version.minutes for story in edition.stories)),
        "ending": prose.capitalise(length),
        "all": len(edition.stories) == len(published.stories),
        "looked": printed.stamp(looked, precise=True) if looked > at else None,
    }


def _lead(version: Abstract, addresses: Addresses) -> dict[str, Any]:
    return {
        **teaser(version, addresses),
        "why": version.why,
        "platforms": platforms(version.platforms),
        "quote": version.quotation.model_dump() if version.quotation else None,
    }


def groups(published: Published, shown: set[str], addresses: Addresses) -> list[dict[str, Any]]:
    """Return the groups of beats: those with something to tell, then those where all is as usual.

    Something to tell are stories that do not stand above already, or weather that differs from a usual day.
    """
    found = []
    for group in beats.by_group(published.site.beats):
        blocks = [_beat(beat, published, shown, addresses) for beat in group.beats]
        telling = [block for block in blocks if block["stories"] or block["moved"]]
        found.append(
            {
                "name": group.name,
                "href": f"{addresses.link(beats.BEATS)}#{group.id}",
                "beats": telling,
                "quiet": _quiet([block for block in blocks if block not in telling]),
            }
        )
    return found


def _quiet(blocks: list[dict[str, Any]]) -> list[list[Any]]:
    """Return the beats that have nothing to tell, under what is known of them."""
    headings: dict[str, list[dict[str, Any]]] = {"As usual": [], "No posts": [], "Nothing more": []}
    for block in blocks:
        heading = "Nothing more" if not block["known"] else "As usual" if block["posts"] else "No posts"
        headings[heading].append(block)
    return [[heading, beats] for heading, beats in headings.items() if beats]


def _beat(beat: Beat, published: Published, shown: set[str], addresses: Addresses) -> dict[str, Any]:
    stories = published.by_beat.get(beat.slug, ())
    # More than PER_BEAT + len(shown) are never looked at, however many there are.
    near = stories[: PER_BEAT + len(shown)]
    rest = [version for version in near if version.address not in shown][:PER_BEAT]
    shown.update(version.address for version in rest)  # a story of two beats stands here once
    now = published.climate.now(beat.slug)
    return {
        "name": beat.name,
        "href": addresses.link(of_beat(beat.slug)),
        "weather": beats.weather_line(beat.slug, published.climate),
        "moved": now is not None and weather.moved(now),
        "known": now is not None and (now.usual is not None or not now.posts),
        "posts": weather.posts(now.posts) if now and now.posts else None,
        "stories": [teaser(version, addresses) for version in rest],
    }


def _note(note: HandWritten, addresses: Addresses) -> dict[str, Any]:
    return {
        "title": note.title,
        "href": addresses.link(note.address),
        "published": printed.stamp(note.published_at) if note.published_at else None,
    }
