"""From who, where, when and what to a record, collected at the next run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from newsdesk.records import Engagement, Platform, Record
from newsdesk.simulator import platforms
from newsdesk.simulator.timing import collected


@dataclass(frozen=True, slots=True)
class Words:
    """What a post says and where: title, text, community, links."""

    title: str | None
    text: str
    community: str | None = None
    links: tuple[str, ...] = ()


def post(
    platform: Platform,
    key: str,
    author: str,
    words: Words,
    published: datetime,
    noticed: Engagement,
    parent: str | None = None,
) -> Record:
    """Return a record; ``key`` (hexadecimal, 16 digits) makes its id, ``parent`` is what it answers."""
    native = platforms.native_id(platform, key, published)
    return Record(
        id=f"{platform}:{native}",
        platform=platform,
        kind=platforms.kind(platform, top=parent is None),
        author=author,
        community=words.community,
        url=platforms.address(platform, native, author, words.community, words.title, published),
        title=words.title,
        text=words.text,
        language="en",
        published_at=published,
        collected_at=collected(published),
        engagement=noticed,
        reply_to=parent,
        links=words.links,
    )
