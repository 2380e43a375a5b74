"""Reading one listing of a community, from its newest item back to where it was read before.

There is no way to read a listing forward. Pinned posts stand first whatever their age, so they don't tell how
far a page goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from newsdesk.collect.payload import at, text
from newsdesk.collect.platforms.lemmy.views import published, view_of
from newsdesk.collect.source import Gap
from newsdesk.records import iso

#: Items a page; the most that a server gives.
PAGE = 50
#: Pages of one listing in one run.
MOST_PAGES = 200


@dataclass
class Listing:
    """How far one listing is read in this run; ``kind`` is ``post`` or ``comment``.

    ``mark`` is the newest item of which all before was read, None in the first run, which goes back to
    ``start``.
    """

    community: str
    kind: str
    mark: datetime | None
    start: datetime
    overlap: timedelta
    now: datetime
    done: bool = False
    fault: str | None = None
    pages: int = 0
    after: str | None = None
    newest: datetime | None = None
    _last: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Keep where it was read to before."""
        self.before = self.mark

    @property
    def name(self) -> str:
        """Return how it is called in the cursor and in messages."""
        return f"{self.community}/{self.kind}s"

    @property
    def until(self) -> datetime:
        """Return how far back it is to be read."""
        return self.before - self.overlap if self.before else self.start

    def params(self, version: int) -> dict[str, str | int]:
        """Return what asks for the next page; version 4 of the API has words in lower case, and other names.

        https://github.com/LemmyNet/lemmy-js-client/blob/main/src/types/GetPosts.ts and …/GetComments.ts
        """
        place: dict[str, str | int] = {"page_cursor": self.after} if self.after else {"page": self.pages + 1}
        words = {"type_": "All", "sort": "New"} if version == 3 else {"type_": "all", "sort": "new"}
        room = {"community_name": self.community}
        if version > 3:
            room["community_name_or_id"] = self.community
        return {**words, **room, **(place if self.after or version == 3 else {}), "limit": PAGE}

    def take(self, views: Sequence[Any], after: str | None, version: int = 3) -> None:
        """Move on by a page; in version 4 of the API the last one is that which names no next.

        https://github.com/LemmyNet/lemmy/blob/main/crates/diesel_utils/src/pagination.rs
        """
        ids = frozenset(str(text(view, view_of(view) or "post", "ap_id")) for view in views)
        if ids and (ids == self._last or (after is not None and after == self.after)):
            self.fail("gives the same page again; it was left there")
            return
        self.pages, self.after, self._last = self.pages + 1, after, ids
        times = [when for view in views if not _is_pinned(view) and (when := published(view))]
        past = [when for when in times if when <= self.now]  # a clock that is ahead doesn't move the mark
        self.newest = max([*past, *filter(None, [self.newest])], default=None)
        if not times or min(times) < self.until or (version > 3 and after is None):
            self.end()

    def end(self) -> None:
        """Take all back to ``until`` for read."""
        self.done = True
        self.mark = max(filter(None, [self.mark, self.newest]), default=None)

    def cut(self, reached: datetime | None) -> Gap | None:
        """Leave what is older than ``reached``; return what will not be read any more.

        That is nothing in the first run, which promises nothing.
        """
        self.end()
        if self.before is None or reached is None or self.before >= reached:
            return None
        return Gap(self.before, reached, f"{self.name}: more was published than is collected in one run")

    def fail(self, fault: str) -> None:
        """Leave the listing where it was before: the next run begins anew."""
        self.done, self.fault = True, fault


def told(listings: Sequence[Listing]) -> dict[str, str]:
    """Return the marks of listings by their names."""
    return {one.name: iso(one.mark) for one in listings if one.mark}


def _is_pinned(view: Any) -> bool:
    return any(at(view, "post", name) is True for name in ("featured_community", "featured_local")) and (
        view_of(view) == "post"
    )
