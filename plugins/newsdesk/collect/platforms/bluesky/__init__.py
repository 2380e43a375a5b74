"""Bluesky: accounts, custom feeds and lists; searches with an account; the stream of all posts.

Read the modules in this order.

posts      a post in any form to a record, or why it makes none
items      one item in any form to what it becomes
answers    every kind of answer and export to what it holds
service    one question to a service, and its refusals in words
pages      pages of a list: where they come from, and what stands where
progress   how far a list has been read
listings   lists that show their newest first, read down to where the last run began
search     the session, and the pages of a search
keywords   which posts of the stream are looked at
events     events of the stream, taken one after the other
jetstream  the stream as a source
threads    what stands around a post, and whether it is still there
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Annotated

from pydantic import Field

from newsdesk.collect.payload import Payload
from newsdesk.collect.platforms.bluesky import answers, keywords
from newsdesk.collect.platforms.bluesky.jetstream import Jetstream
from newsdesk.collect.platforms.bluesky.keywords import Keywords
from newsdesk.collect.platforms.bluesky.listings import Listing
from newsdesk.collect.platforms.bluesky.pages import Method, Pages
from newsdesk.collect.platforms.bluesky.search import HANDLE, PASSWORD, Search, Session
from newsdesk.collect.platforms.bluesky.threads import Threads
from newsdesk.collect.source import Source
from newsdesk.config import SourceSettings

WHY_OFF = None

Actor = Annotated[str, Field(pattern=r"^@?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$|^did:[a-z]+:\S+$")]
Words = Annotated[str, Field(pattern=r"\S")]


class Settings(SourceSettings):
    """What is read on Bluesky.

    ``base_url`` is the AppView that is asked without an account, ``search_url`` the server of the account
    that searches, ``stream_url`` the Jetstream. ``authors`` are accounts by handle or did, ``feeds`` custom
    feeds and ``lists`` lists of accounts by their at:// address, ``queries`` what is searched for (that
    needs an account). ``stream`` reads all posts, of which those with one of the ``keywords`` are kept: words
    and phrases as a whole, in capitals only as such; a run reads at most ``most_events`` events and takes
    at most ``most_minutes``. ``first_hours`` is how far back the first run goes, ``most_replies`` how many
    replies to a post are collected with it.
    """

    base_url: Annotated[str, Field(pattern=r"^https?://")] = "https://public.api.bsky.app"
    search_url: Annotated[str, Field(pattern=r"^https?://")] = "https://bsky.social"
    stream_url: Annotated[str, Field(pattern=r"^wss?://")] = "wss://jetstream2.us-east.bsky.network/subscribe"
    authors: tuple[Actor, ...] = ()
    feeds: tuple[Annotated[str, Field(pattern=r"^at://\S+/app\.bsky\.feed\.generator/\S+$")], ...] = ()
    lists: tuple[Annotated[str, Field(pattern=r"^at://\S+/app\.bsky\.graph\.list/\S+$")], ...] = ()
    queries: tuple[Words, ...] = ()
    stream: bool = False
    keywords: tuple[Words, ...] = keywords.DEFAULT
    first_hours: Annotated[float, Field(gt=0)] = 24
    most_events: Annotated[int, Field(ge=1)] = 2_000_000
    most_minutes: Annotated[float, Field(gt=0)] = 10
    most_replies: Annotated[int, Field(ge=0)] = 10


def sources(settings: SourceSettings, environment: Mapping[str, str]) -> Iterator[Source]:
    """Yield a source for each account, feed, list and query, and one for the stream."""
    assert isinstance(settings, Settings)
    method = partial(Method, settings.base_url)
    for actor in dict.fromkeys(one.removeprefix("@") for one in settings.authors):
        pages = method("app.bsky.feed.getAuthorFeed", {"actor": actor, "filter": "posts_with_replies"})
        yield _listing(settings, "author", actor, f"Bluesky, {actor}", pages)
    for uri in settings.feeds:
        pages = method("app.bsky.feed.getFeed", {"feed": uri})
        yield _listing(settings, "feed", uri, f"Bluesky, feed {_key(uri)}", pages, ordered=False)
    for uri in settings.lists:
        pages = method("app.bsky.feed.getListFeed", {"list": uri})
        yield _listing(settings, "list", uri, f"Bluesky, list {_key(uri)}", pages)
    session = Session(settings.search_url, environment.get(HANDLE), environment.get(PASSWORD))
    for query in settings.queries:
        yield _listing(settings, "search", query, f"Bluesky, search {query}", Search(session, query))
    if settings.stream:
        yield Jetstream(
            url=settings.stream_url,
            base_url=settings.base_url,
            keywords=Keywords(settings.keywords),
            every_minutes=settings.every_minutes,
            most_records=settings.most_records,
            most_events=settings.most_events,
            most_minutes=settings.most_minutes,
            first_hours=settings.first_hours,
        )


def surroundings(settings: SourceSettings, environment: Mapping[str, str]) -> Threads:
    """Return the AppView: it answers about single posts without an account."""
    assert isinstance(settings, Settings)
    return Threads(settings.base_url, settings.most_replies)


def read(body: bytes, place: str, now: datetime) -> Payload:
    """Return what an answer holds, or an export: listRecords or getRecord as JSON, posts or events a line.

    An export of a repository tells who wrote it by did only, so that its records have no author. The CAR file
    that com.atproto.sync.getRepo gives is not JSON and can't be read.
    """
    return answers.read(body, place, now)


def _listing(
    settings: Settings, kind: str, what: str, title: str, pages: Pages, *, ordered: bool = True
) -> Listing:
    return Listing(
        name=f"bluesky-{kind}-{_slug(what)}",
        title=title,
        every_minutes=settings.every_minutes,
        most_records=settings.most_records,
        first_hours=settings.first_hours,
        pages=pages,
        ordered=ordered,
    )


def _slug(what: str) -> str:
    """Return what tells one account, feed or query from the others, in letters and digits.

    What is long, or not in our letters, is told apart by the beginning of its sha256.
    """
    plain = _hyphenated(what)
    if re.fullmatch(r"[a-z0-9 ._-]{1,60}", what.lower()) and plain:
        return plain
    return f"{_hyphenated(_key(what))[:40]}-{hashlib.sha256(what.encode()).hexdigest()[:8]}".strip("-")


def _hyphenated(what: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", what.lower()).strip("-")


def _key(uri: str) -> str:
    return uri.rpartition("/")[2]
