"""What one thing of Reddit is: a record, a removal, or a problem.

A thing is ``{"kind": "t3", "data": {…}}``: t1 a comment, t3 a post, t2 an account, t5 a community, ``more`` a
place where comments were left out (https://www.reddit.com/dev/api#type_prefixes). Texts are kept as they
were typed, in Markdown.

A post or comment that was taken away is a removal, with nothing kept of it: also one whose account is gone
although the words still stand, and a post that a moderator removed although its title still stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from newsdesk.collect.payload import RemovalReason, at, count, moment, record, text
from newsdesk.collect.plaintext import addresses_in, web_address
from newsdesk.records import TOMBSTONES, Engagement, Problem, Record

SITE = "https://www.reddit.com"

_NAME = re.compile(r"t[13]_[a-z0-9]{1,16}")
#: What Reddit writes in the place of a text that it took away itself, in several wordings.
_TAKEN = re.compile(r"\[ ?(removed|deleted)( by [^\]]{0,200})?\]", re.I)


def things(data: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every thing in an answer, in the order of the page: a comment before its replies."""
    waiting = [data]
    while waiting:
        found = waiting.pop()
        if isinstance(found, list):
            waiting.extend(reversed(found))
        elif isinstance(found, dict) and isinstance(found.get("kind"), str):
            inside = found.get("data")
            if found["kind"] == "Listing":
                waiting.append(at(inside, "children"))
            elif isinstance(inside, dict):
                yield found["kind"], inside
                waiting.append(inside.get("replies"))
        elif isinstance(found, dict):
            waiting.extend([at(found, "json", "data", "things"), found.get("jquery")])


def taken_away(thing: dict[str, Any]) -> RemovalReason | None:
    """Return why a post or comment is to be taken for gone, None if it stands.

    What only moderators see of a removed comment (``banned_by``, ``removed``) counts: nobody else sees it.
    """
    words = [thing.get(name) for name in ("body", "selftext", "title")]
    signs = [word.strip().lower() for word in words if isinstance(word, str) and _is_sign(word.strip())]
    category = thing.get("removed_by_category")
    author = thing.get("author", "")
    if author in (None, "[deleted]") or category in ("deleted", "author") or "[deleted]" in signs:
        return "deleted"
    held = category or any(thing.get(name) for name in ("removed", "spam", "banned_by", "removal_reason"))
    return "removed" if signs or held or author == "[removed]" else None


def _is_sign(words: str) -> bool:
    return words.lower() in TOMBSTONES or bool(_TAKEN.fullmatch(words))


def record_of(
    kind: str, thing: dict[str, Any], name: str | None, place: str, now: datetime, escaped: bool
) -> Record | Problem:
    """Return the record of a post or comment; ``escaped`` says that its texts are."""
    if name is None:
        return Problem(
            place=place, field="id", expected="an id such as 1lt8zkl", found=repr(thing.get("id"))[:80]
        )
    post = kind == "t3"
    words = _plain(text(thing, "selftext" if post else "body"), escaped)
    parent = text(thing, "parent_id")
    return record(
        place,
        id=name,
        platform="reddit",
        kind="post" if post else "comment",
        author=author_of(text(thing, "author")),
        community=_community(thing),
        url=_permalink(thing, name),
        title=_plain(text(thing, "title"), escaped) if post else None,
        words=words,
        language_tag=None,
        published_at=moment(thing, "created_utc"),
        now=now,
        engagement=Engagement(
            score=count(thing, "score"), replies=count(thing, "num_comments") if post else None
        ),
        reply_to=parent if not post and parent and _NAME.fullmatch(parent) else None,
        links=links_of(words, _target(thing, escaped) if post else None),
    )


def author_of(name: str | None) -> str | None:
    """Return ``u/name``, None for what isn't a name."""
    return f"u/{name}" if name and not name.startswith("[") else None


def links_of(words: str, target: str | None) -> tuple[str, ...]:
    """Return what a post links to: its own target first, then the addresses in its text."""
    # The site's editor writes a backslash before each underscore.
    inside = addresses_in(words.replace("\\_", "_"))
    return tuple(dict.fromkeys([*([target] if target else []), *inside]))


def fullname(kind: str, thing: dict[str, Any]) -> str | None:
    """Return ``t1_…`` or ``t3_…``."""
    told = text(thing, "name") or f"{kind}_{thing.get('id')}"
    return told if _NAME.fullmatch(told) and told.startswith(kind) else None


def _community(thing: dict[str, Any]) -> str | None:
    named = text(thing, "subreddit")
    return text(thing, "subreddit_name_prefixed") or (f"r/{named}" if named else None)


def _permalink(thing: dict[str, Any], name: str) -> str:
    """Return where it can be read: by the short form where no path is given, as in older answers."""
    path = text(thing, "permalink") or ""
    if path.startswith("/") and (whole := web_address(SITE + path)):
        return whole
    link = text(thing, "link_id") or ""
    if name.startswith("t1_") and _NAME.fullmatch(link):
        return f"{SITE}/comments/{link[3:]}/_/{name[3:]}/"
    return f"{SITE}/comments/{name[3:]}/" if name.startswith("t3_") else path


def _target(thing: dict[str, Any], escaped: bool) -> str | None:
    """Return what a link post, or a crosspost, leads to; a post of words leads to itself."""
    told = text(thing, "url_overridden_by_dest") or text(thing, "url")
    own = text(thing, "permalink")
    if not told or thing.get("is_self") is True or (own and told.endswith(own)):
        return None
    return web_address(_plain(told, escaped), SITE)


def _plain(words: str | None, escaped: bool) -> str:
    """Return a text with the three characters that Reddit escapes unless asked for ``raw_json``."""
    told = words or ""
    return told.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") if escaped else told
