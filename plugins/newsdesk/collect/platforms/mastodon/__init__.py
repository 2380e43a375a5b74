"""Mastodon and its kin (Pleroma, Akkoma, Pixelfed …): timelines of chosen servers, read without a gap.

https://docs.joinmastodon.org/methods/timelines/ is what is asked. Left out are boosts, what isn't public, and
people who ask to be left out: by their settings (``noindex``, ``indexable``) or by ``#nobot`` and the like in
their description.

answers     what an answer or an archive of one's own posts holds
posts       one status to a record
ids         order and time of statuses by their numbers
parents     what posts answer, looked up
timelines   how far one timeline is read
source      a server's timelines in turn
threads     what stands around a post, and whether it is still there
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated

from pydantic import Field, model_validator

from newsdesk.collect import fediverse
from newsdesk.collect.payload import Payload
from newsdesk.collect.platforms.mastodon import answers
from newsdesk.collect.platforms.mastodon.posts import Rules
from newsdesk.collect.platforms.mastodon.source import Server
from newsdesk.collect.platforms.mastodon.threads import Threads
from newsdesk.collect.platforms.mastodon.timelines import FEDERATED, LOCAL, Timeline, tag
from newsdesk.config import SourceSettings
from newsdesk.records import Value

WHY_OFF = None


class ServerSettings(Value):
    """One server by its address, scheme and host (``base_url``), and which of its timelines are read.

    ``tags`` are those of hashtags, ``local`` that of its own people, ``federated`` that of all it knows.
    """

    base_url: Annotated[str, Field(pattern=r"^https?://[^/\s?#]+/?$")]
    tags: tuple[Annotated[str, Field(pattern=r"^#?\w+$")], ...] = ()
    local: bool = False
    federated: bool = False

    @model_validator(mode="after")
    def _has_a_timeline(self) -> ServerSettings:
        if not (self.tags or self.local or self.federated):
            raise ValueError("at least one of the tags, or local, or federated")
        return self


class Settings(SourceSettings):
    """Which servers are asked, and whose posts are kept.

    Each of the ``servers`` is a source. In the first run a timeline is read ``first_hours`` back, later from
    where it was left, ``overlap_minutes`` before it: posts of other servers arrive late. ``bots`` keeps posts
    of accounts that call themselves automated. ``unsearchable`` keeps posts of people who have not allowed
    searching, which is how every account begins; who asks to be left out is left out all the same.
    """

    servers: tuple[ServerSettings, ...] = ()
    first_hours: Annotated[int, Field(ge=1)] = 24
    overlap_minutes: Annotated[int, Field(ge=0, le=1440)] = 15
    bots: bool = False
    unsearchable: bool = False


def sources(settings: SourceSettings, environment: Mapping[str, str]) -> Iterator[Server]:
    """Yield the servers of the settings; a server's token is in ``NEWSDESK_MASTODON_TOKEN_`` and its host."""
    assert isinstance(settings, Settings)
    for server in settings.servers:
        name = _token_name(server)
        yield Server(
            base_url=server.base_url.rstrip("/"),
            timelines=_timelines(server),
            token=environment.get(name) or None,
            token_name=name,
            first_hours=settings.first_hours,
            overlap_minutes=settings.overlap_minutes,
            most_records=settings.most_records,
            every_minutes=settings.every_minutes,
            rules=Rules(bots=settings.bots, unsearchable=settings.unsearchable),
        )


def surroundings(settings: SourceSettings, environment: Mapping[str, str]) -> Threads:
    """Return what asks the server where a post was written."""
    assert isinstance(settings, Settings)
    return Threads(
        own=frozenset(fediverse.origin(server.base_url) for server in settings.servers),
        rules=Rules(bots=settings.bots, unsearchable=settings.unsearchable),
    )


def read(body: bytes, place: str, now: datetime) -> Payload:
    """Return what an answer of the API, an event of its stream, or an archive's ``outbox.json`` holds.

    Whoever has such a file has chosen what is in it: only people who ask robots to stay away are left out.
    What is collected by itself keeps to the settings.
    """
    return answers.read(body, place, now, Rules(bots=True, unsearchable=True))


def _timelines(server: ServerSettings) -> tuple[Timeline, ...]:
    tags = {timeline.name: timeline for timeline in map(tag, server.tags)}
    public = ((LOCAL, server.local), (FEDERATED, server.federated))
    return (*tags.values(), *(timeline for timeline, asked in public if asked))


def _token_name(server: ServerSettings) -> str:
    host = fediverse.host(server.base_url) or ""
    return f"NEWSDESK_MASTODON_TOKEN_{re.sub(r'[^A-Z0-9]+', '_', host.upper())}"
