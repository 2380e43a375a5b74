"""YouTube: the videos of chosen channels by their feeds, and comments by its API.

``reading`` understands what YouTube answers, ``exports`` its feeds and what a user takes out of it,
``asking`` asks. Costs are those of https://developers.google.com/youtube/v3/determine_quota_cost: one unit
of 10,000 a day for each page of comments or fifty videos; searches, which are dear, are never made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from newsdesk.collect.platforms.youtube.asking import Around, ChannelFeed, Comments
from newsdesk.collect.platforms.youtube.reading import read
from newsdesk.config import SourceSettings
from newsdesk.records import Value

__all__ = ["WHY_OFF", "ChannelSettings", "Settings", "read", "sources", "surroundings"]

WHY_OFF = (
    "YouTube's terms want what its API gave refreshed or deleted within 30 days, and figures derived from "
    "it, such as moods of comments, approved by an audit: have that looked at first. Then set "
    "sources.youtube.enabled: true; channels' feeds need no key, comments need NEWSDESK_YOUTUBE_KEY."
)

Address = Annotated[str, Field(pattern=r"^https?://[^?#]+$")]


class ChannelSettings(Value):
    """One channel: its id (``UC…``, not its handle), its name in print, and whether its comments are read."""

    id: Annotated[str, Field(pattern=r"^UC[A-Za-z0-9_-]{22}$")]
    name: Annotated[str, Field(min_length=1)]
    comments: bool = True


class Settings(SourceSettings):
    """Which channels and videos are read.

    ``channels`` are read by their feeds; with a key the comments under all their videos are read too, unless
    a channel's ``comments`` is false. ``videos`` are ids of single videos whose comments are read, with a
    key. ``first_hours`` is how far the first run goes back in comments. ``replies`` is how many replies or
    comments are read around a record. ``spacing`` is the pause between two requests in seconds. ``base_url``
    is where the API is, ``feeds_url`` where the feeds are.
    """

    most_records: Annotated[int, Field(ge=1)] = 2_000
    channels: tuple[ChannelSettings, ...] = ()
    videos: tuple[Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{11}$")], ...] = ()
    first_hours: Annotated[float, Field(gt=0)] = 24
    replies: Annotated[int, Field(ge=0, le=100)] = 10
    spacing: Annotated[float, Field(ge=0)] = 0.2
    base_url: Address = "https://www.googleapis.com/youtube/v3"
    feeds_url: Address = "https://www.youtube.com/feeds/videos.xml"


def sources(settings: SourceSettings, environment: Mapping[str, str]) -> Iterator[ChannelFeed | Comments]:
    """Yield the channels' feeds and, with a key, the comments of channels and of single videos."""
    assert isinstance(settings, Settings)
    key = _key(environment)
    for channel in settings.channels:
        yield ChannelFeed(channel.id, channel.name, settings)
        if key and channel.comments:
            title = f"{channel.name} comments"
            yield Comments(title, "allThreadsRelatedToChannelId", channel.id, settings, key)
    for video in settings.videos if key else ():
        yield Comments(f"video {video} comments", "videoId", video, settings, key)


def surroundings(settings: SourceSettings, environment: Mapping[str, str]) -> Around | None:
    """Return what can be asked about single records; None without a key."""
    assert isinstance(settings, Settings)
    key = _key(environment)
    return Around(settings, key) if key else None


def _key(environment: Mapping[str, str]) -> str:
    return environment.get("NEWSDESK_YOUTUBE_KEY", "").strip()
