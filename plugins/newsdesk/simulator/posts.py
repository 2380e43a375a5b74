"""What is hand-written for a planted event: posts/<event>.yaml.

``posts`` are whole: author, place, minute, engagement. ``chorus`` are lines by mood; the world gives them
to invented accounts in the event's first hours.
"""

from __future__ import annotations

import re
from datetime import timedelta
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
    """One hand-written post. ``at`` is hours and minutes after its event's start.

    ``author`` is the bare name of an account, a publication, or a paper's authors. ``key`` is how
    ``reply_to`` of other posts of the event refers to it.
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
    file = resources.files("newsdesk.simulator").joinpath("posts", f"{event}.yaml")
    if not file.is_file():
        return Script()
    data: Any = yaml.safe_load(file.read_text(encoding="utf-8"))
    return Script.model_validate(data)


def records(event: Event) -> tuple[Record, ...]:
    """Return the hand-written posts of an event as records, in the order of the file."""
    written = load(event.name).posts
    keyed = {post.key: _record(event, post, {}).id for post in written if post.key}
    return tuple(_record(event, post, keyed) for post in written)


def carried(event: Event) -> Record | None:
    """Return the post that carries, if the event is about one."""
    found = [post for post in load(event.name).posts if post.key and post.key == event.carried]
    return _record(event, found[0], {}) if found else None


def _record(event: Event, post: Written, keyed: dict[str, str]) -> Record:
    hours, minutes = post.at.split(":")
    published = event.start + timedelta(hours=int(hours), minutes=int(minutes))
    native = platforms.native_id(post.platform, platforms.key(event.name, post.author), published)
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
        reply_to=_parent(event, post, keyed, top=top),
        links=(post.link,) if post.link else (),
    )


def _parent(event: Event, post: Written, keyed: dict[str, str], *, top: bool) -> str | None:
    """Return what it answers: a post of the event, a thread that was not collected, or nothing."""
    if post.reply_to:
        return keyed.get(post.reply_to)
    if top:
        return None
    place = re.sub(r"\W+", "", post.community or "")
    return f"{post.platform}:thread-{platforms.key(event.name, post.platform, place)[:10]}"
