"""Lemmy: the newest posts and comments of chosen communities.

Written from its documentation and types, and unproved: no real answer of its API was at hand, only
ActivityPub objects of its own tests.

answers     what an answer of the API or an ActivityPub object holds
views       one post or comment of the API to a record
objects     one ActivityPub object to a record
listings    how far one listing is read
server      which version of the API a server speaks, and its refusals
source      the communities of a server
threads     what stands around a post, and whether it is still there
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated

from pydantic import Field

from newsdesk.collect import fediverse
from newsdesk.collect.payload import Payload
from newsdesk.collect.platforms.lemmy import answers
from newsdesk.collect.platforms.lemmy.source import Communities
from newsdesk.collect.platforms.lemmy.threads import Threads
from newsdesk.collect.platforms.lemmy.views import Rules
from newsdesk.config import SourceSettings

WHY_OFF = None

Community = Annotated[str, Field(pattern=r"^!?\w+@[A-Za-z0-9.-]+(:\d+)?$")]


class Settings(SourceSettings):
    """Which communities are read, and what of them.

    ``communities`` are written ``name@host``; each is read from its own host, or all of them through
    ``base_url`` if that is given. ``comments`` says whether comments are read too. The first run goes
    ``first_hours`` back, later ones to what was read before and ``overlap_minutes`` further: posts of other
    servers arrive late. ``bots`` keeps posts of accounts that call themselves automated.
    """

    communities: tuple[Community, ...] = ()
    base_url: Annotated[str, Field(pattern=r"^https?://[^/\s?#]+/?$")] | None = None
    comments: bool = True
    first_hours: Annotated[int, Field(ge=1)] = 24
    overlap_minutes: Annotated[int, Field(ge=0, le=1440)] = 15
    bots: bool = False


def sources(settings: SourceSettings, environment: Mapping[str, str]) -> Iterator[Communities]:
    """Yield the servers that the communities are read from."""
    assert isinstance(settings, Settings)
    for base_url, communities in _by_server(settings).items():
        yield Communities(
            base_url=base_url,
            communities=tuple(dict.fromkeys(communities)),
            comments=settings.comments,
            first_hours=settings.first_hours,
            overlap_minutes=settings.overlap_minutes,
            most_records=settings.most_records,
            every_minutes=settings.every_minutes,
            rules=Rules(bots=settings.bots),
        )


def surroundings(settings: SourceSettings, environment: Mapping[str, str]) -> Threads:
    """Return what asks the server where a post was written."""
    assert isinstance(settings, Settings)
    own = frozenset(map(fediverse.origin, _by_server(settings)))
    return Threads(own=own, rules=Rules(bots=settings.bots))


def read(body: bytes, place: str, now: datetime) -> Payload:
    """Return what an answer of the API (version 3 or 4) or an ActivityPub object holds."""
    return answers.read(body, place, now)


def _by_server(settings: Settings) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for community in settings.communities:
        name = community.removeprefix("!").lower()
        base_url = settings.base_url or f"https://{name.partition('@')[2]}"
        found.setdefault(base_url.rstrip("/"), []).append(name)
    return found
