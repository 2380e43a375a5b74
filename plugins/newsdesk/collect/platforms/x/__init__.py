"""X: recent posts that match a query, through its paid API; or an account's own export.

``reading`` understands what X answers, ``exports`` what a user gets of it, ``asking`` asks and keeps within
what may be spent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from newsdesk.collect.platforms.x.asking import Around, Recent
from newsdesk.collect.platforms.x.reading import read
from newsdesk.config import SourceSettings

__all__ = ["WHY_OFF", "Settings", "read", "sources", "surroundings"]

WHY_OFF = (
    "X bills every post that it gives, with its author (about $0.015), and has no free access: "
    "'newsdesk import --platform x' takes the export of an account instead. To pay for it set "
    "NEWSDESK_X_BEARER_TOKEN, "
    "sources.x.enabled: true and a ceiling in sources.x.most_dollars_month."
)

Dollars = Annotated[float, Field(ge=0)]


class Settings(SourceSettings):
    """What is searched for, and what it may cost.

    ``queries`` are searches in X's own language; reposts are left out of each, because they are billed too.
    A run reads at most ``most_records`` posts, and the runs of a month what ``most_dollars_month`` buys at
    ``dollars_per_post`` and ``dollars_per_author``: accounts that are told with posts are billed as well
    (https://docs.x.com/x-api/getting-started/pricing, "Read operations"). An author is billed once a day, and
    is reckoned with each post, so that a month costs less rather than more. ``first_hours`` is how far the
    first run goes back; X shows seven days. With ``replies`` above 0 the parent and so many replies are read
    around a record: these are billed on top. ``spacing`` is the pause between two requests in seconds.
    ``base_url`` is where the API is.
    """

    most_records: Annotated[int, Field(ge=10)] = 500
    queries: tuple[Annotated[str, Field(min_length=1, max_length=480)], ...] = ()
    most_dollars_month: Dollars = 10.0
    dollars_per_post: Annotated[float, Field(gt=0)] = 0.005
    dollars_per_author: Dollars = 0.01
    first_hours: Annotated[float, Field(gt=0, le=167)] = 24
    replies: Annotated[int, Field(ge=0, le=100)] = 0
    spacing: Annotated[float, Field(ge=0)] = 2.0
    base_url: Annotated[str, Field(pattern=r"^https?://[^?#]+$")] = "https://api.x.com/2"

    def cost(self, posts: int) -> float:
        """Return what so many posts cost at most, in dollars."""
        return posts * (self.dollars_per_post + self.dollars_per_author)


def sources(settings: SourceSettings, environment: Mapping[str, str]) -> Iterator[Recent]:
    """Yield the one source that asks all queries, so that they share what may be spent."""
    assert isinstance(settings, Settings)
    if settings.queries:
        yield Recent(settings, _bearer(environment))


def surroundings(settings: SourceSettings, environment: Mapping[str, str]) -> Around | None:
    """Return what can be asked about single records, each billed; None without a key."""
    assert isinstance(settings, Settings)
    bearer = _bearer(environment)
    return Around(settings, bearer) if bearer else None


def _bearer(environment: Mapping[str, str]) -> str:
    return environment.get("NEWSDESK_X_BEARER_TOKEN", "").strip()
