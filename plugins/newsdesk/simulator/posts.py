"""What is hand-written: posts/<event>.yaml for a planted event, posts/elsewhere.yaml for beats without one.

``posts`` are whole: author, place, minute, engagement. ``chorus`` are lines by mood; the world gives them
to invented accounts in the event's first hours. Elsewhere there are only whole posts, by beat.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import Annotated, Any

import yaml
from pydantic import Field

from newsdesk.records import Engagement, Platform, Record, Value
from newsdesk.simulator import platforms
from newsdesk.simulator.events import Event
from newsdesk.simulator.grammar import Talk
from newsdesk.simulator.timing import collected

#: Platforms on which a post without a title answers something.
THREADED = ("reddit", "hackernews", "youtube")


class Written(Value):
    """One hand-written post. ``at`` is hours and minutes after its event's start, elsewhere of the day (UTC).

    ``author`` is the bare name of an account, a publication, or a paper's authors. ``key`` is how
    ``reply_to`` of other posts of the event, or of the beat, refers to it.
    """

    key: str | None = None
    platform: Platform
    author: str
    at: Annotated[str, Field(pattern=r"^\d{2}:[0-5]\d$")]
    community: str | None = None
    title: str | None = None
    text: str
    link: str | None = None
    reply_to: str | None = None
    engagement: Engagement = Engagement()


class Script(Value):
    """All that is hand-written for one event."""

    posts: tuple[Written, ...] = ()
    chorus: Talk = Talk(negative=(), neutral=(), positive=())


@cache
def load(event: str) -> Script:
    """Read what is written for an event; an event without a file has nothing."""
    data = _read(event)
    return Script() if data is None else Script.model_validate(data)


def records(event: Event) -> tuple[Record, ...]:
    """Return the hand-written posts of an event as records, in the order of the file."""
    return _records(event.name, event.start, load(event.name).posts)


def elsewhere(day: datetime) -> dict[str, tuple[Record, ...]]:
    """Return what is said on that day (its first instant, UTC) where nothing is planted: records by beat."""
    return {
        beat: _records(beat, day, [Written.model_validate(post) for post in written])
        for beat, written in _read("elsewhere").items()
    }


def carried(event: Event) -> Record | None:
    """Return the post that carries, if the event is about one."""
    found = [post for post in load(event.name).posts if post.key and post.key == event.carried]
    return _record(event.name, event.start, found[0], {}) if found else None


def _read(name: str) -> Any:
    """Return what stands in a file of posts/, None without one."""
    file = resources.files("newsdesk.simulator").joinpath("posts", f"{name}.yaml")
    return yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else None


def _records(name: str, start: datetime, written: Iterable[Written]) -> tuple[Record, ...]:
    """Return posts as records; ``name`` is the event's or the beat's and makes their ids their own."""
    posts = tuple(written)
    keyed = {post.key: _record(name, start, post, {}).id for post in posts if post.key}
    return tuple(_record(name, start, post, keyed) for post in posts)


def _record(name: str, start: datetime, post: Written, keyed: dict[str, str]) -> Record:
    hours, minutes = post.at.split(":")
    published = start + timedelta(hours=int(hours), minutes=int(minutes))
    native = platforms.native_id(post.platform, platforms.key(name, post.author), published)
    author = platforms.account(post.platform, post.author)
    community = post.author if post.platform == "news" else post.community
    top = post.title is not None or post.platform not in THREADED
    return Record(
        id=f"{post.platform}:{native}",
        platform=post.platform,
        kind=platforms.kind(post.platform, top=top),
        author=author,
        community=community,
        url=platforms.address(post.platform, native, author, community, post.title, published),
        title=post.title,
        text=post.text,
        language="en",
        published_at=published,
        collected_at=collected(published),
        engagement=post.engagement,
        reply_to=_parent(name, post, keyed, top=top),
        links=(post.link,) if post.link else (),
    )


def _parent(name: str, post: Written, keyed: dict[str, str], *, top: bool) -> str | None:
    """Return what it answers: a post of the same name, a thread that was not collected, or nothing."""
    if post.reply_to:
        return keyed.get(post.reply_to)
    if top:
        return None
    place = re.sub(r"\W+", "", post.community or "")
    return f"{post.platform}:thread-{platforms.key(name, post.platform, place)[:10]}"
