"""One post or comment of Lemmy's API, as it views them together with author and community, to a record.

https://github.com/LemmyNet/lemmy-js-client/blob/main/src/types/PostView.ts and …/CommentView.ts
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from newsdesk.collect import fediverse
from newsdesk.collect.markdown import from_markdown
from newsdesk.collect.payload import Removal, at, count, moment, record, text
from newsdesk.collect.plaintext import web_address
from newsdesk.records import Engagement, Problem, Record

NOT_PUBLIC = "not public"
OPTED_OUT = "its author asks to be left out"
AUTOMATED = "an automated account"


@dataclass(frozen=True)
class Rules:
    """Whose posts are kept: also those of ``bots``."""

    bots: bool = False


def view_of(data: Any) -> Literal["post", "comment"] | None:
    """Return what this is a view of; that of a comment shows its post too."""
    if isinstance(at(data, "comment"), dict):
        return "comment"
    return "post" if isinstance(at(data, "post"), dict) else None


def paths(views: Sequence[Any]) -> dict[str, str]:
    """Return the addresses of posts (``t3_``) and comments (``t1_``) by their numbers on that server."""
    told = [
        (f"{mark}{count(view, name, 'id')}", text(view, name, "ap_id"))
        for view in views
        for mark, name in (("t3_", "post"), ("t1_", "comment"))
    ]
    return {number: address for number, address in told if address}


def read_view(
    view: Any, known: Mapping[str, str], place: str, now: datetime, rules: Rules
) -> Record | Problem | Removal | str:
    """Return the record of a view, that it is gone, or why it makes no record.

    ``known`` gives the addresses of other posts and comments of the same answer by their numbers.
    """
    name = view_of(view)
    if name is None:
        return Problem(place=place, field=None, expected="a post or a comment", found=type(view).__name__)
    own = text(view, name, "ap_id")
    if own is None:
        return Problem(place=place, field=f"{name}.ap_id", expected="its own address", found="nothing")
    gone = _gone(view, name)
    if gone:
        return Removal(f"lemmy:{own}", gone)
    return _reason_to_drop(view, rules) or _record(view, name, own, known, place, now)


def published(view: Any) -> datetime | None:
    """Return when a post or a comment was written."""
    name = view_of(view) or "post"
    return moment(view, name, "published_at") or moment(view, name, "published")


def _gone(view: Any, name: str) -> Literal["deleted", "removed"] | None:
    """Return how it was taken away: itself, its post, its community, or its author's account."""
    if any(at(view, part, "removed") is True for part in (name, "post", "community")):
        return "removed"
    if any(at(view, part, "deleted") is True for part in (name, "post", "community", "creator")):
        return "deleted"
    return None


def _reason_to_drop(view: Any, rules: Rules) -> str | None:
    if at(view, "community", "visibility") not in (None, "Public", "public", "Unlisted", "unlisted"):
        return NOT_PUBLIC
    if fediverse.wishes_no_robots(text(view, "creator", "bio") or ""):
        return OPTED_OUT
    return AUTOMATED if at(view, "creator", "bot_account") is True and not rules.bots else None


def _record(
    view: Any, name: str, own: str, known: Mapping[str, str], place: str, now: datetime
) -> Record | Problem:
    words, links = from_markdown(text(view, name, "body" if name == "post" else "content") or "")
    linked = web_address(text(view, "post", "url") or "") if name == "post" else None
    room = fediverse.community(_address(view, "community"))
    return record(
        place,
        id=own,
        platform="lemmy",
        kind="post" if name == "post" else "comment",
        author=fediverse.handle(_address(view, "creator")),
        community=room,
        url=own,
        title=text(view, "post", "name") if name == "post" else None,
        words=words,
        language_tag=None,  # told by a number, whose meaning is each server's own
        published_at=published(view),
        now=now,
        engagement=_engagement(view, name),
        reply_to=_parent(view, known) if name == "comment" else None,
        links=tuple(dict.fromkeys([*filter(None, [linked]), *links])),
    )


def _address(view: Any, part: str) -> str | None:
    return text(view, part, "ap_id") or text(view, part, "actor_id")


def _engagement(view: Any, name: str) -> Engagement:
    """Return the counts: beside the post in version 3, in it in version 4."""
    answers = "comments" if name == "post" else "child_count"

    def told(field: str) -> int | None:
        beside = count(view, "counts", field)
        return count(view, name, field) if beside is None else beside

    return Engagement(likes=told("upvotes"), replies=told(answers), score=told("score"))


def _parent(view: Any, known: Mapping[str, str]) -> str | None:
    """Return the address of what a comment answers: its path is ``0.<number>.<number>…``, itself last."""
    above = (text(view, "comment", "path") or "").split(".")[1:-1]
    if above:
        return known.get(f"t1_{above[-1]}")
    return text(view, "post", "ap_id")
