"""Reading one timeline of one server, page after page.

With ``min_id`` a timeline is read forward from the last status that was read, so nothing is left out however
much there is (https://docs.joinmastodon.org/methods/timelines/). Only the first time, on a server whose ids
tell no time, it is read backward from the newest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from newsdesk.collect.payload import moment, text
from newsdesk.collect.platforms.mastodon import ids

#: Statuses a page; the most that a server gives.
PAGE = 40
#: Pages of one timeline in one run; what is left comes in the next.
MOST_PAGES = 500
#: Pages on which what was read before is looked through again.
MOST_AGAIN = 10


@dataclass(frozen=True)
class Timeline:
    """One timeline: how it is called in the cursor, and how it is asked for."""

    name: str
    path: str
    params: Mapping[str, str] = field(default_factory=dict)


def tag(name: str) -> Timeline:
    """Return the timeline of a hashtag."""
    bare = name.strip().lstrip("#").lower()
    return Timeline(f"tag/{bare}", f"/api/v1/timelines/tag/{quote(bare, safe='')}")


LOCAL = Timeline("local", "/api/v1/timelines/public", {"local": "true"})
FEDERATED = Timeline("federated", "/api/v1/timelines/public")


@dataclass
class Reading:
    """How far one timeline is read in this run.

    ``mark`` is the newest status of which everything before was read, as far back as ``start``;
    ``overlap`` is how much before it is looked through again, ``fresh`` how many statuses of the last page
    stand beyond where the last run ended. ``fault`` is why it could not be read on, ``lost`` whether the
    whole server seems to be out of reach.
    """

    timeline: Timeline
    mark: str | None
    start: datetime
    overlap: timedelta
    done: bool = False
    fault: str | None = None
    lost: bool = False
    again: int = 0
    pages: int = 0
    fresh: int = 0
    position: str | None = None
    backward: bool = False
    newest: str | None = None

    def __post_init__(self) -> None:
        """Begin where the last run ended, or a little before."""
        self.before = self.mark
        if self.mark:
            self.position = ids.earlier(self.mark, self.overlap)

    def params(self, most: int) -> dict[str, str | int]:
        """Return what asks for the next page of at most so many statuses."""
        where = {"max_id" if self.backward else "min_id": self.position} if self.position else {}
        return {**self.timeline.params, **where, "limit": max(1, min(PAGE, most))}

    @property
    def is_first_look(self) -> bool:
        """Whether nothing is known of the timeline yet: the page only shows where to begin."""
        return self.position is None

    @property
    def is_again(self) -> bool:
        """Whether what is read now was read before."""
        return bool(self.mark and self.position and ids.order(self.position) < ids.order(self.mark))

    def take(self, page: Sequence[Any]) -> bool:
        """Move on by a page that was asked for; return whether its statuses count."""
        numbers = sorted((number for one in page if (number := text(one, "id"))), key=ids.order)
        self.pages += 1
        self.fresh = sum(not self.before or ids.order(one) > ids.order(self.before) for one in numbers)
        if not numbers:
            self._end()
            return False
        if self.is_first_look and ids.tell_time(page):
            self.position = ids.before(self.start)
            return False
        if self.is_first_look:
            self.backward, self.newest = True, numbers[-1]
        self._move(numbers, page)
        return True

    def _move(self, numbers: Sequence[str], page: Sequence[Any]) -> None:
        reached = numbers[0] if self.backward else numbers[-1]
        if not self._moves_to(reached):
            if numbers != [self.position]:  # some servers repeat the one that was asked from
                self.fault = "gives the same page again; it was left there"
            self._end()
            return
        self.position = reached
        if self.backward:
            times = [when for one in page if (when := moment(one, "created_at"))]
            if not times or min(times) < self.start:
                self._end()
        elif self.is_again:
            self.again += 1
            self.position = self.mark if self.again >= MOST_AGAIN else reached
        else:
            self.mark = reached
        if self.pages >= MOST_PAGES:
            self._end()

    def _moves_to(self, reached: str) -> bool:
        if self.position is None:
            return True
        here, there = ids.order(self.position), ids.order(reached)
        return there < here if self.backward else there > here

    def _end(self) -> None:
        self.done = True
        self.settle()

    def fail(self, fault: str, *, lost: bool = False) -> None:
        """Leave the timeline where it is."""
        self.done, self.fault, self.lost = True, fault, lost

    def settle(self) -> None:
        """Take as far as a reading backward came for the beginning of what is known, if nothing failed."""
        if not self.fault:
            self.mark = self.newest or self.mark
