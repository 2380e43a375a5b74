"""Ask Reddit: for a token, a community's newest posts and comments, and what stands around single records.

A listing shows its newest items first and ends after about a thousand
(https://praw.readthedocs.io/en/stable/code_overview/other/listinggenerator.html). A token outlasts a run.
"""

from __future__ import annotations

import asyncio
import base64
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from newsdesk.collect.answers import FetchError
from newsdesk.collect.listing import asked, batch_of, chunks, native, newest_first
from newsdesk.collect.payload import Payload, Removal, from_json, text
from newsdesk.collect.platforms.reddit.reading import read
from newsdesk.collect.source import Batch, Task
from newsdesk.records import Platform, Record

if TYPE_CHECKING:
    from newsdesk.collect.http import Client
    from newsdesk.collect.platforms.reddit import Settings

#: Items of a page; how many a listing, or a feed, shows where it was cut: fewer are all there are.
PAGE = 100
LISTING_SHOWS = 900
FEED_SHOWS = 25

REFUSED = "Reddit seldom gives its feeds without a key: see docs/sources.md for how to set one"


@dataclass
class Login:
    """An approved application's name and secret, and the token that they give for one run."""

    identity: str
    secret: str = field(repr=False)
    site_url: str
    _given: str | FetchError | None = field(default=None, repr=False)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    @classmethod
    def of(cls, environment: Mapping[str, str], site_url: str) -> Login | None:
        """Return the login that the environment holds, None unless it is whole."""
        identity, secret = (
            environment.get(f"NEWSDESK_REDDIT_CLIENT_{part}", "").strip() for part in ("ID", "SECRET")
        )
        return cls(identity, secret, site_url.rstrip("/")) if identity and secret else None

    async def headers(self, client: Client) -> dict[str, str] | FetchError:
        """Return what a request to the API bears, or why no token was given; asked for once."""
        async with self._turn:
            if self._given is None:
                self._given = await self._token(client)
        return (
            self._given if isinstance(self._given, FetchError) else {"Authorization": f"Bearer {self._given}"}
        )

    async def _token(self, client: Client) -> str | FetchError:
        # https://github.com/reddit-archive/reddit/wiki/OAuth2#application-only-oauth
        pair = base64.b64encode(f"{self.identity}:{self.secret}".encode()).decode()
        found = await client.fetch(
            f"{self.site_url}/api/v1/access_token",
            configured=True,
            headers={"Authorization": f"Basic {pair}"},
            form={"grant_type": "client_credentials"},
        )
        if isinstance(found, FetchError):
            return replace(found, reason=f"gave no token: {found.reason}")
        try:
            token = text(from_json(found.body), "access_token")
        except ValueError:
            token = None
        return token or FetchError(
            "gave no token, so the name and the secret of the application may be wrong", False
        )


@dataclass(frozen=True)
class Api:
    """Reddit's API with a login, asked at the pace of the settings."""

    settings: Settings
    login: Login

    async def ask(self, client: Client, path: str, now: datetime, **params: str | int) -> Payload:
        """Return what stands at a path."""
        base = self.settings.base_url.rstrip("/")
        client.pace(base, self.settings.spacing, 1)
        headers = await self.login.headers(client)
        if isinstance(headers, FetchError):
            return Payload("an error", error=str(headers))
        return await asked(
            client,
            base + path,
            read,
            f"reddit {path}",
            now,
            headers=headers,
            params={**params, "raw_json": 1},
        )


