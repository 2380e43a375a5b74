"""An ActivityPub object, as Lemmy's servers send it to each other, to a record.

Others take part in Lemmy's communities (Mastodon, Friendica, lotide, Mbin …): whoever wrote it, a public page
or note is a record here. Persons, groups, videos and the like are named, and make none.
https://join-lemmy.org/docs/contributors/05-federation.html
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from newsdesk.collect import fediverse
from newsdesk.collect.markdown import from_markdown
from newsdesk.collect.payload import Removal, at, items, moment, record, text
from newsdesk.collect.plaintext import from_html, web_address
from newsdesk.collect.platforms.lemmy.views import NOT_PUBLIC
from newsdesk.records import Engagement, Problem, Record


def read_object(
    kind: str, data: dict[str, Any], place: str, now: datetime
) -> Record | Problem | Removal | str | None:
    """Return an object's record, that it is gone, or why it makes no record; None for what is no post."""
    gone = fediverse.deleted_in(kind, data)
    if gone:
        return Removal(f"lemmy:{gone}", "removed" if text(data, "summary") else "deleted")
    if kind not in fediverse.WORDS:
        return None
    if not fediverse.meant_for_everyone(data, "to", "cc"):
        return NOT_PUBLIC
    own = text(data, "id")
    if own is None:
        return Problem(place=place, field="id", expected="its own address", found="nothing")
    return _record(kind, data, own, place, now)


def _record(kind: str, data: dict[str, Any], own: str, place: str, now: datetime) -> Record | Problem:
    words, links = _words(data)
    above = text(data, "inReplyTo")
    # The address of a page is what it links to; that of a note is where it is shown.
    shown = own if kind == "Page" else web_address(text(data, "url") or "") or own
    return record(
        place,
        id=own,
        platform="lemmy",
        kind="comment" if above else "post",
        author=fediverse.handle(next(iter(fediverse.addressed(data, "attributedTo")), None), shown),
        community=_community(data),
        url=shown,
        title=text(data, "name"),
        words=words,
        language_tag=at(data, "language", "identifier"),
        published_at=moment(data, "published"),
        now=now,
        engagement=Engagement(),
        reply_to=above,
        links=tuple(dict.fromkeys([*_linked(kind, data), *links])),
    )


def _words(data: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    if text(data, "mediaType") == "text/markdown":
        return from_markdown(text(data, "content") or "")
    words, links = from_html(text(data, "content") or "")
    named = {text(tag, "href") for tag in items(data, "tag")}
    return words, tuple(link for link in links if link not in named and not fediverse.community(link))


def _linked(kind: str, data: dict[str, Any]) -> list[str]:
    told = [text(one, "href") for one in items(data, "attachment")]
    told += [text(data, "url")] if kind == "Page" and text(data, "url") != text(data, "id") else []
    return [address for one in told if one and (address := web_address(one))]


def _community(data: dict[str, Any]) -> str | None:
    """Return the community that it was sent to, by the first address that is one."""
    fields = ("audience", "to", "cc")
    rooms = (fediverse.community(address) for field in fields for address in fediverse.addressed(data, field))
    return next((room for room in rooms if room), None)
