"""Ask YouTube: for a channel's feed, for newest comments, and what stands around single records.

The key travels in a header, not in the address, where it would be kept with it
(https://cloud.google.com/docs/authentication/api-keys-use).
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from newsdesk.collect.listing import asked, batch_of, chunks, native, newest_first
from newsdesk.collect.payload import Payload, Removal
from newsdesk.collect.platforms.youtube.reading import read
from newsdesk.collect.source import Batch, Task
from newsdesk.records import Platform, Record

if TYPE_CHECKING:
    from datetime import datetime

    from newsdesk.collect.http import Client
    from newsdesk.collect.platforms.youtube import Settings

Params = Mapping[str, str | int]

#: Threads of a page, ids of a look-up, and videos that a feed shows where it was cut.
PAGE, IDS, FEED_SHOWS = 100, 50, 15
#: What finds out about records of a kind. Whether a video is listed stands in its ``status`` only
#: (https://developers.google.com/youtube/v3/docs/videos#properties).
_LOOK_UPS = (("comments", "comment", "snippet"), ("videos", "video", "snippet,status"))


@dataclass(frozen=True)
class Api:
    """YouTube's API with its key, asked at the pace of the settings."""

    settings: Settings
    key: str = field(repr=False)

    async def ask(
        self, client: Client, method: str, now: datetime, params: Params, video: str | None = None
    ) -> Payload:
        """Return what a method gives, for one unit of the day's quota; comments stand under ``video``."""
        base = self.settings.base_url.rstrip("/")
        client.pace(base, self.settings.spacing, 2)
        headers = {"X-Goog-Api-Key": self.key}
        place = f"youtube {method}"
        reader = partial(read, video=video)
        return await asked(client, f"{base}/{method}", reader, place, now, headers=headers, params=params)


@dataclass(frozen=True)
class ChannelFeed:
    """A channel's newest videos, by its feed."""

    channel: str
    title: str
    settings: Settings
    platform: Platform = "youtube"

    @property
    def name(self) -> str:
        """Return ``youtube-`` and the letters and digits of its name, else of its id."""
        return f"youtube-{_slug(self.title) or _slug(self.channel)}"

    @property
    def every_minutes(self) -> int:
        """Return the settings' interval."""
        return self.settings.every_minutes

    async def batches(self, client: Client, task: Task) -> AsyncIterator[Batch]:
        """Yield the feed's videos, in one batch."""

        async def page(_: str | None) -> Payload:
            address, params = self.settings.feeds_url, {"channel_id": self.channel}
            return await asked(client, address, read, self.title, task.now, params=params)

        hours, most = self.settings.first_hours, self.settings.most_records
        async for batch in newest_first(page, task, first_hours=hours, most=most, shown=FEED_SHOWS):
            yield batch


@dataclass(frozen=True)
class Comments:
    """The newest comments under one video or under all of a channel, with the replies that come with them."""

    title: str
    filtered_by: str
    of: str
    settings: Settings
    key: str = field(repr=False)
    platform: Platform = "youtube"

    @property
    def name(self) -> str:
        """Return ``youtube-`` and the letters and digits of its title."""
        return f"youtube-{_slug(self.title) or f'{_slug(self.of)}-comments'}"

    @property
    def every_minutes(self) -> int:
        """Return the settings' interval."""
        return self.settings.every_minutes

    async def batches(self, client: Client, task: Task) -> AsyncIterator[Batch]:
        """Yield page by page, back to where it was read before."""
        api = Api(self.settings, self.key)

        async def page(after: str | None) -> Payload:
            params: dict[str, str | int] = {self.filtered_by: self.of, "order": "time", "maxResults": PAGE}
            params |= {"part": "snippet,replies", "textFormat": "plainText"}
            params |= {"pageToken": after} if after else {}
            return await api.ask(client, "commentThreads", task.now, params)

        hours, most = self.settings.first_hours, self.settings.most_records
        async for batch in newest_first(page, task, first_hours=hours, most=most):
            yield batch


@dataclass(frozen=True)
class Around:
    """What stands around single records, and whether they are still there."""

    settings: Settings
    key: str = field(repr=False)

    async def around(self, client: Client, records: Sequence[Record], task: Task) -> AsyncIterator[Batch]:
        """Yield a comment's video, parent and replies, or the comments under a video that matter most."""
        if self.settings.replies == 0:
            return
        api = Api(self.settings, self.key)
        for record in records:
            video = video_of(record)
            if record.kind == "video":
                params: dict[str, str | int] = {"videoId": native(record.id), "order": "relevance"}
                params |= {"part": "snippet", "maxResults": self.settings.replies}
                yield batch_of(await api.ask(client, "commentThreads", task.now, params), as_is=True)
                continue
            above = native(record.reply_to) if record.reply_to else video
            if above and above != video:
                params = {"part": "snippet", "id": above}
            else:
                params = {"part": "snippet", "parentId": native(record.id)}
                params |= {"maxResults": self.settings.replies}
            found = await api.ask(client, "comments", task.now, params, video)
            yield batch_of(found, as_is=True)
        comments = (record for record in records if record.kind == "comment")
        videos = tuple(dict.fromkeys(filter(None, map(video_of, comments))))
        for group in chunks(videos, IDS):
            wanted = {"part": "snippet,statistics,status", "id": ",".join(group)}
            found = await api.ask(client, "videos", task.now, wanted)
            yield batch_of(found, as_is=True)

    async def still_there(
        self, client: Client, records: Sequence[Record], task: Task
    ) -> AsyncIterator[Batch]:
        """Yield which of the records YouTube still shows; fifty a request."""
        api = Api(self.settings, self.key)
        for method, kind, part in _LOOK_UPS:
            for group in chunks([record for record in records if record.kind == kind], IDS):
                ids = [record.id for record in group]
                wanted = {"part": part, "id": ",".join(map(native, ids))}
                found = await api.ask(client, method, task.now, wanted)
                if found.error or found.what != method:
                    yield Batch(error=found.error or f"expected {method}, found {found.what}")
                    continue
                told = {record.id for record in found.records}
                told |= {name for name in ids if any(native(name) in one.place for one in found.problems)}
                gone = tuple(Removal(name, "gone") for name in ids if name not in told)
                yield Batch(checked=tuple(ids), removed=gone)


def video_of(record: Record) -> str | None:
    """Return the id of the video that a record is, or stands under."""
    if record.kind == "video":
        return native(record.id)
    return next(iter(parse_qs(urlsplit(record.url).query).get("v", ())), None)


def _slug(title: str) -> str:
    return "-".join(re.findall("[a-z0-9]+", title.lower()))