@dataclass(frozen=True)
class Community:
    """One community's newest posts, or its newest comments."""

    community: str
    settings: Settings
    login: Login | None
    comments: bool = False
    platform: Platform = "reddit"

    @property
    def name(self) -> str:
        """Return ``reddit-<community>``, with ``-comments`` for those."""
        slug = "-".join(re.findall("[a-z0-9]+", self.community.lower()))
        return f"reddit-{slug}{'-comments' if self.comments else ''}"

    @property
    def title(self) -> str:
        """Return the community's name."""
        return f"r/{self.community}{' comments' if self.comments else ''}"

    @property
    def every_minutes(self) -> int:
        """Return the settings' interval."""
        return self.settings.every_minutes

    async def batches(self, client: Client, task: Task) -> AsyncIterator[Batch]:
        """Yield page by page, back to where it was read before."""

        async def page(after: str | None) -> Payload:
            found = await (self._listed(client, task, after) if self.login else self._fed(client, task))
            if "a community" in found.dropped and not found.records:  # an unknown name leads to a search
                return replace(found, error=f"there is no {self.title}; see whether its name is right")
            return found

        limits: dict[str, Any] = {
            "first_hours": self.settings.first_hours,
            "most": self.settings.most_records,
        }
        shown = LISTING_SHOWS if self.login else FEED_SHOWS
        async for batch in newest_first(page, task, shown=shown, **limits):
            yield batch

    async def _listed(self, client: Client, task: Task, after: str | None) -> Payload:
        assert self.login is not None
        path = f"/r/{self.community}/{'comments' if self.comments else 'new'}"
        token = {"after": after} if after else {}
        return await Api(self.settings, self.login).ask(client, path, task.now, limit=PAGE, **token)

    async def _fed(self, client: Client, task: Task) -> Payload:
        site = self.settings.site_url.rstrip("/")
        client.pace(site, max(2.0, self.settings.spacing) if self.settings.spacing else 0.0, 1)
        address = f"{site}/r/{self.community}/new/.rss"
        found = await asked(client, address, read, self.title, task.now, params={"limit": PAGE})
        return replace(found, error=f"{found.error}. {REFUSED}") if found.error else found


@dataclass(frozen=True)
class Around:
    """What stands around single records, and whether they are still there."""

    settings: Settings
    login: Login

    async def around(self, client: Client, records: Sequence[Record], task: Task) -> AsyncIterator[Batch]:
        """Yield each record's post, its parent and its top replies; one request a record."""
        for record in records:
            post = re.search(r"/comments/([a-z0-9]{1,16})\b", record.url)
            if post is None or self.settings.replies == 0:
                continue
            comment = native(record.id)[3:] if record.kind == "comment" else None
            # The parent stands one deeper than the top, the record below it, its replies below that.
            more: dict[str, str | int] = (
                {"comment": comment, "context": 1, "depth": 3} if comment else {"depth": 1}
            )
            found = await Api(self.settings, self.login).ask(
                client, f"/comments/{post[1]}", task.now, sort="top", limit=self.settings.replies + 2, **more
            )
            kept = _near(record, f"reddit:t3_{post[1]}", found.records, self.settings.replies)
            yield batch_of(found, records=kept, as_is=True)

    async def still_there(
        self, client: Client, records: Sequence[Record], task: Task
    ) -> AsyncIterator[Batch]:
        """Yield which of the records Reddit still shows; a hundred a request."""
        for group in chunks(records, PAGE):
            ids = [record.id for record in group]
            found = await Api(self.settings, self.login).ask(
                client, "/api/info", task.now, id=",".join(native(name) for name in ids)
            )
            if found.error or found.what != "a listing":
                yield Batch(error=found.error or f"expected a listing, found {found.what}")
                continue
            told = {record.id for record in found.records} | {removal.record for removal in found.removed}
            told |= {name for name in ids if any(native(name) in problem.place for problem in found.problems)}
            silent = tuple(Removal(name, "gone") for name in ids if name not in told)
            removed = tuple(removal for removal in found.removed if removal.record in ids)
            yield Batch(checked=tuple(ids), removed=(*removed, *silent))


def _near(record: Record, post: str, found: Sequence[Record], most: int) -> tuple[Record, ...]:
    """Return a record's post, its parent, and its replies with the highest scores."""
    above = [one for one in found if one.id in (record.reply_to, post) and one.id != record.id]
    below = sorted(
        (one for one in found if one.reply_to == record.id),
        key=lambda one: one.engagement.score or 0,
        reverse=True,
    )
    return (*above, *below[:most])
